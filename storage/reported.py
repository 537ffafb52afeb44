"""What communes last reported of each indicator, and what its office said of that very answer, as of a day and as known
at a moment; only sent reports count.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from conversations.programme.answer import Assessor, Figure, LastKnown, State
from conversations.programme.review import VERDICTS, ItemAct, judged_state
from conversations.programme.status import Reported
from storage.times import ZONE, day_or_none, millis, moment
from storage.validity import known_by

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conversations.programme.ids import UnitId
    from storage.database import Row, Transaction

SENT = """
    (SELECT e.act FROM report_event e WHERE e.report = r.id AND e.at <= :known
     AND e.act IN ('send', 'approve', 'withdraw') ORDER BY e.id DESC LIMIT 1)
    IN ('send', 'approve')
"""
"""Of a report r: it had left, and had not been taken back, at the moment :known."""
_NEWEST = f"""
SELECT s.indicator, s.state, s.as_of, s.recorded_at, s.value, s.numerator, s.denominator, s.choice, (
    SELECT e.act FROM review_event e WHERE e.report = s.report AND e.indicator = s.indicator AND e.version = s.version
    AND e.act IN ('meet', 'fail', 'decide_met', 'decide_not_met') AND e.at <= :known AND e.at < :day_end
    ORDER BY e.id DESC LIMIT 1
) AS verdict
FROM (
    SELECT a.report, a.indicator, a.version, a.state, a.as_of, a.recorded_at, a.value, a.numerator, a.denominator,
        a.choice,
        ROW_NUMBER() OVER (PARTITION BY a.report, a.indicator ORDER BY a.version DESC) AS newest
    FROM report r JOIN answer a ON a.report = r.id
    WHERE r.unit = :unit AND r.set_id = :set_id AND {SENT}
    AND a.recorded_at <= :known AND (a.recorded_at < :day_end OR a.as_of <= :day)
) s
WHERE s.newest = 1 AND """  # noqa: S608 - a constant condition
_SAID = f"{_NEWEST} s.state <> 'not_reported'"
_GIVEN = f"{_NEWEST} (s.state <> 'not_reported' OR s.value IS NOT NULL)"
_SETS = f"""
SELECT DISTINCT r.set_id FROM report r WHERE r.unit = :unit AND {SENT}
AND EXISTS (
    SELECT 1 FROM answer a WHERE a.report = r.id AND a.recorded_at <= :known
    AND (a.recorded_at < :day_end OR a.as_of <= :day)
)
"""  # noqa: S608 - as above


async def last_reported(
    tx: Transaction, units: Sequence[UnitId], set_id: str, *, day: date, known: datetime | None = None
) -> Mapping[UnitId, Mapping[str, Reported]]:
    """Unit to indicator code to what was last said of it under that set.

    An answer is valid on the day its figure stands for, at the latest on the day it was given. In one report its newest
    version counts; of several reports, what is valid latest.
    """
    values = {"set_id": set_id, **until(day, known)}
    found = await tx.together(*((_SAID, {**values, "unit": unit}) for unit in units))
    return {unit: _last(rows) for unit, rows in zip(units, found, strict=True)}


async def last_given(tx: Transaction, unit: UnitId, set_id: str, *, day: date) -> Mapping[str, LastKnown]:
    """Of one unit, indicator code to what was last said with its figure; plain counts are among them."""
    return (await given_by(tx, [unit], set_id, day=day))[unit]


async def given_by(
    tx: Transaction, units: Sequence[UnitId], set_id: str, *, day: date, known: datetime | None = None
) -> Mapping[UnitId, Mapping[str, LastKnown]]:
    """The same of several units, as known at a moment."""
    values = {"set_id": set_id, **until(day, known)}
    found = await tx.together(*((_GIVEN, {**values, "unit": unit}) for unit in units)) if units else ()
    return {unit: _given(rows) for unit, rows in zip(units, found, strict=True)}


def _given(rows: Sequence[Row]) -> dict[str, LastKnown]:
    return {
        row["indicator"]: LastKnown(
            state=_reported(row).state,
            figure=None
            if row["value"] is None
            else Figure(value=Decimal(row["value"]), numerator=row["numerator"], denominator=row["denominator"]),
            choice=row["choice"],
            reported_on=moment(row["recorded_at"]).date(),
        )
        for row in sorted(rows, key=lambda row: (_valid_on(row), row["recorded_at"]))
    }


async def sets_reported(
    tx: Transaction, units: Sequence[UnitId], *, day: date, known: datetime | None = None
) -> frozenset[str]:
    """The criteria sets under which these units have sent anything."""
    found = await tx.together(*((_SETS, {**until(day, known), "unit": unit}) for unit in units))
    return frozenset(row["set_id"] for rows in found for row in rows)


def until(day: date, known: datetime | None) -> dict[str, object]:
    """The values :known, :day and :day_end of these statements."""
    end = datetime.combine(day, time(), ZONE) + timedelta(days=1)
    return {"known": known_by(known), "day": day.isoformat(), "day_end": millis(end)}


def _last(rows: Sequence[Row]) -> dict[str, Reported]:
    ordered = sorted(rows, key=lambda row: (_valid_on(row), row["recorded_at"]))
    return {row["indicator"]: _reported(row) for row in ordered}


def _reported(row: Row) -> Reported:
    said, on, as_of = State(row["state"]), moment(row["recorded_at"]).date(), day_or_none(row["as_of"])
    if row["verdict"] is None:
        return Reported(state=said, on=on, as_of=as_of)
    met = VERDICTS[ItemAct(row["verdict"])]
    return Reported(state=judged_state(said, met=met), on=on, assessor=Assessor.OFFICE, as_of=as_of)


def _valid_on(row: Row) -> str:
    given = moment(row["recorded_at"]).date().isoformat()
    return min(row["as_of"], given) if row["as_of"] else given
