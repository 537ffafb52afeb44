"""A list of units with a column for each level is read whatever is merged, repeated or left empty in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from bot.documents.read_document import read_document
from conversations.programme.nested_units import read_units
from conversations.programme.problem import Problem
from tests.documents.plan_files import csv_text

if TYPE_CHECKING:
    from pathlib import Path

    from tests.documents.plan_files import Rows

HEAD = ["STT", "Tên huyện, thị xã, thành phố", "Xã/phường/thị trấn", "Thôn (xóm)", "Ghi chú"]
UNITS = [
    ("huyện Phú Ninh", ""),
    ("xã Tam Dân", "huyện Phú Ninh"),
    ("thôn 1", "xã Tam Dân, huyện Phú Ninh"),
    ("thôn 2", "xã Tam Dân, huyện Phú Ninh"),
    ("thị trấn Phú Thịnh", "huyện Phú Ninh"),
    ("thành phố Hội An", ""),
    ("xã Tam Dân", "thành phố Hội An"),
    ("thôn 1", "xã Tam Dân, thành phố Hội An"),
]
ONCE: Rows = [
    HEAD,
    ["1", "Huyện Phú Ninh", "Xã Tam Dân", "Thôn 1", ""],
    ["2", "", "", "2", ""],
    ["3", "", "Thị trấn Phú Thịnh", "", "đô thị"],
    ["4", "Thành phố Hội An", "Tam Dân", "Thôn 1", ""],
    ["", "Tổng cộng", "3", "3", ""],
]
REPEATED: Rows = [
    HEAD,
    ["1", "Phú Ninh", "Tam Dân", "1", ""],
    ["2", "Phú Ninh", "Tam Dân", "2", ""],
    ["3", "Phú Ninh", "Thị trấn Phú Thịnh", "", ""],
    ["4", "Thành phố Hội An", "xã Tam Dân", "thôn 1", ""],
]


def read(folder: Path, rows: Rows) -> list[tuple[str, str]]:
    path = folder / "don-vi.csv"
    path.write_text(csv_text(rows, title="Danh sách đơn vị", notes=["Nguồn: ví dụ"]), encoding="utf-8")
    return [(one.title, one.under) for one in read_units(read_document(path)).rows]


@pytest.mark.parametrize("rows", [ONCE, REPEATED])
def test_each_unit_is_read_once_below_what_it_belongs_to(tmp_path: Path, rows: Rows) -> None:
    assert read(tmp_path, rows) == UNITS


def test_merged_cells_say_their_name_for_all_their_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["Danh sách"], HEAD, *ONCE[1:5]):
        sheet.append(row)
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("B3:B5")
    sheet.merge_cells("C3:C4")
    book.save(tmp_path / "gop.xlsx")
    assert [(one.title, one.under) for one in read_units(read_document(tmp_path / "gop.xlsx")).rows] == UNITS


@pytest.mark.parametrize(
    "rows",
    [
        [["Loại", "Tên", "Thuộc"], ["xã", "Lăng", "huyện Tây Giang"], ["thôn", "Nal", "xã Lăng"]],
        [["Loai", "Ten", "Thuoc"], ["xa", "Lang", "huyện Tây Giang"], ["thôn", "Nal", "xã Lăng"]],
    ],
)
def test_a_commune_called_lang_is_no_heading(tmp_path: Path, rows: Rows) -> None:
    assert [name.split()[0] for name, _ in read(tmp_path, rows)] == ["xã", "thôn"]
    assert read(tmp_path, [HEAD[1:4], ["Tây Giang", "Lăng", "Nal"], ["", "Xã Lang", "Rơ"]])[1:3] == [
        ("xã Lăng", "huyện Tây Giang"),
        ("thôn Nal", "xã Lăng, huyện Tây Giang"),
    ]


def test_rows_that_name_no_unit_are_passed_over(tmp_path: Path) -> None:
    rows: Rows = [
        HEAD,
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        *ONCE[1:4],
        ["", "Cộng huyện Phú Ninh", "2", "2", ""],
        HEAD,
        ["4", "Thành phố Hội An", "Tam Dân", "Thôn 1", ""],
        ["5", "Thành phố Hội An", "Cộng Hòa", "-", ""],
        ["", "Tổng số: 2", "3", "3", ""],
    ]
    assert read(tmp_path, rows) == [*UNITS, ("xã Cộng Hòa", "thành phố Hội An")]


@pytest.mark.parametrize(
    ("merged", "said"),
    [
        ("A2:B2", "ô B2: Chưa rõ “Một” thuộc xã nào."),
        ("B2:B3", "ô B3: Ô này gộp qua hai đơn vị cấp trên (“Tam Dân”)."),
        ("B5:B6", "ô B4: Ô này là công thức, chưa có giá trị."),
    ],
)
def test_merges_across_levels_and_formulas_name_nothing(tmp_path: Path, merged: str, said: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (HEAD[1:4], ["Phú Ninh", "Tam Dân", "Một"], ["Hội An", "", "Hai"], ["Hội An", '=T("Cẩm Hà")', "Ba"]):
        sheet.append(row)
    sheet.merge_cells(merged)
    if "B4" in said:
        sheet["B3"] = "Cẩm Kim"
    book.save(tmp_path / "gop.xlsx")
    with pytest.raises(Problem) as refused:
        read_units(read_document(tmp_path / "gop.xlsx"))
    assert said in refused.value.sentence()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([HEAD[1:4], ["Phú Ninh", "Tam Dân", "1"], ["", "", "Thôn 1"]], "dòng 4, cột C: thôn 1 có hai dòng, dòng kia"),
        ([HEAD[1:4], ["", "Tam Dân", "1"]], "dòng 3, cột A: Chưa rõ “Tam Dân” thuộc huyện nào."),
        ([HEAD[1:4], ["Phú Ninh", "12", "60"]], "dòng 3, cột B: “12” không phải tên xã."),
        ([HEAD[1:4], ["Phú Ninh", "=B9", ""]], "dòng 3, cột B: Ô này là công thức “=B9”"),
        ([HEAD[1:4], ["Phú Ninh", "x" * 300, ""]], "dòng 3, cột B: Tên đơn vị dài hơn"),
        ([["Xã", "Số dân"], ["Tam Dân", "3.512"]], "Hoặc mỗi cấp một cột: Huyện, Xã, Thôn."),
    ],
)  # fmt: skip
def test_a_wrong_list_is_refused_with_its_place(tmp_path: Path, rows: Rows, said: str) -> None:
    with pytest.raises(Problem) as refused:
        read(tmp_path, rows)
    assert said in refused.value.sentence()
