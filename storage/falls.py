"""Alarms of items that were met and are not met any more: of each item at most one is open; none is ever deleted."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from conversations.programme.answer import Assessor, Figure, State
from conversations.programme.fall import Closing, Fall, Side
from conversations.programme.ids import FallId, PersonId, ReportId, SetId, UnitId
from storage.times import millis, moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from storage.database import Row, Transaction

_COLUMNS = """f.id, f.unit, f.set_id, f.set_version, f.indicator, f.report, f.before_state, f.before_value, f.before_by,
    f.after_state, f.after_value, f.after_by, f.raised_at, f.closed_how"""


async def latest_falls(tx: Transaction, unit: UnitId, set_id: SetId) -> Mapping[str, Fall]:
    """By indicator the last alarm of each item that ever had one."""
    sql = f"SELECT {_COLUMNS} FROM fall f WHERE f.unit = :unit AND f.set_id = :set_id ORDER BY f.id"  # noqa: S608 - a constant
    return {row["indicator"]: _fall(row) for row in await tx.all(sql, unit=unit, set_id=set_id)}


async def latest_fall(tx: Transaction, unit: UnitId, set_id: SetId, indicator: str) -> Fall | None:
    """The last alarm of one item."""
    sql = f"""SELECT {_COLUMNS} FROM fall f
        WHERE f.unit = :unit AND f.set_id = :set_id AND f.indicator = :indicator ORDER BY f.id DESC LIMIT 1"""  # noqa: S608 - as above
    row = await tx.one(sql, unit=unit, set_id=set_id, indicator=indicator)
    return None if row is None else _fall(row)


async def falls_open(tx: Transaction, *, known: datetime) -> tuple[Fall, ...]:
    """Those that were open at that moment, the oldest first."""
    sql = f"""SELECT {_COLUMNS} FROM fall f
        WHERE f.raised_at <= :known AND (f.closed_at IS NULL OR f.closed_at > :known) ORDER BY f.id"""  # noqa: S608 - as above
    return tuple(_fall(row) for row in await tx.all(sql, known=millis(known)))


async def raise_fall(
    tx: Transaction,
    *,
    unit: UnitId,
    set_id: SetId,
    set_version: int,
    report: ReportId,
    indicator: str,
    before: Side,
    after: Side,
    now: datetime,
    closing: Closing | None = None,
) -> FallId | None:
    """A new alarm; None where one of this item is open. closing: it is closed at once."""
    row = await tx.one(
        """
        INSERT INTO fall (unit, set_id, set_version, indicator, report, before_state, before_value, before_by,
            after_state, after_value, after_by, raised_at, closed_at, closed_how)
        VALUES (:unit, :set_id, :set_version, :indicator, :report, :before_state, :before_value, :before_by,
            :after_state, :after_value, :after_by, :at, CAST(:closed_at AS BIGINT), :closed_how)
        ON CONFLICT (unit, set_id, indicator) WHERE closed_at IS NULL DO NOTHING
        RETURNING id
        """,
        unit=unit,
        set_id=set_id,
        set_version=set_version,
        indicator=indicator,
        report=report,
        before_state=before.state.value,
        before_value=_value(before),
        before_by="plan" if before.assessor is None else before.assessor.value,
        after_state=after.state.value,
        after_value=_value(after),
        after_by=(after.assessor or Assessor.SELF).value,
        at=millis(now),
        closed_at=None if closing is None else millis(now),
        closed_how=None if closing is None else closing.value,
    )
    return None if row is None else FallId(row["id"])


def close_fall(tx: Transaction, fall: FallId, *, closing: Closing, now: datetime) -> None:
    """It ends so. What was confirmed keeps the moment of its confirmation when the verdict is taken back."""
    tx.later(
        "UPDATE fall SET closed_at = coalesce(closed_at, :at), closed_how = :how WHERE id = :fall",
        fall=fall,
        how=closing.value,
        at=millis(now),
    )


def fall_told(tx: Transaction, fall: FallId, people: Iterable[PersonId]) -> None:
    """These are told of it."""
    for person in people:
        tx.later(
            "INSERT INTO fall_told (fall, person) VALUES (:fall, :person) ON CONFLICT (fall, person) DO NOTHING",
            fall=fall,
            person=person,
        )


async def told_of_fall(tx: Transaction, fall: FallId) -> frozenset[PersonId]:
    """Who was told of it."""
    rows = await tx.all("SELECT person FROM fall_told WHERE fall = :fall", fall=fall)
    return frozenset(PersonId(row["person"]) for row in rows)


def _value(side: Side) -> str | None:
    return None if side.figure is None else format(side.figure.value, "f")


def _fall(row: Row) -> Fall:
    return Fall(
        id=FallId(row["id"]),
        unit=UnitId(row["unit"]),
        set_id=SetId(row["set_id"]),
        set_version=row["set_version"],
        report=ReportId(row["report"]),
        indicator=row["indicator"],
        before=_side(row, "before"),
        after=_side(row, "after"),
        raised_at=moment(row["raised_at"]),
        closing=None if row["closed_how"] is None else Closing(row["closed_how"]),
    )


def _side(row: Row, name: str) -> Side:
    value, by = row[f"{name}_value"], row[f"{name}_by"]
    return Side(
        state=State(row[f"{name}_state"]),
        figure=None if value is None else Figure(value=Decimal(value)),
        assessor=None if by == "plan" else Assessor(by),
    )
