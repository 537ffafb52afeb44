"""One writer takes all waiting turns, runs each in its own savepoint of one transaction, commits once, releases all.

A turn that fails is undone alone. If the transaction itself is lost (disk full, COMMIT refused), every turn of it
fails and none is acknowledged. Turns run one after another in the loop's own thread: their statements take
microseconds and there is one writer anyway. Waiting for another process and for the disk (COMMIT) happens in the
connection's thread.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, cast

from conversations.programme.problem import Problem
from storage.refusals import refused
from storage.sqlite_transaction import SqliteTransaction, on_the_spot

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from storage.database import Transaction
    from storage.sqlite_connection import SqliteConnection

T = TypeVar("T")

TURNS = 64
"""Most turns in one commit: the first of them waits for the last."""
TURNS_AT_A_STRETCH = 8
"""After so many turns the loop may do something else; turns that arrive meanwhile join the commit."""


@dataclass(slots=True, eq=False)
class _Waiting:
    work: Callable[[Transaction], Awaitable[Any]]
    outcome: asyncio.Future[Any]
    abandoned: bool = False
    """Whoever waited was cancelled while the work was running."""


@dataclass(slots=True)
class _Batch:
    turns: int = 0
    done: list[tuple[_Waiting, Any]] = field(default_factory=list)
    lost: bool = False
    """The database gave the whole transaction up."""


class GroupCommit:
    """The writer. `gate` is held while it works, so that nothing else writes on its connection."""

    def __init__(self, connection: SqliteConnection, gate: asyncio.Lock) -> None:
        self._connection = connection
        self._gate = gate
        self._queue: deque[_Waiting] = deque()
        self._wake = asyncio.Event()
        self._running: _Waiting | None = None
        self._closing = False
        self._task = asyncio.create_task(self._serve(), name="sqlite writer")
        self.commits = 0
        """Transactions committed so far."""

    @property
    def inside(self) -> bool:
        """Whether the caller is itself a turn's work: it must not wait for another turn."""
        return asyncio.current_task() is self._task

    async def turn(self, work: Callable[[Transaction], Awaitable[T]]) -> T:
        """See storage.database.Database.turn."""
        if self.inside:
            raise RuntimeError("a turn inside a turn would wait for itself")
        if self._closing or self._task.done():
            raise closed()
        waiting = _Waiting(work, asyncio.get_running_loop().create_future())
        self._queue.append(waiting)
        self._wake.set()
        try:
            return cast("T", await waiting.outcome)
        except asyncio.CancelledError:
            if self._running is waiting and not waiting.abandoned:
                # its work awaits something of its own: it is called off there and its savepoint undone
                waiting.abandoned = True
                self._task.cancel()
            raise

    async def close(self) -> None:
        """Let everything that waits be committed, then end."""
        self._closing = True
        self._wake.set()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _serve(self) -> None:
        try:
            while not (self._closing and not self._queue):
                self._wake.clear()
                if not self._queue:
                    await self._wake.wait()
                    continue
                async with self._gate:
                    await self._commit_together()
        finally:
            for waiting in self._queue:
                if not waiting.outcome.done():
                    waiting.outcome.set_exception(closed())

    async def _commit_together(self) -> None:
        raw = self._connection.raw
        try:
            await self._connection.begin()
        except Exception as error:  # noqa: BLE001 - told to everybody who waits
            self._fail(self._queue, error)
            self._queue.clear()
            return
        batch = _Batch()
        try:
            while self._queue and batch.turns < TURNS and not batch.lost:
                waiting = self._queue.popleft()
                if waiting.outcome.done():
                    continue
                await self._savepoint(waiting, batch)
                batch.turns += 1
                if batch.turns % TURNS_AT_A_STRETCH == 0:
                    await asyncio.sleep(0)
            if not batch.lost:
                await self._connection.hop(raw.execute, "COMMIT")
                self.commits += 1
        except BaseException as error:
            await self._connection.undo()
            self._fail((waiting for waiting, _ in batch.done), error)
            if isinstance(error, Exception):
                return
            raise
        for waiting, result in batch.done:
            if not waiting.outcome.done():
                waiting.outcome.set_result(result)

    async def _savepoint(self, waiting: _Waiting, batch: _Batch) -> None:
        raw = self._connection.raw
        try:
            raw.execute("SAVEPOINT turn")
            self._running = waiting
            tx = SqliteTransaction(raw, on_the_spot)
            result = await waiting.work(tx)
            await tx.finish()
            self._running = None
            if waiting.abandoned:
                raise asyncio.CancelledError  # noqa: TRY301 - undone below like any other failure
            raw.execute("RELEASE turn")
            batch.done.append((waiting, result))
        except BaseException as error:
            self._running = None
            ours = waiting.abandoned and isinstance(error, asyncio.CancelledError)
            if ours:
                self._task.uncancel()
            self._fail((waiting,), error)
            if raw.in_transaction:
                raw.execute("ROLLBACK TO turn")
                raw.execute("RELEASE turn")
            else:
                batch.lost = True
                self._fail((before for before, _ in batch.done), error)
            if not (ours or isinstance(error, Exception) or self._own_doing(error)):
                raise

    def _own_doing(self, error: BaseException) -> bool:
        """Whether a work was cancelled by what it waited for, and not the writer by whoever ends the program."""
        return isinstance(error, asyncio.CancelledError) and not self._task.cancelling()

    def _fail(self, turns: Iterable[_Waiting], error: BaseException) -> None:
        for waiting in turns:
            if waiting.outcome.done():
                continue
            if isinstance(error, asyncio.CancelledError):
                waiting.outcome.cancel()
            elif isinstance(error, Exception):
                waiting.outcome.set_exception(refused(error))
            else:
                waiting.outcome.set_exception(closed())


def closed() -> Problem:
    """What is told to those who come after the end."""
    return Problem(
        code="database_closed",
        message="Chương trình đang dừng nên chưa ghi được.",
        remedy="Xin gửi lại sau ít phút.",
    )
