"""Finds and reads the table of targets by place: a line for each level and standard, below it its result and its plan.

A cell that is neither empty, a dash nor a whole number is a problem with its place; nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conversations.programme.headed_table import value_in
from conversations.programme.plan_targets import standard_named
from conversations.programme.problem import Problem
from conversations.programme.stated import read_number
from conversations.programme.target_lines import TargetFigures, TargetKey, TargetLine
from conversations.programme.unit import Level
from conversations.reading.fold import plain_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conversations.programme.stated import Stated
    from conversations.programme.table import Document, Row, Table

_TITLES = frozenset({"noi dung", "chi tieu", "noi dung chi tieu", "muc tieu", "noi dung muc tieu"})
_SUMS = frozenset({"tong cong", "tong so", "tong", "toan tinh", "toan huyen", "cong"})
_NOTES = frozenset({"ghi chu"})
_NUMBERS = frozenset({"tt", "stt", "so tt", "i"})
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_DASHES = frozenset({"-", "–", "—", "."})
_LEVELS: tuple[tuple[str, Level], ...] = (
    ("thon", Level.VILLAGE),
    ("xom", Level.VILLAGE),
    ("xa", Level.COMMUNE),
    ("huyen", Level.DISTRICT),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Where things stand. places: column to the name written above it."""

    title: int
    whole: int | None
    places: Mapping[int, str]

    @property
    def figures(self) -> tuple[int, ...]:
        return (*(() if self.whole is None else (self.whole,)), *self.places)


@dataclass(slots=True)
class _Open:
    """A target whose lines of result and plan are still to come."""

    head: Row
    title: str
    key: TargetKey
    parts: dict[str, Row] = field(default_factory=dict)


def read_target_lines(document: Document) -> tuple[TargetLine, ...]:
    """The lines in the document's order. Raises Problem: no such table, or anything wrong in it."""
    for table in document.tables:
        for index, row in enumerate(table.rows):
            found = _columns(table, index, row)
            if found is None:
                continue
            rows, columns = table.rows[found[0] :], found[1]
            if any(one.only_text is None and _part(one.text(columns.title)) for one in rows):
                return _read(rows, columns)
    raise Problem(
        code="target_table_missing",
        where=document.name,
        message="Không tìm thấy bảng chỉ tiêu theo huyện.",
        remedy="Bảng cần cột Nội dung, cột Tổng cộng, mỗi huyện một cột, và các dòng “Kết quả …”, “Kế hoạch …”.",
    )


def _columns(table: Table, index: int, row: Row) -> tuple[int, _Columns] | None:
    """The first row below the heading and the columns, where such a heading begins in this row."""
    heads = [plain_words(cell.text) for cell in row.cells]
    title = next((column for column, head in enumerate(heads) if head in _TITLES), None)
    whole = next((column for column, head in enumerate(heads) if head in _SUMS), None)
    if title is None or whole is None or row.only_text is not None:
        return None
    two_lines = any(head.startswith(("trong do", "chia ra", "cac huyen")) for head in heads)
    below = table.rows[index + 1] if two_lines and index + 1 < len(table.rows) else None
    names = row if below is None else below
    width = max(len(row.cells), len(names.cells))
    places: dict[int, str] = {}
    for column in range(width):
        head = plain_words(row.text(column))
        if column in {title, whole} or head in _NOTES | _NUMBERS or column < title:
            continue
        if name := names.text(column):
            places[column] = name
    if not places:
        return None
    _refuse_twice(names, places)
    return index + (1 if below is None else 2), _Columns(title=title, whole=whole, places=places)


def _refuse_twice(row: Row, places: Mapping[int, str]) -> None:
    seen: set[str] = set()
    for column, name in places.items():
        if plain_words(name) in seen:
            raise Problem(
                code="target_place_twice",
                where=str(row.cell(column).place),
                message=f"Cột “{name}” có hai lần.",
                remedy="Hãy giữ lại một cột cho mỗi đơn vị.",
            )
        seen.add(plain_words(name))


def _read(rows: Sequence[Row], columns: _Columns) -> tuple[TargetLine, ...]:
    lines: list[TargetLine] = []
    open_one: _Open | None = None
    for row in rows:
        title = row.text(columns.title)
        if row.blank or row.only_text is not None or not title:
            if not title:
                _refuse_stray(row, columns)
            continue
        part = _part(title)
        if part is not None:
            _put(open_one, part, row, title)
        elif any(row.text(column) for column in columns.figures):
            lines += [] if open_one is None else [_line(open_one, columns)]
            open_one = _Open(head=row, title=title, key=_key(row, title))
    lines += [] if open_one is None else [_line(open_one, columns)]
    seen: set[TargetKey] = set()
    for line in lines:
        if line.key in seen:
            raise Problem(
                code="target_twice",
                where=str(line.place),
                message=f"Chỉ tiêu “{line.title}” có hai lần.",
                remedy="Hãy giữ lại một dòng cho mỗi cấp và mỗi mức.",
            )
        seen.add(line.key)
    return tuple(lines)


def _refuse_stray(row: Row, columns: _Columns) -> None:
    """A line without a title is none, unless it holds figures: then somebody's figures would be lost."""
    for column in columns.figures:
        if row.text(column).isdecimal():
            raise Problem(
                code="target_row_untitled",
                where=str(row.cell(column).place),
                message="Dòng này có số nhưng không ghi nội dung.",
                remedy="Hãy ghi nội dung của dòng, hoặc xóa dòng.",
            )


def _part(title: str) -> str | None:
    folded = plain_words(title)
    if folded.startswith(("ket qua", "da dat")):
        return "result"
    return "planned" if folded.startswith(("ke hoach", "thuc hien moi")) else None


def _put(target: _Open | None, part: str, row: Row, title: str) -> None:
    if target is None or part in target.parts:
        raise Problem(
            code="target_part_misplaced",
            where=str(row.place),
            message=f"Dòng “{title}” không thuộc chỉ tiêu nào ở trên." if target is None else f"“{title}” có hai lần.",
            remedy="Dưới mỗi chỉ tiêu là một dòng kết quả và một dòng kế hoạch.",
        )
    target.parts[part] = row


def _key(row: Row, title: str) -> TargetKey:
    """What stands in brackets only narrows it down; "nông thôn" is no level."""
    bare = title.split("(", maxsplit=1)[0]
    words = plain_words(bare).replace("nong thon moi", "ntm").split()
    level = next((level for word, level in _LEVELS if word in words), None)
    standard = standard_named(bare)
    if level is None or standard is None:
        raise Problem(
            code="target_row_unknown",
            where=str(row.place),
            message=f"Không rõ dòng “{title}” nói về cấp nào, mức nào.",
            remedy="Hãy ghi rõ cấp (huyện, xã, thôn) và mức (đạt chuẩn NTM, nâng cao, kiểu mẫu).",
        )
    return TargetKey(level=level, standard=standard)


def _line(target: _Open, columns: _Columns) -> TargetLine:
    if set(target.parts) != {"result", "planned"}:
        raise Problem(
            code="target_part_missing",
            where=str(target.head.place),
            message=f"Chỉ tiêu “{target.title}” thiếu dòng kết quả hoặc dòng kế hoạch.",
            remedy="Dưới mỗi chỉ tiêu là một dòng “Kết quả đến hết năm …” và một dòng “Kế hoạch từ năm … - …”.",
        )
    result, planned = target.parts["result"], target.parts["planned"]

    def figures(column: int, name: str) -> TargetFigures:
        return TargetFigures(
            name=name,
            result=_number(result, column, name),
            planned=_number(planned, column, name),
            total=_number(target.head, column, name),
            place=target.head.cell(column).place,
        )

    base = _YEAR.findall(result.text(columns.title))
    by = _YEAR.findall(planned.text(columns.title))
    return TargetLine(
        key=target.key,
        title=target.title,
        base_year=int(base[-1]) if base else None,
        by_year=int(by[-1]) if by else None,
        figures=tuple(figures(column, name) for column, name in columns.places.items()),
        whole=None if columns.whole is None else figures(columns.whole, "Tổng cộng"),
        place=target.head.place,
    )


def _number(row: Row, column: int, name: str) -> Stated | None:
    cell = value_in(row.cell(column))
    if not cell.text or cell.text in _DASHES:
        return None
    found = read_number(cell.text, place=cell.place)
    if found is None or found.decimals or "/" in cell.text:
        raise Problem(
            code="target_cell_wrong",
            where=f"{name}, {cell.place}",
            message=f"Ô này ghi “{cell.text}”.",
            remedy="Ở đây chỉ ghi một số nguyên; để trống nếu không có.",
        )
    return found
