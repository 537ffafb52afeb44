"""A district whose office judges 17.1, with somebody at every place that a difficulty can come to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.channels.plain import PlainRenderer
from conversations.engine.asks import DifficultiesNow, OneDifficulty
from conversations.engine.effects import ActOnDifficulty, RecordDifficulty
from conversations.engine.facts import Needs
from conversations.programme.difficulty import DifficultyAct, DifficultyKind
from conversations.programme.ids import DifficultyId, SetId, UnitId
from conversations.programme.person import Role
from conversations.programme.unit import kind_by_code
from storage.offices import Ownership, put_owners
from storage.units import add_unit, put_parent
from tests.handlers.reporting_world import CHANNEL, World, make_world

if TYPE_CHECKING:
    from conversations.programme.difficulty import Difficulty, DifficultyLists
    from conversations.programme.ids import PersonId
    from handlers.apply import Applied
    from storage.database import Database

WATER = "17.1"


@dataclass(slots=True)
class Places:
    """The world, its province and office, and who is where."""

    world: World
    province: UnitId
    office: UnitId
    village_head: PersonId
    officer: PersonId
    reviewer: PersonId
    manager: PersonId
    province_manager: PersonId

    async def records(self, *, unit: UnitId | None = None, by: PersonId | None = None, **more: Any) -> DifficultyId:
        """The commune's officer records one under 17.1, or what is said otherwise; its number."""
        known: dict[str, Any] = {
            "unit": unit or self.world.commune,
            "kind": DifficultyKind.MONEY,
            "criterion": WATER,
            "text": "Thiếu 200 triệu đồng làm bể lọc",
        }
        await self.world.does(by or self.officer, RecordDifficulty(**(known | more)))
        async with self.world.database.read() as tx:
            row = await tx.one("SELECT max(id) AS id FROM difficulty")
        assert row is not None
        return DifficultyId(row["id"])

    async def acts(
        self, by: PersonId, number: int, act: DifficultyAct, *, seen: int | None = None, text: str = ""
    ) -> Applied:
        """One step, on what stands now unless another was seen."""
        if seen is None:
            async with self.world.database.read() as tx:
                row = await tx.one("SELECT steps FROM difficulty WHERE id = :id", id=number)
            seen = int(row["steps"]) if row is not None else 1
        return await self.world.does(by, ActOnDifficulty(number=DifficultyId(number), act=act, seen=seen, text=text))

    async def read(self, by: PersonId, number: int) -> Difficulty | None:
        ask = OneDifficulty(DifficultyId(number))
        return (await self.world.facts(by, Needs(asks=(ask,)))).answer(ask)

    async def lists(self, by: PersonId) -> DifficultyLists:
        found = (await self.world.facts(by, Needs(asks=(DifficultiesNow(),)))).answer(DifficultiesNow())
        assert found is not None
        return found

    async def way(self, number: int) -> list[tuple[str, str, str]]:
        """Act, state and owner's name of every step."""
        async with self.world.database.read() as tx:
            rows = await tx.all(
                "SELECT s.act, s.state, u.name FROM difficulty_step s JOIN unit u ON u.id = s.owner"
                " WHERE s.difficulty = :id ORDER BY s.number",
                id=number,
            )
        return [(row["act"], row["state"], row["name"]) for row in rows]


async def make_places(database: Database) -> Places:
    world = await make_world(database)
    world.services = replace(world.services, renderers={CHANNEL: PlainRenderer()})
    async with database.write() as tx:
        at = world.clock.at
        province = await add_unit(tx, kind=kind_by_code("tinh"), name="Cao Bằng", parent=None, at=at)
        await put_parent(tx, world.district, province, valid_from=None, at=at)
        office = await add_unit(
            tx, kind=kind_by_code("co_quan"), name="Phòng Tài nguyên và Môi trường", parent=world.district, at=at
        )
        await put_owners(
            tx,
            world.district,
            SetId("xa-ntm-2021-2025"),
            [Ownership(office=office, indicators=(WATER,), source="Kế hoạch")],
            valid_from=date(2022, 1, 1),
            plan=None,
            at=at,
        )
    return Places(
        world=world,
        province=province,
        office=office,
        village_head=await world.person(Role.VILLAGE_OFFICER, world.villages[0]),
        officer=await world.person(Role.COMMUNE_OFFICER, world.commune),
        reviewer=await world.person(Role.OFFICE_REVIEWER, office),
        manager=await world.person(Role.MANAGER, world.district),
        province_manager=await world.person(Role.MANAGER, province),
    )
