"""Raw answers as a file that grows row by row: nothing but the portion in hand is kept in memory.

Texts are written as texts in every form, so none ever becomes a formula.
"""

from __future__ import annotations

import csv
import io
import tempfile
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any, Final

import orjson

from bot.documents.write_rows import csv_bytes, csv_cell, written_whole
from conversations.reading.show import show_date
from conversations.screens.raw_file import COLUMNS, cells, document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from conversations.programme.raw_answer import RawAnswer
    from conversations.screens.raw_file import RawCell

    Add = Callable[[Sequence[RawAnswer]], None]

ROWS_ON_A_SHEET: Final = 1_000_000
"""A sheet holds 1,048,576."""


@contextmanager
def raw_file(place: Path, kind: str, *, as_of: date, most: int = ROWS_ON_A_SHEET) -> Iterator[Add]:
    """What adds rows to the file. kind: xlsx, csv or json (one list). most: rows on one sheet of a workbook, then the
    next sheet begins. The file is at its place when the block ends well, and not before. Raises OSError.
    """
    with written_whole(place) as file:
        match kind:
            case "xlsx":
                with _workbook(file, as_of=as_of, most=most) as add:
                    yield add
            case "csv":
                yield _csv(file)
            case _:
                yield _json(file)
                file.write(b"\n]\n")


def _csv(file: IO[bytes]) -> Add:
    file.write(csv_bytes([column.title for column in COLUMNS], ()))

    def add(rows: Sequence[RawAnswer]) -> None:
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\r\n").writerows([_shown(cell) for cell in cells(row)] for row in rows)
        file.write(text.getvalue().encode())

    return add


def _shown(cell: RawCell) -> str | int:
    if cell is None:
        return ""
    return show_date(cell) if isinstance(cell, date) else csv_cell(cell)


def _json(file: IO[bytes]) -> Add:
    file.write(b"[")
    before = b"\n"

    def add(rows: Sequence[RawAnswer]) -> None:
        nonlocal before
        for row in rows:
            file.write(before + orjson.dumps(document(row)))
            before = b",\n"

    return add


@contextmanager
def _workbook(file: IO[bytes], *, as_of: date, most: int) -> Iterator[Add]:
    """Rows go to the disk as they come; a row that is written cannot be changed any more."""
    import xlsxwriter  # noqa: PLC0415 - only whoever exports pays for it
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415 - as above

    plain = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    try:
        with (
            tempfile.TemporaryDirectory(prefix="ntm-raw-") as aside,
            xlsxwriter.Workbook(file, {**plain, "tmpdir": aside}) as book,
        ):
            book.set_properties({"created": datetime.combine(as_of, time())})
            head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter"})
            days = book.add_format({"num_format": "d/m/yyyy"})
            page = _page(book, head, 1)
            number, pages = 0, 1

            def add(rows: Sequence[RawAnswer]) -> None:
                nonlocal number, page, pages
                for row in rows:
                    if number == most:
                        number, pages = 0, pages + 1
                        page = _page(book, head, pages)
                    number += 1
                    for place, cell in enumerate(cells(row)):
                        _write(page, number, place, cell, days)

            yield add
    except FileCreateError as refused:
        # a full disk, in the library's wrapping
        raise OSError(*refused.args[0].args) from None


def _page(book: Any, head: Any, number: int) -> Any:  # noqa: ANN401 - the library has no types
    page = book.add_worksheet("Số liệu" if number == 1 else f"Số liệu {number}")
    for place, column in enumerate(COLUMNS):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.title, head)
    page.freeze_panes(1, 2)
    return page


def _write(page: Any, row: int, place: int, cell: RawCell, days: Any) -> None:  # noqa: ANN401 - as above
    match cell:
        case None | "":
            return
        case str():
            page.write_string(row, place, cell)
        case date():
            page.write_datetime(row, place, datetime.combine(cell, time()), days)
        case Decimal() | int():
            page.write_number(row, place, cell)
