"""Waiting for something to become true in the emulated world, without sleeping.

A condition is looked at again each time something changes in the chat it is about (or anywhere, when it names none).
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

T = TypeVar("T")

PATIENCE: Final = 30.0
"""Seconds until whoever waits gives up. Only what fails takes so long, so it may be many: machines are busy."""


@dataclass(slots=True, kw_only=True)
class _Waiter:
    look: Callable[[], object]
    done: asyncio.Future[object]


class Watch:
    def __init__(self) -> None:
        self._everywhere: list[_Waiter] = []
        self._by_chat: dict[int, list[_Waiter]] = {}

    async def wait_for(
        self,
        predicate: Callable[[], T],
        *,
        chat: int | None = None,
        timeout: float = PATIENCE,
        describe: Callable[[], str] | None = None,
    ) -> T:
        """The first true value of `predicate`. Give the chat when the condition is about one chat only.

        Raises TimeoutError, with what `describe` says about the state then.
        """
        value = predicate()
        if value:
            return value
        waiter = _Waiter(look=predicate, done=asyncio.get_running_loop().create_future())
        queue = self._everywhere if chat is None else self._by_chat.setdefault(chat, [])
        queue.append(waiter)
        try:
            async with asyncio.timeout(timeout):
                return await waiter.done  # type: ignore[return-value] # what `predicate` returned
        except TimeoutError:
            raise TimeoutError(describe() if describe else f"still not true after {timeout} s") from None
        finally:
            queue.remove(waiter)
            if chat is not None and not queue:
                self._by_chat.pop(chat, None)

    def changed(self, chat: int | None = None) -> None:
        if chat is not None and chat in self._by_chat:
            self._look(self._by_chat[chat])
        if self._everywhere:
            self._look(self._everywhere)

    def _look(self, waiters: list[_Waiter]) -> None:
        for waiter in waiters:
            if waiter.done.done():
                continue
            try:
                value = waiter.look()
            except Exception as problem:  # noqa: BLE001 # whoever waits shall see what his own condition raised
                waiter.done.set_exception(problem)
            else:
                if value:
                    waiter.done.set_result(value)
