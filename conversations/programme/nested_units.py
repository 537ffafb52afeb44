"""A list of units with a column for each level ("Huyện", "Xã", "Thôn"): a unit's name stands once, at the first of its
rows, or on each of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.headed_table import rows_below, value_in
from conversations.programme.problem import Problem
from conversations.programme.unit import Level, kind_before, kind_named, title_of, without_kind
from conversations.programme.unit_rows import UnitRow, UnitRows, checked_name, heads_unit_rows, read_unit_rows
from conversations.reading.fold import accented, accents_agree, plain_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from conversations.programme.table import Cell, Document, Row, Table
    from conversations.programme.unit import Kind

_FEWEST = 2
"""So many levels; a single column of names says nothing about what stands above them."""
_ALTERNATIVES = re.compile(r"\s*(?:[/,;(]|\bhoặc\b)\s*")
_SUM = re.compile(r"(?:tong cong|tong so|tong|cong)(?: (?:\d+|huyen|xa|thon|xom|toan|cac|theo)\b.*)?")
"""In plain words: "Cộng huyện Nam Giang", "Tổng số: 12"; Cộng Hòa is a name."""
_NOTHING = frozenset({"", "0", "khong", "khong co", "chua co"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Levels:
    """The rows below the heading, and the columns of the levels, the highest first."""

    rows: tuple[Row, ...]
    kinds: Mapping[int, Kind]


def read_units(document: Document) -> UnitRows:
    """Such a list, else the table of `read_unit_rows`. Raises Problem: neither is there, or anything is wrong in it."""
    found = next((levels for table in document.tables if (levels := _levels(table)) is not None), None)
    if found is not None:
        return UnitRows(rows=tuple(_units(found)), warnings=())
    try:
        return read_unit_rows(document)
    except Problem as problem:
        if problem.code != "table_missing":
            raise
        raise Problem(
            code=problem.code,
            where=problem.where,
            message=problem.message,
            remedy=f"{problem.remedy} Hoặc mỗi cấp một cột: Huyện, Xã, Thôn.",
        ) from None


def _levels(table: Table) -> _Levels | None:
    for index, row in enumerate(table.rows):
        if heads_unit_rows(row):
            return None
        kinds = {
            number: kind
            for number, cell in enumerate(row.cells)
            if not cell.covered and (kind := _kind_of(cell.text)) is not None
        }
        ranks = [kind.rank for kind in kinds.values()]
        if len(ranks) >= _FEWEST and ranks == sorted(set(ranks)):
            return _Levels(rows=rows_below(table, index + 1), kinds=kinds)
    return None


def _kind_of(heading: str) -> Kind | None:
    """The first kind that a heading names: "Huyện, thị xã, thành phố"; "Tên xã". An office is none of the tree, and
    Lăng is a commune, not a làng.
    """
    first = _ALTERNATIVES.split(heading.strip())[0]
    words = first.split()
    if words and plain_words(words[0]) == "ten":
        first = " ".join(words[1:])
    kind = kind_named(first) if first else None
    return None if kind is None or kind.level is Level.OFFICE or not accents_agree(first, kind.name) else kind


def _units(levels: _Levels) -> Iterator[UnitRow]:
    first_seen: dict[tuple[str, ...], Cell] = {}
    deepest = max(levels.kinds)
    line: dict[int, UnitRow] = {}
    previous: Row | None = None
    for row in levels.rows:
        if _names_nothing(row, levels):
            continue
        for column, kind in levels.kinds.items():
            cell = value_in(row.cell(column))
            if plain_words(cell.text) in _NOTHING or (cell.covered and not _goes_on(cell, column, previous)):
                continue
            above = [line[other] for other in levels.kinds if other < column and other in line]
            _refuse_gap(row, column, levels, line, cell)
            unit = _unit(cell, kind, above)
            key = tuple(accented(one.title) for one in (*above, unit))
            before = first_seen.setdefault(key, cell)
            if before is cell and cell.covered and previous is not None:
                raise Problem(
                    code="cell_merged",
                    where=str(cell.place),
                    message=f"Ô này gộp qua hai đơn vị cấp trên (“{cell.text[:40]}”).",
                    remedy="Hãy bỏ gộp ô, mỗi dòng ghi đủ của mình.",
                )
            if before is cell:
                yield unit
            elif column == deepest and not cell.covered:
                raise Problem(
                    code="unit_twice",
                    where=str(cell.place),
                    message=f"{unit.title} có hai dòng, dòng kia ở {before.place}.",
                    remedy="Hãy giữ lại một dòng cho mỗi đơn vị.",
                )
            line = {other: one for other, one in line.items() if other < column} | {column: unit}
        previous = row


def _names_nothing(row: Row, levels: _Levels) -> bool:
    """A sum, or the heading once more, as on each page of a printed table."""
    if any(_SUM.fullmatch(plain_words(row.text(column))) for column in range(max(levels.kinds) + 1)):
        return True
    return all(_kind_of(row.text(column)) == kind for column, kind in levels.kinds.items())


def _goes_on(cell: Cell, column: int, previous: Row | None) -> bool:
    """Whether a merged cell goes on from the row before; from the column beside it is another level's text."""
    return previous is not None and previous.text(column) == cell.text


def _refuse_gap(row: Row, column: int, levels: _Levels, line: Mapping[int, UnitRow], cell: Cell) -> None:
    """What stands above a unit is known from its row or from one before."""
    for other, kind in levels.kinds.items():
        if other < column and other not in line:
            raise Problem(
                code="cell_empty",
                where=str(row.cell(other).place),
                message=f"Chưa rõ “{cell.text}” thuộc {kind.name} nào.",
                remedy="Hãy ghi tên ở dòng đầu tiên của mỗi đơn vị cấp trên.",
            )


def _unit(cell: Cell, kind: Kind, above: list[UnitRow]) -> UnitRow:
    """A name may say its own kind: "Thị trấn Quảng Uyên" in the column of communes. Raises Problem: it is no name."""
    kind = kind_before(cell.text, kind.level) or kind
    name = checked_name(without_kind(cell.text, kind), cell)
    if kind.code in {"huyen", "xa"} and not any(letter.isalpha() for letter in name):
        raise Problem(
            code="unit_name_wrong",
            where=str(cell.place),
            message=f"“{name}” không phải tên {kind.name}.",
            remedy=f"Cột này cần tên từng {kind.name}, không phải số đếm.",
        )
    return UnitRow(
        kind=kind,
        name=name,
        under=", ".join(title_of(one.kind, one.name) for one in reversed(above)),
        place=cell.place,
    )
