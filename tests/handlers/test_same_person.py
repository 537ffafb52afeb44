"""One phone of two channels is one person, while the bot is tried out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conversations.engine.frames import Menu
from conversations.engine.session import Session
from conversations.programme.person import Role
from handlers.same_person import same_person
from storage import sessions
from storage.people import open_account, person_at
from tests.handlers.reporting_world import NOW, make_world

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId
    from storage.database import Database
    from tests.handlers.reporting_world import World

BOTH = ("telegram", "plain")


@pytest.fixture
async def world(database: Database) -> World:
    return await make_world(database)


async def joined(world: World, channel: str) -> PersonId:
    person = await world.person(Role.COMMUNE_OFFICER, world.commune)
    async with world.database.write() as tx:
        open_account(tx, person, channel=channel, address="700", now=NOW)
        session = Session(person=person, language="en", stack=(Menu(),), revision=4)
        sessions.save_later(tx, channel=channel, address="700", session=session, at=1)
    return person


async def same(world: World) -> bool:
    return await same_person(world.database, channels=BOTH, address="700", now=NOW)


async def owners(world: World) -> list[PersonId | None]:
    async with world.database.read() as tx:
        return [await person_at(tx, channel=channel, address="700") for channel in BOTH]


@pytest.mark.parametrize(("on", "other"), [("telegram", "plain"), ("plain", "telegram")])
async def test_whoever_has_joined_on_one_channel_is_known_on_the_other(world: World, on: str, other: str) -> None:
    person = await joined(world, on)
    async with world.database.write() as tx:  # they had spoken there already, as a stranger
        sessions.save_later(tx, channel=other, address="700", session=Session(revision=9), at=1)
    assert await same(world)
    assert await owners(world) == [person, person]
    async with world.database.write() as tx:
        stored = await sessions.load(tx, channel=other, address="700")
    assert stored is not None
    assert stored.session == Session(person=person, language="en", stack=(Menu(),), revision=9)
    assert not await same(world)


async def test_where_nobody_has_joined_nothing_happens(world: World) -> None:
    assert not await same(world)
    assert await owners(world) == [None, None]


async def test_two_people_stay_two_people(world: World) -> None:
    first, second = await joined(world, "telegram"), await joined(world, "plain")
    assert not await same(world)
    assert await owners(world) == [first, second]
