"""Of which periods a unit's reports can be taken as a paper: of criteria, and months, assessments, what was asked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.programme.calendar import Form, periods_between, time_in_words
from conversations.programme.problem import Problem
from conversations.programme.unit import Level
from handlers.periodic_sheet import BELOW
from storage.rules import rules_of_unit, rules_owed_by
from storage.unit_names import unit_named

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from conversations.programme.calendar import Period, ReportingRule
    from conversations.programme.unit import Unit
    from storage.database import Database, Transaction

REPORTING = frozenset({Level.COMMUNE, Level.DISTRICT, Level.PROVINCE})
"""Who hands up a paper."""
AROUND = timedelta(days=400)
BACK = timedelta(days=6 * 366)
"""How old a report can be that is named: the five years of a programme, and the year after them."""
NEAR = timedelta(days=100)
"""Of other forms: the month before and this one, the quarter before and this one."""
OF_EACH = 2
MOST = 5


def _periods(rules: Iterable[ReportingRule], wanted: str, *, as_of: date) -> list[tuple[ReportingRule, Period]]:
    return [
        (rule, period)
        for rule in rules
        for period in periods_between(rule, as_of - (BACK if wanted else AROUND), as_of + AROUND)
        if not wanted or period.key in {wanted, f"{wanted}-{rule.code}"}
    ]


async def criteria_rules(tx: Transaction, unit: Unit, *, day: date) -> tuple[ReportingRule, ...]:
    """Of reports of criteria: of a commune what it owes, of any other unit what the communes owe to it."""
    level = unit.kind.level
    if level is Level.COMMUNE:
        rules = await rules_owed_by(tx, unit.id, level, day=day)
    else:
        rules = await rules_of_unit(tx, unit.id) if level in BELOW else ()
    return tuple(one for one in rules if one.owes is Level.COMMUNE and one.form is Form.CRITERIA)


async def period_of(tx: Transaction, unit: Unit, wanted: str, *, as_of: date) -> tuple[ReportingRule, Period]:
    """Of criteria by `criteria_rules`; of other forms what the unit owes itself, else what the units below owe to it.
    wanted: a key, or its beginning without the rule's code ("2024-05"); "": the report of criteria last due. Raises
    Problem: there is none.
    """
    groups = [list(await criteria_rules(tx, unit, day=as_of))]
    if wanted:
        owed = await rules_owed_by(tx, unit.id, unit.kind.level, day=as_of)
        asked = [one for one in await rules_of_unit(tx, unit.id) if one.owes in BELOW.get(unit.kind.level, ())]
        groups += [[one for one in rules if one.form is not Form.CRITERIA] for rules in (owed, asked)]
    found = [_periods(rules, wanted, as_of=as_of) for rules in groups]
    # a key that is named whole comes before one that only begins so
    periods = next((exact for listed in found if (exact := [one for one in listed if one[1].key == wanted])), None)
    periods = periods or next((listed for listed in found if listed), [])
    if not periods:
        raise Problem(
            code="no_such_period",
            where=wanted or unit.title,
            message="Không có kỳ báo cáo nào như vậy." if wanted else "Chưa có kỳ báo cáo tiêu chí nào.",
            remedy="Xem các kỳ bằng ntm rule list, ví dụ --period 2023-H1 hoặc --period 2023-05."
            if wanted
            else "Đặt bằng ntm rule add; báo cáo theo biểu mẫu khác thì ghi kỳ, ví dụ --period 2023-05.",
        )
    over = [one for one in periods if one[1].last_good_day <= as_of]
    last = max(over, key=lambda one: one[1].last_good_day, default=None)
    if last is not None and not last[1].locked(as_of):
        return last
    ahead = [one for one in periods if one[1].last_good_day > as_of]
    begun = [one for one in ahead if one[1].covers_from <= as_of]
    if last is not None and not begun:
        return last
    return min(begun or ahead, key=lambda one: one[1].last_good_day)


async def day_of(database: Database, *, unit: str, period: str, as_of: date) -> date:
    """The day as of which a unit's state in a period is told: the last that the period covers, if that has come. period
    "": as_of itself. Raises Problem: no such unit or period.
    """
    if not period:
        return as_of
    async with database.read() as tx:
        _, found = await period_of(tx, await unit_named(tx, unit, day=as_of), period, as_of=as_of)
    return min(found.covers_to, as_of)


async def criteria_periods(tx: Transaction, unit: Unit, *, day: date) -> tuple[Period, ...]:
    """Those whose time has begun: the one that is taken where none is named, then the newest first; none where the
    unit hands up no such report.
    """
    rules = await criteria_rules(tx, unit, day=day)
    begun = [one for rule in rules for one in periods_between(rule, day - BACK, day + AROUND) if one.covers_from <= day]
    if not begun:
        return ()
    _, first = await period_of(tx, unit, "", as_of=day)
    newest = sorted(begun, key=lambda one: (one.last_good_day, one.key), reverse=True)
    return tuple({one.key: one for one in (first, *newest)}.values())


async def other_periods(tx: Transaction, unit: Unit, *, day: date) -> tuple[Period, ...]:
    """But for those of criteria: whose time has begun, newest first; of one time the unit's own before what is owed to
    it.
    """
    owed = [one for one in await rules_owed_by(tx, unit.id, unit.kind.level, day=day) if one.form is not Form.CRITERIA]
    levels = BELOW.get(unit.kind.level, ())
    asked = [one for one in await rules_of_unit(tx, unit.id) if one.form is Form.OFFICE and one.owes in levels]
    found: dict[str, Period] = {}
    for rule in (*owed, *asked):
        for period in _latest(rule, day=day):
            found.setdefault(time_in_words(rule, period), period)
    newest = sorted(found.values(), key=lambda one: (one.last_good_day, one.key), reverse=True)
    return tuple(newest[:MOST])


def _latest(rule: ReportingRule, *, day: date) -> Iterable[Period]:
    periods = [one for one in periods_between(rule, day - NEAR, day + NEAR) if one.covers_from <= day]
    return periods[-OF_EACH:]
