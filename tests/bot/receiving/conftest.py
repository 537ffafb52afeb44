"""Turns in which nothing happens but that they are remembered."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.receiving.intake import Intake
from bot.turns import Turns
from conversations.engine.events import Event
from conversations.engine.group import GroupEvent
from handlers.group_turn import GroupIncoming
from handlers.turn import Incoming, Turned
from tests.bot.paces import HandPace
from tests.simulator.bot_side import HandClock


class Taken:
    """What was taken, in the order in which it was committed. held: turns wait for it. failing: raised, one a turn."""

    def __init__(self) -> None:
        self.incoming: list[Incoming | GroupIncoming] = []
        self.held: asyncio.Event | None = None
        self.failing: list[Exception] = []
        self.toast = ""
        self.begun = 0

    async def __call__(self, _database: object, incoming: Incoming | GroupIncoming, _services: object) -> Turned:
        self.begun += 1
        if self.held is not None:
            await self.held.wait()
        if self.failing:
            raise self.failing.pop(0)
        duplicate = any(one.key == incoming.key for one in self.incoming)
        self.incoming.append(incoming)
        return Turned(duplicate=duplicate, toast=self.toast, outgoing=())

    def events(self) -> list[Event | GroupEvent]:
        return [one.event for one in self.incoming]


class ClockOf:
    def __init__(self, clock: HandClock) -> None:
        self.now = clock


@pytest.fixture
def taken() -> Taken:
    return Taken()


@pytest.fixture
def intake(taken: Taken, pace: HandPace, hand_clock: HandClock) -> Intake:
    nothing: Any = object()
    turns = Turns(database=nothing, services=nothing, hand_over=lambda _: None, pace=pace, take=taken)
    made = Intake(turns=turns, clock=ClockOf(hand_clock))
    made.username = "ntm_simulator_bot"
    return made
