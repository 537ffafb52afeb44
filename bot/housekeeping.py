"""What grows old is dropped, now and then; a fault is logged and the next tick tries again."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from bot.kept_files import remove_file
from handlers.destroy_evidence import destroy_old_evidence
from handlers.groups_watch import watch_groups
from handlers.housekeeping import tidy_up

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from handlers.ports import Services
    from storage.database import Database

EVERY: Final = 600.0
"""Seconds."""

_log = logging.getLogger(__name__)


class Housekeeping:
    """One round a tick."""

    def __init__(self, *, database: Database, services: Services, evidence: Path) -> None:
        """evidence: the folder of photos and voice notes."""
        self._database = database
        self._services = services
        self._evidence = evidence
        self._destroyed_on: date | None = None

    async def tick(self) -> None:
        """One round."""
        try:
            done = await tidy_up(self._database, self._services.clock, self._services.retention)
        except Exception:  # noqa: BLE001 - whatever it is, ticking goes on
            _log.exception("housekeeping failed; the next tick tries again")
            return
        if done.released.again or done.released.unknown:
            _log.warning(
                "rows of a dead worker were freed",
                extra={"again": done.released.again, "unknown": done.released.unknown},
            )
        await self._destroy()
        try:
            await watch_groups(self._database, self._services)
        except Exception:  # noqa: BLE001 - as above
            _log.exception("the groups could not be looked after; the next tick tries again")

    async def _destroy(self) -> None:
        """Once a day, what is over its time."""
        today = self._services.clock.now().date()
        if self._destroyed_on == today:
            return
        try:
            destroyed = await destroy_old_evidence(self._database, self._services, remove=self._remove)
        except Exception:  # noqa: BLE001 - as above
            _log.exception("evidence over its time could not be destroyed; the next tick tries again")
            return
        self._destroyed_on = today
        if destroyed:
            _log.info("evidence over its time was destroyed", extra={"files": destroyed})

    async def _remove(self, path: str) -> None:
        await asyncio.to_thread(remove_file, self._evidence, path)
