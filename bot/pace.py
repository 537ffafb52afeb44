"""Waiting, as an argument: the real one counts and sleeps, a test's own moves on when it is told to."""

from __future__ import annotations

import asyncio
import random
import time
from typing import Protocol


class Pace(Protocol):
    """How time passes for whoever waits. Not the date: that is the clock's."""

    def now(self) -> float:
        """Seconds from some beginning; never goes back."""
        ...

    async def sleep(self, seconds: float) -> None: ...

    def chance(self) -> float:
        """Between 0 and 1, so that many who wait do not all come back at once."""
        ...


class RealPace:
    """The machine's own time."""

    def now(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    def chance(self) -> float:
        return random.random()  # noqa: S311 - spreads load, guards nothing


def growing(attempt: int, *, first: float, longest: float, chance: float) -> float:
    """Seconds before another attempt: twice as long each time up to the longest, spread by a quarter to both sides."""
    return min(longest, first * 2.0 ** min(max(attempt, 0), 30)) * (0.75 + chance / 2)
