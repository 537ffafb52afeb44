"""What polling and the webhook share: an update is read, its turn taken, and the answer to a press is returned.

Only an outage of the database is raised. What is refused is logged by key and kind, never by content.
"""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from bot.channels.telegram.updates import Broken, Ignored, Received, read_update

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.turns import Turns
    from handlers.ports import Clock

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """What stops a pressed button's turning: its query, and a text that may be empty."""

    query: str
    toast: str = ""


class Intake:
    """Counts what it takes: health shows it."""

    def __init__(self, *, turns: Turns, clock: Clock) -> None:
        self.username = ""
        self.counted: Counter[str] = Counter()
        self.last_update: datetime | None = None
        self.photo_came: Callable[[], None] = lambda: None
        self._turns = turns
        self._clock = clock

    async def take(self, raw: bytes | dict[str, object]) -> Answer | None:
        """Take one update; when this returns, its turn is committed. Raises OutageError."""
        self.last_update = self._clock.now()
        read = read_update(raw, username=self.username)
        match read:
            case Received(incoming=incoming, query=query):
                turned = await self._turns.take(incoming)
                if turned is not None and turned.files:
                    self.photo_came()
                self.counted["skipped" if turned is None else "duplicate" if turned.duplicate else "taken"] += 1
                return Answer(query, turned.toast if turned else "") if query else None
            case Ignored(key=key, kind=kind, reason=reason, query=query):
                self.counted["ignored"] += 1
                _log.info("update ignored: %s", reason, extra={"key": key, "kind": kind})
                return Answer(query) if query else None
            case Broken(key=key, reason=reason):
                self.counted["broken"] += 1
                _log.warning("update not understood: %s", reason, extra={"key": key})
                return None
            case _:
                assert_never(read)
