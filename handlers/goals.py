"""The goals of a unit and what is known of each on a day, as known at a moment: the same two give the same answer.

What this system counts by itself is counted for the day asked for; everything else is what was recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.goal_measure import Confirmed, counted_value, measure_of
from conversations.programme.goal_results import TOTAL, matter
from conversations.programme.goal_set import FollowedGoal, UnitGoals, combined
from conversations.programme.goal_state import standing
from conversations.programme.plan_targets import Standard
from conversations.programme.problem import Problem
from conversations.programme.target_progress import all_confirmed
from conversations.programme.unit import Level
from handlers.recognition import holding, recognised_on
from handlers.show_status import status_of
from storage.goals import goal_values, goals_set, papers_in_force
from storage.units import units_below

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from conversations.programme.goal import GoalValue
    from conversations.programme.goal_measure import Measure
    from conversations.programme.goal_set import CodedGoal
    from conversations.programme.unit import Unit
    from storage.criteria import CriteriaSets
    from storage.database import Transaction


COUNTED = (Level.DISTRICT, Level.COMMUNE, Level.VILLAGE)
"""Units of these levels are recognised."""


async def goals_of(
    tx: Transaction, sets: CriteriaSets, unit: Unit, *, as_of: date, known_at: datetime | None = None
) -> UnitGoals:
    """Empty where no paper of the unit sets any by that day."""
    papers = await papers_in_force(tx, unit.id, day=as_of, known=known_at)
    goals = combined(await goals_set(tx, papers))
    typed = await goal_values(tx, unit.id, known=known_at) if goals else {}
    measures = measures_of(goals)
    counted: Mapping[int, GoalValue] = {}
    if measures:
        confirmed = await _confirmed(tx, sets, unit, as_of=as_of, known_at=known_at)
        by_code = {one.code: one.goal for one in goals}
        found = {code: counted_value(by_code[code], measure, confirmed) for code, measure in measures.items()}
        counted = {
            code: value
            for code, value in found.items()
            if value is not None and not (measures[code].level is Level.VILLAGE and typed.get(code))
        }  # of villages often only some have dossiers here: what somebody stated comes first
    return UnitGoals(
        unit=unit,
        as_of=as_of,
        papers=tuple(one.paper for one in papers),
        goals=tuple(_followed(one, typed.get(one.code, ()), counted.get(one.code), as_of) for one in goals),
    )


def measures_of(goals: Sequence[CodedGoal]) -> Mapping[int, Measure]:
    """By code: what of a goal this system counts."""
    summed = {matter(one.goal.name) for one in goals if one.goal.name.startswith(TOTAL)}
    found = {one.code: measure_of(one.goal, summed=matter(one.goal.name) in summed) for one in goals}
    return {code: measure for code, measure in found.items() if measure is not None}


def goal_chosen(goals: Sequence[CodedGoal], *, code: int | None, name: str) -> CodedGoal:
    """By its number, else by words of its name. Raises Problem: none, or several."""
    if code is not None:
        found = [one for one in goals if one.code == code]
    else:
        wanted = matter(name)
        found = [one for one in goals if matter(one.goal.name) == wanted] or [
            one for one in goals if wanted and wanted in matter(one.goal.name)
        ]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(f"{one.code} ({one.name})" for one in (found or goals)[:6])
    raise Problem(
        code="goal_ambiguous" if found else "goal_unknown",
        where=name or str(code),
        message="Có nhiều chỉ tiêu như vậy." if found else "Không có chỉ tiêu nào như vậy.",
        remedy=f"Hãy chọn bằng --code: {listed}." if goals else "Hãy nhập trước bằng: ntm import indicators.",
    )


def _followed(coded: CodedGoal, typed: tuple[GoalValue, ...], counted: GoalValue | None, as_of: date) -> FollowedGoal:
    known = (*coded.stated, *typed)
    values = (*(one for one in known if one.day <= as_of), *(() if counted is None else (counted,)))
    return FollowedGoal(
        coded=coded, values=values, standing=standing(coded.goal, values, as_of), counted=counted is not None
    )


async def _confirmed(
    tx: Transaction, sets: CriteriaSets, unit: Unit, *, as_of: date, known_at: datetime | None
) -> Confirmed:
    status = await status_of(tx, sets, unit, as_of=as_of, known_at=known_at)
    below = await units_below(tx, unit.id, day=as_of, known=known_at, levels=COUNTED)
    districts = [one.id for one in below if one.kind.level is Level.DISTRICT]
    units = {level: tuple(one.id for one in below if one.kind.level is level) for level in COUNTED}
    held = await recognised_on(tx, [one.id for one in below], day=as_of, known=known_at)
    return Confirmed(
        day=as_of,
        communes=status.communes,
        recognised={standard: holding(held, standard) for standard in Standard},
        confirmed=frozenset(one.unit.id for one in status.communes if all_confirmed(one)),
        districts={district: tuple(one.id for one in below if one.parent == district) for district in districts},
        units=units,
    )
