"""Tables of works (công trình): what each costs, is assigned and has paid out, and the days of its life.

A work is known by its code, or by its name where the table gives none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conversations.programme.money import Contract, Programme, Source
from conversations.programme.money_columns import Column, Columns, money_tables
from conversations.programme.money_lines import sum_differs
from conversations.programme.money_table import programme_of, says_sum, says_sum_alone, source_of, year_of
from conversations.programme.problem import Problem
from conversations.programme.source_warning import SourceWarning
from conversations.programme.table import Place
from conversations.reading.fold import plain_words
from conversations.reading.show import show_date, show_money

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from conversations.programme.table import Document, Row

AMOUNTS = {
    Column.COST: "tổng mức",
    Column.PLANNED: "kế hoạch",
    Column.SPENT: "giải ngân",
    Column.DEBT: "nợ",
    Column.CONTRACT_VALUE: "giá trị hợp đồng",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkLine:
    """One work. unit: as the table writes it, "" for whose document it is; amounts in đồng, None: not stated."""

    code: str
    name: str
    unit: str
    programme: Programme = Programme.NTM
    source: Source | None
    year: int | None
    criterion: str
    amounts: Mapping[Column, int | None]
    spent_on: date | None
    allocated_on: date | None
    handed_over_on: date | None
    settled_on: date | None
    contract: Contract | None
    place: Place = field(compare=False)
    unit_place: Place = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkTable:
    """What one table says. sums: of its row of totals, with their places."""

    works: tuple[WorkLine, ...]
    sums: Mapping[Column, tuple[int, Place]]


def read_work_tables(document: Document, *, years: range) -> tuple[WorkTable, ...]:
    """Every table of works. Raises Problem: anything wrong in one of them."""
    found: list[WorkTable] = []
    seen: dict[tuple[str, str], WorkLine] = {}
    for table, columns in money_tables(document):
        if Column.WORK not in columns[0].at:
            continue
        if len(columns) > 1:
            raise Problem(
                code="money_works_by_year",
                where=str(table.place),
                message="Bảng công trình có vốn của nhiều năm trong nhiều cột.",
                remedy="Hãy để một cột kế hoạch và một cột giải ngân, mỗi năm một bảng.",
            )
        found.append(_read(table.rows[columns[0].first :], columns[0], years))
    for work in (one for table in found for one in table.works):
        key = (work.code, "") if work.code else (plain_words(work.name), plain_words(work.unit))
        if key in seen:
            raise Problem(
                code="money_work_twice",
                where=str(work.place),
                message=f"Công trình “{work.name}” có hai lần, lần trước ở {seen[key].place}.",
                remedy="Hãy giữ lại một dòng cho mỗi công trình, hoặc ghi mã khác nhau.",
            )
        seen[key] = work
    return tuple(found)


def _read(rows: Sequence[Row], columns: Columns, years: range) -> WorkTable:
    works: list[WorkLine] = []
    sums: dict[Column, tuple[int, Place]] = {}
    for row in rows:
        if row.blank or (row.only_text is not None and len(row.cells) > 1):
            continue
        sum_only = says_sum(row) or says_sum_alone(columns.text(row, Column.WORK))
        amounts = {one: columns.amount(row, one, sum_only=sum_only) for one in AMOUNTS}
        if sum_only:
            sums = {
                one: (amount, columns.cell(row, one).place) for one, amount in amounts.items() if amount is not None
            }
        elif columns.text(row, Column.WORK):
            works.append(_work(row, columns, amounts, years))
        elif any(amount is not None for amount in amounts.values()):
            raise Problem(
                code="money_work_unnamed",
                where=str(columns.cell(row, Column.WORK).place),
                message="Dòng này có số tiền nhưng không ghi tên công trình.",
                remedy="Hãy ghi tên công trình, hoặc xóa dòng.",
            )
    return WorkTable(works=tuple(works), sums=sums)


def _work(row: Row, columns: Columns, amounts: Mapping[Column, int | None], years: range) -> WorkLine:
    spent_on = columns.day(row, Column.SPENT_ON) or columns.spent_on
    if amounts[Column.SPENT] is not None and spent_on is None:
        raise Problem(
            code="money_spent_undated",
            where=str(columns.cell(row, Column.SPENT).place),
            message="Không rõ số giải ngân tính đến ngày nào.",
            remedy="Hãy ghi ngày trong tên cột, ví dụ “Giải ngân đến 31/5/2024”, hoặc thêm cột “Đến ngày”.",
        )
    return WorkLine(
        code=columns.text(row, Column.CODE),
        name=columns.text(row, Column.WORK),
        unit=columns.text(row, Column.UNIT),
        programme=programme_of(row, columns) or Programme.NTM,
        source=source_of(row, columns),
        year=year_of(row, columns, years) or columns.year_of_plan,
        criterion=columns.text(row, Column.CRITERION),
        amounts=amounts,
        spent_on=None if amounts[Column.SPENT] is None else spent_on,
        allocated_on=columns.day(row, Column.ALLOCATED_ON),
        handed_over_on=columns.day(row, Column.HANDED_OVER_ON),
        settled_on=columns.day(row, Column.SETTLED_ON),
        contract=_contract(row, columns, amounts[Column.CONTRACT_VALUE]),
        place=row.place,
        unit_place=columns.cell(row, Column.UNIT).place if Column.UNIT in columns.at else row.place,
    )


def _contract(row: Row, columns: Columns, amount: int | None) -> Contract | None:
    """None where no contractor is named. Raises Problem: a contract with nobody."""
    contractor = columns.text(row, Column.CONTRACTOR)
    number, signed_on = columns.text(row, Column.CONTRACT_NUMBER), columns.day(row, Column.CONTRACTED_ON)
    if contractor:
        return Contract(contractor=contractor, number=number, signed_on=signed_on, amount=amount)
    if not number and signed_on is None and amount is None:
        return None
    place = next(
        columns.cell(row, one).place
        for one in (Column.CONTRACTOR, Column.CONTRACT_NUMBER, Column.CONTRACTED_ON, Column.CONTRACT_VALUE)
        if one in columns.at
    )
    raise Problem(
        code="money_contract_nobodys",
        where=str(place),
        message=f"Công trình “{columns.text(row, Column.WORK)}” có hợp đồng nhưng không ghi nhà thầu.",
        remedy="Hãy ghi tên nhà thầu, hoặc để trống cả số, ngày và giá trị hợp đồng.",
    )


def work_warnings(table: WorkTable) -> Iterator[SourceWarning]:
    """Sums that the works do not give, more spent than a work costs, and days that contradict each other."""
    for column, (stated, place) in table.sums.items():
        computed = sum(one.amounts[column] or 0 for one in table.works)
        said = f"Dòng tổng ghi {AMOUNTS[column]}"
        yield from sum_differs(stated, computed, place, "cộng các công trình", said=said)
    for work in table.works:
        cost, spent = work.amounts[Column.COST], work.amounts[Column.SPENT]
        if cost is not None and spent is not None and spent > cost:
            yield SourceWarning(
                code="money_spent_exceeds",
                place=work.place,
                stated=spent,
                computed=cost,
                message=f"Công trình “{work.name}” giải ngân {show_money(spent)}, lớn hơn tổng mức {show_money(cost)}. "
                "Đã giữ nguyên cả hai số.",
            )
        days = [one for one in (work.allocated_on, work.handed_over_on, work.settled_on) if one is not None]
        if days != sorted(days):
            yield SourceWarning(
                code="money_days_disordered",
                place=work.place,
                stated=", ".join(show_date(one) for one in days),
                computed=", ".join(show_date(one) for one in sorted(days)),
                message=f"Công trình “{work.name}”: ngày phân bổ vốn, bàn giao, quyết toán không theo thứ tự. "
                "Đã giữ nguyên các ngày.",
            )
