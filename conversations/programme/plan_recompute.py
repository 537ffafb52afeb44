"""Every figure the document states about its plan is counted again; each disagreement is a warning, never a correction.

The cells are what counts: a warning says what was stated, what the cells give, and that the cells were used.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from conversations.programme.plan_claim_warnings import claim_warnings
from conversations.programme.plan_names import grouped, namesake
from conversations.programme.plan_rows import Target
from conversations.programme.plan_targets import STANDARD_NAMES, Standard
from conversations.programme.plan_totals import PlanTotals, totals_of
from conversations.programme.plan_villages import village_warnings
from conversations.programme.source_warning import USED, SourceWarning, average_differs
from conversations.programme.stated import rounded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conversations.programme.plan_document import PlanDocument
    from conversations.programme.plan_table import PlanTable
    from conversations.programme.plan_targets import CommuneTarget


def recompute(plan: PlanDocument) -> tuple[PlanTotals, tuple[SourceWarning, ...]]:
    """Count the cells, and compare with every figure the document states in the table, its notes and its prose."""
    totals = totals_of(plan.table)
    warnings = (
        *_table_warnings(plan.table, totals),
        *(warning for claim in plan.claims for warning in claim_warnings(claim, plan, totals)),
        *_target_warnings(plan),
        *(warning for target in plan.targets for warning in _order_warnings(target)),
        *village_warnings(plan.villages),
        *_office_warnings(plan),
        *_unread_warnings(plan),
    )
    return totals, warnings


def _table_warnings(table: PlanTable, totals: PlanTotals) -> Iterator[SourceWarning]:
    for row in table.rows:
        if row.stated_total is not None and row.stated_total.value != row.met:
            yield SourceWarning(
                code="row_total_differs",
                place=row.stated_total.place,
                stated=row.stated_total.whole,
                computed=row.met,
                message=f"Xã {row.name}: bảng ghi đạt {row.stated_total.text} tiêu chí, đếm được {row.met}. {USED}",
            )
    for code, stated in table.column_totals:
        computed = totals.met_by_criterion[code]
        if stated.value != computed:
            yield SourceWarning(
                code="column_total_differs",
                place=stated.place,
                stated=stated.whole,
                computed=computed,
                message=f"Tiêu chí {code}: dòng tổng ghi {stated.text} xã đạt, đếm được {computed}. {USED}",
            )
    grand = table.grand_total
    if grand is not None and grand.value != totals.met:
        yield SourceWarning(
            code="grand_total_differs",
            place=grand.place,
            stated=grand.whole,
            computed=totals.met,
            message=f"Tổng cộng ghi {grand.text} tiêu chí đạt, đếm được {totals.met}. {USED}",
        )
    average = table.average
    if average is not None:
        computed_average = rounded(totals.average, average.decimals)
        if computed_average != average.value:
            yield average_differs(average.value, computed_average, average.place)
    if table.period is not None:
        yield from _years_outside(table, *table.period)


def _years_outside(table: PlanTable, first: int, last: int) -> Iterator[SourceWarning]:
    for row in table.rows:
        for cell in row.cells:
            year = cell.value.year if isinstance(cell.value, Target) else None
            if year is not None and not first <= year <= last:
                yield SourceWarning(
                    code="year_outside_period",
                    place=cell.place,
                    stated=f"{first}-{last}",
                    computed=year,
                    message=f"Xã {row.name}, tiêu chí {cell.criterion}: năm {year} nằm ngoài giai đoạn {first}-{last} "
                    "của bảng. Đã giữ nguyên năm ghi trong ô.",
                )


def _target_warnings(plan: PlanDocument) -> Iterator[SourceWarning]:
    """The list's year for NTM is the last year among the commune's cells; both name the same communes."""
    rows = {row.name: row for row in plan.rows}
    in_table, in_list = grouped(rows), grouped(target.name for target in plan.targets)
    for target in plan.targets:
        name = namesake(target.name, in_table)
        if name is None:
            yield SourceWarning(
                code="commune_not_in_table",
                place=target.place,
                stated=target.name,
                computed="",
                message=f"Xã {target.name} có trong danh sách phấn đấu đạt chuẩn nhưng không có trong bảng kế hoạch.",
            )
            continue
        row = rows[name]
        ntm = target.target(Standard.NTM)
        last = max(row.target_years, default=None)
        if ntm is not None and ntm.year is not None and last is not None and ntm.year != last:
            yield SourceWarning(
                code="target_year_differs",
                place=target.place,
                stated=ntm.year,
                computed=last,
                message=f"Xã {target.name}: danh sách ghi đạt chuẩn năm {ntm.year}, nhưng năm cuối trong bảng "
                f"kế hoạch là {last}. Đã giữ cả hai: năm đạt chuẩn theo danh sách, năm từng tiêu chí theo bảng.",
            )
    for row in plan.rows if plan.targets else ():
        if namesake(row.name, in_list) is None:
            yield SourceWarning(
                code="commune_not_in_list",
                place=row.place,
                stated=row.name,
                computed="",
                message=f"Xã {row.name} có trong bảng kế hoạch nhưng không có trong danh sách phấn đấu đạt chuẩn.",
            )


def _order_warnings(target: CommuneTarget) -> Iterator[SourceWarning]:
    """A higher standard comes after the lower ones, or in the same year."""
    years = [(name, found) for standard, name in STANDARD_NAMES if (found := target.target(standard)) is not None]
    for (lower, before), (higher, after) in pairwise(years):
        if before.year is not None and (after.kept or (after.year is not None and after.year < before.year)):
            yield SourceWarning(
                code="standards_out_of_order",
                place=target.place,
                stated=after.text,
                computed=before.text,
                message=f"Xã {target.name}: ghi {higher} ({after.text}) trước {lower} ({before.text}). "
                "Đã giữ nguyên các năm ghi trong danh sách.",
            )


def _office_warnings(plan: PlanDocument) -> Iterator[SourceWarning]:
    for office in plan.offices:
        stated, listed = office.stated_count, len(office.items) + len(office.unknown)
        if stated is not None and stated.value != listed:
            yield SourceWarning(
                code="office_count_differs",
                place=stated.place,
                stated=stated.whole,
                computed=listed,
                message=f"{office.name}: văn bản ghi {stated.text} tiêu chí, kể ra {listed}. Đã dùng danh sách kể ra.",
            )
        for code in office.unknown:
            yield SourceWarning(
                code="office_criterion_unknown",
                place=office.place,
                stated=code,
                computed="",
                message=f"{office.name}: tiêu chí {code} không có trong bộ tiêu chí, đã bỏ qua.",
            )


def _unread_warnings(plan: PlanDocument) -> Iterator[SourceWarning]:
    for heading, place in plan.table.unknown_columns:
        yield SourceWarning(
            code="column_not_read",
            place=place,
            stated=heading,
            computed="",
            message=f"Cột “{heading}” không thuộc bộ tiêu chí, không được nhập.",
        )
    for said, place in plan.table.unread_rows:
        yield SourceWarning(
            code="row_not_read",
            place=place,
            stated=said,
            computed="",
            message=f"Dòng “{said}” không phải dòng của một xã, không được nhập.",
        )
    for said, place in plan.regime.unread if plan.regime else ():
        yield SourceWarning(
            code="report_rule_not_read",
            place=place,
            stated=said,
            computed="",
            message=f"Chưa hiểu được chế độ báo cáo này, cần nhập tay: “{said}”.",
        )
