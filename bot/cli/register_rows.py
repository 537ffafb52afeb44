"""The rows of `ntm export register KIND`: a table for people, and a document for programs."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from fractions import Fraction
from typing import TYPE_CHECKING

from bot.cli.shows.registers import entry_document
from bot.documents.write_rows import csv_bytes
from bot.documents.write_workbook import workbook
from conversations.engine.words import SOURCE
from conversations.programme.register import THOUSANDTHS, Measured
from conversations.programme.sheet import Column, Sheet
from conversations.reading.show import show_average, show_date
from conversations.screens.register_words import sum_words, towards_line

if TYPE_CHECKING:
    from conversations.programme.register import Book, Entry
    from conversations.programme.sheet import Value
    from handlers.register_at import RegistersAt

HEAD = (
    "Số", "Đơn vị", "Thuộc", "Ngày", "Loại", "Số lượng", "Trên tổng số", "Đơn vị tính", "Nội dung", "Văn bản",
    "Số ảnh", "Ngày ghi", "Sửa lần cuối", "Kết thúc",
)  # fmt: skip
LONG = frozenset({"Đơn vị", "Thuộc", "Nội dung", "Văn bản"})
"""Columns that hold names or sentences."""
TAB = 31
"""Characters of a workbook's tab."""


def register_file(found: RegistersAt, kind: str) -> bytes:
    """One row for each entry, newest first; kind: xlsx, csv or json."""
    (book,) = found.books
    rows = tuple(_row(one, book, found) for one in book.entries)
    match kind:
        case "xlsx":
            return workbook([_sheet(found, book, rows)], made_at=datetime.combine(found.as_of, time()))
        case "csv":
            return csv_bytes(HEAD, ([_plain(cell) for cell in row] for row in rows))
        case _:
            document = {
                "register": book.kind.id,
                "unit": found.unit.title,
                "as_of": found.as_of.isoformat(),
                "entries": [entry_document(one, book.kind) for one in book.entries],
            }
            return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def sheets_of(found: RegistersAt) -> tuple[Sheet, ...]:
    """Each register as a sheet of a workbook."""
    return tuple(_sheet(found, book, tuple(_row(one, book, found) for one in book.entries)) for book in found.books)


def _sheet(found: RegistersAt, book: Book, rows: tuple[tuple[Value, ...], ...]) -> Sheet:
    return Sheet(
        name=book.kind.name[:TAB],
        title=(f"SỔ {book.kind.name.upper()}", f"{found.unit.title}, đến ngày {show_date(found.as_of)}"),
        columns=tuple(Column(title=title, width=30 if title in LONG else 12) for title in HEAD),
        rows=rows,
        notes=(
            *(sum_words(one, book.kind, SOURCE) for one in book.sums),
            *(towards_line(one, SOURCE) for one in book.towards),
            f"Nguồn: {book.kind.source}",
        ),
        frozen=2,
    )


def _row(one: Entry, book: Book, found: RegistersAt) -> tuple[Value, ...]:
    said, last = one.said, one.last
    sub = book.kind.sub(said.sub)
    above = None if one.unit.parent is None else found.above.get(one.unit.parent)
    quantity = sub is not None and sub.measured is Measured.QUANTITY
    return (
        one.id,
        one.unit.title,
        "" if above is None else above.title,
        said.day,
        "" if sub is None else sub.name,
        Fraction(said.amount, THOUSANDTHS)
        if quantity and said.amount % THOUSANDTHS
        else _whole(said.amount, quantity=quantity),
        "" if said.whole is None else said.whole,
        "năm" if sub is not None and sub.measured is Measured.YEAR else "" if sub is None else sub.unit,
        said.text,
        said.paper,
        one.photos,
        one.recorded_at.date(),
        last.at.date() if last.number > 1 else None,
        last.ended_on,
    )


def _whole(amount: int, *, quantity: bool) -> int:
    return amount // THOUSANDTHS if quantity else amount


def _plain(cell: Value) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return show_date(cell)
    return cell if isinstance(cell, str | int) else show_average(cell, 3).rstrip("0")
