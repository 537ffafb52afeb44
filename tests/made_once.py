"""A world with which many tests begin is made once in a process; the next new database gets a copy of its pages."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from bot.simulator.quang_hoa.district import load_district
from storage.sqlite import SqliteDatabase

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable

    from storage.database import Database

JOURNAL_OF_FILE = slice(18, 20)
"""Where a database's first page says how it is written; what lies in memory has no write-ahead log."""
_made: dict[Hashable, bytes] = {}


async def make_once(database: Database, name: Hashable, make: Callable[[], Awaitable[object]]) -> None:
    """Make it, or copy what was made under this name. A database of PostgreSQL, or one in use, is not copied into."""
    if not isinstance(database, SqliteDatabase) or not await _is_new(database):
        await make()
    elif name in _made:
        with closing(sqlite3.connect(":memory:")) as kept:
            kept.deserialize(_made[name])
            kept.backup(database._writer.raw)
    else:
        await make()
        content = bytearray(database._writer.raw.serialize())
        content[JOURNAL_OF_FILE] = b"\x01\x01"
        _made[name] = bytes(content)


async def _is_new(database: Database) -> bool:
    async with database.read() as tx:
        row = await tx.one(
            "SELECT (SELECT count(*) FROM unit) + (SELECT count(*) FROM criteria_set) + (SELECT count(*) FROM audit)"
            " + (SELECT count(*) FROM person) + (SELECT count(*) FROM inbox) AS n"
        )
    assert row is not None
    return bool(row["n"] == 0)


async def quang_hoa(database: Database) -> None:
    """The district as its document says."""
    await make_once(database, "Quảng Hòa", lambda: load_district(database))
