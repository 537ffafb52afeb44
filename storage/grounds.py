"""The papers in force of some units, of whatever kind: plans, roadmaps, money, targets and goals."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from conversations.programme.ground import Ground
from conversations.reading.fold import plain_words
from storage.validity import known_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from conversations.programme.unit import Unit
    from storage.database import Row, Transaction

_TOLD_APART: Final = {
    "plan": "set_id",
    "roadmap": "unit",
    "money_document": "holds",
    "target_document": "unit",
    "goal_document": "source",
}
"""Documents, and by what two papers of one unit are not versions of each other."""


async def grounds_of(
    tx: Transaction, units: Sequence[Unit], *, day: date, known: datetime | None = None
) -> tuple[Ground, ...]:
    """Those in force on the day, as known at a moment: by unit as the units are given, the oldest first, each once."""
    reads = [(_in_force(table, own), one) for one in units for table, own in _TOLD_APART.items()]
    values = {"day": day.isoformat(), "known": known_by(known)}
    found = await tx.together(*((sql, {"unit": one.id, **values}) for sql, one in reads))
    papers = [(one, row) for (_, one), rows in zip(reads, found, strict=True) for row in rows]
    return tuple(_each_once(papers, units))


def _in_force(table: str, own: str) -> str:
    party = "d.party" if table == "goal_document" else "0"
    return f"""
    SELECT d.title, d.number, d.dated_on, {party} AS party FROM {table} d
    WHERE d.unit = :unit AND d.dated_on <= :day AND d.recorded_at <= :known AND NOT EXISTS (
        SELECT 1 FROM {table} e WHERE e.unit = d.unit AND e.{own} = d.{own} AND e.dated_on <= :day
        AND e.recorded_at <= :known
        AND (e.dated_on > d.dated_on OR (e.dated_on = d.dated_on AND e.version > d.version))
    )
    """  # noqa: S608 - names from code


def _each_once(papers: Sequence[tuple[Unit, Row]], units: Sequence[Unit]) -> Iterator[Ground]:
    seen: set[tuple[int, str, str]] = set()
    places = {one.id: place for place, one in enumerate(units)}
    for issuer, row in sorted(papers, key=lambda one: (places[one[0].id], one[1]["dated_on"])):
        paper = (issuer.id, row["number"], plain_words(row["title"]))
        if row["title"] and paper not in seen:
            seen.add(paper)
            yield Ground(
                issuer=issuer,
                title=row["title"],
                number=row["number"],
                dated=date.fromisoformat(row["dated_on"]),
                party=bool(row["party"]),
            )
