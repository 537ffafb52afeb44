"""Pictures are made from their recipes just before they leave, off the event loop, and never stored.

A recipe names what is shown as of a day and as known at a moment, so it gives the same picture again after a crash.
A digest for many chats asks for the same one: it is made once and kept for a while.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from bot.documents.table_picture import TablePictures
from conversations.engine.words import SOURCE
from conversations.screens.criteria_table import summary_drawing, table_drawing
from conversations.screens.picture_recipe import TableRecipe
from handlers.digest import load_tables
from storage.criteria import CriteriaSets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conversations.engine.words import Words
    from storage.database import Database

KEPT: Final = 24
"""Pictures of at most 200 kB each."""


class Pictures:
    """Makes pictures of one database."""

    def __init__(self, *, database: Database, words: Mapping[str, Words]) -> None:
        self._database = database
        self._words = words
        self._sets = CriteriaSets()
        self._tables = TablePictures()
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._making = asyncio.Lock()

    async def made(self, recipe: str) -> bytes | None:
        """The PNG of a recipe; None: it names nothing that can be shown."""
        if recipe not in self._kept:
            async with self._making:
                if recipe not in self._kept:
                    picture = await self._make(recipe)
                    if picture is None:
                        return None
                    self._kept[recipe] = picture
                    if len(self._kept) > KEPT:
                        self._kept.popitem(last=False)
        return self._kept[recipe]

    async def _make(self, text: str) -> bytes | None:
        recipe = TableRecipe.read(text)
        if recipe is None:
            return None
        async with self._database.read() as tx:
            tables = await load_tables(tx, self._sets, unit=recipe.unit, as_of=recipe.as_of, known_at=recipe.known_at)
        table = None if tables is None else tables.part(recipe.part)
        if tables is None or table is None:
            return None
        words = self._words.get(recipe.language, SOURCE)
        whole = recipe.part == 0 and tables.several
        drawing = summary_drawing(tables, words) if whole else table_drawing(table, words)
        return await asyncio.to_thread(self._tables.draw, drawing)
