"""A manager says a figure of one of the unit's own goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.goal_value_table import GivenValue
from conversations.programme.rights import may_fill_goals
from conversations.screens import problems
from handlers.goal_form import unnamed_goals
from handlers.goal_values import keep_value

if TYPE_CHECKING:
    from conversations.engine.effects import FillGoal
    from handlers.apply.acting import Acting


async def fill_goal(acting: Acting, effect: FillGoal) -> None:
    """Raises Refusal: not theirs to say, an office is named for it, or no such goal; Problem: it is no such figure."""
    line = await acting.programme.line(acting.tx, effect.unit)
    if not line or acting.person is None or not may_fill_goals(acting.person, line[0]):
        raise problems.not_yours(acting.words)
    sets, unit = acting.programme.sets, line[0]
    open_ones = await unnamed_goals(acting.tx, sets, unit, day=acting.now.date())
    if effect.code not in {one.coded.code for one in open_ones}:
        raise problems.not_yours(acting.words)
    given = GivenValue(
        code=effect.code, name="", text=effect.text, day=effect.day, estimate=effect.estimate, source=unit.title
    )
    # a figure far from the last one was shown beside it before it was agreed to
    await keep_value(acting.tx, sets, unit, given, now=acting.now, sure=True)
    acting.note("goal_filled", f"unit:{unit.id}", goal=effect.code)
