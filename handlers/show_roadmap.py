"""How far a unit is along its roadmap, as of a day and as known at a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.dossier import DossierKind, in_order
from conversations.programme.plan_targets import Standard
from conversations.programme.problem import Problem
from conversations.programme.roadmap import Goal
from conversations.programme.roadmap_progress import RoadmapProgress, bare_districts, goal_progress
from conversations.programme.target_progress import under_floor
from conversations.programme.unit import Level
from conversations.programme.village_progress import held_by
from handlers.dossiers import dossiers_below
from handlers.recognition import holding, recognised_on
from handlers.show_status import status_of
from storage.roadmaps import ROADMAPS, roadmap_bare, roadmap_entries, roadmap_goals
from storage.unit_names import unit_named
from storage.units import units_below

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from conversations.programme.dossier import Dossier
    from conversations.programme.ids import UnitId
    from conversations.programme.unit import Unit
    from storage.criteria import CriteriaSets
    from storage.database import Database, Transaction


async def show_roadmap(
    database: Database, sets: CriteriaSets, *, unit: str, as_of: date, known_at: datetime | None = None
) -> RoadmapProgress:
    """known_at None: all that is recorded. Raises Problem: no such unit, or it has no roadmap by that day."""
    async with database.read() as tx:
        named = await unit_named(tx, unit, day=as_of)
        found = await roadmap_progress(tx, sets, named, as_of=as_of, known_at=known_at)
    if found is None:
        raise Problem(
            code="roadmap_none",
            where=named.title,
            message="Chưa có lộ trình nào cho đến ngày này.",
            remedy="Hãy nhập trước bằng: ntm import roadmap.",
        )
    return found


async def roadmap_progress(
    tx: Transaction, sets: CriteriaSets, unit: Unit, *, as_of: date, known_at: datetime | None = None
) -> RoadmapProgress | None:
    """None: the unit has no roadmap by that day."""
    stored = await ROADMAPS.in_force(tx, unit.id, day=as_of, known=known_at)
    if stored is None:
        return None
    entries = await roadmap_entries(tx, stored.id)
    listed = {(one.unit, one.standard, one.kind) for one in entries}
    dossiers = in_order(
        [
            one
            for one in await dossiers_below(tx, unit.id, day=as_of, known=known_at)
            if by_name(one)
            or not listed.isdisjoint((unit, one.standard, one.kind) for unit in (one.opened_for.id, one.unit.id))
        ],
        as_of,
    )
    below = await units_below(tx, unit.id, day=as_of, known=known_at, levels=(Level.DISTRICT, Level.COMMUNE))
    ids: dict[Level, list[UnitId]] = {Level.DISTRICT: [], Level.COMMUNE: []}
    for one in below:
        ids[one.kind.level].append(one.id)
    held = {level: await recognised_on(tx, units, day=as_of, known=known_at) for level, units in ids.items()}
    villages = [one for one in dossiers if one.unit.kind.level is Level.VILLAGE]
    if villages:
        held[Level.VILLAGE] = held_by(villages, as_of)
    status = await status_of(tx, sets, unit, as_of=as_of, known_at=known_at)
    bare, not_told = bare_districts(
        [one for one in below if one.kind.level is Level.DISTRICT],
        _by_district(below),
        holding(held[Level.COMMUNE], Standard.NTM),
        stated=frozenset(await roadmap_bare(tx, stored.id)),
        named={
            one.unit.id: one.dates.year
            for one in dossiers
            if one.standard is Standard.NTM and one.kind is DossierKind.RECOGNITION
        },
    )
    return RoadmapProgress(
        unit=unit,
        as_of=as_of,
        title=stored.title,
        number=stored.number,
        dated=stored.dated_on,
        version=stored.version,
        goals=tuple(
            goal_progress(
                goal,
                dossiers,
                holding=len(holding(held[goal.level], goal.standard)) if goal.level in held else None,
                day=as_of,
            )
            for goal in _with_unstated(await roadmap_goals(tx, stored.id), dossiers)
        ),
        covers_all=stored.covers_all,
        bare=bare,
        not_told=not_told,
        floor=stored.floor,
        under_floor=under_floor([one for one in status.communes if one.known], stored.floor),
        keeping=tuple(one for one in dossiers if one.kind is DossierKind.KEEPING),
    )


def by_name(dossier: Dossier) -> bool:
    """Whether a person or a list opened it, not the roadmap: every village's, and others' that it does not name."""
    return dossier.steps[0].roadmap is None


def _with_unstated(goals: Sequence[Goal], dossiers: Sequence[Dossier]) -> Iterator[Goal]:
    """The goals, then one without a number for each level and standard that only names units."""
    yield from goals
    stated = {(one.level, one.standard) for one in goals}
    for level, standard in sorted({(one.opened_for.kind.level, one.standard) for one in dossiers} - stated):
        yield Goal(level=level, standard=standard)


def _by_district(below: tuple[Unit, ...]) -> dict[UnitId, list[Unit]]:
    found: dict[UnitId, list[Unit]] = {}
    for one in below:
        if one.kind.level is Level.COMMUNE and one.parent is not None:
            found.setdefault(one.parent, []).append(one)
    return found
