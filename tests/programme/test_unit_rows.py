"""A table of units is read whatever the order of its columns; what is wrong in it is told with its place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.documents.read_document import read_document
from conversations.programme.problem import Problem
from conversations.programme.unit_rows import read_unit_rows
from tests.documents.plan_files import csv_text, write_docx, write_xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from conversations.programme.unit_rows import UnitRows
    from tests.documents.plan_files import Rows

HEAD = ["TT", "Trước đây là", "CẤP", "Từ ngày", "Trực thuộc", "Ten don vi", "Đến ngày", "Mã", "Vùng/nhóm"]
TABLE: Rows = [
    HEAD,
    ["1", "xã Phúc Sen; xã Tự Do", "xã", "1/7/2025", "tỉnh Cao Bằng", "xã Hạnh Phúc", "", "01234", "tdmnpb"],
    ["2", "", "Xóm", "", "xã Hạnh Phúc", "Pác Rằng", "30/6/2030", "", ""],
]


def read(folder: Path, rows: Rows, kind: str = "csv") -> UnitRows:
    path = folder / f"don-vi.{kind}"
    match kind:
        case "xlsx":
            write_xlsx(path, rows, title="Danh sách đơn vị", notes=["Nguồn: ví dụ"])
        case "docx":
            write_docx(path, rows, title="Danh sách đơn vị", notes=["Nguồn: ví dụ"])
        case _:
            path.write_text(csv_text(rows, title="Danh sách đơn vị", notes=["Nguồn: ví dụ"]), encoding="utf-8")
    return read_unit_rows(read_document(path))


@pytest.mark.parametrize("kind", ["csv", "xlsx", "docx"])
def test_columns_are_found_by_their_names_in_every_file(tmp_path: Path, kind: str) -> None:
    found = read(tmp_path, TABLE, kind)
    first, second = found.rows
    assert (first.title, first.under, first.before) == (
        "xã Hạnh Phúc", "tỉnh Cao Bằng", ("xã Phúc Sen", "xã Tự Do"),
    )  # fmt: skip
    assert (first.valid_from, first.code.lstrip("0"), first.region) == (date(2025, 7, 1), "1234", "tdmnpb")
    assert (second.title, second.under, second.last_day) == ("xóm Pác Rằng", "xã Hạnh Phúc", date(2030, 6, 30))
    assert found.warnings == ()


def test_two_names_that_differ_by_their_accents_are_two_units(tmp_path: Path) -> None:
    rows = [["Loại", "Tên", "Thuộc"], ["xã", "Tam Đàn", "huyện Phú Ninh"], ["xã", "Tam Dân", "Phú Ninh"]]
    assert [one.name for one in read(tmp_path, rows).rows] == ["Tam Đàn", "Tam Dân"]


def test_a_column_that_nothing_is_read_from_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, [["Loại", "Tên", "Thuộc", "Dân số"], ["xã", "Phúc Sen", "", "3.512"]])
    assert [(one.code, str(one.place)) for one in found.warnings] == [("column_unread", "dòng 2, cột D")]


PLAIN = ["Loại", "Tên", "Thuộc", "Từ ngày", "Đến ngày", "Trước đây là"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["Loại", "Tên"], ["xã", "Phúc Sen"]], "dòng 2: Bảng thiếu cột “thuộc”."),
        ([[*PLAIN[:3], "Cấp trên"], ["xã", "Phúc Sen", "a", "b"]], "dòng 2, cột D: Cột “Cấp trên” có hai lần."),
        ([["Họ", "Tên"], ["Nông", "A"]], "Không tìm thấy bảng đơn vị."),
        ([PLAIN], "Bảng không có đơn vị nào."),
        ([PLAIN, ["", "Phúc Sen", "", "1/1/2020", "", ""]], "dòng 3, cột A: Dòng “Phúc Sen” không ghi loại đơn vị."),
        ([PLAIN, ["làng xã", "Phúc Sen", "", "", "", ""]], "dòng 3, cột A: “làng xã” không phải loại đơn vị."),
        ([PLAIN, ["xã", "", "Quảng Hòa", "", "", ""]], "dòng 3, cột B: Ô này để trống."),
        ([PLAIN, ["xã", "=A1", "Quảng Hòa", "", "", ""]], "dòng 3, cột B: Ô này là công thức “=A1”, chưa có giá trị."),
        ([PLAIN, ["xã", "A", "", "31/6/2025", "", ""]], "dòng 3, cột D: “31/6/2025” không phải là ngày có trong lịch."),
        ([PLAIN, ["xã", "A", "", "1/7/2025", "30/6/2025", ""]], "dòng 3, cột E: xã A có đến ngày trước từ ngày."),
        ([PLAIN, ["xã", "A", "", "", "", "xã B"]], "dòng 3, cột D: xã A ghi trước đây là đơn vị khác nhưng không ghi"),
        (
            [PLAIN, ["xã", "A", "Quảng Hòa", "", "", ""], ["xã", "xã A", "quang hoa", "", "", ""]],
            "dòng 4, cột B: xã A có hai dòng, dòng kia ở dòng 3, cột B.",
        ),
        (
            [PLAIN, ["xã", "A", "xã B", "", "", ""], ["xã", "B", "A", "", "", ""]],
            "dòng 3, cột C: Các đơn vị thuộc vòng quanh nhau: xã A thuộc xã B, xã B thuộc A.",
        ),
    ],
)  # fmt: skip
def test_a_wrong_table_is_refused_with_its_place(tmp_path: Path, rows: Rows, said: str) -> None:
    with pytest.raises(Problem) as refused:
        read(tmp_path, rows)
    assert said in refused.value.sentence()


def test_a_merged_name_is_refused_with_its_sheet(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Xã"
    for row in (PLAIN, ["xã", "Phúc Sen", "Quảng Hòa"], ["xã", None, "Quảng Hòa"]):
        sheet.append(row)
    sheet.merge_cells("B2:B3")
    book.save(tmp_path / "gop.xlsx")
    with pytest.raises(Problem) as refused:
        read_unit_rows(read_document(tmp_path / "gop.xlsx"))
    assert refused.value.sentence().startswith("trang tính “Xã”, ô B3: Ô này gộp với ô khác (“Phúc Sen”).")
