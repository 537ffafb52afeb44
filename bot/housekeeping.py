"""The ticking clock of the process. It only ticks: what is due is read from the rows at each tick, never remembered."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from handlers.housekeeping import tidy_up

if TYPE_CHECKING:
    from bot.clock import Clock
    from storage.database import Database

EVERY: Final = 600
"""Seconds."""

_log = logging.getLogger(__name__)


class Housekeeping:
    """Ticks between start() and stop()."""

    def __init__(self, *, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._scheduler: Any = None  # apscheduler brings no types

    def start(self) -> None:
        """The first tick comes at once; a late tick is one tick."""
        from apscheduler.schedulers.asyncio import AsyncIOScheduler  # noqa: PLC0415 - a tenth of a second at start

        from bot.clock import ZONE  # noqa: PLC0415 - as above

        self._scheduler = AsyncIOScheduler(timezone=ZONE)
        self._scheduler.add_job(
            self.tick, "interval", seconds=EVERY, misfire_grace_time=None, coalesce=True, max_instances=1
        )
        self._scheduler.start()

    def stop(self) -> None:
        """No more ticks."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None

    async def tick(self) -> None:
        """One round; a fault is logged and the next tick tries again."""
        try:
            done = await tidy_up(self._database, self._clock)
        except Exception:  # noqa: BLE001 - whatever it is, ticking goes on
            _log.exception("housekeeping failed; the next tick tries again")
            return
        if done.released.again or done.released.unknown:
            _log.warning(
                "rows of a dead worker were freed",
                extra={"again": done.released.again, "unknown": done.released.unknown},
            )
