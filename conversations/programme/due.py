"""What is due to be sent, and when: computed from rules, periods, working days and a stretch of time, never remembered.

Up to the last good day a slot that falls on a day off moves back to the working day before, after it forward to the
next; two slots on one day become one. Source: design/conversation.md, Reminders.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from conversations.programme.calendar import periods_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

    from conversations.programme.calendar import Offsets, Period, ReportingRule
    from conversations.programme.workdays import Workdays

MORNING = time(8, 0)
"""When reminders go: officers are at work, and the day is still before them."""
AFTERNOON = time(14, 0)
"""When somebody is reminded a second time on the same day."""
ESCALATING = time(8, 30)
"""When the level above is told who is late: after those who are late themselves."""
AWAKE_FROM, AWAKE_UNTIL = time(7, 0), time(20, 30)
"""Nobody is reminded outside these hours."""
LONGEST_MOVE = timedelta(days=31)
"""Further than any rest moves a slot."""


class SendKind(StrEnum):
    """What is sent by the clock."""

    REMINDER = "reminder"
    OVERDUE_REMINDER = "overdue_reminder"
    ESCALATION = "escalation"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A moment at which those who owe a period's report are reminded, or the level above is told of them."""

    rule: ReportingRule
    period: Period
    kind: SendKind
    offset: int
    """Days from the last good day as the rule counts them: -3 before it, 0 on it, 7 after it."""
    at: datetime

    @property
    def name(self) -> str:
        """The slot as keys and lists name it."""
        return slot_name(self.offset)

    @property
    def overdue(self) -> bool:
        """Whether it lies after the last good day."""
        return self.offset > 0


def slot_name(offset: int) -> str:
    """As keys and lists name it: "D-3", "D0", "D+7"."""
    return f"D{offset:+}" if offset else "D0"


def reminder_kind(offset: int) -> SendKind:
    """What goes to those who still owe, so many days from the last good one."""
    return SendKind.OVERDUE_REMINDER if offset > 0 else SendKind.REMINDER


def reminder_days(period: Period, offsets: Offsets, workdays: Workdays) -> tuple[tuple[int, date], ...]:
    """Offset and working day of each slot, in order: none before the time covered begins or once it is locked."""
    return days_around(period.last_good_day, offsets, workdays, begins=period.covers_from, ends=period.locks_on)


def days_around(
    last: date, offsets: Offsets, workdays: Workdays, *, begins: date, ends: date
) -> tuple[tuple[int, date], ...]:
    """The same around any last good day: none before the one day, and none on the other or after it."""
    found: dict[date, int] = {}
    for before in sorted(offsets.before, reverse=True):
        day = workdays.at_or_before(last - timedelta(days=before))
        if day >= begins:
            found[day] = -before
    for after in _after(offsets, (ends - last).days):
        day = workdays.at_or_after(last + timedelta(days=after))
        if day < ends:
            found[day] = after
    return tuple((offset, day) for day, offset in sorted(found.items()))


def _after(offsets: Offsets, days: int) -> Iterator[int]:
    """The days after the last good one: those that are named, then every so many days, counted from it."""
    yield from sorted(offsets.after)
    if offsets.then_every <= 0:
        return
    named = max(offsets.after, default=0)
    first = (named // offsets.then_every + 1) * offsets.then_every
    yield from range(first, days, offsets.then_every)


def slots_between(
    rules: Iterable[ReportingRule], *, after: datetime, until: datetime, workdays: Workdays
) -> tuple[Slot, ...]:
    """All slots with after < at <= until, in order. Both moments aware, in the programme's zone."""
    return tuple(
        sorted(
            (
                slot
                for rule in rules
                for slot in _slots(rule, after=after, until=until, workdays=workdays)
                if after < slot.at <= until
            ),
            key=lambda slot: (slot.at, slot.rule.id, slot.period.key),
        )
    )


def _slots(rule: ReportingRule, *, after: datetime, until: datetime, workdays: Workdays) -> Iterator[Slot]:
    zone = zone_of(until)
    earliest = after.date() - rule.lock_after - LONGEST_MOVE
    latest = until.date() + timedelta(days=max(rule.offsets.before, default=0)) + LONGEST_MOVE
    for period in periods_between(rule, earliest, latest):
        for offset, day in reminder_days(period, rule.offsets, workdays):
            if not after.date() <= day <= until.date():
                continue
            kind = reminder_kind(offset)
            at = datetime.combine(day, MORNING, zone)
            yield Slot(rule=rule, period=period, kind=kind, offset=offset, at=at)
            if offset > 0:
                at = datetime.combine(day, ESCALATING, zone)
                yield Slot(rule=rule, period=period, kind=SendKind.ESCALATION, offset=offset, at=at)


def zone_of(moment: datetime) -> ZoneInfo:
    """The zone of an aware moment. Raises ValueError for one without."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.tzinfo  # type: ignore[return-value] # the programme's moments carry a ZoneInfo


def awake(moment: datetime) -> datetime:
    """The moment itself, or the next one at which people may be reminded."""
    if moment.time() < AWAKE_FROM:
        return datetime.combine(moment.date(), AWAKE_FROM, moment.tzinfo)
    if moment.time() > AWAKE_UNTIL:
        return datetime.combine(moment.date() + timedelta(days=1), AWAKE_FROM, moment.tzinfo)
    return moment
