"""From figures to states: by exact parts at the threshold's edge, and a criterion from its indicators."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.programme.answer import Figure, State
from conversations.programme.criteria import Direction, Indicator, Measure, Threshold
from conversations.programme.figures import share
from conversations.programme.judgement import criterion_state, judge

NINETY = Indicator(
    code="17.1", criterion="17", title="", measure=Measure.PERCENT, thresholds=(Threshold(value=Decimal(90)),)
)
AT_MOST = Indicator(
    code="11",
    criterion="11",
    title="",
    measure=Measure.PERCENT,
    direction=Direction.AT_MOST,
    thresholds=(Threshold(value=Decimal(13)),),
)


def verdict(indicator: Indicator, value: Decimal | Fraction) -> State | None:
    return judge(indicator, value, region="tdmnpb", year=2023)


def test_the_threshold_itself_is_enough_on_both_sides() -> None:
    assert verdict(NINETY, Decimal(90)) is State.MET
    assert verdict(AT_MOST, Decimal(13)) is State.MET


@pytest.mark.parametrize(("value", "state"), [("89.99", State.NOT_MET), ("90.01", State.MET)])
def test_a_little_beside_it_decides(value: str, state: State) -> None:
    assert verdict(NINETY, Decimal(value)) is state


def test_a_share_that_is_shown_as_90_percent_but_is_less_is_not_met() -> None:
    figure = share(89_996, 100_000 - 4)
    assert figure.value == Decimal(90)
    assert figure.exact < 90
    assert verdict(NINETY, figure.exact) is State.NOT_MET


def test_a_share_a_hair_over_the_most_allowed_is_not_met() -> None:
    figure = share(13_001, 100_005)
    assert figure.value == Decimal(13)
    assert verdict(AT_MOST, figure.exact) is State.NOT_MET


def test_without_a_threshold_there_is_no_verdict() -> None:
    assert (
        judge(
            Indicator(code="1", criterion="1", title="", measure=Measure.PERCENT), Decimal(99), region=None, year=2023
        )
        is None
    )


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_share_is_met_exactly_when_its_parts_are(numerator: int, denominator: int) -> None:
    figure = share(numerator, denominator)
    assert (verdict(NINETY, figure.exact) is State.MET) == (numerator * 100 >= 90 * denominator)
    assert abs(Fraction(figure.value) - Fraction(numerator * 100, denominator)) <= Fraction(1, 200)


def test_a_figure_without_parts_is_compared_as_it_was_said() -> None:
    assert Figure(value=Decimal("89.996")).exact == Fraction(89996, 1000)


STATES = st.sampled_from(State)


@pytest.mark.parametrize(
    ("states", "whole"),
    [
        ((), State.NOT_REPORTED),
        ((State.MET,), State.MET),
        ((State.MET, State.NOT_REPORTED), State.NOT_REPORTED),
        ((State.NOT_MET, State.NOT_REPORTED), State.NOT_MET),
        ((State.MET, State.NOT_APPLICABLE), State.MET),
        ((State.NOT_APPLICABLE, State.NOT_APPLICABLE), State.NOT_APPLICABLE),
        ((State.MET, State.UNSTABLE), State.UNSTABLE),
        ((State.UNSTABLE, State.NOT_APPLICABLE), State.UNSTABLE),
    ],
)
def test_a_criterion_follows_from_its_indicators(states: tuple[State, ...], whole: State) -> None:
    assert criterion_state(states) is whole


@given(st.lists(STATES, min_size=1))
def test_a_criterion_counts_as_met_exactly_when_every_indicator_does(states: list[State]) -> None:
    assert criterion_state(states).counts_as_met == all(state.counts_as_met for state in states)
    assert criterion_state(states) is criterion_state(reversed(states))
