"""Writes a plan table as officials have it: Excel, Word, CSV and copied text."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import docx
import openpyxl

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

Rows = list[list[str]]


def write_xlsx(path: Path, rows: Rows, *, title: str = "", notes: Sequence[str] = ()) -> Path:
    """A sheet with a merged title, the table with numbers as numbers, "Tổng cộng" merged over two cells, and notes."""
    book = openpyxl.Workbook()
    sheet: Worksheet = book.worksheets[0]
    sheet.title = "Biểu 1"
    width = len(rows[0])
    if title:
        sheet.append([title])
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
        sheet.append([])
    for row in rows:
        sheet.append([_number(text) for text in row])
        if "Tổng cộng" in row:
            at = sheet.max_row
            sheet.cell(at, 1).value, sheet.cell(at, 2).value = "Tổng cộng", None
            sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=2)
    for note in notes:
        sheet.append([note])
        sheet.merge_cells(start_row=sheet.max_row, start_column=1, end_row=sheet.max_row, end_column=width)
    book.save(path)
    return path


def _number(text: str) -> str | float | None:
    if not text:
        return None
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text


def write_docx(path: Path, rows: Rows, *, title: str = "", notes: Sequence[str] = ()) -> Path:
    """A document with a title, the table with "Tổng cộng" over two cells, and notes below."""
    document = docx.Document()
    if title:
        document.add_paragraph(title)
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for written, row in zip(table.rows, rows, strict=True):
        cells = written.cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
        if "Tổng cộng" in row:
            cells[1].text = ""
            cells[0].merge(cells[1]).text = "Tổng cộng"
    for note in notes:
        document.add_paragraph(note)
    document.save(str(path))
    return path


def csv_text(rows: Rows, *, separator: str = ";", title: str = "", notes: Sequence[str] = ()) -> str:
    """The table as a spreadsheet program exports it, titles and notes in the first column."""
    width = len(rows[0])
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    for line in ([title] if title else []), *rows, *([note] for note in notes):
        writer.writerow([*line, *[""] * (width - len(line))])
    return out.getvalue()


def divided_text(rows: Rows, divider: str, *, title: str = "", notes: Sequence[str] = ()) -> str:
    """The table as lines of text with this between two cells."""
    lines = [divider.join(row) for row in rows]
    return "\n".join([*([title, ""] if title else []), *lines, "", *notes, ""])
