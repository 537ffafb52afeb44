"""setWebhook and the deliveries: one POST per update, in order within a queue, again until it is taken.

Retried at once, then after 2, 4, 8 ... 60 seconds, or after Retry-After. The answer may carry one call of the bot.
Only loopback addresses are called.
"""

import asyncio
import re
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

import aiohttp
import orjson

from bot.simulator.telegram.arguments import Arguments
from bot.simulator.telegram.loopback import is_loopback, is_loopback_url
from bot.simulator.telegram.refusals import bad_request, wrong_webhook_answer
from bot.simulator.telegram.spec import Json
from bot.simulator.telegram.updates import Update
from bot.simulator.telegram.world import Webhook, World

_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,256}")
CONNECTIONS: Final = 40
ANSWER_WITHIN: Final = 60.0
LONGEST_PAUSE: Final = 60.0
LONGEST_RETRY_AFTER: Final = 3600.0

CarryOut = Callable[[str, Json], Awaitable[None]]


@dataclass(slots=True, kw_only=True)
class _Answer:
    taken: bool
    retry_after: float | None = None


@dataclass(slots=True, kw_only=True)
class _Queue:
    waiting: deque[Update] = field(default_factory=deque)
    task: asyncio.Task[None] | None = None


class Deliveries:
    """The webhook's side of the emulator. `sleep` is the pause between tries, an argument so that tests need none."""

    def __init__(
        self, world: World, *, carry_out: CarryOut, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._world = world
        self._carry_out = carry_out
        self._sleep = sleep
        self._queues: dict[str, _Queue] = {}
        self._session: aiohttp.ClientSession | None = None
        self._places = asyncio.Semaphore(CONNECTIONS)
        self._plugged = asyncio.Event()
        self._plugged.set()
        self._last_error: tuple[int, str] | None = None
        world.updates.on_ready.append(self._enqueue)

    # ---- methods

    async def set_webhook(self, call: Arguments) -> str:
        url = call.text("url").strip()
        if not url:
            return await self.delete_webhook(call)
        secret = call.text("secret_token") or None
        if secret is not None and not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        address = call.text("ip_address")
        if not is_loopback_url(url) or (address and not is_loopback(address)):
            raise bad_request("bad webhook: the emulator calls loopback addresses only")
        connections = min(max(call.number("max_connections", CONNECTIONS), 1), 100)
        kinds = call.items("allowed_updates")
        self._world.updates.allow(map(str, kinds) if kinds is not None else None, known=self._known())
        if call.flag("drop_pending_updates"):
            self._world.updates.drop_pending()
        wanted = Webhook(url=url, secret=secret, connections=connections, certificate="certificate" in call.uploads)
        if wanted == self._world.webhook:
            return "Webhook is already set"
        await self._stop()
        self._last_error = None
        self._world.webhook = wanted
        self._places = asyncio.Semaphore(connections)
        self._world.watch.changed()
        for update in [*self._world.updates.take_again(), *self._world.updates.pending()]:
            self._enqueue(update)
        return "Webhook was set"

    async def delete_webhook(self, call: Arguments) -> str:
        was_set = self._world.webhook is not None
        await self._stop()
        self._world.webhook = None
        if call.flag("drop_pending_updates"):
            self._world.updates.drop_pending()
        self._world.watch.changed()
        return "Webhook was deleted" if was_set else "Webhook is already deleted"

    def info(self) -> Json:
        webhook = self._world.webhook
        described: Json = {
            "url": webhook.url if webhook else "",
            "has_custom_certificate": webhook.certificate if webhook else False,
            "pending_update_count": self._world.updates.count(),
        }
        if webhook:
            described["max_connections"] = webhook.connections
            described["ip_address"] = "127.0.0.1"
        if self._last_error:
            described["last_error_date"], described["last_error_message"] = self._last_error
        if self._world.updates.allowed is not None:
            described["allowed_updates"] = sorted(self._world.updates.allowed)
        return described

    def _known(self) -> list[str]:
        return list(self._world.spec.types["Update"].optional)

    # ---- the line to the bot

    def unplug(self) -> None:
        """Offline: nothing is delivered until plug_in()."""
        self._plugged.clear()

    def plug_in(self) -> None:
        self._plugged.set()

    async def _online(self) -> None:
        """Wait while the line is unplugged or the fault "offline" is on: updates stay where they are."""
        await self._plugged.wait()
        faults = self._world.faults
        while faults.offline():
            await faults.changed.wait()

    async def close(self) -> None:
        await self._stop()
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _stop(self) -> None:
        tasks = [queue.task for queue in self._queues.values() if queue.task is not None]
        current = asyncio.current_task()
        self._queues.clear()
        for task in tasks:
            if task is not current:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    def _enqueue(self, update: Update) -> None:
        if self._world.webhook is None:
            return
        queue = self._queues.setdefault(update.queue, _Queue())
        queue.waiting.append(update)
        if queue.task is None:
            queue.task = asyncio.get_running_loop().create_task(self._work(update.queue, queue))

    async def _work(self, name: str, queue: _Queue) -> None:
        """Deliver a queue's updates one by one, until none waits."""
        while queue.waiting:
            update = queue.waiting[0]
            taken = await self._deliver(update)
            queue.waiting.popleft()
            if taken:
                self._world.updates.confirm(update.id)
        queue.task = None
        if self._queues.get(name) is queue:
            del self._queues[name]

    async def _deliver(self, update: Update) -> bool:
        failures = 0
        while True:
            self._world.expire_updates()
            if update.closed and not update.confirmed:
                return False
            await self._online()
            async with self._places:
                answer = await self._post(update)
            if answer.taken:
                return True
            failures += 1
            pause = min(2.0 ** (failures - 1), LONGEST_PAUSE) if failures > 1 else 0.0
            if answer.retry_after is not None:
                pause = min(answer.retry_after, LONGEST_RETRY_AFTER)
            if pause:
                await self._sleep(pause)

    async def _post(self, update: Update) -> _Answer:
        webhook = self._world.webhook
        if webhook is None:
            return _Answer(taken=False)
        headers = {"Content-Type": "application/json"}
        if webhook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret
        update.deliveries += 1
        try:
            async with self._open_session().post(
                webhook.url, data=update.body, headers=headers, allow_redirects=False
            ) as response:
                body = await response.read()
                status, reason = response.status, response.reason or ""
                retry_after = response.headers.get("Retry-After", "")
        except (aiohttp.ClientError, TimeoutError, OSError) as problem:
            self._record_error("Read timeout expired" if isinstance(problem, TimeoutError) else "Connection refused")
            self._report(update, "no answer")
            return _Answer(taken=False)
        self._report(update, str(status))
        if not 200 <= status < 300:
            self._record_error(wrong_webhook_answer(status, reason))
            return _Answer(taken=False, retry_after=float(retry_after) if retry_after.isdigit() else None)
        if body:
            await self._carry_out_answer(body)
        return _Answer(taken=True)

    async def _carry_out_answer(self, body: bytes) -> None:
        try:
            call = orjson.loads(body)
        except orjson.JSONDecodeError:
            return
        if isinstance(call, dict) and isinstance(call.get("method"), str):
            method = call.pop("method")
            lowered = method.lower()
            if not lowered.startswith("get") and lowered not in ("setwebhook", "deletewebhook", "close", "logout"):
                await self._carry_out(method, call)

    def _record_error(self, text: str) -> None:
        self._last_error = (self._world.now(), text)

    def _report(self, update: Update, outcome: str) -> None:
        self._world.events.publish(
            "delivery", at=self._world.clock(), chat=update.chat, update_id=update.id, outcome=outcome
        )

    def _open_session(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=ANSWER_WITHIN),
                connector=aiohttp.TCPConnector(limit=0),
                auto_decompress=True,
            )
        return self._session
