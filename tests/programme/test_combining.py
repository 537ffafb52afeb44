"""A new unit begins with what the old ones prove, by each indicator's rule, and with nothing else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from conversations.programme.answer import Figure, LastKnown, State
from conversations.programme.combining import divided, divided_cell, merged, merged_cell
from conversations.programme.criteria import Combining, Direction, Indicator, Measure, Threshold
from conversations.programme.plan_rows import Met, Target
from conversations.programme.report import PlanCell

MET, NOT_MET, UNKNOWN = State.MET, State.NOT_MET, State.NOT_REPORTED


def indicator(measure: Measure, at_least: str = "", *, combining: Combining | None = None) -> Indicator:
    thresholds = (Threshold(value=Decimal(at_least)),) if at_least else ()
    return Indicator(
        code="17.1", criterion="17", title="Nước sạch", measure=measure, thresholds=thresholds, combining=combining
    )


def known(state: State, value: str = "", parts: tuple[int, int] | None = None) -> LastKnown:
    above, below = parts or (None, None)
    figure = Figure(value=Decimal(value), numerator=above, denominator=below) if value else None
    return LastKnown(state=state, figure=figure)


def begins(found: Indicator, *parts: LastKnown | None) -> tuple[str, State, str]:
    value = merged(found, parts, region=None, year=2025)
    return value.rule.value, value.state, "" if value.figure is None else str(value.figure.exact)


@pytest.mark.parametrize(
    ("found", "parts", "expected"),
    [
        # a share is judged anew by the summed parts: 96 % of 100 and 94 % of 300 is 94,5 %, whatever each was
        (
            indicator(Measure.PERCENT, "95"),
            (known(MET, "96", (96, 100)), known(NOT_MET, "94", (282, 300))),
            ("share", NOT_MET, "189/2"),
        ),
        (indicator(Measure.PERCENT, "95"), (known(MET, "100"), known(MET, "100")), ("share", MET, "100")),
        # without its parts a share is unknown; that both are over the threshold still holds of the whole
        (indicator(Measure.PERCENT, "95"), (known(MET, "96"), known(MET, "98")), ("share", MET, "")),
        (indicator(Measure.PERCENT, "95"), (known(MET, "96"), known(NOT_MET, "94")), ("share", UNKNOWN, "")),
        (indicator(Measure.COUNT), (known(MET, "3"), known(MET, "4")), ("sum", MET, "7")),
        (indicator(Measure.COUNT), (known(MET, "3"), None), ("sum", UNKNOWN, "")),
        (indicator(Measure.MONEY, "45"), (known(MET, "50"), known(MET, "46")), ("anew", MET, "")),
        (indicator(Measure.MONEY, "45"), (known(MET, "50"), known(NOT_MET, "40")), ("anew", UNKNOWN, "")),
        (indicator(Measure.STATUS), (known(MET), known(NOT_MET)), ("all_met", NOT_MET, "")),
        (indicator(Measure.STATUS), (known(MET), None), ("all_met", UNKNOWN, "")),
        (indicator(Measure.STATUS), (known(NOT_MET), None), ("all_met", NOT_MET, "")),
        (indicator(Measure.STATUS), (known(MET), known(State.UNSTABLE)), ("all_met", State.UNSTABLE, "")),
        (
            indicator(Measure.STATUS),
            (known(State.NOT_APPLICABLE), known(State.NOT_APPLICABLE)),
            ("all_met", State.NOT_APPLICABLE, ""),
        ),
        (indicator(Measure.PERCENT, combining=Combining.ANEW), (known(MET, "9", (9, 100)),) * 2, ("anew", MET, "")),
    ],
)
def test_values_are_combined_by_the_rule_of_their_indicator(
    found: Indicator, parts: tuple[LastKnown | None, ...], expected: tuple[str, State, str]
) -> None:
    assert begins(found, *parts) == expected


def test_a_share_over_a_limit_is_not_met_where_every_part_is_over_it() -> None:
    poverty = Indicator(
        code="11", criterion="11", title="Nghèo", measure=Measure.PERCENT, direction=Direction.AT_MOST,
        thresholds=(Threshold(value=Decimal(13)),),
    )  # fmt: skip
    assert begins(poverty, known(NOT_MET, "20"), known(NOT_MET, "15")) == ("share", NOT_MET, "")


@pytest.mark.parametrize(
    ("found", "whole", "expected"),
    [
        (indicator(Measure.PERCENT, "95"), known(MET, "100", (400, 400)), (MET, "100")),
        (indicator(Measure.PERCENT, "95"), known(MET, "99", (396, 400)), (UNKNOWN, "")),
        (indicator(Measure.COUNT), known(MET, "0"), (UNKNOWN, "0")),
        (indicator(Measure.STATUS), known(MET), (UNKNOWN, "")),
        (indicator(Measure.MONEY, "45"), known(MET, "50"), (UNKNOWN, "")),
        (indicator(Measure.STATUS), None, (UNKNOWN, "")),
    ],
)
def test_of_a_divided_whole_only_all_or_nothing_holds_in_each_part(
    found: Indicator, whole: LastKnown | None, expected: tuple[State, str]
) -> None:
    value = divided(found, whole, region=None, year=2025)
    assert (value.state, "" if value.figure is None else str(value.figure.value)) == expected


def cell(*, met: bool, year: int | None = None) -> PlanCell:
    return PlanCell(met=met, target_year=year, on=date(2022, 10, 1))


def test_a_plan_is_put_together_by_the_latest_year_and_says_nothing_of_what_is_unknown() -> None:
    first, second = cell(met=True), cell(met=False, year=2024)
    third = cell(met=False, year=2025)
    assert merged_cell([first, first], [MET, MET], [UNKNOWN]) == Met()
    assert merged_cell([first, second], [MET, NOT_MET], [UNKNOWN]) == Target(year=2024)
    assert merged_cell([third, second], [NOT_MET, NOT_MET], [UNKNOWN]) == Target(year=2025)
    assert merged_cell([second, cell(met=False)], [NOT_MET, NOT_MET], [UNKNOWN]) == Target(year=None)
    assert merged_cell([first, None], [MET, UNKNOWN], [UNKNOWN]) is None
    assert merged_cell([first, second], [MET, NOT_MET], [MET]) == Met()  # the summed figures decide
    assert divided_cell(first) is None
    assert divided_cell(second) == Target(year=2024)
