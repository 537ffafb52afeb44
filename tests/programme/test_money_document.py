"""What documents say of money: to the đồng, in whatever way it is written; every sum is added up anew."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.read_text import read_csv, read_text
from conversations.programme.money import Nature, Programme, Source
from conversations.programme.money_document import money_totals, read_money_document
from conversations.programme.money_words import Writing, read_money
from conversations.programme.problem import Problem
from conversations.programme.table import Document
from conversations.reading.show import show_money
from tests.programme import quang_hoa, quang_nam
from tests.programme.ha_giang import changed

TY, TRIEU = 10**9, 10**6
TABLE = """Giải ngân đến ngày 31/5/2024;;;;;
Đơn vị tính: triệu đồng;;;;;
Năm;Đã giải ngân;Nguồn vốn;Kế hoạch vốn;Loại vốn;Đơn vị
2024;650,5;Ngân sách trung ương;1.500,5;Đầu tư phát triển;xã Quế Hiệp
2024;450;NSTW;1.200;Đầu tư phát triển;xã Quế Long
2024;0;Ngân sách tỉnh;500;Sự nghiệp;xã Quế Long
;1.100,5;Tổng cộng;3.200,5;;
;;Cộng ngân sách tỉnh;500;;
"""


def csv(text: str) -> Document:
    return Document(name="von.csv", blocks=read_csv(text, name="von.csv"))


def prose(*lines: str) -> Document:
    return Document(name="von.txt", blocks=read_text("\n\n".join(lines)))


def test_the_plan_of_a_province_gives_its_money_by_source_and_year() -> None:
    read = read_money_document(quang_nam.seed())
    assert [(one.programme, one.source, one.nature, one.year, one.amount, one.part) for one in read.lines] == [
        (Programme.NTM, Source.CENTRAL, None, 2024, 282_776 * TRIEU, False),
        (Programme.NTM, Source.CENTRAL, None, 2025, 314_667 * TRIEU, False),
        (Programme.NTM, Source.PROVINCE, None, 2024, 443_500 * TRIEU, False),
        (Programme.NTM, Source.PROVINCE, None, 2025, 266_665 * TRIEU, False),
    ]
    assert money_totals(read) == {
        "total": 1_307_608 * TRIEU,
        "ntm": 1_307_608 * TRIEU,
        "central": 597_443 * TRIEU,
        "2024": 726_276 * TRIEU,
        "central.2024": 282_776 * TRIEU,
        "2025": 581_332 * TRIEU,
        "central.2025": 314_667 * TRIEU,
        "province": 710_165 * TRIEU,
        "province.2024": 443_500 * TRIEU,
        "province.2025": 266_665 * TRIEU,
    }
    assert read.warnings == ()
    assert str(read.lines[2].place) == "dòng 121"


def test_the_plan_of_a_district_gives_its_money_by_programme_and_a_bracket_that_holds_anothers_is_told() -> None:
    read = read_money_document(changed(quang_hoa.SEED))
    assert [
        (one.programme.value, one.source, one.nature, one.year, (one.amount or 0) // TRIEU, one.part)
        for one in read.lines
    ] == [
        ("ntm", Source.CENTRAL, Nature.DEVELOPMENT, None, 70_285, False),
        ("ntm", Source.CENTRAL, Nature.DEVELOPMENT, 2022, 29_025, True),
        ("ntm", Source.CENTRAL, Nature.RECURRENT, 2022, 484, False),
        ("ntm", Source.LOCAL, None, None, 11_430, False),
        ("minorities", Source.CENTRAL, None, None, 293_687, False),
        ("minorities", Source.CENTRAL, Nature.DEVELOPMENT, 2022, 66_131, True),
        ("minorities", Source.CENTRAL, Nature.RECURRENT, 2022, 26_503, True),
        ("minorities", Source.LOCAL, None, 2022, 1_100, True),
        ("minorities", Source.LOCAL, None, None, 11_556, False),
        ("poverty", Source.CENTRAL, None, None, 74_064, False),
        ("poverty", Source.CENTRAL, None, 2022, 7_560, True),
    ]
    totals = money_totals(read)
    assert {name: totals[name] // TRIEU for name in ("total", "ntm", "minorities", "poverty", "2022")} == {
        "total": 461_506,
        "ntm": 82_199,
        "minorities": 305_243,
        "poverty": 74_064,
        "2022": 130_803,
    }
    assert [(one.code, str(one.place), one.stated, one.computed) for one in read.warnings] == [
        ("money_source_within_other", "dòng 118", 93_734 * TRIEU, 92_634 * TRIEU)
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("1.307,608", "1.307,609", [("dòng 123", 1_307_609, 1_307_608), ("dòng 123", 1_307_609, 1_307_608)]),
        (
            "năm 2024 là 726,276",
            "năm 2024 là 726,267",
            [("dòng 123", 1_307_608, 1_307_599), ("dòng 123", 726_267, 726_276)],
        ),
        (
            "Ngân sách tỉnh năm 2024-2025: 710,165",
            "Ngân sách tỉnh năm 2024-2025: 701,165",
            [("dòng 121", 701_165, 710_165)],
        ),
    ],
)
def test_a_changed_sum_is_told_with_its_place(old: str, new: str, expected: list[tuple[str, int, int]]) -> None:
    read = read_money_document(quang_nam.seed((old, new)))
    assert [(str(one.place), int(one.stated) // TRIEU, int(one.computed) // TRIEU) for one in read.warnings] == expected
    assert {one.code for one in read.warnings} == {"money_sum_differs"}


def test_a_changed_part_of_a_district_is_told_at_each_sum_it_enters() -> None:
    read = read_money_document(changed(quang_hoa.SEED, ("70.285 triệu đồng", "70.825 triệu đồng")))
    assert [(one.code, int(one.stated) // TRIEU, int(one.computed) // TRIEU) for one in read.warnings] == [
        ("money_sum_differs", 82_199, 82_739),
        ("money_source_within_other", 93_734, 92_634),
    ]


def test_what_can_be_read_two_ways_counts_only_where_the_text_shows_how_it_writes() -> None:
    alone = "Ngân sách huyện: 461.506 triệu đồng."
    with pytest.raises(Problem) as caught:
        read_money_document(prose(alone))
    assert (caught.value.code, caught.value.message) == (
        "money_two_readings",
        "“461.506” đọc được hai cách: 461.506 hoặc 461,506.",
    )
    shown = read_money_document(prose(alone, "Ngân sách xã: 484,0 triệu đồng."))
    assert [one.amount for one in shown.lines] == [461_506 * TRIEU, 484 * TRIEU]
    other = read_money_document(prose(alone, "Ngân sách xã: 484.5 triệu đồng."))
    assert [one.amount for one in other.lines] == [461_506_000, 484_500_000]
    with pytest.raises(Problem) as caught:
        read_money_document(prose("Ngân sách xã: 484.5 triệu đồng. Ngân sách huyện 484,5 triệu đồng."))
    assert caught.value.code == "money_written_two_ways"


def test_what_a_text_says_is_spent_is_no_plan_and_counts_from_its_day_only() -> None:
    read = read_money_document(
        prose(
            "1. Ngân sách tỉnh năm 2024: 10,5 tỷ đồng (đã giải ngân đến ngày 31/5/2024: 5,25 tỷ đồng).",
            "2. Ngân sách huyện năm 2024: 2,5 tỷ đồng, đã giải ngân 1,5 tỷ đồng đến ngày 30/4/2024.",
            "3. Ngân sách xã năm 2024: 2,5 tỷ đồng, đã giải ngân 1,5 tỷ đồng.",
        )
    )
    assert [(one.source, one.year, one.amount, one.spent, str(one.spent_on)) for one in read.lines] == [
        (Source.PROVINCE, 2024, 10_500 * TRIEU, 5_250 * TRIEU, "2024-05-31"),
        (Source.DISTRICT, 2024, 2_500 * TRIEU, 1_500 * TRIEU, "2024-04-30"),
        (Source.COMMUNE, 2024, 2_500 * TRIEU, None, "None"),
    ]
    assert [(one.code, one.stated) for one in read.warnings] == [("money_spent_undated", 1_500 * TRIEU)]


def test_lists_and_brackets_are_parts_and_an_unknown_source_is_told() -> None:
    read = read_money_document(
        prose(
            "IV. NGUỒN LỰC",
            "Tổng nhu cầu vốn giai đoạn 2021-2025 là 1.250 tỷ đồng, gồm:",
            "- NSTW 800,5 tỉ đồng (vốn đầu tư phát triển 700,5 tỷ đồng; vốn sự nghiệp 100 tỷ đồng).",
            "- Ngân sách địa phương: 349,5 tỷ đồng, gồm ngân sách tỉnh 200 tỷ đồng, ngân sách huyện 149,5 tỷ đồng.",
            "- Vốn ODA: 90 tỷ đồng.",
            "- Nhân dân đóng góp 10 tỷ đồng.",
            "V. GIẢI PHÁP",
            "Ngân sách tỉnh hỗ trợ 2 tỷ đồng.",
        )
    )
    assert [(one.source, one.nature, (one.amount or 0) // 10**8) for one in read.lines] == [
        (Source.CENTRAL, Nature.DEVELOPMENT, 7_005),
        (Source.CENTRAL, Nature.RECURRENT, 1_000),
        (Source.PROVINCE, None, 2_000),
        (Source.DISTRICT, None, 1_495),
        (None, None, 900),
        (Source.PEOPLE, None, 100),
    ]
    assert [one.code for one in read.warnings] == ["money_source_unclear"]


def test_rates_and_ranges_are_no_money_of_a_plan() -> None:
    with pytest.raises(Problem) as caught:
        read_money_document(prose("Ngân sách huyện hỗ trợ 200 triệu đồng/thôn."))
    assert caught.value.code == "money_missing"
    with pytest.raises(Problem) as caught:
        read_money_document(prose("Ngân sách huyện: 10 - 20 tỷ đồng."))
    assert caught.value.code == "money_range"


def test_a_table_is_read_by_its_heads_in_any_order_and_its_sums_are_checked() -> None:
    read = read_money_document(csv(TABLE))
    assert [
        (one.unit, one.source, one.nature, one.year, one.amount, one.spent, str(one.spent_on)) for one in read.lines
    ] == [
        ("xã Quế Hiệp", Source.CENTRAL, Nature.DEVELOPMENT, 2024, 1_500_500_000, 650_500_000, "2024-05-31"),
        ("xã Quế Long", Source.CENTRAL, Nature.DEVELOPMENT, 2024, 1_200_000_000, 450_000_000, "2024-05-31"),
        ("xã Quế Long", Source.PROVINCE, Nature.RECURRENT, 2024, 500_000_000, 0, "2024-05-31"),
    ]
    assert read.warnings == ()
    communes = csv(TABLE.replace("xã Quế Hiệp", "Tổng Cọt").replace("xã Quế Long", "Cộng Hòa"))
    assert [one.unit for one in read_money_document(communes).lines] == ["Tổng Cọt", "Cộng Hòa", "Cộng Hòa"]
    wrong = read_money_document(csv(TABLE.replace("1.100,5", "1.000,5").replace("tỉnh;500;;", "tỉnh;550;;")))
    assert [(one.code, str(one.place), one.stated, one.computed) for one in wrong.warnings] == [
        ("money_sum_differs", "dòng 7, cột B", 1_000_500_000, 1_100_500_000),
        ("money_sum_differs", "dòng 8, cột D", 550_000_000, 500_000_000),
    ]


BY_YEAR = """Đơn vị tính: tỷ đồng;;;;;
TT;Nguồn vốn;Tổng số;Năm 2024;;Năm 2025
;;;Kế hoạch;Giải ngân đến 31/5/2024;Kế hoạch
1;Ngân sách trung ương;597,443;282,776;12,5;314,667
2;Ngân sách tỉnh;710,165;443,5;;266,665
;Tổng cộng;1307,608;726,276;12,5;581,332
"""


def test_years_may_be_columns_below_common_heads_with_sums_both_ways() -> None:
    read = read_money_document(csv(BY_YEAR))
    found = {(one.source, one.year): (one.amount, one.spent) for one in read.lines}
    assert found == {
        (Source.CENTRAL, 2024): (282_776 * TRIEU, 12_500 * TRIEU),
        (Source.CENTRAL, 2025): (314_667 * TRIEU, None),
        (Source.PROVINCE, 2024): (443_500 * TRIEU, None),
        (Source.PROVINCE, 2025): (266_665 * TRIEU, None),
    }
    assert (read.warnings, money_totals(read)["total"]) == ((), 1_307_608 * TRIEU)
    assert str(read.lines[0].spent_on) == "2024-05-31"
    wrong = read_money_document(csv(BY_YEAR.replace("314,667", "314,676")))
    assert [(str(one.place), int(one.stated) // TRIEU, int(one.computed) // TRIEU) for one in wrong.warnings] == [
        ("dòng 6, cột F", 581_332, 581_341),
        ("dòng 4, cột C", 597_443, 597_452),
    ]
    flat = BY_YEAR.replace("Năm 2024;;Năm 2025", "Kế hoạch năm 2024;Giải ngân năm 2024;Kế hoạch năm 2025")
    lines = [line for line in flat.splitlines() if not line.startswith(";;;")]
    said = csv("Giải ngân đến ngày 31/5/2024;;;;;\n" + "\n".join(lines))
    assert read_money_document(said).lines == read.lines


@pytest.mark.parametrize(
    ("old", "new", "code", "where"),
    [
        ("1.500,5", "nhiều", "money_no_figure", "dòng 4, cột D"),
        ("1.500,5", "=1500+5", "money_no_figure", "dòng 4, cột D"),
        ("1.500,5", "-5", "money_no_figure", "dòng 4, cột D"),
        ("1.500,5", "1.500,0000005", "money_not_whole", "dòng 4, cột D"),
        ("2024;450", "2031;450", "money_year_outside", "dòng 5, cột A"),
        ("2024;450", "năm nào;450", "money_year_unknown", "dòng 5, cột A"),
        ("NSTW", "ODA", "money_source_unknown", "dòng 5, cột C"),
        ("Sự nghiệp", "Khác", "money_nature_unknown", "dòng 6, cột E"),
        ("Ngân sách tỉnh;500;Sự nghiệp", "NSTW;500;Đầu tư phát triển", "money_twice", "dòng 6, cột D"),
        ("Đơn vị tính: triệu đồng", "", "money_unit_missing", "dòng 3, cột D"),
        ("Giải ngân đến ngày 31/5/2024", "", "money_spent_undated", "dòng 4, cột B"),
        (";Đơn vị\n", ";Đã giải ngân\n", "money_column_twice", "dòng 3, cột F"),
        ("phát triển;xã Quế Hiệp", "phát triển;", "money_unit_missing", "dòng 4, cột F"),
    ],
)
def test_a_wrong_cell_is_refused_with_its_place(old: str, new: str, code: str, where: str) -> None:
    assert old in TABLE
    with pytest.raises(Problem) as caught:
        read_money_document(csv(TABLE.replace(old, new, 1) + "Chương trình giai đoạn 2021-2025;;;;;\n"))
    assert (caught.value.code, caught.value.where) == (code, where)
    assert caught.value.remedy


def test_what_a_table_and_the_text_say_of_the_same_money_is_compared() -> None:
    text = "Ngân sách tỉnh năm 2024: 500,5 triệu đồng."
    table = "ĐVT: triệu đồng\n\nTT\tNguồn vốn\tNăm\tKế hoạch\n1\tNgân sách tỉnh\t2024\t500\n"
    read = read_money_document(Document(name="von.txt", blocks=read_text(f"{text}\n\n{table}")))
    assert [one.amount for one in read.lines] == [500 * TRIEU]
    assert [(one.code, one.stated, one.computed) for one in read.warnings] == [
        ("money_text_differs", 500_500_000, 500_000_000)
    ]


@given(st.integers(min_value=0, max_value=10**15 - 1), st.sampled_from([1, 1_000, TRIEU, TY]))
def test_no_dong_is_lost_between_writing_and_reading(dong: int, scale: int) -> None:
    whole, rest = divmod(dong, scale)
    places = len(str(scale)) - 1
    text = f"{whole:,}".replace(",", ".") + (f",{rest:0{places}d}".rstrip("0") if rest else "")
    assert read_money(text, scale, writing=Writing.COMMA, where="") == dong


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("9" * 40, "money_too_great"),
        ("9" * 5_000, "money_too_great"),
        ("1.234.567.890.123.456.789.012.345.678.901", "money_too_great"),
        ("9" * 40 + ",5", "money_not_whole"),
        ("1," + "9" * 40, "money_not_whole"),
        ("-5", "money_no_figure"),
        ("1e309", "money_no_figure"),
        ("NaN", "money_no_figure"),
        ("12\u202e", "money_no_figure"),
    ],
    ids=["forty", "thousands", "grouped", "with-decimals", "decimals-only", "below-nought", "float", "nan", "turned"],
)
def test_a_figure_that_nobody_can_mean_is_refused_with_its_place(text: str, code: str) -> None:
    with pytest.raises(Problem) as refused:
        read_money(text, 1, writing=None, where="ô A1")
    assert (refused.value.code, refused.value.where) == (code, "ô A1")


@given(st.integers(min_value=0, max_value=10**15))
def test_money_is_shown_exactly(dong: int) -> None:
    figure, unit = show_money(dong).split(" ", maxsplit=1)
    scale = {"đồng": 1, "triệu đồng": TRIEU, "tỷ đồng": TY}[unit]
    assert Decimal(figure.replace(".", "").replace(",", ".")) * scale == dong
