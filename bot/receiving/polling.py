"""Long polling. The offset moves on only after every turn of the batch is committed, so nothing taken can be lost.

Updates of one chat are taken in order, of different chats side by side. A batch that is no JSON is asked for again
piece by piece, and the one update that nobody can read is stepped over, so it cannot stand in everybody's way.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

import orjson

from bot.channels.results import Locked, RetryAfter
from bot.channels.telegram.sender import refusal_of
from bot.channels.telegram.updates import ALLOWED_UPDATES
from bot.pace import growing
from bot.turns import OutageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.channels.telegram.connection import Connection
    from bot.pace import Pace
    from bot.receiving.intake import Answer, Intake

WAIT: Final = 50
"""Seconds that Telegram holds a poll open: the most it does."""
PATIENCE: Final = 15
BATCH: Final = 100
FIRST_WAIT: Final = 0.5
LONGEST_WAIT: Final = 30.0
GOODBYE: Final = 3.0

_NUMBER: Final = re.compile(rb'"update_id"\s*:\s*([0-9]{1,19})')
_log = logging.getLogger(__name__)


class Polling:
    """Ask, take, confirm, until told to stop."""

    def __init__(
        self, *, connection: Connection, intake: Intake, answer: Callable[[Answer], None], pace: Pace, wait: int = WAIT
    ) -> None:
        """answer: stops a button's turning, without waiting for it."""
        self._connection = connection
        self._intake = intake
        self._answer = answer
        self._pace = pace
        self._wait = wait
        self._offset = 0
        self._limit = BATCH
        self._failures = 0
        self._stop = asyncio.Event()
        self._asking: asyncio.Task[Any] | None = None

    async def run(self) -> None:
        """Poll until stop(). Nothing Telegram or the network does ends this."""
        while not self._stop.is_set():
            self._asking = asyncio.ensure_future(self._ask())
            try:
                batch = await self._asking
            except asyncio.CancelledError:
                if self._stop.is_set() and self._asking.cancelled():
                    break
                self._asking.cancel()
                raise
            if batch:
                await self._take(batch)
        await self._confirm()

    def stop(self) -> None:
        """Take what was received to its end, ask for no more."""
        self._stop.set()
        if self._asking is not None:
            self._asking.cancel()

    async def _ask(self) -> list[dict[str, Any]]:
        try:
            status, payload = await self._get(timeout=self._wait, limit=self._limit, patience=self._wait + PATIENCE)
        except ConnectionError as problem:
            await self._rest(f"no connection to Telegram ({problem})")
            return []
        if status != HTTPStatus.OK:
            await self._refused(status, payload)
            return []
        batch = _updates_in(payload)
        if batch is None:
            await self._unreadable(payload)
            return []
        if self._failures:
            _log.info("Telegram answers again")
        self._failures = 0
        self._limit = BATCH
        return batch

    async def _get(self, *, timeout: int, limit: int, patience: float) -> tuple[int, bytes]:
        call = {"offset": self._offset, "limit": limit, "timeout": timeout, "allowed_updates": ALLOWED_UPDATES}
        return await self._connection.post("getUpdates", orjson.dumps(call), patience=patience)

    async def _take(self, batch: list[dict[str, Any]]) -> None:
        taken = await asyncio.gather(*map(self._take_one, batch))
        numbers = [(_number(update), done) for update, done in zip(batch, taken, strict=True)]
        waiting = [number for number, done in numbers if not done]
        self._offset = max(self._offset, min(waiting) if waiting else max(number for number, _ in numbers) + 1)

    async def _take_one(self, update: dict[str, Any]) -> bool:
        """Whether it was taken; only an outage that lasts until we are stopped leaves it waiting at Telegram."""
        failures = 0
        while True:
            try:
                answer = await self._intake.take(update)
            except OutageError as problem:
                if self._stop.is_set():
                    return False
                wait = growing(failures, first=FIRST_WAIT, longest=LONGEST_WAIT, chance=self._pace.chance())
                failures += 1
                _log.error("the database cannot be written (%s); the update waits %.1f s", problem, wait)
                await self._pace.sleep(wait)
            else:
                if answer is not None:
                    self._answer(answer)
                return True

    async def _refused(self, status: int, payload: bytes) -> None:
        refusal = refusal_of(status, payload)
        reason = getattr(refusal, "reason", "")
        if isinstance(refusal, RetryAfter):
            await self._pace.sleep(refusal.seconds)
        elif status == HTTPStatus.CONFLICT and "webhook" in reason:
            _log.warning("a webhook stands in the way of polling; it is taken away")
            await self._post_quietly("deleteWebhook")
            await self._rest(reason)
        elif status == HTTPStatus.CONFLICT:
            await self._rest("another process polls with the same token: only one may run")
        elif isinstance(refusal, Locked):
            await self._rest("Telegram does not accept the token: check NTM_TELEGRAM_TOKEN")
        else:
            await self._rest(f"Telegram refuses to give updates ({status} {reason})")

    async def _unreadable(self, payload: bytes) -> None:
        if self._limit > 1:
            self._limit = 1
            return
        found = _NUMBER.search(payload)
        if found is None and not self._offset:
            await self._rest("Telegram's answer is no JSON")
            return
        self._offset = max(int(found[1]) if found else 0, self._offset) + 1
        self._intake.counted["broken"] += 1
        _log.warning("update not understood: no JSON", extra={"key": str(self._offset - 1)})
        self._limit = BATCH

    async def _rest(self, reason: str) -> None:
        self._failures += 1
        wait = growing(self._failures - 1, first=FIRST_WAIT, longest=LONGEST_WAIT, chance=self._pace.chance())
        _log.warning("%s; next attempt in %.1f s", reason, wait)
        await self._pace.sleep(wait)

    async def _confirm(self) -> None:
        """Tell Telegram what was taken, so that the next start does not get it again. Losing this loses nothing."""
        if self._offset:
            try:
                await self._get(timeout=0, limit=1, patience=GOODBYE)
            except ConnectionError:
                return

    async def _post_quietly(self, method: str) -> None:
        try:
            await self._connection.post(method, b"{}")
        except ConnectionError as problem:
            _log.warning("%s failed (%s)", method, problem)


def _updates_in(payload: bytes) -> list[dict[str, Any]] | None:
    """The updates of an answer; None where it is no JSON of that form."""
    try:
        result = orjson.loads(payload)["result"]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        try:
            # half a surrogate pair is no text for the quick parser; this one reads on, and only that update is broken
            result = json.loads(payload.decode("utf-8", "replace"))["result"]
        except (ValueError, KeyError, TypeError):
            return None
    if not isinstance(result, list):
        return None
    updates = [update for update in result if isinstance(update, dict)]
    # where nothing has a number there is none to go on after: such a batch would come again for ever
    return updates if not result or any(map(_number, updates)) else None


def _number(update: dict[str, Any]) -> int:
    number = update.get("update_id")
    return number if type(number) is int else 0
