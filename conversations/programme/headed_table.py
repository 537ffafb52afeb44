"""A table whose columns are known by their headings: in any order, with accents or without, notes around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from conversations.programme.problem import Problem
from conversations.programme.source_warning import SourceWarning
from conversations.reading.fold import plain_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conversations.programme.table import Cell, Document, Row, Table

_PASSED_OVER = frozenset({"", "tt", "stt", "so tt", "ghi chu", "nguon"})
_FEWEST = 2
"""So many known headings in one row make it the heading of a table."""
_DAY = re.compile(r"(?:ngày\s*)?(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?)?")
_MARK = re.compile(r"\(?(?:\d{1,2}|[A-ZĐ])\)?(?:\s*=[\s\d()+*/x-]+)?")
_YEARS = range(1900, 2101)
"""Another year is a slip; at the ends of the calendar there is no day before or after to reckon with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A column as it may be called. title: as it is told; names: in plain words."""

    key: str
    title: str
    names: frozenset[str]
    needed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadedTable:
    """The rows below the heading, and where each column stands."""

    head: Row
    rows: tuple[Row, ...]
    columns: Mapping[str, int]
    unread: tuple[Cell, ...]
    """Headings that no column is known by."""

    def cell(self, row: Row, key: str) -> Cell | None:
        """The cell of that column; None: the table has no such column. Raises Problem: it holds a formula."""
        column = self.columns.get(key)
        if column is None:
            return None
        return value_in(row.cell(column))

    def text(self, row: Row, key: str) -> str:
        """The same as text; "": nothing is there."""
        cell = self.cell(row, key)
        return "" if cell is None else cell.text


def read_headed_table(document: Document, headings: Sequence[Heading], *, what: str) -> HeadedTable:
    """what: the table is told of as. Raises Problem: there is none, a column is missing, or one stands there twice."""
    found = [
        (len(columns), -number, table, index, columns)
        for number, table in enumerate(document.tables)
        for index, row in enumerate(table.rows)
        if len(columns := _columns(row, headings)) >= _FEWEST
    ]
    if not found:
        raise Problem(
            code="table_missing",
            where=document.name,
            message=f"Không tìm thấy {what}.",
            remedy=f"Bảng cần các cột: {_listed(headings)}.",
        )
    _, _, table, index, columns = max(found, key=lambda one: one[:2])
    head = table.rows[index]
    missing = [one for one in headings if one.needed and one.key not in columns]
    if missing:
        raise Problem(
            code="column_missing",
            where=str(head.place),
            message=f"Bảng thiếu cột {', '.join(f'“{one.title}”' for one in missing)}.",
            remedy=f"Bảng cần các cột: {_listed(headings)}.",
        )
    _refuse_twice(head, headings)
    read = set(columns.values())
    return HeadedTable(
        head=head,
        rows=rows_below(table, index + 1),
        columns=columns,
        unread=tuple(
            cell
            for number, cell in enumerate(head.cells)
            if number not in read and not cell.covered and plain_words(cell.text) not in _PASSED_OVER
        ),
    )


def value_in(cell: Cell) -> Cell:
    """The cell itself. Raises Problem: it holds a formula."""
    if cell.uncomputed or cell.text.startswith("="):
        said = f" “{cell.text[:40]}”" if cell.text else ""
        raise Problem(
            code="cell_formula",
            where=str(cell.place),
            message=f"Ô này là công thức{said}, chưa có giá trị.",
            remedy="Hãy dán lại thành giá trị rồi nhập lại.",
        )
    return cell


def unread_columns(table: HeadedTable) -> tuple[SourceWarning, ...]:
    """What is told of headings that no column is known by."""
    return tuple(
        SourceWarning(
            code="column_unread",
            place=cell.place,
            stated=cell.text,
            computed="",
            message=f"Cột “{cell.text}” không được dùng đến, không ghi gì từ cột này.",
        )
        for cell in table.unread
    )


def read_day(cell: Cell | None) -> date | None:
    """The day in a cell; None: it is empty. Raises Problem: it holds something else."""
    if cell is None or not cell.text:
        return None
    if (day := _day_in(cell.text)) is not None and day.year in _YEARS:
        return day
    raise Problem(
        code="date_wrong",
        where=str(cell.place),
        message=f"“{cell.text}” không phải là ngày có trong lịch.",
        remedy="Hãy ghi dạng 1/7/2025.",
    )


def _day_in(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    iso = _ISO.fullmatch(text)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date(int(iso[1]), int(iso[2]), int(iso[3])) if iso else None
    except ValueError:
        return None


def own_text(cell: Cell) -> str:
    """What a cell says that must be its row's own. Raises Problem: it is empty, or merged with another row's."""
    if cell.covered:
        raise Problem(
            code="cell_merged",
            where=str(cell.place),
            message=f"Ô này gộp với ô khác (“{cell.text[:40]}”).",
            remedy="Hãy bỏ gộp ô, mỗi dòng ghi đủ của mình.",
        )
    if not cell.text:
        raise Problem(
            code="cell_empty", where=str(cell.place), message="Ô này để trống.", remedy="Hãy ghi đủ, hoặc xóa dòng."
        )
    return cell.text


def _columns(row: Row, headings: Sequence[Heading]) -> dict[str, int]:
    """Key to the first column that is called so."""
    found: dict[str, int] = {}
    for number, cell in enumerate(row.cells):
        for heading in headings:
            if plain_words(cell.text) in heading.names:
                found.setdefault(heading.key, number)
    return found


def _refuse_twice(head: Row, headings: Sequence[Heading]) -> None:
    seen: set[str] = set()
    for cell in head.cells:
        key = next((one.key for one in headings if plain_words(cell.text) in one.names), None)
        if key in seen:
            raise Problem(
                code="column_twice",
                where=str(cell.place),
                message=f"Cột “{cell.text}” có hai lần." if not cell.covered else f"Tên cột “{cell.text}” gộp hai cột.",
                remedy="Hãy giữ lại một cột.",
            )
        if key is not None:
            seen.add(key)


def rows_below(table: Table, first: int) -> tuple[Row, ...]:
    """A table's rows from that one on, without empty ones and notes: one text over the whole width, or a few words
    alone at the very end.
    """
    found = [row for row in table.rows[first:] if not row.blank and not _spread(row)]
    if found and numbers_columns(found[0]):
        del found[0]
    while found and found[-1].only_text is not None and found[-1].text(0) and len(found[-1].text(0).split()) > 1:
        found.pop()
    return tuple(found)


def numbers_columns(row: Row) -> bool:
    """A row below a heading that only numbers its columns: "A | B | 1 | 2", "(1) | (2) | (3)=(1)+(2)"."""
    texts = [cell.text for cell in row.cells if cell.text]
    return len(set(texts)) >= _FEWEST and all(_MARK.fullmatch(text) for text in texts)


def _spread(row: Row) -> bool:
    return row.only_text is not None and any(cell.covered for cell in row.cells)


def _listed(headings: Sequence[Heading]) -> str:
    needed = ", ".join(one.title for one in headings if one.needed)
    more = ", ".join(one.title for one in headings if not one.needed)
    return f"{needed}; có thể thêm {more}" if more else needed
