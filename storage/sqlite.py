"""SQLite as a Database: one connection that writes, shared by turns (group commit) and single writes, two that read.

WAL and `synchronous=FULL`: what was acknowledged survives a power cut. Other processes may use the same file.
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from conversations.programme.problem import Problem
from storage.group_commit import GroupCommit, closed
from storage.migrate import migrate
from storage.refusals import DATABASE_UNREACHABLE, refused
from storage.sqlite_connection import SqliteConnection
from storage.sqlite_transaction import SqliteTransaction

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from storage.database import Transaction

T = TypeVar("T")

READERS = 2


class SqliteDatabase:
    """See storage.database.Database. Made by `SqliteDatabase.open`."""

    dialect = "sqlite"

    def __init__(self, writer: SqliteConnection, readers: list[SqliteConnection]) -> None:
        self._writer = writer
        self._readers = readers
        self._free: asyncio.Queue[SqliteConnection] = asyncio.Queue()
        for reader in readers:
            self._free.put_nowait(reader)
        self._gate = asyncio.Lock()
        self._turns = GroupCommit(writer, self._gate)
        self._closed = False

    @classmethod
    async def open(cls, path: Path) -> SqliteDatabase:
        """Open the file, creating it and its folder where they are missing."""
        opened: list[SqliteConnection] = []
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            opened.append(await SqliteConnection.open(str(path), writes=True))
            while len(opened) <= READERS:
                opened.append(await SqliteConnection.open(str(path), writes=False))
        except BaseException as error:
            for connection in opened:
                await connection.close()
            if isinstance(error, OSError | sqlite3.Error):
                raise _not_opened(path, error) from error
            raise
        return cls(opened[0], opened[1:])

    @property
    def commits(self) -> int:
        """Commits of turns so far; fewer than turns when many wait at once."""
        return self._turns.commits

    async def migrate(self) -> None:
        await migrate(self.write)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[SqliteTransaction]:
        if self._turns.inside:
            raise RuntimeError("a write inside a turn would wait for itself")
        async with self._gate:
            self._check_open()
            try:
                tx = SqliteTransaction(self._writer.raw, self._writer.hop)
                try:
                    await self._writer.begin()
                except sqlite3.Error as error:
                    raise refused(error) from error
                yield tx
                tx.later("COMMIT")
                await tx.finish()
            except BaseException:
                await self._writer.undo()
                raise

    @asynccontextmanager
    async def read(self) -> AsyncIterator[SqliteTransaction]:
        self._check_open()
        reader = await self._free.get()
        try:
            tx = SqliteTransaction(reader.raw, reader.hop)
            tx.later("BEGIN")
            try:
                yield tx
            finally:
                await reader.undo()
        finally:
            self._free.put_nowait(reader)

    async def turn(self, work: Callable[[Transaction], Awaitable[T]]) -> T:
        return await self._turns.turn(work)

    async def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        await self._turns.close()
        for _ in self._readers:
            await self._free.get()
        async with self._gate:
            for connection in (*self._readers, self._writer):
                await connection.close()

    def _check_open(self) -> None:
        if self._closed:
            raise closed()


def _not_opened(path: Path, error: OSError | sqlite3.Error) -> Exception:
    known = refused(error)
    speaks_of_a_server = isinstance(known, Problem) and known.code == DATABASE_UNREACHABLE
    remedy = known.remedy if isinstance(known, Problem) and not speaks_of_a_server else ""
    return Problem(
        code="database_not_opened",
        where=str(path),
        message="Không mở được tệp cơ sở dữ liệu.",
        remedy=remedy or "Hãy kiểm tra đường dẫn và quyền ghi của thư mục.",
    )
