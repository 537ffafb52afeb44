"""When digests go: weekly to managers and to the group, and twice a day in the week before a deadline.

The hours are data of the unit; a day off moves a weekly digest to the next working day and cancels a daily one.
Source: design/conversation.md, Weekly digest.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from conversations.programme.digest import NEAR, Audience, DigestKind
from conversations.programme.due import LONGEST_MOVE, zone_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from conversations.programme.calendar import Period
    from conversations.programme.workdays import Workdays

MONDAY = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestHours:
    """When a unit's digests go. weekday: Monday is 0."""

    weekday: int = MONDAY
    manager: time = time(7, 0)
    group: time = time(7, 30)
    daily: tuple[time, ...] = (time(7, 30), time(14, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSlot:
    """A moment at which a unit's digest goes. period: of a daily one, the report that is nearly due."""

    kind: DigestKind
    audience: Audience
    """Managers (and the observers who want it, each in their own words), or the unit's groups."""
    at: datetime
    period: Period | None = None

    @property
    def name(self) -> str:
        """By which it is sent once: "weekly-manager-2023-06-05", "daily-manager-2023-06-08-14"."""
        hour = f"-{self.at:%H}" if self.kind is DigestKind.DAILY else ""
        return f"{self.kind.value}-{self.audience.value}-{self.at.date().isoformat()}{hour}"


def digests_between(
    hours: DigestHours, periods: Iterable[Period], *, after: datetime, until: datetime, workdays: Workdays
) -> tuple[DigestSlot, ...]:
    """The digests of a unit with after < at <= until, in order. periods: those owed to it that may lie near."""
    slots = (*_weekly(hours, after, until, workdays), *_daily(hours, periods, after, until, workdays))
    inside = (slot for slot in slots if after < slot.at <= until)
    return tuple({slot.name: slot for slot in sorted(inside, key=lambda slot: (slot.at, slot.name))}.values())


def _weekly(hours: DigestHours, after: datetime, until: datetime, workdays: Workdays) -> Iterator[DigestSlot]:
    zone = zone_of(until)
    day = after.date() - LONGEST_MOVE
    day += timedelta(days=(hours.weekday - day.weekday()) % 7)
    seen: set[date] = set()
    while day <= until.date():
        on = workdays.at_or_after(day)
        if on not in seen:
            seen.add(on)
            for audience, hour in ((Audience.MANAGER, hours.manager), (Audience.GROUP, hours.group)):
                yield DigestSlot(kind=DigestKind.WEEKLY, audience=audience, at=datetime.combine(on, hour, zone))
        day += timedelta(days=7)


def _daily(
    hours: DigestHours, periods: Iterable[Period], after: datetime, until: datetime, workdays: Workdays
) -> Iterator[DigestSlot]:
    zone = zone_of(until)
    for period in sorted(periods, key=lambda period: (period.last_good_day, period.key)):
        for back in range(NEAR):
            day = period.last_good_day - timedelta(days=back)
            if workdays.is_worked(day) and after.date() <= day <= until.date():
                for hour in hours.daily:
                    at = datetime.combine(day, hour, zone)
                    yield DigestSlot(kind=DigestKind.DAILY, audience=Audience.MANAGER, at=at, period=period)
