"""The inbox: keys of updates already taken, so that the same one again changes nothing. Key, kind and time; no text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.database import Transaction

_CLAIM = """
INSERT INTO inbox (channel, update_key, kind, received_at) VALUES (:channel, :update_key, :kind, :at)
ON CONFLICT (channel, update_key) DO NOTHING
"""


async def claim(tx: Transaction, *, channel: str, update_key: str, kind: str, at: int) -> bool:
    """Take an update; False: it was taken before. On PostgreSQL a twin in another worker waits here for the first."""
    return await tx.run(_CLAIM, channel=channel, update_key=update_key, kind=kind, at=at) == 1


async def forget_before(tx: Transaction, at: int) -> int:
    """Drop keys older than any channel repeats an update; so many."""
    return await tx.run("DELETE FROM inbox WHERE received_at < :at", at=at)
