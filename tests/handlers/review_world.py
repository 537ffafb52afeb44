"""The world with two offices and the people of a review: what tests of reviewing have in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest

from conversations.engine.asks import DeskOf, ReviewedItemOf
from conversations.engine.effects import ReviewItem
from conversations.engine.facts import Needs
from conversations.programme.answer import State
from conversations.programme.person import Role
from conversations.programme.problem import Problem
from conversations.programme.report import ReportAct, ReportState
from conversations.programme.review import ItemAct, Queue
from conversations.programme.unit import kind_by_code
from storage.offices import Ownership, put_owners
from storage.units import add_unit
from tests.handlers.reporting_world import NOW, make_world

if TYPE_CHECKING:
    from conversations.engine.effects import Effect
    from conversations.programme.ids import PersonId, UnitId
    from conversations.programme.review import Desk, ItemReview, ReviewedItem
    from storage.database import Database
    from tests.handlers.reporting_world import World

PAPER = "12/BC-UBND ngày 5/6/2023"
FORM = "xa-ntm-2021-2025"


@dataclass(slots=True)
class Review:
    """The world with two offices, a commune that reports 1.1, 1.2 (economy) and 2.1 (nobody's), and its people."""

    world: World
    economy: UnitId
    health: UnitId
    officer: PersonId
    leader: PersonId
    reviewer: PersonId
    manager: PersonId

    async def send(self, *items: str, state: State = State.MET) -> None:
        """These items are answered and the report leaves."""
        for item in items:
            await self.world.does(self.officer, self.world.answer(item, state=state, reason="mưa lũ"))
        await self.world.does(self.officer, self.world.act(ReportAct.SEND, paper=PAPER))

    def say(self, act: ItemAct, item: str = "1.1", *, seen: int = 1, reason: str = "") -> ReviewItem:
        return ReviewItem(key=self.world.key, indicator=item, act=act, seen=seen, reason=reason)

    async def refused(self, person: PersonId, *effects: Effect) -> str:
        with pytest.raises(Problem) as caught:
            await self.world.does(person, *effects)
        return caught.value.code

    async def review(self, item: str = "1.1") -> ItemReview:
        return (await self.world.report(self.officer)).reviews[item]

    async def state(self) -> ReportState:
        return (await self.world.report(self.officer)).state

    async def desk(self, person: PersonId, unit: UnitId, queue: Queue = Queue.WAITING) -> Desk | None:
        ask = DeskOf(unit=unit, queue=queue)
        return (await self.world.facts(person, Needs(asks=(ask,)))).answer(ask)

    async def item(self, person: PersonId, item: str = "1.1", queue: Queue = Queue.WAITING) -> ReviewedItem | None:
        ask = ReviewedItemOf(key=self.world.key, item=item, queue=queue)
        return (await self.world.facts(person, Needs(asks=(ask,)))).answer(ask)


async def make_review(database: Database) -> Review:
    """Everything is stored by the product's own functions."""
    world = await make_world(database)
    async with database.write() as tx:
        economy, health = [
            await add_unit(tx, kind=kind_by_code("co_quan"), name=name, parent=world.district, at=NOW)
            for name in ("Phòng Kinh tế và Hạ tầng", "Phòng Y tế")
        ]
        owners = [
            Ownership(office=economy, indicators=("1.1", "1.2", "9.1"), source="KH"),
            Ownership(office=health, indicators=("15.1",), source="KH"),
        ]
        await put_owners(tx, world.district, FORM, owners, valid_from=date(2023, 1, 1), plan=None, at=NOW)
    return Review(
        world=world,
        economy=economy,
        health=health,
        officer=await world.person(Role.COMMUNE_OFFICER, world.commune),
        leader=await world.person(Role.COMMUNE_LEADER, world.commune),
        reviewer=await world.person(Role.OFFICE_REVIEWER, economy),
        manager=await world.person(Role.MANAGER, world.district),
    )
