"""What a database says about itself and the traffic through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.system import Traffic
from storage.times import moment

if TYPE_CHECKING:
    from storage.database import Transaction

LATELY = 5_000
"""So many of the newest rows tell which channels are in use, however many there are."""

_SIZE = {
    "sqlite": "SELECT page_count * page_size AS size FROM pragma_page_count, pragma_page_size",
    "postgresql": "SELECT pg_database_size(current_database()) AS size",
}
_RECEIVED = """
SELECT channel, max(received_at) AS at FROM (
    SELECT channel, received_at FROM inbox ORDER BY received_at DESC LIMIT :lately
) AS latest GROUP BY channel
"""
# what left a while ago holds no text any more; the index is of those that do
_SENT = """
SELECT channel, max(finished_at) AS at FROM (
    SELECT channel, finished_at, state FROM outbox WHERE body IS NOT NULL AND finished_at IS NOT NULL
    ORDER BY finished_at DESC LIMIT :lately
) AS latest WHERE state = 'sent' GROUP BY channel
"""


async def database_size(tx: Transaction) -> int:
    """Bytes on the disk."""
    row = await tx.one(_SIZE[tx.dialect])
    return 0 if row is None else int(row["size"])


async def waiting(tx: Transaction) -> int:
    """Messages that may still leave by themselves."""
    row = await tx.one("SELECT count(*) AS n FROM outbox WHERE finished_at IS NULL")
    return 0 if row is None else int(row["n"])


async def traffic(tx: Transaction) -> tuple[Traffic, ...]:
    """When each channel that was used lately received and sent last, by name."""
    came, left = await tx.together((_RECEIVED, {"lately": LATELY}), (_SENT, {"lately": LATELY}))
    received = {row["channel"]: moment(row["at"]) for row in came}
    sent = {row["channel"]: moment(row["at"]) for row in left}
    return tuple(
        Traffic(channel=channel, received_at=received.get(channel), sent_at=sent.get(channel))
        for channel in sorted({*received, *sent})
    )
