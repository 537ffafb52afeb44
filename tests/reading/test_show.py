"""What is shown the Vietnamese way, and read back again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.reading.numbers import Number, NumberKind, TwoReadings, read_number
from conversations.reading.show import show_average, show_date, show_day, show_near, show_number, show_percent


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("1307.6", "1.307,6"),
        ("1307608", "1.307.608"),
        ("95.50", "95,5"),
        ("100", "100"),
        ("1E+3", "1.000"),
        ("0.00", "0"),
        ("-0.0", "0"),
        ("0.005", "0,005"),
        ("-12.5", "-12,5"),
        ("45000000000", "45.000.000.000"),
    ],
)
def test_numbers_have_points_and_a_comma(value: str, shown: str) -> None:
    assert show_number(Decimal(value)) == shown


def test_decimals_are_rounded_half_up_where_so_many_are_wanted() -> None:
    assert show_number(Decimal("2.345"), places=2) == "2,35"
    assert show_number(Decimal("2.395"), places=1) == "2,4"
    assert show_number(Decimal("2.04"), places=1) == "2"
    assert show_percent(Decimal(100) / 3, places=2) == "33,33%"
    assert show_percent(Decimal(200) / 3, places=2) == "66,67%"


def test_percent_have_no_space() -> None:
    assert show_percent(Decimal("87.5")) == "87,5%"
    assert show_percent(100) == "100%"


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (Fraction(183, 16), 1, "11,4"),
        (Fraction(23, 2), 1, "11,5"),
        (Fraction(1145, 100), 1, "11,5"),
        (Fraction(11), 1, "11,0"),
        (Decimal("0.05"), 1, "0,1"),
        (Fraction(1, 3), 2, "0,33"),
        (12345, 1, "12.345,0"),
        (Fraction(5, 2), 0, "3"),
    ],
)
def test_averages_are_rounded_half_up_to_just_so_many_decimals(
    value: Fraction | Decimal | int, places: int, shown: str
) -> None:
    assert show_average(value, places) == shown


@given(st.fractions(min_value=0, max_value=10_000), st.integers(0, 3))
def test_rounding_is_never_more_than_half_a_step_away(value: Fraction, places: int) -> None:
    shown = Fraction(show_average(value, places).replace(".", "").replace(",", "."))
    assert -Fraction(1, 2) <= (value - shown) * 10**places < Fraction(1, 2)


def test_dates() -> None:
    assert show_date(date(2026, 6, 10)) == "10/6/2026"
    assert show_date(date(2023, 6, 5)) == "5/6/2023"
    assert show_day(date(2023, 6, 9)) == "09/6"
    assert show_day(date(2023, 11, 14)) == "14/11"
    assert show_near(date(2023, 6, 9), today=date(2023, 12, 31)) == "09/6"
    assert show_near(date(2024, 6, 9), today=date(2023, 12, 31)) == "9/6/2024"


@given(st.decimals(min_value=0, max_value=100, places=2))
def test_a_shown_percentage_is_read_back(value: Decimal) -> None:
    reading = read_number(show_percent(value), kind=NumberKind.PERCENT)
    assert reading == Number(value=value, unit="%")


@given(st.integers(0, 10**12))
def test_a_shown_count_is_read_back(value: int) -> None:
    assert read_number(show_number(value), kind=NumberKind.COUNT) == Number(value=Decimal(value))


@given(st.decimals(min_value=0, max_value=10**9, places=3), st.sampled_from([NumberKind.MONEY, NumberKind.AREA]))
def test_any_shown_figure_is_read_back_or_asked_back_with_itself_among_the_readings(
    value: Decimal, kind: NumberKind
) -> None:
    match read_number(show_number(value), kind=kind):
        case Number(value=read):
            assert read == value
        case TwoReadings(first=first, second=second):
            assert value in (first.value, second.value)
        case refused:
            pytest.fail(f"{show_number(value)}: {refused}")
