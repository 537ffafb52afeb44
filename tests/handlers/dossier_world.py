"""A commune whose dossier for NTM 2023 is handed in by 29 June and passed up from its district by 29 July."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from conversations.engine.effects import ActOnDossier, ActOnReport, SaveAnswer
from conversations.programme.answer import State
from conversations.programme.calendar import Deadline, DueOperator
from conversations.programme.dossier import DossierAct, DossierDates, DossierKind, DossierState, DossierStep
from conversations.programme.dossier_plan import DossierPlan
from conversations.programme.person import Role
from conversations.programme.plan_targets import Standard
from conversations.programme.report import ReportAct, ReportKey
from conversations.programme.unit import kind_by_code
from handlers.dossiers import dossier_numbered
from handlers.open_dossier import open_by_name
from handlers.roadmap_rules import Owed, keep_rules
from storage.criteria import CriteriaSets
from storage.dossier_lists import tie_to_rule
from storage.dossiers import dossier_numbered as stored_numbered
from storage.dossiers import open_dossier, step_dossier
from storage.units import add_unit, lineage, put_parent
from tests.handlers.reporting_world import World, make_world

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.dossier import Dossier
    from conversations.programme.ids import DossierId, PersonId, UnitId
    from handlers.apply import Applied
    from storage.database import Database, Transaction
    from storage.dossiers import StoredDossier

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

    async def fills(self, *answers: SaveAnswer, paper: str = "12/TTr-UBND, 20/6") -> None:
        """The commune answers and sends; the leader has signed on paper."""
        await self.world.does(self.officer, *answers)
        await self.world.does(self.officer, ActOnReport(key=await self.key(), act=ReportAct.SEND, paper=paper))

    async def says(self, indicator: str, **more: Any) -> SaveAnswer:
        """One item of the checklist, not answered before unless seen says so."""
        known: dict[str, Any] = {
            "key": await self.key(),
            "indicator": indicator,
            "seen": 0,
            "state": State.NOT_REPORTED,
        }
        return SaveAnswer(**(known | more))

    async def acts(
        self,
        by: PersonId,
        act: DossierAct,
        *,
        number: DossierId | None = None,
        seen: int | None = None,
        paper: tuple[str, date] | None = ("15/TTr-UBND", date(2023, 6, 2)),
        text: str = "Thiếu biên bản họp xã",
    ) -> Applied:
        """One step by hand, on what stands now unless another was seen."""
        wanted = number or self.number
        effect = ActOnDossier(
            number=wanted,
            act=act,
            seen=(await self.dossier(wanted)).last.number if seen is None else seen,
            paper_number=paper[0] if paper else "",
            paper_day=paper[1] if paper else None,
            text=text,
        )
        return await self.world.does(by, effect)

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
        if kind is DossierKind.RECOGNITION and dates.first_by is not None and dates.year is not None:
            await _owed(tx, world, stored, dates.first_by, dates.year)
    return number


async def _owed(tx: Transaction, world: World, stored: StoredDossier, first_by: date, year: int) -> None:
    """The commune owes it to the province by that day, as by the import of a roadmap."""
    line = await lineage(tx, stored.unit, day=world.clock.at.date())
    owed = Owed(
        unit=line[0],
        standard=stored.standard,
        year=year,
        first=Deadline(operator=DueOperator.UNTIL, day=first_by),
    )
    rules = await keep_rules(
        tx, CriteriaSets(), line[-1], [owed], dated=date(2023, 1, 15), source="Lộ trình", now=world.clock.at
    )
    tie_to_rule(tx, stored.id, rules.of[stored.unit, stored.standard], now=world.clock.at)


async def recognised_by_name(database: Database, name: str, standard: Standard, *, now: datetime) -> None:
    """A village's dossier is opened by name, handed in and decided on one day."""
    dates = DossierDates(year=now.year, first_by=None, second_by=None)
    plan = DossierPlan(standard=standard, kind=DossierKind.RECOGNITION, dates=dates)
    opened = await open_by_name(database, name, plan, now=now)
    steps = ((DossierAct.SUBMIT, DossierState.SUBMITTED), (DossierAct.RECOGNISE, DossierState.RECOGNISED))
    async with database.write() as tx:
        for number, (act, state) in enumerate(steps, start=2):
            step = DossierStep(
                number=number, act=act, state=state, at=now, paper_number="1/QĐ-UBND", paper_day=now.date()
            )
            assert await step_dossier(tx, opened.put.number, step)
