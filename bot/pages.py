"""What can be read at the bot's address: which part of a path is whose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.link_signature import PATH as FILES
from handlers.public_pages import ROOT as PUBLIC

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.file_pages import FilePages
    from bot.listening import Reply
    from bot.public_pages import PublicPages


class Pages:
    """Answers whoever reads."""

    def __init__(self, *, files: FilePages, public: PublicPages) -> None:
        self._files = files
        self._public = public

    def knows(self, path: str) -> bool:
        """Whether something may stand at that path."""
        return path.startswith((FILES, PUBLIC)) or path == PUBLIC.rstrip("/")

    async def get(self, path: str, headers: Mapping[bytes, bytes]) -> Reply:
        """What stands there."""
        if not path.startswith(FILES):
            return await self._public.get(path.removeprefix(PUBLIC.rstrip("/")), headers)
        return await self._files.get(path.removeprefix(FILES))
