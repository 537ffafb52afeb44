"""The plan of a district, commune by criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.documents.read_document import read_document
from bot.empty_set_text import empty_set_note
from bot.importers.importer import Done, Importer
from bot.importers.plan_text import as_document, in_words
from handlers.empty_set import set_without_indicators
from handlers.import_plan import import_plan

if TYPE_CHECKING:
    from bot.importers.importer import House, Wish
    from conversations.programme.table import Document


async def _take(house: House, document: Document, wish: Wish) -> Done:
    done = await import_plan(
        house.database, house.sets, document, unit=wish.unit, now=house.now, answers=wish.answers, dry_run=wish.dry_run
    )
    today = house.now.date()
    note = empty_set_note(await set_without_indicators(house.database, house.sets, day=today), today=today)
    words = in_words(done, dry_run=wish.dry_run)
    return Done(words=f"{words}\n{note}" if note else words, rows=lambda: as_document(done))


IMPORTER = Importer(read=read_document, take=_take)
