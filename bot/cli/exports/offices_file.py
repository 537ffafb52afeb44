"""The table of offices that `ntm export offices` writes; the import of offices reads it back."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

import orjson

from bot.documents.write_rows import csv_bytes
from bot.documents.write_workbook import workbook
from conversations.programme.office_rows import in_short
from conversations.programme.sheet import Column, Sheet
from conversations.reading.show import show_date

if TYPE_CHECKING:
    from handlers.office_register import OfficeRegister

_COLUMNS = (
    Column(title="Cơ quan", width=40),
    Column(title="Chỉ tiêu", width=40),
    Column(title="Thuộc", width=30),
    Column(title="Từ ngày", width=12),
)


def register_file(found: OfficeRegister, kind: str) -> bytes:
    """The offices as a table. kind: xlsx, csv or json. The same offices give the same bytes."""
    rows = _rows(found)
    match kind:
        case "csv":
            return csv_bytes([column.title for column in _COLUMNS], rows)
        case "json":
            titles = ("office", "items", "under", "from")
            document = {
                "unit": found.unit.title,
                "criteria_set": None if found.form is None else found.form.id,
                "as_of": found.as_of.isoformat(),
                "offices": [dict(zip(titles, row, strict=True)) for row in rows],
            }
            return orjson.dumps(document, option=orjson.OPT_INDENT_2)
        case _:
            sheet = Sheet(
                name="Cơ quan",
                title=(f"Cơ quan phụ trách chỉ tiêu của {found.unit.title}", f"đến ngày {show_date(found.as_of)}"),
                columns=_COLUMNS,
                rows=rows,
            )
            return workbook([sheet], made_at=datetime.combine(found.as_of, time()))


def _rows(found: OfficeRegister) -> tuple[tuple[str, str, str, str], ...]:
    form = found.form
    if form is None:
        return ()
    return tuple(
        (one.office.title, in_short(one.indicators, form), one.under, show_date(one.since)) for one in found.offices
    )
