"""What goes wrong on purpose: lost connections, lost answers, refusals, delays, updates twice or late.

A fault applies to a method and a chat (or to all), a number of times (or until it is cleared). Faults that name no
method leave getUpdates alone, except being offline.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class FaultKind(StrEnum):
    OFFLINE = "offline"  # the connection closes before anything happens
    LOST = "lost"  # the call takes effect, its answer never arrives
    TOO_MANY = "too_many"  # 429 with retry_after
    SERVER = "server"  # 5xx
    BLOCKED = "blocked"  # 403, as if the person had blocked the bot
    DELAY = "delay"  # the call waits for some seconds before it takes effect
    HELD = "held"  # the call waits until it is released, before it takes effect
    HELD_ANSWER = "held_answer"  # the call takes effect, its answer waits until it is released
    BROKEN = "broken"  # the answer is no JSON
    TWICE = "twice"  # an update arrives twice
    LATE = "late"  # an update is held back until it is released, and arrives after younger ones


@dataclass(slots=True, kw_only=True)
class Fault:
    id: int
    kind: FaultKind
    method: str | None = None
    chat: int | None = None
    times: int | None = None
    retry_after: int = 5
    code: int = 502
    seconds: float = 0.0
    hits: int = 0
    released: asyncio.Event = field(default_factory=asyncio.Event)

    def hit(self, kinds: Iterable[FaultKind], method: str | None, chat: int | None) -> bool:
        if self.kind not in kinds or (self.times is not None and self.hits >= self.times):
            return False
        if self.chat is not None and self.chat != chat:
            return False
        if self.method is None:
            return method != "getUpdates" or self.kind is FaultKind.OFFLINE
        return method is not None and self.method.lower() == method.lower()

    def as_json(self) -> dict[str, object]:
        return {
            "id": self.id, "kind": self.kind, "method": self.method, "chat": self.chat, "times": self.times,
            "retry_after": self.retry_after, "code": self.code, "seconds": self.seconds, "hits": self.hits,
        }  # fmt: skip


class Faults:
    def __init__(self) -> None:
        self.changed = asyncio.Event()  # set for a moment when a fault is cleared
        self.on_set: list[Callable[[], None]] = []
        self._active: list[Fault] = []
        self._next_id = 1

    def set(
        self,
        kind: FaultKind,
        *,
        method: str | None = None,
        chat: int | None = None,
        times: int | None = None,
        retry_after: int = 5,
        code: int = 502,
        seconds: float = 0.0,
    ) -> Fault:
        """Switch a fault on; `times` counts it down, without it the fault stays until it is cleared."""
        fault = Fault(
            id=self._next_id, kind=kind, method=method, chat=chat, times=times, retry_after=retry_after, code=code,
            seconds=seconds,
        )  # fmt: skip
        self._next_id += 1
        self._active.append(fault)
        for listener in self.on_set:
            listener()
        return fault

    def clear(self, fault_id: int | None = None) -> None:
        """Switch one fault off, or all of them. What a fault held goes on."""
        for fault in self._active:
            if fault_id in (None, fault.id):
                fault.released.set()
        self._active = [fault for fault in self._active if fault_id not in (None, fault.id)]
        self.changed.set()
        self.changed = asyncio.Event()

    def offline(self) -> bool:
        """Whether the bot is cut off altogether, not only for some calls."""
        return any(
            fault.kind is FaultKind.OFFLINE and fault.method is None and fault.chat is None and fault.times is None
            for fault in self._active
        )

    def active(self) -> list[Fault]:
        return list(self._active)

    def take(self, kinds: Iterable[FaultKind], method: str | None, chat: int | None) -> Fault | None:
        """The first fault of these kinds that applies to this call, counted as hit."""
        for fault in self._active:
            if fault.hit(kinds, method, chat):
                fault.hits += 1
                if fault.times is not None and fault.hits >= fault.times and not fault.kind.startswith("held"):
                    self._active.remove(fault)
                return fault
        return None

    def for_update(self, chat: int | None) -> tuple[bool, int]:
        """Whether the next update of this chat is held back, and how many times it arrives."""
        if not self._active:
            return False, 1
        late = self.take((FaultKind.LATE,), None, chat) is not None
        twice = self.take((FaultKind.TWICE,), None, chat) is not None
        return late, 2 if twice else 1
