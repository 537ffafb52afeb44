"""What did not leave: listed for an operator, who may have a row sent again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from conversations.programme.problem import Problem
from storage.stuck_rows import StuckRow, send_again, stuck_rows

if TYPE_CHECKING:
    from handlers.ports import Clock
    from storage.database import Database

LATE_AFTER: Final = timedelta(seconds=30)
TROUBLE_SHOWN_FOR: Final = timedelta(days=14)
LISTED: Final = 200


async def list_stuck(database: Database, clock: Clock) -> tuple[StuckRow, ...]:
    """Rows that wait for longer than they should, and those that ended in trouble lately; newest first."""
    now = clock.now()
    async with database.read() as tx:
        return await stuck_rows(tx, waiting_since=now - LATE_AFTER, ended_since=now - TROUBLE_SHOWN_FOR, limit=LISTED)


async def retry_row(database: Database, clock: Clock, number: int) -> None:
    """Queue a row once more, also one of which nobody knows whether it was sent: that is the operator's decision."""
    async with database.write() as tx:
        if not await send_again(tx, number, now=clock.now()):
            raise Problem(
                code="no_such_row",
                where=str(number),
                message="Không có tin nào gửi lại được với số này.",
                remedy="Xem danh sách: ntm outbox.",
            )
