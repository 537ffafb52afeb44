"""How the bot is: its version, whether the database answers, what waits in the outbox, when an update came last."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import orjson

import bot
from bot.listening import Reply

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from bot.dispatching import Dispatcher
    from bot.receiving.intake import Intake

_log = logging.getLogger(__name__)


class Health:
    """Answers GET /health: 200 when the database answers, else 503. Names nobody and holds no secret."""

    def __init__(
        self, *, intake: Intake, dispatcher: Dispatcher, mode: str, queue: Callable[[], Awaitable[Mapping[str, int]]]
    ) -> None:
        """queue: the number of outbox rows by state, read from the database."""
        self._intake = intake
        self._dispatcher = dispatcher
        self._mode = mode
        self._queue = queue

    async def report(self) -> dict[str, Any]:
        """The whole document."""
        try:
            queue: Mapping[str, int] | None = await self._queue()
        except Exception:  # noqa: BLE001 - health tells, it does not fail
            _log.exception("health: the database does not answer")
            queue = None
        last = self._intake.last_update
        return {
            "version": bot.__version__,
            "mode": self._mode,
            "database": "ok" if queue is not None else "unreachable",
            "outbox": dict(queue or {}),
            "updates": dict(self._intake.counted),
            "last_update": last.isoformat(timespec="seconds") if last else None,
            "sent": self._dispatcher.sent,
        }

    async def answer(self) -> Reply:
        """The document as an answer."""
        document = await self.report()
        well = document["database"] == "ok"
        return Reply(HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE, orjson.dumps(document))
