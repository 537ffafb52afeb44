"""Turns a table of dated duties into reporting rules, as far as it names who owes and by when; the rest is told.

All in one transaction. The same table again changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conversations.engine.words import SOURCE
from conversations.programme.calendar import LOCK_AFTER, ReportingRule, Span
from conversations.programme.duties import who_owes
from conversations.programme.ids import RuleId
from conversations.programme.problem import Problem
from conversations.programme.rule_faults import RuleFault
from conversations.programme.rule_making import with_due
from conversations.programme.source_warning import SourceWarning
from conversations.programme.table import Place
from conversations.programme.unit import Level
from conversations.reading.deadlines import Due, read_deadline
from conversations.reading.show import show_date
from conversations.screens.deadlines import level_words
from conversations.screens.due import due_problem
from handlers.duty_forms import form_of_duty
from handlers.plan_duties import short_title
from handlers.rules import keep_rule
from handlers.trial import writing
from storage.rules import as_text
from storage.unit_names import unit_named, units_named
from storage.units import units_below

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from conversations.programme.duties import Duty
    from conversations.programme.ids import UnitId
    from conversations.programme.unit import Unit
    from storage.database import Database, Transaction

MARKS = {Level.DISTRICT: "-H", Level.COMMUNE: "-X", Level.OFFICE: "-CQ", Level.VILLAGE: "-T"}
"""Behind a duty's code: each level that owes it has a rule of its own."""
OVER = frozenset({f"rule_{RuleFault.PAST}", f"rule_{RuleFault.NEVER}"})
"""Why a rule made of a duty is never owed: its deadline is before the day from which it holds."""
CHOSEN = "ngày do nơi vận hành chọn"
"""Said with the source of a rule whose document names no day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotLoaded:
    """A duty, or the part of one, that no rule watches over; why: in a few words."""

    duty: Duty
    why: str
    undated: bool = False
    """Its deadline names no day that could be reckoned, so one may be chosen."""
    over: bool = False
    """Its deadline is before the document's day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedDuties:
    """rules: what holds now by this table. new: so many of them said something else before, or nothing."""

    unit: Unit
    rules: tuple[ReportingRule, ...]
    new: int
    not_loaded: tuple[NotLoaded, ...]
    dated: date
    """The document's day by which it was read."""

    @property
    def over(self) -> tuple[Duty, ...]:
        """Duties left out because their deadline is before the document's day, each once."""
        return tuple(dict.fromkeys(one.duty for one in self.not_loaded if one.over))

    @property
    def warnings(self) -> tuple[SourceWarning, ...]:
        """That there are such duties: where the document's day was not told, it is likely a wrong one."""
        codes = [duty.code for duty in self.over]
        if not codes:
            return ()
        message = (
            f"{len(codes)} nhiệm vụ đã qua hạn trước ngày của văn bản ({show_date(self.dated)}) "
            f"nên không thành báo cáo: {', '.join(codes)}."
        )
        warning = SourceWarning(
            code="duties_over", place=Place(), stated=", ".join(codes), computed=len(codes), message=message
        )
        return (warning,)


async def load_duties(
    database: Database,
    duties: Sequence[Duty],
    *,
    unit: str,
    dated: date,
    now: datetime,
    dry_run: bool = False,
    chosen: Mapping[str, str] | None = None,
) -> LoadedDuties:
    """dated: the document's day, from which its duties hold and by which a year left out is read.

    chosen: by a duty's code, the deadline that the operator sets where the document names no day; the rule says so.
    """
    async with writing(database, keep=not dry_run) as tx:
        superior = await unit_named(tx, unit, day=now.date())
        return await keep_duties(tx, duties, superior, dated=dated, now=now, chosen=chosen)


async def keep_duties(
    tx: Transaction,
    duties: Sequence[Duty],
    superior: Unit,
    *,
    dated: date,
    now: datetime,
    chosen: Mapping[str, str] | None = None,
) -> LoadedDuties:
    """The same in a transaction that is open already."""
    chosen = chosen or {}
    below = await units_below(tx, superior.id, day=now.date())
    rules: list[ReportingRule] = []
    left: list[NotLoaded] = []
    new = 0
    for duty in duties:
        due = read_deadline(duty.due, today=dated)
        if not isinstance(due, Due) and duty.code in chosen:
            due = read_deadline(chosen[duty.code], today=dated)
        if not isinstance(due, Due):
            left.append(NotLoaded(duty=duty, why=due_problem(duty.due, due, SOURCE).message.rstrip("."), undated=True))
            continue
        for found in await _rules(tx, duty, due, superior, below, dated=dated, now=now, left=left):
            wanted = replace(found, source=f"{found.source} ({CHOSEN})") if duty.code in chosen else found
            try:
                rule, changed = await keep_rule(tx, as_text(wanted), by=None, now=now, of_document=True)
            except Problem as problem:
                over = problem.code in OVER
                why = f"đã qua hạn trước ngày của văn bản ({show_date(dated)})" if over else problem.message.rstrip(".")
                left.append(NotLoaded(duty=duty, why=why, over=over))
                continue
            rules.append(rule)
            new += changed
    return LoadedDuties(unit=superior, rules=tuple(rules), new=new, not_loaded=tuple(left), dated=dated)


async def _rules(
    tx: Transaction,
    duty: Duty,
    due: Due,
    superior: Unit,
    below: Sequence[Unit],
    *,
    dated: date,
    now: datetime,
    left: list[NotLoaded],
) -> tuple[ReportingRule, ...]:
    """One for each level that owes the duty; what cannot be told goes to left."""
    owing = who_owes(duty.who)
    if owing.left:
        left.append(NotLoaded(duty=duty, why=owing.left))
    owed: dict[Level, list[UnitId]] = {level: [] for level in owing.levels}
    known = {unit.id: unit for unit in below}
    for name in owing.names:
        units = [unit for unit in await units_named(tx, name, day=now.date()) if unit.id in known]
        if len(units) == 1:
            owed.setdefault(units[0].kind.level, []).append(units[0].id)
        else:
            left.append(NotLoaded(duty=duty, why=f"chưa có đơn vị “{name}” trong hệ thống"))
    found = []
    for level, only in owed.items():
        if level is Level.OFFICE and not only:
            # "các Sở, ngành" are the unit's own offices, not those of the districts below it
            only += [unit.id for unit in below if unit.kind.level is level and unit.parent == superior.id]
        if level not in {unit.kind.level for unit in below} or (level is Level.OFFICE and not only):
            left.append(NotLoaded(duty=duty, why=f"dưới {superior.title} chưa có {level_words(level, SOURCE)} nào"))
            continue
        form, set_id = await form_of_duty(tx, duty, level, due.cycle, at=now)
        rule = ReportingRule(
            id=RuleId(0),
            code=f"{duty.code}{MARKS[level]}",
            title=short_title(duty.what),
            unit=superior.id,
            owes=level,
            only=tuple(only),
            form=form,
            set_id=set_id,
            span=Span.CYCLE,
            operator=due.operator,
            due_day=due.day,
            via="; ".join(part for part in (duty.via, "" if duty.to.startswith("(") else duty.to) if part),
            source=_source(duty),
            lock_after=LOCK_AFTER,
            valid_from=dated,
        )
        found.append(with_due(rule, due, span=Span.YEAR))
    return tuple(found)


def _source(duty: Duty) -> str:
    condition = f" ({duty.condition})" if duty.condition else ""
    return f"mục {duty.section}: {duty.what}{condition}, {duty.due}"
