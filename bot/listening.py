"""The HTTP server: the health page, pages and files to be read, and in webhook mode Telegram's calls. A general one
costs four times more.

It reads HTTP/1.1 as proxies and Telegram speak it. A head or a body too large, a wrong secret or a caller too slow is
refused before anything more is read, and the connection is closed.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, Protocol

from bot.chunks import unchunked

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

HEALTH: Final = b"/health"
LARGEST_HEAD: Final = 16 << 10
LARGEST_BODY: Final = 1 << 20
AT_ONCE: Final = 1000
"""Connections. More are refused: Telegram opens at most 100."""
SLOW_AFTER: Final = 30.0
"""Seconds in which a call must have arrived whole."""
IDLE_FOR: Final = 90.0
SWEEP_EVERY: Final = 10.0
GRACE: Final = 5.0
PIECE: Final = 64 << 10

_CONTINUE: Final = b"HTTP/1.1 100 Continue\r\n\r\n"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered: JSON unless another kind is named, or nothing. retry_after: seconds. headers: further ones."""

    status: HTTPStatus = HTTPStatus.OK
    body: bytes = b""
    retry_after: int = 0
    kind: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()

    def head(self, *, close: bool) -> bytes:
        """What stands on the line before the body."""
        return b"HTTP/1.1 %d %s\r\n%s%s%s%sContent-Length: %d\r\n\r\n" % (
            self.status,
            self.status.phrase.encode(),
            b"Content-Type: %s\r\n" % self.kind.encode() if self.body else b"",
            b"Retry-After: %d\r\n" % self.retry_after if self.retry_after else b"",
            b"".join(f"{name}: {value}\r\n".encode() for name, value in self.headers),
            b"Connection: close\r\n" if close else b"",
            len(self.body),
        )


class Called(Protocol):
    """Whoever answers Telegram's calls."""

    def knows(self, headers: dict[bytes, bytes]) -> bool:
        """Whether the caller may call; asked before the body is read. Names of headers are in small letters."""
        ...

    async def take(self, raw: bytes) -> Reply:
        """One call's body."""
        ...


class Read(Protocol):
    """Whoever answers those who read: pages and files."""

    def knows(self, path: str) -> bool:
        """Whether something may stand at that path."""
        ...

    async def get(self, path: str, headers: Mapping[bytes, bytes]) -> Reply:
        """What stands there. Names of headers are in small letters."""
        ...


class Listener:
    """Listens between open() and close(). Every POST is Telegram's, whatever its path: a proxy may change it."""

    def __init__(
        self, *, health: Callable[[], Awaitable[Reply]], pages: Read | None = None, webhook: Called | None = None
    ) -> None:
        self.health = health
        self.pages = pages
        self.webhook = webhook
        self.port = 0
        self.callers: set[_Caller] = set()
        self._server: asyncio.Server | None = None
        self._sweeper: asyncio.Task[None] | None = None

    async def open(self, host: str, port: int) -> None:
        """Raises OSError where the address is taken."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: _Caller(self, loop), host, port, reuse_address=True, backlog=512
        )
        self.port = self._server.sockets[0].getsockname()[1]
        self._sweeper = loop.create_task(self._sweep(loop))

    async def close(self) -> None:
        """Take no more calls; those under way are answered first."""
        if self._server is None:
            return
        self._server.close()
        if self._sweeper is not None:
            self._sweeper.cancel()
        for caller in list(self.callers):
            caller.leave()
        busy = [caller.task for caller in self.callers if caller.task is not None]
        if busy:
            await asyncio.wait(busy, timeout=GRACE)
        for caller in list(self.callers):
            caller.cut()
        await asyncio.sleep(0)  # the loop lets go of a socket in its next round
        await self._server.wait_closed()
        self._server = None

    async def _sweep(self, loop: asyncio.AbstractEventLoop) -> None:
        while True:
            await asyncio.sleep(SWEEP_EVERY)
            for caller in list(self.callers):
                caller.sweep(loop.time())


class _Caller(asyncio.Protocol):
    """One connection; its calls are answered one after another."""

    def __init__(self, listener: Listener, loop: asyncio.AbstractEventLoop) -> None:
        self.task: asyncio.Task[None] | None = None
        self._listener = listener
        self._loop = loop
        self._transport: asyncio.Transport | None = None
        self._read = bytearray()
        self._since = loop.time()
        self._body_at = 0
        self._length = 0
        self._chunked = False
        self._closing = False
        self._get: Callable[[], Awaitable[Reply]] | None = None
        self._room: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The loop's word that somebody calls."""
        self._transport = transport  # type: ignore[assignment] # create_server makes no other kind
        self._listener.callers.add(self)
        if len(self._listener.callers) > AT_ONCE:
            self.cut()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the loop's form
        """The loop's word that the caller is gone; what was begun for it is finished all the same."""
        self._listener.callers.discard(self)
        self._closing = True
        self.resume_writing()

    def pause_writing(self) -> None:
        """The loop's word that the caller reads more slowly than we write."""
        self._room = self._loop.create_future()

    def resume_writing(self) -> None:
        """The loop's word that there is room again."""
        if self._room is not None and not self._room.done():
            self._room.set_result(None)
        self._room = None

    def data_received(self, data: bytes) -> None:
        """The loop's word that something came."""
        if not self._read:
            self._since = self._loop.time()
        self._read += data
        if self.task is None:
            self._look()
        elif len(self._read) > LARGEST_BODY:
            self.cut()

    def sweep(self, now: float) -> None:
        """Let a caller go that is too slow or says nothing any more."""
        if self.task is None and now - self._since > (SLOW_AFTER if self._read else IDLE_FOR):
            self.cut()

    def leave(self) -> None:
        """Answer what is being answered, take no more."""
        self._closing = True
        if self.task is None:
            self.cut()

    def cut(self) -> None:
        """Close at once."""
        self._closing = True
        if self._transport is not None:
            self._transport.abort()

    def _look(self) -> None:
        """See whether a call is complete, and begin to answer it."""
        if not self._body_at and not self._look_at_head():
            return
        if self._get is not None:
            self._begin(self._get(), self._body_at)
            return
        webhook = self._listener.webhook
        if webhook is None:
            self._refuse(HTTPStatus.NOT_FOUND)
        elif self._chunked:
            self._look_at_chunks(webhook)
        elif len(self._read) >= self._body_at + self._length:
            end = self._body_at + self._length
            self._begin(webhook.take(bytes(self._read[self._body_at : end])), end)

    def _look_at_chunks(self, webhook: Called) -> None:
        try:
            found = unchunked(self._read, self._body_at)
        except ValueError:
            self._refuse(HTTPStatus.BAD_REQUEST)
            return
        if found is not None:
            self._begin(webhook.take(found[0]), found[1])
        elif len(self._read) > self._body_at + LARGEST_BODY:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

    def _look_at_head(self) -> bool:
        """Read a head; False: it is not there yet, or was refused."""
        end = self._read.find(b"\r\n\r\n")
        if end < 0 or end > LARGEST_HEAD:
            if len(self._read) > LARGEST_HEAD:
                self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
            return False
        first, *lines = bytes(self._read[:end]).split(b"\r\n")
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(b":") for line in lines)}
        method, _, rest = first.partition(b" ")
        path, _, version = rest.rpartition(b" ")
        refusal = self._refusal(method, path.partition(b"?")[0], version, headers)
        if refusal is not None:
            self._refuse(refusal)
            return False
        self._body_at = end + 4
        self._chunked = b"chunked" in headers.get(b"transfer-encoding", b"").lower()
        self._length = int(headers.get(b"content-length", b"0"))
        connection = headers.get(b"connection", b"").lower()
        self._closing = self._closing or b"close" in connection
        self._closing = self._closing or (version == b"HTTP/1.0" and b"keep-alive" not in connection)
        if headers.get(b"expect", b"").lower() == b"100-continue" and self._transport is not None:
            self._transport.write(_CONTINUE)
        return True

    def _refusal(self, method: bytes, path: bytes, version: bytes, headers: dict[bytes, bytes]) -> HTTPStatus | None:
        length = headers.get(b"content-length", b"0")
        if version not in {b"HTTP/1.1", b"HTTP/1.0"} or not length.isdigit():
            return HTTPStatus.BAD_REQUEST
        self._get = self._reading(path, headers) if method == b"GET" else None
        if self._get is not None:
            # a body that is not read here would be taken for the next call, and its answer go to another reader
            return HTTPStatus.BAD_REQUEST if length != b"0" or b"transfer-encoding" in headers else None
        if method != b"POST" or self._listener.webhook is None:
            return HTTPStatus.NOT_FOUND
        if not self._listener.webhook.knows(headers):
            return HTTPStatus.FORBIDDEN
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if len(length) > 9 or int(length) > LARGEST_BODY else None

    def _reading(self, path: bytes, headers: dict[bytes, bytes]) -> Callable[[], Awaitable[Reply]] | None:
        """Who answers a reader of that path; None: nobody."""
        if path == HEALTH:
            return self._listener.health
        pages, said = self._listener.pages, path.decode("ascii", "replace")
        return partial(pages.get, said, headers) if pages is not None and pages.knows(said) else None

    def _begin(self, answer: Awaitable[Reply], end: int) -> None:
        del self._read[:end]
        self._body_at = 0
        self._since = self._loop.time()
        self.task = self._loop.create_task(self._answer(answer))

    async def _answer(self, answer: Awaitable[Reply]) -> None:
        try:
            reply = await answer
        except Exception:  # noqa: BLE001 - the caller is told, and the next call is taken
            _log.exception("a call could not be answered")
            reply = Reply(HTTPStatus.INTERNAL_SERVER_ERROR)
        transport = self._transport
        if transport is not None and not transport.is_closing():
            await self._write(transport, reply)
        self.task = None
        if transport is None or transport.is_closing():
            return
        if self._closing:
            transport.close()
        elif self._read:
            self._look()

    async def _write(self, transport: asyncio.Transport, reply: Reply) -> None:
        """A long body piece by piece, as fast as the caller takes it; who takes nothing for long is cut off."""
        head = reply.head(close=self._closing)
        if len(reply.body) <= PIECE:
            transport.write(head + reply.body)
            return
        transport.write(head)
        body = memoryview(reply.body)
        for start in range(0, len(body), PIECE):
            if self._room is not None:
                try:
                    async with asyncio.timeout(SLOW_AFTER):
                        await asyncio.shield(self._room)
                except TimeoutError:
                    self.cut()
            if transport.is_closing():
                return
            transport.write(body[start : start + PIECE])

    def _refuse(self, status: HTTPStatus) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(Reply(status).head(close=True))
            self._transport.close()
        self._closing = True
