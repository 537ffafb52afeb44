"""Which communes and districts are to be recognised in which year, and by when they hand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.documents.read_document import read_document
from bot.importers import roadmap_text, villages_text
from bot.importers.importer import Done, Importer
from handlers.import_roadmap import import_roadmap
from handlers.import_villages import import_villages, names_villages

if TYPE_CHECKING:
    from bot.importers.importer import House, Wish
    from conversations.programme.table import Document


async def _take(house: House, document: Document, wish: Wish) -> Done:
    if names_villages(document):
        return await _villages(house, document, wish)
    done = await import_roadmap(
        house.database,
        house.sets,
        document,
        unit=wish.unit,
        now=house.now,
        answers=wish.answers,
        sure=wish.sure,
        dry_run=wish.dry_run,
    )
    return Done(
        words=roadmap_text.in_words(done, dry_run=wish.dry_run),
        rows=lambda: roadmap_text.as_document(done),
        questions=done.found.questions,
    )


async def _villages(house: House, document: Document, wish: Wish) -> Done:
    done = await import_villages(
        house.database, document, unit=wish.unit, now=house.now, answers=wish.answers, dry_run=wish.dry_run
    )
    return Done(
        words=villages_text.in_words(done, dry_run=wish.dry_run),
        rows=lambda: villages_text.as_document(done),
        questions=done.questions,
    )


IMPORTER = Importer(read=read_document, take=_take)
