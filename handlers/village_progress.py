"""Villages by standard and year: registered, named, recognised, reviewed; as of a day and as known at a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.rights import DOSSIERS_BELOW, DOSSIERS_OF_COMMUNE
from conversations.programme.unit import Level
from conversations.programme.village_progress import REGISTER, levels_of, village_progress
from handlers.dossiers import dossiers_below
from handlers.registers import entries_in, village_word
from handlers.unit_marks import marks_among
from storage.units import units_below

if TYPE_CHECKING:
    from datetime import date, datetime

    from conversations.programme.person import Person
    from conversations.programme.unit import Unit
    from conversations.programme.village_progress import VillageProgress
    from storage.database import Transaction
    from storage.programme import Programme


async def villages_of(tx: Transaction, unit: Unit, *, day: date, known: datetime | None = None) -> VillageProgress:
    """Of the unit and all below it."""
    below = await units_below(tx, unit.id, day=day, known=known, levels=(Level.COMMUNE, Level.VILLAGE))
    communes = levels_of(below, unit, Level.COMMUNE)
    villages = levels_of(below, unit, Level.VILLAGE)
    return village_progress(
        unit,
        villages,
        communes,
        dossiers=await dossiers_below(tx, unit.id, day=day, known=known),
        entries=await entries_in(tx, communes, day=day, known=known, kind=REGISTER),
        marks=await marks_among(tx, villages, day=day, known=known),
        word=village_word(unit, below),
        day=day,
    )


async def villages_now(tx: Transaction, person: Person, programme: Programme) -> tuple[VillageProgress, ...] | None:
    """Of each unit whose dossiers this person reads; None: there is none."""
    units = {grant.unit.id: grant.unit for grant in person.grants_of(*DOSSIERS_BELOW, *DOSSIERS_OF_COMMUNE)}
    if not units:
        return None
    return tuple([await villages_of(tx, one, day=programme.today) for one in units.values()])
