"""A commune whose dossier for NTM 2023 is owed to its district by 29 June and passed up to the province by 29 July."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from conversations.programme.dossier import DossierDates, DossierKind
from conversations.programme.person import Role
from conversations.programme.plan_targets import Standard
from conversations.programme.report import ReportKey
from conversations.programme.unit import kind_by_code
from handlers.dossier_rules import owe_dossiers
from handlers.dossiers import dossier_numbered
from storage.dossiers import dossier_numbered as stored_numbered
from storage.dossiers import open_dossier
from storage.units import add_unit, put_parent
from tests.handlers.reporting_world import World, make_world

if TYPE_CHECKING:
    from conversations.programme.dossier import Dossier
    from conversations.programme.ids import DossierId, PersonId, UnitId
    from storage.database import Database

DATES = DossierDates(year=2023, first_by=date(2023, 6, 29), second_by=date(2023, 7, 29))


@dataclass(slots=True)
class DossierWorld:
    """Who is where, and the commune's dossier."""

    world: World
    province: UnitId
    number: DossierId
    officer: PersonId
    leader: PersonId
    manager: PersonId
    province_manager: PersonId

    async def dossier(self, number: DossierId | None = None) -> Dossier:
        """As it stands now."""
        async with self.world.database.read() as tx:
            found = await dossier_numbered(tx, number or self.number, day=self.world.clock.at.date())
        assert found is not None
        return found

    async def key(self) -> ReportKey:
        """The report that fills it."""
        found = (await self.dossier()).report
        assert found is not None
        return found

    async def opens(
        self,
        unit: UnitId,
        *,
        standard: Standard = Standard.NTM,
        kind: DossierKind = DossierKind.RECOGNITION,
        dates: DossierDates = DATES,
    ) -> DossierId:
        """Another dossier, as a roadmap would."""
        return await _opened(self.world, unit, standard=standard, kind=kind, dates=dates)


async def make_dossier_world(database: Database) -> DossierWorld:
    world = await make_world(database)
    async with database.write() as tx:
        province = await add_unit(tx, kind=kind_by_code("tinh"), name="Cao Bằng", parent=None, at=world.clock.at)
        await put_parent(tx, world.district, province, valid_from=None, at=world.clock.at)
    number = await _opened(world, world.commune, standard=Standard.NTM, kind=DossierKind.RECOGNITION, dates=DATES)
    return DossierWorld(
        world=world,
        province=province,
        number=number,
        officer=await world.person(Role.COMMUNE_OFFICER, world.commune),
        leader=await world.person(Role.COMMUNE_LEADER, world.commune),
        manager=await world.person(Role.MANAGER, world.district),
        province_manager=await world.person(Role.MANAGER, province),
    )


async def _opened(
    world: World, unit: UnitId, *, standard: Standard, kind: DossierKind, dates: DossierDates
) -> DossierId:
    async with world.database.write() as tx:
        number = await open_dossier(
            tx, unit=unit, standard=standard, kind=kind, dates=dates, roadmap=None, now=world.clock.at
        )
        stored = await stored_numbered(tx, number)
        assert stored is not None
        await owe_dossiers(tx, [stored], dated=date(2023, 1, 15), source="Lộ trình", now=world.clock.at)
    return number
