"""From the goals of /tonghop: a manager says figures of the unit's own goals, each shown before it is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.asks_of_standing import GoalsToFill
from conversations.engine.effects import FillGoal
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import FillGoals
from conversations.engine.move import Chose, Input, Move, Typed, back, stay
from conversations.programme.goal_value import read_goal_value
from conversations.programme.problem import Problem
from conversations.reading.dates import Day, read_date
from conversations.screens import fill_goals as screens
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from conversations.engine.screen import Screen
    from conversations.programme.goal import GoalValue
    from conversations.programme.goal_set import FollowedGoal


def needs(frame: FillGoals) -> Needs:
    """The goals that are theirs to fill."""
    return Needs(asks=(GoalsToFill(frame.unit),))


def show(frame: FillGoals, facts: Facts) -> Screen:
    """The list, or what is asked next of one of them."""
    found = facts.answer(GoalsToFill(frame.unit))
    if not found:
        return out_of_sight("fill_goals", facts.words)
    goal = _goal(frame, found)
    if goal is None:
        return screens.listed(found, facts.words, page=frame.page)
    if not frame.text:
        return screens.figure(goal, facts.words)
    if frame.day is None:
        return screens.which_day(goal, frame.text, facts)
    return screens.sure(goal, _read(goal, frame.text, frame.day, estimate=frame.estimate), facts.words)


def take(frame: FillGoals, given: Input, facts: Facts) -> Move:
    """A goal, its figure, its day, and yes."""
    found = facts.answer(GoalsToFill(frame.unit))
    if not found:
        return Move(frames=(), home=True)
    goal = _goal(frame, found)
    match given:
        case Typed(text=text) if goal is not None and not frame.text:
            return _figure(frame, goal, text, facts)
        case Typed(text=text) if goal is not None and frame.day is None:
            return _typed_day(frame, text, facts)
        case Chose() if goal is not None:
            return _about(frame, given, goal, facts)
        case Chose():
            return _from_list(frame, given)
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _goal(frame: FillGoals, found: Sequence[FollowedGoal]) -> FollowedGoal | None:
    return next((one for one in found if one.coded.code == frame.code), None)


def _read(goal: FollowedGoal, text: str, day: date, *, estimate: bool) -> GoalValue:
    return read_goal_value(goal.coded.goal, text, day=day, estimate=estimate, source="")


def _from_list(frame: FillGoals, given: Chose) -> Move:
    match given.part(0), given.part(1):
        case "goal", code:
            return stay(FillGoals(unit=frame.unit, page=frame.page, code=int(code)))
        case "page", number:
            return stay(replace(frame, page=int(number)))
        case "goals", _:
            return back()
        case _:
            return Move(frames=(), home=True)


def _about(frame: FillGoals, given: Chose, goal: FollowedGoal, facts: Facts) -> Move:
    at = FillGoals(unit=frame.unit, page=frame.page, code=frame.code)
    match given.part(0):
        case "say":
            return _figure(frame, goal, screens.choices(goal)[int(given.part(1))], facts)
        case "day":
            day, estimate = screens.days(facts.today)[int(given.part(1))]
            return stay(replace(frame, day=day, estimate=estimate))
        case "again":
            return stay(at)
        case "keep" if frame.day is not None:
            value = _read(goal, frame.text, frame.day, estimate=frame.estimate)
            effect = FillGoal(
                unit=frame.unit,
                code=goal.coded.code,
                text=frame.text,
                day=frame.day,
                estimate=frame.estimate,
            )
            kept = screens.kept(goal, value, facts.words)
            return stay(FillGoals(unit=frame.unit, page=frame.page), kept, effects=(effect,))
        case _:
            return stay(FillGoals(unit=frame.unit, page=frame.page))


def _figure(frame: FillGoals, goal: FollowedGoal, text: str, facts: Facts) -> Move:
    try:
        _read(goal, text, facts.today, estimate=False)
    except Problem as problem:
        return stay(frame, f"{problem.message} {problem.remedy}")
    return stay(replace(frame, text=text))


def _typed_day(frame: FillGoals, text: str, facts: Facts) -> Move:
    read = read_date(text, today=facts.today)
    if not isinstance(read, Day) or read.rough or read.day > facts.today:
        return stay(frame, screens.no_day(facts.words))
    return stay(replace(frame, day=read.day))
