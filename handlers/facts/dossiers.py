"""Dossiers in facts: those of one's units and of all below, and one of them with its conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.dossier import in_order
from conversations.programme.dossier_checklist import DossierList
from conversations.programme.rights import DOSSIERS_BELOW, DOSSIERS_OF_COMMUNE, may_see_dossier
from handlers.dossier_views import view_of
from handlers.dossiers import dossier_numbered, dossiers_below, dossiers_of_units

if TYPE_CHECKING:
    from conversations.programme.dossier import Dossier
    from conversations.programme.dossier_checklist import DossierView
    from conversations.programme.ids import DossierId, UnitId
    from conversations.programme.person import Person
    from storage.database import Transaction
    from storage.programme import Programme


async def dossiers_now(tx: Transaction, person: Person, programme: Programme) -> DossierList | None:
    """Late ones first. None: nothing of this person's has dossiers."""
    day = programme.today
    read = {grant.unit.id for grant in person.grants_of(*DOSSIERS_BELOW)}
    own = {grant.unit.id for grant in person.grants_of(*DOSSIERS_OF_COMMUNE)}
    if not read and not own:
        return None
    found: dict[DossierId, Dossier] = {}
    for unit in read:
        found |= {one.id: one for one in await dossiers_below(tx, unit, day=day)}
    units: list[UnitId] = []
    for unit in own:
        below = await programme.children(tx, unit)
        for one in (unit, *(village.id for village in below)):
            units += [one, *(before.id for before in await programme.before(tx, one))]
    found |= {one.id: one for one in await dossiers_of_units(tx, list(dict.fromkeys(units)), day=day)}
    return DossierList(dossiers=in_order(found.values(), day), today=day)


async def visible_dossier(tx: Transaction, number: DossierId, person: Person, programme: Programme) -> Dossier | None:
    """The dossier, where the person may see it; None also where there is none."""
    found = await dossier_numbered(tx, number, day=programme.today)
    if found is None:
        return None
    above = await programme.above(tx, found.unit.id)
    return found if may_see_dossier(person, found.unit, above) else None


async def one_dossier(tx: Transaction, number: DossierId, person: Person, programme: Programme) -> DossierView | None:
    """The same with all that a decision on it rests on."""
    found = await visible_dossier(tx, number, person, programme)
    return None if found is None else await view_of(tx, programme.sets, found, day=programme.today)
