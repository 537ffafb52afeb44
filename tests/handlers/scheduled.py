"""What a test of the schedule needs: a tick at a moment, and what would arrive on whose phone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.channels.plain import PlainRenderer, texts_of
from conversations.programme.workdays import Workdays
from handlers.deliver import Ended, Outbox
from handlers.schedule.tick import Ticked, tick
from storage.times import ZONE
from tests.handlers.reporting_world import CHANNEL, World

if TYPE_CHECKING:
    from handlers.ports import Services
    from storage.database import Row
    from storage.outbox import Due


def at(text: str) -> datetime:
    """A moment in the programme's zone: "2023-06-06T08:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@dataclass(slots=True)
class Schedule:
    """Ticks on a world, and delivers by hand."""

    world: World
    services: Services
    workdays: Workdays = Workdays()  # noqa: RUF009 - a frozen value

    async def tick(self, moment: str) -> Ticked:
        self.world.clock.at = at(moment)
        return await tick(self.world.database, self.services, self.workdays)

    def outbox(self, worker: str = "w") -> Outbox:
        return Outbox(
            database=self.world.database, clock=self.world.clock, worker=worker, channel=CHANNEL, services=self.services
        )

    async def deliver(self, worker: str = "w") -> list[tuple[str, str]]:
        """What leaves now: address and text, in order."""
        outbox = self.outbox(worker)
        gone: list[tuple[str, str]] = []
        for _ in range(3):  # a row made anew is claimed once more
            dues = await outbox.claim(1000)
            gone += await self._sent(outbox, dues)
        return gone

    async def _sent(self, outbox: Outbox, dues: tuple[Due, ...]) -> list[tuple[str, str]]:
        keyed = [due for due in dues if due.key is not None]
        begun = await outbox.begin(keyed) if keyed else frozenset()
        leaving = [due for due in dues if due.key is None or due.id in begun]
        await outbox.write([Ended(due, "sent", "1") for due in leaving])
        return [(due.address, "\n".join(texts_of(due.body))) for due in leaving]

    async def rows(self) -> list[tuple[str, str]]:
        """Key and state of everything scheduled, in order."""
        async with self.world.database.read() as tx:
            found: list[Row] = list(await tx.all("SELECT key, state FROM outbox WHERE key IS NOT NULL ORDER BY id"))
        return [(row["key"], row["state"]) for row in found]


def make_schedule(world: World) -> Schedule:
    services = replace(world.services, renderers={CHANNEL: PlainRenderer()})
    return Schedule(world, services)


HOUR = timedelta(hours=1)
