"""Figures of goals as they come in, one by one or in a table. What this system counts by itself is never typed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conversations.programme.goal_set import combined
from conversations.programme.goal_value import implausible, read_goal_value
from conversations.programme.problem import Problem
from conversations.reading.show import show_number
from handlers.goals import goal_chosen, goals_of
from handlers.trial import Outcome, writing
from storage.goals import add_value, goal_values, goals_set, papers_in_force
from storage.unit_names import unit_named

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from conversations.programme.goal import GoalValue
    from conversations.programme.goal_set import CodedGoal
    from conversations.programme.goal_value_table import GivenValue
    from conversations.programme.unit import Unit
    from storage.criteria import CriteriaSets
    from storage.database import Database, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptValue:
    """before: the last figure of an earlier day or of the same day."""

    goal: CodedGoal
    value: GoalValue
    before: GoalValue | None
    outcome: Outcome


async def keep_values(
    database: Database,
    sets: CriteriaSets,
    given: Sequence[GivenValue],
    *,
    unit: str,
    now: datetime,
    sure: bool = False,
    dry_run: bool = False,
) -> tuple[Unit, tuple[KeptValue, ...]]:
    """All of them or none. sure: one far from the last is meant so. Raises Problem with the place of what is wrong."""
    async with writing(database, keep=not dry_run) as tx:
        named = await unit_named(tx, unit, day=now.date())
        kept = [await keep_value(tx, sets, named, one, now=now, sure=sure) for one in given]
    return named, tuple(kept)


async def keep_value(
    tx: Transaction, sets: CriteriaSets, unit: Unit, given: GivenValue, *, now: datetime, sure: bool
) -> KeptValue:
    """One of them, in a transaction that is open already."""
    if given.day > now.date():
        raise Problem(
            code="goal_day_ahead",
            where=given.place or str(given.day),
            message="Số liệu không thể của một ngày chưa tới.",
            remedy="Hãy ghi ngày của số liệu.",
        )
    papers = await papers_in_force(tx, unit.id, day=now.date())
    goal = goal_chosen(combined(await goals_set(tx, papers)), code=given.code, name=given.name)
    found = await goals_of(tx, sets, unit, as_of=given.day)
    if any(one.counted for one in found.goals if one.coded.code == goal.code):
        raise Problem(
            code="goal_is_counted",
            where=given.place or goal.name,
            message="Chỉ tiêu này hệ thống tự tính từ số liệu đã xác nhận, không nhập tay.",
            remedy="Hãy xem bằng: ntm show indicators.",
        )
    value = read_goal_value(
        goal.goal, given.text, day=given.day, estimate=given.estimate, source=given.source, where=given.place
    )
    known = (await goal_values(tx, unit.id)).get(goal.code, ())
    before = next((one for one in reversed(known) if one.day <= value.day), None)
    last = None if sure else implausible(goal.goal, value, before)
    if last is not None:
        raise Problem(
            code="goal_value_far",
            where=given.place or goal.name,
            message=f"“{given.text}” khác xa số trước ({show_number(last, places=2)}).",
            remedy="Nếu đúng, hãy ghi lại kèm --sure.",
        )
    same = next((one for one in known if one.day == value.day and one.estimate == value.estimate), None)
    if same is not None and replace(same, source=value.source) == value:
        return KeptValue(goal=goal, value=value, before=before, outcome=Outcome.UNCHANGED)
    await add_value(tx, unit.id, goal.code, value, at=now)
    outcome = Outcome.FIRST if same is None else Outcome.CHANGED
    return KeptValue(goal=goal, value=value, before=before, outcome=outcome)
