"""What a group was told lately, and where a group that became a supergroup has gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.times import millis

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from storage.database import Transaction

_TELL = """
INSERT INTO group_told (channel, address, what, at) VALUES (:channel, :address, :what, :at)
ON CONFLICT (channel, address, what) DO UPDATE SET at = excluded.at WHERE group_told.at <= :before
"""
_MOVED = (
    """
    UPDATE group_chat SET address = :new, state = 'reachable', unreachable_since = NULL, admin_told_at = NULL
    WHERE channel = :channel AND address = :old AND (ended_at IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM group_chat AS g WHERE g.channel = :channel AND g.address = :new AND g.topic = group_chat.topic
            AND g.ended_at IS NULL
    ))
    """,
    "UPDATE group_chat SET ended_at = :at WHERE channel = :channel AND address = :old AND ended_at IS NULL",
    "UPDATE group_question SET address = :new WHERE channel = :channel AND address = :old",
    "UPDATE group_move SET new = :new WHERE channel = :channel AND new = :old",
)


async def may_tell(tx: Transaction, what: str, *, channel: str, chat: str, now: datetime, again: timedelta) -> bool:
    """Whether the group was not told the same for so long; it counts as told from now on."""
    at = millis(now)
    told = await tx.run(_TELL, channel=channel, address=chat, what=what, at=at, before=millis(now - again))
    return told == 1


async def where_now(tx: Transaction, *, channel: str, chat: str) -> str:
    """The id that the group has now."""
    row = await tx.one("SELECT new FROM group_move WHERE channel = :channel AND old = :old", channel=channel, old=chat)
    return chat if row is None else str(row["new"])


async def came_from_a_move(tx: Transaction, *, channel: str, chat: str) -> bool:
    """Whether the group was another one before."""
    row = await tx.one(
        "SELECT 1 AS found FROM group_move WHERE channel = :channel AND new = :new LIMIT 1", channel=channel, new=chat
    )
    return row is not None


async def move_group(tx: Transaction, *, channel: str, old: str, new: str, now: datetime) -> None:
    """The group goes on under another id, with its binding and its open questions; a binding made there already stays.

    Only groups without topics move.
    """
    for statement in _MOVED:
        await tx.run(statement, channel=channel, old=old, new=new, at=millis(now))
    await tx.run(
        """
        INSERT INTO group_move (channel, old, new, at) VALUES (:channel, :old, :new, :at)
        ON CONFLICT (channel, old) DO UPDATE SET new = excluded.new
        """,
        channel=channel,
        old=old,
        new=new,
        at=millis(now),
    )


async def forget_told_before(tx: Transaction, at: int) -> int:
    """Drop what was told before; so many."""
    return await tx.run("DELETE FROM group_told WHERE at < :at", at=at)
