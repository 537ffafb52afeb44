"""The smallest HTTP that serves: connections on which the bot calls, and connections that bring it updates.

As Telegram does, a connection of the webhook brings one update at a time and the next after the answer; what was
answered with anything but 200, or not at all, is brought again.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import parse_qsl

import orjson

if TYPE_CHECKING:
    from bot.bench.calls import Calls
    from bot.bench.officers import Update

AGAIN_AFTER: Final = 0.05
SECRET: Final = "bench-secret"  # noqa: S105 - made up, for loopback
PATH: Final = "/hook"

_END: Final = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class _Whole:
    """A message that has come as a whole, and what came after it."""

    head: bytes
    body: bytes
    rest: bytes


def _whole(data: bytes) -> _Whole | None:
    """The first message in what has come; None: there is more of it to come."""
    place = data.find(_END)
    if place < 0:
        return None
    head = data[:place]
    lower = head.lower()
    start = place + len(_END)
    place = lower.find(b"content-length:")
    if place >= 0:
        length = int(lower[place + 15 :].split(b"\r", 1)[0])
        end = start + length
        return None if len(data) < end else _Whole(head, data[start:end], data[end:])
    if b"transfer-encoding: chunked" not in lower:
        return _Whole(head, b"", data[start:])
    parts = []
    while True:
        line = data.find(b"\r\n", start)
        if line < 0:
            return None
        size = int(data[start:line], 16)
        if len(data) < line + size + 4:
            return None
        parts.append(data[line + 2 : line + 2 + size])
        start = line + size + 4
        if not size:
            return _Whole(head, b"".join(parts), data[start:])


class CallConnection(asyncio.Protocol):
    """The bot calls here."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._data = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the library's form
        self._transport = None
        self._calls.gone(self)

    def data_received(self, data: bytes) -> None:
        self._data += data
        while (found := _whole(self._data)) is not None:
            self._data = found.rest
            path = found.head.split(b" ", 2)[1].partition(b"?")
            method = path[0].rpartition(b"/")[2].decode().lower()
            answer = self._calls.answer(method, _parameters(found.body or path[2]), self)
            if answer is not None:
                self.reply(answer)

    def reply(self, body: bytes) -> None:
        """Answer the call that waits."""
        if self._transport is not None:
            head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
            self._transport.write(head + body)


def _parameters(body: bytes) -> dict[str, Any]:
    if body.startswith(b"{"):
        return cast("dict[str, Any]", orjson.loads(body))
    return dict(parse_qsl(body.decode()))


class Webhook:
    """Brings updates over so many connections, as many at a time as there are connections."""

    def __init__(self, calls: Calls, port: int, *, connections: int) -> None:
        self.brought_again = 0
        self.head = (
            f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
            f"Accept-Encoding: gzip, deflate\r\nConnection: keep-alive\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\nContent-Length: "
        ).encode()
        self.waiting: deque[Update] = deque()
        self.idle: deque[HookConnection] = deque()
        self.accepted = asyncio.Event()
        """The first update was answered with 200."""
        self._calls = calls
        self._port = port
        self._tasks = [asyncio.create_task(self._keep(HookConnection(self))) for _ in range(connections)]

    def deliver(self, update: Update) -> None:
        """Bring it on a free connection, or when one gets free."""
        if self.idle:
            self.idle.popleft().bring(update)
        else:
            self.waiting.append(update)

    def again(self, update: Update) -> None:
        """It was not taken."""
        self.brought_again += 1
        asyncio.get_running_loop().call_later(AGAIN_AFTER, self.deliver, update)

    def carry_out(self, body: bytes) -> None:
        """A call that came in the answer itself."""
        call = json.loads(body)
        self._calls.answer(str(call.pop("method")).lower(), call, None)

    async def close(self) -> None:
        """Bring nothing more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _keep(self, connection: HookConnection) -> None:
        loop = asyncio.get_running_loop()
        try:
            while True:
                try:
                    await loop.create_connection(lambda: connection, "127.0.0.1", self._port)
                except OSError:
                    await asyncio.sleep(0.005)
                    continue
                connection.ready()
                await connection.lost.wait()
        finally:
            connection.end()


class HookConnection(asyncio.Protocol):
    """One of the connections."""

    def __init__(self, webhook: Webhook) -> None:
        self.lost = asyncio.Event()
        self._webhook = webhook
        self._bringing: Update | None = None
        self._data = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._data = b""
        self.lost.clear()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the library's form
        self._transport = None
        update, self._bringing = self._bringing, None
        if update is not None:
            self._webhook.again(update)
        if self in self._webhook.idle:
            self._webhook.idle.remove(self)
        self.lost.set()

    def ready(self) -> None:
        """Take the next update, or wait for one."""
        if self._webhook.waiting:
            self.bring(self._webhook.waiting.popleft())
        else:
            self._webhook.idle.append(self)

    def bring(self, update: Update) -> None:
        """Post it."""
        self._bringing = update
        if self._transport is not None:
            self._transport.write(b"%b%d\r\n\r\n%b" % (self._webhook.head, len(update.body), update.body))

    def data_received(self, data: bytes) -> None:
        self._data += data
        found = _whole(self._data)
        if found is None:
            return
        self._data = found.rest
        update, self._bringing = self._bringing, None
        if not found.head.startswith(b"HTTP/1.1 2") and update is not None:
            self._webhook.again(update)
        else:
            self._webhook.accepted.set()
        if found.body.startswith(b'{"method"'):
            self._webhook.carry_out(found.body)
        if b"connection: close" in found.head.lower():
            self.end()
        else:
            self.ready()

    def end(self) -> None:
        """Let the connection go."""
        if self._transport is not None:
            self._transport.close()
