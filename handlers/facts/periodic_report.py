"""What a periodic report is filled in beside: plan and last word on its money, results of the period, what is open."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.programme.answer import Figure, LastKnown, State
from conversations.programme.calendar import period_around
from conversations.programme.criteria import Content
from conversations.programme.difficulty import DifficultyState
from conversations.programme.digest import compared
from conversations.programme.money_cells import MoneySums
from conversations.programme.periodic_report import (
    Beside,
    MoneyKnown,
    Results,
    day_of,
    in_millions,
    purse_asked,
)
from conversations.programme.report import ReportKey, ReportState
from conversations.programme.unit import Level
from handlers.difficulties import difficulties_below
from handlers.dossiers_moved import dossiers_moved
from handlers.show_status import status_of
from handlers.year_before import COMPARED, year_before
from storage.money import money_state
from storage.reports import states_of
from storage.units import units_below

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from conversations.programme.calendar import Period, ReportingRule
    from conversations.programme.criteria import CriteriaSet, Criterion
    from conversations.programme.difficulty import Difficulty
    from conversations.programme.digest import Change
    from conversations.programme.unit import Unit
    from storage.database import Transaction
    from storage.programme import Programme


async def beside(
    tx: Transaction, programme: Programme, owed: tuple[Unit, ReportingRule, Period], form: CriteriaSet
) -> Beside:
    """Everything, up to today or to the last day that the period covers. owed: whose report it is, and which."""
    unit, rule, period = owed
    day = day_of(period, programme.today)
    owing, of = await _owing(tx, programme, unit, rule, period)
    below = await units_below(tx, unit.id, day=programme.today)
    return Beside(
        day=day,
        money=await _money(tx, unit, period, form, day=day),
        results=await _results(tx, programme, owed, last=day),
        difficulties=await _open(tx, programme, unit, below),
        dossiers=await dossiers_moved(tx, (unit, *below), first=period.covers_from, last=day, known=None),
        owing=owing if of else None,
        of=of,
    )


async def _money(
    tx: Transaction, unit: Unit, period: Period, form: CriteriaSet, *, day: date
) -> Mapping[str, MoneyKnown]:
    asked = [one for one in form.indicators if one.content is Content.SPENT]
    if not asked:
        return {}
    sums = MoneySums(await money_state(tx, unit.id, day))
    plan = sums.assigned(unit.id, year=period.year)
    district = unit.kind.level is Level.DISTRICT
    found = {}
    for indicator in asked:
        purse = purse_asked(indicator, period.year)
        found[indicator.code] = MoneyKnown(
            purse=purse,
            planned=plan.get(purse) if indicator.purse is not None else sum(plan.values()) or None,
            last=sums.stated(unit.id, purse),
            below=sums.stated_below(unit.id, purse) if district else None,
        )
    return found


def last_stated(known: Mapping[str, MoneyKnown]) -> dict[str, LastKnown]:
    """What was stated last, as a report shows what was known before it."""
    return {
        code: LastKnown(
            state=State.NOT_REPORTED, figure=Figure(value=in_millions(one.last.amount)), reported_on=one.last.on_day
        )
        for code, one in known.items()
        if one.last is not None
    }


async def _results(
    tx: Transaction, programme: Programme, owed: tuple[Unit, ReportingRule, Period], *, last: date
) -> Results | None:
    """What became of the criteria up to the last day; None: nothing is known of any commune."""
    unit, rule, period = owed
    first = period.covers_from
    after = await status_of(tx, programme.sets, unit, as_of=last)
    before = await status_of(tx, programme.sets, unit, as_of=first - timedelta(days=1))
    if after.form is None or not after.known:
        return None
    changes = compared(after, before)
    single = unit.kind.level is Level.COMMUNE
    return Results(
        met=after.total_met,
        before=before.total_met if before.known else None,
        of=len(after.form.criteria),
        communes=len(after.communes),
        known=len(after.known),
        gained=() if changes is None else _listed(changes.gained, single=single),
        lost=() if changes is None else _listed(changes.lost, single=single),
        year_before=await year_before(tx, programme.sets, unit, changes, last=last, known=None)
        if rule.cycle in COMPARED
        else None,
    )


def _listed(changes: Sequence[Change], *, single: bool) -> tuple[tuple[str, Criterion], ...]:
    return tuple(("" if single else one.unit.name, criterion) for one in changes for criterion in one.criteria)


async def _open(tx: Transaction, programme: Programme, unit: Unit, below: Sequence[Unit]) -> tuple[Difficulty, ...]:
    """Whatever stands below belongs to it: a commune's villages, a district's communes."""
    line = await programme.line(tx, unit.id)
    found = await difficulties_below(tx, line, below, day=programme.today, known_at=None)
    return tuple(one for one in found if one.state is not DifficultyState.CLOSED)


async def _owing(
    tx: Transaction, programme: Programme, unit: Unit, rule: ReportingRule, period: Period
) -> tuple[tuple[Unit, ...], int]:
    """Who of the units directly below has not sent the report of the same time, and how many owe one."""
    keys: dict[ReportKey, Unit] = {}
    for child in await programme.children(tx, unit.id):
        for theirs in await programme.rules(tx, child):
            if theirs.form is not rule.form or theirs.cycle is not rule.cycle or child.kind.level is Level.OFFICE:
                continue
            same = period_around(theirs, period.covers_to)
            if same is not None and same.covers_from == period.covers_from:
                keys[ReportKey(unit=child.id, rule=theirs.id, period=same.key)] = child
    states = await states_of(tx, tuple(keys)) if keys else {}
    waiting = [child for key, child in keys.items() if not states.get(key, ReportState.DRAFT).handed_up]
    return tuple(waiting), len(keys)
