"""Work that waits in the database for one process: looked for at start, whenever more has come, and now and then for
what is to be tried again.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

LOOK_EVERY: Final = 30.0


async def keep_looking(
    do_due: Callable[[], Awaitable[int]],
    came: asyncio.Event,
    *,
    failed: Callable[[], None],
    gather: Callable[[], Awaitable[None]] | None = None,
) -> None:
    """Do what is due until nothing is, again and again, until cancelled. failed: notes the exception under way; gather:
    how long to wait after more has come, so that what comes together is done together.
    """
    while True:
        try:
            while await do_due():
                pass
        except Exception:  # noqa: BLE001 - whatever it is, looking goes on
            failed()
        try:
            async with asyncio.timeout(LOOK_EVERY):
                await came.wait()
        except TimeoutError:
            continue
        came.clear()
        if gather is not None:
            await gather()
