"""Reporting rules: who owes which report and by when. A rule keeps its number; what it says is dated and versioned.

Where a rule changed, it is given back as several ReportingRule of the same number, valid one after the other: each
year's report falls under the one that is valid on its due date.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.programme.calendar import DueOperator, Form, ReportingRule, Span, period_of
from conversations.programme.ids import RuleId, SetId, UnitId
from conversations.programme.unit import Level
from storage.times import millis
from storage.validity import known_by, stored_from, stored_to, valid_from, valid_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from storage.database import Row, Transaction, Values

_COLUMNS = """r.id, r.unit, r.code, v.version, v.title, v.owes, v.form, v.set_id, v.span, v.operator, v.due_month,
    v.due_day, v.via, v.source, v.lock_days, v.valid_from, v.valid_to"""
_RULE = f"""
SELECT {_COLUMNS} FROM reporting_rule r JOIN reporting_rule_version v ON v.rule = r.id
WHERE v.recorded_at <= :known AND """  # noqa: S608 - constants of column names
_ORDER = " ORDER BY r.unit, r.id, v.valid_from, v.version"

_OWED_BY = f"""
WITH RECURSIVE above (unit, depth) AS (
    SELECT p.parent, 1 FROM unit_parent p
    WHERE p.unit = :unit AND p.superseded_at IS NULL AND p.valid_from <= :day AND :day < p.valid_to
    UNION ALL
    SELECT p.parent, above.depth + 1 FROM above JOIN unit_parent p ON p.unit = above.unit
    WHERE p.superseded_at IS NULL AND p.valid_from <= :day AND :day < p.valid_to AND above.depth < 20
)
{_RULE} r.unit IN (SELECT above.unit FROM above) AND v.owes = :level {_ORDER}
"""  # noqa: S608 - as above


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleText:
    """What a rule says, without its number: everything a document or a person gives."""

    unit: UnitId
    code: str
    title: str
    owes: Level
    form: Form
    span: Span
    operator: DueOperator
    due_month: int
    due_day: int
    valid_from: date
    valid_to: date | None = None
    set_id: SetId | None = None
    via: str = ""
    source: str = ""
    lock_after: timedelta


def owed_read(unit: UnitId, level: Level, day: date) -> tuple[str, Values]:
    """The read for `rules_of`: the rules of all units above, under which units of this level owe a report."""
    return _OWED_BY, {"unit": unit, "level": level.value, "day": day.isoformat(), "known": known_by(None)}


def rule_read(rule: RuleId) -> tuple[str, Values]:
    """The read for `rules_of`: all that one rule says and said."""
    return f"{_RULE} r.id = :rule {_ORDER}", {"rule": rule, "known": known_by(None)}


def rules_of(rows: Sequence[Row]) -> tuple[ReportingRule, ...]:
    """The rules in rows of one of the reads above; each year has its report under one version of a rule."""
    by_rule: dict[int, list[ReportingRule]] = {}
    for row in rows:
        rule = _rule(row)
        versions = by_rule.setdefault(row["id"], [])
        if versions and versions[-1].valid_from == rule.valid_from:
            versions.pop()
        if versions and (versions[-1].valid_to is None or versions[-1].valid_to > rule.valid_from):
            versions[-1] = replace(versions[-1], valid_to=_end(versions[-1], rule))
        versions.append(rule)
    return tuple(rule for versions in by_rule.values() for rule in versions)


def _end(old: ReportingRule, new: ReportingRule) -> date:
    """Where the old version ends, so that in the year of the change the report is owed under exactly one of them.

    The new one, where its due date is still to come on its first day; otherwise the old one a last time.
    """
    before = period_of(old, new.valid_from.year)
    if before is None:
        return new.valid_from
    if period_of(new, new.valid_from.year) is None:
        return max(new.valid_from, before.deadline.day + timedelta(days=1))
    return min(new.valid_from, before.deadline.day)


async def rules_owed_by(tx: Transaction, unit: UnitId, level: Level, *, day: date) -> tuple[ReportingRule, ...]:
    """The rules under which this unit owes reports."""
    sql, values = owed_read(unit, level, day)
    return rules_of(await tx.all(sql, **values))


async def rules_of_unit(tx: Transaction, unit: UnitId, *, known: datetime | None = None) -> tuple[ReportingRule, ...]:
    """The rules of reports owed to this unit."""
    rows = await tx.all(f"{_RULE} r.unit = :unit {_ORDER}", unit=unit, known=known_by(known))
    return rules_of(rows)


async def all_rules(tx: Transaction) -> tuple[ReportingRule, ...]:
    """Every rule of every unit."""
    return rules_of(await tx.all(f"{_RULE} 1 = 1 {_ORDER}", known=known_by(None)))


async def put_rule(tx: Transaction, text: RuleText, *, at: datetime, plan: int | None = None) -> bool:
    """Let this rule hold from its first day on; False where the rule of that code says just this already."""
    row = await tx.one(
        """
        INSERT INTO reporting_rule (unit, code) VALUES (:unit, :code)
        ON CONFLICT (unit, code) DO UPDATE SET code = excluded.code RETURNING id
        """,
        unit=text.unit,
        code=text.code,
    )
    if row is None:
        raise LookupError("reporting_rule")
    rule = RuleId(row["id"])
    sql, values = rule_read(rule)
    stored = await tx.all(sql, **values)
    if _says_so_already(rules_of(stored), text):
        return False
    await tx.run(
        """
        INSERT INTO reporting_rule_version (rule, version, title, owes, form, set_id, span, operator, due_month,
            due_day, via, source, lock_days, plan, valid_from, valid_to, recorded_at)
        VALUES (:rule, :version, :title, :owes, :form, :set_id, :span, :operator, :due_month, :due_day,
            :via, :source, :lock_days, :plan, :valid_from, :valid_to, :at)
        """,
        rule=rule,
        version=1 + max((row["version"] for row in stored), default=0),
        title=text.title,
        owes=text.owes.value,
        form=text.form.value,
        set_id=text.set_id,
        span=text.span.value,
        operator=text.operator.value,
        due_month=text.due_month,
        due_day=text.due_day,
        via=text.via,
        source=text.source,
        lock_days=text.lock_after.days,
        plan=plan,
        valid_from=stored_from(text.valid_from),
        valid_to=stored_to(text.valid_to),
        at=millis(at),
    )
    return True


def _says_so_already(rules: Iterable[ReportingRule], text: RuleText) -> bool:
    """Whether what holds on the text's first day is the same but for where it is written."""
    for rule in rules:
        if rule.valid_from <= text.valid_from and (rule.valid_to is None or text.valid_from < rule.valid_to):
            wanted = replace(
                rule,
                title=text.title,
                owes=text.owes,
                form=text.form,
                set_id=text.set_id,
                span=text.span,
                operator=text.operator,
                due_month=text.due_month,
                due_day=text.due_day,
                via=text.via,
                lock_after=text.lock_after,
                valid_to=text.valid_to,
            )
            return wanted == rule
    return False


def _rule(row: Row) -> ReportingRule:
    begins = valid_from(row["valid_from"])
    if begins is None:
        raise LookupError("valid_from")
    return ReportingRule(
        id=RuleId(row["id"]),
        code=row["code"],
        title=row["title"],
        unit=UnitId(row["unit"]),
        owes=Level(row["owes"]),
        form=Form(row["form"]),
        set_id=None if row["set_id"] is None else SetId(row["set_id"]),
        span=Span(row["span"]),
        operator=DueOperator(row["operator"]),
        due_month=row["due_month"],
        due_day=row["due_day"],
        via=row["via"],
        source=row["source"],
        lock_after=timedelta(days=row["lock_days"]),
        valid_from=begins,
        valid_to=valid_to(row["valid_to"]),
    )
