"""The tree of administrative units, and what becomes of it on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.documents.read_document import read_document
from bot.importers.importer import Done, Importer
from bot.importers.units_text import as_document, in_words
from handlers.import_units import import_units

if TYPE_CHECKING:
    from bot.importers.importer import House, Wish
    from conversations.programme.table import Document


async def _take(house: House, document: Document, wish: Wish) -> Done:
    done = await import_units(
        house.database, house.sets, document, unit=wish.unit, now=house.now, source=wish.source, dry_run=wish.dry_run
    )
    return Done(words=in_words(done, dry_run=wish.dry_run), rows=lambda: as_document(done))


IMPORTER = Importer(read=read_document, take=_take)
