"""Dated duties become what must be reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.documents.read_duties import read_duties
from bot.importers.importer import Done, Importer
from bot.importers.rules_text import as_document, in_words
from handlers.load_duties import load_duties
from handlers.rules import listed

if TYPE_CHECKING:
    from bot.importers.importer import House, Wish
    from conversations.programme.duties import Duty


async def _take(house: House, document: tuple[Duty, ...], wish: Wish) -> Done:
    day = wish.dated or house.now.date()
    done = await load_duties(
        house.database, document, unit=wish.unit, dated=day, now=house.now, dry_run=wish.dry_run, chosen=wish.days
    )
    async with house.database.read() as tx:
        rows = tuple([await listed(tx, rule, day=day) for rule in done.rules])
    words = in_words(done, rows, dated=wish.dated is not None, dry_run=wish.dry_run)
    return Done(words=words, rows=lambda: as_document(done, rows))


IMPORTER = Importer(read=read_duties, take=_take)
