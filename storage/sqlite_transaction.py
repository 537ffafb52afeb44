"""A transaction or savepoint on an SQLite connection: what was asked for `later` and what is asked now, in one trip."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar

from storage.refusals import refused

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from storage.database import Row, Values

P = ParamSpec("P")
R = TypeVar("R")


class Trip(Protocol):
    """How a function gets to the database: to its thread (SqliteConnection.hop) or on the spot (on_the_spot)."""

    def __call__(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Awaitable[R]: ...


async def on_the_spot(function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """Carry it out now, in the loop's own thread."""
    return function(*args, **kwargs)


class SqliteTransaction:
    """See storage.database.Transaction. `finish` carries out what still waits."""

    __slots__ = ("_connection", "_refused", "_trip", "_waiting")

    dialect = "sqlite"

    def __init__(self, connection: sqlite3.Connection, trip: Trip) -> None:
        self._connection = connection
        self._trip = trip
        self._waiting: list[tuple[str, Values]] = []
        self._refused: Exception | None = None

    async def all(self, sql: str, /, **values: Any) -> Sequence[Row]:  # noqa: ANN401 - as in Transaction
        return (await self._carry_out(_rows, ((sql, values),)))[0]

    async def one(self, sql: str, /, **values: Any) -> Row | None:  # noqa: ANN401 - as in Transaction
        return await self._carry_out(_row, (sql, values))

    async def together(self, *reads: tuple[str, Values]) -> Sequence[Sequence[Row]]:
        return await self._carry_out(_rows, reads)

    async def run(self, sql: str, /, **values: Any) -> int:  # noqa: ANN401 - as in Transaction
        return await self._carry_out(_changed, (sql, values))

    def later(self, sql: str, /, **values: Any) -> None:  # noqa: ANN401 - as in Transaction
        self._waiting.append((sql, values))

    async def script(self, sql: str, /) -> None:
        """Several statements without values."""
        await self._carry_out(_script, sql)

    async def finish(self) -> None:
        """Carry out what waits. A refusal that the work has swallowed is raised again: nothing half is kept."""
        if self._refused is not None:
            raise self._refused
        if self._waiting:
            await self._carry_out(_nothing, None)

    async def _carry_out(self, last: Callable[[sqlite3.Connection, Any], R], asked: object) -> R:
        waiting, self._waiting = self._waiting, []
        try:
            return await self._trip(_trip, self._connection, waiting, last, asked)
        except sqlite3.Error as error:
            self._refused = refused(error)
            raise self._refused  # noqa: B904 - refused() has named the cause


def _trip(
    connection: sqlite3.Connection,
    waiting: Sequence[tuple[str, Values]],
    last: Callable[[sqlite3.Connection, Any], R],
    asked: object,
) -> R:
    execute = connection.execute
    for sql, values in waiting:
        execute(sql, values)
    return last(connection, asked)


def _rows(connection: sqlite3.Connection, reads: Sequence[tuple[str, Values]]) -> list[list[Row]]:
    return [connection.execute(sql, values).fetchall() for sql, values in reads]


def _row(connection: sqlite3.Connection, asked: tuple[str, Values]) -> Row | None:
    cursor = connection.execute(*asked)
    row: Row | None = cursor.fetchone()
    cursor.close()
    return row


def _changed(connection: sqlite3.Connection, asked: tuple[str, Values]) -> int:
    return connection.execute(*asked).rowcount


def _nothing(_connection: sqlite3.Connection, _asked: None) -> None:
    """What waited is all there was."""


def _script(connection: sqlite3.Connection, sql: str) -> None:
    """`executescript` would commit first, so the script is cut into its statements."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
    if statement.strip():
        connection.execute(statement)
