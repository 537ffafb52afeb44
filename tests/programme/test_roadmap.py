"""The roadmap of Quảng Nam is read whole: every unit, year and day; what disagrees is told with its place."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.read_text import read_csv, read_text
from conversations.programme.dossier import DossierKind
from conversations.programme.plan_targets import Standard
from conversations.programme.problem import Problem
from conversations.programme.roadmap_document import RoadmapDocument, canonical_roadmap, read_roadmap, roadmap_totals
from conversations.programme.roadmap_recompute import roadmap_warnings
from conversations.programme.table import Document
from conversations.programme.unit import Level
from tests.programme import quang_hoa
from tests.programme.ha_giang import changed
from tests.programme.quang_nam import seed

if TYPE_CHECKING:
    from conversations.programme.calendar import Deadline
    from conversations.programme.roadmap import UnitKey

NTM, ADVANCED, MODEL = Standard.NTM, Standard.ADVANCED, Standard.MODEL
LISTED_2024 = "Đại Chánh, Đại Tân, Quế Thuận, Quế Phong, Quế Lâm, Tà Bhing, Phước Chánh, Phước Năng."


def names(read: RoadmapDocument) -> dict[UnitKey, str]:
    keys = [key for one in read.entries for key in (one.key, *((Level.DISTRICT, name) for name in one.together))]
    return {key: key[1] for key in (*keys, *((Level.DISTRICT, name) for name in read.wanted.bare))}


def warned(document: Document) -> list[tuple[str, str, object, object]]:
    read = read_roadmap(document)
    return [(one.code, str(one.place), one.stated, one.computed) for one in roadmap_warnings(read, names(read))]


def last(day: Deadline | None) -> date | None:
    return None if day is None else day.last_good_day


def test_every_commune_is_named_with_its_standard_year_and_days() -> None:
    rows = read_roadmap(seed()).named(Level.COMMUNE)
    lists = Counter((one.standard, one.year, one.backlog, last(one.first), last(one.second)) for one in rows)
    kept = date(2024, 3, 31)
    first = (date(2024, 10, 29), date(2024, 11, 29))
    second = (date(2025, 5, 29), date(2025, 6, 29))
    assert lists == {
        (NTM, 2023, True, None, kept): 6,
        (NTM, 2024, False, *first): 8,
        (NTM, 2025, False, *second): 14,
        (ADVANCED, 2023, True, None, kept): 11,
        (ADVANCED, 2024, False, *first): 17,
        (ADVANCED, 2025, False, *second): 44,
        (MODEL, 2023, True, None, kept): 1,
        (MODEL, 2024, False, *first): 5,
        (MODEL, 2025, False, *second): 19,
    }
    assert [one.name for one in rows if (one.standard, one.year) == (NTM, 2024)] == LISTED_2024.rstrip(".").split(", ")
    assert {one.name for one in rows if one.name.startswith("xã ")} == {"xã Ba", "xã Điện Quang"}
    assert {last(one.early) for one in rows if one.year == 2025} == {date(2025, 3, 31)}


def test_districts_and_those_to_review_are_named() -> None:
    read = read_roadmap(seed())
    found = [
        (one.name, one.together, one.standard, one.year, last(one.first), last(one.second))
        for one in read.named(Level.DISTRICT)
    ]
    june, may = date(2025, 6, 29), date(2025, 5, 31)
    assert found == [
        ("huyện Tiên Phước", (), NTM, 2024, date(2024, 9, 14), date(2024, 9, 30)),
        ("huyện Núi Thành", (), NTM, 2025, june, may),
        ("huyện Đại Lộc", (), NTM, 2025, june, may),
        ("huyện Quế Sơn", ("huyện Nông Sơn",), NTM, 2025, date(2025, 10, 29), date(2025, 9, 30)),
        ("thành phố Hội An", (), NTM, 2025, june, may),
        ("huyện Phú Ninh", (), ADVANCED, 2025, june, may),
        ("huyện Duy Xuyên", (), ADVANCED, 2025, june, may),
    ]
    kept = read.named(Level.COMMUNE, DossierKind.KEEPING)
    assert [(one.name, one.district, one.standard, one.year, one.first) for one in kept] == [
        ("Đại Hiệp", "Đại Lộc", MODEL, 2024, None)
    ]


def test_the_goals_of_every_level_are_read() -> None:
    wanted = read_roadmap(seed()).wanted
    assert [
        (one.level, one.standard, one.part, one.added, one.kept, one.total_low, one.total_high, one.share, one.of_count)
        for one in wanted.goals
    ] == [
        (Level.COMMUNE, NTM, "", 42, 112, 154, 154, Fraction(4, 5), 193),
        (Level.COMMUNE, ADVANCED, "", 58, 6, 64, 64, Fraction(2, 5), None),
        (Level.COMMUNE, MODEL, "", 15, 1, 16, 16, Fraction(1, 10), None),
        (Level.DISTRICT, NTM, "", 4, None, 8, 9, None, None),
        (Level.VILLAGE, MODEL, "", None, None, None, None, Fraction(3, 5), None),
        (Level.VILLAGE, MODEL, "miền núi", None, None, None, None, Fraction(1, 2), None),
    ]
    ntm, advanced, model, _, villages, _ = wanted.goals
    review = (date(2024, 2, 27), date(2024, 3, 29), date(2024, 5, 31))
    for one in (ntm, advanced):
        assert (one.review_first_by, one.review_second_by, one.notice_by) == review
    assert (model.review_first_by, ntm.to_find, advanced.to_find) == (None, 3, None)
    assert (villages.recognise_by, villages.notice_by, villages.notice_again_by) == (
        date(2025, 5, 31),
        date(2024, 6, 29),
        date(2025, 6, 29),
    )
    assert {one.by_year for one in wanted.goals} == {2025}
    assert (wanted.floor, wanted.covers_all, wanted.bare, wanted.not_counted) == (
        15,
        True,
        ("Nam Giang",),
        ("Quế Trung",),
    )


def test_the_totals_are_counted_from_the_lists() -> None:
    read = read_roadmap(seed())
    assert roadmap_totals(read, names(read)) == {
        "rows": 125,
        "communes": 110,
        "districts": 7,
        "keeping": 1,
        "backlog": 18,
        "ntm": 28,
        "nang_cao": 72,
        "kieu_mau": 25,
        "ntm.2023": 6,
        "ntm.2024": 8,
        "ntm.2025": 14,
        "nang_cao.2023": 11,
        "nang_cao.2024": 17,
        "nang_cao.2025": 44,
        "kieu_mau.2023": 1,
        "kieu_mau.2024": 5,
        "kieu_mau.2025": 19,
    }


SOURCE = [
    ("roadmap_named_differs", "dòng 35", 42, 28),
    ("roadmap_share_rounded", "dòng 35", "80%", "79,79%"),
    ("roadmap_named_differs", "dòng 51", 58, 72),
    ("roadmap_share_of_what", "dòng 51", "40%", "41,56% của 154; 33,16% của 193"),
    ("roadmap_named_differs", "dòng 65", 15, 25),
    ("roadmap_share_of_what", "dòng 65", "10%", "10,39% của 154; 8,29% của 193"),
    ("roadmap_range", "dòng 83", "8-9", 5),
    ("roadmap_higher_too_early", "dòng 75", 2025, 2025),
    ("roadmap_higher_too_early", "dòng 75", 2025, 2025),
    ("roadmap_days_differ", "dòng 85", "30/9/2024", "31/10/2024"),
    ("roadmap_days_reversed", "dòng 87", "31/5/2025", "29/6/2025"),
    ("roadmap_days_reversed", "dòng 89", "30/9/2025", "29/10/2025"),
    ("roadmap_days_reversed", "dòng 91", "31/5/2025", "29/6/2025"),
    ("roadmap_days_reversed", "dòng 93", "31/5/2025", "29/6/2025"),
    ("roadmap_after_end", "dòng 27", "trước tháng 6/2025", "29/10/2025"),
    ("roadmap_after_end", "dòng 31", "trong quý II/2025", "29/10/2025"),
]
"""The source disagrees with itself so often."""


def test_every_disagreement_of_the_source_is_told() -> None:
    assert warned(seed()) == SOURCE
    read = read_roadmap(seed())
    told = [one.message for one in roadmap_warnings(read, names(read))]
    assert "còn rà soát để bổ sung 3 xã; 11 xã không nêu tên." in told[0]
    assert "đủ 80% phải có 155 xã." in told[1]
    assert "huyện Quế Sơn và huyện Nông Sơn" in told[11]


@pytest.mark.parametrize(
    ("old", "new", "more"),
    [
        ("ít nhất 154 xã/193", "ít nhất 156 xã/193", [("roadmap_total_differs", "dòng 35", 156, 154)]),
        ("ít nhất 64 xã", "ít nhất 65 xã", [("roadmap_total_differs", "dòng 51", 65, 64)]),
        ("thêm 04 huyện", "thêm 05 huyện", [("roadmap_districts_differ", "dòng 83", 5, 4)]),
        ("duy trì 01 xã", "duy trì 02 xã", [("roadmap_kept_differs", "dòng 65", 2, 1)]),
        ("Phước Chánh, Phước Năng.", "Phước Chánh, Đại Tân.", [("roadmap_named_twice", "dòng 45", 2024, 2024)]),
        (
            "Đại Tân, Quế Thuận",
            "Quế Trung, Quế Thuận",
            [("roadmap_not_counted_named", "dòng 45", "Quế Trung", "Quế Trung")],
        ),
        ("chiếm tỷ lệ 80%", "chiếm tỷ lệ 85%", [("roadmap_share_differs", "dòng 35", "85%", "79,79%")]),
        ("trình UBND tỉnh trước ngày 15/9/2024", "trình UBND tỉnh sớm", [("roadmap_day_missing", "dòng 85", "", 1)]),
        ("năm 2024: Cẩm Thanh,", "năm 2024: Đại Cường,", [("roadmap_higher_too_early", "dòng 73", 2024, 2024)]),
    ],
)
def test_a_change_of_the_source_is_found(old: str, new: str, more: list[tuple[str, str, object, object]]) -> None:
    found = warned(seed((old, new)))
    assert [one for one in found if one in more] == more
    assert len([one for one in SOURCE if one not in found]) <= 3, "only what is changed is told otherwise"


def test_the_heading_gives_the_year_that_a_sentence_leaves_out() -> None:
    read = read_roadmap(
        seed(("Phần đầu các xã đạt chuẩn xã NTM năm 2024:", "Phấn đấu các xã đạt chuẩn nông thôn mới:"))
    )
    assert roadmap_totals(read, names(read))["ntm.2024"] == 8


def test_days_of_another_year_and_in_the_wrong_order_are_told() -> None:
    wrong = seed(("trước ngày 30/10/2024; cấp huyện", "trước ngày 30/12/2025; cấp huyện"))
    found = [one[:2] for one in warned(wrong) if one not in SOURCE]
    assert ("roadmap_days_reversed", "dòng 45") in found
    assert ("roadmap_day_of_other_year", "dòng 61") in found


@pytest.mark.parametrize(
    ("old", "new", "code", "where"),
    [
        ("trước ngày 30/10/2024; cấp", "trước ngày 31/9/2024; cấp", "roadmap_date_wrong", "dòng 45"),
        ("trước ngày 15/9/2024", "trước ngày 15/13/2024", "roadmap_date_wrong", "dòng 85"),
        ("Đại Tân, Quế Thuận", "các xã còn lại, Quế Thuận", "roadmap_name_wrong", "dòng 45"),
    ],
)
def test_what_is_wrong_is_a_problem_with_its_place(old: str, new: str, code: str, where: str) -> None:
    with pytest.raises(Problem) as caught:
        read_roadmap(seed((old, new)))
    assert (caught.value.code, caught.value.where) == (code, where)
    assert caught.value.remedy


TABLE = """STT;Năm;Xã;Hạn huyện trình;Chuẩn;Huyện;Hạn xã trình (trước ngày);Ghi chú
1;2024;Đại Chánh;trước ngày 30/11/2024;NTM;Đại Lộc;30/10/2024;
2;2025;xã Ba;30/6/2025;NTM nâng cao;huyện Đông Giang;2025-05-30;
3;2023;Điện Quang;trong quý I/2024;kiểu mẫu;Điện Bàn;;Chuyển tiếp
4;2024;Đại Hiệp;;kiểu mẫu;Đại Lộc;;duy trì
;;Tổng cộng;;;;;
"""


def table(text: str) -> Document:
    return Document(name="lo-trinh.csv", blocks=read_csv(text, name="lo-trinh.csv"))


def test_a_table_is_read_whatever_the_order_of_its_columns() -> None:
    read, new = read_roadmap(table(TABLE)), DossierKind.RECOGNITION
    assert [
        (one.name, one.district, one.standard, one.year, one.backlog, one.kind, last(one.first), last(one.second))
        for one in read.entries
    ] == [
        ("Đại Chánh", "Đại Lộc", NTM, 2024, False, new, date(2024, 10, 29), date(2024, 11, 29)),
        (
            "xã Ba",
            "huyện Đông Giang",
            ADVANCED,
            2025,
            False,
            new,
            date(2025, 5, 29),
            date(2025, 6, 30),
        ),
        ("Điện Quang", "Điện Bàn", MODEL, 2023, True, new, None, date(2024, 3, 31)),
        ("Đại Hiệp", "Đại Lộc", MODEL, 2024, False, DossierKind.KEEPING, None, None),
    ]
    lines = TABLE.splitlines()
    turned = "\n".join(";".join(reversed(line.split(";"))) for line in (lines[0], lines[2], lines[1], *lines[3:]))
    other = read_roadmap(table(turned))
    assert canonical_roadmap(other, names(other), dated=None) == canonical_roadmap(read, names(read), dated=None)


def test_the_list_of_a_districts_plan_is_a_roadmap_too() -> None:
    read = read_roadmap(changed(quang_hoa.SEED))
    rows = read.named(Level.COMMUNE)
    assert Counter((one.standard, one.year) for one in rows) == {
        (NTM, 2023): 2,
        (NTM, 2024): 3,
        (NTM, 2025): 10,
        (ADVANCED, 2024): 2,
        (MODEL, 2025): 2,
    }
    kept = read.named(Level.COMMUNE, DossierKind.KEEPING)
    assert [(one.name, one.standard, one.year) for one in kept] == [("Đại Sơn", NTM, None)]


def test_headings_that_name_only_whom_a_dossier_goes_to_are_understood() -> None:
    heads = "Tên xã;Mức đạt chuẩn;Năm đạt chuẩn;Hạn trình tỉnh;Thời hạn trình huyện"
    (one,) = read_roadmap(table(f"{heads}\nĐại Tân;NTM;2024;30/11/2024;30/10/2024\n")).entries
    assert (last(one.first), last(one.second)) == (date(2024, 10, 30), date(2024, 11, 30))


@pytest.mark.parametrize(
    ("old", "new", "code", "where"),
    [
        ("1;2024;", "1;sớm;", "roadmap_cell_wrong", "Đại Chánh, dòng 2, cột B"),
        ("1;2024;", "1;;", "roadmap_year_missing", "dòng 2"),
        ("NTM nâng cao", "khá", "roadmap_cell_wrong", "xã Ba, dòng 3, cột E"),
        ("30/10/2024", "31/11/2024", "roadmap_cell_wrong", "Đại Chánh, dòng 2, cột G"),
        (";30/6/2025;", ";sau này;", "roadmap_date_wrong", "dòng 3, cột D"),
        ("Chuẩn", "Điểm", "roadmap_missing", "lo-trinh.csv"),
    ],
)
def test_a_wrong_cell_is_named(old: str, new: str, code: str, where: str) -> None:
    assert old in TABLE
    with pytest.raises(Problem) as caught:
        read_roadmap(table(TABLE.replace(old, new)))
    assert (caught.value.code, caught.value.where) == (code, where)


CELLS = st.sampled_from(["", "-", "0", "2024", "Đại Tân", "x", "31/9/2024", "NTM", "kiểu mẫu", "Tổng cộng", "trước"])


@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=8))
def test_any_table_is_read_or_refused(rows: list[list[str]]) -> None:
    text = "\n".join(["Xã\tHuyện\tMức\tNăm\tHạn xã trình\tHạn huyện trình", *("\t".join(row) for row in rows)])
    try:
        read = read_roadmap(Document(name="bang.txt", blocks=read_text(text)))
    except Problem:
        return
    assert read.entries
    roadmap_warnings(read, names(read))
