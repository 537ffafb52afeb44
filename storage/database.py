"""What a database is to us: transactions over SQL text with named parameters (`:name`), the same on both databases.

One turn, one transaction, rollback unless committed. On SQLite one writer takes all waiting turns, each in its own
savepoint, and commits once for all of them; on PostgreSQL every turn has its own transaction and locks its person's
row.

Refusals (a unique key, a missing reference, a full disk) come as problems with the codes of storage/refusals.py.
After a refusal the transaction can only fail: a work that swallows one is undone all the same. One transaction is
used by one task.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence
    from contextlib import AbstractAsyncContextManager

T = TypeVar("T")
Values = dict[str, Any]


class Row(Protocol):
    """One row: columns by name, or all values in the order of the columns."""

    def __iter__(self) -> Iterator[Any]: ...

    def __getitem__(self, column: str, /) -> Any: ...  # noqa: ANN401 - the columns' types are the schema's


class Transaction(Protocol):
    """One transaction (or one savepoint among others)."""

    dialect: str
    """"sqlite" or "postgresql", for the few statements that differ."""

    async def all(self, sql: str, /, **values: Any) -> Sequence[Row]:  # noqa: ANN401 - whatever a driver can bind
        """All rows of a query (or of a RETURNING clause)."""
        ...

    async def one(self, sql: str, /, **values: Any) -> Row | None:  # noqa: ANN401 - whatever a driver can bind
        """The first row, or None."""
        ...

    async def together(self, *reads: tuple[str, Values]) -> Sequence[Sequence[Row]]:
        """Several queries in one trip to the database; their rows in the same order."""
        ...

    async def run(self, sql: str, /, **values: Any) -> int:  # noqa: ANN401 - whatever a driver can bind
        """Carry a statement out now; the number of rows it changed."""
        ...

    def later(self, sql: str, /, **values: Any) -> None:  # noqa: ANN401 - whatever a driver can bind
        """Carry a statement out before this transaction ends, in the order asked for, all that wait in one trip.

        Every `all`, `one`, `together` and `run` first carries out what waits. A refusal is raised when it happens.
        """
        ...


class Database(Protocol):
    """An open database. Close it on every path: an open SQLite connection keeps the process alive."""

    dialect: str

    async def migrate(self) -> None:
        """Bring the schema to this version: numbered SQL files, forward only, each once."""
        ...

    def write(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction that may write; alone on SQLite. Rolled back unless it ends well."""
        ...

    def read(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction that only reads: one unchanging picture."""
        ...

    async def turn(self, work: Callable[[Transaction], Awaitable[T]]) -> T:
        """Run work in its own savepoint (transaction) and return its result after it is durably committed.

        An exception of work undoes work alone and is raised here; turns committed together with it stand. Work runs
        again where it lost against another transaction (PostgreSQL), so it changes nothing outside the database. It
        asks for little and waits for nothing but the transaction: on SQLite all turns, and the loop, wait with it.
        What is large belongs into `read` or `write`, which leave the loop free. A work never asks for another turn.
        """
        ...

    async def close(self) -> None:
        """Finish what waits and let the files go."""
        ...
