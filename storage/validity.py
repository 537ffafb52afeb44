"""Days of validity as they are stored: ISO text, the open ends as the first and the last day there is.

A row is valid from the first day on, up to the day before the second: `valid_from <= :day AND :day < valid_to`.
"""

from __future__ import annotations

from datetime import date, datetime

from storage.times import millis

ALWAYS = "0001-01-01"
FOREVER = "9999-12-31"
UP_TO_NOW = 2**62
"""As `known`: everything recorded so far."""


def stored_from(day: date | None) -> str:
    return ALWAYS if day is None else day.isoformat()


def stored_to(day: date | None) -> str:
    return FOREVER if day is None else day.isoformat()


def valid_from(stored: str) -> date | None:
    """None: always."""
    return None if stored == ALWAYS else date.fromisoformat(stored)


def valid_to(stored: str) -> date | None:
    """None: until further notice."""
    return None if stored == FOREVER else date.fromisoformat(stored)


def known_by(at: datetime | None) -> int:
    """The moment up to which what was recorded counts, for comparing with `…_at`; None: all of it."""
    return UP_TO_NOW if at is None else millis(at)
