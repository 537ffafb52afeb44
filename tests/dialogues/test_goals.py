"""The goals of a province on the phone: what is asked for, where options lead, and that all fits any channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from conversations.dialogues import digest, goals
from conversations.engine import frames as f
from conversations.engine.asks_of_standing import GoalsOf, GoalsOver, GoalsToFill
from conversations.engine.facts import Needs
from conversations.engine.move import Chose, Input, Typed
from conversations.programme.goal import Bound, Goal, GoalKind, GoalValue
from conversations.programme.goal_assessment import assessed, finished_periods, read_period
from conversations.programme.goal_set import CodedGoal, FollowedGoal, Paper, UnitGoals
from conversations.programme.goal_state import standing
from conversations.programme.person import Grant, Role
from conversations.screens.paging import SCREEN
from tests.dialogues.commune import DISTRICT, NOW, OFFICER, STRAY, facts, fits, ids, person

HERE = f.Goals(unit=DISTRICT.id)
MANAGER = person(Grant(role=Role.MANAGER, unit=DISTRICT))
TODAY = NOW.date()
PAPER = Paper(title="Kế hoạch", number="12/KH-UBND", dated=date(2022, 1, 1), day_known=True)


def followed(code: int) -> FollowedGoal:
    goal = Goal(
        name=f"tỷ lệ hộ dân dùng nước sạch theo quy chuẩn ở khu vực nông thôn số {code}",
        kind=GoalKind.SHARE,
        bound=Bound.MORE_THAN,
        by_year=2025,
        target=Decimal(95),
    )
    values = (GoalValue(day=TODAY.replace(day=1), value=Decimal(90 + code % 8), source="Sở Nông nghiệp"),)
    coded = CodedGoal(code=code, parent=None, goal=goal, paper=PAPER)
    return FollowedGoal(coded=coded, values=values, standing=standing(goal, values, TODAY), counted=False)


MANY = UnitGoals(unit=DISTRICT, as_of=TODAY, papers=(PAPER,), goals=tuple(followed(code) for code in range(1, 60)))
PERIOD = finished_periods(TODAY)[0]
OVER = assessed(PERIOD, MANY, MANY, replace(MANY, goals=()))


def test_it_asks_for_today_or_for_the_period_chosen() -> None:
    assert goals.needs(HERE) == Needs(shown=(GoalsOf(DISTRICT.id), GoalsToFill(DISTRICT.id)))
    assert goals.needs(replace(HERE, period="2023-Q1")) == Needs(shown=(GoalsOver(DISTRICT.id, "2023-Q1"),))


def test_whoever_may_not_read_them_is_told_only_that() -> None:
    assert goals.show(HERE, facts(OFFICER)).name == "goals.out_of_sight"
    assert goals.show(replace(HERE, period="2023-Q1"), facts(OFFICER)).name == "goals.out_of_sight"


@pytest.mark.parametrize("period", ["", PERIOD.key])
def test_every_goal_stands_on_exactly_one_page_and_each_page_fits(period: str) -> None:
    known = facts(MANAGER, answers={GoalsOf(DISTRICT.id): MANY, GoalsOver(DISTRICT.id, PERIOD.key): OVER})
    frame, told = replace(HERE, period=period), ""
    for page in range(40):
        screen = fits(goals.show(replace(frame, page=page), known))
        assert len(screen.text) <= SCREEN
        told += f"\n{screen.text}"
        if f"page:{page + 1}" not in ids(screen):
            break
    assert [told.count(f"- {code}. Tỷ lệ") for code in range(1, 60)] == [1] * 59


def test_options_lead_to_the_last_periods_and_back_and_a_forged_one_to_today() -> None:
    known = facts(MANAGER, answers={GoalsOf(DISTRICT.id): MANY})
    assert ids(goals.show(HERE, known))[-5:] == [
        *(f"over:{one.key}" for one in finished_periods(TODAY)),
        "digest",
        "home",
    ]
    over = replace(HERE, period=PERIOD.key)
    assert goals.take(HERE, Chose(f"over:{PERIOD.key}"), known).frames == (over,)
    assert goals.take(HERE, Chose("over:2011-Q1"), known).frames == (HERE,)
    assert goals.take(HERE, Chose("over:x"), known).frames == (HERE,)
    assert goals.take(over, Chose("today"), known).frames == (HERE,)
    assert goals.take(over, Chose("page:2"), known).frames == (replace(over, page=2),)
    assert goals.take(HERE, Chose("digest"), known).frames == (f.Digest(unit=DISTRICT.id),)
    assert goals.take(HERE, Chose("home"), known).home
    from_digest = digest.take(f.Digest(unit=DISTRICT.id), Chose("goals"), known)
    assert from_digest.frames == (f.Digest(unit=DISTRICT.id), HERE)


@pytest.mark.parametrize("given", [*STRAY, Typed("xin chào")])
def test_whatever_else_comes_is_answered_in_one_line_and_changes_nothing(given: Input) -> None:
    moved = goals.take(HERE, given, facts(MANAGER))
    assert (moved.frames, len(moved.lines), moved.effects) == ((HERE,), 1, ())


@pytest.mark.parametrize(
    ("today", "keys"),
    [
        (date(2023, 6, 5), ["2023-Q1", "2022-H2", "2022"]),
        (date(2023, 7, 1), ["2023-Q2", "2023-H1", "2022"]),
        (date(2023, 1, 1), ["2022-Q4", "2022-H2", "2022"]),
        (date(2023, 12, 31), ["2023-Q3", "2023-H1", "2022"]),
    ],
)
def test_the_last_periods_are_those_that_are_over(today: date, keys: list[str]) -> None:
    found = finished_periods(today)
    assert [one.key for one in found] == keys
    assert all(one.last < today for one in found)


def test_a_period_knows_the_one_before_and_last_years() -> None:
    quarter, half, year = read_period("2023-q4"), read_period("2023-H1"), read_period("2024")
    assert [quarter.title, half.title, year.title] == ["quý IV/2023", "6 tháng đầu năm 2023", "năm 2024"]
    assert [str(one) for one in (quarter.first, quarter.last, quarter.before, quarter.year_ago)] == [
        "2023-10-01",
        "2023-12-31",
        "2023-09-30",
        "2022-12-31",
    ]
    assert (str(half.before), str(year.before), str(year.year_ago)) == ("2022-12-31", "2023-12-31", "2023-12-31")
