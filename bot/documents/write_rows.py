"""Rows as a CSV file that a spreadsheet opens as it stands: UTF-8 with its mark, and no cell that is a formula."""

from __future__ import annotations

import csv
import io
import os
from contextlib import contextmanager
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula."""


def csv_bytes(head: Sequence[str], rows: Iterable[Sequence[str | int | Decimal]]) -> bytes:
    """Head and rows, each cell as text; numbers stay numbers."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([csv_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def csv_cell(value: str | int | Decimal) -> str | int:
    """A text that would be read as a formula gets an apostrophe, which a spreadsheet does not show. A figure has the
    comma that Vietnamese spreadsheets read.
    """
    if isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        return format(value, "f").replace(".", ",")
    return f"'{value}" if value.lstrip(" ").startswith(_FORMULA) else value


def cell_text(written: str) -> str:
    """What `csv_cell` was given: without the apostrophe before a formula."""
    text = written.removeprefix("'")
    return text if text.lstrip(" ").startswith(_FORMULA) else written


def write_whole(place: Path, content: bytes) -> None:
    """Onto the disk whole or not at all. Raises OSError."""
    with written_whole(place) as into:
        into.write(content)


@contextmanager
def written_whole(place: Path) -> Iterator[IO[bytes]]:
    """The same of what comes piece by piece."""
    beside = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as into:
            yield into
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)
