"""Marks of units, dated and with their sources; what was recorded before is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.ids import UnitId
from conversations.programme.unit_marks import mark_key
from storage.times import millis
from storage.validity import known_by, stored_from, stored_to, valid_from, valid_to

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from storage.database import Row, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMark:
    """As it stands. valid_from None: always; valid_to None: it goes on."""

    unit: UnitId
    name: str
    valid_from: date | None
    valid_to: date | None
    source: str


async def put_mark(tx: Transaction, mark: StoredMark, *, at: datetime) -> bool:
    """From now on the unit bears the mark so; what was said of it before is kept as history. False: it does already."""
    key = mark_key(mark.name)
    before = await tx.one(
        """
        SELECT id, valid_from, valid_to, source FROM unit_mark
        WHERE unit = :unit AND mark = :mark AND superseded_at IS NULL
        """,
        unit=mark.unit,
        mark=key,
    )
    first, last = stored_from(mark.valid_from), stored_to(mark.valid_to)
    if before is not None:
        if (before["valid_from"], before["valid_to"], before["source"]) == (first, last, mark.source):
            return False
        await tx.run("UPDATE unit_mark SET superseded_at = :at WHERE id = :id", id=before["id"], at=millis(at))
    await tx.run(
        """
        INSERT INTO unit_mark (unit, mark, name, valid_from, valid_to, source, recorded_at)
        VALUES (:unit, :mark, :name, :first, :last, :source, :at)
        """,
        unit=mark.unit,
        mark=key,
        name=mark.name,
        first=first,
        last=last,
        source=mark.source,
        at=millis(at),
    )
    return True


async def mark_of(tx: Transaction, unit: UnitId, name: str) -> StoredMark | None:
    """What is said of the unit and that mark now; None: it never bore it."""
    rows = await tx.all(
        "SELECT * FROM unit_mark WHERE unit = :unit AND mark = :mark AND superseded_at IS NULL",
        unit=unit,
        mark=mark_key(name),
    )
    return None if not rows else _mark(rows[0])


async def marks_on(tx: Transaction, *, day: date, known: datetime | None = None) -> Sequence[StoredMark]:
    """All marks borne on that day, as known at a moment, in the order in which they were recorded."""
    rows = await tx.all(
        """
        SELECT * FROM unit_mark
        WHERE valid_from <= :day AND :day < valid_to AND recorded_at <= :known
            AND (superseded_at IS NULL OR superseded_at > :known)
        ORDER BY id
        """,
        day=day.isoformat(),
        known=known_by(known),
    )
    return tuple(map(_mark, rows))


def _mark(row: Row) -> StoredMark:
    return StoredMark(
        unit=UnitId(row["unit"]),
        name=row["name"],
        valid_from=valid_from(row["valid_from"]),
        valid_to=valid_to(row["valid_to"]),
        source=row["source"],
    )
