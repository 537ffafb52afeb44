"""Outbox rows that did not leave: waiting for too long, or ended in trouble. An operator may send one again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from conversations.programme.incident import Alarms, Incident, Recipient, SendState, cause_of
from conversations.programme.person import Role
from conversations.programme.unit import kind_by_code, title_of
from storage.addresses import is_group
from storage.times import millis, moment

if TYPE_CHECKING:
    from storage.database import Row, Transaction

# whoever has several roles is shown with the one they had first
_ROWS = """
SELECT o.id, o.channel, o.address, o.kind, o.state, o.attempts, o.created_at, o.next_at, o.finished_at, o.error,
    o.body IS NOT NULL AS whole, o.key IS NOT NULL AS keyed, g.role, u.kind AS unit_kind, u.name AS unit_name
FROM outbox AS o
LEFT JOIN channel_account AS a ON a.channel = o.channel AND a.address = o.address AND a.closed_at IS NULL
LEFT JOIN role_grant AS g ON g.id = (SELECT MIN(h.id) FROM role_grant AS h WHERE h.person = a.person
    AND h.ended_at IS NULL)
LEFT JOIN group_chat AS c ON substr(o.address, 1, 1) = '-' AND c.channel = o.channel AND c.ended_at IS NULL
    AND o.address = c.address || CASE WHEN c.topic = 0 THEN '' ELSE '/' || CAST(c.topic AS TEXT) END
LEFT JOIN unit AS u ON u.id = coalesce(g.unit, c.unit)
"""
_WAITING = f"""{_ROWS}
WHERE o.finished_at IS NULL
    AND CASE WHEN o.state = 'queued' THEN o.next_at ELSE o.created_at END < :since
ORDER BY o.priority, o.id LIMIT :limit
"""
# the condition on the state, letter by letter, is a partial index's own
_ENDED = f"""{_ROWS}
WHERE (o.state = 'failed' OR o.state = 'blocked' OR o.state = 'unknown') AND o.finished_at >= :since
ORDER BY o.finished_at DESC LIMIT :limit
"""
_IN_STATE = f"{_ROWS} WHERE o.state = :state ORDER BY o.id DESC LIMIT :limit"
_ALARMS = """
SELECT state, COUNT(*) AS rows_there FROM outbox
WHERE (state = 'failed' OR state = 'blocked' OR state = 'unknown') AND finished_at >= :since AND state <> 'blocked'
GROUP BY state
"""
# created_at: the operator wants it now, so it is as fresh as if it had become due now
_AGAIN = """
UPDATE outbox SET state = 'queued', attempts = 0, next_at = :at, created_at = :at, finished_at = NULL, error = NULL,
    leased_by = NULL, leased_until = NULL
WHERE id = :id AND state IN ('failed', 'blocked', 'unknown', 'retrying') AND leased_by IS NULL AND body IS NOT NULL
"""


async def stuck_rows(
    tx: Transaction, *, waiting_since: datetime, ended_since: datetime, limit: int
) -> tuple[Incident, ...]:
    """Rows that should have left before the first time (of many the most urgent and oldest), and those that ended in
    trouble after the second (of many the newest); at most so many of each, in the order of their numbers, the highest
    first.
    """
    waiting, ended = await tx.together(
        (_WAITING, {"since": millis(waiting_since), "limit": limit}),
        (_ENDED, {"since": millis(ended_since), "limit": limit}),
    )
    return tuple(sorted(map(_incident, (*waiting, *ended)), key=lambda one: -one.number))


async def rows_in_state(tx: Transaction, state: SendState, *, limit: int) -> tuple[Incident, ...]:
    """The newest rows in this state."""
    return tuple(map(_incident, await tx.all(_IN_STATE, state=state.value, limit=limit)))


async def alarms(tx: Transaction, *, since: datetime) -> Alarms:
    """How much ended badly since then."""
    rows = await tx.all(_ALARMS, since=millis(since))
    counts = {row["state"]: row["rows_there"] for row in rows}
    return Alarms(failed=counts.get("failed", 0), unknown=counts.get("unknown", 0))


async def send_again(tx: Transaction, number: int, *, now: datetime) -> bool:
    """Queue a row once more; False where there is none that could be."""
    return await tx.run(_AGAIN, id=number, at=millis(now)) == 1


def _incident(row: Row) -> Incident:
    state = SendState(row["state"])
    cause, detail = cause_of(row["error"] or "", state)
    ended = row["finished_at"]
    return Incident(
        number=row["id"],
        channel=row["channel"],
        kind=row["kind"],
        state=state,
        cause=cause,
        detail=detail,
        attempts=row["attempts"],
        created_at=moment(row["created_at"]),
        since=moment(row["created_at"] if ended is None else ended),
        next_at=moment(row["next_at"]),
        to=_recipient(row),
        whole=bool(row["whole"]),
        once=bool(row["keyed"]),
    )


def _recipient(row: Row) -> Recipient:
    unit = "" if row["unit_kind"] is None else title_of(kind_by_code(row["unit_kind"]), row["unit_name"])
    if row["role"] is None:
        return Recipient(unit=unit, group=is_group(row["address"]))
    return Recipient(role=Role(row["role"]), unit=unit)
