"""The dossiers of a unit and of all below it, as of a day and as known at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.dossier import in_order
from conversations.programme.unit import Level
from handlers.dossier_views import views_of
from handlers.dossiers import dossiers_below
from handlers.show_status import status_of
from handlers.village_progress import villages_of
from storage.unit_names import unit_named

if TYPE_CHECKING:
    from datetime import date, datetime

    from conversations.programme.dossier_checklist import DossierView
    from conversations.programme.unit import Unit
    from conversations.programme.village_progress import VillageProgress
    from storage.criteria import CriteriaSets
    from storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class DossiersShown:
    """views: late ones first. villages: of the unit by standard and year."""

    unit: Unit
    as_of: date
    views: tuple[DossierView, ...]
    villages: VillageProgress


async def show_dossiers(
    database: Database, sets: CriteriaSets, *, unit: str, as_of: date, known_at: datetime | None = None
) -> DossiersShown:
    """known_at None: all that is recorded. Raises Problem: no such unit."""
    async with database.read() as tx:
        named = await unit_named(tx, unit, day=as_of)
        found = in_order(await dossiers_below(tx, named.id, day=as_of, known=known_at), as_of)
        rows = {}
        if any(one.unit.kind.level is Level.COMMUNE for one in found):
            status = await status_of(tx, sets, named, as_of=as_of, known_at=known_at)
            rows = {one.unit.id: one for one in status.communes}
        views = await views_of(tx, sets, found, rows, day=as_of, known=known_at)
        villages = await villages_of(tx, named, day=as_of, known=known_at)
        return DossiersShown(unit=named, as_of=as_of, views=views, villages=villages)
