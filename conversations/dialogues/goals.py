"""From /tonghop: the goals of a province or district, as they stand today or over the last quarter, half-year, year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.dialogues.below_digest import turn_or_back
from conversations.engine import frames as f
from conversations.engine.asks_of_standing import GoalsOf, GoalsOver, GoalsToFill
from conversations.engine.facts import Facts, Needs
from conversations.engine.move import Chose, Input, Move, stay
from conversations.programme.goal_assessment import finished_periods
from conversations.screens import goals as screens
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen


def needs(frame: f.Goals) -> Needs:
    """The goals, over a period where one is chosen."""
    if frame.period:
        return Needs(shown=(GoalsOver(frame.unit, frame.period),))
    return Needs(shown=(GoalsOf(frame.unit), GoalsToFill(frame.unit)))


def show(frame: f.Goals, facts: Facts) -> Screen:
    """A page of them."""
    if frame.period:
        over = facts.answer(GoalsOver(frame.unit, frame.period))
        return out_of_sight("goals", facts.words) if over is None else screens.over_page(frame, over, facts)
    found = facts.answer(GoalsOf(frame.unit))
    return out_of_sight("goals", facts.words) if found is None else screens.goals_page(frame, found, facts)


def take(frame: f.Goals, given: Input, facts: Facts) -> Move:
    """Another page, a period, today again, or the digest."""
    match given:
        case Chose():
            return _chosen(frame, given, facts)
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _chosen(frame: f.Goals, given: Chose, facts: Facts) -> Move:
    match given.part(0):
        case "over" if given.part(1) in {one.key for one in finished_periods(facts.today)}:
            return stay(f.Goals(unit=frame.unit, period=given.part(1)))
        case "fill":
            return Move(frames=(frame, f.FillGoals(unit=frame.unit)))
        case "over" | "today":
            return stay(f.Goals(unit=frame.unit))
        case _:
            return turn_or_back(frame, given)
