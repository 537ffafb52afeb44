"""The figures of the notes and the prose against the table and the list of targets."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, assert_never

from conversations.programme.plan_claims import AverageClaim, NamedCommunes, Share, YearCount, YearlyGain
from conversations.programme.plan_names import same_commune
from conversations.programme.plan_rows import Met
from conversations.programme.plan_targets import STANDARD_NAMES, Standard
from conversations.programme.source_warning import USED, SourceWarning, average_differs
from conversations.programme.stated import rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conversations.programme.plan_claims import Claim
    from conversations.programme.plan_document import PlanDocument
    from conversations.programme.plan_rows import PlanRow
    from conversations.programme.plan_table import PlanTable
    from conversations.programme.plan_totals import PlanTotals


def claim_warnings(claim: Claim, plan: PlanDocument, totals: PlanTotals) -> Iterator[SourceWarning]:
    match claim:
        case YearCount():
            computed = totals.open_by_year.get(claim.year, 0)
            if claim.count != computed:
                yield SourceWarning(
                    code="year_count_differs",
                    place=claim.place,
                    stated=claim.count,
                    computed=computed,
                    message=f"Năm {claim.year}: văn bản ghi {claim.count} tiêu chí phấn đấu hoàn thành, "
                    f"đếm được {computed} ô. {USED}",
                )
        case AverageClaim():
            decimals = max(0, -int(claim.value.as_tuple().exponent))
            average = rounded(totals.average, decimals)
            if average != claim.value:
                yield average_differs(claim.value, average, claim.place)
        case Share():
            reached, of = _reached(plan, claim)
            if (reached, of) != (claim.count, claim.of):
                yield SourceWarning(
                    code="commune_share_differs",
                    place=claim.place,
                    stated=f"{claim.count}/{claim.of}",
                    computed=f"{reached}/{of}",
                    message=f"Văn bản ghi đến hết năm {claim.by_year} có {claim.count}/{claim.of} xã đạt "
                    f"{_standard_name(claim.standard)}, đếm được {reached}/{of}. Đã dùng số đếm được.",
                )
        case NamedCommunes():
            yield from _named_warnings(claim, plan)
        case YearlyGain():
            yield from _gain_warnings(claim, plan.table)
        case _:
            assert_never(claim)


def _reached(plan: PlanDocument, claim: Share) -> tuple[int, int]:
    """Communes at the standard by the claim's year, and all: by the list of targets, else by the table's own years."""
    if plan.targets:
        return sum(1 for target in plan.targets if target.reached_by(claim.standard, claim.by_year)), len(plan.targets)
    if claim.standard is not Standard.NTM:
        return claim.count, claim.of
    return sum(1 for row in plan.rows if _all_met_by(row, claim.by_year)), len(plan.rows)


def _all_met_by(row: PlanRow, year: int) -> bool:
    return all(
        isinstance(cell.value, Met) or (cell.value.year is not None and cell.value.year <= year) for cell in row.cells
    )


def _named_warnings(claim: NamedCommunes, plan: PlanDocument) -> Iterator[SourceWarning]:
    if claim.count != len(claim.names):
        yield SourceWarning(
            code="named_count_differs",
            place=claim.place,
            stated=claim.count,
            computed=len(claim.names),
            message=f"Văn bản ghi {claim.count} xã nhưng kể tên {len(claim.names)} xã: {', '.join(claim.names)}.",
        )
    for standard, year in claim.standards if plan.targets else ():
        listed = [target for target in plan.targets if target.reached_by(standard, year)]
        if not _same_communes([target.name for target in listed], claim.names):
            names = ", ".join(target.name for target in listed) or "không có xã nào"
            yield SourceWarning(
                code="named_communes_differ",
                place=claim.place,
                stated=", ".join(claim.names),
                computed=names,
                message=f"Văn bản ghi các xã đạt {_standard_name(standard)} đến hết năm {year}: "
                f"{', '.join(claim.names)}; theo danh sách: {names}. Đã dùng danh sách.",
            )


def _same_communes(some: Sequence[str], others: Sequence[str]) -> bool:
    return all(any(same_commune(one, other) for other in others) for one in some) and all(
        any(same_commune(one, other) for one in some) for other in others
    )


def _gain_warnings(claim: YearlyGain, table: PlanTable) -> Iterator[SourceWarning]:
    """Each commune gains so many criteria in every year until its last is met."""
    first = (
        table.period[0]
        if table.period
        else min((min(row.target_years, default=9999) for row in table.rows), default=9999)
    )
    for row in table.rows:
        planned = Counter(row.target_years)
        for year in range(first, max(planned, default=first - 1) + 1):
            if planned[year] < claim.at_least and not (year == max(planned) and planned[year]):
                yield SourceWarning(
                    code="yearly_gain_differs",
                    place=row.place,
                    stated=claim.at_least,
                    computed=planned[year],
                    message=f"Xã {row.name}: văn bản ghi mỗi năm tăng từ {claim.at_least} tiêu chí trở lên, "
                    f"năm {year} bảng có {planned[year]}. Đã giữ nguyên các năm trong bảng.",
                )


def _standard_name(standard: Standard) -> str:
    return next(name for known, name in STANDARD_NAMES if known is standard)
