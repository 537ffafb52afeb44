"""What is lacking, by figures: exact shares, both directions, and never from what is not known."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from conversations.programme.answer import Figure, LastKnown, State
from conversations.programme.criteria import Direction, Indicator, Measure
from conversations.programme.nearest import Gap, nearest
from conversations.programme.report import PlanCell
from tests.dialogues.commune import FORM, NOW, answer, report

SHARE = Indicator(code="4.2", criterion="4", title="Điện", measure=Measure.PERCENT, unit="%")
POOR = replace(SHARE, direction=Direction.AT_MOST)


@given(st.integers(1, 5000), st.data(), st.decimals(1, 100, places=2))
def test_so_many_more_are_enough_and_one_fewer_is_not(whole: int, data: st.DataObject, required: Decimal) -> None:
    have = data.draw(st.integers(0, whole))
    figure = Figure(value=Decimal(0), numerator=have, denominator=whole)
    more = Gap(indicator=SHARE, figure=figure, required=required).counted
    reached = Fraction(have * 100, whole) >= Fraction(required)
    if more is None:
        assert reached
        return
    assert not reached
    assert Fraction((have + more) * 100, whole) >= Fraction(required)
    assert Fraction((have + more - 1) * 100, whole) < Fraction(required)


def test_what_must_not_be_passed_is_left_by_what_is_above_it() -> None:
    poor = Gap(
        indicator=POOR, figure=Figure(value=Decimal("12.5"), numerator=50, denominator=400), required=Decimal(10)
    )
    assert (poor.left, poor.counted, poor.part) == (Fraction(5, 2), None, Fraction(1, 4))
    # by its own word not met, though the figure is good: how far cannot be told
    good = replace(poor, figure=Figure(value=Decimal(5)))
    assert (good.left, good.part) == (None, Fraction(1))


def test_the_nearest_comes_first_and_what_is_not_known_last() -> None:
    lacking = report(
        answers={code: answer(code, State.NOT_MET) for code in ("5", "6.1", "6.2", "6.3")},
        last={"8.1": LastKnown(state=State.NOT_MET), "10": LastKnown(state=State.MET)},
        plan={
            "2": PlanCell(met=False, target_year=2024, on=NOW.date()),
            "8": PlanCell(met=True, target_year=None, on=NOW.date()),
            "10": PlanCell(met=False, target_year=2023, on=NOW.date()),
        },
    )
    second = FORM.criterion("2")
    assert second is not None
    found = nearest(lacking)
    assert [(near.criterion.code, len(near.gaps), len(near.unknown), near.target_year) for near in found] == [
        ("5", 1, 0, None),
        ("8", 1, 0, None),
        ("6", 3, 0, None),
        ("2", 0, len(second.indicators), 2024),
    ]
    # answered as met since, it is lacking no more
    assert all(near.criterion.code != "5" for near in nearest(replace(lacking, answers={"5": answer("5")})))
