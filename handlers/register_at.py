"""Registers of a named unit as of a day and as known at a moment; taking one away as a file is noted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.problem import Problem
from handlers.registers import books_of, filled_books
from storage.audit import note_later
from storage.times import millis
from storage.unit_names import unit_named
from storage.units import lineage, units_below

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from conversations.programme.ids import UnitId
    from conversations.programme.register import Book
    from conversations.programme.unit import Unit
    from storage.database import Database, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistersAt:
    """above: the unit, those above it and all below it, by number."""

    unit: Unit
    as_of: date
    books: tuple[Book, ...]
    above: Mapping[UnitId, Unit]


async def registers_at(
    database: Database, *, unit: str, as_of: date, known_at: datetime | None, kind: str = ""
) -> RegistersAt:
    """kind "": all there are, without entries. The same day and moment give the same. Raises Problem: no such unit or
    register.
    """
    async with database.read() as tx:
        named, line, below = await _around(tx, unit, as_of, known_at)
        books = await books_of(tx, line, below, day=as_of, known=known_at, kind=kind)
        if kind and not books:
            raise _unknown(named, kind)
        return _at(named, line, below, books, as_of)


async def register_taken(
    database: Database, *, unit: str, as_of: date, known_at: datetime, kind: str, now: datetime
) -> RegistersAt:
    """One register with its entries, for a file; kind "": each that has any."""

    async def work(tx: Transaction) -> RegistersAt:
        named, line, below = await _around(tx, unit, as_of, known_at)
        if kind:
            books = await books_of(tx, line, below, day=as_of, known=known_at, kind=kind)
            if not books:
                raise _unknown(named, kind)
        else:
            books = await filled_books(tx, line, below, day=as_of, known=known_at)
        rows = sum(len(book.entries) for book in books)
        note_later(
            tx,
            at=millis(now),
            person=None,
            act="register_exported",
            subject=f"unit:{named.id}",
            detail={"register": kind or "all", "rows": rows},
        )
        return _at(named, line, below, books, as_of)

    return await database.turn(work)


async def _around(
    tx: Transaction, unit: str, day: date, known: datetime | None
) -> tuple[Unit, Sequence[Unit], Sequence[Unit]]:
    named = await unit_named(tx, unit, day=day)
    line = await lineage(tx, named.id, day=day, known=known)
    return named, line, await units_below(tx, named.id, day=day, known=known)


def _at(unit: Unit, line: Sequence[Unit], below: Sequence[Unit], books: Sequence[Book], day: date) -> RegistersAt:
    return RegistersAt(unit=unit, as_of=day, books=tuple(books), above={one.id: one for one in (*line, *below)})


def _unknown(unit: Unit, kind: str) -> Problem:
    return Problem(
        code="no_such_register",
        where=unit.title,
        message=f"Ở đây không có sổ “{kind}”.",
        remedy="Xem các sổ và cấp ghi: ntm register kinds.",
    )
