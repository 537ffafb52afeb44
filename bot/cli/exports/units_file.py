"""The table of units that `ntm export units` writes; the import of units reads it back."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

import orjson

from bot.documents.write_rows import csv_bytes
from bot.documents.write_workbook import workbook
from conversations.programme.sheet import Column, Sheet
from conversations.reading.show import show_date

if TYPE_CHECKING:
    from handlers.unit_register import RegisteredUnit, UnitRegister

_COLUMNS = (
    Column(title="Loại", width=12),
    Column(title="Tên", width=30),
    Column(title="Thuộc", width=30),
    Column(title="Từ ngày", width=12),
    Column(title="Mã", width=10),
    Column(title="Trước đây là", width=60),
    Column(title="Vùng", width=10),
    Column(title="Trong chương trình đến ngày", width=12),
)


def register_file(found: UnitRegister, kind: str) -> bytes:
    """The units as a table. kind: xlsx, csv or json. The same units give the same bytes."""
    match kind:
        case "csv":
            return csv_bytes([column.title for column in _COLUMNS], [_row(one) for one in found.units])
        case "json":
            titles = ("kind", "name", "under", "from", "code", "before", "region", "counted_to")
            rows = [dict(zip(titles, _row(one), strict=True)) for one in found.units]
            return orjson.dumps(
                {"unit": found.unit.title, "as_of": found.as_of.isoformat(), "units": rows},
                option=orjson.OPT_INDENT_2,
            )
        case _:
            sheet = Sheet(
                name="Đơn vị",
                title=(f"Danh sách đơn vị của {found.unit.title}", f"đến ngày {show_date(found.as_of)}"),
                columns=_COLUMNS,
                rows=tuple(_row(one) for one in found.units),
                frozen=2,
            )
            return workbook([sheet], made_at=datetime.combine(found.as_of, time()))


def _row(one: RegisteredUnit) -> tuple[str, ...]:
    return (
        one.unit.kind.name,
        one.unit.name,
        one.under,
        "" if one.since is None else show_date(one.since),
        one.code,
        "; ".join(one.before),
        one.unit.region or "",
        "" if one.unit.left_on is None else show_date(one.unit.left_on - timedelta(days=1)),
    )
