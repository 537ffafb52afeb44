"""What a row of the outbox names by its recipe, made just before it leaves; photos are read as they were kept."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from conversations.screens.evidence_recipe import EvidenceRecipe
from storage.evidence_pieces import stored_file

if TYPE_CHECKING:
    from pathlib import Path

    from storage.database import Database

_KINDS: Final = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "oga": "audio/ogg",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file about to leave. file_name: in plain letters. kind: its media type. title: the name in words, if any."""

    file_name: str
    kind: str
    content: bytes
    title: str = ""


class Maker(Protocol):
    """Makes what recipes name."""

    async def made(self, recipe: str) -> Attachment | None:
        """The file of a recipe; None: it names nothing that is there. Raises Problem where the programme refuses it,
        OSError where the machine does.
        """
        ...


class Photos:
    """Evidence of one database. folder: where it is kept."""

    def __init__(self, *, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder

    async def made(self, recipe: str) -> Attachment | None:
        """See Maker; None, too, for a recipe of anything else."""
        photo = EvidenceRecipe.read(recipe)
        if photo is None:
            return None
        async with self._database.read() as tx:
            stored = await stored_file(tx, photo.evidence, photo.number)
        if stored is None:
            return None
        place = self._folder / stored.path
        try:
            content = await asyncio.to_thread(place.read_bytes)
        except FileNotFoundError:
            return None
        ending = place.suffix.removeprefix(".")
        return Attachment(
            file_name=f"minh-chung-{photo.evidence}-{photo.number}.{ending}",
            kind=_KINDS.get(ending, "application/octet-stream"),
            content=content,
        )
