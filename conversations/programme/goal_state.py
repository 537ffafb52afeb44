"""Where a goal stands on a day: reached, on the way, at risk, or not known; by exact comparison, never by a rounding.

The rules, in their order:
1. Known is what is dated by the day. Nothing known, or nothing newer than a year: not known.
2. Reached: the newest official figure, not older than a year, reaches the goal. An estimate never does.
3. The goal's year is over: at risk. An estimate that reaches the goal before that: on the way.
4. What follows judges the newest figure, an estimate too. An interim figure of a year that is over and is not reached:
   at risk. One of the day's year or the next: reached, on the way; else at risk.
5. Without one: the straight line from the base (the document's, else the first known figure) to the goal at the end of
   its year, on the day of the newest figure. On the line or better: on the way; else at risk. Without a base there is
   no line: not known. What is only done or not done has no line: at risk in its last year, before that not known.
A yearly rate of a level is the average since the base; of rates that are reported year by year, all their years
compounded. A ratio is that to the newest official figure of the base year.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Context, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from conversations.programme.goal import Goal, GoalKind, GoalValue

if TYPE_CHECKING:
    from collections.abc import Sequence

STALE = timedelta(days=366)
"""A figure that is older says nothing about today."""
MONTHS = 12
MIDDLE = 15
"""A day after it counts as its month's end, any other as the end of the month before."""
_ROOTS = Context(prec=40)


class GoalState(StrEnum):
    """From worst to best, after what is not known."""

    NOT_KNOWN = "not_known"
    AT_RISK = "at_risk"
    ON_THE_WAY = "on_the_way"
    MET = "met"


class Why(StrEnum):
    """What decided."""

    NO_VALUE = "no_value"
    STALE = "stale"
    NO_BASE = "no_base"
    ONE_STEP = "one_step"
    """It is done or not; there is no way to be on."""
    REACHED = "reached"
    ESTIMATED = "estimated"
    OVER = "over"
    INTERIM = "interim"
    LINE = "line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a goal stands. figure, wanted: comparable with the goal's own (shares as parts of 1, grades as places)."""

    state: GoalState
    why: Why
    newest: GoalValue | None = None
    """What is shown: the newest figure by the day, an estimate or not."""
    figure: Fraction | None = None
    """Of the newest: the level, or the rate or ratio computed from it; a compounded rate is rounded."""
    wanted: Fraction | None = None
    """What decided: the goal itself, an interim figure, or the line on the newest figure's day."""
    interim_year: int | None = None


def standing(goal: Goal, values: Sequence[GoalValue], day: date) -> Standing:
    """values: in any order; those after the day do not count."""
    known = sorted(
        (one for one in values if one.day <= day and one.figure_for(goal) is not None),
        key=lambda one: (one.day, not one.estimate),
    )
    if not known:
        return Standing(state=GoalState.NOT_KNOWN, why=Why.NO_VALUE)
    newest, target = known[-1], goal.exact
    found = Standing(
        state=GoalState.NOT_KNOWN, why=Why.STALE, newest=newest, figure=measured(goal, known, newest), wanted=target
    )
    if day - newest.day > STALE:
        return found
    official = next((one for one in reversed(known) if not one.estimate and day - one.day <= STALE), None)
    if target is None:
        return replace(found, why=Why.NO_BASE)
    if official is not None and _reaches(goal, known, official, target):
        return replace(found, state=GoalState.MET, why=Why.REACHED)
    if found.figure is None:
        return replace(found, why=Why.NO_BASE)
    if day > end_of(goal.by_year):
        return replace(found, state=GoalState.AT_RISK, why=Why.OVER)
    if _reaches(goal, known, newest, target):
        return replace(found, state=GoalState.ON_THE_WAY, why=Why.ESTIMATED)
    return _by_interim(goal, known, found, day) or _by_line(goal, known, found, day)


def _by_interim(goal: Goal, known: Sequence[GoalValue], found: Standing, day: date) -> Standing | None:
    """None: no interim figure says anything on that day."""
    near = None
    for one in sorted(goal.interims, key=lambda one: one.year):
        wanted = goal.figure(one.value)
        if wanted is None or one.year > day.year + 1:
            continue
        reached = _reaches(goal, known, known[-1], wanted)
        if not reached or one.year >= day.year:
            state = GoalState.ON_THE_WAY if reached else GoalState.AT_RISK
            near = replace(found, state=state, why=Why.INTERIM, wanted=wanted, interim_year=one.year)
            break
    return near


def _by_line(goal: Goal, known: Sequence[GoalValue], found: Standing, day: date) -> Standing:
    newest, figure, target = known[-1], found.figure, goal.exact
    if figure is None or target is None:
        return replace(found, why=Why.NO_BASE)
    at_risk = replace(found, state=GoalState.AT_RISK, why=Why.LINE)
    match goal.kind:
        case GoalKind.DONE:
            return at_risk if day.year >= goal.by_year else replace(found, why=Why.ONE_STEP)
        case GoalKind.YEARLY_RATE:
            return at_risk
        case GoalKind.RATIO_TO_BASE if goal.base_year is not None:
            base: tuple[Fraction, date] | None = Fraction(1), end_of(goal.base_year)
        case _:
            base = _base(goal, known, newest)
    if base is None:
        return replace(found, why=Why.NO_BASE)
    start, since = base
    whole = (end_of(goal.by_year) - since).days
    gone = (newest.day - since).days
    wanted = target if gone >= whole else start + (target - start) * gone / whole
    on_line = figure <= wanted if goal.bound.falling else figure >= wanted
    state = GoalState.ON_THE_WAY if on_line else GoalState.AT_RISK
    return replace(found, state=state, why=Why.LINE, wanted=wanted)


def measured(goal: Goal, known: Sequence[GoalValue], at: GoalValue) -> Fraction | None:
    """What is shown beside the goal: the figure, the average change a year, or the ratio. None: it has no base."""
    here = at.figure_for(goal)
    match goal.kind:
        case GoalKind.YEARLY_RATE if goal.of_level:
            base = _base(goal, known, at)
            if base is None or here is None:
                return None
            months = months_of(at.day) - months_of(base[1])
            change = base[0] - here if goal.falls else here - base[0]
            return change * MONTHS / months if months > 0 else None
        case GoalKind.YEARLY_RATE:
            growth, years = _compounded(goal, known, at)
            root = _ROOTS.power(Decimal(growth.numerator) / Decimal(growth.denominator), Decimal(1) / years)
            return (Fraction(root) - 1) * 100
        case GoalKind.RATIO_TO_BASE:
            start = _of_base_year(goal, known)
            return None if not start or here is None else here / start
        case _:
            return here


def _reaches(goal: Goal, known: Sequence[GoalValue], at: GoalValue, wanted: Fraction) -> bool:
    if goal.kind is GoalKind.YEARLY_RATE and not goal.of_level:
        growth, years = _compounded(goal, known, at)
        return goal.bound.holds(growth, (1 + wanted / 100) ** years)
    figure = measured(goal, known, at)
    return figure is not None and goal.bound.holds(figure, wanted)


def _compounded(goal: Goal, known: Sequence[GoalValue], at: GoalValue) -> tuple[Fraction, int]:
    """What the rates of the reported years make together, the newest figure of each year; and how many years."""
    rates = {one.day.year: one.figure_for(goal) or Fraction(0) for one in known if one.day < at.day}
    rates[at.day.year] = at.figure_for(goal) or Fraction(0)
    growth = Fraction(1)
    for rate in rates.values():
        growth *= max(1 + rate / 100, Fraction(0))
    return growth, len(rates)


def _base(goal: Goal, known: Sequence[GoalValue], at: GoalValue) -> tuple[Fraction, date] | None:
    """The document's own figure where it has one, else the first official figure before."""
    if goal.base is not None and goal.base.day is not None and goal.base.day < at.day:
        start = goal.figure(goal.base.value, goal.base.of)
        return None if start is None else (start, goal.base.day)
    for one in known:
        figure = one.figure_for(goal)
        if not one.estimate and one.day < at.day and figure is not None:
            return figure, one.day
    return None


def _of_base_year(goal: Goal, known: Sequence[GoalValue]) -> Fraction | None:
    if goal.base is not None:
        return Fraction(goal.base.value)
    return next(
        (one.figure_for(goal) for one in reversed(known) if not one.estimate and one.day.year == goal.base_year), None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What is missing up to the goal. counted: so many more (or fewer) of the whole; else in the goal's own unit."""

    size: Fraction
    counted: bool = False


def gap(goal: Goal, found: Standing) -> Gap | None:
    """None: it is reached, or nothing tells how much is missing."""
    figure, target, newest = found.figure, goal.exact, found.newest
    if figure is None or target is None or newest is None or goal.kind in {GoalKind.GRADE, GoalKind.DONE}:
        return None
    if goal.bound.holds(figure, target):
        return None
    if goal.kind is GoalKind.SHARE and newest.of and newest.value is not None:
        wanted = target * newest.of
        whole = -(-wanted.numerator // wanted.denominator)
        more = Fraction(whole) - Fraction(newest.value)
        return Gap(size=abs(more) + (not goal.bound.holds(Fraction(whole, newest.of), target)), counted=True)
    size = abs(target - figure)
    return Gap(size=size * 100 if goal.kind is GoalKind.SHARE else size)


def months_of(day: date) -> int:
    """Months that are over: the last of December and the first of January are the same."""
    return day.year * MONTHS + day.month - (day.day <= MIDDLE)


def end_of(year: int) -> date:
    """The last day of a year."""
    return date(year, MONTHS, 31)
