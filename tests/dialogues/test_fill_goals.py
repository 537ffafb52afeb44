"""A manager's own figures of goals: every screen fits, what is no figure is asked again, and nothing is kept unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from conversations.dialogues import fill_goals
from conversations.engine.asks_of_standing import GoalsToFill
from conversations.engine.effects import FillGoal
from conversations.engine.frames import FillGoals
from conversations.engine.move import Chose, Input, Typed
from tests.dialogues.commune import DISTRICT, NOW, STRAY, facts, fits, ids
from tests.dialogues.test_goals import MANAGER, MANY

HERE = FillGoals(unit=DISTRICT.id)
KNOWN = facts(MANAGER, answers={GoalsToFill(DISTRICT.id): MANY.goals})
TODAY = NOW.date()


def test_every_goal_is_offered_once_and_every_screen_fits() -> None:
    offered: list[str] = []
    for page in range(20):
        screen = fits(fill_goals.show(replace(HERE, page=page), KNOWN))
        offered += [one for one in ids(screen) if one.startswith("goal:")]
        if f"page:{page + 1}" not in ids(screen):
            break
    assert offered == [f"goal:{code}" for code in range(1, 60)]
    one = replace(HERE, code=7)
    for frame in (one, replace(one, text="12,5"), replace(one, text="12,5", day=TODAY, estimate=True)):
        fits(fill_goals.show(frame, KNOWN))


def test_a_figure_is_kept_as_it_was_shown_and_not_before() -> None:
    one = replace(HERE, code=7)
    assert fill_goals.take(HERE, Chose("goal:7"), KNOWN).frames == (one,)
    wrong = fill_goals.take(one, Typed("nhiều"), KNOWN)
    assert (wrong.frames, len(wrong.lines), wrong.effects) == ((one,), 1, ())
    typed = replace(one, text="96,5")
    assert fill_goals.take(one, Typed("96,5"), KNOWN).frames == (typed,)
    ahead = fill_goals.take(typed, Typed("31/12/2040"), KNOWN)
    assert (ahead.frames, len(ahead.lines)) == ((typed,), 1)
    dated = replace(typed, day=date(2023, 6, 1))
    assert fill_goals.take(typed, Typed("1/6"), KNOWN).frames == (dated,)
    last = TODAY.replace(day=1) - timedelta(days=1)
    assert fill_goals.take(typed, Chose("day:0"), KNOWN).frames == (replace(typed, day=last),)
    kept = fill_goals.take(dated, Chose("keep"), KNOWN)
    assert kept.effects == (FillGoal(unit=DISTRICT.id, code=7, text="96,5", day=date(2023, 6, 1), estimate=False),)
    assert kept.frames == (HERE,)
    assert fill_goals.take(dated, Chose("again"), KNOWN).frames == (one,)
    assert fill_goals.take(dated, Chose("list"), KNOWN).effects == ()


@pytest.mark.parametrize("given", STRAY)
def test_whatever_else_comes_is_answered_in_one_line_and_changes_nothing(given: Input) -> None:
    for frame in (HERE, replace(HERE, code=7)):
        moved = fill_goals.take(frame, given, KNOWN)
        assert (moved.frames, len(moved.lines), moved.effects) == ((frame,), 1, ())


def test_whoever_may_not_fill_them_is_told_only_that() -> None:
    assert fill_goals.show(HERE, facts(MANAGER)).name == "fill_goals.out_of_sight"
