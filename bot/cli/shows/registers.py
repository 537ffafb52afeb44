"""`ntm show registers`: what a unit's registers come to, with all units below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bot.cli.options import print_json, with_as_of, with_json, with_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.cli.days import AsOf
    from bot.settings import Settings
    from conversations.programme.register import Book, Sum, Towards
    from handlers.register_at import RegistersAt


@click.command(short_help="Các sổ ghi: đỡ đầu, đóng góp, OCOP, mô hình, kiểm tra …")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị này và mọi đơn vị ở dưới.")
@click.option("--kind", default="", metavar="SỔ", help="Chỉ sổ này, kèm từng mục; xem tên bằng ntm register kinds.")
@with_json
@with_settings
@with_as_of
def registers(settings: Settings, at: AsOf, *, unit: str, kind: str, as_json: bool) -> None:
    """Tổng của từng sổ và mức cần đạt nếu đơn vị đã nạp. Cùng --as-of và --known-at thì cùng một nội dung."""
    from bot.cli.database import in_database
    from handlers.register_at import registers_at

    found = in_database(
        settings,
        at.clock,
        lambda database: registers_at(database, unit=unit, as_of=at.day, known_at=at.known, kind=kind),
    )
    if as_json:
        print_json(_document(found))
    else:
        click.echo("\n".join(_lines(found, whole=bool(kind))))


def _lines(found: RegistersAt, *, whole: bool) -> Iterator[str]:
    from conversations.engine.words import SOURCE
    from conversations.reading.show import show_date
    from conversations.screens.register_words import book_line, entry_amount, stands_lines, towards_line

    yield f"Sổ ghi của {found.unit.title}, đến ngày {show_date(found.as_of)}"
    for book in found.books:
        if not whole:
            yield book_line(book, SOURCE)
            continue
        yield book.kind.name
        yield from stands_lines(book, SOURCE)
        yield from (towards_line(one, SOURCE) for one in book.towards)
        for one in book.entries:
            amount = entry_amount(one, book.kind, SOURCE)
            yield f"• số {one.id} · {show_date(one.said.day)} · {one.unit.title} · {amount}: {one.said.text}"


def _document(found: RegistersAt) -> dict[str, Any]:
    return {
        "unit": found.unit.title,
        "as_of": found.as_of.isoformat(),
        "registers": [_book(book) for book in found.books],
    }


def _book(book: Book) -> dict[str, Any]:
    from bot.documents.register_file import entry_document

    return {
        "kind": book.kind.id,
        "name": book.kind.name,
        "counting": book.kind.counting.value,
        "sums": _sums(book.sums),
        "year": _sums(book.year),
        "left": [{"after": one.of.id, "sums": _sums(one.sums)} for one in book.rests],
        "expected": [_towards(one) for one in book.towards],
        "entries": [entry_document(one, book.kind) for one in book.entries],
    }


def _sums(found: Iterable[Sum]) -> list[dict[str, Any]]:
    return [
        {
            "sub": one.sub.id,
            "unit": one.sub.unit,
            "measured": one.sub.measured.value,
            "year": one.year,
            "entries": one.entries,
            "amount": one.amount,
            "whole": one.whole,
        }
        for one in found
    ]


def _towards(one: Towards) -> dict[str, Any]:
    expected = one.expectation
    return {
        "sub": expected.sub,
        "reached": one.reached,
        "whole": one.whole,
        "least": expected.least,
        "most": expected.most,
        "by": None if expected.by is None else expected.by.isoformat(),
        "met": one.met,
        "quote": expected.quote,
        "source": expected.source,
    }
