"""The way to Telegram's servers: lines of our own for calls, one aiohttp session for PTB and for files.

The token stays in here: addresses that hold it are never part of an exception or a log line that leaves this folder.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

import aiohttp

from bot.channels.telegram.lines import ANSWER_WITHIN, CONNECT_WITHIN, Lines

if TYPE_CHECKING:
    from collections.abc import Mapping

AT_ONCE: Final = 20
UPLOAD_WITHIN: Final = 60.0

_TIMEOUT: Final = aiohttp.ClientTimeout(total=None, connect=CONNECT_WITHIN, sock_read=ANSWER_WITHIN)


class Connection:
    """Lines and a session. Close it on every path."""

    def __init__(self, *, base_url: str, token: str) -> None:
        self._token = token
        self._lines = Lines(f"{base_url}{token}/")
        self._session: aiohttp.ClientSession | None = None

    @property
    def session(self) -> aiohttp.ClientSession:
        """The session, made when it is first needed, inside the running loop."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=AT_ONCE),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=_TIMEOUT,
                skip_auto_headers=("Accept", "User-Agent"),
            )
        return self._session

    async def post(self, method: str, parameters: bytes, *, patience: float = ANSWER_WITHIN) -> tuple[int, bytes]:
        """Call a method with JSON: status and body. patience: seconds to wait for the answer of a long poll.

        Raises NotConnectedError (certainly not sent) or LostError (perhaps sent).
        """
        return await self._lines.post(method, parameters, patience=patience)

    async def upload(
        self, method: str, parameters: Mapping[str, str], *, field: str, file_name: str, kind: str, content: bytes
    ) -> tuple[int, bytes]:
        """Call a method with a file. parameters: their JSON, or their text where they are text. Raises as `post`."""
        boundary = secrets.token_hex(16).encode()
        start = b"--%s\r\nContent-Disposition: form-data; name=" % boundary
        parts = [start + b'"%s"\r\n\r\n%s\r\n' % (name.encode(), text.encode()) for name, text in parameters.items()]
        parts.append(
            start
            + b'"%s"; filename="%s"\r\nContent-Type: %s\r\n\r\n%s\r\n'
            % (field.encode(), file_name.encode(), kind.encode(), content)
        )
        body = b"".join((*parts, b"--%s--\r\n" % boundary))
        form = b"multipart/form-data; boundary=" + boundary
        return await self._lines.post(method, body, patience=UPLOAD_WITHIN, kind=form)

    def without_token(self, text: str) -> str:
        """A text that may have come from a library, fit for a log."""
        return text.replace(self._token, "***")

    async def close(self) -> None:
        """Let all connections go."""
        await self._lines.close()
        if self._session is not None:
            await self._session.close()
            self._session = None
