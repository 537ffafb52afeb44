"""Where the communes of a unit stand, as of a day and as known at a moment: the same two dates give the same table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.problem import Problem
from conversations.programme.status import Status, commune_status
from conversations.programme.unit import Level
from storage.plans import plans_in_force
from storage.reported import last_reported, sets_reported
from storage.unit_names import unit_named
from storage.units import lineage, units_below

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.ids import UnitId
    from conversations.programme.report import PlanCell
    from conversations.programme.unit import Unit
    from storage.criteria import CriteriaSets
    from storage.database import Database, Transaction
    from storage.plans import PlanInForce

REPORTING = frozenset({Level.COMMUNE, Level.VILLAGE})
"""Units of these levels stand somewhere themselves; of any other, the communes below are shown."""


async def show_status(
    database: Database, sets: CriteriaSets, *, unit: str, as_of: date, known_at: datetime | None = None
) -> Status:
    """The table of a unit's communes; of a commune or village, its own row. known_at None: all that is recorded."""
    async with database.read() as tx:
        named = await unit_named(tx, unit, day=as_of)
        return await status_of(tx, sets, named, as_of=as_of, known_at=known_at)


async def status_of(
    tx: Transaction, sets: CriteriaSets, unit: Unit, *, as_of: date, known_at: datetime | None = None
) -> Status:
    """The same in a transaction that is open already, of a unit that is known. Raises Problem: it is an office."""
    if unit.kind.level is Level.OFFICE:
        raise Problem(
            code="status_of_office",
            where=unit.title,
            message="Cơ quan không có hiện trạng tiêu chí của riêng mình.",
            remedy="Hãy xem theo xã hoặc huyện.",
        )
    level = unit.kind.level if unit.kind.level in REPORTING else Level.COMMUNE
    line = await lineage(tx, unit.id, day=as_of, known=known_at)
    own = unit.kind.level in REPORTING and all(one.counted_on(as_of) for one in line)
    below = await units_below(tx, unit.id, day=as_of, known=known_at, levels=[level], counted=True)
    rows = () if unit.kind.level in REPORTING else below
    rows = line[:1] if own else rows
    ids = [one.id for one in rows]
    plans = await plans_in_force(tx, ids, day=as_of, known=known_at)
    valid = await sets.in_force(tx, level, day=as_of, known=known_at)
    form = await _form(tx, sets, level, ids, plans, valid=valid, as_of=as_of, known=known_at)
    cells = cells_in_force([plan for plan in plans if form is not None and plan.plan.set_id == form.id])
    said = await last_reported(tx, ids, form.id, day=as_of, known=known_at) if form is not None else {}
    return Status(
        unit=line[0] if line else unit,
        as_of=as_of,
        form=form,
        in_force=valid if valid is not None and form is not None and valid.id != form.id else None,
        communes=tuple(
            commune_status(one, form, plan=cells.get(one.id, {}), reported=said.get(one.id, {}))
            for one in _in_order(rows, list(cells))
        ),
    )


async def _form(
    tx: Transaction,
    sets: CriteriaSets,
    level: Level,
    units: Sequence[UnitId],
    plans: Sequence[PlanInForce],
    *,
    valid: CriteriaSet | None,
    as_of: date,
    known: datetime | None,
) -> CriteriaSet | None:
    """The set of the day, once anything is known under it; until then the last set under which something is.

    A new set in force says nothing about where communes stand: that is known only after a plan or report under it.
    """
    told = [plan.plan.set_id for plan in plans]
    reported = await sets_reported(tx, units, day=as_of, known=known)
    if valid is not None and (valid.id in told or valid.id in reported):
        return valid
    candidates = [await sets.newest(tx, set_id, known=known) for set_id in {*told, *reported}]
    known_sets = [form for form in candidates if form is not None and form.level is level and form.of_criteria]
    return max(known_sets, key=lambda form: form.valid_from, default=valid)


def cells_in_force(plans: Sequence[PlanInForce]) -> dict[UnitId, dict[str, PlanCell]]:
    """Unit to criterion to cell, in the order of the documents; a later document counts more than an earlier one."""
    cells: dict[UnitId, dict[str, PlanCell]] = {}
    for plan in plans:
        for unit, row in plan.cells.items():
            cells[unit] = dict(row)
    return cells


def _in_order(rows: Sequence[Unit], planned: Sequence[UnitId]) -> list[Unit]:
    """As the plan lists them; those it does not name after them, by name."""
    place = {unit: number for number, unit in enumerate(planned)}
    return sorted(rows, key=lambda one: place.get(one.id, len(place)))
