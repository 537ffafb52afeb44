"""Jobs nobody waits for, kept so that they end before the process does and none fails unseen."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterable

_log = logging.getLogger(__name__)


class Background:
    """Short jobs are finished by close(), lasting ones are ended by it."""

    def __init__(self) -> None:
        self._short: set[asyncio.Task[None]] = set()
        self._lasting: set[asyncio.Task[None]] = set()

    def run(self, job: Coroutine[object, object, None]) -> None:
        """Begin a job that ends by itself."""
        self._begin(job, self._short)

    def keep(self, job: Coroutine[object, object, None]) -> None:
        """Begin a job that lasts until close()."""
        self._begin(job, self._lasting)

    async def close(self, *, within: float) -> None:
        """Seconds of grace for short jobs."""
        await _cancelled(self._lasting)
        if self._short:
            await asyncio.wait(self._short, timeout=within)
        await _cancelled(self._short)

    def _begin(self, job: Coroutine[object, object, None], tasks: set[asyncio.Task[None]]) -> None:
        task = asyncio.get_running_loop().create_task(job)
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        task.add_done_callback(_tell_failure)


def _tell_failure(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (problem := task.exception()) is not None:
        _log.error("a background job failed", exc_info=problem)


async def _cancelled(tasks: Iterable[asyncio.Task[None]]) -> None:
    left = list(tasks)
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
