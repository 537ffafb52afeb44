"""PTB's requests over the shared aiohttp session, for everything off the hot path: menus, files, the webhook.

Importing this imports PTB (half a second), so it is imported when it is first needed.
"""

from __future__ import annotations

import logging
import os
from typing import Any, Final

import aiohttp
from telegram import Bot
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.channels.telegram.connection import Connection
from bot.channels.telegram.lines import ANSWER_WITHIN, CONNECT_WITHIN

UPLOAD_WITHIN: Final = 60.0


class AiohttpRequest(BaseRequest):
    """One request of PTB's. The session belongs to the connection and is closed there."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def read_timeout(self) -> float | None:
        return ANSWER_WITHIN

    async def initialize(self) -> None:
        """Nothing: the session opens itself."""

    async def shutdown(self) -> None:
        """Nothing: the session is shared and outlives this."""

    async def do_request(  # noqa: PLR0917 - PTB's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 - PTB's own union with its own sentinel
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401, ARG002 - as above
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 - as above
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401, ARG002 - as above
    ) -> tuple[int, bytes]:
        """Raises PTB's TimedOut and NetworkError, with no address in them."""
        files = request_data is not None and request_data.contains_files
        timeout = aiohttp.ClientTimeout(
            total=None,
            connect=_or(connect_timeout, CONNECT_WITHIN),
            sock_read=_or(read_timeout, UPLOAD_WITHIN if files else ANSWER_WITHIN),
        )
        try:
            async with self._connection.session.request(
                method, URL(url), data=_body(request_data), timeout=timeout, allow_redirects=False
            ) as answer:
                return answer.status, await answer.read()
        except TimeoutError as problem:
            raise TimedOut(type(problem).__name__) from None
        except (aiohttp.ClientError, OSError) as problem:
            raise NetworkError(self._connection.without_token(f"{type(problem).__name__}: {problem}")) from None


def make_bot(connection: Connection, token: str, *, base_url: str, file_url: str) -> Bot:
    """PTB's Bot on the shared session. Not initialised: that would quote the token where it is refused."""
    os.environ.setdefault("PTB_TIMEDELTA", "1")  # else every answer 429 warns that PTB will change
    logging.getLogger("telegram.Bot").setLevel(logging.INFO)  # below that it logs addresses with the token in them
    return Bot(
        token,
        base_url=base_url,
        base_file_url=file_url,
        request=AiohttpRequest(connection),
        get_updates_request=AiohttpRequest(connection),
    )


def _or(given: Any, default: float) -> float | None:  # noqa: ANN401 - as above
    if given is BaseRequest.DEFAULT_NONE:
        return default
    return None if given is None else float(given)


def _body(data: RequestData | None) -> aiohttp.FormData | dict[str, str] | None:
    if data is None:
        return None
    if not data.contains_files:
        return data.json_parameters
    form = aiohttp.FormData(quote_fields=False)  # Telegram shows file names as they are written
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
