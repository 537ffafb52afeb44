"""The outbox: everything that must leave is a row before it leaves, written in the turn that decided it.

    queued ──► (sending) ──► sent, failed, blocked, unknown, skipped
       └───────► retrying, superseded

A worker takes rows in hand by a lease. Rows without a key are a conversation: they leave in the order of their ids,
and may be repeated after a crash, never lost. A row with a key (a reminder, a digest) leaves when its turn comes,
exists at most once for ever and is sent at most once: it is committed as `sending` before the call (`begin`), and
where the outcome stays unclear it ends as `unknown`, is listed and never sent again. superseded: a newer screen came
before it left. skipped: too late, or its reason had gone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NewType

from storage.dialects import CLAIM_DUE, LOCK_CLAIMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from storage.database import Row, Transaction, Values

OutboxId = NewType("OutboxId", int)
Kind = Literal["answer", "notice", "reminder", "digest", "receipt", "file"]

PRIORITIES: dict[Kind, int] = {"answer": 1, "receipt": 1, "file": 2, "notice": 2, "reminder": 3, "digest": 4}
"""Of rows with a key. A conversation has priority 0: somebody who waits comes before ten thousand reminders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """What is to leave. body: the channel's prepared call."""

    channel: str
    address: str
    kind: Kind
    body: bytes
    key: str | None = None
    """Sent at most once under this name, for ever: "reminder:12.3.2023-H1:7:5"."""
    revision: int | None = None
    """The session's revision whose screen this shows; None where it shows none."""
    not_before: int | None = None
    guard: str = ""
    """Keys of reports, blanks between: it may leave only while one of them at least is still owed. Only with a key."""

    @property
    def priority(self) -> int:
        """The lower leaves first."""
        return 0 if self.key is None else PRIORITIES[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A row in a worker's hand. attempts: this one included."""

    id: OutboxId
    channel: str
    address: str
    kind: Kind
    priority: int
    body: bytes
    key: str | None
    revision: int | None
    attempts: int
    created_at: int
    worker: str
    guard: str = ""


_PUT = """
INSERT INTO outbox (channel, address, kind, priority, body, key, revision, state, next_at, created_at, guard)
VALUES (:channel, :address, :kind, :priority, :body, :key, :revision, 'queued', :next_at, :at, :guard)
ON CONFLICT (key) WHERE key IS NOT NULL DO NOTHING
"""

# whether something of this conversation waits that is not in this very worker's hand; only files wait for a file
_BEHIND = """EXISTS (
    SELECT 1 FROM outbox AS o WHERE o.channel = :channel AND o.address = :address
    AND o.finished_at IS NULL AND o.key IS NULL AND (o.kind <> 'file' OR CAST(:kind AS TEXT) = 'file')
    AND (o.leased_by IS NULL OR o.leased_by <> :worker)
)"""
_PUT_IN_HAND = f"""
INSERT INTO outbox (channel, address, kind, priority, body, key, revision, state, attempts, next_at, leased_by,
    leased_until, created_at)
VALUES (:channel, :address, :kind, :priority, :body, :key, :revision, 'queued',
    CASE WHEN {_BEHIND} THEN 0 ELSE 1 END,
    :at,
    CASE WHEN {_BEHIND} THEN NULL ELSE :worker END,
    CASE WHEN {_BEHIND} THEN NULL ELSE CAST(:until AS BIGINT) END,
    :at)
RETURNING id, leased_by
"""  # noqa: S608 - put together from the text above


def put_later(tx: Transaction, outgoing: Outgoing, *, at: int) -> None:
    """Queue it for whichever worker claims it; a key that was there before stays as it is."""
    next_at = at if outgoing.not_before is None else max(at, outgoing.not_before)
    tx.later(_PUT, **_values(outgoing, at), next_at=next_at, guard=outgoing.guard)


_PUT_SKIPPED = """
INSERT INTO outbox (channel, address, kind, priority, key, state, next_at, created_at, finished_at, error)
VALUES (:channel, '', :kind, :priority, :key, 'skipped', :at, :at, :at, 'too late')
ON CONFLICT (key) WHERE key IS NOT NULL DO NOTHING
"""


def put_skipped_later(tx: Transaction, *, channel: str, kind: Kind, key: str, at: int) -> None:
    """Write down that what would have left under this key does not: it had become too old."""
    tx.later(_PUT_SKIPPED, channel=channel, kind=kind, priority=PRIORITIES[kind], key=key, at=at)


def forget_too_late_after(tx: Transaction, now: int) -> None:
    """A clock that ran ahead has called things too late that are still to come."""
    tx.later("DELETE FROM outbox WHERE state = 'skipped' AND error = 'too late' AND created_at > :now", now=now)


async def put_in_hand(tx: Transaction, outgoing: Outgoing, *, at: int, worker: str, until: int) -> Due | None:
    """Write part of a conversation down as in this worker's hand, which sends it after the commit without asking again.

    None: it is queued, because something before it in this chat waits in no hand or in another's. The worker sends what
    it has of one chat one after another. What has a key or a time is for `put_later`.
    """
    if outgoing.key is not None or outgoing.not_before is not None:
        raise ValueError("a row with a key or a time is claimed when it is due")
    row = await tx.one(_PUT_IN_HAND, **_values(outgoing, at), worker=worker, until=until)
    if row is None or row["leased_by"] is None:
        return None
    return Due(
        id=OutboxId(row["id"]),
        channel=outgoing.channel,
        address=outgoing.address,
        kind=outgoing.kind,
        priority=outgoing.priority,
        body=outgoing.body,
        key=outgoing.key,
        revision=outgoing.revision,
        attempts=1,
        created_at=at,
        worker=worker,
    )


async def keys_known(tx: Transaction, keys: Iterable[str]) -> frozenset[str]:
    """Those of the keys under which there is a row, whatever became of it."""
    wanted = tuple(keys)
    found: set[str] = set()
    for start in range(0, len(wanted), KEYS_AT_ONCE):
        named = {f"key_{place}": key for place, key in enumerate(wanted[start : start + KEYS_AT_ONCE])}
        marks = ", ".join(f":{name}" for name in named)
        found.update(row["key"] for row in await tx.all(f"SELECT key FROM outbox WHERE key IN ({marks})", **named))  # noqa: S608 - names of values
    return frozenset(found)


KEYS_AT_ONCE = 500
"""Values of one statement; every database takes so many."""


async def claim_due(
    tx: Transaction,
    *,
    worker: str,
    now: int,
    until: int,
    limit: int,
    answers_only: bool = False,
    channel: str = "",
    address: str = "",
) -> tuple[Due, ...]:
    """Take in hand what is due, the most urgent first, in order within a conversation. No two workers get one row.

    answers_only: no rows with a key, so that a worker that has its hands full of these still sees who waits.
    channel, address: only what a worker that serves no other one can send.
    """
    if tx.dialect == "postgresql":
        await tx.all(LOCK_CLAIMS)
    rows = await tx.all(
        CLAIM_DUE[tx.dialect],
        worker=worker,
        now=now,
        until=until,
        limit=limit,
        priority=0 if answers_only else max(PRIORITIES.values()),
        channel=channel,
        address=address,
    )
    return tuple(sorted((_due(row, worker) for row in rows), key=lambda due: (due.priority, due.id)))


async def begin(tx: Transaction, dues: Sequence[Due]) -> frozenset[OutboxId]:
    """Mark rows with a key as `sending`, to be committed before they are called; only those returned may be sent."""
    found = await tx.together(*((_BEGIN, {"id": due.id, "worker": due.worker}) for due in dues))
    return frozenset(OutboxId(row["id"]) for rows in found for row in rows)


_BEGIN = """
UPDATE outbox SET state = 'sending'
WHERE id = :id AND leased_by = :worker AND state IN ('queued', 'retrying')
RETURNING id
"""


def remake_later(tx: Transaction, due: Due, *, body: bytes, guard: str) -> None:
    """A row with a key that has not left says something else now; it is claimed anew under the same key."""
    tx.later(_REMAKE, id=due.id, worker=due.worker, body=body, guard=guard)


_REMAKE = """
UPDATE outbox SET body = :body, guard = :guard, state = 'queued', attempts = attempts - 1, leased_by = NULL,
    leased_until = NULL
WHERE id = :id AND leased_by = :worker AND state IN ('queued', 'retrying')
"""


def renew_leases(tx: Transaction, rows: Iterable[int], *, worker: str, until: int) -> None:
    """This worker lives and has these in hand, unless they have been taken from it meanwhile."""
    for row in rows:
        tx.later(_RENEW, id=row, worker=worker, until=until)


_RENEW = "UPDATE outbox SET leased_until = :until WHERE id = :id AND leased_by = :worker"


async def supersede_screens(tx: Transaction, *, channel: str, address: str, revision: int, at: int) -> None:
    """Screens older than this revision that are in nobody's hand yet need not leave any more."""
    tx.later(_SUPERSEDE, channel=channel, address=address, revision=revision, at=at)


_SUPERSEDE = """
UPDATE outbox SET state = 'superseded', finished_at = :at
WHERE channel = :channel AND address = :address AND finished_at IS NULL
    AND leased_by IS NULL AND revision < :revision AND key IS NULL
"""


def _values(outgoing: Outgoing, at: int) -> Values:
    return {
        "channel": outgoing.channel,
        "address": outgoing.address,
        "kind": outgoing.kind,
        "priority": outgoing.priority,
        "body": outgoing.body,
        "key": outgoing.key,
        "revision": outgoing.revision,
        "at": at,
    }


def _due(row: Row, worker: str) -> Due:
    return Due(
        id=OutboxId(row["id"]),
        channel=row["channel"],
        address=row["address"],
        kind=row["kind"],
        priority=row["priority"],
        body=row["body"],
        key=row["key"],
        revision=row["revision"],
        attempts=row["attempts"],
        created_at=row["created_at"],
        worker=worker,
        guard=row["guard"],
    )
