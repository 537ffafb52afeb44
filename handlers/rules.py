"""Adds and lists reporting rules: who owes which report to whom, and by when, every year."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.calendar import LOCK_AFTER, DueOperator, Form, Period, ReportingRule, Span, period_of
from conversations.programme.ids import SetId
from conversations.programme.problem import Problem
from conversations.programme.unit import KINDS, Level, Unit, kind_named
from conversations.reading.fold import tidy
from storage.rules import RuleText, all_rules, put_rule, rules_of_unit
from storage.unit_names import unit_named
from storage.units import lineage

if TYPE_CHECKING:
    from datetime import date, datetime

    from storage.criteria import CriteriaSets
    from storage.database import Database, Transaction

_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})")
_CODE = re.compile(r"[0-9A-Za-z-]{1,12}")
"""A rule's code is part of a report's key, which must fit the 64 bytes that a button carries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRule:
    """A rule with the unit it is owed to and the next report under it."""

    rule: ReportingRule
    unit: Unit
    next: Period | None


async def add_rule(
    database: Database,
    sets: CriteriaSets,
    *,
    unit: str,
    owes: str,
    title: str,
    code: str,
    before: str | None,
    until: str | None,
    form: Form,
    set_id: str | None,
    span: Span,
    now: datetime,
    valid_from: date | None = None,
) -> tuple[ListedRule, bool]:
    """The rule from that day (today) on; False: it said so already. Raises Problem: no such date, unit, kind or set."""
    operator, day, month = deadline(before=before, until=until)
    if not _CODE.fullmatch(code):
        raise Problem(
            code="rule_code_wrong",
            where=f"“{code}”",
            message="Mã chỉ gồm chữ không dấu, chữ số và gạch nối, dài không quá 12.",
            remedy="Ví dụ: H1, Y, THON-H1.",
        )
    async with database.write() as tx:
        superior = await unit_named(tx, unit, day=now.date())
        if set_id is not None and await sets.newest(tx, set_id) is None:
            raise Problem(
                code="criteria_set_unknown",
                where=f"“{set_id}”",
                message="Không có bộ tiêu chí nào mang mã này.",
                remedy="Xem các bộ tiêu chí: ntm criteria list.",
            )
        text = RuleText(
            unit=superior.id,
            code=code,
            title=tidy(title),
            owes=level_of(owes),
            form=form,
            span=span,
            operator=operator,
            due_month=month,
            due_day=day,
            valid_from=valid_from or now.date(),
            set_id=None if set_id is None else SetId(set_id),
            lock_after=LOCK_AFTER,
        )
        new = await put_rule(tx, text, at=now)
        rules = [rule for rule in await rules_of_unit(tx, superior.id) if rule.code == code]
        listed = [await _listed(tx, rule, day=now.date()) for rule in rules if rule.valid_to is None]
        return listed[-1], new


async def list_rules(database: Database, *, unit: str | None, day: date) -> tuple[ListedRule, ...]:
    """The rules valid on the day or later: of reports owed to this unit, or all."""
    async with database.read() as tx:
        rules = (
            await all_rules(tx) if unit is None else await rules_of_unit(tx, (await unit_named(tx, unit, day=day)).id)
        )
        return tuple(
            [await _listed(tx, rule, day=day) for rule in rules if rule.valid_to is None or day < rule.valid_to]
        )


async def _listed(tx: Transaction, rule: ReportingRule, *, day: date) -> ListedRule:
    line = await lineage(tx, rule.unit, day=day)
    periods = (period_of(rule, year) for year in (day.year, day.year + 1))
    following = next((period for period in periods if period is not None and period.last_good_day >= day), None)
    return ListedRule(rule=rule, unit=line[0], next=following)


def deadline(*, before: str | None, until: str | None) -> tuple[DueOperator, int, int]:
    """Operator, day and month of a deadline given in one of two ways. Raises Problem: none, both, or no such day."""
    given = before if before is not None else until
    if given is None or (before is not None and until is not None):
        raise Problem(
            code="deadline_missing",
            message="Phải ghi đúng một hạn.",
            remedy="Dùng --before 10/6 (trước ngày 10/6) hoặc --until 10/6 (đến hết ngày 10/6).",
        )
    found = _DAY.fullmatch(given.strip())
    day, month = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(2023, month)[1]:
        raise Problem(
            code="date_wrong",
            where=f"“{given}”",
            message="Năm nào cũng phải có ngày này, mà lịch không có.",
            remedy="Hãy ghi ngày/tháng, ví dụ 10/6.",
        )
    return (DueOperator.BEFORE if before is not None else DueOperator.UNTIL), day, month


def level_of(text: str) -> Level:
    """Who owes: a kind as people say it ("xóm"), or a level ("village"). Raises Problem."""
    kind = kind_named(text)
    if kind is not None:
        return kind.level
    try:
        return Level(text)
    except ValueError:
        raise Problem(
            code="kind_unknown",
            where=f"“{text}”",
            message="Không có loại đơn vị này.",
            remedy=f"Các loại: {', '.join(one.name for one in KINDS)}.",
        ) from None
