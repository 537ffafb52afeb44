"""The programme as one turn sees it: units, rules, sets and plans of one day, read once, kept until something changes.

It is kept under the day and under the stamp that every change of units, sets, plans and rules renews. Read the stamp
first: what is read after it is at least as new, so a kept programme can never be older than its stamp says.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.programme.calendar import period_by_key
from conversations.programme.criteria import purpose_of
from storage.plans import cells_of, cells_read
from storage.rules import rules_owed_by
from storage.units import children, lineage, predecessors, successors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from conversations.programme.calendar import Form, Period, ReportingRule
    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.ids import SetId, UnitId
    from conversations.programme.report import PlanCell, ReportKey
    from conversations.programme.unit import Unit
    from storage.criteria import CriteriaSets
    from storage.database import Row, Transaction, Values


def stamp_read() -> tuple[str, Values]:
    """The read for `stamp_of`."""
    return "SELECT stamp FROM programme_stamp", {}


def stamp_of(rows: Sequence[Row]) -> int:
    return int(rows[0]["stamp"])


def closed_with(unit: Unit, period: Period) -> Period:
    """The unit's period: nothing is taken any more from the day on which the unit has ended."""
    if unit.valid_to is None or period.locks_on <= unit.valid_to:
        return period
    return replace(period, locks_on=unit.valid_to)


class Programme:
    """Units, rules and plans as they are on one day. A unit that does not exist is asked for again every time."""

    def __init__(self, *, stamp: int, today: date, sets: CriteriaSets) -> None:
        self.stamp = stamp
        self.today = today
        self.sets = sets
        self._lines: dict[UnitId, tuple[Unit, ...]] = {}
        self._above: dict[UnitId, frozenset[UnitId]] = {}
        self._children: dict[UnitId, tuple[Unit, ...]] = {}
        self._before: dict[UnitId, tuple[Unit, ...]] = {}
        self._rules: dict[UnitId, tuple[ReportingRule, ...]] = {}
        self._forms: dict[tuple[str, Form, str, date], CriteriaSet | None] = {}
        self._periods: dict[ReportKey, tuple[Unit, ReportingRule, Period]] = {}
        self._plans: dict[tuple[UnitId, SetId], Mapping[str, PlanCell]] = {}

    async def line(self, tx: Transaction, unit: UnitId) -> tuple[Unit, ...]:
        """The unit, then what stands above it up to the root. Empty: there is no such unit."""
        known = self._lines.get(unit)
        if known is None:
            known = await lineage(tx, unit, day=self.today)
            if known:
                self._lines[unit] = known
        return known

    async def above(self, tx: Transaction, unit: UnitId) -> frozenset[UnitId]:
        """The numbers of what stands above the unit."""
        known = self._above.get(unit)
        if known is None:
            known = frozenset(above.id for above in (await self.line(tx, unit))[1:])
            if unit in self._lines:
                self._above[unit] = known
        return known

    async def unit(self, tx: Transaction, unit: UnitId) -> Unit | None:
        """The unit of that number."""
        line = await self.line(tx, unit)
        return line[0] if line else None

    async def children(self, tx: Transaction, unit: UnitId) -> tuple[Unit, ...]:
        """The units directly below, in Vietnamese order."""
        known = self._children.get(unit)
        if known is None:
            known = await children(tx, unit, day=self.today)
            if unit in self._lines:
                self._children[unit] = known
        return known

    async def before(self, tx: Transaction, unit: UnitId) -> tuple[Unit, ...]:
        """The units in whose place it stands."""
        known = self._before.get(unit)
        if known is None:
            known = await predecessors(tx, unit)
            if unit in self._lines:
                self._before[unit] = known
        return known

    async def after(self, tx: Transaction, unit: Unit) -> tuple[Unit, ...]:
        """The units that stand in its place today; none where it still stands itself."""
        return await successors(tx, unit.id, day=self.today) if unit.ended_by(self.today) else ()

    async def standing(self, tx: Transaction, unit: UnitId) -> Unit | None:
        """The unit of that number, or the one that stands in its place; None: none does, or there are several."""
        found = await self.unit(tx, unit)
        if found is None or not found.ended_by(self.today):
            return found
        after = await self.after(tx, found)
        return await self.unit(tx, after[0].id) if len(after) == 1 else None

    async def rules(self, tx: Transaction, unit: Unit) -> tuple[ReportingRule, ...]:
        """The rules by which the unit owes or owed reports, whatever their form, all that they say and said."""
        known = self._rules.get(unit.id)
        if known is None:
            known = self._rules[unit.id] = await rules_owed_by(tx, unit.id, unit.kind.level, day=self.today)
        return known

    async def counted(self, tx: Transaction, unit: Unit) -> bool:
        """Whether the programme counts it today: neither it nor what is above it has left."""
        return all(one.counted_on(self.today) for one in await self.line(tx, unit.id))

    async def rules_now(self, tx: Transaction, unit: Unit) -> tuple[ReportingRule, ...]:
        """The rules by which the unit is asked for reports: none where it has left the programme."""
        return await self.rules(tx, unit) if await self.counted(tx, unit) else ()

    async def joinable(self, tx: Transaction, unit: UnitId) -> Unit | None:
        """The unit that an invitation to this one leads to; None: its place went to a unit of another level."""
        invited, standing = await self.unit(tx, unit), await self.standing(tx, unit)
        same = invited is not None and standing is not None and invited.kind.level is standing.kind.level
        return standing if same else None

    async def period(self, tx: Transaction, key: ReportKey) -> tuple[Unit, ReportingRule, Period] | None:
        """What a report's key names; None: the unit owes no such report, whoever forged it."""
        known = self._periods.get(key)
        if known is not None:
            return known
        unit = await self.unit(tx, key.unit)
        if unit is None:
            return None
        for rule in await self.rules(tx, unit):
            if rule.id == key.rule and (period := period_by_key(rule, key.period)) is not None:
                found = (unit, rule, closed_with(unit, period))
                if abs(period.year - self.today.year) <= 1:
                    self._periods[key] = found
                return found
        return None

    async def form(self, tx: Transaction, unit: Unit, rule: ReportingRule, period: Period) -> CriteriaSet | None:
        """The set to be filled in for that period, where it was not begun yet; None: there is none for this level."""
        wanted = (rule.set_id or rule.owes.value, rule.form, unit.kind.code, period.last_good_day)
        if wanted not in self._forms:
            self._forms[wanted] = (
                await self.sets.newest(tx, rule.set_id, kind=unit.kind)
                if rule.set_id
                else await self.sets.in_force(
                    tx,
                    rule.owes,
                    day=period.last_good_day,
                    kind=unit.kind,
                    purpose=purpose_of(rule.form),
                )
            )
        return self._forms[wanted]

    async def plan(self, tx: Transaction, unit: UnitId, set_id: SetId) -> Mapping[str, PlanCell]:
        """What the plan in force says of the unit, by criterion; empty where no plan names it."""
        known = self._plans.get((unit, set_id))
        if known is None:
            sql, values = cells_read(unit, set_id, self.today)
            known = self._plans[unit, set_id] = cells_of(await tx.all(sql, **values))
        return known
