"""Turns in order: one after the other for one address, side by side for different ones; what must leave is handed over.

A turn that fails for a reason of its own is tried again, then skipped and reported, so that it cannot stop anybody.
When the database itself cannot be written, nothing is skipped: Outage is raised and the update is not acknowledged.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from bot.pace import growing
from conversations.programme.problem import Problem
from handlers.group_turn import GroupIncoming, take_group_turn
from handlers.turn import Incoming, Turned, take_turn
from storage.refusals import is_outage

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.pace import Pace
    from handlers.ports import Services
    from storage.database import Database
    from storage.outbox import Due

    Take = Callable[[Database, Incoming | GroupIncoming, Services], Awaitable[Turned]]

ATTEMPTS: Final = 3
FIRST_WAIT: Final = 0.2
LONGEST_WAIT: Final = 2.0

_log = logging.getLogger(__name__)


async def take_any(database: Database, incoming: Incoming | GroupIncoming, services: Services) -> Turned:
    """A turn of a person's chat or of a group."""
    if isinstance(incoming, GroupIncoming):
        return await take_group_turn(database, incoming, services)
    return await take_turn(database, incoming, services)


class OutageError(Exception):
    """The database cannot be used now; the turn did not happen and must be tried later."""


@dataclass(slots=True)
class _Chat:
    """A chat with turns under way or waiting. The lock lets them in as they came."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    turns: int = 0


class Turns:
    """Where what was received becomes turns."""

    def __init__(
        self,
        *,
        database: Database,
        services: Services,
        hand_over: Callable[[Sequence[Due]], None],
        pace: Pace,
        take: Take = take_any,
    ) -> None:
        self.services = services
        self.skipped = 0
        self._database = database
        self._hand_over = hand_over
        self._pace = pace
        self._take = take
        self._chats: dict[tuple[str, str], _Chat] = {}

    def link_to(self, base: str) -> None:
        """From now on invitations lead there."""
        self.services = replace(self.services, link_base=base)

    async def take(self, incoming: Incoming | GroupIncoming) -> Turned | None:
        """One turn, committed when this returns. None: it was given up. Raises OutageError."""
        address = (incoming.channel, incoming.address)
        chat = self._chats.get(address)
        if chat is None:
            chat = self._chats[address] = _Chat()
        chat.turns += 1
        try:
            async with chat.lock:
                return await self._one(incoming)
        finally:
            chat.turns -= 1
            if not chat.turns:
                del self._chats[address]

    async def _one(self, incoming: Incoming | GroupIncoming) -> Turned | None:
        for attempt in range(ATTEMPTS):
            try:
                turned = await self._take(self._database, incoming, self.services)
            except Exception as problem:
                if isinstance(problem, Problem) and is_outage(problem):
                    raise OutageError(str(problem)) from problem
                last = attempt + 1 == ATTEMPTS
                told = {"channel": incoming.channel, "key": incoming.key, "kind": incoming.kind, "attempt": attempt + 1}
                _log.log(logging.ERROR if last else logging.WARNING, "a turn failed", exc_info=True, extra=told)
                if not last:
                    chance = self._pace.chance()
                    await self._pace.sleep(growing(attempt, first=FIRST_WAIT, longest=LONGEST_WAIT, chance=chance))
            else:
                if turned.outgoing:
                    self._hand_over(turned.outgoing)
                return turned
        self.skipped += 1
        return None
