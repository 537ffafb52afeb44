"""A new version of a criteria set before it counts: what changes, and what it would make of the last answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.problem import Problem
from conversations.programme.set_difference import SetDifference, StateChange, difference, judged_anew, state_changes
from storage.criteria_sets.read_set import read_set
from storage.plans import plans_in_force
from storage.reported import last_reported
from storage.starting_values import last_values
from storage.unit_names import unit_named
from storage.units import lineage, region_in, units_below

if TYPE_CHECKING:
    from datetime import date

    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.ids import UnitId
    from conversations.programme.report import PlanCell
    from conversations.programme.unit import Unit
    from storage.criteria import CriteriaSets
    from storage.database import Database, Transaction

_VALID_FROM = re.compile(r"^valid_from\s*=.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaPreview:
    """units: so many were looked at; open_drafts: reports begun under earlier versions, which keep theirs."""

    old: CriteriaSet
    new: CriteriaSet
    difference: SetDifference
    units: int
    changes: tuple[StateChange, ...]
    open_drafts: int


def dated(text: str, day: date | None) -> str:
    """The file with another first day; the rest, comments too, as it was. None: as the file says."""
    if day is None:
        return text
    line = f"valid_from = {day.isoformat()}"
    return _VALID_FROM.sub(line, text, count=1) if _VALID_FROM.search(text) else f"{line}\n{text}"


async def preview_criteria(
    database: Database, sets: CriteriaSets, text: str, *, name: str, unit: str, day: date
) -> CriteriaPreview:
    """Nothing is stored. Raises Problem: the file is not right, or there is no earlier version to compare with."""
    new = read_set(text, name=name)
    async with database.read() as tx:
        named = await unit_named(tx, unit, day=day)
        old = await sets.newest(tx, new.id) or await sets.in_force(tx, new.level, day=day)
        if old is None:
            raise Problem(
                code="criteria_nothing_before",
                where=name,
                message="Chưa có bộ tiêu chí nào cùng cấp để so sánh.",
                remedy="Xem các bộ đã có: ntm criteria list.",
            )
        line = await lineage(tx, named.id, day=day)
        below = await units_below(tx, named.id, day=day, levels=(new.level,), counted=True)
        units = [*(line[:1] if named.kind.level is new.level else ()), *below]
        return CriteriaPreview(
            old=old,
            new=new,
            difference=difference(old, new),
            units=len(units),
            changes=await _changes(tx, units, old, new, day=day),
            open_drafts=await _open_drafts(tx, units, old),
        )


async def _changes(
    tx: Transaction, units: list[Unit], old: CriteriaSet, new: CriteriaSet, *, day: date
) -> tuple[StateChange, ...]:
    ids = [one.id for one in units]
    said = await last_reported(tx, ids, old.id, day=day)
    cells: dict[UnitId, dict[str, PlanCell]] = {}
    for plan in await plans_in_force(tx, ids, day=day):
        if plan.plan.set_id == old.id:
            for number, row in plan.cells.items():
                cells[number] = dict(row)
    found: list[StateChange] = []
    for one in units:
        known = await last_values(tx, one.id, old.id, day=day)
        region = region_in(await lineage(tx, one.id, day=day))
        anew = judged_anew(known, said[one.id], new, region=region, year=day.year)
        found += state_changes(one, old, new, plan=cells.get(one.id, {}), said=said[one.id], anew=anew)
    return tuple(found)


async def _open_drafts(tx: Transaction, units: list[Unit], old: CriteriaSet) -> int:
    rows = await tx.together(
        *(
            (
                """
                SELECT count(*) AS n FROM report
                WHERE unit = :unit AND set_id = :set_id AND state IN ('draft', 'withdrawn', 'waiting_for_leader')
                """,
                {"unit": one.id, "set_id": old.id},
            )
            for one in units
        )
    )
    return sum(int(row["n"]) for found in rows for row in found)
