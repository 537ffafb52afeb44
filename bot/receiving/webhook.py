"""The webhook: 200 only after the turn is committed, and the answer to a pressed button travels in that same response.

Whoever does not know the secret is refused before a byte of the body is read.
"""

from __future__ import annotations

import hmac
import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from bot.channels.telegram.sender import press_answer
from bot.listening import Reply
from bot.turns import OutageError

if TYPE_CHECKING:
    from bot.receiving.intake import Intake

SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
CONNECTIONS: Final = 40
"""Updates that Telegram may bring at once."""

_HEADER: Final = SECRET_HEADER.lower().encode()
_ANSWER: Final = b'{"method":"answerCallbackQuery",'
_TAKEN: Final = Reply()
_log = logging.getLogger(__name__)


class Webhook:
    """Answers Telegram's calls."""

    def __init__(self, *, intake: Intake, secret: str) -> None:
        self._intake = intake
        self._secret = secret.encode()
        self.refused = 0

    def knows(self, headers: dict[bytes, bytes]) -> bool:
        """Whether the caller knows the secret; compared in constant time."""
        if hmac.compare_digest(headers.get(_HEADER, b""), self._secret):
            return True
        self.refused += 1
        if self.refused & (self.refused - 1) == 0:
            _log.warning("webhook called without the right secret", extra={"times": self.refused})
        return False

    async def take(self, raw: bytes) -> Reply:
        """One update. What cannot be read is acknowledged too, or it would come for ever."""
        try:
            answer = await self._intake.take(raw)
        except OutageError as problem:
            _log.error("the database cannot be written (%s); Telegram brings the update again", problem)
            return Reply(HTTPStatus.SERVICE_UNAVAILABLE, retry_after=2)
        if answer is None:
            return _TAKEN
        return Reply(body=_ANSWER + press_answer(answer.query, answer.toast)[1:])
