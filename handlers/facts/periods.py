"""Which reports a unit owes now: what is overdue and not locked, else the next one due, by all its rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.calendar import Form, due_first, period_by_key, periods_around
from conversations.programme.cycle import Cycle

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from datetime import date

    from conversations.programme.calendar import Period, ReportingRule


def owed_now(
    rules: Sequence[ReportingRule], *, sent: Container[tuple[int, str]], today: date
) -> tuple[tuple[ReportingRule, Period], ...]:
    """The periods to report now, the most urgent first. sent: rule and key of what has left.

    Decided over all rules of a kind together: whoever owes June's report is not offered November's. A monthly report
    does not hide a yearly one, and what is asked once stands for itself.
    """
    kinds: dict[tuple[object, ...], dict[tuple[int, str], tuple[ReportingRule, Period]]] = {}
    for rule in rules:
        kind = kinds.setdefault((rule.form, rule.cycle, rule.id if rule.cycle is Cycle.ONCE else 0), {})
        for period in periods_around(rule, today):
            if (rule.id, period.key) not in sent:
                kind[rule.id, period.key] = (rule, period)
    found = [
        kind[period.rule, period.key]
        for kind in kinds.values()
        for period in due_first((period for _, period in kind.values()), sent=frozenset(), today=today)
    ]
    return tuple(sorted(found, key=lambda pair: (not pair[1].overdue(today), pair[1].last_good_day, pair[1].key)))


def coming(
    rules: Sequence[ReportingRule], *, sent: Container[tuple[int, str]], today: date
) -> tuple[ReportingRule, Period] | None:
    """The next period that cannot be reported yet, because the time it covers has not begun; None: none is known."""
    ahead = [
        (rule, period)
        for rule in rules
        for period in periods_around(rule, today)
        if period.covers_from > today and (rule.id, period.key) not in sent
    ]
    return min(ahead, key=lambda pair: (pair[1].covers_from, pair[1].last_good_day, pair[1].key), default=None)


def of_criteria(rules: Sequence[ReportingRule]) -> tuple[ReportingRule, ...]:
    """The rules that ask for criteria: what progress, sums and history speak of."""
    return tuple(rule for rule in rules if rule.form is Form.CRITERIA)


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
