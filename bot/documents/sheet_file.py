"""A sheet as a file: a workbook, CSV, or as JSON what it was made of."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, assert_never

from bot.documents.write_rows import csv_bytes
from bot.documents.write_workbook import workbook
from conversations.programme.sheet import values
from conversations.reading.show import show_average, show_date, show_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from conversations.programme.sheet import Sheet, Value


def sheet_file(sheet: Sheet, kind: str, *, as_of: date, document: Callable[[], Mapping[str, Any]]) -> bytes:
    """kind: xlsx, csv, or json, which is the document. as_of: the day that the workbook's properties name."""
    match kind:
        case "xlsx":
            return workbook([sheet], made_at=datetime.combine(as_of, time()))
        case "csv":
            return sheet_csv(sheet)
        case _:
            return (json.dumps(document(), ensure_ascii=False, indent=2) + "\n").encode()


def sheet_csv(sheet: Sheet) -> bytes:
    """A sheet's heads, rows and totals as CSV."""
    return csv_bytes(
        [column.title for column in sheet.columns], [[_shown(cell) for cell in row] for row in values(sheet)]
    )


def _shown(value: Value) -> str | int:
    match value:
        case None:
            return ""
        case str() | int():
            return value
        case date():
            return show_date(value)
        case Decimal():
            return show_number(value)
        case Fraction():
            return show_average(value)
        case _:
            assert_never(value)
