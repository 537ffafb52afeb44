"""Excel workbooks: what a person sees in a cell is what is read."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.read_document import read_document
from bot.documents.read_workbook import read_workbook
from bot.documents.workbook_child import shown

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2022.0, "2022"),
        (14, "14"),
        (11.4, "11.4"),
        (183 / 16, "11.4375"),
        (34 / 3, "11.33333333"),
        (0.1 + 0.2, "0.3"),
        ("Tự Do", "Tự Do"),
        ("", ""),
        (dt.date(2023, 6, 5), "5/6/2023"),
        (dt.datetime(2023, 6, 5), "5/6/2023"),  # noqa: DTZ001 - a cell has no zone
        (True, "ĐÚNG"),
    ],
)
def test_a_value_is_shown_as_people_see_it(value: float | str | dt.date, text: str) -> None:
    assert shown(value) == text


@given(st.integers(-(10**15), 10**15))
def test_a_whole_number_never_gets_a_point(number: int) -> None:
    assert shown(float(number)) == str(number)


@given(st.integers(-(10**9), 10**9), st.integers(1, 4))
def test_a_decimal_is_shown_as_it_was_written(units: int, decimals: int) -> None:
    written = units / 10**decimals
    if len(str(abs(units))) <= 9:
        assert float(shown(written)) == written


def test_merged_cells_are_filled_and_marked_and_places_count_empty_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Kế hoạch"
    sheet["B3"], sheet["B4"], sheet["C4"] = "Tiêu chí", "Điện", "Y tế"
    sheet.merge_cells("B3:C3")
    book.save(tmp_path / "a.xlsx")
    (table,) = read_document(tmp_path / "a.xlsx").tables
    row = table.rows[2]
    assert [(cell.text, cell.covered) for cell in row.cells] == [("", False), ("Tiêu chí", False), ("Tiêu chí", True)]
    assert str(table.rows[3].cells[2].place) == "trang tính “Kế hoạch”, ô C4"
    assert row.only_text == "Tiêu chí"


def test_text_is_one_line_in_composed_letters(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = " Tư\u0323  Do\n2 "
    book.save(tmp_path / "a.xlsx")
    (table,) = read_document(tmp_path / "a.xlsx").tables
    assert table.rows[0].cells[0].text == "Tự Do 2"


def test_hidden_and_empty_sheets_are_left_out(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Trống"
    for name, state in (("Cũ", "hidden"), ("Mới", "visible"), ("Rất cũ", "veryHidden")):
        sheet = book.create_sheet(name)
        sheet["A1"] = name
        sheet.sheet_state = state
    book.save(tmp_path / "a.xlsx")
    document = read_document(tmp_path / "a.xlsx")
    assert [table.rows[0].cells[0].text for table in document.tables] == ["Mới"]


def test_a_formula_without_a_value_is_marked_and_one_with_a_value_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "Vốn & nợ"
    page.append(["Kế hoạch", "=1+1", None])
    page["AB2"] = "=SUM(B1:B1)"
    book.save(tmp_path / "a.xlsx")
    (table,) = read_workbook((tmp_path / "a.xlsx").read_bytes(), name="a.xlsx")
    marked = [(str(cell.place), cell.text) for row in table.rows for cell in row.cells if cell.uncomputed]
    assert marked == [("trang tính “Vốn & nợ”, ô B1", ""), ("trang tính “Vốn & nợ”, ô AB2", "")]
    other = xlsxwriter.Workbook(tmp_path / "b.xlsx")
    other.add_worksheet("A").write_formula(0, 0, "=1+1", None, 2)
    other.close()
    (computed,) = read_workbook((tmp_path / "b.xlsx").read_bytes(), name="b.xlsx")
    assert [(cell.text, cell.uncomputed) for cell in computed.rows[0].cells] == [("2", False)]
