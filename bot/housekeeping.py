"""What grows old is dropped, now and then; a fault is logged and the next tick tries again."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from handlers.housekeeping import tidy_up

if TYPE_CHECKING:
    from bot.clock import Clock
    from storage.database import Database

EVERY: Final = 600.0
"""Seconds."""

_log = logging.getLogger(__name__)


class Housekeeping:
    """One round a tick."""

    def __init__(self, *, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def tick(self) -> None:
        """One round."""
        try:
            done = await tidy_up(self._database, self._clock)
        except Exception:  # noqa: BLE001 - whatever it is, ticking goes on
            _log.exception("housekeeping failed; the next tick tries again")
            return
        if done.released.again or done.released.unknown:
            _log.warning(
                "rows of a dead worker were freed",
                extra={"again": done.released.again, "unknown": done.released.unknown},
            )
