"""Times are stored as UTC milliseconds, days as ISO text; what is read back is aware and in the programme's zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_MILLISECOND = timedelta(milliseconds=1)


@lru_cache(maxsize=16)  # everything that a turn writes bears the same moment, and asking a zone takes long
def millis(at: datetime) -> int:
    """The stored form of an aware time; exact to the millisecond."""
    return (at - _EPOCH) // _MILLISECOND


def moment(stored: int) -> datetime:
    """The time that was stored."""
    return datetime.fromtimestamp(stored / 1000, ZONE)


def moment_or_none(stored: int | None) -> datetime | None:
    """The time that was stored, where one was."""
    return None if stored is None else moment(stored)


def day_or_none(stored: str | None) -> date | None:
    """The day that was stored, where one was."""
    return None if stored is None else date.fromisoformat(stored)


def stored_day(day: date | None) -> str | None:
    """A day as it is stored: the inverse of `day_or_none`."""
    return None if day is None else day.isoformat()
