"""Reporting rules and the periods they make. A deadline is an operator and a date; people are shown the last good day.

"trước ngày 10/6" means the last good day is 9 June; "đến ngày 10/6" that it is 10 June. Source: section VI.4 of the
plans.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from conversations.programme.cycle import Cycle, day_of_month, stretch_around, stretches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from conversations.programme.cycle import Stretch
    from conversations.programme.ids import RuleId, SetId, UnitId
    from conversations.programme.unit import Level, Unit

_KEY = re.compile(r"(?P<year>[1-9]\d{3})-(?:(?P<number>\d{2})-)?(?P<code>[0-9A-Za-z-]+)", re.ASCII)

LOCK_AFTER = timedelta(days=60)
"""When no document says so, a report can still come in 60 days after its last good day: an operator's choice, not a
rule of law."""


class DueOperator(StrEnum):
    """How the document names the date."""

    BEFORE = "before"
    """trước ngày: the day itself is late."""
    UNTIL = "until"
    """đến ngày, chậm nhất ngày, trong tháng (with the last day): the day itself is in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A date as a document states it."""

    operator: DueOperator
    day: date

    @property
    def last_good_day(self) -> date:
        """The last day on which a report is in time."""
        match self.operator:
            case DueOperator.BEFORE:
                return self.day - timedelta(days=1)
            case DueOperator.UNTIL:
                return self.day
            case _:
                assert_never(self.operator)


class Form(StrEnum):
    """What is filled in. Every form is a criteria set; this says which."""

    CRITERIA = "criteria"
    """The criteria set of the unit's level."""
    OFFICE = "office"
    """A periodic report with a form of its own, beside the criteria: an office's, a commune's or district's monthly."""
    QUESTIONS = "questions"
    """The rule's own few questions (an ad hoc request)."""


class Span(StrEnum):
    """The time a report covers."""

    HALF_YEAR = "half_year"
    """The first half of the year, reported once a year."""
    YEAR = "year"
    CYCLE = "cycle"
    """The very week, month, quarter or half-year; of what is owed once: from the rule's first day on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offsets:
    """When whoever still owes is reminded, in days from the last good day. Each rule may have its own."""

    before: tuple[int, ...] = (30, 14, 7, 3, 1, 0)
    """Days before it, largest first; 0 is the day itself."""
    after: tuple[int, ...] = (1, 3)
    """Days after it, smallest first …"""
    then_every: int = 7
    """… and then every so many days until the report is locked; 0: no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingRule:
    """Who owes which report to whom and by when, again and again while the rule is valid, or once."""

    id: RuleId
    code: str
    """Short, unique under its unit, part of a period's key: "H1", "Y"."""
    title: str
    """What the report is called, without its year: "Báo cáo 6 tháng đầu năm"."""
    unit: UnitId
    """To whom it is owed; the units below it owe."""
    owes: Level
    only: tuple[UnitId, ...] = ()
    """Only these of them owe; empty: all."""
    form: Form
    set_id: SetId | None = None
    """The criteria set; None: the one of the level that is valid."""
    cycle: Cycle = Cycle.YEAR
    span: Span
    operator: DueOperator
    due_year: int | None = None
    """Of what is owed once."""
    due_month: int = 0
    """Of what is owed once a year, or once at all; otherwise 0."""
    due_day: int
    """Of the month (0: its last day); of a weekly report, of the week (1: Monday)."""
    due_shift: int = 0
    """From the last month of the time covered to the month of the date: 0 the same, -1 the one before, 1 the one after;
    in years for a yearly report, in weeks for a weekly one."""
    offsets: Offsets = field(default_factory=Offsets)
    grace_after: timedelta = timedelta(0)
    """So long after the last good day a report still counts as in time; nothing says so unless a document does."""
    via: str = ""
    """Through whom it goes, as the document says."""
    copies: tuple[str, ...] = ()
    """Who gets it besides, by name: "Văn phòng Tỉnh ủy"."""
    source: str = ""
    lock_after: timedelta = LOCK_AFTER
    valid_from: date
    valid_to: date | None = None

    def asks(self, unit: Unit) -> bool:
        """Whether a unit below the one it is owed to owes this report."""
        return unit.kind.level is self.owes and (not self.only or unit.id in self.only)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One occurrence of a rule."""

    rule: RuleId
    key: str
    """"2023-H1": sorts by year, unique under the rule."""
    title: str
    year: int
    covers_from: date
    covers_to: date
    deadline: Deadline
    grace: timedelta = timedelta(0)
    locks_on: date
    """The first day on which only a manager can reopen it."""

    @property
    def grace_ends_on(self) -> date:
        """The last day on which a report still counts as in time; the last good day where there is no grace."""
        return self.last_good_day + self.grace

    @property
    def last_good_day(self) -> date:
        """The last day on which the report is in time."""
        return self.deadline.last_good_day

    def days_left(self, today: date) -> int:
        """Whole days from today to the last good day; negative when overdue."""
        return (self.last_good_day - today).days

    def overdue(self, today: date) -> bool:
        """Whether a report not sent yet is late."""
        return today > self.last_good_day

    def locked(self, today: date) -> bool:
        """Whether answers are no longer taken."""
        return today >= self.locks_on


def period_of(rule: ReportingRule, year: int) -> Period | None:
    """The yearly (or only) occurrence of the rule in that year; None where the rule is not valid on its due date or
    the date does not exist.
    """
    return next(iter(periods_of(rule, year)), None)


def periods_of(rule: ReportingRule, year: int) -> Iterator[Period]:
    """The rule's occurrences that belong to that year, in order."""
    if rule.cycle is Cycle.ONCE:
        due = _date(rule.due_year or 0, rule.due_month, rule.due_day) if rule.due_year == year else None
        if due is not None and (period := _once(rule, due)) is not None:
            yield period
        return
    for stretch in stretches(rule.cycle, year):
        if (period := _period(rule, stretch)) is not None:
            yield period


def period_around(rule: ReportingRule, day: date) -> Period | None:
    """The rule's occurrence for the year, month … in which the day lies, whether it is due by then or not."""
    if rule.cycle is Cycle.ONCE:
        return period_of(rule, rule.due_year) if rule.due_year else None
    stretch = stretch_around(rule.cycle, day)
    return None if stretch is None else _period(rule, stretch)


def _once(rule: ReportingRule, due: date) -> Period | None:
    if not _valid_on(rule, due):
        return None
    deadline = Deadline(operator=rule.operator, day=due)
    return Period(
        rule=rule.id,
        key=f"{due.year}-{rule.code}",
        title=rule.title,
        year=due.year,
        covers_from=min(rule.valid_from, due),
        covers_to=due,
        deadline=deadline,
        grace=rule.grace_after,
        locks_on=deadline.last_good_day + rule.lock_after,
    )


def _period(rule: ReportingRule, stretch: Stretch) -> Period | None:
    due = _due_day(rule, stretch)
    if due is None or not _valid_on(rule, due):
        return None
    deadline = Deadline(operator=rule.operator, day=due)
    yearly = rule.cycle is Cycle.YEAR
    covers_to = date(stretch.year, 6, 30) if yearly and rule.span is Span.HALF_YEAR else stretch.last
    return Period(
        rule=rule.id,
        key=f"{stretch.year}-{rule.code}" if yearly else f"{stretch.year}-{stretch.number:02}-{rule.code}",
        title=_titled(rule.title, _which(rule.cycle, stretch)),
        year=stretch.year,
        covers_from=stretch.first,
        covers_to=covers_to,
        deadline=deadline,
        grace=rule.grace_after,
        locks_on=deadline.last_good_day + rule.lock_after,
    )


def _titled(title: str, which: str) -> str:
    """No word twice: what "Báo cáo tháng" is called in June is "Báo cáo tháng 6/2023"."""
    word = next((word for word in ("6 tháng", "quý", "tháng", "tuần") if which.startswith(f"{word} ")), "")
    if word and title.casefold().endswith(f" {word}"):
        return f"{title}{which.removeprefix(word)}"
    return f"{title} {which}"


def time_in_words(rule: ReportingRule, period: Period) -> str:
    """The time a report covers: "tháng 5/2023", "quý II/2025"; of what is owed once the report's own title."""
    stretch = stretch_around(rule.cycle, period.covers_to)
    if stretch is None:
        return period.title
    return f"năm {stretch.year}" if rule.cycle is Cycle.YEAR else _which(rule.cycle, stretch)


def _which(cycle: Cycle, stretch: Stretch) -> str:
    """What tells one occurrence's title from another's, as officials write it: "tháng 5/2023", "quý II/2025"."""
    match cycle:
        case Cycle.YEAR | Cycle.ONCE:
            return str(stretch.year)
        case Cycle.HALF_YEAR:
            return f"6 tháng {'đầu' if stretch.number == 1 else 'cuối'} năm {stretch.year}"
        case Cycle.QUARTER:
            return f"quý {('I', 'II', 'III', 'IV')[stretch.number - 1]}/{stretch.year}"
        case Cycle.MONTH:
            return f"tháng {stretch.number}/{stretch.year}"
        case Cycle.WEEK:
            first, last = stretch.first, stretch.last
            return f"tuần {first.day}/{first.month} - {last.day}/{last.month}/{last.year}"
        case _:
            assert_never(cycle)


def _due_day(rule: ReportingRule, stretch: Stretch) -> date | None:
    match rule.cycle:
        case Cycle.YEAR:
            return _date(stretch.year + rule.due_shift, rule.due_month, rule.due_day)
        case Cycle.HALF_YEAR | Cycle.QUARTER | Cycle.MONTH:
            return _date(stretch.year, stretch.last.month + rule.due_shift, rule.due_day)
        case Cycle.WEEK:
            return stretch.first + timedelta(weeks=rule.due_shift, days=rule.due_day - 1)
        case Cycle.ONCE:
            return None
        case _:
            assert_never(rule.cycle)


def _date(year: int, month: int, day: int) -> date | None:
    """A date somebody wrote; months may lead into the years beside. None where the calendar has no such day."""
    return day_of_month(year, month, day) if date.min.year < year < date.max.year else None


def _valid_on(rule: ReportingRule, due: date) -> bool:
    return rule.valid_from <= due and (rule.valid_to is None or due < rule.valid_to)


def periods_between(rule: ReportingRule, first: date, last: date) -> tuple[Period, ...]:
    """The rule's occurrences whose last good day lies between these days, both included, in order."""
    years = range(first.year - 1, last.year + 2)
    found = (period for year in years for period in periods_of(rule, year) if first <= period.last_good_day <= last)
    return tuple(sorted(found, key=lambda period: (period.last_good_day, period.key)))


def periods_around(rule: ReportingRule, today: date) -> tuple[Period, ...]:
    """The rule's occurrences that a person can be asked about now: those not locked long ago, up to the next but one.

    Of a yearly report those of the years before, of and after today.
    """
    if rule.cycle is Cycle.YEAR:
        years = (today.year - 1, today.year, today.year + 1)
        return tuple(period for year in years for period in periods_of(rule, year))
    if rule.cycle is Cycle.ONCE:
        period = period_of(rule, rule.due_year) if rule.due_year else None
        return () if period is None else (period,)
    ahead = timedelta(days=2 * max(7, 31 * rule.cycle.months))
    return periods_between(rule, today - rule.lock_after, today + ahead)


def period_by_key(rule: ReportingRule, key: str) -> Period | None:
    """The period that a key names, stored or forged."""
    named = _KEY.fullmatch(key)
    if named is None:
        return None
    return next((period for period in periods_of(rule, int(named["year"])) if period.key == key), None)


def due_first(periods: Iterable[Period], *, sent: frozenset[str], today: date) -> tuple[Period, ...]:
    """What to report now: what is overdue, not locked and not sent, oldest first; otherwise the next one due.

    sent: keys of periods whose report has left. Neither periods due after the next one are offered, nor one whose time
    has not begun: whoever has just sent June's report is not asked for June of next year.
    """
    waiting = sorted(
        (
            period
            for period in periods
            if period.key not in sent and period.covers_from <= today and not period.locked(today)
        ),
        key=lambda period: (period.last_good_day, period.key),
    )
    overdue = tuple(period for period in waiting if period.overdue(today))
    return overdue or tuple(waiting[:1])
