"""How many units are to reach a standard, by district."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.documents.read_document import read_document
from bot.importers.importer import Done, Importer
from bot.importers.targets_text import as_document, in_words
from handlers.import_targets import import_targets

if TYPE_CHECKING:
    from bot.importers.importer import House, Wish
    from conversations.programme.table import Document


async def _take(house: House, document: Document, wish: Wish) -> Done:
    done = await import_targets(
        house.database, document, unit=wish.unit, now=house.now, answers=wish.answers, dry_run=wish.dry_run
    )
    return Done(words=in_words(done, dry_run=wish.dry_run), rows=lambda: as_document(done))


IMPORTER = Importer(read=read_document, take=_take)
