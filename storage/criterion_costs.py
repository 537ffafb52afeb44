"""Costs of criteria: every version stays, the newest known on a day counts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from conversations.programme.criterion_cost import CostRow, CriterionCost
from conversations.programme.ids import UnitId
from storage.statements import listed
from storage.times import day_or_none, millis
from storage.validity import known_by

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from conversations.programme.ids import PersonId
    from storage.database import Transaction

AT_ONCE = 500


async def put_cost(
    tx: Transaction,
    unit: UnitId,
    set_id: str,
    criterion: str,
    rows: Sequence[CostRow],
    *,
    said_on: date,
    person: PersonId | None,
    source: str,
    now: datetime,
) -> int:
    """The next version of what the criterion still takes there; its number."""
    row = await tx.one(
        """
        INSERT INTO criterion_cost (unit, set_id, criterion, version, said_on, person, source, recorded_at)
        SELECT CAST(:unit AS BIGINT), CAST(:set_id AS TEXT), CAST(:criterion AS TEXT), coalesce(max(version), 0) + 1,
            CAST(:said_on AS TEXT), CAST(:person AS BIGINT), CAST(:source AS TEXT), CAST(:at AS BIGINT)
        FROM criterion_cost WHERE unit = :unit AND set_id = :set_id AND criterion = :criterion
        RETURNING id, version
        """,
        unit=unit,
        set_id=set_id,
        criterion=criterion,
        said_on=said_on.isoformat(),
        person=person,
        source=source,
        at=millis(now),
    )
    if row is None:
        raise LookupError("criterion cost")
    for position, one in enumerate(rows, start=1):
        tx.later(
            """
            INSERT INTO criterion_cost_row
                (cost, position, content, volume, amount, money_from, responsible, ends_on)
            VALUES (:cost, :position, :content, :volume, :amount, :money_from, :responsible, :ends_on)
            """,
            cost=row["id"],
            position=position,
            content=one.content,
            volume=one.volume,
            amount=one.amount,
            money_from=one.money_from,
            responsible=one.responsible,
            ends_on=None if one.ends_on is None else one.ends_on.isoformat(),
        )
    return int(row["version"])


async def costs_of(
    tx: Transaction,
    units: Sequence[UnitId],
    set_id: str,
    *,
    day: date,
    known: datetime | None = None,
    of_documents: bool = False,
) -> Mapping[UnitId, Mapping[str, CriterionCost]]:
    """By unit and criterion, what was said last by that day; units of which nothing was said are not in it.

    of_documents: what a document said last, whatever has been typed since.
    """
    found: dict[UnitId, dict[str, CriterionCost]] = {}
    for start in range(0, len(units), AT_ONCE):
        marks, named = listed(units[start : start + AT_ONCE])
        rows = await tx.all(
            f"""
            SELECT c.unit, c.criterion, c.version, c.said_on, c.source,
                r.content, r.volume, r.amount, r.money_from, r.responsible, r.ends_on
            FROM criterion_cost c JOIN criterion_cost_row r ON r.cost = c.id
            WHERE c.unit IN ({marks}) AND c.set_id = :set_id AND c.version = (
                SELECT max(n.version) FROM criterion_cost n
                WHERE n.unit = c.unit AND n.set_id = c.set_id AND n.criterion = c.criterion
                    AND n.said_on <= :day AND n.recorded_at <= :known
                    AND (:any_source = 1 OR n.source <> '')
            )
            ORDER BY c.unit, c.criterion, r.position
            """,  # noqa: S608 - names of values
            set_id=set_id,
            day=day.isoformat(),
            known=known_by(known),
            any_source=0 if of_documents else 1,
            **named,
        )
        for row in rows:
            of_unit = found.setdefault(UnitId(row["unit"]), {})
            before = of_unit.get(row["criterion"])
            one = CostRow(
                amount=int(row["amount"]),
                content=row["content"],
                volume=row["volume"],
                money_from=row["money_from"],
                responsible=row["responsible"],
                ends_on=day_or_none(row["ends_on"]),
            )
            of_unit[row["criterion"]] = CriterionCost(
                criterion=row["criterion"],
                version=row["version"],
                said_on=date.fromisoformat(row["said_on"]),
                source=row["source"],
                rows=(one,) if before is None else (*before.rows, one),
            )
    return found
