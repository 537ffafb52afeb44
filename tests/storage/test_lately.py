from datetime import timedelta

import pytest

from conversations.programme.answer import State
from conversations.programme.person import Role
from storage.database import Database
from storage.lately import answers_lately
from tests.handlers.reporting_world import World, begin, make_world


@pytest.fixture
async def world(database: Database) -> World:
    return await make_world(database)


async def test_what_a_person_stored_last_comes_first_and_says_which_version_counts(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(officer, begin(world.key))
    await world.does(officer, world.answer("1.1"))
    world.clock.at += timedelta(minutes=1)
    await world.does(officer, world.answer("1.1", seen=1, state=State.NOT_MET, reason="bị lũ"))

    async with world.database.read() as tx:
        found = await answers_lately(tx, officer, limit=5)
        assert await answers_lately(tx, officer, limit=1) == found[:1]

    assert [(one.answer.version, one.answer.state, one.counts) for one in found] == [
        (2, State.NOT_MET, True),
        (1, State.MET, False),
    ]
    assert {(one.unit, one.report) for one in found} == {("Phúc Sen", "Báo cáo 6 tháng đầu năm (2023-H1)")}


async def test_somebody_who_stored_nothing_has_nothing(world: World) -> None:
    leader = await world.person(Role.COMMUNE_LEADER, world.commune)

    async with world.database.read() as tx:
        assert await answers_lately(tx, leader, limit=5) == ()
