"""One file in, one Document out. What a file is is decided by its content; its name only tells CSV from running text.

A file that is no Word, Excel, CSV or text file, that is empty, locked, too large or broken is a Problem with a way out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.documents import refusals
from bot.documents.limits import FILE_BYTES
from conversations.programme.table import Document

if TYPE_CHECKING:
    from pathlib import Path

    from conversations.programme.table import Paragraph, Table

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB = (b"<html", b"<!doctype html", b"<table", b"<head", b"<meta", b"<?xml", b"<style", b"<body")


def read_document(path: Path) -> Document:
    """Read a file. Raises Problem for a missing, empty, locked, broken, too large or unknown file."""
    return Document(name=path.name, blocks=_blocks(path))


def _blocks(path: Path) -> tuple[Paragraph | Table, ...]:
    # Each reader is imported when its kind of file comes: the libraries behind cost more than the bot's whole start.
    data, name = _load(path), path.name
    if data.startswith(_ZIP):
        return _zipped(data, name)
    if data.startswith(_OLE):
        return _old_office(data, name)
    _refuse_known(data, name)
    from bot.documents.read_text import read_csv, read_text, text_of  # noqa: PLC0415 - as above

    text = text_of(data, name=name)
    return read_csv(text, name=name) if path.suffix.casefold() in {".csv", ".tsv"} else read_text(text)


def _load(path: Path) -> bytes:
    if not path.is_file():
        raise refusals.missing(str(path))
    if path.stat().st_size > FILE_BYTES:
        raise refusals.too_large(path.name, message=f"Tệp lớn hơn {FILE_BYTES // (1024 * 1024)} MB.")
    try:
        data = path.read_bytes()
    except OSError:
        raise refusals.unreadable(path.name) from None
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise refusals.empty(path.name)
    return data


def _zipped(data: bytes, name: str) -> tuple[Paragraph | Table, ...]:
    from bot.documents.archive import parts_of  # noqa: PLC0415 - as in _blocks

    parts = parts_of(data, name=name)
    if "word/document.xml" in parts:
        from bot.documents.read_word import read_word  # noqa: PLC0415 - as in _blocks

        return read_word(data, name=name)
    if "xl/workbook.xml" in parts:
        from bot.documents.read_workbook import read_workbook  # noqa: PLC0415 - as in _blocks

        return read_workbook(data, name=name)
    raise refusals.wrong_type(name)


def _old_office(data: bytes, name: str) -> tuple[Paragraph | Table, ...]:
    """An OLE file: an old workbook, an old Word file, or a new one locked by a password."""
    if _stream(data, "EncryptedPackage"):
        raise refusals.locked(name)
    if _stream(data, "WordDocument"):
        raise refusals.wrong_type(name, message="Đây là tệp Word đời cũ (.doc).", remedy=refusals.SAVE_AS_WORD)
    if _stream(data, "Workbook") or _stream(data, "Book"):
        from bot.documents.read_workbook import read_workbook  # noqa: PLC0415 - as in _blocks

        return read_workbook(data, name=name)
    raise refusals.wrong_type(name)


def _stream(data: bytes, name: str) -> bool:
    """Whether the OLE directory names this stream: UTF-16 in a field of 64 bytes, so followed by zeros."""
    return name.encode("utf-16-le") + b"\x00\x00\x00\x00" in data


def _refuse_known(data: bytes, name: str) -> None:
    """Files that would pass for text, or whose first bytes say what they are."""
    head = data[:1024].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe\t\r\n ").lower()
    if head.startswith(_WEB):
        raise refusals.wrong_type(
            name, message="Đây là trang web (HTML hoặc XML) mang đuôi khác.", remedy=refusals.SAVE_AS_EXCEL
        )
    if head.startswith(b"%pdf"):
        raise refusals.wrong_type(
            name,
            message="Tệp PDF không đọc được thành bảng.",
            remedy="Hãy gửi bản Word hoặc Excel của văn bản.",
        )
    if head.startswith(b"{\\rtf"):
        raise refusals.wrong_type(name, message="Đây là tệp RTF.", remedy=refusals.SAVE_AS_WORD)
