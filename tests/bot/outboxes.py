"""What a dispatcher is given in tests: a sender that does as it is told, and an outbox in memory."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from bot.channels.results import Result, Sent
from storage.outbox import PRIORITIES, Due, Kind, OutboxId

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from handlers.deliver import Ended


class Phone:
    """A sender that does what it is told to, and remembers what it sent."""

    def __init__(self) -> None:
        self.calls: list[bytes] = []
        self.results: deque[Result | Exception] = deque()
        self.held: asyncio.Event | None = None

    async def send(self, body: bytes) -> Result:
        self.calls.append(body)
        if self.held is not None:
            await self.held.wait()
        result = self.results.popleft() if self.results else Sent(str(len(self.calls)))
        if isinstance(result, Exception):
            raise result
        return result

    def moved(self, body: bytes, address: str) -> bytes:
        return body + b" to " + address.encode()


class Table:
    """An outbox in memory: what is written, and what is due."""

    def __init__(self) -> None:
        self.written: list[Ended] = []
        self.due: deque[Due] = deque()
        self.moves: list[tuple[str, str, str]] = []
        self.broken = 0
        self.begun: list[list[int]] = []
        self.kept: list[list[int]] = []
        self.withdrawn: set[int] = set()

    async def claim(self, limit: int, *, answers_only: bool = False) -> Sequence[Due]:
        found = [one for one in self.due if one.key is None or not answers_only][:limit]
        for one in found:
            self.due.remove(one)
        return found

    async def keep(self, rows: Collection[int]) -> None:
        self.kept.append(sorted(rows))

    async def begin(self, dues: Sequence[Due]) -> frozenset[int]:
        await asyncio.sleep(0)
        self.begun.append([int(due.id) for due in dues])
        return frozenset(due.id for due in dues if due.id not in self.withdrawn)

    async def write(self, ended: Sequence[Ended]) -> None:
        await asyncio.sleep(0)
        if self.broken:
            self.broken -= 1
            raise OSError("disk full")
        self.written += ended

    async def move(self, channel: str, old: str, new: str) -> None:
        self.moves.append((channel, old, new))

    def endings(self) -> list[tuple[int, str]]:
        return [(one.due.id, one.ending) for one in self.written]


def due(number: int, *, address: str = "700", kind: Kind = "answer", key: str | None = None, attempts: int = 1) -> Due:
    return Due(
        id=OutboxId(number), channel="telegram", address=address, kind=kind, priority=PRIORITIES[kind],
        body=b"%d" % number, key=key, revision=None, attempts=attempts, created_at=0, worker="w",
    )  # fmt: skip


async def moments(number: int = 20) -> None:
    """Let whoever can go on do so."""
    for _ in range(number):
        await asyncio.sleep(0)
