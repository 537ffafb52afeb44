"""Adds, changes, ends and lists reporting rules: who owes which report to whom, by when, how often.

A rule that cannot be is refused whole; every change is a new version, valid from a day on, and stands in the audit log.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.engine.words import SOURCE, Words
from conversations.programme.calendar import (
    LOCK_AFTER,
    DueOperator,
    Form,
    Offsets,
    Period,
    ReportingRule,
    Span,
)
from conversations.programme.criteria import Purpose
from conversations.programme.cycle import Cycle
from conversations.programme.ids import RuleId, SetId
from conversations.programme.problem import Problem
from conversations.programme.rule_faults import fault_of
from conversations.programme.rule_making import free_code, upcoming, with_due
from conversations.programme.unit import KINDS, Level, Unit, kind_named
from conversations.reading.deadlines import Due, read_deadline
from conversations.reading.fold import tidy
from conversations.reading.offsets import NoOffsets, read_offsets
from conversations.screens import rule_problems
from conversations.screens.due import due_of, due_problem
from conversations.screens.offsets import offsets_problem
from storage.audit import note_later
from storage.rules import RuleText, all_rules, as_text, put_rule, rules_of_unit
from storage.times import millis
from storage.unit_names import unit_named
from storage.units import lineage, units_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from conversations.programme.ids import PersonId, UnitId
    from storage.criteria import CriteriaSets
    from storage.database import Database, Transaction

_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRule:
    """A rule, the unit it is owed to, its next three occurrences, and who owes it today."""

    rule: ReportingRule
    unit: Unit
    upcoming: tuple[Period, ...]
    owing: tuple[Unit, ...] = ()

    @property
    def next(self) -> Period | None:
        """The occurrence that is due next."""
        return self.upcoming[0] if self.upcoming else None


async def add_rule(
    database: Database,
    sets: CriteriaSets,
    *,
    unit: str,
    owes: str,
    title: str,
    now: datetime,
    code: str | None = None,
    before: str | None = None,
    until: str | None = None,
    due: str | None = None,
    cycle: Cycle | None = None,
    only: Sequence[str] | None = None,
    form: Form = Form.CRITERIA,
    set_id: str | None = None,
    span: Span | None = None,
    offsets: str | None = None,
    grace: int = 0,
    lock: int | None = None,
    copies: Sequence[str] = (),
    valid_from: date | None = None,
) -> tuple[ListedRule, bool]:
    """The rule from that day (today) on; False: it said so already. code None: the next free one.

    Raises Problem and writes nothing: no such date, unit, kind or set, or a rule that contradicts itself.
    """
    when = due_given(before=before, until=until, due=due, cycle=cycle, today=now.date())
    wanted = offsets_given(offsets)
    level = level_of(owes)
    async with database.write() as tx:
        superior = await unit_named(tx, unit, day=now.date())
        if set_id is not None and await sets.newest(tx, set_id) is None:
            raise Problem(
                code="criteria_set_unknown",
                where=f"“{set_id}”",
                message="Không có bộ tiêu chí nào mang mã này.",
                remedy="Xem các bộ tiêu chí: ntm criteria list.",
            )
        rule = with_due(
            ReportingRule(
                id=RuleId(0),
                unit=superior.id,
                code=code or free_code(rule.code for rule in await rules_of_unit(tx, superior.id)),
                title=tidy(title),
                owes=level,
                only=() if only is None else await _listed_units(tx, only, superior, level, day=now.date()),
                form=form,
                span=Span.CYCLE,
                operator=when.operator,
                due_day=when.day,
                offsets=wanted,
                grace_after=timedelta(days=grace),
                valid_from=valid_from or now.date(),
                set_id=None if set_id is None else SetId(set_id),
                lock_after=LOCK_AFTER if lock is None else timedelta(days=lock),
                copies=tuple(name for one in copies for part in one.split(";") if (name := tidy(part))),
            ),
            when,
            span=span,
        )
        rule, new = await keep_rule(tx, as_text(rule), by=None, now=now)
        return await listed(tx, rule, day=now.date()), new


async def keep_rule(
    tx: Transaction,
    text: RuleText,
    *,
    by: PersonId | None,
    now: datetime,
    words: Words = SOURCE,
    of_document: bool = False,
) -> tuple[ReportingRule, bool]:
    """Write the rule, checked and noted; False: it said so already. Raises Problem where it cannot be."""
    text = replace(text, form=await _form_of(tx, text))
    fault = fault_of(as_rule(text), today=now.date(), of_document=of_document)
    if fault is not None:
        raise rule_problems.rule_problem(fault, as_rule(text), words)
    before = [rule for rule in await rules_of_unit(tx, text.unit) if rule.code == text.code]
    new = await put_rule(tx, text, at=now)
    rules = [rule for rule in await rules_of_unit(tx, text.unit) if rule.code == text.code]
    if not rules:
        raise LookupError("reporting_rule")
    if new:
        note_later(
            tx,
            at=millis(now),
            person=by,
            act="rule_changed" if before else "rule_added",
            subject=f"rule:{rules[-1].id}",
            detail=_detail(rules[-1]),
        )
    return rules[-1], new


async def _form_of(tx: Transaction, text: RuleText) -> Form:
    """A rule of criteria that names a set which is a form asks for that form."""
    if text.set_id is None or text.form is not Form.CRITERIA:
        return text.form
    row = await tx.one("SELECT purpose FROM criteria_set WHERE id = :id ORDER BY version LIMIT 1", id=text.set_id)
    return Form.OFFICE if row is not None and row["purpose"] == Purpose.FORM.value else text.form


def _detail(rule: ReportingRule) -> dict[str, str | int]:
    """For the audit log: no names, no texts."""
    due = due_of(rule)
    return {
        "unit": rule.unit,
        "code": rule.code,
        "cycle": rule.cycle.value,
        "due": f"{due.operator.value} {due.day}.{due.month}.{due.year or ''}{due.shift:+d}",
        "from": rule.valid_from.isoformat(),
    }


def as_rule(text: RuleText) -> ReportingRule:
    """The rule as it would be, for a look at its dates before it is written."""
    return ReportingRule(id=RuleId(0), **{one.name: getattr(text, one.name) for one in fields(RuleText)})


async def end_rule(database: Database, *, unit: str, code: str, on: date | None, now: datetime) -> ListedRule:
    """From that day (today) on nothing more is owed under it; what was due before stays. Raises Problem."""
    async with database.write() as tx:
        superior = await unit_named(tx, unit, day=now.date())
        rules = [rule for rule in await rules_of_unit(tx, superior.id) if rule.code == code and holds(rule, now.date())]
        if not rules:
            raise rule_problems.rule_unknown(code, superior, SOURCE)
        ended = await end_from(tx, rules[-1], on=on or now.date(), by=None, now=now, words=SOURCE)
        return await listed(tx, ended, day=now.date())


async def end_from(
    tx: Transaction, rule: ReportingRule, *, on: date, by: PersonId | None, now: datetime, words: Words
) -> ReportingRule:
    """The rule, ended from that day on. Raises Problem: the day is over, or a change begins after it."""
    if on < now.date():
        raise rule_problems.ends_too_early(on, words)
    if rule.valid_from > max(on, now.date()):
        raise rule_problems.changes_later(rule.valid_from, words)
    ends = max(on, rule.valid_from + timedelta(days=1))  # a version holds for a day at least
    if await put_rule(tx, replace(as_text(rule), valid_to=ends), at=now):
        note_later(
            tx,
            at=millis(now),
            person=by,
            act="rule_ended",
            subject=f"rule:{rule.id}",
            detail={"unit": rule.unit, "code": rule.code, "from": ends.isoformat()},
        )
    return replace(rule, valid_to=ends)


def holds(rule: ReportingRule, day: date) -> bool:
    """Whether the version is in force then or will be."""
    return rule.valid_to is None or day < rule.valid_to


async def list_rules(database: Database, *, unit: str | None, day: date) -> tuple[ListedRule, ...]:
    """The rules valid on the day or later: of reports owed to this unit, or all."""
    async with database.read() as tx:
        rules = (
            await all_rules(tx) if unit is None else await rules_of_unit(tx, (await unit_named(tx, unit, day=day)).id)
        )
        return tuple([await listed(tx, rule, day=day) for rule in rules if holds(rule, day)])


async def listed(tx: Transaction, rule: ReportingRule, *, day: date) -> ListedRule:
    """The rule with its unit, its next dates and who owes it."""
    line = await lineage(tx, rule.unit, day=day)
    below = await units_below(tx, rule.unit, day=day, levels=(rule.owes,), counted=True)
    owing = tuple(unit for unit in below if rule.asks(unit))
    return ListedRule(rule=rule, unit=line[0], upcoming=upcoming(rule, day), owing=owing)


async def _listed_units(
    tx: Transaction, names: Iterable[str], superior: Unit, level: Level, *, day: date
) -> tuple[UnitId, ...]:
    """The units of a list of names. Raises Problem: the list is empty, a name nobody or several have, or of a unit
    elsewhere.
    """
    found: dict[UnitId, None] = {}
    below = {unit.id for unit in await units_below(tx, superior.id, day=day, levels=(level,), counted=True)}
    for name in (part.strip() for typed in names for part in re.split(r"[;\n]", typed)):
        if not name:
            continue
        unit = await unit_named(tx, name, day=day)
        if unit.id not in below:
            raise rule_problems.not_below(unit, superior, SOURCE)
        found[unit.id] = None
    if not found:
        raise rule_problems.list_empty(SOURCE)
    return tuple(found)


def due_given(*, before: str | None, until: str | None, due: str | None, cycle: Cycle | None, today: date) -> Due:
    """The deadline given in one of three ways. Raises Problem: none, several, no such day, or several readings."""
    if sum(one is not None for one in (before, until, due)) != 1:
        raise Problem(
            code="deadline_missing",
            message="Phải ghi đúng một hạn.",
            remedy="Dùng --due “trước ngày 10/6 hằng năm”, hoặc --before 10/6, hoặc --until 10/6 (đến hết ngày 10/6).",
        )
    if due is not None:
        reading = read_deadline(due, today=today, cycle=cycle)
        if not isinstance(reading, Due):
            raise due_problem(due, reading, SOURCE)
        return reading
    operator, day, month = deadline(before=before, until=until)
    return Due(cycle=Cycle.YEAR, operator=operator, day=day, month=month)


def offsets_given(text: str | None) -> Offsets:
    """When to remind; None: the usual days. Raises Problem."""
    if text is None:
        return Offsets()
    reading = read_offsets(text)
    if isinstance(reading, NoOffsets):
        raise offsets_problem(text, reading, SOURCE)
    return reading


def deadline(*, before: str | None, until: str | None) -> tuple[DueOperator, int, int]:
    """Operator, day and month of a yearly deadline given in one of two ways. Raises Problem: none, both, or no such
    day.
    """
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
