"""All goals that are in force for a unit, whichever papers set them.

Two papers may speak of the same goal: the one with the later last year is the goal, the other's figure is one on the
way to it; of the same year, the later paper's figure counts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conversations.programme.goal import Goal, GoalKind, GoalValue, Interim
from conversations.reading.show import show_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from conversations.programme.goal_state import GoalState, Standing
    from conversations.programme.unit import Unit


LABEL = 60
"""So many characters of a title name a paper without a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper that sets goals. day_known: its own date is known, not only the day it came."""

    title: str
    number: str
    dated: date
    day_known: bool
    version: int = 1
    party: bool = False

    @property
    def label(self) -> str:
        """As it is named beside a goal: "28-NQ/TU", else the beginning of its title, else its day."""
        if any(char.isdigit() for char in self.number):
            return self.number
        title = self.title or f"văn bản ngày {show_date(self.dated)}"
        return title if len(title) <= LABEL else f"{title[: title.rindex(' ', 0, LABEL)]}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedGoal:
    """A goal with the number by which the unit calls it. parent: the number of the goal that it is a part of."""

    code: int
    parent: int | None
    goal: Goal
    paper: Paper

    @property
    def name(self) -> str:
        """With a capital letter."""
        return self.goal.name[:1].upper() + self.goal.name[1:]

    @property
    def stated(self) -> tuple[GoalValue, ...]:
        """What the paper itself says to be reached, where its day is known."""
        base = self.goal.base
        if base is None or base.day is None:
            return ()
        return (GoalValue(day=base.day, value=base.value, of=base.of, source=self.paper.label),)


def combined(goals: Iterable[CodedGoal]) -> tuple[CodedGoal, ...]:
    """One for each number, in the papers' order (the oldest first), children after their parents."""
    by_code: dict[int, list[CodedGoal]] = {}
    for one in sorted(goals, key=lambda one: one.paper.dated):
        by_code.setdefault(one.code, []).append(one)
    merged = [_merged(said) for said in by_code.values()]
    known = {one.code for one in merged}
    top = [one for one in merged if one.parent not in known]
    return tuple(goal for one in top for goal in (one, *(child for child in merged if child.parent == one.code)))


def _merged(said: Sequence[CodedGoal]) -> CodedGoal:
    last = max(said, key=lambda one: (one.goal.by_year, one.paper.dated))
    goal = last.goal
    if goal.base is not None and goal.base.day is None and last.paper.day_known:
        goal = replace(goal, base=replace(goal.base, day=last.paper.dated))
    interims = {one.year: one for one in goal.interims}
    for one in said:
        if one.goal.by_year < goal.by_year and one.goal.target is not None and _alike(one.goal, goal):
            interims[one.goal.by_year] = Interim(year=one.goal.by_year, value=one.goal.target, source=one.paper.label)
            interims |= {other.year: replace(other, source=one.paper.label) for other in one.goal.interims}
    goal = replace(goal, interims=tuple(interims[year] for year in sorted(interims) if year < goal.by_year))
    return replace(last, goal=goal)


def _alike(one: Goal, other: Goal) -> bool:
    """Whether the figure of one can stand on the way to the other: a percentage is no count."""
    return one.kind is other.kind and (one.kind is not GoalKind.SHARE or one.of == other.of)


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedGoal:
    """A goal, what is known of it by a day, and where it stands. counted: this system counts it by itself."""

    coded: CodedGoal
    values: tuple[GoalValue, ...]
    standing: Standing
    counted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitGoals:
    """All goals of a unit on a day."""

    unit: Unit
    as_of: date
    papers: tuple[Paper, ...]
    goals: tuple[FollowedGoal, ...]

    def in_state(self, state: GoalState) -> tuple[FollowedGoal, ...]:
        """Those that stand so, in order."""
        return tuple(one for one in self.goals if one.standing.state is state)
