"""Which office judges which indicator in the communes below a unit: dated, with the document that says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from conversations.programme.ids import SetId, UnitId
from storage.times import millis
from storage.validity import FOREVER, known_by, valid_to

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence
    from datetime import datetime

    from conversations.programme.unit import Unit
    from storage.database import Row, Transaction, Values

_HOLDS = """
    o.set_id = :set_id AND o.valid_from <= :day AND :day < o.valid_to
    AND o.recorded_at <= :known AND (o.superseded_at IS NULL OR o.superseded_at > :known)
"""
_OF_UNIT = f"""
SELECT o.indicator, o.office FROM indicator_owner o WHERE o.unit = :unit AND {_HOLDS} ORDER BY o.indicator, o.office
"""  # noqa: S608 - a constant condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """One office's part, as a document gives it."""

    office: UnitId
    indicators: tuple[str, ...]
    source: str


def owners_read(unit: UnitId, set_id: str, day: date, known: datetime | None = None) -> tuple[str, Values]:
    """The read for `owners_of`: who judges the communes below this unit."""
    return _OF_UNIT, {"unit": unit, "set_id": set_id, "day": day.isoformat(), "known": known_by(known)}


def owners_of(rows: Sequence[Row]) -> Mapping[str, tuple[UnitId, ...]]:
    """Indicator to the offices that judge it: one, as a rule."""
    owners: dict[str, tuple[UnitId, ...]] = {}
    for row in rows:
        owners[row["indicator"]] = (*owners.get(row["indicator"], ()), UnitId(row["office"]))
    return owners


async def owners(
    tx: Transaction, unit: UnitId, set_id: str, *, day: date, known: datetime | None = None
) -> Mapping[str, tuple[UnitId, ...]]:
    """Indicator to the offices that judge it in the communes below this unit."""
    sql, values = owners_read(unit, set_id, day, known)
    return owners_of(await tx.all(sql, **values))


async def owned_since(
    tx: Transaction, unit: UnitId, set_id: str, *, day: date, known: datetime | None = None
) -> tuple[tuple[UnitId, date, str], ...]:
    """Office, since when, indicator: who judges what in the communes below this unit on that day."""
    rows = await tx.all(
        f"""
        SELECT o.office, o.valid_from, o.indicator FROM indicator_owner o WHERE o.unit = :unit AND {_HOLDS}
        ORDER BY o.office, o.valid_from, o.id
        """,  # noqa: S608 - a constant condition
        unit=unit,
        set_id=set_id,
        day=day.isoformat(),
        known=known_by(known),
    )
    return tuple((UnitId(row["office"]), date.fromisoformat(row["valid_from"]), row["indicator"]) for row in rows)


async def nearest_owners(
    tx: Transaction, units: Sequence[Unit], set_id: str, *, day: date, known: datetime | None = None
) -> Mapping[str, tuple[UnitId, ...]]:
    """Indicator to the offices that judge it, as the first of these units says that says anything."""
    rows = await tx.together(*(owners_read(unit.id, set_id, day, known) for unit in units)) if units else ()
    return next((owners for owners in map(owners_of, rows) if owners), {})


async def judged_by(tx: Transaction, office: UnitId, *, day: date) -> Mapping[SetId, tuple[str, ...]]:
    """The indicators an office judges, by the set they are of; each once, however many units below it."""
    rows = await tx.all(
        """
        SELECT DISTINCT o.set_id, o.indicator FROM indicator_owner o WHERE o.office = :office
        AND o.valid_from <= :day AND :day < o.valid_to AND o.superseded_at IS NULL
        """,
        office=office,
        day=day.isoformat(),
    )
    judged: dict[SetId, tuple[str, ...]] = {}
    for row in rows:
        judged[SetId(row["set_id"])] = (*judged.get(SetId(row["set_id"]), ()), row["indicator"])
    return judged


async def judges_anywhere(
    tx: Transaction, office: UnitId, indicator: str, above: Sequence[UnitId], *, day: date
) -> bool:
    """Whether an office judges the indicator below one of these units now, under whichever set."""
    rows = await tx.all(
        """
        SELECT DISTINCT o.unit FROM indicator_owner o WHERE o.office = :office AND o.indicator = :indicator
        AND o.valid_from <= :day AND :day < o.valid_to AND o.superseded_at IS NULL
        """,
        office=office,
        indicator=indicator,
        day=day.isoformat(),
    )
    return any(UnitId(row["unit"]) in above for row in rows)


async def put_owners(
    tx: Transaction,
    unit: UnitId,
    set_id: str,
    wanted: Sequence[Ownership],
    *,
    valid_from: date,
    plan: int | None,
    at: datetime,
    only: Container[str] | None = None,
) -> bool:
    """From that day on these offices judge these indicators and nobody else does; False where that is so already.

    only: of these indicators alone; who judges the others stays as it is.
    """
    found = await tx.all(
        """
        SELECT id, unit, set_id, indicator, office, source, plan, valid_from, valid_to FROM indicator_owner
        WHERE unit = :unit AND set_id = :set_id AND superseded_at IS NULL AND valid_to > :day ORDER BY id
        """,
        unit=unit,
        set_id=set_id,
        day=valid_from.isoformat(),
    )
    rows = [row for row in found if only is None or row["indicator"] in only]
    new = {(indicator, owner.office): owner.source for owner in wanted for indicator in owner.indicators}
    kept = {
        (row["indicator"], UnitId(row["office"]))
        for row in rows
        if row["valid_from"] <= valid_from.isoformat() and valid_to(row["valid_to"]) is None
    }
    ended = [row for row in rows if (row["indicator"], UnitId(row["office"])) not in new.keys() & kept]
    for row in ended:
        await tx.run("UPDATE indicator_owner SET superseded_at = :at WHERE id = :id", id=row["id"], at=millis(at))
        if row["valid_from"] < valid_from.isoformat():
            _add(tx, {**_same(row), "valid_to": valid_from.isoformat(), "at": millis(at)})
    added = {key: source for key, source in new.items() if key not in kept}
    for (indicator, office), source in added.items():
        values = {
            "unit": unit,
            "set_id": set_id,
            "indicator": indicator,
            "office": office,
            "source": source,
            "plan": plan,
        }
        _add(tx, {**values, "valid_from": valid_from.isoformat(), "valid_to": FOREVER, "at": millis(at)})
    return bool(ended or added)


def _same(row: Row) -> Values:
    columns = ("unit", "set_id", "indicator", "office", "source", "plan", "valid_from")
    return {column: row[column] for column in columns}


def _add(tx: Transaction, values: Values) -> None:
    tx.later(
        """
        INSERT INTO indicator_owner (unit, set_id, indicator, office, source, plan, valid_from, valid_to, recorded_at)
        VALUES (:unit, :set_id, :indicator, :office, :source, :plan, :valid_from, :valid_to, :at)
        """,
        **values,
    )
