"""A demo of one's own, with a bot process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import pytest

from bot.simulator.demo import Demo
from bot.simulator.worlds import world_named

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    async with Demo(data=tmp_path / "data", place=world_named("quang-hoa")) as running:
        yield running


@pytest.fixture
async def province(tmp_path: Path) -> AsyncIterator[Demo]:
    async with Demo(data=tmp_path / "data", place=world_named("quang-nam")) as running:
        yield running


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def keep(request: pytest.FixtureRequest) -> bool:
    """Whether the pictures are to be kept."""
    return bool(request.config.getoption("--rewrite-screenshots"))
