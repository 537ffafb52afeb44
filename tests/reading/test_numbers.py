"""Figures as people type them, and never one that is off by a factor of 10 or 1,000 without being asked back."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conversations.reading.number_words import tokens_of
from conversations.reading.numbers import (
    NotANumber,
    Number,
    NumberKind,
    NumberReading,
    Refusal,
    TwoReadings,
    read_number,
)

if TYPE_CHECKING:
    from collections.abc import Callable

PERCENT, MONEY, COUNT = NumberKind.PERCENT, NumberKind.MONEY, NumberKind.COUNT
AREA, AREA_HA = NumberKind.AREA, NumberKind.AREA_HA


def seen(reading: NumberReading) -> str:
    """A reading in one line: the value or values, ? where it is to be confirmed."""
    match reading:
        case NotANumber(reason=reason):
            return reason.value
        case TwoReadings(first=first, second=second):
            return f"{seen(first)} or {seen(second)}"
        case Number():
            value = f"{reading.value.normalize():f}" if reading.denominator is None else ""
            parts = f"{reading.numerator}/{reading.denominator}" if reading.denominator is not None else ""
            return value + parts + "?" * reading.unsure


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("95%", "95"),
        ("95 %", "95"),
        ("95,5", "95.5"),
        ("95.5", "95.5"),
        ("95,5%.", "95.5"),
        ("９５，５％", "95.5"),
        ("1️⃣0️⃣", "10"),
        ("95 phần trăm", "95"),
        ("95 phan tram", "95"),
        ("tỷ lệ là 95%", "95"),
        ("dạ 95% ạ", "95"),
        ("95% 👍", "95"),
        ("\u200e95\u200f%", "95"),
        ("0", "0"),
        ("100", "100"),
        ("87,500", "87.5"),
        ("0,5%", "0.5"),
        ("khoảng 95", "95"),
        ("~95", "95"),
        ("≈ 95%", "95"),
        ("hơn 95%", "95?"),
        ("95% trở lên", "95?"),
        ("trên 90%", "90?"),
        ("chín mươi lăm phẩy năm", "95.5"),
        ("chín mươi lăm phẩy hai lăm", "95.25"),
        ("chín mươi lăm phẩy không năm", "95.05"),
        ("chin muoi lam phay nam", "95.5"),
        ("chins muwowi lawm phaayr nawm", "95.5"),
        ("chín lăm", "95"),
        ("hai mươi mốt phần trăm", "21"),
        ("một trăm phần trăm", "100"),
        ("không phẩy năm phần trăm", "0.5"),
        ("350/400", "350/400"),
        ("350 / 400 hộ", "350/400"),
        ("350⁄400", "350/400"),
        ("350 trên 400", "350/400"),
        ("350 hộ trên tổng số 400 hộ", "350/400"),
        ("dạ xã em có 350 hộ trên tổng số 400 hộ ạ", "350/400"),
        ("ba trăm năm mươi trên bốn trăm", "350/400"),
        ("1.200/1.500", "1200/1500"),
        ("0/400", "0/400"),
        ("350/400 (87,5%)", "350/400"),
        ("87,5% (350/400)", "350/400"),
        ("2/3 = 66,7%", "2/3"),
        ("2/3 = 66,6%", "2/3"),
    ],
)
def test_percent_are_read_as_typed_or_said(typed: str, reading: str) -> None:
    assert seen(read_number(typed, kind=PERCENT)) == reading
    assert seen(read_number(unicodedata.normalize("NFD", typed.upper()), kind=PERCENT)) == reading


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("1.200", "1.2?"),
        ("12.345", "12.345?"),
        ("95.000", "95?"),
        ("0,5", "0.5?"),
        ("0,955", "0.955?"),
        ("955", "955?"),
        ("95, 5", "95.5?"),
        ("095", "95?"),
        ("95,5000", "95.5?"),
        ("không", "0?"),
        ("1,200/1,500", "1200/1500?"),
        ("không trên 400 hộ", "0/400?"),
        ("350/400 = 85%", "350/400 or 85"),
    ],
)
def test_strange_percent_are_asked_back(typed: str, reading: str) -> None:
    assert seen(read_number(typed, kind=PERCENT)) == reading


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", Refusal.EMPTY),
        ("\u200b \u202e", Refusal.EMPTY),
        ("👍", Refusal.EMPTY),
        ("...", Refusal.NOT_UNDERSTOOD),
        ("đang rà soát", Refusal.NOT_UNDERSTOOD),
        ("10²", Refusal.NOT_UNDERSTOOD),
        ("2½", Refusal.NOT_UNDERSTOOD),
        ("95%%", Refusal.NOT_UNDERSTOOD),
        ("95x", Refusal.NOT_UNDERSTOOD),
        ("10/6/2023", Refusal.NOT_UNDERSTOOD),
        ("chưa được 95%", Refusal.NOT_UNDERSTOOD),
        ("1.2.3", Refusal.MALFORMED),
        ("1.23,4", Refusal.MALFORMED),
        ("0.200.000", Refusal.MALFORMED),
        ("-3", Refusal.NEGATIVE),
        ("−3%", Refusal.NEGATIVE),
        ("âm 3", Refusal.NEGATIVE),
        ("80-90", Refusal.RANGE),
        ("80 – 90%", Refusal.RANGE),
        ("từ 80 đến 90%", Refusal.NOT_UNDERSTOOD),
        ("80 đến 90%", Refusal.RANGE),
        ("tăng 5%", Refusal.CHANGE),
        ("+5", Refusal.CHANGE),
        ("nam 95% nữ 90%", Refusal.NOT_UNDERSTOOD),
        ("95 96", Refusal.SEVERAL),
        ("không đạt 95", Refusal.SEVERAL),
        ("năm 2023 đạt 95%", Refusal.SEVERAL),
        ("400/350", Refusal.PART_OVER_TOTAL),
        ("0/0", Refusal.ZERO_TOTAL),
        ("3,5/4", Refusal.NOT_WHOLE),
        ("350 hộ", Refusal.NEEDS_TOTAL),
        ("45 triệu", Refusal.WRONG_UNIT),
        ("12 ha", Refusal.WRONG_UNIT),
        ("không biết", Refusal.NOT_KNOWN),
        ("chưa có số liệu", Refusal.NOT_KNOWN),
        ("1" * 16, Refusal.TOO_LONG),
        ("33,3333333", Refusal.TOO_LONG),
        ("95% " * 100, Refusal.TOO_LONG),
    ],
)
def test_what_is_no_percentage_is_told_why(typed: str, reason: Refusal) -> None:
    assert read_number(typed, kind=PERCENT) == NotANumber(reason=reason)


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("45tr", "45"),
        ("45 TR", "45"),
        ("45triệu", "45"),
        ("45 triệu đồng", "45"),
        ("45", "45"),
        ("45,5", "45.5"),
        ("45tr5", "45.5"),
        ("45tr500", "45.5"),
        ("45 triệu rưỡi", "45.5"),
        ("45 triệu 500 nghìn", "45.5"),
        ("45 triệu 50 nghìn", "45.05"),
        ("bốn mươi lăm triệu", "45"),
        ("bốn lăm triệu rưỡi", "45.5"),
        ("bon muoi lam trieu", "45"),
        ("1,2 tỷ", "1200"),
        ("1,2 tỉ", "1200"),
        ("1 tỷ 250", "1250"),
        ("1 tỷ 250 triệu", "1250"),
        ("một tỷ hai trăm năm mươi triệu", "1250"),
        ("2 nghìn tỷ", "2000000"),
        ("1.307,608 tỷ đồng", "1307608"),
        ("45000000đ", "45"),
        ("45.000.000 đồng", "45"),
        ("45.000.000đ/người/năm", "45"),
        ("45 triệu đồng một người một năm", "45"),
        ("45tr/ng/năm", "45"),
        ("thu nhập bình quân 45 triệu đồng/người/năm", "45"),
        ("ước đạt 45 triệu", "45"),
        ("1.250,5", "1250.5"),
    ],
)
def test_money_is_read_in_million_dong(typed: str, reading: str) -> None:
    assert seen(read_number(typed, kind=MONEY)) == reading


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("45000000", "45 or 45000000"),
        ("45.000.000", "45 or 45000000"),
        ("45.000", "45000 or 45"),
        ("45000", "45000 or 45"),
        ("1.250", "1250 or 1.25"),
        ("1,250", "1.25 or 1250"),
        ("1.200 triệu", "1200 or 1.2"),
        ("45.000 nghìn đồng", "45 or 0.045"),
        ("45tr50", "45.5 or 45.05"),
        ("45tr05", "45.05 or 45.005"),
        ("45 triệu 5", "45.5 or 45.005"),
        ("1 tỷ 2", "1200 or 1002"),
        ("một triệu hai", "1.2 or 1.002"),
        ("45k", "0.045?"),
        ("0,045", "0.045?"),
        ("45.000đ", "0.045?"),
        ("45,5 triệu 200 nghìn", "45.7?"),
    ],
)
def test_money_that_may_be_off_by_a_thousand_is_asked_back(typed: str, reading: str) -> None:
    assert seen(read_number(typed, kind=MONEY)) == reading


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("3,75 triệu/tháng", Refusal.WRONG_PERIOD),
        ("4 triệu một tháng", Refusal.WRONG_PERIOD),
        ("180 triệu/hộ", Refusal.WRONG_UNIT),
        ("45%", Refusal.WRONG_UNIT),
        ("45 hộ", Refusal.WRONG_UNIT),
        ("45/2", Refusal.NOT_A_SHARE),
        ("$45", Refusal.NOT_UNDERSTOOD),
        ("45,5tr5", Refusal.MALFORMED),
        ("45tr5000", Refusal.MALFORMED),
        ("50 triệu 1 tỷ", Refusal.MALFORMED),
    ],
)
def test_money_of_another_kind_is_told_why(typed: str, reason: Refusal) -> None:
    assert read_number(typed, kind=MONEY) == NotANumber(reason=reason)


@pytest.mark.parametrize(
    ("typed", "limit", "reading"),
    [
        ("45.000", "1000", "45?"),
        ("45000000", "1000", "45"),
        ("1.200", "500", "1.2?"),
        ("1.200", "5000", "1200 or 1.2"),
        ("45", "40", "45?"),
    ],
)
def test_a_reading_above_the_limit_is_dropped_and_the_other_asked_back(typed: str, limit: str, reading: str) -> None:
    assert seen(read_number(typed, kind=MONEY, limit=Decimal(limit))) == reading


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("12", "12"),
        ("05", "5"),
        ("1.200", "1200"),
        ("1.200 hộ", "1200"),
        ("12,0", "12"),
        ("số hộ: 350", "350"),
        ("xóm em có 120 hộ", "120"),
        ("ba trăm năm mươi hộ", "350"),
        ("một nghìn hai trăm", "1200"),
        ("một nghìn không trăm linh năm", "1005"),
        ("mười hai", "12"),
        ("1,200", "1200?"),
        ("1 200", "1200?"),
        ("1'200", "1200?"),
        ("007", "7?"),
        ("1,2 nghìn hộ", "1200?"),
        ("3 trăm 5 mươi", "350?"),
        ("không", "0?"),
        ("không có hộ nào", "0?"),
        ("ba trăm năm", "350 or 305"),
        ("một ngàn hai", "1200 or 1002"),
        ("1,2", "not_whole"),
        ("95,5", "not_whole"),
        ("95%", "wrong_unit"),
        ("45tr", "wrong_unit"),
        ("350/400", "not_a_share"),
        ("xóm 3", "not_understood"),
        ("5 trạm", "not_understood"),
        ("12 và 13", "not_understood"),
        ("chưa có", "not_known"),
    ],
)
def test_counts_are_whole(typed: str, reading: str) -> None:
    assert seen(read_number(typed, kind=COUNT)) == reading


@pytest.mark.parametrize(
    ("typed", "kind", "reading"),
    [
        ("2,5 m2", AREA, "2.5"),
        ("2.5 m²/người", AREA, "2.5"),
        ("hai phẩy năm mét vuông", AREA, "2.5"),
        ("2 rưỡi", AREA, "2.5"),
        ("1.200", AREA, "1200 or 1.2"),
        ("2 ha", AREA, "wrong_unit"),
        ("2,5 m2/hộ", AREA, "wrong_unit"),
        ("12 ha", AREA_HA, "12"),
        ("12,5 héc ta", AREA_HA, "12.5"),
        ("1.200 ha", AREA_HA, "1200 or 1.2"),
        ("12000 m2", AREA_HA, "1.2?"),
        ("12 sào", AREA_HA, "not_understood"),
    ],
)
def test_areas_keep_their_unit(typed: str, kind: NumberKind, reading: str) -> None:
    assert seen(read_number(typed, kind=kind)) == reading


def test_what_was_understood_comes_with_its_unit() -> None:
    assert read_number("95,5", kind=PERCENT) == Number(value=Decimal("95.5"), unit="%")
    assert read_number("45tr", kind=MONEY) == Number(value=Decimal(45), unit="triệu đồng")
    assert read_number("12 hộ nghèo", kind=COUNT) == Number(value=Decimal(12), unit="hộ nghèo")
    assert read_number("350/400", kind=PERCENT) == Number(
        value=Decimal("87.5"), unit="%", numerator=350, denominator=400
    )


def test_words_with_the_wrong_accents_are_not_number_words() -> None:
    assert [token.role.value for token in tokens_of("trạm tầm từ")] == ["unknown", "about", "unknown"]


def vietnamese(value: Decimal) -> str:
    return f"{value:,f}".translate({ord(","): ".", ord("."): ","})


def english(value: Decimal) -> str:
    return f"{value:,f}"


def possible(reading: NumberReading) -> list[Decimal]:
    match reading:
        case Number():
            return [reading.value]
        case TwoReadings(first=first, second=second):
            return [first.value, second.value]
        case NotANumber():
            return []


def silent(reading: NumberReading) -> bool:
    return isinstance(reading, Number) and not reading.unsure


VALUES = st.decimals(min_value=0, max_value=2_000_000, places=3) | st.decimals(min_value=0, max_value=100_000, places=1)
WRITTEN = VALUES | VALUES.map(Decimal.normalize) | st.integers(0, 50_000_000).map(Decimal)


@given(WRITTEN, st.sampled_from([vietnamese, english, str]), st.sampled_from([AREA, AREA_HA, MONEY]))
@example(Decimal("1.200"), english, AREA)
@example(Decimal(45_000), vietnamese, MONEY)
def test_no_figure_is_ever_taken_for_another(value: Decimal, write: Callable[[Decimal], str], kind: NumberKind) -> None:
    reading = read_number(write(Decimal(f"{value:f}")), kind=kind)
    values = possible(reading)
    assert value in values or not values or (len(values) == 1 and not silent(reading))


@given(st.decimals(min_value=0, max_value=100, places=3), st.sampled_from([vietnamese, english]))
def test_no_percentage_is_ever_taken_for_another(value: Decimal, write: Callable[[Decimal], str]) -> None:
    assert possible(read_number(write(value), kind=PERCENT)) == [value]


@given(st.integers(0, 10**9), st.sampled_from([vietnamese, english, str]))
def test_no_count_is_ever_taken_for_another(value: int, write: Callable[[Decimal], str]) -> None:
    assert possible(read_number(write(Decimal(value)), kind=COUNT)) == [value]


@given(st.integers(1, 999), st.integers(0, 999))
def test_millions_and_thousands_add_up(millions: int, thousands: int) -> None:
    wanted = [Decimal(millions * 1000 + thousands) / 1000]
    assert possible(read_number(f"{millions} triệu {thousands} nghìn", kind=MONEY)) == wanted
    assert possible(read_number(f"{millions}tr{thousands:03d}", kind=MONEY)) == wanted


ONES = ["", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def in_words(number: int) -> str:
    """The number below 1,000 as it is taught in school."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = [ONES[hundreds], "trăm"] if hundreds else []
    if tens == 1:
        words += ["mười", "lăm" if ones == 5 else ONES[ones]]
    elif tens:
        words += [ONES[tens], "mươi", {1: "mốt", 4: "tư", 5: "lăm"}.get(ones, ONES[ones])]
    elif ones:
        words += ["linh", ONES[ones]] if hundreds else [ONES[ones]]
    return " ".join(word for word in words if word) or "không phần trăm"


@given(st.integers(1, 999))
def test_numbers_as_taught_in_school_are_read_without_a_doubt(number: int) -> None:
    reading = read_number(in_words(number), kind=COUNT)
    assert reading == Number(value=Decimal(number))


@given(st.integers(1, 999), st.integers(1, 999))
def test_thousands_in_words_are_read_without_a_doubt(thousands: int, rest: int) -> None:
    words = in_words(rest) if rest >= 100 else f"không trăm {'linh ' if rest < 10 else ''}{in_words(rest)}"
    reading = read_number(f"{in_words(thousands)} nghìn {words}", kind=COUNT)
    assert reading == Number(value=Decimal(thousands * 1000 + rest))


@given(st.text(max_size=250), st.sampled_from(NumberKind))
def test_no_text_stops_the_reading(text: str, kind: NumberKind) -> None:
    for value in possible(read_number(text, kind=kind)):
        assert value >= 0


PIECES = (
    "1 2 45 350 400 1.200 95,5 , . / - % tr tỷ triệu nghìn năm mười mươi trăm lăm linh phẩy rưỡi không một hộ người "
    "trên khoảng có ( ) = tháng m2 ha đồng k chưa"
)


@given(st.lists(st.sampled_from(PIECES.split()), max_size=14), st.sampled_from(["", " "]), st.sampled_from(NumberKind))
def test_no_mixture_of_figures_and_words_stops_the_reading(pieces: list[str], between: str, kind: NumberKind) -> None:
    for value in possible(read_number(between.join(pieces), kind=kind)):
        assert value.is_finite()
        assert value >= 0


def test_a_text_of_five_thousand_characters_is_refused() -> None:
    texts = [
        "9" * 5000,
        "1." * 2500,
        "chín " * 1000,
        "👍" * 5000,
        "\u202e95" * 1600,
        "1 tỷ " * 39,
        "một " * 49,
        "(" * 199,
    ]
    readings = [read_number(text, kind=kind) for text in texts for kind in NumberKind]
    assert all(isinstance(reading, NotANumber) for reading in readings)
