"""What a row of the outbox names by its recipe, made just before it leaves: pictures, and photos kept as evidence."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from conversations.screens.evidence_recipe import EvidenceRecipe
from storage.evidence_pieces import stored_file

if TYPE_CHECKING:
    from pathlib import Path

    from bot.pictures import Pictures
    from storage.database import Database

_KINDS: Final = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file about to leave. kind: its media type."""

    file_name: str
    kind: str
    content: bytes


class Attachments:
    """Makes what recipes of one database name. folder: where photos are kept."""

    def __init__(self, *, database: Database, pictures: Pictures, folder: Path) -> None:
        self._database = database
        self._pictures = pictures
        self._folder = folder

    async def made(self, recipe: str) -> Attachment | None:
        """The file of a recipe; None: it names nothing that is there. Raises OSError where the disk refuses."""
        photo = EvidenceRecipe.read(recipe)
        if photo is not None:
            return await self._photo(photo)
        picture = await self._pictures.made(recipe)
        return None if picture is None else Attachment(file_name="bang.png", kind="image/png", content=picture)

    async def _photo(self, recipe: EvidenceRecipe) -> Attachment | None:
        async with self._database.read() as tx:
            stored = await stored_file(tx, recipe.evidence, recipe.number)
        if stored is None:
            return None
        place = self._folder / stored.path
        try:
            content = await asyncio.to_thread(place.read_bytes)
        except FileNotFoundError:
            return None
        ending = place.suffix.removeprefix(".")
        return Attachment(
            file_name=f"minh-chung-{recipe.evidence}-{recipe.number}.{ending}",
            kind=_KINDS.get(ending, "application/octet-stream"),
            content=content,
        )
