"""The goals of a unit on a day, and how that compares with an earlier day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.goal_assessment import Assessment, assessed
from conversations.programme.problem import Problem
from handlers.goals import goals_of
from storage.unit_names import unit_named
from storage.units import lineage

if TYPE_CHECKING:
    from datetime import date, datetime

    from conversations.programme.goal_assessment import GoalPeriod
    from conversations.programme.goal_set import UnitGoals
    from conversations.programme.unit import Unit
    from storage.criteria import CriteriaSets
    from storage.database import Database, Transaction


async def show_goals(
    database: Database, sets: CriteriaSets, *, unit: str, as_of: date, known_at: datetime | None = None
) -> UnitGoals:
    """Raises Problem: no such unit, or no paper of it sets any goal by that day."""
    async with database.read() as tx:
        return await _shown(tx, sets, unit, as_of=as_of, known_at=known_at)


async def assess_goals(
    database: Database,
    sets: CriteriaSets,
    *,
    unit: str,
    period: GoalPeriod,
    as_of: date,
    known_at: datetime | None = None,
) -> Assessment:
    """The goals at the end of the period, or on the day asked for where it has not come to that. Raises Problem."""
    found = await goals_to_export(database, sets, unit=unit, period=period, as_of=as_of, known_at=known_at)
    return found.assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class ToExport:
    """superior: what stands above the unit."""

    assessment: Assessment
    superior: Unit | None


async def goals_to_export(
    database: Database,
    sets: CriteriaSets,
    *,
    unit: str,
    period: GoalPeriod,
    as_of: date,
    known_at: datetime | None = None,
) -> ToExport:
    """As `assess_goals`. Raises Problem."""
    async with database.read() as tx:
        shown = await _shown(tx, sets, unit, as_of=min(period.last, as_of), known_at=known_at)
        line = await lineage(tx, shown.unit.id, day=as_of, known=known_at)
        found = await assessment_of(tx, sets, shown.unit, period=period, as_of=as_of, known_at=known_at)
    return ToExport(assessment=found, superior=line[1] if len(line) > 1 else None)


async def assessment_of(
    tx: Transaction,
    sets: CriteriaSets,
    unit: Unit,
    *,
    period: GoalPeriod,
    as_of: date,
    known_at: datetime | None = None,
) -> Assessment:
    """The same of a unit that is known; empty where nothing is set."""
    now, before, year_ago = [
        await goals_of(tx, sets, unit, as_of=day, known_at=known_at)
        for day in (min(period.last, as_of), period.before, period.year_ago)
    ]
    return assessed(period, now, before, year_ago)


async def _shown(
    tx: Transaction, sets: CriteriaSets, unit: str, *, as_of: date, known_at: datetime | None
) -> UnitGoals:
    named = await unit_named(tx, unit, day=as_of)
    found = await goals_of(tx, sets, named, as_of=as_of, known_at=known_at)
    if not found.goals:
        raise Problem(
            code="goals_missing",
            where=named.title,
            message="Chưa có chỉ tiêu nào cho đến ngày này.",
            remedy="Hãy nhập văn bản trước bằng: ntm import indicators.",
        )
    return found
