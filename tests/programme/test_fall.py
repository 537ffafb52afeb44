"""When an item fell, and what a new word on it means to its alarm."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from conversations.programme.answer import Assessor, Figure, State
from conversations.programme.criteria import Direction, Indicator, Measure, Threshold
from conversations.programme.fall import Closing, Fall, Side, Step, fell, step_of
from conversations.programme.ids import FallId, ReportId, SetId, UnitId

WATER = Indicator(
    code="17.1",
    criterion="17",
    title="Nước sạch",
    measure=Measure.PERCENT,
    thresholds=(Threshold(value=Decimal(90)),),
)
HERE, ELSEWHERE = ReportId(7), ReportId(6)
MET, UNSTABLE, NOT_MET = State.MET, State.UNSTABLE, State.NOT_MET
SELF, OFFICE = Assessor.SELF, Assessor.OFFICE


def side(state: State, value: str = "", assessor: Assessor | None = SELF) -> Side:
    return Side(state=state, figure=Figure(value=Decimal(value)) if value else None, assessor=assessor)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (side(MET), side(NOT_MET), True),
        (side(UNSTABLE, assessor=OFFICE), side(NOT_MET), True),
        (side(MET, assessor=None), side(NOT_MET), True),
        (side(MET), side(NOT_MET, assessor=OFFICE), True),
        (side(MET), side(UNSTABLE), False),
        (side(MET), side(State.NOT_APPLICABLE), False),
        (side(MET), side(State.NOT_REPORTED), False),
        (side(NOT_MET), side(NOT_MET), False),
        (side(State.NOT_REPORTED), side(NOT_MET), False),
        # through the threshold, whatever was said of the state before
        (side(State.NOT_REPORTED, "90"), side(NOT_MET, "89.99"), True),
        (side(MET, "90"), side(MET, "89.99"), True),
        (side(MET, "95"), side(MET, "90"), False),
        (side(MET, "80"), side(MET, "79"), False),
        # an office has said otherwise
        (side(NOT_MET, "95", OFFICE), side(NOT_MET, "80"), False),
        (side(MET, "95"), side(MET, "80", OFFICE), False),
    ],
)
def test_an_item_fell_where_it_was_met_or_its_figure_went_through(before: Side, after: Side, expected: bool) -> None:
    assert fell(WATER, before, after, region=None, year=2023) is expected


def test_a_share_is_compared_by_its_parts_and_an_upper_bound_from_the_other_side() -> None:
    before = Side(state=State.NOT_REPORTED, figure=Figure(value=Decimal(90), numerator=9, denominator=10))
    after = Side(state=NOT_MET, figure=Figure(value=Decimal("90.0"), numerator=89_999, denominator=100_000))
    assert fell(WATER, before, after, region=None, year=2023)
    houses = replace(WATER, direction=Direction.AT_MOST, thresholds=(Threshold(value=Decimal(0)),))
    assert fell(houses, side(State.NOT_REPORTED, "0"), side(NOT_MET, "1"), region=None, year=2023)
    assert not fell(
        replace(WATER, thresholds=()), side(State.NOT_REPORTED, "95"), side(NOT_MET, "1"), region=None, year=2023
    )


def alarm(closing: Closing | None = None, report: ReportId = HERE) -> Fall:
    at = datetime(2023, 6, 5, tzinfo=UTC)
    return Fall(
        id=FallId(1),
        unit=UnitId(1),
        set_id=SetId("bo"),
        set_version=1,
        report=report,
        indicator="17.1",
        before=side(MET),
        after=side(NOT_MET),
        raised_at=at,
        closing=closing,
    )


@pytest.mark.parametrize(
    ("latest", "after", "fallen", "expected"),
    [
        (None, side(NOT_MET), True, Step.RAISE),
        (None, side(NOT_MET), False, Step.NOTHING),
        (None, side(MET), False, Step.NOTHING),
        (None, side(NOT_MET, assessor=OFFICE), True, Step.RAISE_CONFIRMED),
        (None, side(NOT_MET, assessor=OFFICE), False, Step.NOTHING),
        (alarm(), side(NOT_MET), True, Step.NOTHING),
        (alarm(), side(NOT_MET), False, Step.NOTHING),
        (alarm(), side(MET), False, Step.CORRECT),
        (alarm(), side(State.NOT_APPLICABLE), False, Step.CORRECT),
        (alarm(), side(State.NOT_REPORTED), False, Step.NOTHING),
        (alarm(report=ELSEWHERE), side(MET), False, Step.CORRECT),
        (alarm(), side(NOT_MET, assessor=OFFICE), True, Step.CONFIRM),
        (alarm(), side(NOT_MET, assessor=OFFICE), False, Step.CONFIRM),
        (alarm(), side(MET, assessor=OFFICE), False, Step.CORRECT),
        # confirmed: not again by the same report, whoever says it …
        (alarm(Closing.CONFIRMED), side(NOT_MET), True, Step.NOTHING),
        (alarm(Closing.CONFIRMED), side(NOT_MET, assessor=OFFICE), True, Step.NOTHING),
        (alarm(Closing.CONFIRMED), side(MET), False, Step.NOTHING),
        # … until the verdict is taken back
        (alarm(Closing.CONFIRMED), side(MET, assessor=OFFICE), False, Step.CORRECT),
        (alarm(Closing.CONFIRMED, ELSEWHERE), side(MET, assessor=OFFICE), False, Step.NOTHING),
        (alarm(Closing.CONFIRMED, ELSEWHERE), side(NOT_MET), True, Step.RAISE),
        (alarm(Closing.CORRECTED), side(NOT_MET), True, Step.RAISE),
        (alarm(Closing.CORRECTED), side(MET), False, Step.NOTHING),
        (alarm(Closing.CORRECTED), side(NOT_MET, assessor=OFFICE), True, Step.RAISE_CONFIRMED),
    ],
)
def test_what_a_word_means_to_an_alarm(latest: Fall | None, after: Side, fallen: bool, expected: Step) -> None:
    assert step_of(latest, HERE, after, fallen=fallen) is expected
