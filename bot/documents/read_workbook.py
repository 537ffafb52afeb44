"""Excel workbooks, new and old: every visible sheet becomes one table whose cells keep their letters and numbers.

A merged cell's text stands in every cell it covers. The workbook itself is opened in a process of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from bot.documents import refusals
from bot.documents.limits import CHILD_MEMORY_BYTES, CHILD_SECONDS, SHEET_CELLS, SHEETS
from conversations.programme.table import Cell, Medium, Place, Row, Table
from conversations.reading.fold import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_CHILD = Path(__file__).parent / "workbook_child.py"


class Sheet(TypedDict):
    """A sheet as the other process writes it."""

    name: str
    rows: list[list[str]]
    merged: list[list[int]]
    divided: list[list[int]]
    uncomputed: list[list[int]]


def read_workbook(data: bytes, *, name: str) -> tuple[Table, ...]:
    """The visible sheets that hold anything. Raises Problem for a locked, broken, too large or empty workbook."""
    sheets = _sheets(data, name)
    if any(_overlaps(sheet) for sheet in sheets):
        raise refusals.broken(name)
    tables = tuple(table for table in map(_table, sheets) if any(not row.blank for row in table.rows))
    if not tables:
        raise refusals.empty(name)
    return tables


def _sheets(data: bytes, name: str) -> list[Sheet]:
    limits = [str(limit) for limit in (CHILD_MEMORY_BYTES, SHEET_CELLS, SHEETS)]
    try:
        child = subprocess.run(  # noqa: S603 - our own file, our own arguments
            [sys.executable, "-I", str(_CHILD), *limits],
            input=data,
            capture_output=True,
            timeout=CHILD_SECONDS,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise refusals.broken(name) from None
    found = json.loads(child.stdout)
    match found.get("problem"):
        case None:
            sheets: list[Sheet] = found["sheets"]
            return sheets
        case "locked":
            raise refusals.locked(name)
        case "large":
            raise refusals.too_large(name, message="Trang tính quá lớn.")
        case _:
            raise refusals.broken(name)


def _overlaps(sheet: Sheet) -> bool:
    """Merged ranges that together cover more cells than there are: each cell would be looked at again and again."""
    height, width = _size(sheet)
    return height * width < sum(
        max(0, min(bottom + 1, height) - top) * max(0, min(right + 1, width) - left)
        for top, left, bottom, right in sheet["merged"]
    )


def _size(sheet: Sheet) -> tuple[int, int]:
    return len(sheet["rows"]), max((len(row) for row in sheet["rows"]), default=0)


def _table(sheet: Sheet) -> Table:
    values, part = sheet["rows"], sheet["name"]
    height, width = _size(sheet)
    covered = _covered(sheet["merged"], height=height, width=width)
    divided = {(row, column) for row, column in sheet["divided"]}
    uncomputed = {(row, column) for row, column in sheet["uncomputed"]}

    def cell(row: int, column: int) -> Cell:
        first = covered.get((row, column))
        shown = first or (row, column)
        return Cell(
            text=tidy(values[shown[0]][shown[1]]) if shown[1] < len(values[shown[0]]) else "",
            place=Place(medium=Medium.SHEET, part=part, row=row + 1, column=column + 1),
            covered=first is not None,
            divided=shown in divided,
            uncomputed=shown in uncomputed,
        )

    rows = tuple(
        Row(
            cells=tuple(cell(row, column) for column in range(len(values[row]))),
            place=Place(medium=Medium.SHEET, part=part, row=row + 1),
        )
        for row in range(len(values))
    )
    return Table(rows=rows, place=Place(medium=Medium.SHEET, part=part, row=1))


def _covered(ranges: Sequence[Sequence[int]], *, height: int, width: int) -> Mapping[tuple[int, int], tuple[int, int]]:
    """Cell to the first cell of the merged range that covers it, within the used part of the sheet."""
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for top, left, bottom, right in ranges:
        for row in range(top, min(bottom + 1, height)):
            for column in range(left, min(right + 1, width)):
                if (row, column) != (top, left):
                    covered[row, column] = (top, left)
    return covered
