"""The stop switch from the command line: whoever can run it runs the system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.audit import note_later
from storage.schedule import followed, resume, stop
from storage.times import millis

if TYPE_CHECKING:
    from datetime import datetime

    from storage.database import Database, Transaction
    from storage.schedule import Followed


async def look_at_schedule(database: Database) -> Followed | None:
    """How far the calendar was followed, and whether it is stopped; None: never followed yet."""
    async with database.read() as tx:
        return await followed(tx)


async def switch_schedule(database: Database, *, stopped: bool, now: datetime) -> None:
    """Send nothing any more that the calendar says, or send it again."""

    async def work(tx: Transaction) -> None:
        if stopped:
            stop(tx, now)
        else:
            resume(tx)
        act = "schedule_stopped" if stopped else "schedule_resumed"
        note_later(tx, at=millis(now), person=None, act=act, subject="schedule")

    await database.turn(work)
