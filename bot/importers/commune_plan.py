"""What a commune still has to do for each criterion, with money, who and by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.documents.read_document import read_document
from bot.importers.commune_plan_text import as_document, in_words
from bot.importers.importer import Done, Importer
from handlers.import_commune_plan import import_commune_plan

if TYPE_CHECKING:
    from bot.importers.importer import House, Wish
    from conversations.programme.table import Document


async def _take(house: House, document: Document, wish: Wish) -> Done:
    done = await import_commune_plan(
        house.database,
        house.sets,
        document,
        unit=wish.unit,
        now=house.now,
        set_id=wish.set_id,
        answers=wish.answers,
        dry_run=wish.dry_run,
    )
    return Done(words=in_words(done, dry_run=wish.dry_run), rows=lambda: as_document(done))


IMPORTER = Importer(read=read_document, take=_take)
