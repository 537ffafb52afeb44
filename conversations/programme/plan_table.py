"""The plan table of a document: found by its heading, wherever it stands and in however many pieces it was copied.

A second plan table in the same file is a problem, never a choice made in silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conversations.programme.plan_heading import Heading, find_heading
from conversations.programme.plan_rows import PlanRow, RowReader, is_total, label_of
from conversations.programme.problem import Problem
from conversations.programme.table import Document, Medium, Place, Row, Table
from conversations.reading.fold import plain_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.programme.criteria import Criterion
    from conversations.programme.stated import Stated

_BLANK_IS_OPEN = re.compile(r"ô\s+(?:để\s+)?(?:trống|trắng)[^.;]*(?:chưa đạt|không đạt)", re.IGNORECASE)
_PERIOD = re.compile(r"giai đoạn\s+(\d{4})\s*[-–—]\s*(\d{4})", re.IGNORECASE)
_LETTERHEAD = ("ubnd", "uy ban", "cong hoa", "doc lap")
_TITLE_LINES = 6
"""A table's title stands within so many lines above it."""
_TITLE_LENGTH = 200
"""A longer line is a heading that lost its cells, or prose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTable:
    """The table as the document states it, nothing recomputed. criteria: the codes, in the order of the set."""

    title: str
    period: tuple[int, int] | None
    """First and last year of the plan, as the title says."""
    criteria: tuple[str, ...]
    rows: tuple[PlanRow, ...]
    column_totals: tuple[tuple[str, Stated], ...] = ()
    grand_total: Stated | None = None
    average: Stated | None = None
    notes: tuple[str, ...] = ()
    unknown_columns: tuple[tuple[str, Place], ...] = ()
    unread_rows: tuple[tuple[str, Place], ...] = ()
    place: Place = field(compare=False)


def read_plan_table(document: Document, criteria: Sequence[Criterion]) -> PlanTable:
    """Find and read the document's plan table. Raises Problem: no table, two tables, a missing column, wrong cells."""
    found = _find(document, criteria)
    if found is None:
        raise Problem(
            code="plan_table_missing",
            where=document.name,
            message="Không tìm thấy bảng kế hoạch trong tệp: không dòng nào ghi tên các tiêu chí.",
            remedy="Hãy kiểm tra tệp có bảng với cột “Xã” và mỗi tiêu chí một cột.",
        )
    at, heading = found
    table = document.blocks[at]
    assert isinstance(table, Table)  # noqa: S101 - _find looks at tables only
    prose = "\n".join(paragraph.text for paragraph in document.prose())
    reader = RowReader(heading=heading, criteria=criteria, blank_is_open=bool(_BLANK_IS_OPEN.search(prose)))
    reader.read(_data_rows(document, at, heading, criteria))
    title = _title_before(document, at, heading)
    period = _PERIOD.search(title) or _PERIOD.search(prose)
    return PlanTable(
        title=title,
        period=(int(period[1]), int(period[2])) if period else None,
        criteria=tuple(criterion.code for criterion in criteria),
        rows=tuple(reader.rows),
        column_totals=tuple(reader.column_totals),
        grand_total=reader.grand_total,
        average=reader.average,
        notes=_notes(_lines_below(document, at, heading)),
        unknown_columns=tuple(
            (text, table.rows[heading.first_row - 1].cell(column).place) for column, text in heading.unknown
        ),
        unread_rows=tuple(reader.unread),
        place=table.place,
    )


def _find(document: Document, criteria: Sequence[Criterion]) -> tuple[int, Heading] | None:
    """The plan table's block number and heading. A second one that is no continuation of the first is a problem."""
    found: tuple[int, Heading] | None = None
    incomplete: Problem | None = None
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Table):
            continue
        try:
            heading = find_heading(block, criteria)
        except Problem as problem:
            incomplete = incomplete or problem
            continue
        if heading is None:
            continue
        if found is None:
            found = index, heading
        elif _ended(document, found[0], index, found[1]):
            raise Problem(
                code="plan_table_twice",
                where=str(block.place),
                message="Tệp có hai bảng kế hoạch theo tiêu chí.",
                remedy="Hãy giữ lại một bảng trong tệp rồi nhập lại.",
            )
    if found is None and incomplete is not None:
        raise incomplete
    return found


def _ended(document: Document, first: int, second: int, heading: Heading) -> bool:
    """Whether the table of block `first` came to its total row, or its sheet to its end, before block `second`."""
    if _sheet(document, first) != _sheet(document, second):
        return True
    return any(
        is_total(row, heading, label_of(row, heading))
        for block in document.blocks[first:second]
        if isinstance(block, Table)
        for row in block.rows
    )


def _sheet(document: Document, block: int) -> str:
    """The sheet a block stands on; empty for other media, which a new page does not divide."""
    place = document.blocks[block].place
    return place.part if place.medium is Medium.SHEET else ""


def _data_rows(document: Document, at: int, heading: Heading, criteria: Sequence[Criterion]) -> list[Row]:
    """The rows below the heading, and those of tables that only continue this one on the next page."""
    table = document.blocks[at]
    assert isinstance(table, Table)  # noqa: S101 - given by _find
    rows = list(table.rows[heading.first_row :])
    for index, block in enumerate(document.blocks[at + 1 :], at + 1):
        if not isinstance(block, Table):
            continue
        if _ended(document, at, index, heading):
            break
        try:
            again = find_heading(block, criteria)
        except Problem:
            break
        if again is None and block.width != table.width:
            break
        if again is not None and again.criteria != heading.criteria:
            raise Problem(
                code="plan_table_twice",
                where=str(block.place),
                message="Phần sau của bảng có thứ tự cột khác phần trước.",
                remedy="Hãy để cùng một thứ tự cột trong cả bảng.",
            )
        rows.extend(block.rows[again.first_row if again else 0 :])
    return rows


def _title_before(document: Document, at: int, heading: Heading) -> str:
    """The line above the table that names it, with the lines before it where all are capitals; not "(Kèm theo …)"."""
    block = document.blocks[at]
    assert isinstance(block, Table)  # noqa: S101 - given by _find
    above = [row.only_text for row in block.rows[: heading.first_row] if row.only_text]
    for before in reversed(document.blocks[:at]):
        if isinstance(before, Table):
            break
        above.insert(0, before.text)
    title: list[str] = []
    for text in reversed(above[-_TITLE_LINES:]):
        if title and not (text.isupper() and title[0].isupper() and not plain_words(text).startswith(_LETTERHEAD)):
            break
        if not title and (
            plain_words(text).startswith(("kem theo", "ban hanh kem"))
            or text.endswith(")")
            or len(text) > _TITLE_LENGTH
        ):
            continue
        title.insert(0, text)
    return " ".join(title)


def _lines_below(document: Document, at: int, heading: Heading) -> list[str]:
    """The running text below the heading up to the end, in order."""
    block = document.blocks[at]
    assert isinstance(block, Table)  # noqa: S101 - given by _find
    inside = [row.only_text for row in block.rows[heading.first_row :] if row.only_text]
    rest = Document(name=document.name, blocks=document.blocks[at + 1 :])
    return [*inside, *(paragraph.text for paragraph in rest.prose())]


def _notes(lines: Sequence[str]) -> tuple[str, ...]:
    """The notes: from the line "Ghi chú" on, as long as lines begin with a dash or a plus."""
    notes: list[str] = []
    for line in lines:
        if plain_words(line).startswith("ghi chu") or (notes and line.startswith(("-", "+", "–", "*"))):
            notes.append(line)
        elif notes:
            break
    return tuple(notes)
