"""Lines to one HTTP server: kept open, one call at a time each. A general client costs ten times more.

Who calls must know whether a call may have taken effect: NotConnectedError says certainly not, LostError perhaps.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from aiohappyeyeballs import start_connection

from bot.chunks import unchunked

if TYPE_CHECKING:
    from collections.abc import Callable

CONNECT_WITHIN: Final = 10.0
HEAD_START: Final = 0.25
"""Seconds. A name may stand for several addresses of which the first is dead: so much later the next is tried."""
ANSWER_WITHIN: Final = 20.0
KEPT_OPEN: Final = 15.0
"""Seconds. A line idle for longer is not used again: the other end may be closing it, and a call would be lost."""
LARGEST_ANSWER: Final = 32 << 20

_HEAD_END: Final = b"\r\n\r\n"
_NEVER_FINAL: Final = 200


class NotConnectedError(ConnectionError):
    """There was no line: the call certainly was not sent."""


class LostError(ConnectionError):
    """The line broke, or the answer did not come in time: the call may have taken effect."""


class Lines:
    """All lines to one server. Close it on every path."""

    def __init__(self, base: str) -> None:
        """base: the address up to the method's name, "https://api.telegram.org/bot<token>/"."""
        parts = urlsplit(base)
        secure = parts.scheme == "https"
        self._host = parts.hostname or ""
        self._port = parts.port or (443 if secure else 80)
        self._tls = ssl.create_default_context() if secure else None
        self._path = parts.path.encode()
        host = parts.netloc.rpartition("@")[2]
        self._head = b" HTTP/1.1\r\nHost: %s\r\nContent-Type: " % host.encode()
        self._heads = self._head + b"application/json\r\nContent-Length: "
        self._idle: list[_Line] = []
        self._busy: set[_Line] = set()

    async def post(
        self, method: str, body: bytes, *, patience: float = ANSWER_WITHIN, kind: bytes = b""
    ) -> tuple[int, bytes]:
        """Call a method; the answer's status and body. patience: seconds to wait for it. kind: of a body not JSON."""
        heads = self._head + kind + b"\r\nContent-Length: " if kind else self._heads
        loop = asyncio.get_running_loop()
        line = self._idle_line(loop.time()) or await self._connect(loop)
        self._busy.add(line)
        timer = loop.call_later(patience, line.give_up)
        try:
            line.write(b"POST %s%s%s%d\r\n\r\n%s" % (self._path, method.encode(), heads, len(body), body))
            answer = await line.answer
        except BaseException:
            line.abort()  # also when nobody waits any more: what comes now would answer the next call
            raise
        finally:
            timer.cancel()
            self._busy.discard(line)
        if line.open:
            line.idle_since = loop.time()
            self._idle.append(line)
        return answer

    def _idle_line(self, now: float) -> _Line | None:
        while self._idle:
            line = self._idle.pop()
            if line.open and now - line.idle_since < KEPT_OPEN:
                return line
            line.abort()
        return None

    async def _connect(self, loop: asyncio.AbstractEventLoop) -> _Line:
        try:
            async with asyncio.timeout(CONNECT_WITHIN):
                found = await loop.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)
                connected = await start_connection(found, happy_eyeballs_delay=HEAD_START)
                _, line = await loop.create_connection(
                    lambda: _Line(loop.create_future),
                    sock=connected,
                    ssl=self._tls,
                    server_hostname=self._host if self._tls else None,
                )
        except (OSError, RuntimeError) as problem:  # uvloop tells some failures of a socket as RuntimeError
            raise NotConnectedError(type(problem).__name__) from problem
        return line

    async def close(self) -> None:
        """Let all lines go; whoever still waits on one gets LostError."""
        for line in (*self._idle, *self._busy):
            line.abort()
        self._idle.clear()
        await asyncio.sleep(0)  # the loop lets go of a socket in its next round


class _Line(asyncio.Protocol):
    """One connection. open: it can take another call."""

    def __init__(self, future: Callable[[], asyncio.Future[tuple[int, bytes]]]) -> None:
        self.open = True
        self.idle_since = 0.0
        self.answer = future()
        self._future = future
        self._transport: asyncio.Transport | None = None
        self._read = bytearray()
        self._body_at = 0
        self._body_end: int | None = None
        self._chunked = False

    def write(self, call: bytes) -> None:
        """Begin a call."""
        if self._transport is None or self._transport.is_closing():
            raise NotConnectedError("closed")
        if self.answer.done():
            self.answer = self._future()
        self._transport.write(call)

    def give_up(self) -> None:
        """No answer in time."""
        self._fail("no answer in time")

    def abort(self) -> None:
        """Let the line go at once."""
        self.open = False
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The loop's word that the line stands."""
        self._transport = transport  # type: ignore[assignment] # create_connection makes no other kind

    def data_received(self, data: bytes) -> None:
        """The loop's word that something came."""
        if self.answer.done():
            self.abort()  # an answer to nothing
            return
        self._read += data
        try:
            self._look()
        except (ValueError, IndexError):
            self._fail("an answer that is no HTTP")

    def eof_received(self) -> bool | None:
        """The other end will say no more; a body without a length ends so."""
        if not self.answer.done() and self._body_at and self._body_end is None and not self._chunked:
            self.open = False
            self._answered(bytes(self._read[self._body_at :]))
        return None

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the loop's form
        """The loop's word that the line is gone."""
        self.open = False
        self._fail("the line broke")

    def _fail(self, reason: str) -> None:
        if not self.answer.done():
            self.answer.set_exception(LostError(reason))
            self.answer.exception()  # an idle line that breaks is nobody's error
        self.abort()

    def _look(self) -> None:
        """See whether the answer is complete."""
        if len(self._read) > LARGEST_ANSWER:
            self._fail("an answer too large")
            return
        if not self._body_at:
            self._look_at_head()
        if not self._body_at:
            return
        if self._chunked:
            found = unchunked(self._read, self._body_at)
            if found is not None:
                self._answered(found[0])
        elif self._body_end is not None and len(self._read) >= self._body_end:
            self._answered(bytes(self._read[self._body_at : self._body_end]))

    def _look_at_head(self) -> None:
        end = self._read.find(_HEAD_END)
        if end < 0:
            return
        if not self._read.startswith(b"HTTP/1."):
            raise ValueError("no HTTP")
        if int(self._read[9:12]) < _NEVER_FINAL:
            del self._read[: end + len(_HEAD_END)]
            self._look_at_head()
            return
        self._body_at = end + len(_HEAD_END)
        for line in bytes(self._read[:end]).lower().split(b"\r\n")[1:]:
            name, _, value = line.partition(b":")
            match name:
                case b"content-length":
                    self._body_end = self._body_at + int(value)
                case b"transfer-encoding":
                    self._chunked = b"chunked" in value
                case b"connection":
                    self.open = self.open and b"close" not in value
                case _:
                    pass

    def _answered(self, body: bytes) -> None:
        status = int(self._read[9:12])
        self._read.clear()
        self._body_at = 0
        self._body_end = None
        self._chunked = False
        self.answer.set_result((status, body))
        if not self.open:
            self.abort()
