"""The quarterly, half-yearly and yearly assessment: each goal now, at the end of the period before, and a year ago.

Source of the rule: Nghị quyết 04-NQ/TU (Hà Tĩnh), IV.1: "định kỳ hằng quý, sáu tháng và hằng năm đánh giá việc thực
hiện".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.programme.cycle import MONTHS, last_of_month
from conversations.programme.problem import Problem

if TYPE_CHECKING:
    from datetime import date

    from conversations.programme.goal_set import FollowedGoal, UnitGoals
    from conversations.programme.goal_state import Standing

_KEY = re.compile(r"(?P<year>20\d{2})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|Y))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalPeriod:
    """A quarter, a half-year or a year. before, year_ago: the last days of the period before and of last year's."""

    key: str
    title: str
    first: date
    last: date
    before: date
    year_ago: date


def read_period(text: str) -> GoalPeriod:
    """Of "2023-Q2", "2023-H1" or "2023". Raises Problem."""
    found = _KEY.fullmatch(text.strip().upper())
    if found is None:
        raise Problem(
            code="goal_period_wrong",
            where=text,
            message="Kỳ này không đọc được.",
            remedy="Hãy ghi quý (2023-Q2), nửa năm (2023-H1) hoặc năm (2023).",
        )
    year = int(found["year"])
    if found["quarter"]:
        number, months, title = int(found["quarter"]), 3, f"quý {'I' * int(found['quarter'])}/{year}"
        title = title.replace("IIII", "IV")
    elif found["half"]:
        number, months = int(found["half"]), 6
        title = f"6 tháng {'đầu' if number == 1 else 'cuối'} năm {year}"
    else:
        number, months, title = 1, MONTHS, f"năm {year}"
    last = last_of_month(year, number * months)
    first = (
        last_of_month(year, (number - 1) * months) + timedelta(days=1) if number > 1 else last.replace(month=1, day=1)
    )
    return GoalPeriod(
        key=found[0],
        title=title,
        first=first,
        last=last,
        before=first - timedelta(days=1),
        year_ago=last_of_month(year - 1, number * months),
    )


def finished_periods(today: date) -> tuple[GoalPeriod, ...]:
    """The last quarter, half-year and year that are over."""
    year, month = today.year, today.month
    quarter, half = (month - 1) // 3, (month - 1) // 6
    return (
        read_period(f"{year}-Q{quarter}" if quarter else f"{year - 1}-Q4"),
        read_period(f"{year}-H{half}" if half else f"{year - 1}-H2"),
        read_period(str(year - 1)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedGoal:
    """None: the goal was not set by then."""

    goal: FollowedGoal
    before: Standing | None
    year_ago: Standing | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """All goals of a unit over a period."""

    period: GoalPeriod
    now: UnitGoals
    goals: tuple[AssessedGoal, ...]


def assessed(period: GoalPeriod, now: UnitGoals, before: UnitGoals, year_ago: UnitGoals) -> Assessment:
    """The same goals at the three days."""
    then = {one.coded.code: one.standing for one in before.goals}
    long_ago = {one.coded.code: one.standing for one in year_ago.goals}
    return Assessment(
        period=period,
        now=now,
        goals=tuple(
            AssessedGoal(goal=one, before=then.get(one.coded.code), year_ago=long_ago.get(one.coded.code))
            for one in now.goals
        ),
    )
