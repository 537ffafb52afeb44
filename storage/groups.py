"""Groups that follow a unit: bound, ended, and what stands between the bot and them. A binding that ended is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from conversations.programme.group import NO_PICTURES_FOR, Barrier, GroupChat
from conversations.programme.ids import GroupId, PersonId, UnitId
from storage.addresses import address_of, chat_of, topic_of
from storage.times import millis, moment, moment_or_none

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from storage.database import Row, Transaction

_REACHABLE: Final = "reachable"
_COLUMNS: Final = (
    "id, channel, address, topic, title, unit, bound_by, bound_at, state, unreachable_since, no_pictures_at"
)
_HERE: Final = "channel = :channel AND address = :chat AND topic = :topic AND ended_at IS NULL"


async def group_at(tx: Transaction, *, channel: str, address: str) -> GroupChat | None:
    """The binding of this very group or topic; None: it follows nothing."""
    row = await tx.one(f"SELECT {_COLUMNS} FROM group_chat WHERE {_HERE}", **_place(channel, address))  # noqa: S608 - the constants above
    return None if row is None else _group(row)


async def groups_following(tx: Transaction, unit: UnitId) -> tuple[GroupChat, ...]:
    """The groups and topics bound to exactly this unit where something can arrive, in the order of their binding."""
    return tuple(group for group in await groups_bound(tx, unit) if group.worth_trying)


async def groups_bound(tx: Transaction, unit: UnitId) -> tuple[GroupChat, ...]:
    """The groups and topics bound to exactly this unit, whether something can arrive there or not."""
    rows = await tx.all(
        f"SELECT {_COLUMNS} FROM group_chat WHERE unit = :unit AND ended_at IS NULL ORDER BY id",  # noqa: S608 - as above
        unit=unit,
    )
    return _groups(rows)


async def bind(
    tx: Transaction, *, channel: str, address: str, title: str, unit: UnitId, by: PersonId, now: datetime
) -> GroupId:
    """This group or topic follows the unit from now on; what it followed before ends."""
    await end_binding(tx, channel=channel, address=address, by=by, now=now)
    row = await tx.one(
        """
        INSERT INTO group_chat (channel, address, topic, title, unit, bound_by, bound_at)
        VALUES (:channel, :chat, :topic, :title, :unit, :by, :at) RETURNING id
        """,
        **_place(channel, address),
        title=title,
        unit=unit,
        by=by,
        at=millis(now),
    )
    if row is None:
        raise LookupError("group")
    return GroupId(row["id"])


async def end_binding(tx: Transaction, *, channel: str, address: str, by: PersonId, now: datetime) -> bool:
    """It follows nothing any more; False where it followed nothing."""
    ended = await tx.run(
        f"UPDATE group_chat SET ended_by = :by, ended_at = :at WHERE {_HERE}",  # noqa: S608 - as above
        **_place(channel, address),
        by=by,
        at=millis(now),
    )
    return ended == 1


async def retitle(tx: Transaction, *, channel: str, chat: str, title: str) -> None:
    """The group is called so now."""
    await tx.run(
        "UPDATE group_chat SET title = :title WHERE channel = :channel AND address = :chat AND title <> :title",
        channel=channel,
        chat=chat,
        title=title,
    )


async def put_barrier(
    tx: Transaction, *, channel: str, address: str, barrier: Barrier, now: datetime
) -> tuple[GroupChat, ...]:
    """Nothing reaches this group (or this topic) for that reason; those for which that is new."""
    rows = await tx.all(
        f"""
        UPDATE group_chat SET state = :state, unreachable_since = COALESCE(unreachable_since, :at)
        WHERE channel = :channel AND address = :chat AND ended_at IS NULL AND state <> :state
            AND (CAST(:state AS TEXT) <> 'topic_gone' OR (topic = :topic AND topic > 0))
        RETURNING {_COLUMNS}
        """,  # noqa: S608 - as above
        **_place(channel, address),
        state=barrier.value,
        at=millis(now),
    )
    return _groups(rows)


async def lift_barriers(tx: Transaction, *, channel: str, address: str, topics: bool = False) -> None:
    """Something has arrived there, or the bot was let in again. topics: also into topics that were gone."""
    await tx.run(
        """
        UPDATE group_chat SET state = 'reachable', unreachable_since = NULL, admin_told_at = NULL
        WHERE channel = :channel AND address = :chat AND ended_at IS NULL AND state <> 'reachable'
            AND (state <> 'topic_gone' OR topic = :topic OR CAST(:topics AS BIGINT) = 1)
        """,
        **_place(channel, address),
        topics=int(topics),
    )


async def no_pictures(tx: Transaction, *, channel: str, address: str, now: datetime) -> tuple[GroupChat, ...]:
    """The group takes no pictures; those for which that is new."""
    rows = await tx.all(
        f"""
        UPDATE group_chat SET no_pictures_at = :at
        WHERE {_HERE} AND (no_pictures_at IS NULL OR no_pictures_at <= :before)
        RETURNING {_COLUMNS}
        """,  # noqa: S608 - as above
        **_place(channel, address),
        at=millis(now),
        before=millis(now - NO_PICTURES_FOR),
    )
    return _groups(rows)


async def out_of_reach(tx: Transaction) -> tuple[GroupChat, ...]:
    """The groups that nothing reaches and of which no admin has been told since."""
    rows = await tx.all(
        f"""
        SELECT {_COLUMNS} FROM group_chat
        WHERE ended_at IS NULL AND unreachable_since IS NOT NULL AND admin_told_at IS NULL
        ORDER BY unreachable_since, id
        """  # noqa: S608 - as above
    )
    return _groups(rows)


def note_admin_told(tx: Transaction, groups: Iterable[GroupId], *, now: datetime) -> None:
    """Whoever runs the system knows of these."""
    for group in groups:
        tx.later("UPDATE group_chat SET admin_told_at = :at WHERE id = :id", id=group, at=millis(now))


def _place(channel: str, address: str) -> dict[str, str | int]:
    return {"channel": channel, "chat": chat_of(address), "topic": topic_of(address) or 0}


def _groups(rows: Sequence[Row]) -> tuple[GroupChat, ...]:
    return tuple(_group(row) for row in rows)


def _group(row: Row) -> GroupChat:
    return GroupChat(
        id=GroupId(row["id"]),
        channel=row["channel"],
        address=address_of(row["address"], row["topic"] or None),
        title=row["title"],
        unit=UnitId(row["unit"]),
        bound_by=PersonId(row["bound_by"]),
        bound_at=moment(row["bound_at"]),
        barrier=None if row["state"] == _REACHABLE else Barrier(row["state"]),
        unreachable_since=moment_or_none(row["unreachable_since"]),
        no_pictures_at=moment_or_none(row["no_pictures_at"]),
    )
