"""A unit's digest, its criteria table, its money: for whoever may read them there, in the role by which they may."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.programme.goal_assessment import read_period
from conversations.programme.person import Role
from conversations.programme.rights import digest_role, may_fill_goals, may_record_tasks
from handlers.digest import load_decisions, load_digest, load_tables
from handlers.goal_form import unnamed_goals
from handlers.goals import goals_of
from handlers.paper_tasks import tasks_of
from handlers.show_goals import assessment_of
from handlers.show_money import money_of
from handlers.show_roadmap import roadmap_progress
from handlers.show_targets import targets_progress

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.criteria_table import Tables
    from conversations.programme.decisions import Decisions
    from conversations.programme.digest import Digest
    from conversations.programme.goal_assessment import Assessment
    from conversations.programme.goal_set import FollowedGoal, UnitGoals
    from conversations.programme.ids import UnitId
    from conversations.programme.money_finding import MoneyShown
    from conversations.programme.paper_tasks import UnitTasks
    from conversations.programme.person import Person
    from conversations.programme.roadmap_progress import RoadmapProgress
    from conversations.programme.target_progress import TargetsProgress
    from conversations.programme.unit import Unit
    from storage.database import Transaction
    from storage.programme import Programme


async def digest_of(tx: Transaction, unit: UnitId, person: Person, programme: Programme, at: datetime) -> Digest | None:
    """None: there is no such unit, or the person may not read its digest."""
    role = await _reads_as(tx, unit, person, programme)
    if role is None:
        return None
    return await load_digest(tx, programme.sets, unit=unit, at=at, persons=role is Role.MANAGER)


async def decisions_now(tx: Transaction, person: Person, programme: Programme, at: datetime) -> tuple[Decisions, ...]:
    """Of the units that the person manages, each once; those that have nothing to decide are left out."""
    found = [
        await load_decisions(tx, programme.sets, unit=unit, at=at)
        for unit in dict.fromkeys(grant.unit.id for grant in person.grants_of(Role.MANAGER))
    ]
    return tuple(one for one in found if one is not None and one.count)


async def tables_of(tx: Transaction, unit: UnitId, person: Person, programme: Programme, at: datetime) -> Tables | None:
    """None: as above, or no criteria set is known."""
    if await _reads_as(tx, unit, person, programme) is None:
        return None
    return await load_tables(tx, programme.sets, unit=unit, as_of=at.date(), known_at=at)


async def unit_goals(
    tx: Transaction, unit: UnitId, person: Person, programme: Programme, at: datetime
) -> UnitGoals | None:
    """None: as above, or no paper sets a goal of the unit."""
    read = await _read(tx, unit, person, programme)
    if read is None:
        return None
    found = await goals_of(tx, programme.sets, read, as_of=at.date(), known_at=at)
    return found if found.goals else None


async def goals_to_fill(
    tx: Transaction, unit: UnitId, person: Person, programme: Programme, at: datetime
) -> tuple[FollowedGoal, ...] | None:
    """None: there is no such unit, or its goals are not theirs to fill."""
    line = await programme.line(tx, unit)
    if not line or not may_fill_goals(person, line[0]):
        return None
    return await unnamed_goals(tx, programme.sets, line[0], day=at.date())


async def goals_over(
    tx: Transaction, unit: UnitId, person: Person, programme: Programme, *, period: str, at: datetime
) -> Assessment | None:
    """None: as above."""
    read = await _read(tx, unit, person, programme)
    if read is None:
        return None
    found = await assessment_of(tx, programme.sets, read, period=read_period(period), as_of=at.date(), known_at=at)
    return found if found.goals else None


async def unit_tasks(
    tx: Transaction, unit: UnitId, person: Person, programme: Programme, at: datetime
) -> UnitTasks | None:
    """None: as above, or no paper of the unit gives any."""
    if await _reads_as(tx, unit, person, programme) is None:
        return None
    line = await programme.line(tx, unit)
    found = await tasks_of(tx, line[0], as_of=at.date(), known_at=at)
    may = may_record_tasks(person, line[0], frozenset(one.id for one in line[1:]))
    return replace(found, recorded_by_reader=may) if found.tasks else None


async def roadmap_of(
    tx: Transaction, unit: UnitId, person: Person, programme: Programme, at: datetime
) -> RoadmapProgress | None:
    """None: as above, or the unit has no roadmap."""
    read = await _read(tx, unit, person, programme)
    if read is None:
        return None
    return await roadmap_progress(tx, programme.sets, read, as_of=at.date(), known_at=at)


async def targets_of(
    tx: Transaction, unit: UnitId, person: Person, programme: Programme, at: datetime
) -> TargetsProgress | None:
    """None: as above, or the unit has no table of targets."""
    read = await _read(tx, unit, person, programme)
    if read is None:
        return None
    return await targets_progress(tx, programme.sets, read, as_of=at.date(), known_at=at)


async def money_shown_of(
    tx: Transaction, unit: UnitId, person: Person, programme: Programme, at: datetime
) -> MoneyShown | None:
    """None: there is no such unit, or the person is no manager there."""
    if await _reads_as(tx, unit, person, programme) is not Role.MANAGER:
        return None
    return await money_of(tx, unit, day=at.date(), known=at)


async def _reads_as(tx: Transaction, unit: UnitId, person: Person, programme: Programme) -> Role | None:
    line = await programme.line(tx, unit)
    return digest_role(person, line[0], await programme.above(tx, unit)) if line else None


async def _read(tx: Transaction, unit: UnitId, person: Person, programme: Programme) -> Unit | None:
    """The unit, if the person may read its digest."""
    role = await _reads_as(tx, unit, person, programme)
    return None if role is None else (await programme.line(tx, unit))[0]
