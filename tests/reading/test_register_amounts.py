import pytest

from conversations.programme.register import Measured, SubKind
from conversations.reading.figures import Refusal
from conversations.reading.register_amounts import Understood, read_entry_amount


def sub(measured: Measured, unit: str) -> SubKind:
    return SubKind(id="", name="", measured=measured, unit=unit)


MONEY = sub(Measured.MONEY, "đồng")
DAYS = sub(Measured.COUNT, "ngày công")
LAND = sub(Measured.QUANTITY, "m²")
ROAD = sub(Measured.QUANTITY, "km")
OFFICERS = sub(Measured.SHARE, "cán bộ")
YEAR = sub(Measured.YEAR, "xóm")


@pytest.mark.parametrize(
    ("typed", "of", "amount", "whole"),
    [
        ("45tr", MONEY, 45_000_000, None),
        ("45tr5", MONEY, 45_500_000, None),
        ("1,2 tỷ", MONEY, 1_200_000_000, None),
        ("500 nghìn đồng", MONEY, 500_000, None),
        ("3", DAYS, 3, None),
        ("120 ngày công", DAYS, 120, None),
        ("120 cong", DAYS, 120, None),
        ("500", LAND, 500_000, None),
        ("500 m2", LAND, 500_000, None),
        ("0,5 ha", LAND, 5_000_000, None),
        ("1,5", ROAD, 1_500, None),
        ("1,5 km", ROAD, 1_500, None),
        ("2km", ROAD, 2_000, None),
        ("12/15", OFFICERS, 12, 15),
        ("12/15 cán bộ", OFFICERS, 12, 15),
        ("năm 2025", YEAR, 2025, None),
    ],
)
def test_amounts_are_read_as_they_are_typed(typed: str, of: SubKind, amount: int, whole: int | None) -> None:
    assert read_entry_amount(typed, of) == Understood(amount=amount, whole=whole)


def test_what_can_be_read_two_ways_comes_back_with_both() -> None:
    assert read_entry_amount("1.500", ROAD) == Understood(amount=1_500_000, other=1_500)


@pytest.mark.parametrize(
    ("typed", "of", "why"),
    [
        ("mấy chục", MONEY, Refusal.NOT_UNDERSTOOD),
        ("1,5", DAYS, Refusal.NOT_WHOLE),
        ("45 triệu đồng", LAND, Refusal.WRONG_UNIT),
        ("80%", OFFICERS, Refusal.NEEDS_TOTAL),
        ("15/12", OFFICERS, Refusal.PART_OVER_TOTAL),
        ("2024, 2025", YEAR, Refusal.NOT_UNDERSTOOD),
        ("0,0005 km", ROAD, Refusal.NOT_WHOLE),
    ],
)
def test_what_is_no_such_amount_says_why(typed: str, of: SubKind, why: Refusal) -> None:
    assert read_entry_amount(typed, of) is why
