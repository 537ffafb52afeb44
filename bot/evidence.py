"""Fetching photos: the turn keeps a reference, the bytes come afterwards, and only what is on the disk counts.

Photos are fetched a moment after they came, so that an album has arrived whole and is confirmed once.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final, Protocol, assert_never

from bot.channels.telegram.files import Kept, Later, NotKept
from bot.looking import keep_looking
from conversations.programme.answer import EvidenceKind
from handlers.keep_photos import due_photos, photo_kept, photo_later, photo_not_kept

if TYPE_CHECKING:
    from bot.pace import Pace
    from handlers.ports import Services
    from storage.database import Database
    from storage.evidence import PendingFile

GATHER: Final = 2.5
"""Seconds in which the photos of an album come."""
AT_ONCE: Final = 4

_log = logging.getLogger(__name__)


class Files(Protocol):
    """Where a channel's photos are had."""

    async def fetch(self, reference: str, *, voice: bool = False) -> Kept | NotKept | Later:
        """Fetch one photo, or voice note, and keep it on the disk. May raise OSError where the disk refuses."""
        ...


class Evidence:
    """Fetches what is pending, of one channel, until cancelled."""

    def __init__(self, *, channel: str, files: Files, database: Database, services: Services, pace: Pace) -> None:
        self._channel = channel
        self._files = files
        self._database = database
        self._services = services
        self._pace = pace
        self._room = asyncio.Semaphore(AT_ONCE)
        self._came = asyncio.Event()

    def photo_came(self) -> None:
        """A turn has kept a reference."""
        self._came.set()

    async def run(self) -> None:
        """Look at start, soon after each photo, and now and then for what is to be tried again."""
        await keep_looking(
            self.fetch_due,
            self._came,
            failed=lambda: _log.exception("photos could not be fetched; it is tried again"),
            gather=lambda: self._pace.sleep(GATHER),
        )

    async def fetch_due(self) -> int:
        """Fetch what is due now; how many photos that were."""
        photos = await due_photos(self._database, self._services, channel=self._channel)
        await asyncio.gather(*map(self._fetch, photos))
        return len(photos)

    async def _fetch(self, photo: PendingFile) -> None:
        async with self._room:
            try:
                found = await self._files.fetch(photo.reference, voice=photo.kind is EvidenceKind.VOICE)
            except OSError as problem:
                _log.error("a photo could not be written to the disk: %s", problem)
                found = Later("disk")
        match found:
            case Kept(sha256=sha256, size=size, path=path):
                await photo_kept(self._database, self._services, photo, sha256=sha256, size=size, path=path)
            case NotKept(reason=reason):
                _log.warning("a photo is not kept: %s", reason, extra={"evidence": photo.evidence})
                await photo_not_kept(self._database, self._services, photo, reason=reason)
            case Later(reason=reason):
                _log.warning("a photo was not had: %s", reason, extra={"evidence": photo.evidence})
                await photo_later(self._database, self._services, photo)
            case _:
                assert_never(found)
