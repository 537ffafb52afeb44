"""Outbox rows that did not leave: waiting for too long, or ended in trouble. An operator may send one again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from storage.times import millis, moment, moment_or_none

if TYPE_CHECKING:
    from storage.database import Row, Transaction

_STUCK = """
SELECT id, channel, kind, state, attempts, created_at, next_at, finished_at, error, body IS NOT NULL AS whole
FROM outbox
WHERE (state IN ('queued', 'sending', 'retrying') AND created_at < :waiting_since)
    OR (state IN ('failed', 'blocked', 'unknown') AND finished_at >= :ended_since)
ORDER BY id DESC LIMIT :limit
"""
_AGAIN = """
UPDATE outbox SET state = 'queued', attempts = 0, next_at = :at, finished_at = NULL, error = NULL, leased_by = NULL,
    leased_until = NULL
WHERE id = :id AND state IN ('failed', 'blocked', 'unknown', 'retrying') AND body IS NOT NULL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class StuckRow:
    """One row. whole: its text is still there, so it can be sent again."""

    id: int
    channel: str
    kind: str
    state: str
    attempts: int
    created_at: datetime
    next_at: datetime
    finished_at: datetime | None
    error: str
    whole: bool


async def stuck_rows(
    tx: Transaction, *, waiting_since: datetime, ended_since: datetime, limit: int
) -> tuple[StuckRow, ...]:
    """Rows waiting since before the first time, and rows that ended in trouble after the second, newest first."""
    rows = await tx.all(_STUCK, waiting_since=millis(waiting_since), ended_since=millis(ended_since), limit=limit)
    return tuple(_stuck(row) for row in rows)


async def send_again(tx: Transaction, number: int, *, now: datetime) -> bool:
    """Queue a row once more; False where there is none that could be."""
    return await tx.run(_AGAIN, id=number, at=millis(now)) == 1


def _stuck(row: Row) -> StuckRow:
    return StuckRow(
        id=row["id"],
        channel=row["channel"],
        kind=row["kind"],
        state=row["state"],
        attempts=row["attempts"],
        created_at=moment(row["created_at"]),
        next_at=moment(row["next_at"]),
        finished_at=moment_or_none(row["finished_at"]),
        error=row["error"] or "",
        whole=bool(row["whole"]),
    )
