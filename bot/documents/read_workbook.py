"""Excel workbooks, new and old: every visible sheet becomes one table whose cells keep their letters and numbers.

Numbers come as people see them ("2022", not "2022.0"); a merged cell's text stands in every cell it covers.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from bot.documents.limits import SHEET_CELLS, SHEETS
from bot.documents.refusals import broken, empty, locked, too_large
from conversations.programme.table import Cell, Medium, Place, Row, Table
from conversations.reading.fold import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from python_calamine import CalamineSheet

    Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

_SHOWN_DIGITS = 10
"""Excel itself shows no more of a computed figure in a cell of common width."""


def read_workbook(data: bytes, *, name: str) -> tuple[Table, ...]:
    """The visible sheets that hold anything. Raises Problem for a locked or broken workbook."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            sheets = [
                meta.name
                for meta in workbook.sheets_metadata
                if meta.visible is SheetVisibleEnum.Visible and meta.typ is SheetTypeEnum.WorkSheet
            ]
            tables = [
                table
                for sheet in sheets[:SHEETS]
                if (table := _table(workbook.get_sheet_by_name(sheet), name)) is not None
            ]
    except PasswordError:
        raise locked(name) from None
    except CalamineError:
        raise broken(name) from None
    if not tables:
        raise empty(name)
    return tuple(tables)


def _table(sheet: CalamineSheet, name: str) -> Table | None:
    if sheet.start is None:
        return None
    if sheet.total_height * sheet.total_width > SHEET_CELLS:
        raise too_large(name, message=f"Trang tính “{sheet.name}” quá lớn.")
    values = sheet.to_python(skip_empty_area=False)
    covered = _covered(
        sheet.merged_cell_ranges or [], height=len(values), width=max((len(row) for row in values), default=0)
    )
    rows = tuple(
        Row(
            cells=tuple(_cell(values, covered, row, column, sheet.name) for column in range(len(values[row]))),
            place=Place(medium=Medium.SHEET, part=sheet.name, row=row + 1),
        )
        for row in range(len(values))
    )
    table = Table(rows=rows, place=Place(medium=Medium.SHEET, part=sheet.name, row=1))
    return None if all(row.blank for row in rows) else table


def _covered(
    ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]], *, height: int, width: int
) -> Mapping[tuple[int, int], tuple[int, int]]:
    """Cell to the first cell of the merged range that covers it, within the used part of the sheet."""
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for (top, left), (bottom, right) in ranges:
        for row in range(top, min(bottom + 1, height)):
            for column in range(left, min(right + 1, width)):
                if (row, column) != (top, left):
                    covered[row, column] = (top, left)
    return covered


def _cell(
    values: Sequence[Sequence[Value]],
    covered: Mapping[tuple[int, int], tuple[int, int]],
    row: int,
    column: int,
    sheet: str,
) -> Cell:
    first = covered.get((row, column))
    top, left = first or (row, column)
    place = Place(medium=Medium.SHEET, part=sheet, row=row + 1, column=column + 1)
    return Cell(text=shown(values[top][left]), place=place, covered=first is not None)


def shown(value: Value) -> str:
    """A cell's value as a person reads it."""
    match value:
        case bool():
            return "ĐÚNG" if value else "SAI"
        case float() if value.is_integer():
            return str(int(value))
        case float():
            return format(value, f".{_SHOWN_DIGITS}g")
        case dt.datetime() if value.time() == dt.time():
            return f"{value.day}/{value.month}/{value.year}"
        case dt.date() if not isinstance(value, dt.datetime):
            return f"{value.day}/{value.month}/{value.year}"
        case _:
            return tidy(str(value))
