"""What grows old is dropped, now and then; a fault is logged and the next tick tries again."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from handlers.groups_watch import watch_groups
from handlers.housekeeping import tidy_up

if TYPE_CHECKING:
    from handlers.ports import Services
    from storage.database import Database

EVERY: Final = 600.0
"""Seconds."""

_log = logging.getLogger(__name__)


class Housekeeping:
    """One round a tick."""

    def __init__(self, *, database: Database, services: Services) -> None:
        self._database = database
        self._services = services

    async def tick(self) -> None:
        """One round."""
        try:
            done = await tidy_up(self._database, self._services.clock)
        except Exception:  # noqa: BLE001 - whatever it is, ticking goes on
            _log.exception("housekeeping failed; the next tick tries again")
            return
        if done.released.again or done.released.unknown:
            _log.warning(
                "rows of a dead worker were freed",
                extra={"again": done.released.again, "unknown": done.released.unknown},
            )
        try:
            await watch_groups(self._database, self._services)
        except Exception:  # noqa: BLE001 - as above
            _log.exception("the groups could not be looked after; the next tick tries again")
