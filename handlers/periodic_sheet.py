"""Money, units below and the year before of a periodic report, as of its day and as known at a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.calendar import period_around, time_in_words
from conversations.programme.money_cells import MoneySums
from conversations.programme.periodic_report import day_of
from conversations.programme.periodic_sheet import PeriodicSheet, UnitBelow, pots_of
from conversations.programme.report import ReportAct
from conversations.programme.reporting_rate import state_after
from conversations.programme.unit import Level
from handlers.dossiers_moved import dossiers_moved
from handlers.year_before import COMPARED, year_before
from storage.known_reports import known_reports
from storage.money import money_state
from storage.rules import rules_of_unit
from storage.units import children, units_below

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from conversations.programme.calendar import Period, ReportingRule
    from conversations.programme.ids import UnitId
    from conversations.programme.official_report import OfficialReport
    from conversations.programme.unit import Unit
    from storage.criteria import CriteriaSets
    from storage.database import Transaction
    from storage.known_reports import KnownReport

BELOW = {Level.PROVINCE: (Level.DISTRICT, Level.COMMUNE), Level.DISTRICT: (Level.COMMUNE,)}
"""Whose reports of the same time are listed; where districts are no more, the communes right below a province."""


async def sheet_of(
    tx: Transaction,
    sets: CriteriaSets,
    found: OfficialReport,
    owed: tuple[ReportingRule, Sequence[Unit]],
    *,
    known: datetime,
) -> PeriodicSheet:
    """owed: by which rule, and the unit with what stands above it, as of the report's day."""
    rule, line = owed
    form = None if rule.set_id is None else await sets.newest(tx, rule.set_id, known=known)
    owed_to = next((one for one in line[1:] if one.id == rule.unit), None)
    time = time_in_words(rule, found.period)
    day = day_of(found.period, found.as_of)
    if form is None or not form.periodic:
        return PeriodicSheet(
            owed_to=owed_to, via=rule.via, cycle=rule.cycle, time=time, day=day, year=found.period.year, periodic=False
        )
    sums = MoneySums(await money_state(tx, found.unit.id, day, known))
    pots = pots_of(sums, found.period.year)
    return PeriodicSheet(
        owed_to=owed_to,
        via=rule.via,
        cycle=rule.cycle,
        time=time,
        day=day,
        year=found.period.year,
        periodic=True,
        money=tuple((pot, sums.amounts(found.unit.id, pot)) for pot in pots),
        total=sums.of_pots(found.unit.id, pots),
        below=await _below(tx, found, owed, sums, day=day, known=known),
        dossiers=await dossiers_moved(
            tx,
            (line[0], *await units_below(tx, found.unit.id, day=day, known=known)),
            first=found.period.covers_from,
            last=day,
            known=known,
        ),
        year_before=await year_before(tx, sets, found.unit, found.changes, last=day, known=known)
        if rule.cycle in COMPARED
        else None,
    )


async def _below(
    tx: Transaction,
    found: OfficialReport,
    owed: tuple[ReportingRule, Sequence[Unit]],
    sums: MoneySums,
    *,
    day: date,
    known: datetime,
) -> tuple[UnitBelow, ...]:
    rule, line = owed
    levels = BELOW.get(found.unit.kind.level, ())
    units = [one for one in await children(tx, found.unit.id, day=day) if one.kind.level in levels]
    sent = await _sent(tx, rule, found.period, line, known=known)
    pots = pots_of(sums, found.period.year)
    lines = []
    for unit in units:
        theirs = {unit.id, *(one.id for one in await units_below(tx, unit.id, day=day, known=known))}
        owes, stored = sent(unit)
        lines.append(
            UnitBelow(
                unit=unit,
                owes=owes,
                sent_on=_sent_on(stored),
                money=sums.of_pots(unit.id, pots),
                open=sum(one.unit.id in theirs for one in found.difficulties),
            )
        )
    return tuple(lines)


class _Sent:
    """By whom the report of the same time is owed, and what is known of it."""

    def __init__(self, rules: Sequence[tuple[ReportingRule, Mapping[UnitId, KnownReport]]]) -> None:
        self._rules = rules

    def __call__(self, unit: Unit) -> tuple[bool, KnownReport | None]:
        for rule, reports in self._rules:
            if rule.asks(unit):
                return True, reports.get(unit.id)
        return False, None


async def _sent(
    tx: Transaction, rule: ReportingRule, period: Period, line: Sequence[Unit], *, known: datetime
) -> _Sent:
    found = []
    for above in line:
        for other in await rules_of_unit(tx, above.id, known=known):
            same = (
                period_around(other, period.covers_to) if (other.form, other.cycle) == (rule.form, rule.cycle) else None
            )
            if same is not None and same.covers_from == period.covers_from:
                found.append((other, await known_reports(tx, other.id, same.key, known=known)))
    return _Sent(found)


def _sent_on(stored: KnownReport | None) -> date | None:
    if stored is None or not state_after(act for act, _ in stored.acts).handed_up:
        return None
    return max((at.date() for act, at in stored.acts if act in {ReportAct.SEND, ReportAct.APPROVE}), default=None)
