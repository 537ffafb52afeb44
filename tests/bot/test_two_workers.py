"""Two workers on one database, of either kind: every row leaves once, a conversation in its order."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.channels.results import Result, Sent
from bot.dispatching import BEGUN_TOGETHER, Dispatcher
from handlers.deliver import LEASE, Outbox
from storage.open import open_database
from storage.outbox import Kind, Outgoing, put_later
from storage.outbox_outcomes import release_expired
from storage.times import ZONE, millis
from tests.bot.paces import HandPace
from tests.handlers.reporting_world import StoppedClock

if TYPE_CHECKING:
    from storage.database import Database

NOW = datetime(2023, 6, 5, 8, 0, tzinfo=ZONE)
PEOPLE = 40


class Line:
    """One worker's way out; all of them write on one list."""

    def __init__(self, worker: str, arrived: list[tuple[str, str]]) -> None:
        self.worker = worker
        self.held: asyncio.Event | None = None
        self._arrived = arrived

    async def send(self, body: bytes) -> Result:
        await asyncio.sleep(0)
        self._arrived.append((self.worker, body.decode()))
        if self.held is not None:
            await self.held.wait()
        return Sent("1")

    def moved(self, body: bytes, address: str) -> bytes:
        raise AssertionError(address)


def rows() -> list[Outgoing]:
    """Three answers, a reminder and a digest for everybody."""
    kinds: list[tuple[Kind, bool]] = [
        ("answer", False), ("answer", False), ("answer", False), ("reminder", True), ("digest", True),
    ]  # fmt: skip
    return [
        Outgoing(
            channel="telegram", address=str(person), kind=kind, body=f"{person} {place} {kind}".encode(),
            key=f"{kind}:{person}" if keyed else None,
        )
        for place, (kind, keyed) in enumerate(kinds)
        for person in range(PEOPLE)
    ]  # fmt: skip


async def states(database: Database) -> Counter[str]:
    async with database.read() as tx:
        return Counter(row["state"] for row in await tx.all("SELECT state FROM outbox"))


async def opened(stack: AsyncExitStack, url: str) -> Database:
    database = await open_database(url)
    stack.push_async_callback(database.close)
    return database


async def test_two_workers_send_every_row_once_and_a_conversation_in_its_order(database_url: str) -> None:
    async with AsyncExitStack() as stack:
        first, second = await opened(stack, database_url), await opened(stack, database_url)
        await first.migrate()
        async with first.write() as tx:
            for row in rows():
                put_later(tx, row, at=millis(NOW))
        clock = StoppedClock(NOW)
        arrived: list[tuple[str, str]] = []
        workers = [
            Dispatcher(
                senders={"telegram": Line(name, arrived)},
                rows=Outbox(database=database, clock=clock, worker=name, channel="telegram"),
                pace=HandPace(),
            )
            for name, database in (("one", first), ("two", second))
        ]
        for worker in workers:
            worker.start()
        while len(arrived) < len(rows()):
            await asyncio.sleep(0)
            if sum(worker.sent for worker in workers) and not len(arrived) % 20:
                clock.at += timedelta(seconds=1)  # a chat that had its share gets its next row a second later
        for worker in workers:
            await worker.settled()
            await worker.close()

        assert Counter(text for _, text in arrived) == Counter(row.body.decode() for row in rows())
        assert await states(first) == {"sent": len(rows())}
        for person in range(PEOPLE):
            told = [text for _, text in arrived if text.startswith(f"{person} ") and text.endswith("answer")]
            assert told == [f"{person} {place} answer" for place in range(3)]


async def test_what_a_silent_worker_had_begun_is_sent_by_nobody_else_and_the_rest_by_the_other(
    database_url: str,
) -> None:
    async with AsyncExitStack() as stack:
        first, second = await opened(stack, database_url), await opened(stack, database_url)
        await first.migrate()
        keyed = [row for row in rows() if row.key]
        async with first.write() as tx:
            for row in keyed:
                put_later(tx, row, at=millis(NOW))
        clock = StoppedClock(NOW)
        arrived: list[tuple[str, str]] = []
        line = Line("silent", arrived)
        line.held = asyncio.Event()
        silent = Dispatcher(
            senders={"telegram": line},
            rows=Outbox(database=first, clock=clock, worker="silent", channel="telegram"),
            pace=HandPace(holds=0.01),
        )
        silent.start()
        while len(arrived) < BEGUN_TOGETHER:
            await asyncio.sleep(0)

        clock.at += LEASE + timedelta(seconds=1)
        outbox = Outbox(database=second, clock=clock, worker="other", channel="telegram")
        async with second.write() as tx:
            freed = await release_expired(tx, now=millis(clock.at))
        other = Dispatcher(senders={"telegram": Line("other", arrived)}, rows=outbox, pace=HandPace())
        other.start()
        while len(arrived) < len(keyed):
            await asyncio.sleep(0)
        await other.settled()
        await other.close()
        assert await states(second) == {"sent": len(keyed) - BEGUN_TOGETHER, "unknown": BEGUN_TOGETHER}

        line.held.set()
        await silent.close()

        assert (freed.unknown, freed.again) == (BEGUN_TOGETHER, len(keyed) - BEGUN_TOGETHER)
        assert Counter(text for _, text in arrived) == Counter(row.body.decode() for row in keyed)
        # the silent one was only slow: what it says at last is believed
        assert await states(second) == {"sent": len(keyed)}
