"""Which figures are asked about once more."""

from __future__ import annotations

from decimal import Decimal

import pytest

from conversations.reading.plausible import Doubt, Why, doubt


def beside(value: str, last: str, *, percent: bool = False) -> Doubt | None:
    return doubt(Decimal(value), last=Decimal(last), percent=percent, minimum=Decimal(0))


def within(value: str, last: str | None = None) -> Doubt | None:
    known = Decimal(last) if last is not None else None
    return doubt(Decimal(value), minimum=Decimal(0), maximum=Decimal(100), last=known)


def test_a_figure_outside_its_bounds_is_asked_about() -> None:
    assert within("101") == Doubt(why=Why.OUT_OF_RANGE, beside=Decimal(100))
    assert within("-1") == Doubt(why=Why.OUT_OF_RANGE, beside=Decimal(0))
    assert within("955", "95.5") == Doubt(why=Why.OUT_OF_RANGE, beside=Decimal(100))
    assert within("100") is None
    assert within("0") is None


@pytest.mark.parametrize(
    ("value", "last"), [("450", "45"), ("4.5", "45"), ("45000", "45"), ("0.045", "45"), ("4800", "45")]
)
def test_a_slip_of_the_comma_is_noticed(value: str, last: str) -> None:
    assert beside(value, last) == Doubt(why=Why.FAR_FROM_LAST, beside=Decimal(last))


def test_a_slip_is_noticed_in_small_percentages_too() -> None:
    assert beside("1.2", "12", percent=True) == Doubt(why=Why.FAR_FROM_LAST, beside=Decimal(12))


@pytest.mark.parametrize(
    ("value", "last", "percent"),
    [
        ("48", "45", False),
        ("90", "45", False),
        ("15", "45", False),
        ("0", "0", False),
        ("5", "0", False),
        ("12", "12", True),
        ("95", "70", True),
        ("5", "12", True),
        ("0", "12", True),
    ],
)
def test_an_ordinary_change_is_not_asked_about(value: str, last: str, percent: bool) -> None:
    assert beside(value, last, percent=percent) is None


@pytest.mark.parametrize(
    ("value", "last", "percent"),
    [("136", "45", False), ("14.9", "45", False), ("0", "45", False), ("60", "95", True), ("100", "69.9", True)],
)
def test_a_great_change_is_asked_about_without_a_suspicion(value: str, last: str, percent: bool) -> None:
    assert beside(value, last, percent=percent) == Doubt(why=Why.FAR_FROM_LAST, beside=Decimal(last))


def test_how_much_may_change_is_the_callers_to_say() -> None:
    assert doubt(Decimal(50), last=Decimal(45), most_change=Decimal(4)) == Doubt(
        why=Why.FAR_FROM_LAST, beside=Decimal(45)
    )
    assert doubt(Decimal(49), last=Decimal(45), most_change=Decimal(4)) is None


def test_without_anything_to_compare_there_is_no_doubt() -> None:
    assert doubt(Decimal(10**9)) is None
