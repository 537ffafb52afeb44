"""How the sending of outbox rows ended. Only the worker that has a row in hand may say so, except that it was sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from storage.sessions import MOVE_SESSION, NOTE_BLOCKED, NOTE_SCREEN_MESSAGE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from storage.database import Transaction
    from storage.outbox import Due

State = Literal["queued", "sending", "sent", "retrying", "failed", "blocked", "superseded", "skipped", "unknown"]

# also where the lease had run out meanwhile: that it was sent is the truth, whatever others thought
_SENT = """
UPDATE outbox SET state = 'sent', message_id = :message_id, finished_at = :at, leased_by = NULL, leased_until = NULL
WHERE id = :id AND state <> 'sent'
"""
_RETRY = """
UPDATE outbox SET state = 'retrying', next_at = :next_at, error = :error, leased_by = NULL, leased_until = NULL
WHERE id = :id AND leased_by = :worker
"""
_RELEASE = """
UPDATE outbox SET state = 'queued', attempts = attempts - 1, leased_by = NULL, leased_until = NULL
WHERE id = :id AND leased_by = :worker
"""
_RELEASE_UNTIL = """
UPDATE outbox SET state = 'queued', attempts = attempts - 1, next_at = :next_at, leased_by = NULL, leased_until = NULL
WHERE id = :id AND leased_by = :worker
"""
_END = """
UPDATE outbox SET state = :state, error = :error, finished_at = :at, leased_by = NULL, leased_until = NULL
WHERE id = :id AND leased_by = :worker
"""
_BLOCK_REST = """
UPDATE outbox SET state = 'blocked', error = 'closed', finished_at = :at
WHERE channel = :channel AND address = :address AND finished_at IS NULL
    AND leased_by IS NULL
"""
_LOST_BEGUN = """
UPDATE outbox SET state = 'unknown', error = 'stopped', finished_at = :now, leased_by = NULL, leased_until = NULL
WHERE finished_at IS NULL AND state = 'sending' AND {lost}
"""
# a screen waits a moment: whoever has answered it already is heard first, and then it need not repeat
_LOST = """
UPDATE outbox SET leased_by = NULL, leased_until = NULL,
    next_at = CASE WHEN revision IS NULL THEN next_at ELSE CAST(:now AS BIGINT) + 1000 END
WHERE finished_at IS NULL AND state <> 'sending' AND {lost}
"""
_MOVE = """
UPDATE outbox SET address = :new
WHERE channel = :channel AND address = :old AND finished_at IS NULL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """Rows that a dead worker had held: so many are sent again, of so many nobody knows whether they were sent."""

    again: int
    unknown: int


async def mark_sent_many(tx: Transaction, sent: Iterable[tuple[Due, str | None]], *, at: int) -> None:
    """These left, under these message ids; a session still at the revision shown learns the message that shows it."""
    outcomes = list(sent)
    # one statement after the other for all rows: PostgreSQL gets each kind in one trip
    for due, message_id in outcomes:
        tx.later(_SENT, id=due.id, message_id=message_id, at=at)
    for due, message_id in outcomes:
        if due.revision is not None and message_id is not None:
            tx.later(
                NOTE_SCREEN_MESSAGE,
                channel=due.channel,
                address=due.address,
                revision=due.revision,
                message_id=message_id,
            )


async def mark_retry(tx: Transaction, due: Due, *, next_at: int, error: str) -> None:
    """It surely did not leave and is tried again at that time; what follows it in its conversation waits with it."""
    tx.later(_RETRY, id=due.id, worker=due.worker, next_at=next_at, error=error)


async def release(tx: Transaction, dues: Iterable[Due]) -> None:
    """Give rows back untried: one before them must be retried, or the worker ends."""
    for due in dues:
        tx.later(_RELEASE, id=due.id, worker=due.worker)


async def release_until(tx: Transaction, due: Due, *, next_at: int) -> None:
    """Give a row back untried, not to be taken before that time: its chat has had its share for now."""
    tx.later(_RELEASE_UNTIL, id=due.id, worker=due.worker, next_at=next_at)


async def mark_failed(tx: Transaction, due: Due, *, at: int, error: str) -> None:
    """The channel will never take it."""
    _end_later(tx, due, "failed", at, error)


async def mark_skipped(tx: Transaction, due: Due, *, at: int, error: str) -> None:
    """Claimed, but too late or without its reason by now."""
    _end_later(tx, due, "skipped", at, error)


async def mark_unknown(tx: Transaction, due: Due, *, at: int, error: str) -> None:
    """It has a key, and nobody knows whether it was sent."""
    _end_later(tx, due, "unknown", at, error)


async def mark_blocked(tx: Transaction, due: Due, *, at: int, error: str = "") -> None:
    """The person has blocked us."""
    _end_later(tx, due, "blocked", at, error)


async def close_chat(tx: Transaction, *, channel: str, address: str, at: int) -> None:
    """Nothing reaches this chat: what waits for it in nobody's hand ends as blocked, and its session knows it."""
    tx.later(_BLOCK_REST, channel=channel, address=address, at=at)
    tx.later(NOTE_BLOCKED, channel=channel, address=address)


async def move_chat(tx: Transaction, *, channel: str, old: str, new: str) -> None:
    """A chat has another address: what waits for it goes there, and so does its conversation."""
    tx.later(_MOVE, channel=channel, old=old, new=new)
    tx.later(MOVE_SESSION, channel=channel, old=old, new=new)


def _end_later(tx: Transaction, due: Due, state: State, at: int, error: str) -> None:
    tx.later(_END, id=due.id, worker=due.worker, state=state, at=at, error=error)


async def release_expired(tx: Transaction, *, now: int) -> Released:
    """Rows whose lease has run out: their worker is dead or has lost them."""
    return await _released(tx, "leased_until < :now", now=now)


async def release_worker(tx: Transaction, worker: str, *, now: int) -> Released:
    """Rows of a worker known to be dead: its next life calls this first, so that nobody waits for a lease to end."""
    return await _released(tx, "leased_by = :worker", now=now, worker=worker)


async def keyed_unknown(tx: Transaction, *, at: int) -> int:
    """What waits and has a key may have been sent by somebody else: it is never sent again by itself. So many."""
    return await tx.run(
        """
        UPDATE outbox SET state = 'unknown', error = 'stopped', finished_at = :at, leased_by = NULL, leased_until = NULL
        WHERE finished_at IS NULL AND key IS NOT NULL
        """,
        at=at,
    )


async def _released(tx: Transaction, lost: str, **values: object) -> Released:
    unknown = await tx.run(_LOST_BEGUN.format(lost=lost), **values)
    again = await tx.run(_LOST.format(lost=lost), **values)
    return Released(again=again, unknown=unknown)


async def clear_bodies_before(tx: Transaction, at: int) -> int:
    """Drop the texts of rows that ended before; so many. A row with a key stays for ever, so its address goes too."""
    return await tx.run(_CLEAR, at=at)


_CLEAR = """
UPDATE outbox SET body = NULL, address = CASE WHEN key IS NULL THEN address ELSE '' END
WHERE body IS NOT NULL AND finished_at < :at
"""


async def forget_before(tx: Transaction, at: int, *, limit: int) -> int:
    """Drop rows without a key and without a text that ended before, at most so many at once; so many."""
    return await tx.run(_FORGET, at=at, limit=limit)


_FORGET = """
DELETE FROM outbox WHERE id IN (
    SELECT id FROM outbox WHERE key IS NULL AND body IS NULL AND finished_at < :at ORDER BY id LIMIT :limit
)
"""


_WAITING = """
SELECT state, COUNT(*) AS rows_there FROM outbox
WHERE finished_at IS NULL GROUP BY state
"""
_IN_TROUBLE = """
SELECT state, COUNT(*) AS rows_there FROM outbox
WHERE body IS NOT NULL AND finished_at >= :since AND state IN ('failed', 'blocked', 'skipped', 'unknown')
GROUP BY state
"""


async def health(tx: Transaction, *, since: int) -> dict[State, int]:
    """Unfinished rows by state, and those that ended in trouble since then."""
    waiting, ended = await tx.together((_WAITING, {}), (_IN_TROUBLE, {"since": since}))
    return {row["state"]: row["rows_there"] for row in (*waiting, *ended)}
