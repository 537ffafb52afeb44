"""The ticking clock of the process. It only ticks: what is due is read from the rows at each tick, never remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping


class Ticks:
    """Ticks between start() and stop()."""

    def __init__(self, jobs: Mapping[Callable[[], Awaitable[None]], float]) -> None:
        """jobs: what is called, and every how many seconds. A job that fails tells of it itself."""
        self._jobs = jobs
        self._scheduler: Any = None  # apscheduler brings no types

    def start(self) -> None:
        """A late tick is one tick; no job runs beside itself."""
        from apscheduler.schedulers.asyncio import AsyncIOScheduler  # noqa: PLC0415 - a tenth of a second at start

        from bot.clock import ZONE  # noqa: PLC0415 - as above

        self._scheduler = AsyncIOScheduler(timezone=ZONE)
        for job, seconds in self._jobs.items():
            self._scheduler.add_job(
                job, "interval", seconds=seconds, misfire_grace_time=None, coalesce=True, max_instances=1
            )
        self._scheduler.start()

    def stop(self) -> None:
        """No more ticks."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None
