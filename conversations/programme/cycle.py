"""How often a report is owed, and the stretches of time that this cuts a year into.

A stretch has a number in its year: month 5, quarter 2, ISO week 23. What is owed once has no stretches.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

if TYPE_CHECKING:
    from collections.abc import Iterator

MONTHS = 12


class Cycle(StrEnum):
    """How often."""

    YEAR = "year"
    HALF_YEAR = "half_year"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    ONCE = "once"
    """One day of one year, and never again: a one-off duty or an ad hoc request."""

    @property
    def months(self) -> int:
        """How long a stretch is, where it is counted in months; 0 for weeks and for what is owed once."""
        return _LENGTHS[self]


_LENGTHS = {Cycle.YEAR: 12, Cycle.HALF_YEAR: 6, Cycle.QUARTER: 3, Cycle.MONTH: 1, Cycle.WEEK: 0, Cycle.ONCE: 0}

LAST_DAY = 0
"""As the day of a month: its last one, whatever its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One year, half-year, quarter, month or week. number: counted from 1 within the year."""

    year: int
    number: int
    first: date
    last: date


def stretches(cycle: Cycle, year: int) -> Iterator[Stretch]:
    """The stretches of a year, in order; weeks by ISO 8601, so one belongs to the year of its Thursday."""
    match cycle:
        case Cycle.YEAR | Cycle.HALF_YEAR | Cycle.QUARTER | Cycle.MONTH:
            for number in range(1, MONTHS // cycle.months + 1):
                until = number * cycle.months
                first = date(year, until - cycle.months + 1, 1)
                yield Stretch(year=year, number=number, first=first, last=last_of_month(year, until))
        case Cycle.WEEK:
            first = date.fromisocalendar(year, 1, 1)
            number = 1
            while first.isocalendar().year == year:
                yield Stretch(year=year, number=number, first=first, last=first + timedelta(days=6))
                first += timedelta(days=7)
                number += 1
        case Cycle.ONCE:
            return
        case _:
            assert_never(cycle)


def stretch_around(cycle: Cycle, day: date) -> Stretch | None:
    """The stretch in which the day lies; None for what is owed once."""
    year = day.isocalendar().year if cycle is Cycle.WEEK else day.year
    return next((one for one in stretches(cycle, year) if one.first <= day <= one.last), None)


def last_of_month(year: int, month: int) -> date:
    """The last day of a month; months beyond the year are those of the years after."""
    year, month = year + (month - 1) // MONTHS, (month - 1) % MONTHS + 1
    return date(year, month, calendar.monthrange(year, month)[1])


def day_of_month(year: int, month: int, day: int) -> date | None:
    """That day of the month; LAST_DAY is its last one; None where the month has no such day."""
    last = last_of_month(year, month)
    if day == LAST_DAY:
        return last
    return last.replace(day=day) if day <= last.day else None
