"""One person with two chats: a code that is shown in one and typed in the other, once, soon, and in few tries."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from conversations.engine.asks import OwnChannels
from conversations.engine.effects import MakeLinkCode, UnlinkChannel, UseLinkCode, WithdrawConsent
from conversations.engine.facts import Needs
from conversations.engine.frames import Menu, Welcome
from conversations.programme.person import Role
from conversations.programme.problem import Refusal
from handlers.apply.linking import GOOD_FOR, TRIES
from handlers.housekeeping import tidy_up
from handlers.retention import Retention
from handlers.suspending import suspend_person
from storage.people import person_at
from tests.handlers.reporting_world import CHANNEL, DAY, World, make_world

if TYPE_CHECKING:
    from conversations.programme.directory import OwnChannel
    from conversations.programme.ids import PersonId
    from handlers.apply import Applied
    from storage.database import Database

WRONG = "Mã nối kênh không đúng"


@pytest.fixture
async def world(database: Database) -> World:
    return await make_world(database)


async def shown(world: World, person: PersonId) -> str:
    """The digits of a new code."""
    (line,) = (await world.does(person, MakeLinkCode())).lines
    found = re.search(r"(\d{4}) (\d{4})", line)
    assert found is not None
    return found[1] + found[2]


async def typed(world: World, address: str, code: str) -> Applied:
    return await world.joins(address, UseLinkCode(code=code))


async def owner(world: World, address: str) -> PersonId | None:
    async with world.database.read() as tx:
        return await person_at(tx, channel=CHANNEL, address=address)


async def channels(world: World, person: PersonId) -> tuple[OwnChannel, ...]:
    return (await world.facts(person, Needs(asks=(OwnChannels(),)))).answer(OwnChannels()) or ()


async def test_the_chat_is_the_persons_at_the_menu_and_their_other_chat_is_told(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune, language="en")
    code = await shown(world, officer)
    applied = await typed(world, "second", code)
    assert (applied.session.person, applied.session.stack, applied.session.language) == (officer, (Menu(),), "en")
    assert [(one.address, one.message.name) for one in applied.messages] == [(f"chat-{officer}", "linking.told")]
    assert len(await channels(world, officer)) == 2
    # once: by nobody else, and no second time in the same chat
    again = await typed(world, "third", code)
    assert (again.session.person, again.lines[0].startswith(WRONG)) == (None, True)
    assert await owner(world, "third") is None
    async with world.database.read() as tx:
        (row,) = await tx.all("SELECT digest FROM link_code")
        acts = [one["act"] for one in await tx.all("SELECT act FROM audit WHERE act LIKE '%link%' ORDER BY id")]
    assert code not in row["digest"]
    assert acts == ["link_code_made", "channel_linked"]


async def test_a_code_ends_after_minutes_by_a_new_one_and_with_the_consent(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    first = await shown(world, officer)
    second = await shown(world, officer)
    assert (await typed(world, "second", first)).session.person is None
    world.clock.at += GOOD_FOR
    assert (await typed(world, "second", second)).session.person is None
    third = await shown(world, officer)
    await world.does(officer, WithdrawConsent(erase=False))
    assert (await typed(world, "second", third)).session.person is None
    assert await owner(world, "second") is None


async def test_after_a_few_wrong_ones_the_right_one_is_refused_in_that_chat_for_a_while(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    code = await shown(world, officer)
    wrong = f"{(int(code) + 1) % 10**8:08}"
    for _ in range(TRIES):
        assert (await typed(world, "guesser", wrong)).lines[0].startswith(WRONG)
    assert "nhiều lần" in (await typed(world, "guesser", code)).lines[0]
    assert await owner(world, "guesser") is None
    assert (await typed(world, "second", code)).session.person == officer
    world.clock.at += GOOD_FOR + timedelta(seconds=1)
    code = await shown(world, officer)
    assert (await typed(world, "guesser", code)).session.person == officer


async def test_a_chat_that_is_somebody_elses_stays_theirs_and_the_code_stays_good(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    other = await world.person(Role.COMMUNE_LEADER, world.commune)
    code = await shown(world, officer)
    applied = await world.does(other, UseLinkCode(code=code))
    assert applied.session.person == other
    assert "tài khoản khác" in applied.lines[0]
    # a session that was lost makes no stranger of whoever owns the chat
    lost = await typed(world, f"chat-{other}", code)
    assert (lost.session.person, "tài khoản khác" in lost.lines[0]) == (None, True)
    assert await owner(world, f"chat-{other}") == other
    own = await world.does(officer, UseLinkCode(code=code))
    assert "không cần nối" in own.lines[0]
    assert (await typed(world, "second", code)).session.person == officer


async def test_whoever_is_suspended_adds_no_channel(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    code = await shown(world, officer)
    async with world.database.write() as tx:
        await suspend_person(tx, officer, by=None, now=world.clock.at)
    assert (await typed(world, "second", code)).lines[0].startswith(WRONG)
    assert await owner(world, "second") is None


async def test_a_channel_is_let_go_but_not_the_last_one_and_nobody_elses(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    other = await world.person(Role.COMMUNE_LEADER, world.commune)
    await typed(world, "second", await shown(world, officer))
    first, second = await channels(world, officer)
    (others,) = await channels(world, other)
    for person, account, code in (
        (other, second.id, "not_yours"),
        (other, others.id, "only_channel"),
        (officer, 999, "not_yours"),
    ):
        with pytest.raises(Refusal) as refused:
            await world.does(person, UnlinkChannel(account=account))
        assert refused.value.code == code
    applied = await world.does(officer, UnlinkChannel(account=second.id))
    assert (applied.session.person, await owner(world, "second")) == (officer, None)
    with pytest.raises(Refusal):
        await world.does(officer, UnlinkChannel(account=second.id))
    # the very chat in which it is said is nobody's then, and the other one is told
    await typed(world, "third", await shown(world, officer))
    applied = await world.does(officer, UnlinkChannel(account=first.id))
    assert (applied.session.person, applied.session.stack) == (None, (Welcome(),))
    assert [one.address for one in applied.messages] == ["third"]


async def test_what_counts_no_more_is_dropped_the_day_after(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await typed(world, "second", "12345678")
    await shown(world, officer)
    world.clock.at += DAY * 2
    await tidy_up(world.database, world.clock, Retention())
    assert await world.count_rows("link_code") + await world.count_rows("link_try") == 0
