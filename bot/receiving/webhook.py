"""The webhook: 200 only after the turn is committed, and the answer to a pressed button travels in that same response.

Whoever does not know the secret is refused before a byte of the body is read.
"""

from __future__ import annotations

import hmac
import logging
from typing import TYPE_CHECKING, Final

from aiohttp import web

from bot.channels.telegram.sender import press_answer
from bot.turns import OutageError

if TYPE_CHECKING:
    from bot.receiving.intake import Intake

SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
LARGEST_BODY: Final = 1 << 20
CONNECTIONS: Final = 40
"""Updates that Telegram may bring at once."""

_ANSWER: Final = b'{"method":"answerCallbackQuery",'
_log = logging.getLogger(__name__)


class Webhook:
    """Answers Telegram's calls."""

    def __init__(self, *, intake: Intake, secret: str) -> None:
        self._intake = intake
        self._secret = secret.encode()
        self.refused = 0

    async def take(self, request: web.BaseRequest) -> web.Response:
        """One call of Telegram's, or somebody else's."""
        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), self._secret):
            self.refused += 1
            if self.refused & (self.refused - 1) == 0:
                _log.warning("webhook called without the right secret", extra={"times": self.refused})
            return web.Response(status=403)
        try:
            raw = await request.read()
        except web.HTTPRequestEntityTooLarge:
            _log.warning("update not understood: larger than %d bytes", LARGEST_BODY)
            return web.Response()
        try:
            answer = await self._intake.take(raw)
        except OutageError as problem:
            _log.error("the database cannot be written (%s); Telegram brings the update again", problem)
            return web.Response(status=503, headers={"Retry-After": "2"})
        if answer is None:
            return web.Response()
        return web.Response(
            body=_ANSWER + press_answer(answer.query, answer.toast)[1:], content_type="application/json"
        )
