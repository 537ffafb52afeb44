"""The rows of a commune's detailed plan gone through in its report: what of each is due, overdue, or no longer lacking.

A row is known by its criterion: nobody reports the row itself, so it is done when the criterion is met.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.paper import Grid, Paragraph
from conversations.reading.show import show_date, show_money

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from conversations.programme.criterion_cost import CostRow
    from conversations.programme.official_report import OfficialReport
    from conversations.programme.paper import Block


def plan_rows(found: OfficialReport) -> Iterable[Block]:
    """Nothing where the commune has no such rows."""
    form = found.now.form
    if form is None or not found.plan_rows:
        return
    (commune,) = found.now.communes
    lines: list[tuple[str, ...]] = []
    met = late = 0
    for criterion in form.criteria:
        cost = found.plan_rows.get(criterion.code)
        done = commune.criteria[criterion.code].state.counts_as_met
        for row in () if cost is None else cost.rows:
            overdue = not done and row.ends_on is not None and row.ends_on < found.as_of
            met, late = met + done, late + overdue
            lines.append((str(len(lines) + 1), criterion.code, *_row(row), _standing(row, found.as_of, done=done)))
    rest = len(lines) - met - late
    yield Paragraph(
        f"Kế hoạch chi tiết của xã có {len(lines)} việc: {met} việc thuộc tiêu chí đã đạt, {late} việc quá hạn, "
        f"{rest} việc đang thực hiện."
    )
    yield Grid(
        head=(
            "TT", "Tiêu chí", "Nội dung", "Khối lượng", "Kinh phí còn cần", "Chịu trách nhiệm", "Hoàn thành",
            "Hiện trạng",
        ),
        rows=tuple(lines),
        widths=(5, 7, 26, 11, 14, 14, 11, 12),
        centred=frozenset({0, 1, 6}),
    )  # fmt: skip


def _row(row: CostRow) -> tuple[str, ...]:
    return (
        row.content,
        row.volume,
        show_money(row.amount),
        row.responsible,
        "" if row.ends_on is None else show_date(row.ends_on),
    )


def _standing(row: CostRow, day: date, *, done: bool) -> str:
    if done:
        return "tiêu chí đã đạt"
    if row.ends_on is None:
        return "chưa ghi hạn"
    left = (row.ends_on - day).days
    return f"quá hạn {-left} ngày" if left < 0 else f"còn {left} ngày"
