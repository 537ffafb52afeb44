"""Plans as they were imported: every version is kept, dated by its document and by when it was recorded.

In force on a day is the plan of the latest document dated by then; of two versions of one date, the later one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from conversations.programme.ids import SetId, UnitId
from conversations.programme.plan_rows import Met, PlanValue, Target
from conversations.programme.report import PlanCell
from storage.document_versions import NewVersion, Version, add_version, head_of, newest_version
from storage.validity import known_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from conversations.programme.plan_targets import Standard, StandardTarget
    from storage.database import Row, Transaction, Values

_COLUMNS = "p.id, p.unit, p.set_id, p.set_version, p.version, p.digest, p.title, p.number, p.dated_on"
_IN_FORCE = """
    p.dated_on <= :day AND p.recorded_at <= :known AND NOT EXISTS (
        SELECT 1 FROM plan q
        WHERE q.unit = p.unit AND q.set_id = p.set_id AND q.dated_on <= :day AND q.recorded_at <= :known
        AND (q.dated_on > p.dated_on OR (q.dated_on = p.dated_on AND q.version > p.version))
    )
"""
_CELLS_OF_UNIT = f"""
SELECT c.criterion, c.met, c.target_year, p.dated_on
FROM plan_row r JOIN plan p ON p.id = r.plan JOIN plan_cell c ON c.plan = r.plan AND c.unit = r.unit
WHERE r.unit = :unit AND p.set_id = :set_id AND {_IN_FORCE}
ORDER BY p.dated_on, p.id
"""  # noqa: S608 - a constant condition


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPlan(Version):
    """One version of a unit's plan, without its cells."""

    set_id: SetId
    set_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedUnit:
    """One row of a plan, its name already known to be this unit's."""

    unit: UnitId
    cells: tuple[tuple[str, PlanValue], ...]
    standards: tuple[StandardTarget, ...] = ()


def cells_read(unit: UnitId, set_id: str, day: date, known: datetime | None = None) -> tuple[str, Values]:
    """The read for `cells_of`: what the plan in force says of one commune."""
    return _CELLS_OF_UNIT, {"unit": unit, "set_id": set_id, "day": day.isoformat(), "known": known_by(known)}


def cells_of(rows: Sequence[Row]) -> dict[str, PlanCell]:
    """By criterion code. Where two units above have a plan, the later document counts."""
    return {row["criterion"]: _cell(row) for row in rows}


async def plan_cells(
    tx: Transaction, unit: UnitId, set_id: str, *, day: date = date.max, known: datetime | None = None
) -> Mapping[str, PlanCell]:
    """What the plan in force on that day says of one commune, by criterion; empty where no plan names it."""
    sql, values = cells_read(unit, set_id, day, known)
    return cells_of(await tx.all(sql, **values))


async def newest_plan(tx: Transaction, unit: UnitId, set_id: str) -> StoredPlan | None:
    """The version imported last, whatever its document's date."""
    row = await newest_version(tx, "plan", unit, set_id=set_id)
    return None if row is None else _plan(row)


async def plan_values(tx: Transaction, plan: int) -> Mapping[str, Mapping[str, PlanValue]]:
    """What a version says: unit's name to criterion code to value, in the document's order."""
    rows = await tx.all(
        """
        SELECT u.name, c.criterion, c.met, c.target_year
        FROM plan_row r JOIN unit u ON u.id = r.unit JOIN plan_cell c ON c.plan = r.plan AND c.unit = r.unit
        WHERE r.plan = :plan ORDER BY r.position
        """,
        plan=plan,
    )
    values: dict[str, dict[str, PlanValue]] = {}
    for row in rows:
        value = Met() if row["met"] else Target(year=row["target_year"])
        values.setdefault(row["name"], {})[row["criterion"]] = value
    return values


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanInForce:
    """A plan with its cells: unit to criterion to cell, units in the document's order."""

    plan: StoredPlan
    cells: Mapping[UnitId, Mapping[str, PlanCell]]


async def plans_in_force(
    tx: Transaction, communes: Sequence[UnitId], *, day: date, known: datetime | None = None
) -> tuple[PlanInForce, ...]:
    """The plans that name any of these communes, the earliest first; whoever issued them need not exist any more."""
    named = await tx.together(
        *(("SELECT plan FROM plan_row WHERE unit = :unit", {"unit": commune}) for commune in communes)
    )
    wanted = {row["plan"] for rows in named for row in rows}
    rows = await tx.all(
        f"SELECT {_COLUMNS} FROM plan p WHERE {_IN_FORCE} ORDER BY p.dated_on, p.id",  # noqa: S608 - constants
        day=day.isoformat(),
        known=known_by(known),
    )
    found: list[PlanInForce] = []
    for plan in (_plan(row) for row in rows if row["id"] in wanted):
        cells: dict[UnitId, dict[str, PlanCell]] = {}
        for row in await tx.all(
            """
            SELECT r.unit, c.criterion, c.met, c.target_year, p.dated_on
            FROM plan p JOIN plan_row r ON r.plan = p.id JOIN plan_cell c ON c.plan = r.plan AND c.unit = r.unit
            WHERE p.id = :plan ORDER BY r.position
            """,
            plan=plan.id,
        ):
            cells.setdefault(UnitId(row["unit"]), {})[row["criterion"]] = _cell(row)
        found.append(PlanInForce(plan=plan, cells=cells))
    return tuple(found)


async def target_years(
    tx: Transaction, plans: Iterable[PlanInForce], standard: Standard
) -> Mapping[UnitId, int] | None:
    """The year by whose end each commune shall reach the standard, by its latest plan that says so; None: none does.

    A commune that is to keep what it has reached has no such year.
    """
    found: dict[UnitId, int] = {}
    listed = False
    for plan in plans:
        for row in await tx.all(
            "SELECT unit, year FROM plan_target WHERE plan = :plan AND standard = :standard AND kept = 0",
            plan=plan.plan.id,
            standard=standard.value,
        ):
            listed = True
            if row["year"] is not None:
                found[UnitId(row["unit"])] = row["year"]
    return found if listed else None


async def kept_standards(tx: Transaction, plans: Iterable[PlanInForce], standard: Standard) -> Mapping[UnitId, date]:
    """The communes that have reached the standard and are to keep it, each by its latest plan that names it, with the
    day of that document.
    """
    kept: dict[UnitId, date | None] = {}
    for plan in plans:
        for row in await tx.all(
            "SELECT unit, kept FROM plan_target WHERE plan = :plan AND standard = :standard",
            plan=plan.plan.id,
            standard=standard.value,
        ):
            kept[UnitId(row["unit"])] = plan.plan.dated_on if row["kept"] else None
    return {unit: day for unit, day in kept.items() if day is not None}


async def add_plan(
    tx: Transaction, new: NewVersion, *, set_id: SetId, set_version: int, rows: Sequence[PlannedUnit]
) -> int:
    """Keep a version whole; its number."""
    plan = await add_version(tx, "plan", new, set_id=set_id, set_version=set_version)
    for position, planned in enumerate(rows, start=1):
        tx.later(
            "INSERT INTO plan_row (plan, unit, position) VALUES (:plan, :unit, :position)",
            plan=plan,
            unit=planned.unit,
            position=position,
        )
        for criterion, value in planned.cells:
            tx.later(
                """
                INSERT INTO plan_cell (plan, unit, criterion, met, target_year)
                VALUES (:plan, :unit, :criterion, :met, :target_year)
                """,
                plan=plan,
                unit=planned.unit,
                criterion=criterion,
                met=int(isinstance(value, Met)),
                target_year=value.year if isinstance(value, Target) else None,
            )
        for target in planned.standards:
            tx.later(
                """
                INSERT INTO plan_target (plan, unit, standard, year, kept)
                VALUES (:plan, :unit, :standard, :year, :kept)
                """,
                plan=plan,
                unit=planned.unit,
                standard=target.standard.value,
                year=target.year,
                kept=int(target.kept),
            )
    return plan


def _plan(row: Row) -> StoredPlan:
    return StoredPlan(**head_of(row), set_id=SetId(row["set_id"]), set_version=row["set_version"])


def _cell(row: Row) -> PlanCell:
    return PlanCell(met=bool(row["met"]), target_year=row["target_year"], on=date.fromisoformat(row["dated_on"]))
