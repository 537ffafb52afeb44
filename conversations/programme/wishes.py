"""What people say about being reminded: again later, away for some days, late but by a day that is named.

A wish moves reminders between people and days; it never makes more than two of them on one day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from conversations.programme.due import AFTERNOON, MORNING

if TYPE_CHECKING:
    from datetime import date

    from conversations.programme.calendar import Period
    from conversations.programme.ids import PersonId, UnitId


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisedDay:
    """By when a late report will come, and why it is late, in the words of whoever owes it."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Somebody is away from a unit, both days included. substitute: who is reminded instead; None: nobody."""

    person: PersonId
    unit: UnitId
    first: date
    last: date
    substitute: PersonId | None = None

    def covers(self, day: date) -> bool:
        """Whether the person is away on that day."""
        return self.first <= day <= self.last


LONGEST_ABSENCE = timedelta(days=183)
"""Half a year; whoever is away for longer is no longer in charge."""


def remind_again_at(now: datetime, last_good_day: date, *, twice_today: bool = False) -> datetime:
    """When somebody who asks for it is reminded again: tomorrow morning; on the last good day, while there is time, in
    the afternoon. twice_today: the day's second reminder has been used.
    """
    if now.date() == last_good_day and now.time() < AFTERNOON and not twice_today:
        return datetime.combine(now.date(), AFTERNOON, now.tzinfo)
    return datetime.combine(now.date() + timedelta(days=1), MORNING, now.tzinfo)


def may_promise(period: Period, day: date, *, today: date) -> bool:
    """Whether a day can be promised for a period's report: not gone by, after the last good one, before the lock."""
    return today <= day and period.last_good_day < day < period.locks_on
