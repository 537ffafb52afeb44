r"""Text and CSV. Text copied out of a document keeps its tables as lines with tabs, with "|", or with spaces only.

Marks of emphasis that a conversion leaves behind (`**`, `<b>`, `*( … )*`, `\.`) are no part of the text and go.
"""

from __future__ import annotations

import csv
import html
import io
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from bot.documents.refusals import broken, wrong_type
from bot.documents.write_rows import cell_text
from conversations.programme.table import Cell, Paragraph, Place, Row, Table
from conversations.reading.fold import tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
_TAG = re.compile(r"</?(?:b|i|u|em|strong|sup|sub|span|p|td|th|tr)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ESCAPED_OR_STARS = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()#+\-.!|<>~])|(?P<before>^|.)(?P<stars>\*+)(?=(?P<after>.|$))"
)
_TITLE = re.compile(r"^\s{0,3}#{1,6}\s+")
_LINE_END = re.compile(r"\r\n|\r|\n")
_RULE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?")
_GAP = re.compile(r"\s{2,}")
_MARK = re.compile(r"[A-Za-z]|\d{1,4}(?:[.,]\d{1,4})?")
_FEWEST_MARKS = 6
_FEWEST_GAPS = 3
"""A line with fewer runs of spaces is prose with a slip of the thumb, not a row of a table."""


def text_of(data: bytes, *, name: str) -> str:
    """The text in NFC: UTF-8 or UTF-16 (with or without its mark), else Vietnamese Windows. Raises Problem: no text."""
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return unicodedata.normalize("NFC", text)
    raise wrong_type(
        name,
        message="Tệp này không phải văn bản, hoặc dùng bảng mã lạ.",
        remedy="Hãy lưu lại bằng bảng mã Unicode (UTF-8), hoặc gửi tệp Excel, Word.",
    )


def _encodings(data: bytes) -> Iterator[str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield "utf-16"
        return
    if b"\x00" in data:
        # Latin letters of UTF-16 have their zero in every other byte: after the letter in little-endian.
        yield "utf-16-le" if data[1::2].count(0) >= data[::2].count(0) else "utf-16-be"
        return
    yield "utf-8-sig"
    yield "cp1258"


def read_csv(text: str, *, name: str) -> tuple[Table, ...]:
    """One table of the whole file. The separator is the one that gives most rows the same number of cells.

    Raises Problem for a file that is no CSV.
    """
    records = max((_records(text, separator) for separator in ";,\t"), key=_evenness)
    if not records:
        raise broken(name)
    rows = tuple(_row([_unmarked(cell_text(value)) for value in values], line) for line, values in records)
    return (Table(rows=rows, place=Place(row=1)),)


def _records(text: str, separator: str) -> list[tuple[int, list[str]]]:
    """Records with the line they begin on; lines between quotation marks belong to one record."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    records: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for values in reader:
            records.append((line, values))
            line = reader.line_num + 1
    except csv.Error:
        return []
    return records


def _evenness(records: Sequence[tuple[int, Sequence[str]]]) -> int:
    widths = Counter(len(values) for _, values in records if len(values) > 1)
    return max((rows * width for width, rows in widths.items()), default=0)


def read_text(text: str) -> tuple[Paragraph | Table, ...]:
    """Paragraphs, one a line, and tables: neighbouring lines that are divided in the same way."""
    lines = _LINE_END.split(text)
    split = _splitter(lines)
    blocks: list[Paragraph | Table] = []
    rows: list[Row] = []
    blanks = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            blanks += 1
            continue
        values = split(line)
        if values is None or (rows and blanks and len(values) != len(rows[-1].cells)):
            _close(rows, blocks)
        if values is None:
            if paragraph := _unmarked(line):
                blocks.append(Paragraph(text=paragraph, place=Place(row=number)))
        elif values:
            rows.append(_row(values, number))
        blanks = 0
    _close(rows, blocks)
    return tuple(blocks)


def _close(rows: list[Row], blocks: list[Paragraph | Table]) -> None:
    """The rows so far become a table."""
    if rows:
        blocks.append(Table(rows=tuple(rows), place=rows[0].place))
        rows.clear()


def _splitter(lines: Sequence[str]) -> Callable[[str], list[str] | None]:
    """How this text divides a row: its cells, None for prose, [] for a ruled line that is no row."""
    tabs = sum(1 for line in lines if line.strip().count("\t") >= 2)
    pipes = sum(1 for line in lines if line.count("|") >= 2)
    if pipes > max(tabs, 1):
        return _split_pipes
    return _split_tabs if tabs else _split_spaces


def _split_tabs(line: str) -> list[str] | None:
    return [_unmarked(value) for value in line.split("\t")] if "\t" in line.strip() else None


def _split_pipes(line: str) -> list[str] | None:
    bare = line.strip()
    if bare.count("|") < 2:
        return None
    if _RULE.fullmatch(bare):
        return []
    inner = bare.removeprefix("|")
    inner = inner.removesuffix("|") if not inner.endswith("\\|") else inner
    return [_unmarked(value) for value in re.split(r"(?<!\\)\|", inner)]


def _split_spaces(line: str) -> list[str] | None:
    """Cells are two or more spaces apart; a line that begins so has an empty first cell."""
    if len(_GAP.findall(line.rstrip())) < _FEWEST_GAPS:
        return _split_words(line.split())
    return [_unmarked(value) for value in _GAP.split(line.rstrip())]


def _split_words(words: Sequence[str]) -> list[str] | None:
    """A row whose cells are one space apart, as a PDF gives it: number, name of several words, then marks and numbers.

    Only a long run of marks and numbers at the end says that the line is a row; a row without a number has an empty
    first cell.
    """
    first_mark = len(words)
    while first_mark and _MARK.fullmatch(words[first_mark - 1]):
        first_mark -= 1
    if len(words) - first_mark < _FEWEST_MARKS:
        return None
    head = list(words[:first_mark])
    number = head.pop(0) if head and head[0].rstrip(".").isdecimal() else ""
    named = [number, " ".join(head)] if head or number else []
    return [_unmarked(value) for value in (*named, *words[first_mark:])]


def _row(values: Sequence[str], line: int) -> Row:
    cells = tuple(Cell(text=value, place=Place(row=line, column=at)) for at, value in enumerate(values, 1))
    return Row(cells=cells, place=Place(row=line))


def _unmarked(text: str) -> str:
    """The text without marks of emphasis; a cell that holds only stars keeps them."""
    bare = html.unescape(_TAG.sub("", _BREAK.sub(" ", text)))
    if not bare.strip().strip("*"):
        return tidy(bare)
    return tidy(_ESCAPED_OR_STARS.sub(_without_stars, _TITLE.sub("", bare)))


def _without_stars(found: re.Match[str]) -> str:
    """What is escaped stands for itself; stars go unless they multiply ("2*3") or stand alone between spaces."""
    if found["escaped"]:
        return found["escaped"]
    before, after = found["before"], found["after"]
    alone = before.isspace() and after.isspace()
    return found[0] if alone or (before.isdigit() and after.isdigit()) else before
