"""The way out of the plain channel on this machine: each prepared call is posted to one loopback address.

What comes back decides what becomes of it, as with any channel.
"""

from __future__ import annotations

from typing import Final

import aiohttp

from bot.channels.plain import to_address
from bot.channels.results import ChatClosed, Refused, Result, RetryAfter, Sent, Unclear, Unreachable

CONNECT_WITHIN: Final = 2.0
ANSWER_WITHIN: Final = 10.0

_TIMEOUT: Final = aiohttp.ClientTimeout(total=None, connect=CONNECT_WITHIN, sock_read=ANSWER_WITHIN)
_JSON: Final = {"Content-Type": "application/json"}


class LoopbackSender:
    """Close it on every path."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._session: aiohttp.ClientSession | None = None

    async def send(self, body: bytes) -> Result:
        """Post one prepared call."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=_TIMEOUT, cookie_jar=aiohttp.DummyCookieJar())
        try:
            async with self._session.post(self._url, data=body, headers=_JSON, allow_redirects=False) as answer:
                await answer.read()
                return _result(answer.status, answer.headers.get("Retry-After", ""))
        except aiohttp.ClientConnectorError as problem:
            return Unreachable(type(problem).__name__)
        except (aiohttp.ClientError, TimeoutError) as problem:
            return Unclear(type(problem).__name__)

    def moved(self, body: bytes, address: str) -> bytes:
        """The same prepared call for another address."""
        return to_address(body, address)

    async def close(self) -> None:
        """Let the connections go."""
        if self._session is not None:
            await self._session.close()
            self._session = None


def _result(status: int, retry_after: str) -> Result:
    match status:
        case 200:
            return Sent()
        case 403:
            return ChatClosed("403")
        case 429:
            return RetryAfter(float(retry_after) if retry_after.isdecimal() else 1.0)
        case _ if status >= 500:
            return Unreachable(str(status))
        case _:
            return Refused(status, "not taken")
