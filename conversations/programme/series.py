"""Where a unit stood at the end of each month, quarter or year: for reviews half-way and at the end of the programme.

Each point is the table of its day under the set and the units of its time, so points of two sets are not one curve.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from conversations.programme.ids import SetId
    from conversations.programme.status import Status
    from conversations.programme.unit import Unit


class Step(IntEnum):
    """How many months lie between two points."""

    MONTH = 1
    QUARTER = 3
    HALF_YEAR = 6
    YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One day's sums. complete: communes that meet all criteria, by whosever word."""

    day: date
    set_id: SetId | None
    criteria: int
    communes: int
    met: int
    confirmed: int
    complete: int
    average: Fraction | None
    """Of the communes that have said anything; None: none has."""
    known: int
    """So many of the communes have said anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The points in order of their days."""

    unit: Unit
    points: tuple[Point, ...]

    def year_before(self, point: Point) -> Point | None:
        """The point of the same day a year before, where it is one of these and of the same set."""
        day = _last_of_month(point.day.year - 1, point.day.month)
        return next((one for one in self.points if one.day == day and one.set_id == point.set_id), None)


def point_of(status: Status) -> Point:
    """The sums of one table."""
    return Point(
        day=status.as_of,
        set_id=status.form.id if status.form else None,
        criteria=len(status.form.criteria) if status.form else 0,
        communes=len(status.communes),
        met=status.total_met,
        confirmed=status.total_confirmed,
        complete=sum(1 for one in status.communes if one.criteria and one.met == len(one.criteria)),
        average=status.average,
        known=len(status.known),
    )


def ends(first: date, last: date, step: Step) -> Iterator[date]:
    """The last days of the months, quarters, halves or years from first to last, both included."""
    year, month = first.year, first.month + (-first.month) % step
    while (day := _last_of_month(year, month)) <= last:
        if day >= first:
            yield day
        month += step
        if month > Step.YEAR:
            year, month = year + 1, month - Step.YEAR


def _last_of_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
