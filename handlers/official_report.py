"""All that a unit's official report stands on, read in one transaction as of one day and as known at one moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from conversations.programme.calendar import Form
from conversations.programme.criteria_table import tables_of
from conversations.programme.difficulty import DifficultyState
from conversations.programme.official_report import OfficialReport
from conversations.programme.problem import Problem
from conversations.programme.register import period_book
from conversations.programme.report import ReportKey
from conversations.programme.unit import Level
from conversations.screens.periodic_paper import paper_of
from handlers.caches import Caches
from handlers.difficulties import difficulties_below
from handlers.facts.report import load_report
from handlers.periodic_sheet import sheet_of
from handlers.registers import entries_in, kinds_for, village_word
from handlers.report_periods import REPORTING, period_of
from handlers.show_money import known_money
from handlers.show_status import status_of
from storage.criterion_costs import costs_of
from storage.grounds import grounds_of
from storage.known_reports import known_answers
from storage.reports import found, found_read
from storage.times import ZONE
from storage.unit_names import unit_named
from storage.units import lineage, units_below

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conversations.programme.calendar import ReportingRule
    from conversations.programme.criterion_cost import CriterionCost
    from conversations.programme.difficulty import Difficulty
    from conversations.programme.paper import Paper
    from conversations.programme.register import PeriodBook
    from conversations.programme.unit import Unit
    from storage.criteria import CriteriaSets
    from storage.database import Database, Transaction


async def official_report(
    database: Database,
    sets: CriteriaSets,
    *,
    unit: str,
    as_of: date,
    period: str = "",
    known_at: datetime | None = None,
) -> tuple[Paper, OfficialReport]:
    """The paper, and what it stands on. period: its key, "2023-H1"; "": the one last due until it is locked, then the
    next. The same day and moment give the same paper. Raises Problem: no such unit or period, or a unit that hands up
    no such report.
    """
    async with database.read() as tx:
        named = await unit_named(tx, unit, day=as_of)
        return await report_of(tx, sets, named, as_of=as_of, period=period, known_at=known_at)


async def report_of(
    tx: Transaction,
    sets: CriteriaSets,
    named: Unit,
    *,
    as_of: date,
    period: str = "",
    known_at: datetime | None = None,
) -> tuple[Paper, OfficialReport]:
    """The same in a transaction that is open already, of a unit that is known."""
    if named.kind.level not in REPORTING:
        raise Problem(
            code="no_official_report",
            where=named.title,
            message="Báo cáo này dành cho xã, huyện, tỉnh.",
            remedy="Hãy chọn xã, huyện hoặc tỉnh bằng --unit.",
        )
    rule, due = await period_of(tx, named, period, as_of=as_of)
    line = await lineage(tx, named.id, day=as_of, known=known_at)
    known = last_moment(as_of, known_at)
    now = await status_of(tx, sets, named, as_of=as_of, known_at=known_at)
    began = due.covers_from - timedelta(days=1)
    report = OfficialReport(
        unit=line[0],
        superior=line[1] if len(line) > 1 else None,
        period=due,
        now=now,
        then=await status_of(tx, sets, named, as_of=began, known_at=known_at),
        grounds=await grounds_of(tx, line[::-1], day=as_of, known=known),
        difficulties=await _difficulties(tx, line, as_of=as_of, known_at=known_at),
        registers=await _registers(tx, line, since=due.covers_from, as_of=as_of, known_at=known_at),
        money=None if named.kind.level is Level.COMMUNE else await known_money(tx, named.id, as_of, known),
    )
    if named.kind.level is Level.COMMUNE and now.form is not None:
        costs = await costs_of(tx, [named.id], now.form.id, day=as_of, known=known)
        report = replace(report, plan_rows=_of_plan(costs.get(named.id, {})))
    if named.kind.level is Level.COMMUNE or rule.form is not Form.CRITERIA:
        report = await _with_answers(tx, report, rule, as_of=as_of, known_at=known_at)
    if rule.form is not Form.CRITERIA:
        known = last_moment(as_of, known_at)
        report = replace(report, sheet=await sheet_of(tx, sets, report, (rule, line), known=known))
    tables = tables_of(now)
    return paper_of(report, None if tables is None else tables.whole), report


def _of_plan(costs: Mapping[str, CriterionCost]) -> Mapping[str, CriterionCost]:
    """Those with rows of a plan; an amount that was only typed names nothing to be done."""
    rows = {code: tuple(row for row in cost.rows if row.content) for code, cost in costs.items()}
    return {code: replace(cost, rows=rows[code]) for code, cost in costs.items() if rows[code]}


async def _with_answers(
    tx: Transaction, report: OfficialReport, rule: ReportingRule, *, as_of: date, known_at: datetime | None
) -> OfficialReport:
    """The unit's own report of the period, indicator by indicator; nothing where it owes none."""
    key = ReportKey(unit=report.unit.id, rule=rule.id, period=report.period.key)
    caches = Caches()
    programme = await caches.programme_now(tx, today=as_of)
    (rows,) = await tx.together(found_read(key, as_of))
    whole = await load_report(tx, key, found(rows), programme=programme, caches=caches)
    if whole is None or whole.id is None:
        return replace(report, report=whole)
    known = await known_answers(tx, whole.id, known=last_moment(as_of, known_at))
    return replace(
        report,
        report=replace(whole, answers={code: one.answer for code, one in known.items()}),
        verdicts={code: one.met for code, one in known.items() if one.met is not None},
    )


def last_moment(as_of: date, known_at: datetime | None) -> datetime:
    """The last moment that counts."""
    ends = datetime.combine(as_of + timedelta(days=1), time(), ZONE) - timedelta(milliseconds=1)
    return ends if known_at is None else min(ends, known_at)


async def _difficulties(
    tx: Transaction, line: Sequence[Unit], *, as_of: date, known_at: datetime | None
) -> tuple[Difficulty, ...]:
    below = await units_below(tx, line[0].id, day=as_of, known=known_at)
    listed = await difficulties_below(tx, line, below, day=as_of, known_at=last_moment(as_of, known_at))
    return tuple(one for one in listed if one.state is not DifficultyState.CLOSED)


async def _registers(
    tx: Transaction, line: Sequence[Unit], *, since: date, as_of: date, known_at: datetime | None
) -> tuple[PeriodBook, ...]:
    below = await units_below(tx, line[0].id, day=as_of, known=known_at)
    known = last_moment(as_of, known_at)
    entries = await entries_in(tx, (line[0], *below), day=as_of, known=known)
    kinds = kinds_for(line[0], village_word(line[0], below))
    books = (period_book(kind, entries, since=since, until=as_of, kinds=kinds) for kind in kinds)
    return tuple(book for book in books if book is not None)
