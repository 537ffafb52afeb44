"""What the clock brings is looked for at each tick: reminders, lists of who is late, digests become rows."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from bot.workdays import load_workdays, years_around
from handlers.schedule.tick import Ticked, due_moments, tick

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from pathlib import Path

    from conversations.programme.workdays import Workdays
    from handlers.ports import Services
    from storage.database import Database

EVERY: Final = 20.0
"""Seconds: nobody minds a reminder that comes so late."""

_log = logging.getLogger(__name__)


class Scheduling:
    """Looks at each tick, one look at a time."""

    def __init__(self, *, database: Database, services: Callable[[], Services], holidays: Path | None) -> None:
        """services: those of now; what they know of links is learned after the start."""
        self._database = database
        self._services = services
        self._holidays = holidays
        self._workdays: tuple[int, Workdays] | None = None
        self._one_at_a_time = asyncio.Lock()

    async def tick(self) -> None:
        """One look; a fault is logged and the next tick looks again at the same stretch of time."""
        try:
            done = await self.look()
        except Exception:  # noqa: BLE001 - whatever it is, ticking goes on
            _log.exception("what is due could not be found out; the next tick tries again")
            return
        if done.queued or done.skipped:
            _log.info("due messages became rows", extra={"queued": done.queued, "skipped": done.skipped})

    async def look(self) -> Ticked:
        """One look; the rows are committed when this returns."""
        async with self._one_at_a_time:
            services = self._services()
            return await tick(self._database, services, await self.workdays(services.clock.now().date()))

    async def moments(self, until: datetime) -> tuple[datetime, ...]:
        """When something is due from now until then."""
        services = self._services()
        workdays = await self.workdays(services.clock.now().date())
        return await due_moments(self._database, services, workdays, until=until)

    async def workdays(self, today: date) -> Workdays:
        """The working days of the years around, read once a year."""
        if self._workdays is None or self._workdays[0] != today.year:
            found = await asyncio.to_thread(load_workdays, years_around(today), self._holidays)
            self._workdays = (today.year, found)
        return self._workdays[1]
