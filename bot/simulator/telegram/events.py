"""What happened, in order: for the page beside the phones and for tests that ask "was it sent?".

Publishing costs an append; only readers pay for JSON. Old events fall out of the far end.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    seq: int
    at: datetime
    kind: str  # shown, edited, deleted, typing, toast, call, fault, update, delivery, person, violation
    chat: int | None
    data: dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Call:
    """One call of the bot. `applied` tells whether it took effect, `outcome` what the bot was told."""

    seq: int
    at: datetime
    method: str
    chat: int | None
    params: dict[str, Any]
    via: str  # http, or webhook for a call in the webhook's answer
    outcome: str = "running"
    applied: bool = False
    message_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """The bot broke a published rule that Telegram itself overlooks."""

    at: datetime
    method: str
    what: str


class Events:
    def __init__(self, *, keep: int = 5000) -> None:
        self._kept: deque[Event] = deque(maxlen=keep)
        self._readers: set[asyncio.Event] = set()
        self.last = 0

    def publish(self, kind: str, *, at: datetime, chat: int | None = None, **data: object) -> None:
        self.last += 1
        self._kept.append(Event(seq=self.last, at=at, kind=kind, chat=chat, data=data))
        for reader in self._readers:
            reader.set()

    def since(self, seq: int) -> list[Event]:
        """Events after `seq` that are still kept."""
        fresh = min(self.last - seq, len(self._kept))
        return [self._kept[n] for n in range(len(self._kept) - fresh, len(self._kept))] if fresh > 0 else []

    async def follow(self, seq: int) -> AsyncIterator[list[Event]]:
        """Batches of events after `seq`, for ever. A reader too slow for the buffer misses the oldest."""
        wake = asyncio.Event()
        self._readers.add(wake)
        try:
            while True:
                wake.clear()
                batch = self.since(seq)
                if batch:
                    seq = batch[-1].seq
                    yield batch
                else:
                    await wake.wait()
        finally:
            self._readers.discard(wake)
