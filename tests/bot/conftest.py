"""An emulated Telegram for tests of the bot, and a pace at which nothing waits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import UTC, datetime

import pytest

from bot.channels.telegram.connection import Connection
from bot.event_loop import new_event_loop
from bot.simulator.telegram.phones import Phone
from bot.simulator.telegram.server import Emulator
from bot.simulator.telegram.world import World
from tests.bot.paces import HandPace
from tests.simulator.bot_side import HandClock

ON_BOTH_LOOPS = frozenset({"test_lines.py", "test_listening.py", "test_serving.py"})
"""What speaks with sockets does so on the bot's own loop, and on Python's, which it runs on where there is no other."""


def pytest_asyncio_loop_factories(item: pytest.Item) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    python: Mapping[str, Callable[[], asyncio.AbstractEventLoop]] = {"asyncio": asyncio.new_event_loop}
    return {**python, "bot": new_event_loop} if item.path.name in ON_BOTH_LOOPS else python


@pytest.fixture
def hand_clock() -> HandClock:
    return HandClock(datetime(2023, 6, 5, 1, 0, tzinfo=UTC))


@pytest.fixture
async def emulator(hand_clock: HandClock) -> AsyncIterator[Emulator]:
    async def no_pause(_seconds: float) -> None:
        return

    async with Emulator(World(clock=hand_clock), sleep=no_pause) as running:
        yield running


@pytest.fixture
def phone(emulator: Emulator) -> Phone:
    """An officer who has opened the bot; nothing of that waits for the bot any more."""
    officer = emulator.phones.add(first_name="Cán bộ xã")
    sent = officer.start()
    assert sent.update is not None
    emulator.world.updates.confirm(sent.update.id)
    return officer


@pytest.fixture
async def connection(emulator: Emulator) -> AsyncIterator[Connection]:
    opened = Connection(base_url=emulator.base_url, token=emulator.world.token)
    yield opened
    await opened.close()


@pytest.fixture
def pace() -> HandPace:
    return HandPace()
