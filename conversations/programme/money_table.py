"""Tables of money: a row for each unit, programme, source, kind and year with what is assigned and what is spent.

Rows that only sum up are not kept but checked. The same money twice is an error: one of the two would be lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conversations.programme.money import Nature, Programme, Source
from conversations.programme.money_columns import Column, Columns, money_tables
from conversations.programme.money_lines import MoneyLine, sum_differs
from conversations.programme.money_words import nature_in, programme_in, source_named, years_in
from conversations.programme.problem import Problem
from conversations.programme.source_warning import SourceWarning
from conversations.programme.table import Place
from conversations.reading.fold import plain_words
from conversations.reading.show import show_money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conversations.programme.table import Document, Row

_SUMS = ("tong", "cong", "tong cong", "tong so", "toan tinh", "toan huyen", "toan xa")
_SUM = re.compile(r"(?:tổng(?:\s+(?:cộng|số))?|cộng)(?:\s+|\s*:\s*|$)", re.IGNORECASE)
_KEYS = (Column.UNIT, Column.PROGRAMME, Column.SOURCE, Column.NATURE, Column.YEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedSum:
    """A row that sums up: the keys it names itself, and what it states. None: it says nothing of that."""

    unit: str
    programme: Programme | None
    source: Source | None
    nature: Nature | None
    year: int | None
    amount: int | None
    spent: int | None
    place: Place = field(compare=False)
    spent_place: Place = field(compare=False)

    def covers(self, line: MoneyLine) -> bool:
        """Whether the line is among what it sums up."""
        return (
            (not self.unit or plain_words(self.unit) == plain_words(line.unit))
            and self.programme in {None, line.programme}
            and self.source in {None, line.source}
            and self.nature in {None, line.nature}
            and self.year in {None, line.year}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyTable:
    """What one table says."""

    lines: tuple[MoneyLine, ...]
    sums: tuple[StatedSum, ...]
    across: tuple[tuple[int, int, Place], ...] = ()
    """Sums of a row over its years: as stated, as they add up, and where."""


def read_money_tables(document: Document, *, years: range) -> tuple[MoneyTable, ...]:
    """Every table of sources in the document. Raises Problem: anything wrong in one of them.

    years: which there can be.
    """
    found: list[MoneyTable] = []
    for table, columns in money_tables(document):
        if Column.WORK in columns[0].at:
            continue
        rows = table.rows[columns[0].first :]
        read = [_read(rows, one, years) for one in columns]
        found.append(
            MoneyTable(
                lines=tuple(line for one in read for line in one.lines),
                sums=tuple(total for one in read for total in one.sums),
                across=tuple(_across(rows, columns)),
            )
        )
    return tuple(found)


def _read(rows: Sequence[Row], columns: Columns, years: range) -> MoneyTable:
    lines: list[MoneyLine] = []
    sums: list[StatedSum] = []
    for row in rows:
        if row.blank or (row.only_text is not None and len(row.cells) > 1):
            continue
        sum_only = _is_sum(row, columns)
        amounts = {one: columns.amount(row, one, sum_only=sum_only) for one in (Column.PLANNED, Column.SPENT)}
        if sum_only:
            sums.append(_sum(row, columns, amounts, years))
        elif any(one is not None for one in amounts.values()):
            lines.append(_line(row, columns, amounts, years))
    return MoneyTable(lines=tuple(lines), sums=tuple(sums))


def _across(rows: Sequence[Row], columns: Sequence[Columns]) -> Iterator[tuple[int, int, Place]]:
    place = columns[0].all_years
    if place is None:
        return
    for row in rows:
        if row.only_text is not None or (stated := columns[0].amount_at(row, place)) is None:
            continue
        yield stated, sum(one.amount(row, Column.PLANNED) or 0 for one in columns), row.cell(place).place


def _is_sum(row: Row, columns: Columns) -> bool:
    if says_sum(row) or says_sum_alone(columns.text(row, Column.UNIT)):
        return True
    return any(_SUM.match(columns.text(row, one)) for one in _KEYS if one is not Column.UNIT)


def says_sum(row: Row) -> bool:
    """Whether the first text of the row says that it only sums up others."""
    return says_sum_alone(next((cell.text for cell in row.cells if cell.text and not cell.text.isdecimal()), ""))


def says_sum_alone(text: str) -> bool:
    """A text that is nothing but "Tổng cộng": Tổng Cọt and Cộng Hòa are communes."""
    return plain_words(text) in _SUMS


def _line(row: Row, columns: Columns, amounts: dict[Column, int | None], years: range) -> MoneyLine:
    spent = amounts[Column.SPENT]
    spent_on = columns.day(row, Column.SPENT_ON) or columns.spent_on
    if spent is not None and spent_on is None:
        raise Problem(
            code="money_spent_undated",
            where=str(columns.cell(row, Column.SPENT).place),
            message="Không rõ số giải ngân tính đến ngày nào.",
            remedy="Hãy ghi ngày trong tên cột, ví dụ “Giải ngân đến 31/5/2024”, hoặc thêm cột “Đến ngày”.",
        )
    if Column.UNIT in columns.at and not columns.text(row, Column.UNIT):
        raise _missing(row, columns, Column.UNIT, "đơn vị")
    return MoneyLine(
        unit=columns.text(row, Column.UNIT),
        programme=programme_of(row, columns) or Programme.NTM,
        source=source_of(row, columns),
        nature=_nature(row, columns),
        year=year_of(row, columns, years) or columns.year_of_plan,
        amount=amounts[Column.PLANNED],
        part=bool(columns.text(row, Column.PART)),
        spent=spent,
        spent_on=None if spent is None else spent_on,
        place=row.place if amounts[Column.PLANNED] is None else columns.cell(row, Column.PLANNED).place,
        unit_place=columns.cell(row, Column.UNIT).place if Column.UNIT in columns.at else row.place,
    )


def _sum(row: Row, columns: Columns, amounts: dict[Column, int | None], years: range) -> StatedSum:
    def own(column: Column) -> str:
        return _SUM.sub("", columns.text(row, column)).strip(" :")

    places = {
        one: columns.cell(row, one).place if one in columns.at else row.place for one in (Column.PLANNED, Column.SPENT)
    }
    return StatedSum(
        unit="" if says_sum_alone(columns.text(row, Column.UNIT)) else columns.text(row, Column.UNIT),
        programme=programme_of(row, columns) if own(Column.PROGRAMME) else None,
        source=source_of(row, columns) if own(Column.SOURCE) else None,
        nature=_nature(row, columns) if own(Column.NATURE) else None,
        year=(year_of(row, columns, years) if own(Column.YEAR) else None) or columns.year_of_plan,
        amount=amounts[Column.PLANNED],
        spent=amounts[Column.SPENT],
        place=places[Column.PLANNED],
        spent_place=places[Column.SPENT],
    )


def programme_of(row: Row, columns: Columns) -> Programme | None:
    """Raises Problem with the cell's place: a text that names no programme."""
    text = columns.text(row, Column.PROGRAMME)
    found = programme_in(text)
    if text and found is None:
        raise _unknown(row, columns, Column.PROGRAMME, "chương trình", "nông thôn mới, giảm nghèo, dân tộc thiểu số")
    return found


def source_of(row: Row, columns: Columns) -> Source | None:
    """Raises Problem with the cell's place: a text that names no source."""
    text = columns.text(row, Column.SOURCE)
    found = source_named(text)
    if text and found is None:
        raise _unknown(row, columns, Column.SOURCE, "nguồn vốn", "ngân sách trung ương, ngân sách tỉnh, nhân dân")
    return found


def _nature(row: Row, columns: Columns) -> Nature | None:
    text = columns.text(row, Column.NATURE)
    found = nature_in(text)
    if text and found is None:
        raise _unknown(row, columns, Column.NATURE, "loại vốn", "đầu tư phát triển, sự nghiệp")
    return found


def year_of(row: Row, columns: Columns, years: range) -> int | None:
    """Raises Problem with the cell's place: no year, or one outside the period."""
    text = columns.text(row, Column.YEAR)
    if not text:
        return None
    found = years_in(text) if len(text) <= len("vốn năm 2024-2025") else None
    if found is None:
        raise _unknown(row, columns, Column.YEAR, "năm", "2024")
    if found[0] not in years or found[1] not in years:
        raise Problem(
            code="money_year_outside",
            where=str(columns.cell(row, Column.YEAR).place),
            message=f"Năm {text} nằm ngoài thời kỳ {years[0]}-{years[-1]}.",
            remedy="Hãy sửa năm của vốn.",
        )
    return found[0] if found[0] == found[1] else None


def _unknown(row: Row, columns: Columns, column: Column, what: str, such_as: str) -> Problem:
    cell = columns.cell(row, column)
    return Problem(
        code=f"money_{column.value}_unknown",
        where=str(cell.place),
        message=f"Không rõ “{cell.text}” là {what} nào.",
        remedy=f"Hãy ghi rõ, ví dụ {such_as}.",
    )


def _missing(row: Row, columns: Columns, column: Column, what: str) -> Problem:
    return Problem(
        code=f"money_{column.value}_missing",
        where=str(columns.cell(row, column).place),
        message=f"Dòng này có số tiền nhưng không ghi {what}.",
        remedy=f"Hãy ghi {what} của dòng, hoặc xóa dòng.",
    )


def table_warnings(table: MoneyTable) -> Iterator[SourceWarning]:
    """Every sum its lines do not give, and every line of which more is spent than assigned."""
    for one in table.sums:
        covered = [line for line in table.lines if one.covers(line)]
        for what, stated, computed, place in (
            ("kế hoạch", one.amount, sum(line.amount or 0 for line in covered), one.place),
            ("giải ngân", one.spent, sum(line.spent or 0 for line in covered), one.spent_place),
        ):
            if stated is not None:
                yield from sum_differs(stated, computed, place, "cộng các dòng", said=f"Dòng tổng ghi {what}")
    for stated, computed, place in table.across:
        yield from sum_differs(stated, computed, place, "cộng các năm", said="Cột tổng ghi")
    for line in table.lines:
        if line.amount is not None and line.spent is not None and line.spent > line.amount:
            yield SourceWarning(
                code="money_spent_exceeds",
                place=line.place,
                stated=line.spent,
                computed=line.amount,
                message=f"Giải ngân {show_money(line.spent)} lớn hơn kế hoạch {show_money(line.amount)}. "
                "Đã giữ nguyên cả hai số.",
            )
