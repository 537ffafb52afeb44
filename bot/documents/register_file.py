"""A register of what is no criterion: a table for people, and a document for programs."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bot.documents.sheet_file import sheet_file
from conversations.engine.words import SOURCE
from conversations.programme.register import THOUSANDTHS, Measured
from conversations.programme.sheet import Column, Sheet
from conversations.reading.show import show_date
from conversations.screens.register_words import rest_lines, sum_words, towards_line

if TYPE_CHECKING:
    from conversations.programme.register import Book, Entry, RegisterKind
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
    return sheet_file(
        _sheet(found, book),
        kind,
        as_of=found.as_of,
        document=lambda: register_document(found, book),
    )


def register_document(found: RegistersAt, book: Book) -> dict[str, Any]:
    """A register for programs, its entries newest first."""
    return {
        "register": book.kind.id,
        "unit": found.unit.title,
        "as_of": found.as_of.isoformat(),
        "entries": [entry_document(one, book.kind) for one in book.entries],
    }


def register_sheets(found: RegistersAt) -> tuple[Sheet, ...]:
    """Each register as a sheet of a workbook."""
    return tuple(_sheet(found, book) for book in found.books)


def _sheet(found: RegistersAt, book: Book) -> Sheet:
    return Sheet(
        name=book.kind.name[:TAB],
        title=(f"SỔ {book.kind.name.upper()}", f"{found.unit.title}, đến ngày {show_date(found.as_of)}"),
        columns=tuple(Column(title=title, width=30 if title in LONG else 12) for title in HEAD),
        rows=tuple(_row(one, book, found) for one in book.entries),
        notes=(
            *(sum_words(one, book.kind, SOURCE) for one in book.sums),
            *rest_lines(book, SOURCE),
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
        _amount(said.amount) if quantity else said.amount,
        "" if said.whole is None else said.whole,
        "năm" if sub is not None and sub.measured is Measured.YEAR else "" if sub is None else sub.unit,
        said.text,
        said.paper,
        one.photos,
        one.recorded_at.date(),
        last.at.date() if last.number > 1 else None,
        last.ended_on,
    )


def _amount(thousandths: int) -> int | Decimal:
    whole, rest = divmod(thousandths, THOUSANDTHS)
    return Decimal(thousandths) / THOUSANDTHS if rest else whole


def entry_document(one: Entry, kind: RegisterKind) -> dict[str, Any]:
    """An entry for programs: amounts as they are kept (đồng, pieces, thousandths)."""
    said = one.said
    sub = kind.sub(said.sub)
    return {
        "number": one.id,
        "unit": one.unit.title,
        "sub": said.sub,
        "measured": None if sub is None else sub.measured.value,
        "amount": said.amount,
        "whole": said.whole,
        "day": said.day.isoformat(),
        "text": said.text,
        "paper": said.paper,
        "photos": one.photos,
        "ended_on": None if one.last.ended_on is None else one.last.ended_on.isoformat(),
        "recorded_at": one.recorded_at.isoformat(),
        "steps": one.last.number,
    }
