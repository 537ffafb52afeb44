"""What did not leave: listed for an operator, who may have a row sent again. Who did so is kept in the audit log."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from conversations.programme.problem import Problem
from storage.audit import note_later
from storage.backups import backups
from storage.stuck_rows import alarms, rows_in_state, send_again, stuck_rows
from storage.times import millis

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conversations.programme.ids import PersonId
    from conversations.programme.incident import Alarms, Incident, SendState
    from handlers.ports import Clock
    from storage.database import Database, Transaction

LATE_AFTER: Final = timedelta(seconds=30)
TROUBLE_SHOWN_FOR: Final = timedelta(days=14)
"""As long as the texts are kept: afterwards nothing can be sent again."""
LISTED: Final = 200


async def list_stuck(database: Database, clock: Clock, *, state: SendState | None = None) -> tuple[Incident, ...]:
    """Rows that wait for longer than they should, and those that ended in trouble lately; or all in one state. Newest
    first.
    """
    async with database.read() as tx:
        if state is not None:
            return await rows_in_state(tx, state, limit=LISTED)
        return await stuck_now(tx, now=clock.now())


async def stuck_now(tx: Transaction, *, now: datetime) -> tuple[Incident, ...]:
    """The same in somebody's transaction."""
    return await stuck_rows(tx, waiting_since=now - LATE_AFTER, ended_since=now - TROUBLE_SHOWN_FOR, limit=LISTED)


async def alarms_now(tx: Transaction, *, now: datetime) -> Alarms:
    """What ended badly yesterday and today, and what is wrong with backups now."""
    yesterday = datetime.combine(now.date() - timedelta(days=1), time(), now.tzinfo)
    return replace(await alarms(tx, since=yesterday), backup=(await backups(tx)).alarms(now))


async def again(
    tx: Transaction, numbers: Iterable[int], *, by: PersonId | None, now: datetime, channel: str = ""
) -> tuple[int, ...]:
    """Queue these once more, also those of which nobody knows whether they were sent: that is a person's decision.

    Those that were queued. channel: where it was decided; empty on the command line.
    """
    done = [number for number in numbers if await send_again(tx, number, now=now)]
    for number in done:
        note_later(
            tx,
            at=millis(now),
            person=by,
            act="message_sent_again",
            subject=f"outbox:{number}",
            detail={"channel": channel or "cli"},
        )
    return tuple(done)


async def retry_row(database: Database, clock: Clock, number: int) -> None:
    """Queue one once more. Raises Problem where it cannot be."""
    async with database.write() as tx:
        if not await again(tx, (number,), by=None, now=clock.now()):
            raise Problem(
                code="no_such_row",
                where=str(number),
                message="Không có tin nào gửi lại được với số này.",
                remedy="Xem danh sách: ntm outbox.",
            )


async def count_alarms(database: Database, clock: Clock) -> Alarms:
    """What ended badly yesterday and today."""
    async with database.read() as tx:
        return await alarms_now(tx, now=clock.now())
