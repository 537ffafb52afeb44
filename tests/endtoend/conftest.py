"""A district once for all: the file of a database into which Quảng Hòa was loaded, and an emulated Telegram."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.simulator.quang_hoa.district import load_district
from bot.simulator.telegram.server import Emulator
from bot.simulator.telegram.world import World
from storage.open import open_database
from tests.endtoend.real_bot import RunningClock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

RETRY_AT_ONCE = 0.02


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An SQLite file with the district as its document says."""
    path = tmp_path_factory.mktemp("district") / "ntm.db"

    async def load() -> None:
        database = await open_database(f"sqlite:///{path}")
        await database.migrate()
        await load_district(database)
        await database.close()

    asyncio.run(load())
    return path.read_bytes()


@pytest.fixture
def folder(tmp_path: Path, district: bytes) -> Path:
    """A data folder with the district in it."""
    (tmp_path / "ntm.db").write_bytes(district)
    return tmp_path


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    """Telegram, which brings an update again soon when nobody took it. What the bot did must fit the published API."""

    async def soon(seconds: float) -> None:
        await asyncio.sleep(min(seconds, RETRY_AT_ONCE))

    async with Emulator(World(clock=RunningClock()), sleep=soon) as running:
        yield running
        assert running.world.violations == []
