"""Dossiers with their units: a merged unit's go on as its successor's, and who passes up and recognises is looked for
above that one. No row is touched by a change of units, so taking one back needs nothing here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.calendar import period_of
from conversations.programme.dossier import Dossier, above_of
from conversations.programme.report import ReportKey
from conversations.programme.unit import Level
from storage.dossier_lists import dossier_with_steps, dossiers_around, dossiers_with_steps
from storage.rules import rule_read, rules_of
from storage.units import lineage, successors, units_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from conversations.programme.calendar import ReportingRule
    from conversations.programme.dossier import DossierStep
    from conversations.programme.ids import DossierId, RuleId, UnitId
    from conversations.programme.unit import Unit
    from storage.database import Transaction
    from storage.dossier_lists import DossierRow


FEW = 20
"""So many dossiers are placed one by one; of more, all units are read at once."""


class Placing:
    """Where dossiers belong on one day, as known at a moment; what was read once is kept."""

    def __init__(self, tx: Transaction, *, day: date, known: datetime | None = None) -> None:
        self._tx = tx
        self._day = day
        self._known = known
        self._lines: dict[UnitId, tuple[Unit, ...]] = {}
        self._rules: dict[RuleId, str] = {}

    async def line(self, unit: UnitId) -> tuple[Unit, ...]:
        """The unit, or the one that stands in its place on the day, and what is above it; empty: none, or several."""
        known = self._lines.get(unit)
        if known is None:
            known = self._lines[unit] = await self._line(unit)
        return known

    async def read_below(self, unit: UnitId) -> None:
        """Read the lines of everything that stands below a unit at once: a province has dossiers of thousands."""
        top = await lineage(self._tx, unit, day=self._day, known=self._known)
        if not top:
            return
        below = {one.id: one for one in await units_below(self._tx, unit, day=self._day, known=self._known)}
        lines: dict[UnitId, tuple[Unit, ...]] = {unit: top}
        for one in below.values():
            waiting = [one]
            while waiting[-1].id not in lines and (above := below.get(waiting[-1].parent or unit)) is not None:
                waiting.append(above)
            for each in reversed(waiting):
                if each.parent in lines:
                    lines.setdefault(each.id, (each, *lines[each.parent]))
        self._lines |= {number: line for number, line in lines.items() if number in below}

    async def _line(self, unit: UnitId) -> tuple[Unit, ...]:
        line = await lineage(self._tx, unit, day=self._day, known=self._known)
        if line and not line[0].ended_by(self._day):
            return line
        after = await successors(self._tx, unit, day=self._day, known=self._known)
        return await lineage(self._tx, after[0].id, day=self._day, known=self._known) if len(after) == 1 else line

    async def placed(self, row: DossierRow) -> Dossier | None:
        """The dossier as it stood at the end of the day; None: it was not opened by then, or its unit is not known."""
        steps = tuple(step for step in row.steps if _day_of(step) <= self._day)
        line = await self.line(row.stored.unit)
        if not steps or not line:
            return None
        own = line[0]
        before = own
        if own.id != row.stored.unit:
            before = (await lineage(self._tx, row.stored.unit, day=self._day, known=self._known))[0]
        superior, recogniser = above_of(line)
        return Dossier(
            id=row.stored.id,
            unit=own,
            opened_for=before,
            region=next((one.region for one in line if one.region is not None), None),
            standard=row.stored.standard,
            kind=row.stored.kind,
            dates=row.stored.dates,
            steps=steps,
            superior=superior,
            recogniser=recogniser,
            report=await self._report(own, row.rule),
            commune=line[1] if own.kind.level is Level.VILLAGE and len(line) > 1 else None,
        )

    async def _report(self, unit: Unit, rule: RuleId | None) -> ReportKey | None:
        if rule is None:
            return None
        period = self._rules.get(rule)
        if period is None:
            sql, values = rule_read(rule)
            period = self._rules[rule] = _only_period(rules_of(await self._tx.all(sql, **values)))
        return ReportKey(unit=unit.id, rule=rule, period=period) if period else None


def _day_of(step: DossierStep) -> date:
    """From which day on it counts: the paper's, else the day it was recorded."""
    return step.paper_day or step.at.date()


def _only_period(versions: Sequence[ReportingRule]) -> str:
    """The key of what is owed once; "" where the rule is not so."""
    for rule in reversed(versions):
        if rule.due_year and (period := period_of(rule, rule.due_year)) is not None:
            return period.key
    return ""


async def dossiers_below(
    tx: Transaction, unit: UnitId, *, day: date, known: datetime | None = None
) -> tuple[Dossier, ...]:
    """Of the unit and of all below it on that day, as known at a moment."""
    placing = Placing(tx, day=day, known=known)
    rows = await dossiers_around(tx, unit, known=known)
    if len(rows) > FEW:
        await placing.read_below(unit)
    found = []
    for row in rows:
        line = await placing.line(row.stored.unit)
        if any(one.id == unit for one in line) and (dossier := await placing.placed(row)) is not None:
            found.append(dossier)
    return tuple(found)


async def dossiers_of_units(tx: Transaction, units: Sequence[UnitId], *, day: date) -> tuple[Dossier, ...]:
    """Of these units, and of those in whose place they stand. units: all of these."""
    placing = Placing(tx, day=day)
    rows = await dossiers_with_steps(tx, units)
    return await placed_all(placing, rows)


async def placed_all(placing: Placing, rows: Iterable[DossierRow]) -> tuple[Dossier, ...]:
    """Those that belong somewhere."""
    found = [await placing.placed(row) for row in rows]
    return tuple(one for one in found if one is not None)


async def dossier_numbered(tx: Transaction, number: DossierId, *, day: date) -> Dossier | None:
    """The one of that number as it stands now; None: there is none, or its unit is no more."""
    row = await dossier_with_steps(tx, number)
    return None if row is None else await Placing(tx, day=day).placed(row)
