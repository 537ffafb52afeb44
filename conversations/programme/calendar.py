"""Reporting rules and the periods they make. A deadline is an operator and a date; people are shown the last good day.

"trước ngày 10/6" means the last good day is 9 June; "đến ngày 10/6" that it is 10 June. Source: section VI.4 of the
plans.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conversations.programme.ids import RuleId, SetId, UnitId
    from conversations.programme.unit import Level

_YEAR = re.compile(r"[1-9]\d{3}", re.ASCII)

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
    """What is filled in."""

    CRITERIA = "criteria"
    """The criteria set of the unit's level."""
    OFFICE = "office"
    """An office's own short periodic report."""


class Span(StrEnum):
    """The time a yearly report covers."""

    HALF_YEAR = "half_year"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingRule:
    """Who owes which report to whom and by when, every year, while the rule is valid."""

    id: RuleId
    code: str
    """Short, unique under its unit, part of a period's key: "H1", "Y"."""
    title: str
    """What the report is called, without its year: "Báo cáo 6 tháng đầu năm"."""
    unit: UnitId
    """To whom it is owed; the units below it owe."""
    owes: Level
    form: Form
    set_id: SetId | None = None
    """The criteria set; None: the one of the level that is valid."""
    span: Span
    operator: DueOperator
    due_month: int
    due_day: int
    via: str = ""
    """Through whom it goes, as the document says."""
    source: str = ""
    lock_after: timedelta = LOCK_AFTER
    valid_from: date
    valid_to: date | None = None


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
    locks_on: date
    """The first day on which only a manager can reopen it."""

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
    """The rule's occurrence in that year; None where the rule is not valid on its due date or the date does not
    exist.
    """
    if rule.due_day > calendar.monthrange(year, rule.due_month)[1]:
        return None
    due = date(year, rule.due_month, rule.due_day)
    if due < rule.valid_from or (rule.valid_to is not None and due >= rule.valid_to):
        return None
    deadline = Deadline(operator=rule.operator, day=due)
    covers_to = date(year, 6, 30) if rule.span is Span.HALF_YEAR else date(year, 12, 31)
    return Period(
        rule=rule.id,
        key=f"{year}-{rule.code}",
        title=f"{rule.title} {year}",
        year=year,
        covers_from=date(year, 1, 1),
        covers_to=covers_to,
        deadline=deadline,
        locks_on=deadline.last_good_day + rule.lock_after,
    )


def periods_around(rule: ReportingRule, today: date) -> tuple[Period, ...]:
    """The rule's occurrences of the years before, of and after today, in order: all that a person can be asked about
    now.
    """
    years = (today.year - 1, today.year, today.year + 1)
    return tuple(period for year in years if (period := period_of(rule, year)) is not None)


def period_by_key(rule: ReportingRule, key: str) -> Period | None:
    """The period that a key names, stored or forged."""
    year = key.removesuffix(f"-{rule.code}")
    if _YEAR.fullmatch(year) is None or key != f"{year}-{rule.code}":
        return None
    return period_of(rule, int(year))


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
