"""How the system is, read for whoever runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.system import SystemState
from handlers.stuck import alarms_now
from storage.backups import backups
from storage.review_queues import unowned_items
from storage.schedule import followed
from storage.system import database_size, traffic, waiting

if TYPE_CHECKING:
    from datetime import datetime

    from handlers.ports import Services
    from storage.database import Transaction


async def system_state(tx: Transaction, services: Services, *, now: datetime) -> SystemState:
    """As of now. The person may see it: asked before."""
    known = await followed(tx)
    return SystemState(
        version=services.version,
        database=tx.dialect,
        size=await database_size(tx),
        waiting=await waiting(tx),
        alarms=await alarms_now(tx, now=now),
        backups=await backups(tx),
        now=now,
        ticked_until=None if known is None else known.ticked_until,
        stopped_at=None if known is None else known.stopped_at,
        channels=await traffic(tx),
        unowned=await unowned_items(tx),
    )
