from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest
import telegram
from telegram.request import HTTPXRequest

from bot.simulator.telegram.phones import Phone, Phones
from bot.simulator.telegram.server import Emulator
from bot.simulator.telegram.world import World
from tests.simulator.bot_side import BotSide, HandClock


@pytest.fixture
def clock() -> HandClock:
    return HandClock(datetime(2023, 6, 5, 1, 0, tzinfo=UTC))


@pytest.fixture
def pauses() -> list[float]:
    """What the emulator would have slept."""
    return []


@pytest.fixture
async def emulator(clock: HandClock, pauses: list[float]) -> AsyncIterator[Emulator]:
    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    async with Emulator(World(clock=clock), sleep=pause) as running:
        yield running


@pytest.fixture
def world(emulator: Emulator) -> World:
    return emulator.world


@pytest.fixture
def phones(emulator: Emulator) -> Phones:
    return emulator.phones


@pytest.fixture
def officer(phones: Phones) -> Phone:
    """A person who has opened the bot, whose first update is already confirmed."""
    phone = phones.add(first_name="Cán bộ xã", username="can_bo_xa")
    sent = phone.start()
    assert sent.update is not None
    phone._world.updates.confirm(sent.update.id)
    return phone


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.fixture
def bot(emulator: Emulator, session: aiohttp.ClientSession) -> BotSide:
    return BotSide(emulator, session)


@pytest.fixture
async def ptb(emulator: Emulator) -> AsyncIterator[telegram.Bot]:
    """python-telegram-bot's own Bot through its own HTTP client, told only where to find the server."""
    running = telegram.Bot(
        emulator.world.token,
        base_url=emulator.base_url,
        base_file_url=emulator.file_url,
        request=HTTPXRequest(httpx_kwargs={"trust_env": False}),
        get_updates_request=HTTPXRequest(httpx_kwargs={"trust_env": False}),
    )
    async with running:
        yield running
