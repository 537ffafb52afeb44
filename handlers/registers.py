"""Registers of a unit with those of all units below it, as of a day and as known at a moment.

What a unit that is no more has recorded belongs to the one that stands in its place; of one that was split, to nobody.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.programme.register import BELOW, Book, Entry, Part, book_of, sums, towards, worded
from conversations.programme.unit import Level
from storage.money import debts_of
from storage.register_entries import entries_of, photos_of
from storage.register_expectations import expected_at
from storage.registers import shipped_kinds
from storage.units import children, replaced_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from conversations.programme.ids import UnitId
    from conversations.programme.register import Expectation, RegisterKind
    from conversations.programme.unit import Unit
    from storage.database import Transaction
    from storage.register_entries import StoredEntry

VILLAGE = "thôn"
"""What a village is called where there is none."""


async def entries_in(
    tx: Transaction, units: Iterable[Unit], *, day: date, known: datetime | None = None, kind: str = ""
) -> tuple[Entry, ...]:
    """The entries of these units and of those in whose place they stand, oldest first. kind "": of all kinds."""
    there = {unit.id: unit for unit in units}
    stands = await _standing(tx, day=day, known=known)
    old = {number: there[after] for number, after in stands.items() if after in there and number not in there}
    stored = await entries_of(tx, (*there, *old), kind=kind, known=known)
    return tuple(_entry(one, {**old, **there}) for one in stored)


def _entry(stored: StoredEntry, units: Mapping[UnitId, Unit]) -> Entry:
    return Entry(
        id=stored.id, unit=units[stored.unit], kind=stored.kind, last=stored.last, recorded_at=stored.recorded_at
    )


async def _standing(tx: Transaction, *, day: date, known: datetime | None) -> Mapping[UnitId, UnitId]:
    """Every unit that is no more, with the last one that stands in its place, where it is one."""
    after: dict[UnitId, list[UnitId]] = {}
    for before, follower in await replaced_by(tx, day=day, known=known):
        after.setdefault(before, []).append(follower)
    found: dict[UnitId, UnitId] = {}
    for before in after:
        last, seen = before, {before}
        while len(after.get(last, ())) == 1 and after[last][0] not in seen:
            last = after[last][0]
            seen.add(last)
        if last != before and last not in after:
            found[before] = last
    return found


def kinds_for(unit: Unit, village: str) -> tuple[RegisterKind, ...]:
    """The kinds that there can be at a unit, in its words."""
    levels = BELOW[unit.kind.level]
    return tuple(worded(kind, village) for kind in shipped_kinds() if kind.levels & levels)


def village_word(unit: Unit, below: Iterable[Unit]) -> str:
    """What villages are called there: as the unit itself, else as the first one below it."""
    if unit.kind.level is Level.VILLAGE:
        return unit.kind.name
    return next((one.kind.name for one in below if one.kind.level is Level.VILLAGE), VILLAGE)


async def village_word_at(tx: Transaction, unit: Unit, *, day: date) -> str:
    """The same where what is below is not known yet: of a commune from its villages."""
    return village_word(unit, await children(tx, unit.id, day=day))


async def books_of(
    tx: Transaction,
    line: Sequence[Unit],
    below: Sequence[Unit],
    *,
    day: date,
    known: datetime | None = None,
    kind: str = "",
) -> tuple[Book, ...]:
    """The registers of the first unit of the line. below: all units below it. kind "": all that there can be, without
    their entries; else that one with its entries and what each unit right below has.
    """
    unit = line[0]
    entries = await entries_in(tx, (unit, *below), day=day, known=known, kind=kind)
    expected = await expected_at(tx, [one.id for one in line], known=known)
    kinds = kinds_for(unit, village_word(unit, below))
    taking: list[Entry] = []
    for other in kinds if kind else ():
        if other.of == kind:
            taking += await entries_in(tx, (unit, *below), day=day, known=known, kind=other.id)
    found = []
    for one in kinds:
        if kind and one.id != kind:
            continue
        book = book_of(one, (*entries, *taking), expected, unit, day=day, kinds=kinds)
        if one.debts_first:
            debts = await debts_of(tx, [each.id for each in (unit, *below)], day, known)
            book = replace(book, owed=sum(debts.values()))
        found.append(await _whole(tx, book, entries, expected, unit=unit, below=below, day=day) if kind else book)
    return tuple(found)


async def filled_books(
    tx: Transaction, line: Sequence[Unit], below: Sequence[Unit], *, day: date, known: datetime | None = None
) -> tuple[Book, ...]:
    """The registers that have anything in them, with their entries."""
    found: list[Book] = []
    for one in await books_of(tx, line, below, day=day, known=known):
        found += await books_of(tx, line, below, day=day, known=known, kind=one.kind.id)
    return tuple(book for book in found if book.entries)


async def _whole(
    tx: Transaction,
    book: Book,
    entries: Sequence[Entry],
    expected: Sequence[Expectation],
    *,
    unit: Unit,
    below: Sequence[Unit],
    day: date,
) -> Book:
    photos = await photos_of(tx, [one.id for one in entries])
    told = [replace(one, photos=photos.get(one.id, 0)) for one in entries if not one.struck and one.said.day <= day]
    return replace(
        book,
        entries=tuple(sorted(told, key=lambda one: (one.said.day, one.id), reverse=True)),
        parts=_parts(book.kind, entries, expected, unit=unit, below=below, day=day),
    )


def _parts(
    kind: RegisterKind,
    entries: Sequence[Entry],
    expected: Sequence[Expectation],
    *,
    unit: Unit,
    below: Sequence[Unit],
    day: date,
) -> tuple[Part, ...]:
    """Of each unit right below that can have such entries, in the order given."""
    units = {one.id: one for one in below}

    def top(one: Unit) -> UnitId | None:
        """The unit right below under which it stands."""
        while one.parent != unit.id:
            above = None if one.parent is None else units.get(one.parent)
            if above is None:
                return None
            one = above
        return one.id

    by_part: dict[UnitId | None, list[Entry]] = {}
    for entry in entries:
        if entry.unit.id != unit.id:
            by_part.setdefault(top(entry.unit), []).append(entry)
    return tuple(
        Part(
            unit=one,
            sums=sums(kind, by_part.get(one.id, ()), day=day),
            towards=towards(kind, by_part.get(one.id, ()), expected, one, day=day),
        )
        for one in below
        if one.parent == unit.id and kind.levels & BELOW[one.kind.level]
    )
