"""Photos and voice notes fetched from Telegram: asked for by PTB, read piece by piece up to the limit, judged by their
first bytes.

What is kept is named by its contents, so the same photo is stored once, and no name from outside reaches a path.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, Literal

import aiohttp
from yarl import URL

from bot.channels.telegram.updates import LARGEST_FILE, LARGEST_VOICE

if TYPE_CHECKING:
    from pathlib import Path

    from telegram import Bot

    from bot.channels.telegram.connection import Connection

PIECE: Final = 1 << 16
FETCH_WITHIN: Final = 300.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The photo is on the disk. path: below the folder for evidence."""

    sha256: str
    size: int
    path: str


@dataclass(frozen=True, slots=True)
class NotKept:
    """It cannot be had, now or ever."""

    reason: Literal["too_large", "no_picture", "gone"]


@dataclass(frozen=True, slots=True)
class Later:
    """It could not be had this time."""

    reason: str


class TelegramFiles:
    """Fetches photos into a folder."""

    def __init__(self, *, bot: Bot, connection: Connection, folder: Path) -> None:
        self._bot = bot
        self._connection = connection
        self._folder = folder

    async def fetch(self, reference: str, *, voice: bool = False) -> Kept | NotKept | Later:
        """Fetch one photo, or voice note, by its reference, and keep it."""
        content = await self.read(reference, largest=LARGEST_VOICE if voice else LARGEST_FILE)
        if isinstance(content, NotKept | Later):
            return content
        ending = voice_ending(content) if voice else picture_ending(content)
        if ending is None:
            return NotKept("no_picture")
        return await asyncio.to_thread(keep, content, ending, self._folder)

    async def read(self, reference: str, *, largest: int = LARGEST_FILE) -> bytes | NotKept | Later:
        """The bytes of any file by its reference; its size is looked at before anything is fetched."""
        from telegram.error import BadRequest, TelegramError  # noqa: PLC0415 - PTB is there only once the bot is

        try:
            file = await self._bot.get_file(reference)
        except BadRequest as refused:
            return NotKept("too_large" if "too big" in refused.message.lower() else "gone")
        except TelegramError as problem:
            return Later(type(problem).__name__)
        if (file.file_size or 0) > largest:
            return NotKept("too_large")
        try:
            async with asyncio.timeout(FETCH_WITHIN):
                return await self._read(file.file_path or "", largest)
        except (TimeoutError, aiohttp.ClientError, OSError) as problem:
            return Later(type(problem).__name__)

    async def _read(self, address: str, largest: int) -> bytes | NotKept | Later:
        async with self._connection.session.get(URL(address), allow_redirects=False) as answer:
            if answer.status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
                return NotKept("gone")
            if answer.status != HTTPStatus.OK:
                return Later(f"HTTP {answer.status}")
            content = bytearray()
            async for piece in answer.content.iter_chunked(PIECE):
                content += piece
                if len(content) > largest:
                    return NotKept("too_large")
            return bytes(content)


def picture_ending(content: bytes) -> str | None:
    """The ending of a picture's file name by what its bytes say; None: it is no picture of a kind we keep."""
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return None


def voice_ending(content: bytes) -> str | None:
    """The same of a voice note: Opus in Ogg as phones record it, or what other senders make of one."""
    if content.startswith(b"OggS") and b"OpusHead" in content[:PIECE]:
        return "oga"
    if content.startswith((b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")):
        return "mp3"
    if content[4:8] == b"ftyp" and content[8:11] in {b"M4A", b"iso", b"mp4"}:
        return "m4a"
    return None


def keep(content: bytes, ending: str, folder: Path) -> Kept:
    """Write whole or not at all: to a name of its own first, onto the disk, then to the final name. Raises OSError."""
    sha256 = hashlib.sha256(content).hexdigest()
    place = folder / sha256[:2] / f"{sha256}.{ending}"
    kept = Kept(sha256=sha256, size=len(content), path=f"{sha256[:2]}/{sha256}.{ending}")
    if place.exists() and place.stat().st_size == len(content):
        return kept
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_suffix(f".{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)
    for parent in (place.parent, folder):
        _sync_folder(parent)
    return kept


def _sync_folder(folder: Path) -> None:
    """The new name must survive a power cut too. Not every system lets a folder be opened."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
