"""What `ntm show indicators --json` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.importers.goals_text import figure, goal_row
from conversations.engine.words import SOURCE
from conversations.programme.goal_state import GoalState, gap
from conversations.programme.stated import rounded
from conversations.screens.goal_words import known_words, left_words, why_words

if TYPE_CHECKING:
    from fractions import Fraction

    from conversations.programme.goal_assessment import Assessment
    from conversations.programme.goal_set import FollowedGoal, Paper, UnitGoals
    from conversations.programme.goal_state import Standing


def as_document(found: UnitGoals) -> dict[str, Any]:
    """The goals with where each stands; computed figures are rounded to 6 decimals."""
    return {
        "unit": found.unit.title,
        "as_of": found.as_of.isoformat(),
        "papers": [_paper(one) for one in found.papers],
        "counts": {state.value: len(found.in_state(state)) for state in GoalState},
        "indicators": [_goal(one) for one in found.goals],
    }


def assessment_as_document(found: Assessment) -> dict[str, Any]:
    """The same, each goal with the two earlier days."""
    period = found.period
    return {
        **as_document(found.now),
        "period": {
            "key": period.key,
            "first": period.first.isoformat(),
            "last": period.last.isoformat(),
            "before": period.before.isoformat(),
            "year_ago": period.year_ago.isoformat(),
        },
        "indicators": [
            {
                **_goal(one.goal),
                "before": None if one.before is None else _standing(one.before),
                "year_ago": None if one.year_ago is None else _standing(one.year_ago),
            }
            for one in found.goals
        ],
    }


def _paper(one: Paper) -> dict[str, Any]:
    return {"title": one.title, "number": one.number, "dated": one.dated.isoformat(), "version": one.version}


def _goal(one: FollowedGoal) -> dict[str, Any]:
    goal, found = one.coded.goal, one.standing
    missing = gap(goal, found)
    return {
        **goal_row(one.coded.code, goal, parent=one.coded.parent),
        "paper": one.coded.paper.label,
        "counted": one.counted,
        **_standing(found),
        "known": known_words(goal, found, SOURCE),
        "left": None if missing is None else _rounded(missing.size),
        "left_in_words": left_words(goal, found, SOURCE),
        "why_in_words": why_words(goal, found, SOURCE),
    }


def _standing(found: Standing) -> dict[str, Any]:
    newest = found.newest
    return {
        "state": found.state.value,
        "why": found.why.value,
        "value": None
        if newest is None
        else {
            "day": newest.day.isoformat(),
            "value": figure(newest.value),
            "of": newest.of,
            "grade": newest.grade or None,
            "estimate": newest.estimate,
            "computed": newest.computed,
            "source": newest.source,
        },
        "figure": _rounded(found.figure),
        "wanted": _rounded(found.wanted),
        "interim_year": found.interim_year,
    }


def _rounded(value: Fraction | None) -> float | None:
    return None if value is None else float(rounded(value, 6))
