"""How far a unit is towards its targets, as of a day and as known at a moment."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from conversations.programme.plan_targets import Standard
from conversations.programme.problem import Problem
from conversations.programme.target_progress import (
    LineProgress,
    Standing,
    TargetsProgress,
    place_progress,
    under_floor,
)
from conversations.programme.unit import Level
from conversations.programme.village_progress import held_by
from handlers.dossiers import dossiers_below
from handlers.recognition import holding, recognised_on
from handlers.show_status import status_of
from storage.targets import TARGETS, target_lines
from storage.unit_names import unit_named
from storage.units import lineage, units_below

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from conversations.programme.ids import UnitId
    from conversations.programme.status import CommuneStatus
    from conversations.programme.unit import Unit
    from storage.criteria import CriteriaSets
    from storage.database import Database, Transaction


async def show_targets(
    database: Database, sets: CriteriaSets, *, unit: str, as_of: date, known_at: datetime | None = None
) -> TargetsProgress:
    """known_at None: all that is recorded. Raises Problem: no such unit, or it has no targets by that day."""
    async with database.read() as tx:
        named = await unit_named(tx, unit, day=as_of)
        found = await targets_progress(tx, sets, named, as_of=as_of, known_at=known_at)
        if found is not None:
            return found
        remedy = "Hãy nhập trước bằng: ntm import targets."
        for above in await lineage(tx, named.id, day=as_of, known=known_at):
            if above.id != named.id and await TARGETS.in_force(tx, above.id, day=as_of, known=known_at) is not None:
                remedy = f"Bảng của {above.title} kể từng huyện: ntm show targets --unit “{above.title}”."
    raise Problem(
        code="targets_missing",
        where=named.title,
        message="Chưa có bảng chỉ tiêu nào cho đến ngày này.",
        remedy=remedy,
    )


async def targets_progress(
    tx: Transaction, sets: CriteriaSets, named: Unit, *, as_of: date, known_at: datetime | None = None
) -> TargetsProgress | None:
    """None: the unit has no table of targets by that day."""
    stored = await TARGETS.in_force(tx, named.id, day=as_of, known=known_at)
    if stored is None:
        return None
    lines = await target_lines(tx, stored.id)
    units = await TARGETS.units(tx, stored.id, day=as_of)
    standing = await _standing(tx, sets, named, units, as_of=as_of, known_at=known_at)
    communes = {one.unit.id: one for place in standing.values() for one in place.communes}
    known = [one for one in communes.values() if one.known]
    return TargetsProgress(
        unit=named,
        as_of=as_of,
        title=stored.title,
        number=stored.number,
        dated=stored.dated_on,
        version=stored.version,
        lines=tuple(
            LineProgress(
                key=line.key,
                title=line.title,
                base_year=line.base_year,
                by_year=line.by_year,
                places=tuple(
                    place_progress(
                        line.key,
                        units[one.unit],
                        result=one.result,
                        planned=one.planned,
                        standing=standing[one.unit],
                    )
                    for one in line.figures
                ),
            )
            for line in lines
        ),
        floor=stored.floor,
        under_floor=under_floor(known, stored.floor),
        average_wanted=stored.average,
        average=Fraction(sum(one.met for one in known), len(known)) if known else None,
    )


async def _standing(
    tx: Transaction,
    sets: CriteriaSets,
    unit: Unit,
    places: Mapping[UnitId, Unit],
    *,
    as_of: date,
    known_at: datetime | None,
) -> Mapping[UnitId, Standing]:
    """Of each place. One that has ended by the day is shown as it stood on its last day."""
    days = {
        one.id: as_of if one.valid_to is None or one.valid_to > as_of else one.valid_to - timedelta(days=1)
        for one in places.values()
    }
    rows: dict[date, Mapping[UnitId, CommuneStatus]] = {}
    recognised: dict[date, Mapping[Standard, frozenset[UnitId]]] = {}
    with_villages: dict[date, set[UnitId]] = {}
    for day in sorted(set(days.values())):
        status = await status_of(tx, sets, unit, as_of=day, known_at=known_at)
        rows[day] = {one.unit.id: one for one in status.communes}
        recognised[day] = await _recognised(tx, list(rows[day]), day=day, known_at=known_at)
        villages = held_by(
            [
                one
                for one in await dossiers_below(tx, unit.id, day=day, known=known_at)
                if one.unit.kind.level is Level.VILLAGE
            ],
            day,
        )
        with_villages[day] = {one for one, held in villages.items() if held}
        recognised[day] = {standard: found | holding(villages, standard) for standard, found in recognised[day].items()}
    found: dict[UnitId, Standing] = {}
    for place in places.values():
        day = days[place.id]
        below = await units_below(tx, place.id, day=day, known=known_at, levels=[Level.COMMUNE], counted=True)
        ids = [place.id, *(one.id for one in below)]
        communes = tuple(rows[day][one] for one in ids if one in rows[day])
        villages_here: frozenset[UnitId] = frozenset()
        if with_villages[day]:
            under = await units_below(tx, place.id, day=day, known=known_at, levels=[Level.VILLAGE], counted=True)
            villages_here = frozenset(one.id for one in under) & with_villages[day]
        found[place.id] = Standing(communes=communes, recognised=recognised[day], as_of=day, villages=villages_here)
    return found


async def _recognised(
    tx: Transaction, communes: list[UnitId], *, day: date, known_at: datetime | None
) -> Mapping[Standard, frozenset[UnitId]]:
    held = await recognised_on(tx, communes, day=day, known=known_at)
    return {standard: holding(held, standard) for standard in Standard}
