"""Where a new unit stands on its first day: computed from what was known of the units before it, under every set that
they have reported or been planned under.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.programme.answer import State
from conversations.programme.combining import divided, divided_cell, merged, merged_cell
from conversations.programme.plan_targets import Standard, StandardTarget
from conversations.programme.status import commune_status
from conversations.programme.unit import Level
from conversations.programme.unit_change import Beginning
from storage.plans import plans_in_force
from storage.reported import last_reported, sets_reported
from storage.starting_values import last_values
from storage.unit_touched import standards_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.ids import UnitId
    from conversations.programme.plan_rows import PlanValue
    from conversations.programme.report import PlanCell
    from conversations.programme.unit import Unit
    from storage.criteria import CriteriaSets
    from storage.database import Transaction
    from storage.plans import PlanInForce

STANDING = frozenset({Level.COMMUNE, Level.VILLAGE})
"""Units of these levels stand somewhere themselves."""


async def merged_beginnings(
    tx: Transaction, sets: CriteriaSets, units: Sequence[Unit], *, on: date, region: str | None
) -> tuple[Beginning, ...]:
    """What units that become one begin with. region: the new unit's, by which its figures are judged."""
    found = []
    for form, plans in await _forms(tx, sets, units, on=on):
        cells = [_cells(plans, unit.id) for unit in units]
        known = [await last_values(tx, unit.id, form.id, day=on - timedelta(days=1)) for unit in units]
        said = await last_reported(tx, [unit.id for unit in units], form.id, day=on - timedelta(days=1))
        stood = [
            commune_status(unit, form, plan=cell, reported=said[unit.id]).criteria
            for unit, cell in zip(units, cells, strict=True)
        ]
        values = {
            indicator.code: merged(indicator, [one.get(indicator.code) for one in known], region=region, year=on.year)
            for indicator in form.indicators
        }
        planned: dict[str, PlanValue] = {}
        for criterion in form.criteria:
            now = [values[one.code].state for one in criterion.indicators if one.judged]
            before = [one[criterion.code].state for one in stood]
            value = merged_cell([cell.get(criterion.code) for cell in cells], before, now or [State.NOT_REPORTED])
            if value is not None:
                planned[criterion.code] = value
        standards = [await standards_of(tx, [one.plan.id for one in plans], unit.id) for unit in units]
        found.append(
            Beginning(
                form=form,
                values=tuple(values.values()) if any(known) else (),
                cells=planned,
                standards=_standards(standards),
            )
        )
    return tuple(found)


async def divided_beginnings(
    tx: Transaction, sets: CriteriaSets, unit: Unit, *, on: date, region: str | None
) -> tuple[Beginning, ...]:
    """What each part of a unit begins with."""
    found = []
    for form, plans in await _forms(tx, sets, [unit], on=on):
        cells = _cells(plans, unit.id)
        known = await last_values(tx, unit.id, form.id, day=on - timedelta(days=1))
        planned = {one.code: value for one in form.criteria if (value := divided_cell(cells.get(one.code))) is not None}
        standards = await standards_of(tx, [one.plan.id for one in plans], unit.id)
        found.append(
            Beginning(
                form=form,
                values=tuple(
                    divided(indicator, known.get(indicator.code), region=region, year=on.year)
                    for indicator in form.indicators
                )
                if known
                else (),
                cells=planned,
                standards=tuple(one for one in standards.values() if not one.kept),
            )
        )
    return tuple(found)


async def _forms(
    tx: Transaction, sets: CriteriaSets, units: Sequence[Unit], *, on: date
) -> list[tuple[CriteriaSet, tuple[PlanInForce, ...]]]:
    """The sets under which anything is known of these units before that day, each with the plans under it."""
    if not units or units[0].kind.level not in STANDING:
        return []
    ids = [unit.id for unit in units]
    before = on - timedelta(days=1)
    plans = await plans_in_force(tx, ids, day=before)
    told = {plan.plan.set_id for plan in plans} | set(await sets_reported(tx, ids, day=before))
    found = []
    for set_id in sorted(told):
        form = await sets.newest(tx, set_id)
        if form is not None and form.of_criteria and form.level is units[0].kind.level:
            found.append((form, tuple(plan for plan in plans if plan.plan.set_id == set_id)))
    return found


def _cells(plans: Sequence[PlanInForce], unit: UnitId) -> Mapping[str, PlanCell]:
    """By criterion; a later document counts more than an earlier one."""
    cells: dict[str, PlanCell] = {}
    for plan in plans:
        cells |= plan.cells.get(unit, {})
    return cells


def _standards(found: Sequence[Mapping[Standard, StandardTarget]]) -> tuple[StandardTarget, ...]:
    """Kept only where every unit is to keep it; to be reached when the last of them has."""
    merged_ones = []
    for standard in Standard:
        parts = [one.get(standard) for one in found]
        named = [part for part in parts if part is not None]
        if not named or len(named) < len(parts):
            continue
        if all(part.kept for part in named):
            merged_ones.append(StandardTarget(standard=standard, year=None, kept=True))
            continue
        years = [part.year for part in named if not part.kept]
        given = [year for year in years if year is not None]
        if len(given) == len(years):
            merged_ones.append(StandardTarget(standard=standard, year=max(given)))
    return tuple(merged_ones)
