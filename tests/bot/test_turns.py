import asyncio
import logging
from typing import Any

import pytest

from bot.turns import ATTEMPTS, OutageError, Turns
from conversations.engine.events import Said
from conversations.programme.problem import Problem
from handlers.group_turn import GroupIncoming
from handlers.turn import Incoming, Turned
from storage.outbox import Due
from storage.refusals import DATABASE_FULL, refusal
from tests.bot.outboxes import due
from tests.bot.paces import HandPace

NOTHING: Any = object()
"""In place of a database and of services: these turns touch neither."""


def said(text: str, *, address: str = "700", key: str = "1") -> Incoming:
    return Incoming(
        channel="telegram", key=key, kind="message", address=address, sender="", language="vi", event=Said(text=text)
    )


class Taking:
    """In place of take_turn."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.ended: list[str] = []
        self.held: dict[str, asyncio.Event] = {}
        self.failing: dict[str, list[Exception]] = {}

    async def __call__(self, _database: object, incoming: Incoming | GroupIncoming, _services: object) -> Turned:
        self.begun.append(incoming.key)
        if incoming.key in self.held:
            await self.held[incoming.key].wait()
        if self.failing.get(incoming.key):
            raise self.failing[incoming.key].pop(0)
        self.ended.append(incoming.key)
        return Turned(duplicate=False, toast="", outgoing=(due(int(incoming.key)),))


@pytest.fixture
def taking() -> Taking:
    return Taking()


@pytest.fixture
def handed() -> list[Due]:
    return []


@pytest.fixture
def turns(taking: Taking, handed: list[Due], pace: HandPace) -> Turns:
    return Turns(database=NOTHING, services=NOTHING, hand_over=handed.extend, pace=pace, take=taking)


async def test_what_a_turn_wants_sent_is_handed_over_after_it(turns: Turns, handed: list[Due]) -> None:
    assert await turns.take(said("a", key="5")) == Turned(duplicate=False, toast="", outgoing=(due(5),))
    assert handed == [due(5)]


async def test_one_chat_waits_for_its_own_turns_and_for_nobody_elses(turns: Turns, taking: Taking) -> None:
    taking.held["1"] = asyncio.Event()

    async with asyncio.TaskGroup() as group:
        for key, address in (("1", "700"), ("2", "700"), ("3", "701"), ("4", "700")):
            group.create_task(turns.take(said("x", key=key, address=address)))
        for _ in range(5):
            await asyncio.sleep(0)
        assert taking.begun == ["1", "3"]
        taking.held["1"].set()

    assert taking.ended == ["3", "1", "2", "4"]
    assert turns._chats == {}


async def test_a_turn_that_fails_once_is_tried_again(turns: Turns, taking: Taking, handed: list[Due]) -> None:
    taking.failing["1"] = [ValueError("ours")]

    assert await turns.take(said("a")) is not None
    assert handed == [due(1)]


async def test_a_turn_that_always_fails_is_given_up_and_the_next_one_runs(
    turns: Turns, taking: Taking, caplog: pytest.LogCaptureFixture
) -> None:
    taking.failing["1"] = [ValueError("ours")] * ATTEMPTS
    caplog.set_level(logging.INFO)

    assert await turns.take(said("bí mật")) is None
    assert await turns.take(said("b", key="2")) is not None

    assert turns.skipped == 1
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING", "ERROR"]
    assert "bí mật" not in caplog.text


async def test_an_outage_of_the_database_skips_nothing(turns: Turns, taking: Taking) -> None:
    taking.failing["1"] = [refusal(DATABASE_FULL)]

    with pytest.raises(OutageError):
        await turns.take(said("a"))

    assert taking.begun == ["1"]
    assert turns.skipped == 0
    assert await turns.take(said("a")) is not None


async def test_a_problem_that_is_no_outage_is_the_turns_own(turns: Turns, taking: Taking) -> None:
    taking.failing["1"] = [Problem(code="already_there", message="")] * ATTEMPTS

    assert await turns.take(said("a")) is None


async def test_somebody_who_stops_waiting_does_not_break_the_order(turns: Turns, taking: Taking) -> None:
    taking.held["1"] = asyncio.Event()
    first = asyncio.create_task(turns.take(said("a", key="1")))
    second = asyncio.create_task(turns.take(said("b", key="2")))
    third = asyncio.create_task(turns.take(said("c", key="3")))
    for _ in range(3):
        await asyncio.sleep(0)

    second.cancel()
    for _ in range(3):
        await asyncio.sleep(0)
    assert taking.begun == ["1"]

    taking.held["1"].set()
    await asyncio.gather(first, third)
    assert taking.ended == ["1", "3"]
