"""Word documents: paragraphs and tables in the order in which they are read, merged cells filled.

The XML is walked here instead of through the library's cells: those are slow for merged tables and leave out text that
stands in tracked insertions, links and content controls. What a tracked change deleted is not read.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Protocol
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from bot.documents.limits import SHEET_CELLS
from bot.documents.refusals import broken, empty, too_large
from conversations.programme.table import Cell, Medium, Paragraph, Place, Row, Table
from conversations.reading.fold import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

_P, _TBL, _TR, _TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_WRAPPERS = frozenset(
    {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"), qn("w:customXml"), qn("w:smartTag")}
)
_SKIPPED = frozenset(
    {
        qn("w:del"),
        qn("w:moveFrom"),
        qn("w:pPr"),
        qn("w:tblPr"),
        qn("w:instrText"),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)
_VAL = qn("w:val")
_MOST_COLUMNS = 200
"""A cell that claims to span more is broken; Word itself allows 63 columns."""


class Element(Protocol):
    """What is used of an XML element; the library behind has no types."""

    tag: str
    text: str | None

    def __iter__(self) -> Iterator[Element]: ...
    def get(self, key: str, default: str = ...) -> str: ...
    def find(self, path: str) -> Element | None: ...


def read_word(data: bytes, *, name: str) -> tuple[Paragraph | Table, ...]:
    """The document's body. Raises Problem for a broken or empty document."""
    try:
        body = docx.Document(io.BytesIO(data)).element.body
        if sum(map(_columns, body.iter(_TR))) > SHEET_CELLS:
            raise too_large(name, message="Các bảng trong tệp có quá nhiều ô.")
        blocks = tuple(_blocks(body))
    except (OpcError, BadZipFile, KeyError, ValueError, SyntaxError):
        raise broken(name) from None
    if not blocks:
        raise empty(name)
    return blocks


def _blocks(body: Element) -> Iterator[Paragraph | Table]:
    paragraphs = tables = 0
    for element in _inside(body):
        if element.tag == _P:
            for line in _text(element).split("\n"):
                if text := tidy(line):
                    paragraphs += 1
                    yield Paragraph(text=text, place=Place(medium=Medium.WORD, row=paragraphs))
        elif element.tag == _TBL:
            tables += 1
            table = _table(element, number=tables)
            if any(not row.blank for row in table.rows):
                yield table


def _inside(element: Element) -> Iterator[Element]:
    """The children, looking through what only wraps them."""
    for child in element:
        if child.tag in _WRAPPERS:
            yield from _inside(child)
        else:
            yield child


def _table(element: Element, *, number: int) -> Table:
    part = str(number)
    rows: list[Row] = []
    above: dict[int, str] = {}
    for tr in _inside(element):
        if tr.tag != _TR or _deleted(tr):
            continue
        row = len(rows) + 1
        cells: list[Cell] = [
            _cell("", part, row, column + 1) for column in range(_number(tr, "w:trPr", "w:gridBefore", 0))
        ]
        for tc in _inside(tr):
            if tc.tag != _TC:
                continue
            merge = tc.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            continues = merge is not None and merge.get(_VAL, "continue") != "restart"
            first = len(cells)
            text = above.get(first, "") if continues else tidy(_text(tc))
            for at in range(_number(tc, "w:tcPr", "w:gridSpan", 1)):
                cells.append(_cell(text, part, row, first + at + 1, covered=continues or at > 0))
                above[first + at] = text
        rows.append(Row(cells=tuple(cells), place=Place(medium=Medium.WORD, part=part, row=row)))
    return Table(rows=tuple(rows), place=Place(medium=Medium.WORD, part=part, row=1))


def _cell(text: str, part: str, row: int, column: int, *, covered: bool = False) -> Cell:
    return Cell(text=text, place=Place(medium=Medium.WORD, part=part, row=row, column=column), covered=covered)


def _deleted(tr: Element) -> bool:
    return tr.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _columns(tr: Element) -> int:
    """So many cells the row becomes: one that spans many is as many."""
    spans = sum(_number(tc, "w:tcPr", "w:gridSpan", 1) for tc in _inside(tr) if tc.tag == _TC)
    return spans + _number(tr, "w:trPr", "w:gridBefore", 0)


def _number(element: Element, properties: str, name: str, default: int) -> int:
    found = element.find(f"{qn(properties)}/{qn(name)}")
    value = found.get(_VAL, "") if found is not None else ""
    return min(max(int(value), default), _MOST_COLUMNS) if value.isdecimal() else default


def _text(element: Element) -> str:
    """All text below the element: paragraphs and line breaks end a line, tabs are tabs, deleted text is left out."""
    pieces: list[str] = []
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == qn("w:t"):
            pieces.append(child.text or "")
        elif child.tag == qn("w:tab"):
            pieces.append("\t")
        elif child.tag in {qn("w:br"), qn("w:cr")}:
            pieces.append("\n")
        elif child.tag == qn("w:noBreakHyphen"):
            pieces.append("-")
        else:
            pieces.append(_text(child))
            if child.tag == _P:
                pieces.append("\n")
    return "".join(pieces)
