"""Runs as a process of its own: a workbook comes in on stdin, its sheets go out on stdout as JSON.

The library is native code that ends the whole process on some damaged or hostile old workbooks (seen: abort on a failed
allocation). Here it can only end this one. Standard library and that library only, so that the file runs by its path.
"""

from __future__ import annotations

import datetime as dt
import html
import io
import json
import re
import sys
import zipfile
from typing import TYPE_CHECKING, Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

    Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

_LOOKED_THROUGH = 64 * 1024 * 1024
"""Bytes of one sheet; a larger one is read without asking for formulas."""
_ROWS_BELOW = 100
"""A formula so far below the last value belongs to no table."""
_SHOWN_DIGITS = 10
"""Excel itself shows no more of a computed figure in a cell of common width."""


def sheets_of(data: bytes, *, most_cells: int, most_sheets: int) -> dict[str, Any]:
    """{"sheets": [{"name", "rows": [[text]], "merged": [[top, left, bottom, right]], "divided": [[row, column]],
    "uncomputed": [[row, column]]}]} or {"problem": code}. divided: numbers with decimals; uncomputed: formulas beside
    which the file holds no value.
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
            formulas = _uncomputed(data)
            return {"sheets": [_sheet(sheet, formulas) for sheet in sheets if sheet.start is not None]}
    except PasswordError:
        return {"problem": "locked"}
    except CalamineError:
        return {"problem": "broken"}


def _sheet(sheet: CalamineSheet, formulas: dict[str, list[list[int]]]) -> dict[str, Any]:
    rows = sheet.to_python(skip_empty_area=False)
    # cells without values at the end are not among the library's rows
    uncomputed = [at for at in formulas.get(sheet.name, []) if at[0] < len(rows) + _ROWS_BELOW]
    for row, column in uncomputed:
        rows += [[] for _ in range(row + 1 - len(rows))]
        rows[row] += [""] * (column + 1 - len(rows[row]))
    return {
        "name": sheet.name,
        "rows": [[shown(value) for value in row] for row in rows],
        "merged": [[top, left, bottom, right] for (top, left), (bottom, right) in sheet.merged_cell_ranges or []],
        "uncomputed": uncomputed,
        "divided": [
            [row, column]
            for row, values in enumerate(rows)
            for column, value in enumerate(values)
            if isinstance(value, float) and not value.is_integer()
        ],
    }


def _uncomputed(data: bytes) -> dict[str, list[list[int]]]:
    """Sheet to the cells with a formula and no value, as a program leaves them that does not compute; the library reads
    such a cell as empty. Only of the new form of workbook.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            targets = {
                _attribute(tag, "Id"): _attribute(tag, "Target")
                for tag in re.findall(r"<Relationship\b[^>]*>", _part(book, "xl/_rels/workbook.xml.rels"))
            }
            return {
                _attribute(tag, "name"): _formulas(_part(book, _place(targets.get(_attribute(tag, "r:id"), ""))))
                for tag in re.findall(r"<sheet\b[^>]*>", _part(book, "xl/workbook.xml"))
            }
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, UnicodeDecodeError, EOFError):
        return {}


def _part(book: zipfile.ZipFile, name: str) -> str:
    """A file of the workbook; none where it is too large to be looked through."""
    return "" if book.getinfo(name).file_size > _LOOKED_THROUGH else book.read(name).decode()


def _place(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return html.unescape(found[1]) if found else ""


def _formulas(sheet: str) -> list[list[int]]:
    cells = []
    for piece in sheet.split("<c ")[1:]:
        body = piece.partition("</c>")[0]
        found = re.search(r'\br="([A-Z]{1,3})(\d{1,7})"', body)
        if "<f" in body and found and not re.search(r"<v>[^<]", body):
            column = 0
            for letter in found[1]:
                column = column * 26 + ord(letter) - ord("A") + 1
            cells.append([int(found[2]) - 1, column - 1])
    return cells


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
