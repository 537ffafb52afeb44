"""Photos and voice notes whose bytes were fetched, or could not be: written down, told to the sender once a piece.

A piece is told of when none of its photos is pending any more, so an album is confirmed once.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from conversations.programme.answer import EvidenceKind
from conversations.screens.difficulty_files import about_files
from conversations.screens.photos import Reason, about_photos
from conversations.screens.register_files import about_entry_files
from storage.evidence import PendingFile, file_failed, file_stored, pending_files
from storage.evidence_progress import progress
from storage.outbox import Outgoing, put_later
from storage.people import accounts_of
from storage.times import millis

if TYPE_CHECKING:
    from conversations.engine.screen import Message
    from conversations.engine.words import Words
    from handlers.ports import Services
    from storage.database import Database, Transaction

AT_ONCE: Final = 20
WAITS: Final = tuple(timedelta(minutes=minutes) for minutes in (0.2, 1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60))
"""Before each further attempt; after the last the photo is given up and the sender asked for it again."""


async def due_photos(database: Database, services: Services, *, channel: str) -> tuple[PendingFile, ...]:
    """Photos of a channel to be fetched now."""
    async with database.read() as tx:
        return await pending_files(tx, channel=channel, now=services.clock.now(), limit=AT_ONCE)


async def photo_kept(
    database: Database, services: Services, photo: PendingFile, *, sha256: str, size: int, path: str
) -> None:
    """The photo is on the disk."""
    now = services.clock.now()

    async def work(tx: Transaction) -> None:
        if await file_stored(tx, photo.evidence, photo.number, sha256=sha256, size=size, path=path, now=now):
            await _tell(tx, services, photo, None)

    await database.turn(work)


async def photo_not_kept(database: Database, services: Services, photo: PendingFile, *, reason: Reason) -> None:
    """The photo cannot be had."""

    async def work(tx: Transaction) -> None:
        if await file_failed(tx, photo.evidence, photo.number, again_at=None):
            await _tell(tx, services, photo, reason)

    await database.turn(work)


async def photo_later(database: Database, services: Services, photo: PendingFile) -> None:
    """The photo could not be had this time: again later, or given up after many times."""
    if photo.tries >= len(WAITS):
        await photo_not_kept(database, services, photo, reason="unreachable")
        return
    again_at = services.clock.now() + WAITS[photo.tries]

    async def work(tx: Transaction) -> None:
        await file_failed(tx, photo.evidence, photo.number, again_at=again_at)

    await database.turn(work)


async def _tell(tx: Transaction, services: Services, photo: PendingFile, reason: Reason | None) -> None:
    count = await progress(tx, photo.evidence)
    if count.pending and reason is None:
        return
    kept = 0 if count.pending else count.stored
    for account in await accounts_of(tx, (photo.person,)):
        renderer = services.renderers.get(account.channel)
        if renderer is None or account.channel != photo.channel:
            continue
        words = services.words_in(account.language)
        message = _message(words, photo, kept, reason)
        body = renderer.message(message, address=account.address)
        outgoing = Outgoing(channel=account.channel, address=account.address, kind="notice", body=body)
        put_later(tx, outgoing, at=millis(services.clock.now()))


def _message(words: Words, photo: PendingFile, kept: int, reason: Reason | None) -> Message:
    if photo.entry is not None:
        return about_entry_files(words, number=photo.entry, kept=kept, reason=reason)
    if photo.difficulty is None:
        return about_photos(words, indicator=photo.indicator, kept=kept, reason=reason)
    voice = photo.kind is EvidenceKind.VOICE
    return about_files(words, number=photo.difficulty, kept=kept, voice=voice, reason=reason)
