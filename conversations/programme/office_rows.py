"""A table of offices and what each of them judges: indicators one by one, in ranges, or whole criteria."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conversations.programme.headed_table import Heading, own_text, read_day, read_headed_table, unread_columns
from conversations.programme.plan_offices import OfficeItem, PlanOffice
from conversations.programme.problem import Problem
from conversations.reading.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.headed_table import HeadedTable
    from conversations.programme.source_warning import SourceWarning
    from conversations.programme.table import Document, Place, Row

_HEADINGS = (
    Heading(
        key="office", title="cơ quan", needed=True,
        names=frozenset({"co quan", "ten co quan", "don vi", "co quan phu trach", "phong ban", "co quan danh gia"}),
    ),
    Heading(
        key="items", title="chỉ tiêu, tiêu chí", needed=True,
        names=frozenset({"chi tieu", "tieu chi", "chi tieu tieu chi", "tieu chi chi tieu", "chi tieu phu trach"}),
    ),
    Heading(key="under", title="thuộc", names=frozenset({"thuoc", "truc thuoc", "cap tren"})),
    Heading(key="from", title="từ ngày", names=frozenset({"tu ngay", "tu"})),
)  # fmt: skip
_CODE = r"\d{1,2}(?:\.\d{1,2})?"
_PART = re.compile(
    rf"(?:(?:tiêu chí|chỉ tiêu|tc|ct)\s*(?:số\s*)?)?(?P<first>{_CODE})(?:\s*[-–—]\s*(?P<last>{_CODE}))?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRow:
    """One office as the table gives it. items: as written; under: the unit it belongs to, "" as the table's."""

    name: str
    items: str
    under: str = ""
    valid_from: date | None = None
    place: Place = field(compare=False)
    items_place: Place = field(compare=False)
    as_number: bool = False
    """Whether the file holds the items as one number: its last nought is lost."""
    under_place: Place = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRows:
    """Rows in the table's order."""

    rows: tuple[OfficeRow, ...]
    warnings: tuple[SourceWarning, ...]


def read_office_rows(document: Document) -> OfficeRows:
    """Raises Problem: no such table, or anything wrong in it, with the place."""
    table = read_headed_table(document, _HEADINGS, what="bảng cơ quan và chỉ tiêu phụ trách")
    rows = tuple(_row(table, row) for row in table.rows)
    if not rows:
        raise Problem(
            code="table_empty",
            where=document.name,
            message="Bảng không có cơ quan nào.",
            remedy="Mỗi cơ quan một dòng.",
        )
    seen: dict[tuple[str, str, date | None], OfficeRow] = {}
    for row in rows:
        first = seen.setdefault((fold(row.name), fold(row.under), row.valid_from), row)
        if first is not row:
            raise Problem(
                code="office_twice",
                where=str(row.place),
                message=f"{row.name} có hai dòng, dòng kia ở {first.place}.",
                remedy="Hãy gộp thành một dòng, hoặc ghi từ ngày khác nhau.",
            )
    return OfficeRows(rows=rows, warnings=unread_columns(table))


def _row(table: HeadedTable, row: Row) -> OfficeRow:
    cells = {key: table.cell(row, key) for key in ("office", "items", "under", "from")}
    office, items = cells["office"], cells["items"]
    if office is None or items is None:
        raise LookupError("office")
    under = cells["under"]
    return OfficeRow(
        name=own_text(office),
        items=own_text(items),
        under="" if under is None else under.text,
        valid_from=read_day(cells["from"]),
        place=office.place,
        items_place=items.place,
        as_number=items.divided,
        under_place=office.place if under is None else under.place,
    )


def as_office(row: OfficeRow, form: CriteriaSet) -> PlanOffice:
    """The office as a plan would list it. Raises Problem: a number is none of the set, or it is no list."""
    items: dict[str, OfficeItem] = {}
    for text in re.split(r"[,;]|\svà\s", row.items):
        part = text.strip(" .")
        if not part:
            continue
        found = _PART.fullmatch(part)
        codes = () if found is None else _codes(found["first"], found["last"] or found["first"], form)
        if not codes:
            near = f"từ {form.indicators[0].code} đến {form.indicators[-1].code}" if form.indicators else ""
            raise Problem(
                code="indicator_unknown",
                where=str(row.items_place),
                message=f"“{part}” không phải chỉ tiêu, tiêu chí nào của {form.title}.",
                remedy=f"Các chỉ tiêu {near}; ghi dạng “17.1, 17.4; 13.2-13.5; tiêu chí 3”.",
            )
        if row.as_number and form.indicator(f"{part}0") is not None:
            raise Problem(
                code="indicator_unclear",
                where=str(row.items_place),
                message=f"Ô này là con số nên không rõ là {part} hay {part}0.",
                remedy="Hãy định dạng ô là chữ (Text) rồi ghi lại số của chỉ tiêu.",
            )
        items |= {code: OfficeItem(code=code) for code in codes}
    return PlanOffice(name=row.name, section="", items=tuple(items.values()), stated_count=None, place=row.place)


def _codes(first: str, last: str, form: CriteriaSet) -> Sequence[str]:
    """Indicators from the first to the last, in the set's order, whole criteria for a number without a point."""
    codes = [indicator.code for indicator in form.indicators]
    begin, end = _indicators(first, form), _indicators(last, form)
    if not begin or not end:
        return ()
    start, stop = codes.index(begin[0]), codes.index(end[-1])
    return codes[start : stop + 1]


def _indicators(code: str, form: CriteriaSet) -> tuple[str, ...]:
    criterion = form.criterion(code)
    if criterion is not None and criterion.indicators:
        return tuple(one.code for one in criterion.indicators)
    return () if form.indicator(code) is None else (code,)


def in_short(codes: Sequence[str], form: CriteriaSet) -> str:
    """The list as `as_office` reads it, runs of one criterion drawn together: "13.2-13.5; 17.1"."""
    order = [indicator.code for indicator in form.indicators]
    places = sorted(order.index(code) for code in codes if code in order)
    runs: list[list[int]] = []
    for place in places:
        same = (
            runs
            and place == runs[-1][-1] + 1
            and form.indicators[place].criterion == form.indicators[place - 1].criterion
        )
        if same:
            runs[-1].append(place)
        else:
            runs.append([place])
    return "; ".join(order[run[0]] if len(run) == 1 else f"{order[run[0]]}-{order[run[-1]]}" for run in runs)
