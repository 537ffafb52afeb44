"""From a slot of a rule to the units that still owe its report, each with the people whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.owed import OwedReport, reporter_of
from conversations.programme.person import Role
from conversations.programme.report import ReportKey, ReportState
from storage.owing import begun_reports, holders_between, parts, posts_between
from storage.units import units_below

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from conversations.programme.calendar import Period, ReportingRule
    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.ids import UnitId
    from conversations.programme.unit import Unit
    from storage.database import Transaction
    from storage.owing import BegunReport, Holder
    from storage.programme import Programme


@dataclass(frozen=True, slots=True)
class Owing:
    """A unit that still owes, and who holds the role whose turn it is (colleagues by post among them)."""

    report: OwedReport
    holders: tuple[Holder, ...]

    @property
    def in_charge(self) -> tuple[Holder, ...]:
        """Who is reminded of it."""
        return tuple(holder for holder in self.holders if self.report.concerns(holder.role, holder.post))


async def owing_units(
    tx: Transaction,
    rule: ReportingRule,
    period: Period,
    *,
    programme: Programme,
    within: frozenset[UnitId] | None = None,
) -> AsyncIterator[Owing]:
    """The units that owe this report and have not sent it, by their numbers. within: only these units."""
    units = {
        unit.id: unit
        for unit in await units_below(tx, rule.unit, day=programme.today, levels=(rule.owes,))
        if (within is None or unit.id in within) and (not rule.only or unit.id in rule.only)
    }
    roles = (reporter_of(rule.owes), Role.COMMUNE_LEADER)
    for part in parts(units):
        between = (part[0], part[-1])
        begun = await begun_reports(tx, rule.id, period.key, between=between)
        holders = await holders_between(tx, roles, between=between, today=programme.today)
        posts = await posts_between(tx, between=between)
        for number in part:
            stored = begun.get(number)
            if stored is not None and stored.state is ReportState.SENT:
                continue
            report = OwedReport(
                key=ReportKey(unit=number, rule=rule.id, period=period.key),
                unit=units[number],
                period=period,
                state=ReportState.DRAFT if stored is None else stored.state,
                form=await _form(tx, units[number], rule, period, stored, programme=programme),
                given=frozenset() if stored is None else stored.given,
                posts=posts.get(number),
            )
            held = tuple(holder for holder in holders.get(number, ()) if holder.role is report.role)
            yield Owing(report, held)


async def _form(
    tx: Transaction,
    unit: Unit,
    rule: ReportingRule,
    period: Period,
    stored: BegunReport | None,
    *,
    programme: Programme,
) -> CriteriaSet | None:
    if stored is None:
        return await programme.form(tx, unit, rule, period)
    return await programme.sets.get(tx, stored.set_id, stored.set_version, kind=unit.kind)
