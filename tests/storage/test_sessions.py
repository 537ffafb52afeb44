from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from conversations.engine.frames import Menu
from conversations.engine.session import Session
from conversations.programme.ids import PersonId
from conversations.programme.problem import Problem
from storage import sessions
from storage.sessions import Chat, KnownSessions, StoredSession

if TYPE_CHECKING:
    from storage.database import Database, Transaction


async def test_a_session_comes_back_as_it_was_kept(database: Database) -> None:
    session = Session(person=PersonId(5), language="en", stack=(Menu(),), revision=7, last_press=("6", "yes"))
    async with database.write() as tx:
        assert await sessions.load(tx, channel="telegram", address="a") is None
        sessions.save_later(tx, channel="telegram", address="a", session=Session(), at=1)
        sessions.save_later(tx, channel="telegram", address="a", session=session, at=2)
    async with database.write() as tx:
        found = await sessions.load(tx, channel="telegram", address="a")
    assert found == StoredSession(session=session, screen_message=None, blocked=False)


async def test_a_kept_session_gives_way_to_what_is_stored(database: Database) -> None:
    known = KnownSessions(kept=1)
    mine, theirs = Session(revision=7, stack=(Menu(),)), Session(revision=8, language="en")

    async def found(address: str) -> Session:
        async with database.write() as tx:
            stored = await sessions.load(tx, channel="telegram", address=address, known=known)
        assert stored is not None
        return stored.session

    async with database.write() as tx:
        sessions.save_later(tx, channel="telegram", address="a", session=mine, at=1, known=known)
    assert await found("a") is mine
    async with database.write() as tx:
        sessions.save_later(tx, channel="telegram", address="a", session=theirs, at=2)
    assert await found("a") == theirs
    async with database.write() as tx:
        sessions.save_later(tx, channel="telegram", address="a", session=mine, at=3, known=known)
        sessions.save_later(tx, channel="telegram", address="b", session=theirs, at=3, known=known)
    assert await found("b") is theirs
    assert await found("a") == mine
    assert await found("a") is not mine


async def test_the_message_of_a_screen_is_kept_while_the_conversation_goes_on(database: Database) -> None:
    session = Session(revision=7)
    async with database.write() as tx:
        sessions.save_later(tx, channel="telegram", address="a", session=session, at=1)
        tx.later(sessions.NOTE_SCREEN_MESSAGE, channel="telegram", address="a", revision=7, message_id="m7")
        tx.later(sessions.NOTE_SCREEN_MESSAGE, channel="telegram", address="a", revision=6, message_id="m6")
        sessions.save_later(tx, channel="telegram", address="a", session=replace(session, revision=8), at=2)
        found = await sessions.load(tx, channel="telegram", address="a")
    assert found is not None
    assert (found.screen_message, found.session.revision) == ("m7", 8)


async def test_a_person_is_reached_where_they_have_not_blocked_us(database: Database) -> None:
    async with database.write() as tx:
        for channel, address, person, blocked in (
            ("telegram", "2", 5, False),
            ("zalo", "1", 5, False),
            ("telegram", "3", 5, True),
            ("telegram", "4", 6, False),
        ):
            session = Session(person=PersonId(person), language="en" if channel == "zalo" else "vi")
            sessions.save_later(tx, channel=channel, address=address, session=session, at=1, blocked=blocked)
        assert await sessions.sessions_of_person(tx, PersonId(5)) == (
            Chat(channel="telegram", address="2", language="vi"),
            Chat(channel="zalo", address="1", language="en"),
        )


async def test_a_forgotten_conversation_is_gone(database: Database) -> None:
    async with database.write() as tx:
        sessions.save_later(tx, channel="telegram", address="a", session=Session(), at=1)
        await sessions.forget(tx, channel="telegram", address="a")
        assert await sessions.load(tx, channel="telegram", address="a") is None


async def test_an_unreadable_session_is_a_problem_and_stays_as_it_is(database: Database) -> None:
    async with database.write() as tx:
        sessions.save_later(tx, channel="telegram", address="a", session=Session(), at=1)
        tx.later("UPDATE session SET state = :state", state="{}")

    async def load(tx: Transaction) -> None:
        await sessions.load(tx, channel="telegram", address="a")

    for _ in range(2):
        with pytest.raises(Problem) as unreadable:
            await database.turn(load)
        assert unreadable.value.code == "session_unreadable"


@pytest.mark.parametrize("known", [True, False])
async def test_turns_of_one_chat_happen_one_after_the_other(database: Database, *, known: bool) -> None:
    if known:
        async with database.write() as tx:
            sessions.save_later(tx, channel="telegram", address="a", session=Session(), at=1)

    async def work(tx: Transaction) -> int:
        found = await sessions.load(tx, channel="telegram", address="a")
        session = found.session if found else Session()
        await asyncio.sleep(0)
        sessions.save_later(
            tx, channel="telegram", address="a", session=replace(session, revision=session.revision + 1), at=1
        )
        return session.revision

    assert sorted(await asyncio.gather(*(database.turn(work) for _ in range(30)))) == list(range(30))
