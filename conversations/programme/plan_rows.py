"""The rows of a plan table: one commune a row, one cell a criterion. `x` means met, a year that it is still to come.

In the column of a group of criteria the whole period may stand ("2022-2025"): all of them are to be met by its end.

Nothing is corrected or skipped in silence: a cell that says anything else, an empty cell, a commune twice or without a
name is a problem that names its place. Only where the document says that an empty cell means "not met" is one read so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conversations.programme.headed_table import value_in
from conversations.programme.plan_heading import Heading, is_number_row
from conversations.programme.plan_names import commune_name, same_commune
from conversations.programme.problem import Problem
from conversations.programme.stated import Stated, read_number
from conversations.programme.table import Cell, Place, Row
from conversations.reading.fold import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from conversations.programme.criteria import Criterion

FIRST_YEAR, LAST_YEAR = 2000, 2100
"""A target year outside is taken for a slip of the hand."""

_YEAR = re.compile(r"(?:năm\s*)?(\d{4})", re.IGNORECASE)
_PERIOD = re.compile(r"(?:giai đoạn\s*)?(\d{4})\s*[-–—]\s*(\d{4})", re.IGNORECASE)
_ROMAN = re.compile(r"[IVXLC]+\.?")
_TOTAL_ROWS = frozenset(
    {"tong", "cong", "tong cong", "tong so", "tong hop", "toan huyen", "toan tinh", "tong toan huyen"}
)
_TOTAL_STARTS = ("tong cong ", "tong so ")
_AVERAGE_STARTS = ("tb ", "trung binh", "binh quan", "bq ")
_SHOWN_PROBLEMS = 5
"""So many wrong cells are named in one message; more would not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """`x`: the commune judges the whole criterion as met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Not met; to be met by the end of that year. None: the plan gives no year."""

    year: int | None


PlanValue = Met | Target


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCell:
    """What the plan says about one criterion in one commune."""

    criterion: str
    value: PlanValue
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One commune. name as the document writes it; cells in the order of the criteria set."""

    name: str
    stated_total: Stated | None
    cells: tuple[PlanCell, ...]
    place: Place = field(compare=False)

    @property
    def bare_name(self) -> str:
        """The name without "xã"."""
        return commune_name(self.name)

    @property
    def folded(self) -> str:
        """The name as a search key: without "xã", accents and marks."""
        return plain_words(self.bare_name)

    @property
    def met(self) -> int:
        """How many criteria are met."""
        return sum(1 for cell in self.cells if isinstance(cell.value, Met))

    @property
    def target_years(self) -> tuple[int, ...]:
        """The years of the criteria not met, in order; those without a year are left out."""
        years = (cell.value.year for cell in self.cells if isinstance(cell.value, Target))
        return tuple(sorted(year for year in years if year is not None))


class RowReader:
    """Reads rows one after another; says what is wrong only after the last, so that one message names all of it."""

    def __init__(self, *, heading: Heading, criteria: Sequence[Criterion], blank_is_open: bool) -> None:
        self.heading = heading
        self.titles = {criterion.code: criterion.label for criterion in criteria}
        self.blank_is_open = blank_is_open
        self.rows: list[PlanRow] = []
        self.column_totals: list[tuple[str, Stated]] = []
        self.grand_total: Stated | None = None
        self.average: Stated | None = None
        self.unread: list[tuple[str, Place]] = []
        self.wrong: list[tuple[str, str]] = []

    def read(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._read(row)
        if self.wrong:
            self._complain()
        if not self.rows:
            raise Problem(
                code="plan_table_empty",
                message="Bảng kế hoạch không có dòng xã nào.",
                remedy="Hãy kiểm tra lại các dòng dưới tiêu đề bảng.",
            )
        seen: dict[str, list[PlanRow]] = {}
        for commune in self.rows:
            namesakes = seen.setdefault(commune.folded, [])
            for before in namesakes:
                if not same_commune(before.name, commune.name):
                    continue
                raise Problem(
                    code="plan_commune_twice",
                    where=str(commune.place),
                    message=f"Xã {commune.name} có hai dòng trong bảng (dòng trước: {before.place}).",
                    remedy="Hãy giữ lại một dòng cho mỗi xã.",
                )
            namesakes.append(commune)

    def _read(self, row: Row) -> None:
        heading = self.heading
        if row.blank or heading.repeats(row) or (not self.rows and is_number_row(row, heading)):
            return
        label = label_of(row, heading)
        if is_total(row, heading, label):
            self._read_totals(row)
        elif _is_average(row, heading, label):
            self._read_average(row)
        elif self._is_commune(row):
            self._read_commune(row)
        elif row.only_text is None and not self._is_group(row):
            said = " | ".join(dict.fromkeys(cell.text for cell in row.cells if cell.text))
            self.unread.append((said, row.place))

    def _is_commune(self, row: Row) -> bool:
        """A row with a verdict or a year, or a numbered one; what is neither is a heading of a group or a remark."""
        heading = self.heading
        if _marked(row, heading):
            return True
        numbered = heading.number is not None and row.text(heading.number).rstrip(".").isdecimal()
        return numbered and row.only_text is None and bool(row.text(heading.name))

    def _is_group(self, row: Row) -> bool:
        """A heading inside the table, numbered by a Roman number: "II | Xã khu vực II"."""
        number = self.heading.number
        return number is not None and bool(_ROMAN.fullmatch(row.text(number)))

    def _read_commune(self, row: Row) -> None:
        heading = self.heading
        name = row.text(heading.name)
        if not plain_words(name) or name.isdecimal():
            self.wrong.append((str(row.cell(heading.name).place), "thiếu tên xã"))
            return
        cells: list[PlanCell] = []
        for code, column in heading.criteria.items():
            cell = row.cell(column)
            value = value_of(cell.text, of_group=code in heading.grouped)
            if value is None and not value_in(cell).text and self.blank_is_open:
                value = Target(year=None)
            if value is None:
                where = f"xã {name}, tiêu chí {code} ({self.titles[code]}), {cell.place}"
                self.wrong.append((where, f"ghi “{cell.text}”" if cell.text else "để trống"))
            else:
                cells.append(PlanCell(criterion=code, value=value, place=cell.place))
        for cell in row.cells:
            if cell.text and not heading.titles.get(cell.place.column - 1, ""):
                self._read_untitled(cell, name)
        total = self._number(row, heading.total)
        self.rows.append(PlanRow(name=name, stated_total=total, cells=tuple(cells), place=row.place))

    def _read_untitled(self, cell: Cell, name: str) -> None:
        """A mark where no heading stands was meant for some criterion; a remark there is only told."""
        if self.heading.reads(cell.place.column - 1):
            return
        if value_of(cell.text) is not None:
            self.wrong.append((f"xã {name}, {cell.place}", f"ghi “{cell.text}” ở cột không có tiêu đề"))
        else:
            self.unread.append((cell.text, cell.place))

    def _read_totals(self, row: Row) -> None:
        self.grand_total = self._number(row, self.heading.total)
        for code, column in self.heading.criteria.items():
            stated = None if code in self.heading.grouped else self._number(row, column)
            if stated is not None:
                self.column_totals.append((code, stated))

    def _read_average(self, row: Row) -> None:
        columns = [self.heading.total, *range(self.heading.name + 1, len(row.cells))]
        for column in columns:
            self.average = self._number(row, column)
            if self.average is not None:
                return

    def _number(self, row: Row, column: int | None) -> Stated | None:
        """A figure the table states; an empty cell states none."""
        if column is None or not row.text(column):
            return None
        cell = row.cell(column)
        if cell.covered:
            return None
        stated = read_number(cell.text, place=cell.place)
        if stated is None:
            self.wrong.append((str(cell.place), f"ghi “{cell.text}”, ở đây cần một số"))
        return stated

    def _complain(self) -> None:
        where, what = self.wrong[0]
        listed = "; ".join(f"{place}: {said}" for place, said in self.wrong[1:_SHOWN_PROBLEMS])
        left = len(self.wrong) - _SHOWN_PROBLEMS
        more = f" Còn các ô khác: {listed}{f' và {left} ô nữa' if left > 0 else ''}." if listed else ""
        raise Problem(
            code="plan_cell_wrong",
            where=where,
            message=f"Ô này {what}.{more}",
            remedy=f"Mỗi ô tiêu chí chỉ ghi “x” (đạt) hoặc năm phấn đấu đạt ({FIRST_YEAR}–{LAST_YEAR}), ví dụ 2024.",
        )


def value_of(text: str, *, of_group: bool = False) -> PlanValue | None:
    """What a cell says; None where it says nothing that a plan can say. of_group: it stands for several criteria."""
    if text in {"x", "X"}:
        return Met()
    year = _YEAR.fullmatch(text)
    if year and FIRST_YEAR <= int(year[1]) <= LAST_YEAR:
        return Target(year=int(year[1]))
    period = _PERIOD.fullmatch(text) if of_group else None
    if period and FIRST_YEAR <= int(period[1]) < int(period[2]) <= LAST_YEAR:
        return Target(year=int(period[2]))
    return None


def _marked(row: Row, heading: Heading) -> bool:
    """Whether a criterion's cell holds `x` or a year: such a row is a commune, whatever its name (xã Tổng Cọt)."""
    return any(
        value_of(row.text(column), of_group=code in heading.grouped) for code, column in heading.criteria.items()
    )


def label_of(row: Row, heading: Heading) -> str:
    """What names the row: the name column, or the row number's where that is empty."""
    return row.text(heading.name) or (row.text(heading.number) if heading.number is not None else "")


def is_total(row: Row, heading: Heading, label: str) -> bool:
    folded = plain_words(label)
    return (folded in _TOTAL_ROWS or folded.startswith(_TOTAL_STARTS)) and not _marked(row, heading)


def _is_average(row: Row, heading: Heading, label: str) -> bool:
    return plain_words(label).startswith(_AVERAGE_STARTS) and not _marked(row, heading)
