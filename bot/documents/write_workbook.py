"""Sheets as an Excel workbook that can be printed as it stands: merged headings, frozen panes, formulas with values.

The same sheets give the same bytes: the only time in the file is the one it is given. Texts are written as texts, so
none ever becomes a formula.
"""

from __future__ import annotations

import io
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from conversations.programme.sheet import Sum, Year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.programme.sheet import Cell, Sheet

FONT: Final = "Times New Roman"
A4: Final = 9
"""The paper's number in the format."""
NARROW: Final = 9
"""Columns up to this width hold marks and codes, which stand in the middle."""
LINE: Final = 15
"""Points; LETTERS: of this font for one unit of a column's width, with room for broken words."""
LETTERS: Final = 1.15
HIGHEST: Final = 405
"""A row of a sheet is at most 409 points high."""
WIDE: Final = 8
"""A table of more columns is printed across the page."""


def workbook(sheets: Sequence[Sheet], *, made_at: datetime) -> bytes:
    """The file. made_at: the moment that its properties name."""
    import xlsxwriter  # noqa: PLC0415 - only whoever exports pays for it

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": made_at.replace(tzinfo=None)})
    formats = _formats(book)
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name), sheet, formats)
    book.close()
    return buffer.getvalue()


def _formats(book: Any) -> dict[str, Any]:  # noqa: ANN401 - the library has no types
    plain = {"font_name": FONT, "font_size": 11, "valign": "vcenter"}
    boxed = {**plain, "border": 1}
    return {
        "title": book.add_format({**plain, "bold": True, "font_size": 13, "align": "center"}),
        "under": book.add_format({**plain, "italic": True, "align": "center"}),
        "head": book.add_format({**boxed, "bold": True, "align": "center", "text_wrap": True}),
        "upright": book.add_format({**boxed, "bold": True, "align": "center", "text_wrap": True, "rotation": 90}),
        "text": book.add_format({**boxed, "text_wrap": True}),
        "short": book.add_format({**boxed, "align": "center"}),
        "number": book.add_format({**boxed, "align": "center", "num_format": "#,##0"}),
        "decimal": book.add_format({**boxed, "align": "center", "num_format": "#,##0.##"}),
        "day": book.add_format({**boxed, "align": "center", "num_format": "d/m/yyyy"}),
        "year": book.add_format({**boxed, "align": "center", "num_format": "0"}),
        "average": book.add_format({**boxed, "align": "center", "bold": True, "num_format": "0.0"}),
        "total": book.add_format({**boxed, "align": "center", "bold": True, "num_format": "#,##0"}),
        "label": book.add_format({**boxed, "bold": True}),
        "note": book.add_format({**plain, "italic": True, "font_size": 10}),
    }


def _write(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:  # noqa: ANN401 - as above
    last = len(sheet.columns) - 1
    for place, line in enumerate(sheet.title):
        page.merge_range(place, 0, place, last, line, formats["title" if place == 0 else "under"])
    head = len(sheet.title) + 1
    grouped = any(column.group for column in sheet.columns)
    _head(page, sheet, head, formats, grouped=grouped)
    first = head + (2 if grouped else 1)
    short = [formats["short" if column.width <= NARROW else "text"] for column in sheet.columns]
    for number, row in enumerate(sheet.rows):
        if (lines := _lines(sheet, row)) > 1:
            page.set_row(first + number, min(lines * LINE, HIGHEST))
        for place, cell in enumerate(row):
            _cell(page, first + number, place, cell, formats, text=short[place], first=first)
    below = first + len(sheet.rows)
    for number, row in enumerate(sheet.totals):
        for place, cell in enumerate(row):
            _cell(page, below + number, place, cell, formats, text=formats["label"], first=first, rows=len(sheet.rows))
    for number, note in enumerate(sheet.notes):
        page.write_string(below + len(sheet.totals) + 1 + number, 0, note, formats["note"])
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
    page.freeze_panes(first, sheet.frozen)
    page.repeat_rows(head, first - 1)
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    page.set_header("&C&P")
    if len(sheet.columns) > WIDE:
        page.set_landscape()


def _lines(sheet: Sheet, row: Sequence[Cell]) -> int:
    """So many lines the row needs where its longest text is broken; not every program looks for itself."""
    return max(
        (
            sum(ceil(len(line) / (column.width * LETTERS)) or 1 for line in cell.split("\n"))
            for column, cell in zip(sheet.columns, row, strict=True)
            if isinstance(cell, str)
        ),
        default=1,
    )


def _head(page: Any, sheet: Sheet, row: int, formats: dict[str, Any], *, grouped: bool) -> None:  # noqa: ANN401 - as above
    """One row of titles, or two where columns stand under a common one."""
    columns = sheet.columns
    if grouped:
        page.set_row(row + 1, 110 if any(column.upright for column in columns) else 30)
    else:
        page.set_row(row, 45)
    start = 0
    for place, column in enumerate(columns):
        kind = formats["upright" if column.upright else "head"]
        if not grouped:
            page.write_string(row, place, column.title, kind)
            continue
        if not column.group:
            page.merge_range(row, place, row + 1, place, column.title, kind)
            continue
        page.write_string(row + 1, place, column.title, kind)
        if place == 0 or columns[place - 1].group != column.group:
            start = place
        if place + 1 == len(columns) or columns[place + 1].group != column.group:
            if place == start:
                page.write_string(row, place, column.group, formats["head"])
            else:
                page.merge_range(row, start, row, place, column.group, formats["head"])


def _cell(
    page: Any,  # noqa: ANN401 - as above
    row: int,
    place: int,
    cell: Cell,
    formats: dict[str, Any],
    *,
    text: Any,  # noqa: ANN401 - as above
    first: int,
    rows: int | None = None,
) -> None:
    """rows: in a row of totals, so many stand above it."""
    total = rows is not None
    match cell:
        case Sum() if rows == 0:  # there is nothing to count or to add up
            page.write_number(row, place, _plain(cell.value), formats["total"])
        case Sum():
            kind = formats["average" if cell.average else "total" if total else "number"]
            page.write_formula(row, place, _formula(cell, row, place, first, rows or 1), kind, _plain(cell.value))
        case Year():
            page.write_number(row, place, cell.value, formats["year"])
        case None:
            page.write_blank(row, place, None, formats["short"])
        case str():
            page.write_string(row, place, cell, text)
        case date():
            page.write_datetime(row, place, datetime.combine(cell, time()), formats["day"])
        case Decimal():
            page.write_number(row, place, float(cell), formats["decimal"])
        case _:
            page.write_number(row, place, _plain(cell), formats["total" if total else "number"])


def _formula(cell: Sum, row: int, place: int, first: int, rows: int) -> str:
    from xlsxwriter.utility import xl_range  # noqa: PLC0415 - as above

    if cell.across is not None:
        cells = xl_range(row, cell.across, row, place - 1)
    else:
        cells = xl_range(first, place, first + rows - 1, place)
    if cell.average:
        return f"=IF(COUNT({cells})=0,0,AVERAGE({cells}))"
    return f'=COUNTIF({cells},"{cell.counts}")' if cell.counts else f"=SUM({cells})"


def _plain(value: int | Fraction) -> int | float:
    return float(value) if isinstance(value, Fraction) else value
