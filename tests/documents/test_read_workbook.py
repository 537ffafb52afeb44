"""Excel workbooks: what a person sees in a cell is what is read."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.read_document import read_document
from bot.documents.read_workbook import read_workbook
from bot.documents.workbook_child import shown
from conversations.programme.problem import Problem

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


def with_ranges(place: Path, *ranges: str, rows: str = "") -> bytes:
    """A sheet of four rows, with these ranges merged whatever is in them."""
    book = xlsxwriter.Workbook(place)
    page = book.add_worksheet()
    page.write(0, 0, "Xã")
    page.write(3, 0, "Tự Do")
    book.close()
    made = io.BytesIO()
    with zipfile.ZipFile(place) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            merged = "".join(f'<mergeCell ref="{one}"/>' for one in ranges)
            end = f"{rows}</sheetData><mergeCells>{merged}</mergeCells>".encode()
            part = old.read(entry)
            at_sheet = entry.filename == "xl/worksheets/sheet1.xml"
            new.writestr(entry.filename, part.replace(b"</sheetData>", end) if at_sheet else part)
    return made.getvalue()


def test_ranges_merged_over_each_other_are_a_broken_file_and_cost_nothing(tmp_path: Path) -> None:
    with pytest.raises(Problem) as refused:
        read_workbook(with_ranges(tmp_path / "a.xlsx", *["A1:A4"] * 50_000), name="a.xlsx")
    assert refused.value.code == "file_broken"


def test_a_range_that_begins_beside_all_cells_covers_empty_ones(tmp_path: Path) -> None:
    row = '<row r="30"><c r="C30"><f>1+1</f></c></row>'
    (table,) = read_workbook(with_ranges(tmp_path / "a.xlsx", "B20:C30", rows=row), name="a.xlsx")
    assert [(cell.text, cell.covered) for cell in table.rows[29].cells] == [("", False), ("", True), ("", True)]
