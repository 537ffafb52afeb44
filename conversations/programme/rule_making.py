"""From what a person says to a reporting rule: its deadline and span, a free code, its next occurrences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from conversations.programme.calendar import Span, periods_between
from conversations.programme.cycle import Cycle
from conversations.reading.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conversations.programme.calendar import Period, ReportingRule
    from conversations.reading.deadlines import Due

SHOWN = 3
"""So many of the next occurrences are shown before anything is written."""
_YEARS_AHEAD = 5
"""Far enough for three occurrences of a yearly report that begins next year."""
_FIRST_HALF_REPORTED_BY = 7
"""A yearly report that is due by July of its own year can only be on the first half of it."""


def with_due(rule: ReportingRule, due: Due, *, span: Span | None = None) -> ReportingRule:
    """The rule with that deadline. span: of a yearly report; None: the first half of the year where its name or its
    date says so.
    """
    if due.cycle is not Cycle.YEAR:
        span = Span.CYCLE
    elif span is None or span is Span.CYCLE:
        half = "6 thang" in fold(rule.title) or (due.shift == 0 and due.month <= _FIRST_HALF_REPORTED_BY)
        span = Span.HALF_YEAR if half else Span.YEAR
    return replace(
        rule,
        cycle=due.cycle,
        span=span,
        operator=due.operator,
        due_year=due.year,
        due_month=due.month,
        due_day=due.day,
        due_shift=due.shift,
    )


def upcoming(rule: ReportingRule, day: date) -> tuple[Period, ...]:
    """The next occurrences whose last good day is not over."""
    return periods_between(rule, day, date(day.year + _YEARS_AHEAD, 12, 31))[:SHOWN]


def free_code(taken: Iterable[str], *, stem: str = "BC") -> str:
    """A code that no rule of the unit has: "BC1", "BC2", …"""
    known = frozenset(taken)
    return next(code for number in range(1, len(known) + 2) if (code := f"{stem}{number}") not in known)
