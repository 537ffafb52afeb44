"""The goals that a document sets for a province or district, or a table of their figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.documents.read_document import read_document
from bot.importers.goals_text import as_document, in_words, values_as_document, values_in_words
from bot.importers.importer import Done, Importer
from conversations.programme.goal_value_table import read_goal_values
from handlers.goal_values import keep_values
from handlers.import_goals import import_goals

if TYPE_CHECKING:
    from bot.importers.importer import House, Wish
    from conversations.programme.table import Document


async def _take(house: House, document: Document, wish: Wish) -> Done:
    values = read_goal_values(document, today=house.now.date())
    if values:
        named, kept = await keep_values(
            house.database, house.sets, values, unit=wish.unit, now=house.now, sure=wish.sure, dry_run=wish.dry_run
        )
        told = values_in_words(named, kept, dry_run=wish.dry_run)
        return Done(words=told, rows=lambda: values_as_document(named, kept))
    done = await import_goals(
        house.database,
        document,
        unit=wish.unit,
        now=house.now,
        dated=wish.dated,
        number=wish.number,
        dry_run=wish.dry_run,
    )
    return Done(words=in_words(done, dry_run=wish.dry_run), rows=lambda: as_document(done))


IMPORTER = Importer(read=read_document, take=_take)
