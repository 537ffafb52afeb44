"""What can be read at the bot's address: which part of a path is whose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.link_signature import PATH as FILES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.file_pages import FilePages
    from bot.listening import Reply


class Pages:
    """Answers whoever reads."""

    def __init__(self, *, files: FilePages) -> None:
        self._files = files

    def knows(self, path: str) -> bool:
        """Whether something may stand at that path."""
        return path.startswith(FILES)

    async def get(self, path: str, headers: Mapping[bytes, bytes]) -> Reply:  # noqa: ARG002 - the listener's form
        """What stands there."""
        return await self._files.get(path.removeprefix(FILES))
