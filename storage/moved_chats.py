"""A chat that the channel gave another address: what waits for it, its conversation and its owner move along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.people import move_account

if TYPE_CHECKING:
    from storage.database import Transaction

_OUTBOX = """
UPDATE outbox SET address = :new
WHERE channel = :channel AND address = :old AND state IN ('queued', 'sending', 'retrying')
"""
_SESSION = """
UPDATE session SET address = :new
WHERE channel = :channel AND address = :old
    AND NOT EXISTS (SELECT 1 FROM session AS s WHERE s.channel = :channel AND s.address = :new)
"""


def move_chat(tx: Transaction, *, channel: str, old: str, new: str) -> None:
    """From now on everything of the old address is of the new one."""
    tx.later(_OUTBOX, channel=channel, old=old, new=new)
    tx.later(_SESSION, channel=channel, old=old, new=new)
    move_account(tx, channel=channel, address=old, to=new)
