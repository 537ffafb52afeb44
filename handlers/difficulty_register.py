"""The register of a unit's difficulties as it stood at the end of a day, as known at a moment; taking it is noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from handlers.difficulties import difficulties_below
from storage.audit import note_later
from storage.times import ZONE, millis
from storage.unit_names import unit_named
from storage.units import lineage, units_below

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from conversations.programme.difficulty import Difficulty
    from conversations.programme.ids import UnitId
    from conversations.programme.unit import Unit
    from storage.database import Database, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class DifficultyRegister:
    """difficulties: of the unit and all below it, oldest first. above: the units in it and above them, by number."""

    unit: Unit
    as_of: date
    known_at: datetime
    difficulties: tuple[Difficulty, ...]
    above: Mapping[UnitId, Unit]


async def difficulty_register(
    database: Database, *, unit: str, as_of: date, known_at: datetime, now: datetime
) -> DifficultyRegister:
    """The same day and moment give the same register again. Raises Problem: no such unit."""

    async def work(tx: Transaction) -> DifficultyRegister:
        named = await unit_named(tx, unit, day=as_of)
        ends = datetime.combine(as_of + timedelta(days=1), time(), ZONE) - timedelta(milliseconds=1)
        known = min(ends, known_at)
        line = await lineage(tx, named.id, day=as_of, known=known_at)
        below = await units_below(tx, named.id, day=as_of, known=known_at)
        found = await difficulties_below(tx, line, below, day=as_of, known_at=known)
        note_later(
            tx,
            at=millis(now),
            person=None,
            act="register_exported",
            subject=f"unit:{named.id}",
            detail={"register": "difficulties", "rows": len(found)},
        )
        return DifficultyRegister(
            unit=named,
            as_of=as_of,
            known_at=known_at,
            difficulties=found,
            above={one.id: one for one in (*line, *below)},
        )

    return await database.turn(work)
