"""What a tick comes to before it is written: messages with their keys, each to one chat, or that it is too late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from conversations.engine.screen import Picture
from storage.outbox import Outgoing, put_later, put_skipped_later
from storage.times import millis

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from conversations.engine.screen import Message
    from handlers.ports import Services
    from storage.database import Database, Transaction
    from storage.outbox import Kind
    from storage.owing import Chat

KEPT_FOR: Final = timedelta(hours=48)
"""Older than that, a reminder helps nobody any more."""
LATE_AFTER: Final = timedelta(hours=1)
AT_ONCE = 500
"""Rows of one transaction, so that no turn waits long for a tick."""


@dataclass(frozen=True, slots=True)
class Planned:
    """key: sent once under it, for ever. message None: too late to be sent; written down as skipped."""

    key: str
    kind: Kind
    chat: Chat
    message: Message | Picture | None
    guard: str = ""
    not_before: datetime | None = None


async def write_planned(database: Database, planned: Sequence[Planned], *, services: Services, now: datetime) -> None:
    """Queue them, a few hundred in a transaction; what is there under its key already stays as it is."""
    for start in range(0, len(planned), AT_ONCE):
        rows = planned[start : start + AT_ONCE]

        async def work(tx: Transaction, rows: Sequence[Planned] = rows) -> None:
            for row in rows:
                put_planned(tx, row, services, now)

        await database.turn(work)


def put_planned(tx: Transaction, row: Planned, services: Services, now: datetime) -> None:
    """Queue one; what is there under its key already stays as it is."""
    if row.message is None:
        put_skipped_later(tx, channel=row.chat.channel, kind=row.kind, key=row.key, at=millis(now))
        return
    renderer = services.renderers.get(row.chat.channel)
    if renderer is None:
        return
    outgoing = Outgoing(
        channel=row.chat.channel,
        address=row.chat.address,
        kind=row.kind,
        body=renderer.picture(row.message, address=row.chat.address)
        if isinstance(row.message, Picture)
        else renderer.message(row.message, address=row.chat.address),
        key=row.key,
        not_before=None if row.not_before is None else millis(row.not_before),
        guard=row.guard,
    )
    put_later(tx, outgoing, at=millis(now))
