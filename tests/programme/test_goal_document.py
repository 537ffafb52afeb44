"""Every figure of the four documents becomes one goal of its kind; what is not understood is told, never dropped."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest

from bot.documents.read_document import read_document
from conversations.programme.goal import Bound, GoalKind
from conversations.programme.goal_document import (
    canonical_goals,
    goal_keys,
    goal_totals,
    goal_warnings,
    read_goal_document,
)
from conversations.programme.problem import Problem
from tests.programme.goals import HA_GIANG, HA_TINH, LETTER, QUANG_NAM, expected, in_short, source

EXPECTED = expected()
"""Written down from the documents: kind, figure, what it speaks of, year, and which goal it is a part of."""

GOALS_TABLE = [
    ["TT", "Tên chỉ tiêu", "Đơn vị tính", "Loại", "Năm gốc", "Giá trị gốc", "2023", "2024", "Mục tiêu 2025", "Cơ quan"],
    ["1", "Tỷ lệ người dân tham gia bảo hiểm y tế", "%", "", "2020", "90", "92", "93,5", "trên 95", "Sở Y tế"],
    ["2", "Tỷ lệ hộ nghèo đa chiều", "%/năm", "giảm bình quân năm", "", "", "", "", "0,3 - 0,4", ""],
    ["3", "Thu nhập bình quân đầu người", "lần", "so với năm gốc", "2020", "35", "", "", "1,5", ""],
    ["4", "Đơn vị cấp huyện đạt chuẩn", "đơn vị", "", "2020", "8/13", "", "10/13", "13/13", ""],
    ["", "- Trong đó: nâng cao", "huyện", "", "", "", "", "", "ít nhất 3", ""],
    ["5", "Chỉ số PCI", "loại", "xếp loại", "", "", "", "", "khá", ""],
    ["6", "Đường hoa", "km", "", "", "", "", "1.000", "1.200", ""],
]


@pytest.mark.parametrize("name", EXPECTED)
def test_every_figure_of_a_document_is_a_goal_of_its_kind(name: Path) -> None:
    assert [in_short(one) for one in read_goal_document(source(name)).goals] == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_each_goal_has_its_sentence_its_place_and_a_key_of_its_own(name: Path) -> None:
    document = read_goal_document(source(name))
    text = " ".join(" ".join(one.text for one in source(name).paragraphs).split())
    assert len(set(goal_keys(document.goals))) == len(document.goals)
    for goal in document.goals:
        assert str(goal.place).startswith("dòng ")
        assert goal.quote[:15] in text


def test_where_a_goal_sets_out_from_is_read_and_shares_are_worked_out_again() -> None:
    document = read_goal_document(source(HA_TINH))
    bases = {one.name: (one.base.value, one.base.of) for one in document.goals if one.base is not None}
    assert bases == {
        "đơn vị cấp huyện đạt chuẩn nông thôn mới": (Decimal(8), 13),
        "số xã đạt chuẩn nông thôn mới": (Decimal(171), 182),
        "số xã đạt chuẩn nông thôn mới nâng cao": (Decimal(19), 182),
        "số xã đạt chuẩn nông thôn mới kiểu mẫu": (Decimal(2), 182),
        "Thu nhập bình quân đầu người khu vực nông thôn": (Decimal(35), None),
    }
    totals = goal_totals(document)
    assert (totals["goals"], totals["share 171/182"], totals["share 8/13"]) == (27, 93.96, 61.54)


def told(*changes: tuple[str, str], name: Path = HA_TINH) -> list[tuple[str, str, str]]:
    return [
        (one.code, str(one.stated), str(one.computed))
        for one in goal_warnings(read_goal_document(source(name, *changes)))
    ]


POLLUTION = ("goal_not_followed", "các nguồn phát sinh ô nhiễm trên địa bàn tỉnh được quản lý theo quy định", "")
"""The one aim of Hà Tĩnh's list without a figure."""


def test_a_percentage_that_agrees_by_rounding_is_no_warning_and_another_one_is() -> None:
    assert told() == [POLLUTION]
    assert told(("tỷ lệ 94%", "tỷ lệ 93%")) == [("goal_share_differs", "93%", "93,96%"), POLLUTION]
    assert told(name=QUANG_NAM)[0] == ("goal_share_differs", "30%", "33,33%")
    assert told(("chiếm tỷ lệ 80%", "chiếm tỷ lệ 79%"), name=QUANG_NAM)[0] == ("goal_share_differs", "79%", "79,79%")
    assert told(name=HA_GIANG)[0] == ("goal_share_differs", "26,85%", "26,86%")


def test_what_is_not_understood_is_told_with_its_sentence() -> None:
    lost = told(("trên 200 sản phẩm, dịch vụ", "trên 200 thứ hàng"))
    assert [one[1] for one in lost if one != POLLUTION] == ["có ít nhất trên 200 thứ hàng đạt chuẩn OCOP cấp tỉnh"]
    assert len(told(name=QUANG_NAM)) == 22


@pytest.mark.parametrize(
    ("old", "new", "was", "becomes"),
    [
        ("đạt trên 95%", "đạt tối thiểu 96,5%", "share > 95 %", "share ≥ 96,5 %"),
        (
            "mỗi năm trên 1,5%",
            "mỗi năm từ 1,5 - 2%",
            "yearly_rate > 1,5 %/năm (giảm)",
            "yearly_rate ~ 1,5-2 %/năm (giảm)",
        ),
        ("đạt loại khá", "đạt loại tốt", "grade ≥ khá", "grade ≥ tốt"),
        ("có từ 1 - 2 di sản", "có ít nhất 02 di sản", "count ~ 1-2 di sản", "count ≥ 2 di sản"),
        ("tối thiểu 60 triệu", "tối thiểu 1.060,5 triệu", "level ≥ 60 triệu", "level ≥ 1060,5 triệu"),
        ("13/13 đơn vị", "11/13 đơn vị", "share ≥ 13/13 đơn", "share ≥ 11/13 đơn"),
    ],
)
def test_a_changed_figure_changes_that_goal_alone_and_keeps_its_key(old: str, new: str, was: str, becomes: str) -> None:
    before, after = read_goal_document(source(HA_TINH)), read_goal_document(source(HA_TINH, (old, new)))
    said = [in_short(one) for one in after.goals]
    assert said == [one.replace(was, becomes) for one in EXPECTED[HA_TINH]]
    assert said != EXPECTED[HA_TINH]
    assert goal_keys(after.goals) == goal_keys(before.goals)
    assert canonical_goals(after) != canonical_goals(before)


def test_slips_of_recognition_and_both_names_of_the_programme_read_alike() -> None:
    plain = read_goal_document(source(QUANG_NAM))
    other = read_goal_document(source(QUANG_NAM, ("Phần đầu", "Phấn đấu"), ("Phân đầu", "Phấn đấu")))
    assert other.goals == plain.goals
    long = read_goal_document(source(QUANG_NAM, ("xã đạt chuẩn NTM lên", "xã đạt chuẩn nông thôn mới lên")))
    assert canonical_goals(long) == canonical_goals(plain)


def test_a_letter_names_its_paper_and_a_party_paper_says_that_it_is_one() -> None:
    letter, plan = read_goal_document(source(LETTER)).source, read_goal_document(source(QUANG_NAM)).source
    assert (letter.title[:24], str(letter.dated), letter.party) == ("V/v tập trung lãnh đạo, ", "2022-07-01", True)
    assert (plan.number, str(plan.dated), plan.issued_by, plan.party) == (
        "/KH-UBND",
        "2024-01-01",
        "tỉnh Quảng Nam",
        False,
    )


def table_files(folder: Path) -> list[Path]:
    book, word = folder / "bang.xlsx", folder / "bang.docx"
    workbook = openpyxl.Workbook()
    paper = docx.Document()
    grid = paper.add_table(rows=0, cols=len(GOALS_TABLE[0]))
    for row in GOALS_TABLE:
        workbook.worksheets[0].append(row)
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = text
    workbook.save(book)
    paper.save(str(word))
    csv = folder / "bang.csv"
    csv.write_text("\n".join(";".join(row) for row in GOALS_TABLE), encoding="utf-8")
    return [book, word, csv]


def test_a_table_sets_the_same_goals_whatever_file_it_stands_in(tmp_path: Path) -> None:
    read = [read_goal_document(read_document(file)) for file in table_files(tmp_path)]
    assert len({canonical_goals(one) for one in read}) == 1
    goals = read[0].goals
    assert [in_short(one) for one in goals] == [
        "share > 95 % so với 2020 | Tỷ lệ người dân tham gia bảo hiểm y tế | 2025",
        "yearly_rate ~ 0,3-0,4 %/năm (giảm) | Tỷ lệ hộ nghèo đa chiều | 2025",
        "ratio_to_base ≥ 1,5 lần so với 2020 | Thu nhập bình quân đầu người | 2025",
        "share ≥ 13/13 đơn vị so với 2020 | Đơn vị cấp huyện đạt chuẩn | 2025",
        "count ≥ 3 huyện | nâng cao | 2025 | < 3",
        "grade ≥ khá | Chỉ số PCI | 2025",
        "count ≥ 1200 km | Đường hoa | 2025",
    ]
    assert [(one.year, one.value) for one in goals[0].interims] == [(2023, Decimal(92)), (2024, Decimal("93.5"))]
    assert (goals[0].owner, goals[6].interims[0].value) == ("Sở Y tế", Decimal(1000))
    assert goals[3].base is not None
    assert (goals[3].base.value, goals[3].base.of, goals[3].interims[0].value) == (Decimal(8), 13, Decimal(10))


@pytest.mark.parametrize(
    ("old", "new", "code", "where"),
    [
        ("trên 95", "nhiều hơn", "goal_cell_wrong", "dòng 2, cột I"),
        ("so với năm gốc;2020", "so với năm gốc;lâu rồi", "goal_cell_wrong", "dòng 4, cột E"),
        (";1.000;1.200;", ";;;", "goal_cell_wrong", "dòng 8, cột G"),
        ("6;Đường hoa;km;;;;;1.000;1.200", "6;Chỉ số PCI;loại;;;;;;khá", "goal_twice", "dòng 8"),
    ],
)
def test_a_wrong_cell_is_a_problem_with_its_place(tmp_path: Path, old: str, new: str, code: str, where: str) -> None:
    *_, csv = table_files(tmp_path)
    text = csv.read_text(encoding="utf-8")
    assert old in text
    csv.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(Problem) as caught:
        read_goal_document(read_document(csv))
    assert (caught.value.code, caught.value.where) == (code, where)


def test_a_document_without_goals_or_without_a_year_is_refused() -> None:
    for changes, code in (
        (
            (
                ("I. QUAN ĐIỂM, MỤC TIÊU, CHỈ TIÊU CƠ BẢN ĐẾN NĂM 2025", "I. CHUNG"),
                ("3. Các chỉ tiêu cơ bản", "3. Khác"),
                ("2. Mục tiêu", "2. Chung"),
                ("Phấn đấu", "Cố"),
                ("phấn đấu", "cố"),
            ),
            "goals_missing",
        ),
        ((("2025", "nay"),), "goal_year_missing"),
    ):
        with pytest.raises(Problem) as caught:
            read_goal_document(source(HA_TINH, *changes))
        assert caught.value.code == code


def test_kinds_and_bounds_are_those_of_the_words() -> None:
    kinds = {one.kind for name in EXPECTED for one in read_goal_document(source(name)).goals}
    assert kinds == set(GoalKind)
    bounds = {one.bound for name in EXPECTED for one in read_goal_document(source(name)).goals}
    assert bounds == set(Bound) - {Bound.LESS_THAN}
