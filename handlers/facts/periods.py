"""Which reports a unit owes now: what is overdue and not locked, else the next one due, by all its rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.calendar import due_first, period_by_key, periods_around

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from datetime import date

    from conversations.programme.calendar import Period, ReportingRule


def owed_now(
    rules: Sequence[ReportingRule], *, sent: Container[tuple[int, str]], today: date
) -> tuple[tuple[ReportingRule, Period], ...]:
    """The periods to report now, the most urgent first. sent: rule and key of what has left."""
    open_periods: dict[tuple[int, str], tuple[ReportingRule, Period]] = {
        (rule.id, period.key): (rule, period)
        for rule in rules
        for period in periods_around(rule, today)
        if (rule.id, period.key) not in sent
    }
    due = due_first((period for _, period in open_periods.values()), sent=frozenset(), today=today)
    return tuple(open_periods[period.rule, period.key] for period in due)


def period_named(rules: Sequence[ReportingRule], rule: int, key: str) -> Period | None:
    """The period of a stored report; None where its rule no longer says so."""
    for known in rules:
        if known.id == rule and (period := period_by_key(known, key)) is not None:
            return period
    return None


def last_good_day(rules: Sequence[ReportingRule], rule: int, key: str) -> date | None:
    """By which reports of a unit are put in order."""
    period = period_named(rules, rule, key)
    return None if period is None else period.last_good_day
