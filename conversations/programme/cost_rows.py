"""A commune's detailed plan as a table: what is still to be done for a criterion, how much of it, for what money, by
whom, by when.

Money is only what is written as a figure: a criterion that costs nothing says 0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from conversations.programme.criterion_cost import CostRow
from conversations.programme.headed_table import Heading, read_headed_table, unread_columns
from conversations.programme.money_table import says_sum
from conversations.programme.money_words import NUMBER, Writing, read_money, scale_named, unit_of_money, writing_of
from conversations.programme.plan_names import title_key
from conversations.programme.problem import Problem
from conversations.programme.roadmap_dates import deadline_read
from conversations.programme.source_warning import SourceWarning
from conversations.reading import limits
from conversations.reading.fold import fold, plain_words
from conversations.reading.show import show_money

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from conversations.programme.criteria import CriteriaSet, Criterion
    from conversations.programme.headed_table import HeadedTable
    from conversations.programme.ids import UnitId
    from conversations.programme.table import Cell, Document, Place, Row

_MONEY_HEADS = ("kinh phi", "kinh phi con can", "kinh phi thuc hien", "kinh phi du kien", "nhu cau kinh phi", "so tien",
                "nhu cau von", "von")  # fmt: skip
_MONEY_UNITS = ("", "dong", "nghin dong", "ngan dong", "trieu dong", "tr dong", "ty dong", "ti dong", "trieu", "ty",
                "vnd")  # fmt: skip

_HEADINGS = (
    Heading(key="commune", title="xã", names=frozenset({"xa", "ten xa", "don vi", "xa phuong", "xa thi tran"})),
    Heading(
        key="criterion", title="tiêu chí", needed=True, names=frozenset({"tieu chi", "tieu chi so", "ten tieu chi"})
    ),
    Heading(
        key="content", title="nội dung", needed=True,
        names=frozenset({"noi dung", "noi dung cong viec", "noi dung thuc hien", "noi dung can thuc hien",
                         "cong viec"}),
    ),
    Heading(
        key="volume", title="khối lượng", names=frozenset({"khoi luong", "quy mo", "khoi luong quy mo", "so luong"})
    ),
    Heading(
        key="amount", title="kinh phí", needed=True,
        names=frozenset(
            plain_words(f"{head} {before} {unit}")
            for head in _MONEY_HEADS for before in ("", "dvt", "don vi", "don vi tinh") for unit in _MONEY_UNITS
        ),
    ),
    Heading(key="measure", title="ĐVT", names=frozenset({"dvt", "don vi tinh"})),
    Heading(
        key="money_from", title="nguồn",
        names=frozenset({"nguon", "nguon von", "nguon kinh phi", "nguon kinh phi o dau"}),
    ),
    Heading(
        key="responsible", title="phụ trách",
        names=frozenset({"phu trach", "nguoi phu trach", "co quan phu trach", "nguoi co quan phu trach",
                         "ca nhan tap the chiu trach nhiem", "chiu trach nhiem", "don vi phu trach"}),
    ),
    Heading(
        key="ends_on", title="hoàn thành",
        names=frozenset({"hoan thanh", "thoi gian hoan thanh", "ngay hoan thanh", "thoi han hoan thanh",
                         "thoi gian thuc hien hoan thanh"}),
    ),
)  # fmt: skip
_OWN_UNIT = re.compile(rf"(?P<figure>{NUMBER})\s*(?P<unit>[^\W\d_].*)")
_NUMBERED = re.compile(r"(?:(?:tiêu chí|tc)\s*)?(?:số\s*)?(?P<code>\d{1,2})\s*(?:[.:)–-].*)?", re.IGNORECASE)
_MIDNIGHT = re.compile(r"[ T]00:00(?::00)?$")
_YEAR = re.compile(r"20\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCostRow:
    """One row of the table. commune: as written, "" where the table has no such column; criterion: the set's code."""

    commune: str
    criterion: str
    cost: CostRow
    commune_place: Place = field(compare=False)
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCostRows:
    """Rows in the table's order."""

    rows: tuple[PlanCostRow, ...]
    warnings: tuple[SourceWarning, ...]


def read_cost_rows(document: Document, form: CriteriaSet) -> PlanCostRows:
    """Of the criteria of this set. Raises Problem: no such table, or anything wrong in it, with the place."""
    table = read_headed_table(document, _HEADINGS, what="bảng nội dung và kinh phí theo tiêu chí")
    body = [row for row in table.rows if not says_sum(row)]
    if not body:
        raise Problem(
            code="table_empty",
            where=document.name,
            message="Bảng không có dòng nào.",
            remedy="Mỗi nội dung cần làm một dòng.",
        )
    reading = _Reading(table, document, form, body)
    rows = tuple(reading.row(row) for row in body)
    return PlanCostRows(rows=rows, warnings=(*unread_columns(table), *reading.sums(rows)))


class _Reading:
    """What the rows of one table have in common."""

    def __init__(self, table: HeadedTable, document: Document, form: CriteriaSet, body: Sequence[Row]) -> None:
        self._table = table
        self._form = form
        self._last_year = form.valid_to.year if form.valid_to is not None else date.max.year
        prose = " ".join(one.text for one in document.prose())
        self._scale = unit_of_money(table.text(table.head, "amount")) or unit_of_money(prose)
        figures = [cell.text for row in body if (cell := table.cell(row, "amount")) is not None and not cell.divided]
        self._writing = writing_of(found[0] for one in figures if (found := re.match(NUMBER, one)))

    def row(self, row: Row) -> PlanCostRow:
        criterion = self._needed(row, "criterion")
        commune = self._table.cell(row, "commune")
        if commune is not None and not commune.text:
            raise _empty(commune)
        return PlanCostRow(
            commune="" if commune is None else commune.text,
            criterion=_criterion(criterion, self._form).code,
            cost=CostRow(
                amount=self._amount(row),
                content=_short(self._needed(row, "content")),
                volume=self._text(row, "volume"),
                money_from=self._text(row, "money_from"),
                responsible=self._text(row, "responsible"),
                ends_on=self._end(row),
            ),
            commune_place=criterion.place if commune is None else commune.place,
            place=criterion.place,
        )

    def sums(self, rows: Sequence[PlanCostRow]) -> Iterator[SourceWarning]:
        """The only row that sums up states another sum than the rows give."""
        stated = [row for row in self._table.rows if says_sum(row) and self._table.text(row, "amount")]
        computed = sum(one.cost.amount for one in rows)
        if len(stated) != 1:
            return
        said = self._amount(stated[0])
        if said != computed:
            cell = self._needed(stated[0], "amount")
            yield SourceWarning(
                code="sum_differs",
                place=cell.place,
                stated=said,
                computed=computed,
                message=f"Dòng cộng ghi {show_money(said)}, cộng các dòng được {show_money(computed)}. "
                "Đã dùng từng dòng.",
            )

    def _amount(self, row: Row) -> int:
        cell = self._needed(row, "amount")
        own = _OWN_UNIT.fullmatch(cell.text)
        text = cell.text if own is None else own["figure"]
        measure = self._table.text(row, "measure")
        scale = self._scale if own is None else scale_named(own["unit"])
        if own is None and scale_named(measure) is not None:
            scale = scale_named(measure)
        if not re.fullmatch(NUMBER, text) or (own is not None and scale is None):
            raise Problem(
                code="money_no_figure",
                where=str(cell.place),
                message=f"“{cell.text[:40]}” không phải một số tiền.",
                remedy="Hãy ghi số, ví dụ “450” hoặc “1,2 tỷ đồng”; không cần tiền thì ghi 0.",
            )
        if scale is None and text != "0":
            raise Problem(
                code="money_unit_missing",
                where=str(cell.place),
                message=f"Không rõ “{cell.text}” tính bằng đồng, triệu đồng hay tỷ đồng.",
                remedy="Hãy ghi đơn vị tính trong tên cột, ví dụ “Kinh phí (triệu đồng)”, hoặc ngay trong ô.",
            )
        writing = Writing.POINT if cell.divided else self._writing
        return read_money(text, scale or 1, writing=writing, where=str(cell.place))

    def _end(self, row: Row) -> date | None:
        cell = self._table.cell(row, "ends_on")
        if cell is None or not cell.text:
            return None
        text = _MIDNIGHT.sub("", cell.text)
        day = deadline_read(f"năm {text}" if _YEAR.fullmatch(text) else text, place=cell.place).last_good_day
        first = self._form.valid_from.year
        if not first <= day.year <= self._last_year:
            raise Problem(
                code="year_outside",
                where=str(cell.place),
                message=f"“{cell.text}” ngoài thời gian của {self._form.title} ({first}-{self._last_year}).",
                remedy="Hãy xem lại năm hoàn thành.",
            )
        return day

    def _text(self, row: Row, key: str) -> str:
        cell = self._table.cell(row, key)
        return "" if cell is None else _short(cell)

    def _needed(self, row: Row, key: str) -> Cell:
        cell = self._table.cell(row, key)
        if cell is None:
            raise LookupError(key)
        if not cell.text:
            raise _empty(cell)
        return cell


def _empty(cell: Cell) -> Problem:
    return Problem(
        code="cell_empty",
        where=str(cell.place),
        message="Ô này để trống.",
        remedy="Hãy ghi đủ; kinh phí không cần thì ghi 0.",
    )


def _short(cell: Cell) -> str:
    if len(cell.text) > limits.ENTRY:
        raise Problem(
            code="text_too_long",
            where=str(cell.place),
            message=f"Ô này dài hơn {limits.ENTRY} chữ.",
            remedy="Hãy ghi ngắn lại.",
        )
    return cell.text


def _criterion(cell: Cell, form: CriteriaSet) -> Criterion:
    numbered = _NUMBERED.fullmatch(cell.text)
    wanted = title_key(cell.text)
    named = [
        one
        for one in form.criteria
        if wanted in {title_key(name) for name in (one.title, one.short, *one.variants) if name}
    ]
    by_number = form.criterion(str(int(numbered["code"]))) if numbered else None
    found = named[0] if len(named) == 1 else by_number
    if found is None or (numbered and found is not by_number):
        raise Problem(
            code="criterion_unknown",
            where=str(cell.place),
            message=f"“{cell.text[:60]}” không phải tiêu chí nào của {form.title}.",
            remedy=f"Hãy ghi số từ {form.criteria[0].code} đến {form.criteria[-1].code}, hoặc đúng tên tiêu chí.",
        )
    return found


def refuse_twice(rows: Iterable[tuple[UnitId, PlanCostRow]]) -> None:
    """Raises Problem: two rows say the same of the same unit."""
    seen: dict[tuple[UnitId, str, str, str, str], PlanCostRow] = {}
    for unit, row in rows:
        cost = row.cost
        key = (unit, row.criterion, fold(cost.content), fold(cost.volume), fold(cost.money_from))
        first = seen.setdefault(key, row)
        if first is not row:
            raise Problem(
                code="row_twice",
                where=str(row.place),
                message=f"“{cost.content[:60]}” của tiêu chí {row.criterion} có hai dòng, dòng kia ở {first.place}.",
                remedy="Hãy gộp thành một dòng, hoặc ghi rõ nguồn, khối lượng khác nhau.",
            )
