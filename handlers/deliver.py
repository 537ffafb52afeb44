"""Delivering: what is due is claimed for this worker, what became of it is written back. Each call is one transaction.

A worker is one process that sends. Its name outlives it where only one can run: its next life frees what it held.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal, assert_never

from conversations.programme.incident import Cause
from handlers.groups_reach import arrived, lost
from handlers.schedule.guard import with_reason
from storage.addresses import chat_of, is_group, moved_to
from storage.group_talk import move_group
from storage.outbox import begin, claim_due, put_later, renew_leases
from storage.outbox_outcomes import (
    close_chat,
    health,
    mark_blocked,
    mark_failed,
    mark_retry,
    mark_sent_many,
    mark_unknown,
    move_chat,
    release,
    release_until,
    release_worker,
)
from storage.people import move_account
from storage.times import millis

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from conversations.programme.group import Barrier
    from handlers.ports import Clock, Services
    from storage.database import Database, Transaction
    from storage.outbox import Due, OutboxId
    from storage.outbox_outcomes import Released

LEASE: Final = timedelta(minutes=5)
"""Longer than any call takes, with those before it in its chat."""
TROUBLE_SHOWN_FOR: Final = timedelta(days=7)
ATTEMPTS: Final = 20
"""About a quarter of an hour. After so many a row is given up as soon as it is plain that it will never leave."""
GIVEN_UP_AFTER: Final = timedelta(hours=48)
"""What has been tried for so long comes too late; reminders are kept for no longer either."""

Ending = Literal["sent", "failed", "blocked", "unknown", "retry", "later", "released"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of a row. wait: seconds until a retry. reason: for whoever looks at what is stuck.

    barrier: what stands between us and a group.
    later: given back untried, because the chat had its share. released: given back because of one before it.
    """

    due: Due
    ending: Ending
    message_id: str = ""
    reason: str = ""
    wait: float = 0.0
    barrier: Barrier | None = None
    cause: Cause = Cause.OTHER

    @property
    def error(self) -> str:
        """As it is kept with the row; storage.stuck_rows reads it."""
        return f"{self.cause}: {self.reason}" if self.reason else self.cause.value

    @property
    def stops(self) -> bool:
        """What follows it in its chat waits with it."""
        return self.ending == "retry" or (self.ending == "later" and self.due.key is None)


class Outbox:
    """The outbox as dispatching needs it."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        worker: str,
        channel: str,
        address: str = "",
        services: Services | None = None,
    ) -> None:
        """channel, address: what this worker serves; without an address the whole channel. services: by which a
        scheduled row is looked at a last time before it leaves, and those are told who bound a group that is out of
        reach; without them a row leaves as it is, and nobody is told.
        """
        self.worker = worker
        self._services = services
        self._channel = channel
        self._address = address
        self._database = database
        self._clock = clock

    async def claim(self, limit: int, *, answers_only: bool = False) -> tuple[Due, ...]:
        """Rows to send now, the most urgent first, in order within a conversation."""
        now = millis(self._clock.now())
        until = now + LEASE // timedelta(milliseconds=1)

        async def work(tx: Transaction) -> tuple[Due, ...]:
            return await claim_due(
                tx,
                worker=self.worker,
                now=now,
                until=until,
                limit=limit,
                answers_only=answers_only,
                channel=self._channel,
                address=self._address,
            )

        return await self._database.turn(work)

    async def begin(self, dues: Sequence[Due]) -> frozenset[OutboxId]:
        """Mark rows with a key as being sent, before they are; only those returned may be."""

        async def work(tx: Transaction) -> frozenset[OutboxId]:
            leaving = dues
            if self._services is not None:
                leaving = await with_reason(tx, dues, services=self._services, now=self._clock.now())
            return await begin(tx, leaving) if leaving else frozenset()

        return await self._database.turn(work)

    async def keep(self, rows: Collection[int]) -> None:
        """These are still in this worker's hand: their leases begin anew."""
        until = millis(self._clock.now() + LEASE)

        async def work(tx: Transaction) -> None:
            renew_leases(tx, rows, worker=self.worker, until=until)

        await self._database.turn(work)

    async def write(self, ended: Sequence[Ended]) -> None:
        """Write back what became of rows, all or none."""
        now = self._clock.now()

        async def work(tx: Transaction) -> None:
            await mark_sent_many(
                tx, ((one.due, one.message_id or None) for one in ended if one.ending == "sent"), at=millis(now)
            )
            for channel, address in {(one.due.channel, one.due.address) for one in ended if one.ending == "blocked"}:
                await close_chat(tx, channel=channel, address=address, at=millis(now))
            await release(tx, (one.due for one in ended if one.ending == "released"))
            for one in ended:
                at = millis(now)
                match one.ending:
                    case "sent" | "released":
                        pass
                    case "failed":
                        await mark_failed(tx, one.due, at=at, error=one.error)
                    case "unknown":
                        await mark_unknown(tx, one.due, at=at, error=one.error)
                    case "blocked":
                        await mark_blocked(tx, one.due, at=at, error=one.error)
                    case "retry" if _too_late(one, now):
                        await mark_failed(tx, one.due, at=at, error=one.error)
                    case "retry":
                        again = millis(now + timedelta(seconds=one.wait))
                        await mark_retry(tx, one.due, next_at=again, error=one.error)
                    case "later":
                        await release_until(tx, one.due, next_at=millis(now + timedelta(seconds=one.wait)))
                    case _:
                        assert_never(one.ending)
            await self._reached(tx, ended, now)

        await self._database.turn(work)

    async def _reached(self, tx: Transaction, ended: Sequence[Ended], now: datetime) -> None:
        """What this says of the groups: some are within reach again, some not any more."""
        groups = [one for one in ended if is_group(one.due.address)]
        for channel, address in dict.fromkeys(
            (one.due.channel, one.due.address) for one in groups if one.ending == "sent"
        ):
            await arrived(tx, channel=channel, address=address)
        if self._services is None:
            return
        for one in groups:
            if one.barrier is not None:
                for notice in await lost(
                    tx, self._services, channel=one.due.channel, address=one.due.address, barrier=one.barrier, now=now
                ):
                    put_later(tx, notice, at=millis(now))

    async def free_own(self) -> Released:
        """What this worker's last life held when it died; called before anything is sent."""

        async def work(tx: Transaction) -> Released:
            return await release_worker(tx, self.worker, now=millis(self._clock.now()))

        return await self._database.turn(work)

    async def move(self, channel: str, old: str, new: str) -> None:
        """A chat has another address."""

        async def work(tx: Transaction) -> None:
            await move_chat(tx, channel=channel, old=old, new=moved_to(old, new))
            move_account(tx, channel=channel, address=old, to=new)
            if chat_of(old) != chat_of(new):
                await move_group(tx, channel=channel, old=chat_of(old), new=chat_of(new), now=self._clock.now())

        await self._database.turn(work)

    async def counts(self) -> Mapping[str, int]:
        """Unfinished rows by state, and those of the last days that ended in trouble."""
        since = millis(self._clock.now() - TROUBLE_SHOWN_FOR)
        async with self._database.read() as tx:
            found = await health(tx, since=since)
        return {str(state): number for state, number in found.items()}


def _too_late(ended: Ended, now: datetime) -> bool:
    """Tried often and for days: whoever waited for it has long asked again or been told otherwise."""
    old = millis(now - GIVEN_UP_AFTER) > ended.due.created_at
    if old and ended.due.attempts >= ATTEMPTS:
        _log.error("a row is given up after two days: %s", ended.reason, extra={"row": ended.due.id})
        return True
    return False
