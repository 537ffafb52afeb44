"""Registers of a named unit as of a day and as known at a moment; taking one away as a file is noted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.problem import Problem
from handlers.registers import books_of
from storage.audit import note_later
from storage.times import millis
from storage.unit_names import unit_named
from storage.units import lineage, units_below

if TYPE_CHECKING:
    from collections.abc import Mapping
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
        return await _read(tx, unit, as_of, known_at, kind)


async def register_taken(
    database: Database, *, unit: str, as_of: date, known_at: datetime, kind: str, now: datetime
) -> RegistersAt:
    """One register with its entries, for a file."""

    async def work(tx: Transaction) -> RegistersAt:
        found = await _read(tx, unit, as_of, known_at, kind)
        rows = sum(len(book.entries) for book in found.books)
        note_later(
            tx,
            at=millis(now),
            person=None,
            act="register_exported",
            subject=f"unit:{found.unit.id}",
            detail={"register": kind, "rows": rows},
        )
        return found

    return await database.turn(work)


async def _read(tx: Transaction, unit: str, as_of: date, known_at: datetime | None, kind: str) -> RegistersAt:
    named = await unit_named(tx, unit, day=as_of)
    line = await lineage(tx, named.id, day=as_of, known=known_at)
    below = await units_below(tx, named.id, day=as_of, known=known_at)
    books = await books_of(tx, line, below, day=as_of, known=known_at, kind=kind)
    if kind and not books:
        raise Problem(
            code="no_such_register",
            where=named.title,
            message=f"Ở đây không có sổ “{kind}”.",
            remedy="Xem các sổ và cấp ghi: ntm register kinds.",
        )
    return RegistersAt(unit=named, as_of=as_of, books=books, above={one.id: one for one in (*line, *below)})
