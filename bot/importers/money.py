"""What a document assigns by source and year, its works, and what is spent of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.documents.read_document import read_document
from bot.importers.importer import Done, Importer
from bot.importers.money_text import as_document, in_words
from handlers.import_money import import_money

if TYPE_CHECKING:
    from bot.importers.importer import House, Wish
    from conversations.programme.table import Document


async def _take(house: House, document: Document, wish: Wish) -> Done:
    done = await import_money(
        house.database, document, unit=wish.unit, now=house.now, answers=wish.answers, dry_run=wish.dry_run
    )
    return Done(words=in_words(done, dry_run=wish.dry_run), rows=lambda: as_document(done))


IMPORTER = Importer(read=read_document, take=_take)
