"""What the columns of a table about money are, in whatever order: read from their heads, with their unit of money.

Years can be columns, too ("Năm 2024", "Năm 2025 | Kế hoạch, Giải ngân"): the table is then read once for each year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from conversations.programme.money_words import (
    Writing,
    read_money,
    unit_of_money,
    writing_of,
    writing_of_prose,
    years_in,
)
from conversations.programme.problem import Problem
from conversations.programme.table import Paragraph
from conversations.reading.fold import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from conversations.programme.table import Cell, Document, Row, Table


class Column(StrEnum):
    """What stands in a column."""

    UNIT = "unit"
    PROGRAMME = "programme"
    SOURCE = "source"
    NATURE = "nature"
    YEAR = "year"
    PART = "part"
    PLANNED = "planned"
    SPENT = "spent"
    SPENT_ON = "spent_on"
    CODE = "code"
    WORK = "work"
    CRITERION = "criterion"
    ALLOCATED_ON = "allocated_on"
    COST = "cost"
    DEBT = "debt"
    HANDED_OVER_ON = "handed_over_on"
    SETTLED_ON = "settled_on"
    CONTRACTOR = "contractor"
    CONTRACT_NUMBER = "contract_number"
    CONTRACTED_ON = "contracted_on"
    CONTRACT_VALUE = "contract_value"


AMOUNTS = (Column.PLANNED, Column.SPENT, Column.COST, Column.DEBT, Column.CONTRACT_VALUE)
DAYS = (Column.SPENT_ON, Column.ALLOCATED_ON, Column.HANDED_OVER_ON, Column.SETTLED_ON, Column.CONTRACTED_ON)
_HEADS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (Column.PART, re.compile(r"(nam )?trong (khoan|dong) khac")),
    (Column.CODE, re.compile(r"ma( so)?( cong trinh| du an)?")),
    (
        Column.ALLOCATED_ON,
        re.compile(r"(ngay |thoi gian )(duoc )?(phan bo|giao|cap)( von| ke hoach)?( cho cong trinh)?"),
    ),
    (Column.HANDED_OVER_ON, re.compile(r"(ngay |thoi gian )?(nghiem thu )?ban giao( dua vao su dung)?")),
    (Column.CONTRACTED_ON, re.compile(r"(ngay|thoi gian)( ky)? hop dong")),
    (Column.CONTRACT_VALUE, re.compile(r"gia( tri)? hop dong")),
    (Column.CONTRACT_NUMBER, re.compile(r"(so |so hieu )?hop dong( so)?")),
    (Column.CONTRACTOR, re.compile(r"(ten )?(nha thau|don vi thi cong|don vi trung thau)( thi cong)?( xay dung)?")),
    (Column.SETTLED_ON, re.compile(r"(ngay |thoi gian )?(phe duyet )?quyet toan")),
    (Column.SPENT_ON, re.compile(r"(giai ngan |so lieu )?(tinh )?(den )?ngay( giai ngan)?|den ngay")),
    (Column.COST, re.compile(r"tong muc( dau tu| von)?( duoc duyet)?")),
    (Column.DEBT, re.compile(r"(con )?no( dong)?( xay dung co ban| xdcb)?|con phai tra|con thieu von")),
    (
        Column.SPENT,
        re.compile(r"(so |von )?(luy ke )?(da )?(giai ngan|thanh toan)( luy ke)?( (tinh )?den (het )?(ngay )?.*)?"),
    ),
    (
        Column.PLANNED,
        re.compile(
            r"(so )?(ke hoach|von duoc giao|von giao|von phan bo|du toan)( von)?( duoc giao| giao)?( nam 20\d\d| nam)?"
        ),
    ),
    (Column.WORK, re.compile(r"(ten )?(cong trinh|du an|danh muc)( cong trinh)?( du an)?")),
    (Column.UNIT, re.compile(r"(ten )?(don vi|dia phuong|dia diem|huyen|xa)( thuc hien| xa| huyen)?( dia phuong)?")),
    (Column.PROGRAMME, re.compile(r"(thuoc )?chuong trinh( mtqg)?")),
    (Column.SOURCE, re.compile(r"nguon( von| kinh phi| ngan sach)?|ngan sach")),
    (Column.NATURE, re.compile(r"(loai|tinh chat)( von| kinh phi| nguon)?")),
    (Column.CRITERION, re.compile(r"(so |thuoc )?tieu chi( so)?")),
    (Column.YEAR, re.compile(r"nam( von| ke hoach| cua von)?|von nam")),
)
_YEAR_HEAD = re.compile(r"(?:(?P<before>.+) )?nam (?P<year>20\d\d)(?: (?P<after>.+))?")
_PART_OF_YEAR = re.compile(r"\b(?:ke hoach|giai ngan|von giao|nam 20\d\d)\b")
_ALL_YEARS = frozenset({"tong so", "tong cong", "tong", "cong", "ca giai doan", "tong von"})
_BRACKETS = re.compile(r"\([^()]*\)")
_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(20\d{2})|(20\d{2})-(\d{2})-(\d{2})")
_NONE = frozenset({"", "-", "–", "—", "."})


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of a table, or of one year of it. at: where each stands; scales: đồng for one of their figures."""

    first: int
    """The number of the first row below the heads."""
    at: Mapping[Column, int]
    scales: Mapping[int, int]
    writing: Writing | None
    spent_on: date | None
    """The day up to which money is spent, where the head or the text around the table says it."""
    year_of_plan: int | None
    """The year of the money that the head over what is assigned says: "Kế hoạch năm 2024"."""
    all_years: int | None = None
    """Where the sum of a row over all years stands, in a table with years as columns."""

    def text(self, row: Row, column: Column) -> str:
        """What the row says there; "" where it says nothing or the table has no such column."""
        if column not in self.at:
            return ""
        said = row.text(self.at[column])
        return "" if said in _NONE else said

    def cell(self, row: Row, column: Column) -> Cell:
        return row.cell(self.at[column])

    def amount(self, row: Row, column: Column, *, sum_only: bool = False) -> int | None:
        """So many đồng, None where nothing is said. Raises Problem with the cell's place.

        sum_only: the row only sums up others, so that a formula nobody has computed says nothing.
        """
        if column not in self.at or (sum_only and self.cell(row, column).uncomputed):
            return None
        return self.amount_at(row, self.at[column])

    def amount_at(self, row: Row, place: int) -> int | None:
        """The same of a column by its number."""
        cell = row.cell(place)
        if cell.uncomputed:
            raise Problem(
                code="money_formula",
                where=str(cell.place),
                message="Ô này là công thức chưa có kết quả.",
                remedy="Hãy mở tệp bằng Excel rồi lưu lại, hoặc ghi số thay công thức.",
            )
        if cell.text in _NONE:
            return None
        writing = Writing.POINT if cell.divided else self.writing
        return read_money(cell.text, self.scales[place], writing=writing, where=str(cell.place))

    def day(self, row: Row, column: Column) -> date | None:
        """The day, None where nothing is said. Raises Problem with the cell's place."""
        if not self.text(row, column):
            return None
        cell = self.cell(row, column)
        day = day_in(cell.text, whole=True)
        if day is None:
            raise Problem(
                code="money_no_day",
                where=str(cell.place),
                message=f"“{cell.text}” không phải một ngày.",
                remedy="Hãy ghi ngày/tháng/năm, ví dụ 31/5/2024; để trống nếu chưa có.",
            )
        return day


def day_in(text: str, *, whole: bool = False) -> date | None:
    """The day a text names; whole: it is nothing but a day. None: none, or one that is in no calendar."""
    found = _DAY.fullmatch(text.strip()) if whole else _DAY.search(text)
    if found is None:
        return None
    try:
        if found[4]:
            return date(int(found[4]), int(found[5]), int(found[6]))
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def money_tables(document: Document) -> Iterator[tuple[Table, tuple[Columns, ...]]]:
    """Every table about money with its columns, once for each year that is a column.

    Raises Problem: a head twice, no unit of money.
    """
    for table in document.tables:
        found = (_columns_of(document, table, index) for index in range(len(table.rows)))
        columns = next((one for one in found if one), ())
        if columns:
            yield table, columns


def _columns_of(document: Document, table: Table, index: int) -> tuple[Columns, ...]:
    """None where this row heads no table about money."""
    row = table.rows[index]
    if row.blank or row.only_text is not None:
        return ()
    heads, first = _heads(table, index)
    at: dict[Column, int] = {}
    yearly: dict[int, dict[Column, int]] = {}
    all_years = twice = None
    for place, head in enumerate(heads):
        words = plain_words(_BRACKETS.sub(" ", head))
        column, year = _column(words), None
        if column in {None, Column.PLANNED, Column.SPENT}:
            column, year = _yearly(words) or (column, None)
        if column is None:
            all_years = place if words in _ALL_YEARS else all_years
            continue
        kept = at if year is None else yearly.setdefault(year, {})
        twice = place if column in kept and twice is None else twice
        kept[column] = place
    if len(yearly) == 1:
        at |= {column: place for kept in yearly.values() for column, place in kept.items() if column not in at}
    by_year: list[dict[Column, int]] = [{**at, **kept} for kept in yearly.values()] if len(yearly) > 1 else [at]
    if not any({Column.PLANNED, Column.SPENT, Column.WORK} & set(one) for one in by_year):
        return ()
    if not {Column.SOURCE, Column.YEAR, Column.UNIT, Column.COST, Column.ALLOCATED_ON} & set(at):
        return ()
    if twice is not None:
        raise Problem(
            code="money_column_twice",
            where=str(row.cell(twice).place),
            message=f"Cột “{heads[twice]}” có hai lần.",
            remedy="Hãy giữ lại một cột, hoặc chia thành hai bảng.",
        )
    amounts = [one[column] for one in by_year for column in AMOUNTS if column in one]
    amounts += [] if all_years is None or len(by_year) == 1 else [all_years]
    around = _around(document, table, index)
    scales = _scales(row, heads, amounts, around)
    writing = _writing(document, table.rows[first:], amounts)
    return tuple(
        Columns(
            first=first,
            at=one,
            scales=scales,
            writing=writing,
            spent_on=day_in(heads[one[Column.SPENT]]) or day_in(_spent_in(around)) if Column.SPENT in one else None,
            year_of_plan=_year_over(heads, one, year),
            all_years=all_years if len(by_year) > 1 else None,
        )
        for one, year in zip(by_year, yearly if len(yearly) > 1 else (None,), strict=True)
    )


def _heads(table: Table, index: int) -> tuple[list[str], int]:
    """The head over each column, of one row or of two below each other; and the first row below them."""
    row = table.rows[index]
    width = len(row.cells)
    below = table.rows[index + 1] if index + 1 < len(table.rows) else None
    grouped = any(cell.covered or not cell.text for cell in row.cells)
    if below is None or not grouped or not any(_PART_OF_YEAR.search(plain_words(one.text)) for one in below.cells):
        return [row.text(place) for place in range(width)], index + 1
    heads, group = [], ""
    for place in range(max(width, len(below.cells))):
        group = row.text(place) or group
        under = below.text(place)
        heads.append(f"{group} {under}" if under and under != row.text(place) else row.text(place))
    return heads, index + 2


def _yearly(words: str) -> tuple[Column, int] | None:
    """A year as a column: "Năm 2024", "Kế hoạch năm 2024", "Năm 2024 giải ngân đến 31/5/2024"."""
    found = _YEAR_HEAD.fullmatch(words)
    if found is None:
        return None
    rest = f"{found['before'] or ''} {found['after'] or ''}".strip()
    column = Column.PLANNED if rest in {"", "von"} else _column(rest)
    return (column, int(found["year"])) if column in {Column.PLANNED, Column.SPENT} else None


def _year_over(heads: Sequence[str], at: Mapping[Column, int], year: int | None) -> int | None:
    if year is not None or Column.PLANNED not in at:
        return year
    plan = years_in(heads[at[Column.PLANNED]])
    return plan[0] if plan is not None and plan[0] == plan[1] else None


def _column(words: str) -> Column | None:
    return next((column for column, pattern in _HEADS if words and pattern.fullmatch(words)), None)


def _around(document: Document, table: Table, index: int) -> Sequence[str]:
    """The texts above the head: of the table, else of the document, the nearest first."""
    own = [text for row in reversed(table.rows[:index]) if (text := row.only_text) is not None]
    before = document.blocks[: document.blocks.index(table)]
    return [*own, *(one.text for one in reversed(before) if isinstance(one, Paragraph))]


def _spent_in(around: Sequence[str]) -> str:
    return next((text for text in around if "giai ngan" in plain_words(text) and day_in(text)), "")


def _scales(head: Row, heads: Sequence[str], amounts: Sequence[int], around: Sequence[str]) -> Mapping[int, int]:
    common = next((scale for text in around if (scale := unit_of_money(text)) is not None), None)
    if common is None:
        common = next((scale for one in heads if (scale := unit_of_money(one)) is not None), None)
    scales: dict[int, int] = {}
    for place in amounts:
        scale = unit_of_money(heads[place]) or common
        if scale is None:
            raise Problem(
                code="money_unit_missing",
                where=str(head.cell(place).place),
                message="Không rõ bảng tính bằng đồng, triệu đồng hay tỷ đồng.",
                remedy="Hãy ghi “ĐVT: triệu đồng” trên bảng hoặc trong tên cột.",
            )
        scales[place] = scale
    return scales


def _writing(document: Document, body: Sequence[Row], amounts: Sequence[int]) -> Writing | None:
    cells = [row.cell(place) for row in body for place in amounts]
    written = writing_of(cell.text for cell in cells if not cell.divided and re.fullmatch(r"[\d.,]+", cell.text))
    return written or writing_of_prose("\n".join(one.text for one in document.paragraphs))
