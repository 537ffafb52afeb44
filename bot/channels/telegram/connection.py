"""The way to Telegram's servers: one aiohttp session for everything, with limits in time and number.

The token stays in here: addresses that hold it are never part of an exception or a log line that leaves this folder.
"""

from __future__ import annotations

from typing import Final

import aiohttp
from yarl import URL

AT_ONCE: Final = 100
CONNECT_WITHIN: Final = 10.0
ANSWER_WITHIN: Final = 20.0
KEPT_OPEN: Final = 15.0
"""Seconds. A connection idle for longer is not used again: the other end may have closed it, a call would be lost."""

_TIMEOUT: Final = aiohttp.ClientTimeout(total=None, connect=CONNECT_WITHIN, sock_read=ANSWER_WITHIN)
_JSON: Final = {"Content-Type": "application/json"}


class Connection:
    """An open session. Close it on every path."""

    def __init__(self, *, base_url: str, file_url: str, token: str) -> None:
        self._base = f"{base_url}{token}/"
        self._files = f"{file_url}{token}/"
        self._token = token
        self._urls: dict[str, URL] = {}
        self._session: aiohttp.ClientSession | None = None

    @property
    def session(self) -> aiohttp.ClientSession:
        """The session, made when it is first needed, inside the running loop."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=AT_ONCE, keepalive_timeout=KEPT_OPEN, ttl_dns_cache=300),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=_TIMEOUT,
                skip_auto_headers=("Accept", "User-Agent"),
            )
        return self._session

    async def post(self, method: str, parameters: bytes, *, patience: float | None = None) -> tuple[int, bytes]:
        """Call a method with JSON. patience: seconds to wait for the answer of a long poll. Raises aiohttp's errors."""
        url = self._urls.get(method)
        if url is None:
            url = self._urls[method] = URL(self._base + method, encoded=True)
        if patience is None:
            async with self.session.post(url, data=parameters, headers=_JSON, allow_redirects=False) as answer:
                return answer.status, await answer.read()
        timeout = aiohttp.ClientTimeout(total=None, connect=CONNECT_WITHIN, sock_read=patience)
        async with self.session.post(
            url, data=parameters, headers=_JSON, allow_redirects=False, timeout=timeout
        ) as answer:
            return answer.status, await answer.read()

    def file(self, path: str) -> URL:
        """Where a file's bytes are. Holds the token."""
        return URL(self._files + path)

    def without_token(self, text: str) -> str:
        """A text that may have come from a library, fit for a log."""
        return text.replace(self._token, "***")

    async def close(self) -> None:
        """Let all connections go."""
        if self._session is not None:
            await self._session.close()
            self._session = None
