"""Which office judges which indicators, from a day on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.documents.read_document import read_document
from bot.importers.importer import Done, Importer
from bot.importers.offices_text import as_document, in_words
from handlers.import_offices import import_offices

if TYPE_CHECKING:
    from bot.importers.importer import House, Wish
    from conversations.programme.table import Document


async def _take(house: House, document: Document, wish: Wish) -> Done:
    done = await import_offices(
        house.database, house.sets, document, unit=wish.unit, now=house.now, set_id=wish.set_id, dry_run=wish.dry_run
    )
    return Done(words=in_words(done, dry_run=wish.dry_run), rows=lambda: as_document(done))


IMPORTER = Importer(read=read_document, take=_take)
