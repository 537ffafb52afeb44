"""Groups: a command given there is answered by one sentence, once an hour for each group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from conversations.screens.group import private_only

if TYPE_CHECKING:
    from bot.pace import Pace
    from conversations.engine.words import Words
    from handlers.ports import Renderer

AGAIN_AFTER: Final = 3600.0
REMEMBERED: Final = 1000


class Groups:
    """Remembers where it was told lately."""

    def __init__(self, *, renderer: Renderer, words: Words, pace: Pace) -> None:
        self._renderer = renderer
        self._words = words
        self._pace = pace
        self._told: dict[str, float] = {}

    def told(self, address: str, *, link: str) -> bytes | None:
        """The call that tells it; None: it was told lately."""
        now = self._pace.now()
        last = self._told.pop(address, None)
        fresh = last is None or now - last >= AGAIN_AFTER
        self._told[address] = now if fresh or last is None else last
        if len(self._told) > REMEMBERED:
            del self._told[next(iter(self._told))]
        return self._renderer.message(private_only(self._words, link=link), address=address) if fresh else None
