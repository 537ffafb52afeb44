"""What communes lack and what it takes: told to whom it may concern, the cheapest first, never a cost nobody stated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.channels.plain import PlainRenderer
from conversations.engine.asks_of_standing import LackingBelow, LackingOf
from conversations.engine.effects import StateCost
from conversations.engine.facts import Needs
from conversations.programme.answer import State
from conversations.programme.criterion_cost import CostRow
from conversations.programme.person import Role
from conversations.programme.problem import Problem, Refusal
from storage.criterion_costs import costs_of, put_cost
from tests.handlers.reporting_world import CHANNEL, NOW, make_world

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId, UnitId
    from conversations.programme.nearest import Lacking
    from storage.database import Database
    from tests.handlers.reporting_world import World

SET = "xa-ntm-2021-2025"


@pytest.fixture
async def world(database: Database) -> World:
    made = await make_world(database)
    made.services = replace(made.services, renderers={CHANNEL: PlainRenderer()})
    return made


async def lacking(world: World, by: PersonId, unit: UnitId) -> Lacking | None:
    ask = LackingOf(unit)
    return (await world.facts(by, Needs(asks=(ask,)))).answer(ask)


async def test_the_cheapest_comes_first_and_what_has_no_cost_by_its_gap(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    for item in ("1.1", "9.1", "15.1"):
        await world.does(officer, world.answer(item, state=State.NOT_MET))
    before = await lacking(world, officer, world.commune)
    assert before is not None
    assert {near.cost for near in before.nearest} == {None}
    order = [near.criterion.code for near in before.nearest]
    for criterion, amount in (("15", 450_000_000), ("9", 30_000_000)):
        await world.does(officer, StateCost(unit=world.commune, criterion=criterion, amount=amount))
    after = await lacking(world, officer, world.commune)
    assert after is not None
    assert [near.criterion.code for near in after.nearest] == ["9", "15", *(one for one in order if one == "1")]
    assert [near.cost.total for near in after.nearest if near.cost is not None] == [30_000_000, 450_000_000]


async def test_an_amount_typed_later_is_a_new_version_and_the_only_rows_other_words_stay(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    plan = CostRow(
        amount=900_000_000, content="Bể lọc", volume="2 bể", money_from="ngân sách huyện", responsible="bà Lan",
        ends_on=date(2023, 12, 31),
    )  # fmt: skip
    early = NOW - timedelta(days=30)
    async with world.database.write() as tx:
        await put_cost(
            tx, world.commune, SET, "17", [plan], said_on=early.date(), person=None, source="Kế hoạch", now=early
        )
    await world.does(officer, StateCost(unit=world.commune, criterion="17", amount=450_000_000))
    found = {}
    async with world.database.read() as tx:
        for day in (early.date(), NOW.date()):
            (of_commune,) = (await costs_of(tx, [world.commune], SET, day=day)).values()
            found[day] = (of_commune["17"].version, of_commune["17"].source, of_commune["17"].rows)
        assert await costs_of(tx, [world.commune], SET, day=early.date() - timedelta(days=1)) == {}
    assert found == {
        early.date(): (1, "Kế hoạch", (plan,)),
        NOW.date(): (2, "", (replace(plan, amount=450_000_000),)),
    }


async def test_only_the_communes_officers_say_it_and_only_of_a_criterion(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    stated = StateCost(unit=world.commune, criterion="17", amount=1)
    for role, unit in (
        (Role.COMMUNE_LEADER, world.commune),
        (Role.VILLAGE_OFFICER, world.villages[0]),
        (Role.MANAGER, world.district),
    ):
        with pytest.raises(Refusal):
            await world.does(await world.person(role, unit), stated)
    with pytest.raises(Refusal):
        await world.does(officer, replace(stated, criterion="17.1"))
    with pytest.raises(Problem, match="không hợp lệ"):
        await world.does(officer, replace(stated, amount=10**15))


async def test_a_manager_sees_every_commune_that_lacks_something_the_least_first(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    manager = await world.person(Role.MANAGER, world.district)
    await world.does(officer, world.answer("9.1", state=State.NOT_MET))
    ask = LackingBelow(world.district)
    found = (await world.facts(manager, Needs(asks=(ask,)))).answer(ask)
    assert found is not None
    assert [(one.report.unit.id, [near.criterion.code for near in one.nearest]) for one in found] == [
        (world.commune, ["9"])
    ]
    assert (await world.facts(officer, Needs(asks=(ask,)))).answer(ask) is None
