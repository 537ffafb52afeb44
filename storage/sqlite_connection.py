"""One connection to an SQLite file, through aiosqlite, and the only place that reaches past aiosqlite's public face.

aiosqlite's own calls cost one trip to its thread (16-22 µs, more while the loop is busy) for each statement, another
for each fetch. A turn is about ten statements of 3-10 µs. So `hop` runs a whole function in that thread, and `raw` is
the sqlite3 connection itself, for short statements that are cheaper carried out on the spot than sent to a thread:
a turn of three reads and five writes costs 35 µs on the spot and 307 µs in four hops (100 waiting). Both threads may
use the connection (sqlite3 is built serialised), but only one of them does at a time: hops are awaited.
"""

from __future__ import annotations

import hashlib
import sqlite3
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

import aiosqlite

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

P = ParamSpec("P")
R = TypeVar("R")

BUSY_MILLISECONDS = 10_000
"""So long whoever begins to write waits for a writer in another process."""
STATEMENTS = 512
"""Prepared statements kept for each connection; the program has fewer."""
SYNCHRONOUS = "FULL"
"""What was acknowledged survives a power cut: every commit waits for the disk."""
PAGES_KILOBYTES = 16_000
"""Page cache of the writing connection."""


class SqliteConnection:
    """Open with `SqliteConnection.open`, close on every path: aiosqlite's thread keeps the process alive."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self.raw: sqlite3.Connection = connection._conn  # noqa: SLF001 - see the module's docstring

    @classmethod
    async def open(cls, path: str, *, writes: bool) -> SqliteConnection:
        """Open and set up. The first connection creates the file."""
        connection = await aiosqlite.connect(
            path, isolation_level=None, cached_statements=STATEMENTS, check_same_thread=False
        )
        opened = cls(connection)
        try:
            await opened.hop(_set_up, opened.raw, writes)
        except BaseException:
            await connection.close()
            raise
        return opened

    def hop(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Awaitable[R]:
        """Run a function in the connection's thread. Cancelled, it still runs to its end, before any later hop."""
        trip: Callable[..., Any] = self._connection._execute  # noqa: SLF001 - as above
        return cast("Awaitable[R]", trip(function, *args, **kwargs))

    async def begin(self) -> None:
        """Begin to write: on the spot where nobody else is writing, else wait for them in the connection's thread."""
        try:
            self.raw.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            await self.hop(_begin_after_others, self.raw)

    async def undo(self) -> None:
        """Roll back what is open, after everything that was hopped before."""
        await self.hop(_undo, self.raw)

    async def close(self) -> None:
        """After everything that was hopped before."""
        await self._connection.close()


def _set_up(connection: sqlite3.Connection, writes: bool) -> None:  # noqa: FBT001 - called by hop, in order
    connection.row_factory = sqlite3.Row
    connection.create_function("sha256_hex", 1, _sha256_hex, deterministic=True)
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("PRAGMA foreign_keys = ON")
    # REPLACE would otherwise delete without asking the triggers that guard the audit log
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
    if writes:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA journal_size_limit = 67108864")
        connection.execute(f"PRAGMA cache_size = -{PAGES_KILOBYTES}")
        # whoever begins to write waits in begin(); nothing after that has to
        connection.execute("PRAGMA busy_timeout = 0")
    else:
        connection.execute("PRAGMA query_only = ON")


def _begin_after_others(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    try:
        connection.execute("BEGIN IMMEDIATE")
    finally:
        connection.execute("PRAGMA busy_timeout = 0")


def _undo(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _sha256_hex(text: str) -> str:
    """PostgreSQL brings its own; the audit chain is computed by the database on both."""
    return hashlib.sha256(text.encode()).hexdigest()
