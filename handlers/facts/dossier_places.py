"""Where a person can name a unit for a dossier, and what such a unit has already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.dossier import above_of
from conversations.programme.dossier_plan import NamedUnit, NamingPlace
from conversations.programme.rights import NAMES_FOR_DOSSIERS, may_open_dossier
from conversations.programme.unit import Level
from handlers.dossiers import dossiers_of_units
from handlers.open_dossier import can_have_one

if TYPE_CHECKING:
    from conversations.programme.ids import UnitId
    from conversations.programme.person import Person
    from conversations.programme.unit import Unit
    from storage.database import Transaction
    from storage.programme import Programme


async def naming_place(tx: Transaction, at: UnitId | None, person: Person, programme: Programme) -> NamingPlace | None:
    """at None: wherever the person starts. None: nothing there is theirs to name."""
    roots = tuple({grant.unit.id: grant.unit for grant in person.grants_of(*NAMES_FOR_DOSSIERS)}.values())
    if at is None and len(roots) != 1:
        return NamingPlace(unit=None, below=roots) if roots else None
    line = await programme.line(tx, at if at is not None else roots[0].id)
    above = frozenset(one.id for one in line)
    if not line or not any(one.id in above for one in roots):
        return None
    below = await programme.children(tx, line[0].id)
    return NamingPlace(
        unit=line[0],
        below=tuple(one for one in below if _leads_on(one) or may_open_dossier(person, one, above)),
        itself=can_have_one(line) and may_open_dossier(person, line[0], above - {line[0].id}),
    )


def _leads_on(unit: Unit) -> bool:
    """Whether units that can have a dossier stand below such a one."""
    return unit.kind.level in {Level.DISTRICT, Level.PROVINCE}


async def named_unit(tx: Transaction, number: UnitId, person: Person, programme: Programme) -> NamedUnit | None:
    """None: no such unit, none that can have a dossier, or not theirs to name."""
    line = await programme.line(tx, number)
    if not can_have_one(line) or not may_open_dossier(person, line[0], frozenset(one.id for one in line[1:])):
        return None
    superior, recogniser = above_of(line)
    before = [one.id for one in await programme.before(tx, number)]
    return NamedUnit(
        unit=line[0],
        hands_in=line[1] if line[0].kind.level is Level.VILLAGE else line[0],
        superior=superior,
        recogniser=recogniser,
        dossiers=await dossiers_of_units(tx, [number, *before], day=programme.today),
    )
