"""Who is not there though their role goes on: no longer in charge by their own word, or away for some days."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from conversations.programme.ids import PersonId, UnitId
from conversations.programme.wishes import Absence
from storage.times import millis

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from storage.database import Row, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """left: no longer in charge. away: the absence that stands, begun or not, over or not."""

    left: frozenset[tuple[UnitId, PersonId]] = frozenset()
    away: Mapping[tuple[UnitId, PersonId], Absence] = field(default_factory=dict)


_LEFT = "SELECT unit, person FROM not_in_charge WHERE ended_at IS NULL AND {where} ORDER BY id"
_AWAY = """
SELECT unit, person, substitute, first_day, last_day FROM absence WHERE ended_at IS NULL AND {where} ORDER BY id
"""


async def missing_between(tx: Transaction, *, between: tuple[UnitId, UnitId]) -> Missing:
    """Whoever said so for one of these units."""
    return await _missing(tx, "unit BETWEEN :first AND :last", first=between[0], last=between[1])


async def stood_in_for(tx: Transaction, person: PersonId, unit: UnitId) -> tuple[Absence, ...]:
    """The absences of others at the unit for which this person stands in."""
    missing = await missing_between(tx, between=(unit, unit))
    return tuple(absence for absence in missing.away.values() if absence.substitute == person)


async def missing_by(tx: Transaction, person: PersonId) -> Missing:
    """What one person said, for all units."""
    return await _missing(tx, "person = :person", person=person)


async def _missing(tx: Transaction, where: str, **values: int) -> Missing:
    left, away = await tx.together((_LEFT.format(where=where), values), (_AWAY.format(where=where), values))
    return Missing(
        left=frozenset((UnitId(row["unit"]), PersonId(row["person"])) for row in left),
        away={(absence.unit, absence.person): absence for absence in map(_absence, away)},
    )


def _absence(row: Row) -> Absence:
    return Absence(
        person=PersonId(row["person"]),
        unit=UnitId(row["unit"]),
        first=date.fromisoformat(row["first_day"]),
        last=date.fromisoformat(row["last_day"]),
        substitute=None if row["substitute"] is None else PersonId(row["substitute"]),
    )


async def leave_charge(tx: Transaction, person: PersonId, unit: UnitId, *, now: datetime) -> bool:
    """No longer in charge from now on; False where it was said before."""
    changed = await tx.run(
        """
        INSERT INTO not_in_charge (person, unit, recorded_at) VALUES (:person, :unit, :at)
        ON CONFLICT (unit, person) WHERE ended_at IS NULL DO NOTHING
        """,
        person=person,
        unit=unit,
        at=millis(now),
    )
    return changed > 0


async def take_charge(tx: Transaction, person: PersonId, unit: UnitId, *, now: datetime) -> bool:
    """In charge again; False where nothing else had been said."""
    changed = await tx.run(
        """
        UPDATE not_in_charge SET ended_at = :at WHERE person = :person AND unit = :unit AND ended_at IS NULL
        """,
        person=person,
        unit=unit,
        at=millis(now),
    )
    return changed > 0


def put_absence(tx: Transaction, absence: Absence, *, now: datetime) -> None:
    """Away on these days, and not on those said before."""
    end_absence(tx, absence.person, absence.unit, now=now)
    tx.later(
        """
        INSERT INTO absence (person, unit, substitute, first_day, last_day, recorded_at)
        VALUES (:person, :unit, :substitute, :first, :last, :at)
        """,
        person=absence.person,
        unit=absence.unit,
        substitute=absence.substitute,
        first=absence.first.isoformat(),
        last=absence.last.isoformat(),
        at=millis(now),
    )


def end_absence(tx: Transaction, person: PersonId, unit: UnitId, *, now: datetime) -> None:
    """Back at work; nothing happens where the person was not away."""
    tx.later(
        "UPDATE absence SET ended_at = :at WHERE person = :person AND unit = :unit AND ended_at IS NULL",
        person=person,
        unit=unit,
        at=millis(now),
    )
