"""A unit's criteria table as a file, in each of the forms that it is handed on in."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

import orjson

from bot.documents.sheet_file import sheet_csv
from bot.documents.status_document import status_document
from bot.documents.table_picture import TablePictures
from bot.documents.write_workbook import workbook
from conversations.engine.words import SOURCE
from conversations.programme.criteria_table import tables_of
from conversations.programme.problem import Problem
from conversations.screens.criteria_table import summary_drawing, table_drawing
from conversations.screens.table_file import sheets_of

if TYPE_CHECKING:
    from conversations.programme.status import Status
    from conversations.programme.unit import Unit


def table_file(status: Status, kind: str) -> bytes:
    """The file. kind: xlsx, csv, json, pdf or png. The same status gives the same bytes. Raises Problem: no criteria
    set is known for the day.
    """
    tables = tables_of(status)
    if tables is None:
        raise no_set(status.unit)
    match kind:
        case "xlsx":
            made_at = datetime.combine(status.as_of, time())
            return workbook(sheets_of(status, tables.whole), made_at=made_at)
        case "csv":
            return sheet_csv(sheets_of(status, tables.whole)[0])
        case "json":
            return orjson.dumps(status_document(status), option=orjson.OPT_INDENT_2)
        case _:
            drawing = summary_drawing(tables, SOURCE) if tables.several else table_drawing(tables.whole, SOURCE)
            pictures = TablePictures()
            return pictures.draw(drawing) if kind == "png" else pictures.print(drawing)


def no_set(unit: Unit) -> Problem:
    """Nothing can be said of such a day."""
    return Problem(
        code="no_criteria_set",
        where=unit.title,
        message="Chưa có bộ tiêu chí nào có hiệu lực vào ngày này nên không có bảng.",
        remedy="Hãy chọn ngày khác bằng --as-of, hoặc nạp bộ tiêu chí.",
    )
