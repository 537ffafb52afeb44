"""Figures: what is kept of a typed number, which days it can stand for, and when it is asked about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.programme.answer import Figure, LastKnown, Nature, State
from conversations.programme.calendar import Deadline, DueOperator
from conversations.programme.figures import figure_doubt, figure_of, natures, share, village_figure
from conversations.programme.report import VillageSum
from conversations.reading.numbers import Number
from conversations.reading.plausible import Why
from tests.dialogues.commune import FORM, H1, report

YEAR = replace(
    H1,
    key="2023-Y",
    covers_to=date(2023, 12, 31),
    deadline=Deadline(operator=DueOperator.BEFORE, day=date(2023, 11, 15)),
    locks_on=date(2024, 1, 20),
)
WATER = next(indicator for indicator in FORM.indicators if indicator.code == "17.1")


def offered(today: date, **more: object) -> list[tuple[str, date, Nature]]:
    return list(natures(report(**more), today))


def test_in_the_middle_of_a_month_the_last_full_month_comes_first() -> None:
    assert offered(date(2023, 6, 7)) == [
        ("month", date(2023, 5, 31), Nature.OFFICIAL),
        ("today", date(2023, 6, 7), Nature.OFFICIAL),
        ("period", date(2023, 6, 30), Nature.ESTIMATE),
        ("year", date(2023, 12, 31), Nature.ESTIMATE),
    ]


def test_on_the_last_day_of_a_month_that_day_is_the_months_end() -> None:
    assert offered(date(2023, 5, 31))[0] == ("month", date(2023, 5, 31), Nature.OFFICIAL)
    assert [name for name, _, _ in offered(date(2023, 5, 31))] == ["month", "period", "year"]


def test_on_new_years_day_nothing_of_last_year_is_offered_for_this_year() -> None:
    assert offered(date(2023, 1, 1))[0] == ("today", date(2023, 1, 1), Nature.OFFICIAL)


def test_on_the_last_day_of_the_year_there_is_nothing_left_to_estimate() -> None:
    assert offered(date(2023, 12, 31), period=YEAR) == [("month", date(2023, 12, 31), Nature.OFFICIAL)]


def test_after_the_period_only_its_own_end_is_offered() -> None:
    assert offered(date(2024, 1, 1), period=YEAR) == [("month", date(2023, 12, 31), Nature.OFFICIAL)]
    assert [name for name, _, _ in offered(date(2023, 7, 5))] == ["month", "year"]


def test_before_the_deadline_of_the_year_the_whole_year_is_estimated() -> None:
    assert offered(date(2023, 11, 14), period=YEAR)[-1] == ("year", date(2023, 12, 31), Nature.ESTIMATE)


@pytest.mark.parametrize(
    ("today", "first"), [(date(2024, 2, 29), date(2024, 2, 29)), (date(2024, 3, 1), date(2024, 2, 29))]
)
def test_the_leap_day_is_the_end_of_february(today: date, first: date) -> None:
    leap = replace(H1, key="2024-H1", year=2024, covers_from=date(2024, 1, 1), covers_to=date(2024, 6, 30))
    assert offered(today, period=leap)[0] == ("month", first, Nature.OFFICIAL)


@given(st.dates(date(2022, 10, 1), date(2024, 3, 1)), st.sampled_from([H1, YEAR]))
def test_whatever_the_day_official_figures_never_lie_in_the_future_and_something_is_offered(
    today: date, period: object
) -> None:
    found = offered(today, period=period)
    assert found
    assert len({name for name, _, _ in found}) == len({day for _, day, _ in found}) == len(found)
    for _, day, nature in found:
        assert (day <= today) == (nature is Nature.OFFICIAL)


def test_a_share_is_kept_with_both_its_parts_and_shown_to_two_decimals() -> None:
    assert share(61, 84) == Figure(value=Decimal("72.62"), numerator=61, denominator=84)
    assert figure_of(Number(value=Decimal("87.5"), numerator=350, denominator=400)) == share(350, 400)
    assert str(share(1, 1).value) == "100"


def test_a_plain_number_is_kept_as_it_is() -> None:
    assert figure_of(Number(value=Decimal("95.55"))) == Figure(value=Decimal("95.55"))


def sums(numerator: int, denominator: int | None) -> dict[str, VillageSum]:
    return {"17.1": VillageSum(numerator=numerator, denominator=denominator, reported=1, villages=2)}


def test_the_villages_counts_come_to_a_share() -> None:
    assert village_figure(report(village_sums=sums(61, 84)), WATER) == share(61, 84)


@pytest.mark.parametrize("parts", [(61, None), (61, 0), (85, 84)])
def test_counts_that_are_no_share_are_never_taken_for_a_percentage(parts: tuple[int, int | None]) -> None:
    assert village_figure(report(village_sums=sums(*parts)), WATER) is None


def test_no_counts_no_figure() -> None:
    assert village_figure(report(), WATER) is None


def why(value: str, last: str | None = None) -> Why | None:
    known = {"17.1": LastKnown(state=State.MET, figure=Figure(value=Decimal(last)))} if last else {}
    doubt = figure_doubt(report(last=known), WATER, Figure(value=Decimal(value)))
    return doubt.why if doubt else None


def test_more_than_all_is_asked_about_and_so_is_a_leap() -> None:
    assert [why("120"), why("100"), why("0")] == [Why.OUT_OF_RANGE, None, None]
    assert [why("95", "87.5"), why("8.75", "87.5"), why("120", "87.5")] == [None, Why.FAR_FROM_LAST, Why.OUT_OF_RANGE]


def test_the_day_after_a_month_is_the_first() -> None:
    assert offered(date(2023, 6, 1))[0][1] + timedelta(days=1) == date(2023, 6, 1)
