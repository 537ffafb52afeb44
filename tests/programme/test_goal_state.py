"""Where a goal stands: reached, on the way, at risk, not known; exactly, and never worse for a better figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.programme.goal import Base, Bound, Goal, GoalKind, GoalValue, Interim
from conversations.programme.goal_state import GoalState, Standing, Why, end_of, measured, months_of, standing

DAY = date(2023, 7, 1)


def goal(
    kind: GoalKind = GoalKind.LEVEL, target: str = "60", bound: Bound = Bound.AT_LEAST, by_year: int = 2025
) -> Goal:
    return Goal(name="Thu nhập", kind=kind, bound=bound, by_year=by_year, target=Decimal(target))


def value(day: str, figure: str, *, of: int | None = None, estimate: bool = False) -> GoalValue:
    return GoalValue(day=date.fromisoformat(day), value=Decimal(figure), of=of, estimate=estimate)


def said(found: Standing) -> tuple[str, str]:
    return found.state.value, found.why.value


def test_without_a_figure_or_with_an_old_one_nothing_is_known() -> None:
    assert said(standing(goal(), (), DAY)) == ("not_known", "no_value")
    assert said(standing(goal(), (value("2023-07-02", "70"),), DAY)) == ("not_known", "no_value")
    old = standing(goal(), (value("2022-06-29", "70"),), DAY)
    assert (said(old), old.newest) == (("not_known", "stale"), value("2022-06-29", "70"))
    assert said(standing(goal(), (value("2022-06-30", "70"),), DAY)) == ("met", "reached")


def test_met_is_what_the_newest_official_figure_reaches_and_no_estimate() -> None:
    official, estimate = value("2023-03-31", "59"), value("2023-06-30", "61", estimate=True)
    assert said(standing(goal(), (value("2023-03-31", "60"),), DAY)) == ("met", "reached")
    assert said(standing(goal(bound=Bound.MORE_THAN), (value("2023-03-31", "60"),), DAY)) == ("not_known", "no_base")
    assert said(standing(goal(), (official, estimate), DAY)) == ("on_the_way", "estimated")
    assert (
        said(standing(goal(), (value("2023-03-31", "60"), value("2023-06-30", "50", estimate=True)), DAY))[0] == "met"
    )
    assert said(standing(goal(), (value("2023-03-31", "61"), value("2023-06-30", "50")), DAY))[0] == "at_risk"


def test_an_interim_figure_decides_in_its_year_and_the_year_before() -> None:
    way = replace(goal(), interims=(Interim(year=2023, value=Decimal(50)), Interim(year=2024, value=Decimal(55))))
    values = (value("2021-12-31", "10"), value("2023-06-30", "50"))
    found = standing(way, values, DAY)
    assert (said(found), found.interim_year, found.wanted) == (("on_the_way", "interim"), 2023, Fraction(50))
    found = standing(way, (values[0], value("2023-06-30", "49.99")), DAY)
    assert (said(found), found.interim_year) == (("at_risk", "interim"), 2023)
    assert standing(way, values, date(2024, 1, 1)).interim_year == 2024
    later = replace(goal(), interims=(Interim(year=2025, value=Decimal(50)),))
    assert standing(later, values, DAY).why is Why.LINE


def test_an_interim_figure_of_a_year_that_is_over_is_still_owed() -> None:
    way = replace(goal(), interims=(Interim(year=2022, value=Decimal(50)),))
    found = standing(way, (value("2021-12-31", "10"), value("2023-06-30", "49")), DAY)
    assert (said(found), found.interim_year) == (("at_risk", "interim"), 2022)
    assert standing(way, (value("2021-12-31", "10"), value("2023-06-30", "50")), DAY).why is Why.LINE


def test_without_an_interim_figure_the_straight_line_decides() -> None:
    first = value("2021-12-31", "20")
    on_line = (
        Fraction(20)
        + Fraction(40) * (date(2023, 6, 30) - date(2021, 12, 31)).days / (date(2025, 12, 31) - date(2021, 12, 31)).days
    )
    found = standing(goal(), (first, value("2023-06-30", "35")), DAY)
    assert (said(found), found.wanted) == (("on_the_way", "line"), on_line)
    assert said(standing(goal(), (first, value("2023-06-30", "34.9")), DAY)) == ("at_risk", "line")
    documents = replace(goal(), base=Base(value=Decimal(35), of=None, day=date(2021, 7, 15)))
    assert said(standing(documents, (value("2023-06-30", "47"),), DAY)) == ("on_the_way", "line")
    assert said(standing(goal(), (value("2023-06-30", "47"),), DAY)) == ("not_known", "no_base")


def test_less_is_better_where_the_goal_says_at_most() -> None:
    houses = goal(GoalKind.COUNT, "0", Bound.AT_MOST)
    first = value("2021-12-31", "400")
    assert said(standing(houses, (first, value("2023-06-30", "0")), DAY)) == ("met", "reached")
    assert said(standing(houses, (first, value("2023-06-30", "100")), DAY)) == ("on_the_way", "line")
    assert said(standing(houses, (first, value("2023-06-30", "390")), DAY)) == ("at_risk", "line")


def test_when_the_goals_year_is_over_it_is_met_or_at_risk() -> None:
    late = date(2026, 1, 1)
    assert said(standing(goal(), (value("2025-12-31", "59"),), late)) == ("at_risk", "over")
    assert said(standing(goal(), (value("2025-12-31", "60"),), late)) == ("met", "reached")
    assert said(standing(goal(), (value("2025-12-31", "70", estimate=True),), late)) == ("at_risk", "over")


@pytest.mark.parametrize(
    ("count", "of", "target", "bound", "state"),
    [
        (171, 182, "93.96", Bound.AT_LEAST, "at_risk"),
        (171, 182, "93.95", Bound.AT_LEAST, "met"),
        (9, 10, "90", Bound.MORE_THAN, "at_risk"),
        (9, 10, "90", Bound.AT_LEAST, "met"),
        (1_999_999, 2_000_000, "100", Bound.AT_LEAST, "at_risk"),
    ],
)
def test_a_share_is_compared_by_its_parts_never_by_its_rounding(
    count: int, of: int, target: str, bound: Bound, state: str
) -> None:
    share = goal(GoalKind.SHARE, target, bound, by_year=2023)
    found = standing(share, (value("2023-12-31", str(count), of=of),), date(2024, 1, 1))
    assert found.state.value == state


def test_a_share_out_of_so_many_takes_counts_and_percentages() -> None:
    districts = replace(goal(GoalKind.SHARE, "13"), of=13)
    base = value("2021-12-31", "8", of=13)
    assert said(standing(districts, (base, value("2023-06-30", "13", of=13)), DAY)) == ("met", "reached")
    assert said(standing(districts, (base, value("2023-06-30", "100")), DAY)) == ("met", "reached")
    assert said(standing(districts, (base, value("2023-06-30", "9", of=13)), DAY)) == ("at_risk", "line")
    assert said(standing(districts, (base, value("2023-06-30", "10", of=13)), DAY)) == ("on_the_way", "line")


def test_a_yearly_fall_is_the_average_since_the_base() -> None:
    fall = replace(goal(GoalKind.YEARLY_RATE, "1.5", Bound.MORE_THAN), falls=True, of_level=True)
    base = value("2020-12-31", "8.5")
    found = standing(fall, (base, value("2022-12-31", "5.4")), DAY)
    assert (said(found), found.figure) == (("met", "reached"), Fraction("1.55"))
    assert said(standing(fall, (base, value("2022-12-31", "5.5")), DAY)) == ("at_risk", "line")
    assert standing(fall, (base, value("2022-06-30", "6.25")), date(2022, 7, 1)).figure == Fraction("1.5")
    assert said(standing(fall, (base,), date(2021, 3, 1))) == ("not_known", "no_base")
    assert months_of(date(2021, 1, 1)) == months_of(date(2020, 12, 31))


def test_rates_of_single_years_are_compounded() -> None:
    growth = goal(GoalKind.YEARLY_RATE, "3")
    two = (value("2021-12-31", "6"), value("2022-12-31", "0"))
    found = standing(growth, two, DAY)
    assert found.state is GoalState.AT_RISK
    assert found.figure is not None
    assert Fraction("2.95") < found.figure < Fraction("2.96")
    assert standing(growth, (two[0], value("2022-12-31", "0.09")), DAY).state is GoalState.MET
    again = (value("2021-06-30", "-5"), value("2021-12-31", "3"), value("2022-12-31", "3"))
    assert standing(growth, again, DAY).state is GoalState.MET


def test_a_ratio_is_that_to_the_newest_figure_of_the_base_year() -> None:
    ratio = replace(goal(GoalKind.RATIO_TO_BASE, "1.5"), base_year=2020)
    base = (value("2020-06-30", "30"), value("2020-12-31", "32"))
    assert said(standing(ratio, (*base, value("2023-06-30", "48")), DAY)) == ("met", "reached")
    assert said(standing(ratio, (*base, value("2023-06-30", "47.99")), DAY)) == ("on_the_way", "line")
    assert said(standing(ratio, (*base, value("2023-06-30", "33")), DAY)) == ("at_risk", "line")
    assert said(standing(ratio, (value("2023-06-30", "48"),), DAY)) == ("not_known", "no_base")
    assert said(
        standing(replace(ratio, base=Base(value=Decimal(32), of=None, day=None)), (value("2023-06-30", "48"),), DAY)
    ) == ("met", "reached")


def test_grades_follow_the_meaning_of_their_words() -> None:
    pci = replace(goal(GoalKind.GRADE), target=None, grade="khá")
    words = {"tốt": "met", "khá": "met", "trung bình": "at_risk", "rất lạ": "not_known"}
    for word, state in words.items():
        values = (GoalValue(day=date(2025, 12, 31), value=None, grade=word),)
        assert standing(pci, values, date(2026, 1, 1)).state.value == state, word


def test_what_is_only_done_or_not_is_at_risk_in_its_last_year() -> None:
    done = goal(GoalKind.DONE, "1")
    not_yet = (value("2021-12-31", "0"), value("2023-06-30", "0"))
    assert said(standing(done, not_yet, DAY)) == ("not_known", "one_step")
    assert said(standing(replace(done, by_year=2023), not_yet, DAY)) == ("at_risk", "line")
    assert said(standing(done, (value("2023-06-30", "1"),), DAY)) == ("met", "reached")


RANK = {GoalState.AT_RISK: 0, GoalState.NOT_KNOWN: 1, GoalState.ON_THE_WAY: 1, GoalState.MET: 2}
figures = st.decimals(min_value=0, max_value=200, places=2)
kinds = st.sampled_from([GoalKind.LEVEL, GoalKind.COUNT, GoalKind.SHARE, GoalKind.RATIO_TO_BASE, GoalKind.YEARLY_RATE])


@given(
    kind=kinds,
    bound=st.sampled_from(Bound),
    target=figures,
    start=figures,
    one=figures,
    other=figures,
    interim=st.booleans(),
    of_level=st.booleans(),
    estimate=st.booleans(),
)
def test_a_better_figure_never_worsens_the_state(
    *,
    kind: GoalKind,
    bound: Bound,
    target: Decimal,
    start: Decimal,
    one: Decimal,
    other: Decimal,
    interim: bool,
    of_level: bool,
    estimate: bool,
) -> None:
    rate = kind is GoalKind.YEARLY_RATE
    way = replace(
        goal(kind, str(target), bound),
        base_year=2020 if kind is GoalKind.RATIO_TO_BASE else None,
        interims=(Interim(year=2024, value=(start + target) / 2),) if interim else (),
        of_level=rate and of_level,
        falls=rate and of_level,
    )
    rising = bound.falling if rate and of_level else not bound.falling
    worse, better = sorted((one, other)) if rising else sorted((one, other), reverse=True)
    base = value("2020-12-31", str(start))
    states = [
        standing(way, (base, value("2023-06-30", str(figure), estimate=estimate)), DAY).state
        for figure in (worse, better)
    ]
    assert RANK[states[0]] <= RANK[states[1]]
    if states[0] is GoalState.ON_THE_WAY:
        assert states[1] is not GoalState.NOT_KNOWN


@given(st.integers(1, 10), st.integers(1, 4000), st.integers(0, 4000))
def test_the_average_over_k_years_times_k_is_the_whole_change(years: int, start: int, end: int) -> None:
    rate = replace(goal(GoalKind.YEARLY_RATE, "1"), of_level=True, falls=True)
    values = (value("2010-12-31", str(start)), value(f"{2010 + years}-12-31", str(end)))
    average = measured(rate, values, values[1])
    assert average is not None
    assert average * years == start - end
    reached = standing(rate, values, end_of(2010 + years)).state is GoalState.MET
    assert reached == (start - end >= years)
