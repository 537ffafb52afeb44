"""What became of the plan's years in a unit, as of a day and as known at a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.plan_outcome import PlanOutcome, promises_of
from handlers.show_status import status_of
from storage.offices import owners
from storage.reported import last_reported
from storage.unit_names import unit_named
from storage.units import lineage, units_by_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from conversations.programme.ids import UnitId
    from storage.criteria import CriteriaSets
    from storage.database import Database, Transaction


async def plan_outcome(
    database: Database, sets: CriteriaSets, *, unit: str, as_of: date, known_at: datetime | None = None
) -> PlanOutcome:
    """known_at None: all that is recorded. Raises Problem: no such unit, or it is an office."""
    async with database.read() as tx:
        named = await unit_named(tx, unit, day=as_of)
        status = await status_of(tx, sets, named, as_of=as_of, known_at=known_at)
        ids = [one.unit.id for one in status.communes]
        said = await last_reported(tx, ids, status.form.id, day=as_of, known=known_at) if status.form else {}
        judges = await _judges(tx, ids, status.form.id, day=as_of, known=known_at) if status.form else {}
        promises = promises_of(status, said, judges)
        named_offices = sorted({office for one in promises for office in one.offices})
        return PlanOutcome(
            unit=status.unit,
            as_of=as_of,
            promises=promises,
            offices={one.id: one for one in await units_by_id(tx, named_offices, day=as_of)},
        )


async def _judges(
    tx: Transaction, communes: Sequence[UnitId], set_id: str, *, day: date, known: datetime | None
) -> Mapping[UnitId, Mapping[str, tuple[UnitId, ...]]]:
    """Commune to indicator to offices, as the nearest unit above it says that says anything."""
    by_unit: dict[UnitId, Mapping[str, tuple[UnitId, ...]]] = {}
    found: dict[UnitId, Mapping[str, tuple[UnitId, ...]]] = {}
    for commune in communes:
        for above in (await lineage(tx, commune, day=day, known=known))[1:]:
            if above.id not in by_unit:
                by_unit[above.id] = await owners(tx, above.id, set_id, day=day, known=known)
            if by_unit[above.id]:
                found[commune] = by_unit[above.id]
                break
    return found
