"""Runs as a process of its own: a workbook comes in on stdin, its sheets go out on stdout as JSON.

The library is native code that ends the whole process on some damaged or hostile old workbooks (seen: abort on a failed
allocation). Here it can only end this one. Standard library and that library only, so that the file runs by its path.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from typing import TYPE_CHECKING, Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

    Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

_SHOWN_DIGITS = 10
"""Excel itself shows no more of a computed figure in a cell of common width."""


def sheets_of(data: bytes, *, most_cells: int, most_sheets: int) -> dict[str, Any]:
    """{"sheets": [{"name", "rows": [[text]], "merged": [[top, left, bottom, right]], "divided": [[row, column]]}]} or
    {"problem": code}. divided: numbers with decimals.
    """
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            names = [
                meta.name
                for meta in workbook.sheets_metadata
                if meta.visible is SheetVisibleEnum.Visible and meta.typ is SheetTypeEnum.WorkSheet
            ]
            sheets = [workbook.get_sheet_by_name(name) for name in names[:most_sheets]]
            if any(sheet.total_height * sheet.total_width > most_cells for sheet in sheets):
                return {"problem": "large"}
            return {"sheets": [_sheet(sheet) for sheet in sheets if sheet.start is not None]}
    except PasswordError:
        return {"problem": "locked"}
    except CalamineError:
        return {"problem": "broken"}


def _sheet(sheet: CalamineSheet) -> dict[str, Any]:
    rows = sheet.to_python(skip_empty_area=False)
    return {
        "name": sheet.name,
        "rows": [[shown(value) for value in row] for row in rows],
        "merged": [[top, left, bottom, right] for (top, left), (bottom, right) in sheet.merged_cell_ranges or []],
        "divided": [
            [row, column]
            for row, values in enumerate(rows)
            for column, value in enumerate(values)
            if isinstance(value, float) and not value.is_integer()
        ],
    }


def shown(value: Value) -> str:
    """A cell's value as a person sees it: "2022", not "2022.0"; a day as 5/6/2023."""
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
            return str(value)


def _limit(memory: int) -> None:
    """Hold this process to so many bytes, where the system knows how."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Arguments: bytes of memory, cells of a sheet, sheets of a workbook."""
    memory, cells, sheets = (int(argument) for argument in sys.argv[1:4])
    _limit(memory)
    found = sheets_of(sys.stdin.buffer.read(), most_cells=cells, most_sheets=sheets)
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
