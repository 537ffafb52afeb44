"""Reporting rules: who owes which report and by when. A rule keeps its number; what it says is dated and versioned.

Where a rule changed, it is given back as several ReportingRule of the same number, valid one after the other: each
year's report falls under the one that is valid on its due date.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from conversations.programme.calendar import (
    DueOperator,
    Form,
    Offsets,
    ReportingRule,
    Span,
    period_around,
    period_by_key,
    periods_of,
)
from conversations.programme.cycle import Cycle
from conversations.programme.ids import RuleId, SetId, UnitId
from conversations.programme.unit import Level
from storage.times import millis
from storage.validity import known_by, stored_from, stored_to, valid_from, valid_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from conversations.programme.calendar import Period
    from storage.database import Row, Transaction, Values

BETWEEN = "; "
"""Between the names of those who get a copy; no name holds it."""
_COLUMNS = """r.id, r.unit, r.code, v.version, v.title, v.owes, v.only_units, v.form, v.set_id, v.cycle, v.span,
    v.operator, v.due_year, v.due_month, v.due_day, v.due_shift, v.remind_before, v.remind_after, v.remind_every,
    v.via, v.copies, v.source, v.grace_days, v.lock_days, v.valid_from, v.valid_to"""
_RULE = f"""
SELECT {_COLUMNS} FROM reporting_rule r JOIN reporting_rule_version v ON v.rule = r.id
WHERE v.recorded_at <= :known AND """  # noqa: S608 - constants of column names
_ORDER = " ORDER BY r.unit, r.id, v.valid_from, v.version"

_OWED_BY = f"""
WITH RECURSIVE above (unit, begins, ends, depth) AS (
    SELECT p.parent, p.valid_from, p.valid_to, 1 FROM unit_parent p
    WHERE p.unit = :unit AND p.superseded_at IS NULL AND p.valid_from <= :day
    UNION ALL
    SELECT p.parent, CASE WHEN p.valid_from > above.begins THEN p.valid_from ELSE above.begins END,
        CASE WHEN p.valid_to < above.ends THEN p.valid_to ELSE above.ends END, above.depth + 1
    FROM above JOIN unit_parent p ON p.unit = above.unit
    WHERE p.superseded_at IS NULL AND p.valid_from < above.ends AND above.begins < p.valid_to AND above.depth < 20
)
SELECT {_COLUMNS}, s.begins AS since, s.ends AS until
FROM (SELECT above.unit, min(above.begins) AS begins, max(above.ends) AS ends FROM above GROUP BY above.unit) s
JOIN reporting_rule r ON r.unit = s.unit JOIN reporting_rule_version v ON v.rule = r.id
WHERE v.recorded_at <= :known AND v.owes = :level {_ORDER}
"""  # noqa: S608 - as above


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleText:
    """What a rule says, without its number: everything a document or a person gives."""

    unit: UnitId
    code: str
    title: str
    owes: Level
    only: tuple[UnitId, ...] = ()
    form: Form
    cycle: Cycle = Cycle.YEAR
    span: Span
    operator: DueOperator
    due_year: int | None = None
    due_month: int = 0
    due_day: int
    due_shift: int = 0
    offsets: Offsets = field(default_factory=Offsets)
    grace_after: timedelta = timedelta(0)
    valid_from: date
    valid_to: date | None = None
    set_id: SetId | None = None
    via: str = ""
    copies: tuple[str, ...] = ()
    source: str = ""
    lock_after: timedelta


def as_text(rule: ReportingRule) -> RuleText:
    """What the rule says, to be written anew with a change."""
    return RuleText(**{one.name: getattr(rule, one.name) for one in fields(RuleText)})


def owed_read(unit: UnitId, level: Level, day: date) -> tuple[str, Values]:
    """The read for `rules_owed`: the rules of all units above, up to that day, under which units of this level owe a
    report.
    """
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
        versions[:] = [_cut(old, rule) for old in versions]
        versions.append(rule)
    return tuple(rule for versions in by_rule.values() for rule in versions)


def _cut(old: ReportingRule, new: ReportingRule) -> ReportingRule:
    """The old version without what is owed under the new one; all of them: a third may take back what a second left."""
    end = _end(old, new)
    return old if old.valid_to is not None and old.valid_to <= end else replace(old, valid_to=end)


def _end(old: ReportingRule, new: ReportingRule) -> date:
    """Where the old version ends, so that each year, month … is owed under exactly one.

    The new one, where its due date is still to come on its first day; otherwise the old one a last time.
    """
    day = new.valid_from
    if old.cycle is new.cycle and old.cycle is not Cycle.ONCE:
        taken = next(_periods(replace(new, valid_to=None)), None)
        if taken is None:
            return day
        # keys of one rule sort as its months do, and so do its dates: the first that is taken over ends the old one
        always = replace(old, valid_from=date.min, valid_to=None)
        years = range(taken.year - _YEARS, taken.year + _YEARS)
        given = [period for year in years for period in periods_of(always, year)]
        kept = max((period.deadline.day for period in given if period.key < taken.key), default=date.min)
        lost = min((period.deadline.day for period in given if period.key >= taken.key), default=date.max)
        return min(max(day, kept + timedelta(days=1)), lost)
    before = period_around(old, day)
    if before is None:
        return day
    if period_by_key(new, before.key) is not None:
        return min(day, before.deadline.day)
    return day if period_around(new, day) is not None else max(day, before.deadline.day + timedelta(days=1))


_YEARS = 9
"""Within so many every date comes that comes at all: 29 February is missing for eight years around 2100."""


def _periods(rule: ReportingRule) -> Iterator[Period]:
    """The rule's occurrences from its first day on, in order."""
    first = rule.valid_from.year - max(1, abs(rule.due_shift)) - 1
    return (period for year in range(first, first + 2 * _YEARS) for period in periods_of(rule, year))


async def rules_owed_by(tx: Transaction, unit: UnitId, level: Level, *, day: date) -> tuple[ReportingRule, ...]:
    """The rules under which this unit owes or owed reports: those of a unit that it stood under hold for as long."""
    sql, values = owed_read(unit, level, day)
    rows = await tx.all(sql, **values)
    under = {row["unit"]: (valid_from(row["since"]), valid_to(row["until"])) for row in rows}
    found = [_within(rule, *under[rule.unit]) for rule in rules_of(rows) if not rule.only or unit in rule.only]
    return tuple(rule for rule in found if rule is not None)


def _within(rule: ReportingRule, first: date | None, until: date | None) -> ReportingRule | None:
    """The rule as it holds between these days; None: it does not."""
    begins = rule.valid_from if first is None else max(rule.valid_from, first)
    ends = min((day for day in (rule.valid_to, until) if day is not None), default=None)
    if ends is not None and ends <= begins:
        return None
    return (
        rule if (begins, ends) == (rule.valid_from, rule.valid_to) else replace(rule, valid_from=begins, valid_to=ends)
    )


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
        INSERT INTO reporting_rule_version (rule, version, title, owes, only_units, form, set_id, cycle, span, operator,
            due_year, due_month, due_day, due_shift, remind_before, remind_after, remind_every, via, copies, source,
            grace_days, lock_days, plan, valid_from, valid_to, recorded_at)
        VALUES (:rule, :version, :title, :owes, :only_units, :form, :set_id, :cycle, :span, :operator, :due_year,
            :due_month, :due_day, :due_shift, :remind_before, :remind_after, :remind_every, :via, :copies, :source,
            :grace_days, :lock_days, :plan, :valid_from, :valid_to, :at)
        """,
        rule=rule,
        version=1 + max((row["version"] for row in stored), default=0),
        title=text.title,
        owes=text.owes.value,
        only_units=_joined(text.only),
        form=text.form.value,
        set_id=text.set_id,
        cycle=text.cycle.value,
        span=text.span.value,
        operator=text.operator.value,
        due_year=text.due_year,
        due_month=text.due_month,
        due_day=text.due_day,
        due_shift=text.due_shift,
        remind_before=_joined(text.offsets.before),
        remind_after=_joined(text.offsets.after),
        remind_every=text.offsets.then_every,
        via=text.via,
        copies=BETWEEN.join(text.copies),
        source=text.source,
        grace_days=text.grace_after.days,
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
            same = replace(text, source=rule.source, valid_from=rule.valid_from)
            return same == as_text(rule)
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
        only=tuple(UnitId(unit) for unit in _numbers(row["only_units"])),
        form=Form(row["form"]),
        set_id=None if row["set_id"] is None else SetId(row["set_id"]),
        cycle=Cycle(row["cycle"]),
        span=Span(row["span"]),
        operator=DueOperator(row["operator"]),
        due_year=row["due_year"],
        due_month=row["due_month"],
        due_day=row["due_day"],
        due_shift=row["due_shift"],
        offsets=Offsets(
            before=_numbers(row["remind_before"]), after=_numbers(row["remind_after"]), then_every=row["remind_every"]
        ),
        via=row["via"],
        copies=tuple(name for name in row["copies"].split(BETWEEN) if name),
        source=row["source"],
        grace_after=timedelta(days=row["grace_days"]),
        lock_after=timedelta(days=row["lock_days"]),
        valid_from=begins,
        valid_to=valid_to(row["valid_to"]),
    )


def _joined(numbers: Iterable[int]) -> str:
    return " ".join(str(number) for number in numbers)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split())
