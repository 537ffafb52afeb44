"""The register of a unit's dossiers as it stood at the end of a day, as known at a moment; taking it is noted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.dossiers import dossiers_below
from storage.audit import note_later
from storage.times import millis
from storage.unit_names import unit_named

if TYPE_CHECKING:
    from datetime import date, datetime

    from conversations.programme.dossier import Dossier
    from conversations.programme.unit import Unit
    from storage.database import Database, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierRegister:
    """dossiers: of the unit and all below it, by their numbers."""

    unit: Unit
    as_of: date
    dossiers: tuple[Dossier, ...]


async def dossier_register(
    database: Database, *, unit: str, as_of: date, known_at: datetime | None, now: datetime
) -> DossierRegister:
    """The same day and moment give the same register again. Raises Problem: no such unit."""

    async def work(tx: Transaction) -> DossierRegister:
        named = await unit_named(tx, unit, day=as_of)
        found = await dossiers_below(tx, named.id, day=as_of, known=known_at)
        note_later(
            tx,
            at=millis(now),
            person=None,
            act="register_exported",
            subject=f"unit:{named.id}",
            detail={"register": "dossiers", "rows": len(found)},
        )
        return DossierRegister(unit=named, as_of=as_of, dossiers=tuple(sorted(found, key=lambda one: one.id)))

    return await database.turn(work)
