"""A pace for tests: whoever sleeps goes on at once and how long is written down; or waits until it is wound on."""

from __future__ import annotations

import asyncio
import heapq


class HandPace:
    """chance is always a half, so growing waits are exact. holds: sleeps of this length or more wait for wind()."""

    def __init__(self, *, holds: float = float("inf")) -> None:
        self.slept: list[float] = []
        self.holds = holds
        self._now = 0.0
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []

    def now(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        if seconds < self.holds:
            self._now += seconds
            await asyncio.sleep(0)
            return
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (self._now + seconds, len(self.slept), woken))
        await woken

    def chance(self) -> float:
        return 0.5

    def wind(self, seconds: float) -> None:
        self._now += seconds
        while self._waiting and self._waiting[0][0] <= self._now:
            woken = heapq.heappop(self._waiting)[2]
            if not woken.done():
                woken.set_result(None)
