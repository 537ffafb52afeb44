"""What a restored database must be told before a bot runs on it: time has passed of which it knows nothing.

What the calendar would have sent since then may have been sent by the bot that was lost. A reminder goes at most once,
so it is not sent again: what waited ends as unknown and is listed, and the calendar is followed from now on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.audit import note_later
from storage.backups import give_up_wanted
from storage.outbox_outcomes import keyed_unknown
from storage.schedule import follow, followed
from storage.times import millis

if TYPE_CHECKING:
    from datetime import datetime

    from storage.database import Database, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """unknown: messages of which nobody knows whether they were sent. since: up to then the calendar was followed."""

    unknown: int
    since: datetime | None


async def is_filled(database: Database) -> bool:
    """Whether a PostgreSQL database holds our tables. Asked before anything makes them."""
    async with database.read() as tx:
        row = await tx.one("SELECT count(*) AS n FROM information_schema.tables WHERE table_name = 'schema_version'")
    return row is not None and bool(row["n"])


async def settle_restored(database: Database, *, fingerprint: str, made_at: datetime, now: datetime) -> Settled:
    """Once, before the database is put in its place. fingerprint: of the backup it came from."""

    async def work(tx: Transaction) -> Settled:
        known = await followed(tx)
        if known is not None:
            follow(tx, now)
        note_later(
            tx,
            at=millis(now),
            person=None,
            act="restored",
            subject=f"backup:{fingerprint}",
            detail={"made_at": made_at.isoformat(timespec="seconds")},
        )
        await give_up_wanted(tx, problem="backup_stopped", now=now)
        unknown = await keyed_unknown(tx, at=millis(now))
        return Settled(unknown=unknown, since=None if known is None else known.ticked_until)

    return await database.turn(work)
