"""The only place that reads the clock. Everything else is told the time, so that a test can play a whole year."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class Clock:
    """The time in the programme's zone: the machine's own, or a moment it was started at or set to, running on."""

    def __init__(self, start: datetime | None = None, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        """start: aware; None follows the machine's clock."""
        self._monotonic = monotonic
        self._start: datetime | None = None
        self._started_at = 0.0
        if start is not None:
            self.set(start)

    def now(self) -> datetime:
        """Aware, in Asia/Ho_Chi_Minh. Changes of the machine's clock do not touch a clock that was set."""
        if self._start is None:
            return datetime.now(ZONE)
        return self._start + timedelta(seconds=self._monotonic() - self._started_at)

    def today(self) -> date:
        return self.now().date()

    def set(self, at: datetime) -> None:
        """Go on from that moment. Raises ValueError for a moment without a zone, since it would be a guess."""
        if at.tzinfo is None:
            raise ValueError(f"{at} has no time zone")
        self._start = at.astimezone(ZONE)
        self._started_at = self._monotonic()
