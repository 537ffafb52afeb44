"""How a verb gets its database: opened, brought to this version, with the shipped criteria sets, and closed again."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeVar

from bot.clock import Clock
from handlers.load_criteria import load_shipped_sets
from storage.open import open_database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from bot.settings import Settings
    from storage.database import Database


T = TypeVar("T")


def in_database(settings: Settings, clock: Clock, work: Callable[[Database], Awaitable[T]]) -> T:
    """What the work comes to on the database, which is opened for it and closed again."""

    async def run() -> T:
        async with opened_database(settings, clock) as database:
            return await work(database)

    return asyncio.run(run())


@asynccontextmanager
async def opened_database(settings: Settings, clock: Clock | None = None) -> AsyncIterator[Database]:
    """The database ready for use; closed on every path."""
    database = await open_database(settings.database_url)
    try:
        await database.migrate()
        await load_shipped_sets(database, at=(clock or Clock(settings.clock)).now())
        yield database
    finally:
        await database.close()
