"""How far the clock has been followed: everything due up to a moment has become rows. One row for the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.times import millis, moment, moment_or_none

if TYPE_CHECKING:
    from datetime import datetime

    from storage.database import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """ticked_until: see above. stopped_at: since when nothing scheduled leaves, by an admin's word."""

    ticked_until: datetime
    stopped_at: datetime | None = None


async def followed(tx: Transaction) -> Followed | None:
    """None: no tick has ever run."""
    row = await tx.one("SELECT ticked_until, stopped_at FROM schedule WHERE id = 1")
    if row is None:
        return None
    return Followed(ticked_until=moment(row["ticked_until"]), stopped_at=moment_or_none(row["stopped_at"]))


def follow(tx: Transaction, until: datetime) -> None:
    """Everything due up to then has become rows. Never goes back: a clock that was set back sends nothing again."""
    tx.later(
        """
        INSERT INTO schedule (id, ticked_until) VALUES (1, :until)
        ON CONFLICT (id) DO UPDATE SET ticked_until =
            CASE WHEN excluded.ticked_until > schedule.ticked_until THEN excluded.ticked_until
            ELSE schedule.ticked_until END
        """,
        until=millis(until),
    )


def follow_back(tx: Transaction, now: datetime) -> None:
    """The clock had run ahead: what is due from now on is looked for again. Keys keep it from being sent twice."""
    tx.later("UPDATE schedule SET ticked_until = :now WHERE id = 1 AND ticked_until > :now", now=millis(now))


def stop(tx: Transaction, now: datetime) -> None:
    """From now on nothing scheduled leaves."""
    tx.later(
        """
        INSERT INTO schedule (id, ticked_until, stopped_at) VALUES (1, :now, :now)
        ON CONFLICT (id) DO UPDATE SET stopped_at = coalesce(schedule.stopped_at, excluded.stopped_at)
        """,
        now=millis(now),
    )


def resume(tx: Transaction) -> None:
    """What is scheduled leaves again."""
    tx.later("UPDATE schedule SET stopped_at = NULL WHERE id = 1")
