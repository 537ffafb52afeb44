"""PostgreSQL as a Database, through asyncpg: every turn its own transaction, order per person by row lock.

READ COMMITTED: a turn that locked its person's row sees everything committed before. `read` is one unchanging picture
(REPEATABLE READ, READ ONLY). `synchronous_commit` stays on: what was acknowledged survives a power cut.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import asyncpg

from conversations.programme.problem import Problem
from storage.group_commit import closed
from storage.migrate import migrate
from storage.refusals import DATABASE_UNREACHABLE, refusal, refused
from storage.statements import Statements

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from asyncpg.pool import PoolConnectionProxy
    from asyncpg.transaction import Transaction as AsyncpgTransaction

    from storage.database import Row, Transaction, Values

    Pool = asyncpg.Pool[asyncpg.Record]
    Connection = PoolConnectionProxy[asyncpg.Record]
    Isolation = Literal["read_committed", "repeatable_read"]

T = TypeVar("T")

CONNECTIONS = 10
STATEMENTS = 512
"""Prepared statements kept for each connection; the program has fewer."""
TRIES = 5
"""A turn that lost against another (deadlock, serialization) or met a dead connection is run again, so often in all."""
AGAIN_SECONDS = 0.02
CONNECT_SECONDS = 10.0

_ERRORS = (OSError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
_AGAIN = (
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
    asyncpg.InvalidCachedStatementError,
)


class PostgresTransaction:
    """See storage.database.Transaction. `finish` carries out what still waits."""

    __slots__ = ("_connection", "_refused", "_statements", "_waiting", "lost")

    dialect = "postgresql"

    def __init__(self, connection: Connection, statements: Statements) -> None:
        self._connection = connection
        self._statements = statements
        self._waiting: list[tuple[str, Values]] = []
        self._refused: Exception | None = None
        self.lost = False
        """Lost against another transaction, or without its connection: nothing was done and it may be run again."""

    async def all(self, sql: str, /, **values: Any) -> Sequence[Row]:  # noqa: ANN401 - as in Transaction
        return (await self.together((sql, values)))[0]

    async def one(self, sql: str, /, **values: Any) -> Row | None:  # noqa: ANN401 - as in Transaction
        rows = await self.all(sql, **values)
        return rows[0] if rows else None

    async def together(self, *reads: tuple[str, Values]) -> Sequence[Sequence[Row]]:
        await self._flush()
        found = []
        for sql, values in reads:
            numbered = self._statements.numbered(sql)
            try:
                found.append(await self._connection.fetch(numbered.sql, *numbered.arguments(values)))
            except _ERRORS as error:
                raise self._told(error)  # noqa: B904 - refused() has named the cause
        return found

    async def run(self, sql: str, /, **values: Any) -> int:  # noqa: ANN401 - as in Transaction
        await self._flush()
        return await self._run(sql, values)

    def later(self, sql: str, /, **values: Any) -> None:  # noqa: ANN401 - as in Transaction
        self._waiting.append((sql, values))

    async def script(self, sql: str, /) -> None:
        """Several statements without values."""
        await self._flush()
        try:
            await self._connection.execute(sql)
        except _ERRORS as error:
            raise self._told(error)  # noqa: B904 - as above

    async def finish(self) -> None:
        """Carry out what waits. A refusal that the work has swallowed is raised again: nothing half is kept."""
        if self._refused is not None:
            raise self._refused
        await self._flush()

    async def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        for sql, same in groupby(waiting, key=itemgetter(0)):
            values = [one[1] for one in same]
            if len(values) == 1:
                await self._run(sql, values[0])
            else:
                await self._run_many(sql, values)

    async def _run(self, sql: str, values: Values) -> int:
        numbered = self._statements.numbered(sql)
        try:
            status = await self._connection.execute(numbered.sql, *numbered.arguments(values))
        except _ERRORS as error:
            raise self._told(error)  # noqa: B904 - as above
        count = status.rpartition(" ")[2]
        return int(count) if count.isdecimal() else -1

    async def _run_many(self, sql: str, values: list[Values]) -> None:
        """The same statement many times, without waiting for each."""
        numbered = self._statements.numbered(sql)
        try:
            await self._connection.executemany(numbered.sql, [numbered.arguments(one) for one in values])
        except _ERRORS as error:
            raise self._told(error)  # noqa: B904 - as above

    def _told(self, error: Exception) -> Exception:
        if isinstance(error, asyncpg.InternalClientError):
            # what asyncpg makes of a farewell that came while nothing was asked; the connection is dead but not closed
            self._connection.terminate()
        unreachable = _dead(self._connection)
        self.lost = unreachable or isinstance(error, _AGAIN)
        self._refused = refusal(DATABASE_UNREACHABLE, error) if unreachable else refused(error)
        return self._refused


class PostgresDatabase:
    """See storage.database.Database. Made by `PostgresDatabase.open`."""

    dialect = "postgresql"

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._statements = Statements()
        self._under_way = 0
        self._quiet = asyncio.Event()
        self._quiet.set()
        self._closed = False

    @classmethod
    async def open(cls, url: str) -> PostgresDatabase:
        """Connect; the database itself must exist."""
        try:
            pool = await asyncpg.create_pool(
                url,
                min_size=1,
                max_size=CONNECTIONS,
                statement_cache_size=STATEMENTS,
                max_cached_statement_lifetime=0,
                timeout=CONNECT_SECONDS,
                reset=_leave_as_it_is,
                server_settings={"application_name": "ntm", "jit": "off"},
            )
        except _ERRORS as error:
            raise _not_opened(error) from error
        return cls(pool)

    async def migrate(self) -> None:
        await migrate(self.write)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[PostgresTransaction]:
        self._check_open()
        async with self._connection() as connection:
            tx, transaction = await self._begin(connection)
            try:
                yield tx
                await tx.finish()
            except BaseException:
                await _roll_back(connection, transaction)
                raise
            await _commit(connection, transaction)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[PostgresTransaction]:
        self._check_open()
        async with self._connection() as connection:
            tx, transaction = await self._begin(connection, isolation="repeatable_read", readonly=True)
            try:
                yield tx
            finally:
                await _roll_back(connection, transaction)

    async def turn(self, work: Callable[[Transaction], Awaitable[T]]) -> T:
        self._check_open()
        tries = 1
        while True:
            async with self._connection() as connection:
                tx, transaction = await self._begin(connection)
                try:
                    result = await work(tx)
                    await tx.finish()
                except BaseException as error:
                    await _roll_back(connection, transaction)
                    if not tx.lost or tries == TRIES or not isinstance(error, Exception):
                        raise
                else:
                    await _commit(connection, transaction)
                    return result
            await asyncio.sleep(AGAIN_SECONDS * tries)
            tries += 1

    async def close(self) -> None:
        self._closed = True
        await self._quiet.wait()
        await self._pool.close()

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Connection]:
        self._under_way += 1
        self._quiet.clear()
        try:
            connection = await self._acquired()
            try:
                yield connection
            finally:
                await self._pool.release(connection)
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._quiet.set()

    async def _acquired(self) -> Connection:
        try:
            return await self._pool.acquire()
        except _ERRORS as error:
            raise refusal(DATABASE_UNREACHABLE) from error

    def _check_open(self) -> None:
        if self._closed:
            raise closed()

    async def _begin(
        self, connection: Connection, isolation: Isolation = "read_committed", *, readonly: bool = False
    ) -> tuple[PostgresTransaction, AsyncpgTransaction]:
        transaction = connection.transaction(isolation=isolation, readonly=readonly)
        try:
            await transaction.start()
        except _ERRORS as error:
            raise refusal(DATABASE_UNREACHABLE) from error
        return PostgresTransaction(connection, self._statements), transaction


async def _commit(connection: Connection, transaction: AsyncpgTransaction) -> None:
    """Where the connection dies here, nobody knows what became of the turn; it is not acknowledged and comes again."""
    try:
        await transaction.commit()
    except _ERRORS as error:
        raise refusal(DATABASE_UNREACHABLE, error) if _dead(connection) else refused(error)  # noqa: B904 - as above


async def _roll_back(connection: Connection, transaction: AsyncpgTransaction) -> None:
    if not _dead(connection):
        with suppress(*_ERRORS):
            await transaction.rollback()


def _dead(connection: Connection) -> bool:
    try:
        return connection.is_closed()
    except asyncpg.InterfaceError:
        # the pool has taken a dead connection back already
        return True


async def _leave_as_it_is(_connection: object) -> None:
    """Nothing here changes a connection beyond its transaction, so the usual reset would be a trip for nothing."""


def _not_opened(error: Exception) -> Problem:
    known = refused(error)
    return Problem(
        code="database_not_opened",
        message="Không mở được cơ sở dữ liệu PostgreSQL.",
        remedy=known.remedy if isinstance(known, Problem) else refusal(DATABASE_UNREACHABLE).remedy,
    )
