"""The table of targets of Hà Giang is read whole; what disagrees is told with its place, never repaired."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.documents.read_text import read_text
from conversations.programme.problem import Problem
from conversations.programme.table import Document
from conversations.programme.target_document import canonical_targets, read_target_document
from conversations.programme.target_recompute import target_totals, target_warnings
from tests.programme.ha_giang import seed

NTM = "2.1\tThực hiện xã đạt chuẩn nông thôn mới (xã)\t82\t4\t3\t2\t5\t5\t14\t21\t14\t6\t5\t3\t"
PLANNED = "-\tKế hoạch từ năm 2022 - 2025 (thực hiện mới)\t35\t3\t2\t1\t2\t2\t5\t10\t5\t3\t2\t\t"


def test_every_line_is_read_with_its_level_standard_and_years() -> None:
    read = read_target_document(seed())
    assert [(one.key.code, one.base_year, one.by_year, one.result, one.planned) for one in read.lines] == [
        ("district.ntm", 2021, 2025, 1, 2),
        ("commune.ntm", 2021, 2025, 47, 35),
        ("commune.nang_cao", 2021, 2025, 1, 6),
        ("commune.kieu_mau", 2021, 2025, 0, 2),
        ("village.ntm", 2021, 2025, 69, 800),
    ]
    communes = {one.name: (one.reached, one.added) for one in read.lines[1].figures}
    assert communes["Bắc Quang"] == (11, 10)
    assert communes["TP Hà Giang"] == (3, 0)
    assert list(communes) == [
        "Yên Minh",
        "Mèo Vạc",
        "Đồng Văn",
        "Quản Ba",
        "Bắc Mê",
        "Vị Xuyên",
        "Bắc Quang",
        "Quang Bình",
        "Hoàng Su Phì",
        "Xín Mần",
        "TP Hà Giang",
    ]


def test_the_source_and_the_goals_of_the_text_are_read() -> None:
    read = read_target_document(seed())
    source = read.source
    assert (source.number, source.dated, source.issued_by) == ("28-NQ/TU", date(2022, 7, 25), "tỉnh Hà Giang")
    assert (read.floor, read.average) == (13, Decimal(16))
    assert [(one.key.code, one.part, one.count) for one in read.claims] == [
        ("commune.ntm", "result", 47),
        ("district.ntm", "total", 3),
        ("commune.ntm", "total", 82),
        ("commune.nang_cao", "total", 7),
        ("commune.ntm", "planned", 35),
    ]


SHARE = ("target_share_differs", "dòng 16", "26,85%", "26,86%")
"""The source's one disagreement: 47 of 175 is 26,857 %."""


def test_all_stated_totals_of_the_source_agree_with_its_cells_but_one_percentage() -> None:
    read = read_target_document(seed())
    assert [(one.code, str(one.place), one.stated, one.computed) for one in target_warnings(read)] == [SHARE]
    (share,) = read.shares
    assert (share.count, share.of, share.brackets) == (47, 175, (11, 115, 2))
    totals = target_totals(read)
    assert totals["districts"] == 11
    assert [totals[f"commune.ntm.{part}"] for part in ("result", "planned", "total")] == [47, 35, 82]
    assert [totals[f"village.ntm.{part}"] for part in ("result", "planned", "total")] == [69, 800, 869]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (NTM, NTM.replace("\t82\t", "\t83\t"), [("target_sum_differs", "dòng 40, cột C", 83, 82)]),
        (NTM, NTM.replace("\t21\t", "\t20\t"), [("target_total_differs", "dòng 40, cột J", 20, 21)]),
        (
            PLANNED,
            PLANNED.replace("\t10\t", "\t9\t"),
            [
                ("target_sum_differs", "dòng 42, cột C", 35, 34),
                ("target_sum_differs", "dòng 40, cột C", 82, 81),
                ("target_total_differs", "dòng 40, cột J", 21, 20),
                ("target_text_differs", "dòng 24", 82, 81),
                ("target_text_differs", "dòng 24", 35, 34),
            ],
        ),
        (
            "47/175 xã",
            "48/175 xã",
            [("target_text_differs", "dòng 16", 48, 47), ("target_brackets_differ", "dòng 16", 175, 176)],
        ),
        ("là 115 xã", "là 114 xã", [("target_brackets_differ", "dòng 16", 175, 174)]),
    ],
)
def test_a_figure_that_is_changed_is_found(old: str, new: str, expected: list[tuple[str, str, int, int]]) -> None:
    warnings = target_warnings(read_target_document(seed((old, new))))
    found = [(one.code, str(one.place), one.stated, one.computed) for one in warnings]
    assert [one for one in found if one[0] != SHARE[0]] == expected
    assert all(one.message for one in warnings)


def test_more_of_a_higher_standard_than_of_the_lower_one_is_told() -> None:
    more = "-\tKế hoạch từ năm 2022-2025 (thực hiện mới)\t2\t\t\t\t\t\t\t1\t\t\t\t1\t"
    other = more.replace("\t\t\t\t\t\t\t1", "\t1\t\t\t\t\t\t0")
    warnings = target_warnings(read_target_document(seed((more, other))))
    assert ("target_level_above_lower", 1, 0) in [(one.code, one.stated, one.computed) for one in warnings]


@pytest.mark.parametrize(
    ("old", "new", "code", "where"),
    [
        (NTM, NTM.replace("\t21\t", "\thai mốt\t"), "target_cell_wrong", "Bắc Quang, dòng 40, cột J"),
        (NTM, NTM.replace("\t21\t", "\t21,5\t"), "target_cell_wrong", "Bắc Quang, dòng 40, cột J"),
        (NTM, NTM.replace("\t21\t", "\t-21\t"), "target_cell_wrong", "Bắc Quang, dòng 40, cột J"),
        (PLANNED, "", "target_part_missing", "dòng 40"),
        ("\tNội dung\t", "\tDiễn giải\t", "target_table_missing", "seed.txt"),
        ("\tQuang Bình\t", "\tBắc Quang\t", "target_place_twice", "dòng 35, cột K"),
        ("Thực hiện xã đạt chuẩn nông thôn mới (xã)", "Sản phẩm OCOP", "target_row_unknown", "dòng 40"),
        ("NTM kiểu mẫu (xã)", "NTM nâng cao (xã)", "target_twice", "dòng 46"),
        ("ngày 25 tháng 7 năm", "ngày 31 tháng 6 năm", "plan_date_wrong", ""),
    ],
)
def test_what_is_wrong_is_a_problem_with_its_place(old: str, new: str, code: str, where: str) -> None:
    with pytest.raises(Problem) as caught:
        read_target_document(seed((old, new)))
    assert (caught.value.code, caught.value.where) == (code, where)
    assert caught.value.remedy


def test_the_meaning_as_text_does_not_depend_on_layout() -> None:
    assert said(seed(("\tGhi chú\n", "\t\n"), ("2.1\t", "II.1\t"))) == said(seed())
    assert said(seed(("dưới 13 tiêu chí", "dưới 14 tiêu chí"))) != said(seed())
    assert said(seed((PLANNED, PLANNED.replace("\t10\t", "\t9\t")))) != said(seed())


def said(document: Document) -> str:
    read = read_target_document(document)
    return canonical_targets(read, {one.name: one.name for one in read.lines[0].figures})


def test_a_table_of_money_before_it_is_not_taken_for_it() -> None:
    money = "TT\tNội dung\tTổng cộng\tBắc Mê\tVị Xuyên\n1\tVốn ngân sách xã\t30\t10\t20\n\nPhụ lục\n"
    with_money = seed(("# KẾ HOẠCH THỰC HIỆN", f"{money}\n# KẾ HOẠCH THỰC HIỆN"))
    assert len(with_money.tables) == 2
    assert said(with_money) == said(seed())
    with pytest.raises(Problem) as caught:
        read_target_document(Document(name="von.txt", blocks=read_text(money)))
    assert caught.value.code == "target_table_missing"


CELLS = st.sampled_from(
    ["", "-", "0", "3", "12", "x", "1,5", "Kết quả đến hết năm 2021", "Xã đạt chuẩn NTM", "Tổng cộng"]
)


@example([["Kết quả đến hết năm 2021"] * 2])
@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=8))
def test_any_table_is_read_or_refused(rows: list[list[str]]) -> None:
    lines = ["TT\tNội dung\tTổng cộng\tBắc Mê\tVị Xuyên", *("\t".join(row) for row in rows)]
    document = Document(name="bang.txt", blocks=read_text("\n".join(lines)))
    try:
        read = read_target_document(document)
    except Problem:
        return
    assert read.lines
    target_warnings(read)
