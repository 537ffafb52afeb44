"""Registers in facts: those of a unit, one kind that can be written in, and one entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.register import Books, Entry, EntryView, worded
from conversations.programme.rights import may_keep_register, may_see_evidence, may_see_unit
from handlers.registers import books_of, village_word_at
from storage.register_entries import entry_numbered, photos_of
from storage.registers import kind_named
from storage.units import units_below

if TYPE_CHECKING:
    from conversations.engine.asks_of_registers import RegistersOf, RegisterToKeep
    from conversations.programme.ids import EntryId
    from conversations.programme.person import Person
    from conversations.programme.register import RegisterKind
    from storage.database import Transaction
    from storage.programme import Programme


async def registers_of(tx: Transaction, ask: RegistersOf, person: Person, programme: Programme) -> Books | None:
    """None: no such unit or kind, or it is not theirs to see."""
    line = await programme.line(tx, ask.unit)
    if not line or not may_see_unit(person, line[0], await programme.above(tx, ask.unit)):
        return None
    below = await units_below(tx, ask.unit, day=programme.today)
    books = await books_of(tx, line, below, day=programme.today, kind=ask.kind)
    if ask.kind and not books:
        return None
    keeps = may_keep_register(person, line[0])
    return Books(
        unit=line[0],
        day=programme.today,
        books=books,
        keeps=frozenset(one.kind.id for one in books if keeps and line[0].kind.level in one.kind.levels),
    )


async def register_to_keep(
    tx: Transaction, ask: RegisterToKeep, person: Person, programme: Programme
) -> RegisterKind | None:
    """None: no such unit or kind, or it is not theirs to write in."""
    unit = await programme.unit(tx, ask.unit)
    kind = kind_named(ask.kind)
    if unit is None or kind is None or unit.kind.level not in kind.levels or not may_keep_register(person, unit):
        return None
    return worded(kind, await village_word_at(tx, unit, day=programme.today))


async def one_entry(tx: Transaction, number: EntryId, person: Person, programme: Programme) -> EntryView | None:
    """The entry, where the person may see it; None also where there is none."""
    found = await entry_numbered(tx, number)
    if found is None:
        return None
    stored, steps = found
    unit = await programme.standing(tx, stored.unit) or await programme.unit(tx, stored.unit)
    kind = kind_named(stored.kind)
    if unit is None or kind is None:
        return None
    above = await programme.above(tx, unit.id)
    if not may_see_unit(person, unit, above):
        return None
    photos = await photos_of(tx, [number])
    entry = Entry(
        id=stored.id,
        unit=unit,
        kind=stored.kind,
        last=stored.last,
        recorded_at=stored.recorded_at,
        photos=photos.get(number, 0),
    )
    return EntryView(
        entry=entry,
        kind=worded(kind, await village_word_at(tx, unit, day=programme.today)),
        steps=steps,
        keeps=may_keep_register(person, unit) and not entry.struck,
        opens=may_see_evidence(person, unit, above, frozenset()),
    )
