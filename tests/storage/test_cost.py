"""A turn costs the same however much is stored: no statement of a turn reads a whole table.

The plans are SQLite's, made without statistics, as they are made in a new database.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from conversations.engine.session import Session
from conversations.programme.ids import PersonId
from storage import audit, inbox, outbox, sessions
from storage import outbox_outcomes as outcomes
from storage.outbox import Due, OutboxId, Outgoing
from storage.stuck_rows import alarms, send_again, stuck_rows
from storage.times import ZONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.database import Database, Row, Transaction, Values

DUE = Due(
    id=OutboxId(1),
    channel="telegram",
    address="a",
    kind="answer",
    priority=0,
    body=b"x",
    key=None,
    revision=1,
    attempts=1,
    created_at=1,
    worker="one",
)


class Explained:
    """A transaction that tells the plans of all it is asked, and finds nothing."""

    dialect = "sqlite"

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._waiting: list[tuple[str, Values]] = []

    async def all(self, sql: str, /, **values: object) -> Sequence[Row]:
        self._waiting.append((sql, dict(values)))
        return []

    async def one(self, sql: str, /, **values: object) -> None:
        await self.all(sql, **values)

    async def run(self, sql: str, /, **values: object) -> int:
        await self.all(sql, **values)
        return 0

    async def together(self, *reads: tuple[str, Values]) -> Sequence[Sequence[Row]]:
        self._waiting += reads
        return [[] for _ in reads]

    def later(self, sql: str, /, **values: object) -> None:
        self._waiting.append((sql, dict(values)))

    async def explain(self) -> list[str]:
        """The steps of all plans that go through a table or an index from one end to the other."""
        found: list[str] = []
        for sql, values in self._waiting:
            found += [row["detail"] for row in await self._tx.all(f"EXPLAIN QUERY PLAN {sql}", **values)]
        return [step for step in found if re.match(r"SCAN (?!CONSTANT ROW|\(subquery)", step)]


async def test_no_statement_of_a_turn_reads_a_whole_table(sqlite_database: Database) -> None:
    outgoing = Outgoing(channel="telegram", address="a", kind="answer", body=b"x", revision=1)
    async with sqlite_database.read() as read:
        tx = Explained(read)
        await inbox.claim(tx, channel="telegram", update_key="1", kind="pressed", at=1)
        await sessions.load(tx, channel="telegram", address="a")
        sessions.save_later(tx, channel="telegram", address="a", session=Session(), at=1)
        await sessions.sessions_of_person(tx, PersonId(1))
        await outbox.supersede_screens(tx, channel="telegram", address="a", revision=1, at=1)
        outbox.put_later(tx, outgoing, at=1)
        await outbox.put_in_hand(tx, outgoing, at=1, worker="one", until=2)
        audit.note_later(tx, at=1, person=PersonId(1), act="x", subject="y")
        assert await tx.explain() == []


async def test_no_statement_of_sending_reads_more_than_what_is_unfinished(sqlite_database: Database) -> None:
    async with sqlite_database.read() as read:
        tx = Explained(read)
        await outbox.begin(tx, [DUE])
        await outcomes.mark_sent_many(tx, [(DUE, "1")], at=1)
        await outcomes.mark_retry(tx, DUE, next_at=1, error="")
        await outcomes.release(tx, [DUE])
        await outcomes.mark_failed(tx, DUE, at=1, error="")
        await outcomes.close_chat(tx, channel="telegram", address="a", at=1)
        await outcomes.move_chat(tx, channel="telegram", old="a", new="b")
        assert await tx.explain() == []
        tx = Explained(read)
        await outbox.claim_due(tx, worker="one", now=1, until=2, limit=10)
        outbox.renew_leases(tx, [1, 2], worker="one", until=2)
        await outcomes.release_expired(tx, now=1)
        assert await tx.explain() == [
            "SCAN outbox USING INDEX outbox_unfinished",
            "SCAN outbox USING INDEX outbox_unfinished",
        ]


async def test_what_is_stuck_is_found_without_reading_what_was_sent(sqlite_database: Database) -> None:
    now = datetime(2023, 6, 5, 8, 0, tzinfo=ZONE)
    async with sqlite_database.read() as read:
        tx = Explained(read)
        await stuck_rows(tx, waiting_since=now, ended_since=now, limit=200)
        await alarms(tx, since=now)
        await send_again(tx, 1, now=now)
        assert await tx.explain() == ["SCAN o USING INDEX outbox_unfinished"]
