"""A zipped file (xlsx, docx) is looked through before a library unpacks it: parts, sizes, how far sheets reach."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from bot.documents.limits import ARCHIVE_PARTS, SHEET_CELLS, UNPACKED_BYTES
from bot.documents.refusals import broken, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 1024 * 1024
_OVERLAP = 200
"""Longer than the start of any cell's tag, so that none is cut in two between chunks."""
_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d{1,9})"')
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,4})\d')


def parts_of(data: bytes, *, name: str) -> frozenset[str]:
    """The names of the parts. Raises Problem for a broken archive and for one that unpacks to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > ARCHIVE_PARTS or sum(entry.file_size for entry in entries) > UNPACKED_BYTES:
                raise too_large(name, message="Tệp nén này bung ra quá lớn.")
            if any(entry.flag_bits & 1 for entry in entries):
                raise broken(name)
            _measure(archive, entries, name)
            return frozenset(entry.filename for entry in entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
        raise broken(name) from None


def _measure(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str) -> None:
    """Unpack every part once, keeping nothing: sizes are what they say, sheets stay within the limit."""
    for entry in entries:
        rows = columns = 0
        sheet = entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml")
        for chunk in _chunks(archive, entry):
            if sheet:
                rows = max(rows, *(int(found) for found in _ROW.findall(chunk)), 0)
                columns = max(columns, *(_column(found) for found in set(_CELL.findall(chunk))), 0)
        if rows * columns > SHEET_CELLS:
            raise too_large(name, message=f"Trang tính có ô ở tận dòng {rows}, cột thứ {columns}.")


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as part:
        tail = b""
        while chunk := part.read(_CHUNK):
            yield tail + chunk
            tail = chunk[-_OVERLAP:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
