"""getUpdates: one consumer, confirmation by offset, long polling.

A second poll ends the waiting one with 409, an active webhook refuses all; the wait is real time, not the world's.
"""

import asyncio
from dataclasses import dataclass
from typing import Final

from bot.simulator.telegram.refusals import OTHER_POLL, WEBHOOK_ACTIVE, WEBHOOK_SET_MEANWHILE, Refused, conflict
from bot.simulator.telegram.spec import Json
from bot.simulator.telegram.updates import Update
from bot.simulator.telegram.world import World

LONGEST_POLL: Final = 50
LARGEST_BATCH: Final = 100


@dataclass(slots=True, kw_only=True)
class _Wait:
    woken: asyncio.Future[None]
    scheduled: bool = False


class Polling:
    def __init__(self, world: World) -> None:
        self._world = world
        self._wait: _Wait | None = None
        world.updates.on_ready.append(self._wake)
        world.faults.on_set.append(self._end_when_offline)

    async def get_updates(self, params: Json) -> list[Update] | None:
        """What waits for the bot; None when it went offline while it waited."""
        world = self._world
        self._refuse_with_webhook()
        world.updates.allow(params.get("allowed_updates"), known=world.spec.types["Update"].optional)
        offset = int(params.get("offset", 0))
        if offset > 0:
            world.updates.confirm_below(offset)
        elif offset < 0:
            world.updates.forget_all_but(-offset)
        limit = int(params.get("limit", LARGEST_BATCH))
        limit = limit if 1 <= limit <= LARGEST_BATCH else LARGEST_BATCH
        self.end(conflict(OTHER_POLL))
        world.expire_updates()
        timeout = min(int(params.get("timeout", 0)), LONGEST_POLL)
        if timeout > 0 and not world.updates.is_waiting():
            await self._sleep_until_woken(timeout)
            if world.faults.offline():
                return None
            world.expire_updates()
        return world.updates.batch(limit)

    def _refuse_with_webhook(self) -> None:
        if self._world.webhook is not None:
            raise conflict(WEBHOOK_ACTIVE)

    async def _sleep_until_woken(self, timeout: float) -> None:
        wait = _Wait(woken=asyncio.get_running_loop().create_future())
        self._wait = wait
        self._world.poll_waits = True
        self._world.watch.changed()
        try:
            async with asyncio.timeout(timeout):
                await wait.woken
        except TimeoutError:
            return
        finally:
            if self._wait is wait:
                self._wait = None
            self._world.poll_waits = self._wait is not None

    def _wake(self, _update: Update) -> None:
        """End the wait after this turn of the loop, so that what happens together arrives together."""
        wait = self._wait
        if wait is not None and not wait.scheduled:
            wait.scheduled = True
            asyncio.get_running_loop().call_soon(self._let_go, wait)

    @staticmethod
    def _let_go(wait: _Wait) -> None:
        if not wait.woken.done():
            wait.woken.set_result(None)

    def end(self, reason: Refused | None) -> None:
        """Answer the waiting poll now: with a refusal, or with what there is."""
        wait = self._wait
        self._wait = None
        if wait is not None and not wait.woken.done():
            if reason is None:
                wait.woken.set_result(None)
            else:
                wait.woken.set_exception(reason)

    def _end_when_offline(self) -> None:
        if self._world.faults.offline():
            self.end(None)

    def webhook_was_set(self) -> None:
        self.end(conflict(WEBHOOK_SET_MEANWHILE))
