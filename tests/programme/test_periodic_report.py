"""Money of a periodic report: what is assigned and stated below a unit, exact to the đồng."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.programme.ids import UnitId
from conversations.programme.money import MoneyState, Nature, Planned, Purse, Source, Spent
from conversations.programme.money_cells import MoneySums
from conversations.programme.money_names import purse_without_year
from conversations.programme.periodic_report import in_dong, in_millions
from conversations.programme.unit import Unit, kind_by_code
from conversations.reading.nothing import says_nothing

DAY = date(2023, 6, 5)
DISTRICT = UnitId(1)
CENTRAL = Purse(source=Source.CENTRAL, nature=Nature.DEVELOPMENT, year=2023)
OTHER = Purse(source=Source.PROVINCE, year=2023)
AMOUNTS = st.integers(min_value=0, max_value=10**13)


def money(
    communes: int, *, lines: tuple[Planned, ...] = (), spent: tuple[tuple[int, Purse, int], ...] = ()
) -> MoneyState:
    """A district with so many communes; statements of a unit about a purse."""
    units = {DISTRICT: Unit(id=DISTRICT, kind=kind_by_code("huyen"), name="A", parent=None)}
    for number in range(2, communes + 2):
        units[UnitId(number)] = Unit(id=UnitId(number), kind=kind_by_code("xa"), name=str(number), parent=DISTRICT)
    return MoneyState(
        unit=DISTRICT,
        day=DAY,
        units=units,
        parents={one: DISTRICT for one in units if one != DISTRICT},
        lines=lines,
        spent=tuple(
            Spent(id=number, unit=UnitId(unit), purse=purse, amount=amount, on_day=DAY)
            for number, (unit, purse, amount) in enumerate(spent, start=1)
        ),
        works=(),
    )


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1, max_size=12))
def test_a_districts_sum_is_the_sum_of_the_statements_of_its_communes(said: list[tuple[int, int]]) -> None:
    spent = tuple(
        (number, purse, amount)
        for number, amounts in enumerate(said, start=2)
        for purse, amount in zip((CENTRAL, OTHER), amounts, strict=True)
    )
    sums = MoneySums(money(len(said) + 1, spent=spent))
    for purse in (CENTRAL, OTHER):
        found = sums.stated_below(DISTRICT, purse)
        assert found is not None
        assert found.amount == sum(amount for _, one, amount in spent if one == purse)
        assert (found.stated, found.units) == (len(said), len(said) + 1)


@given(st.integers(min_value=0, max_value=10**16))
def test_an_amount_goes_into_a_report_and_back_without_losing_a_dong(amount: int) -> None:
    assert in_dong(in_millions(amount)) == amount


def test_a_units_own_plan_comes_before_that_of_the_units_below() -> None:
    lines = tuple(Planned(unit=UnitId(unit), purse=CENTRAL, amount=amount) for unit, amount in ((2, 5), (3, 7)))
    assert MoneySums(money(2, lines=lines)).assigned(DISTRICT, year=2023) == {CENTRAL: 12}
    own = Planned(unit=DISTRICT, purse=CENTRAL, amount=20)
    assert MoneySums(money(2, lines=(*lines, own))).assigned(DISTRICT, year=2023) == {CENTRAL: 20}
    assert MoneySums(money(2, lines=lines)).assigned(DISTRICT, year=2024) == {}


def test_a_part_of_a_line_is_not_counted_again() -> None:
    lines = (
        Planned(unit=UnitId(2), purse=OTHER, amount=10),
        Planned(unit=UnitId(2), purse=CENTRAL, amount=4, part=True),
    )
    assert MoneySums(money(1, lines=lines)).assigned(UnitId(2), year=2023) == {OTHER: 10}


def test_money_is_named_as_officials_name_it() -> None:
    assert purse_without_year(CENTRAL) == "ngân sách trung ương, vốn đầu tư phát triển"
    assert purse_without_year(Purse(source=None, year=2023)) == "kinh phí được giao"
    assert in_dong(Decimal("0.0000005")) == 1


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("không", True),
        ("Không có ạ", True),
        ("ko có khó khăn gì", True),
        ("không có khó khăn, vướng mắc gì", True),
        ("chưa có gì mới", True),
        ("không có vốn đối ứng", False),
        ("khó khăn về vốn", False),
        ("không giải phóng được mặt bằng", False),
        ("", False),
    ],
)
def test_nothing_is_told_from_a_difficulty_that_begins_with_no(text: str, *, nothing: bool) -> None:
    assert says_nothing(text) is nothing
