"""The criteria table as officials hand it upward: in the layout of a plan's annex, then by criterion and by commune.

Official papers are Vietnamese whatever language their reader speaks, so these words are in no catalogue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.answer import Assessor, State
from conversations.programme.sheet import Column, Sheet, Sum, Year
from conversations.reading.show import show_date
from conversations.screens.criteria_table import sign
from conversations.screens.form_values import UNKNOWN, lacking

if TYPE_CHECKING:
    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.criteria_table import Table
    from conversations.programme.sheet import Cell
    from conversations.programme.status import CriterionStatus, Status

MET = "x"
SIGNS = (
    ("Đ", "phòng, ngành đánh giá đạt"),
    ("x", "xã tự đánh giá đạt"),
    ("~", "đạt, chưa bền vững"),
    ("o", "không phải xét"),
    ("!", "trước đạt, nay không giữ được"),
    ("23", "chưa đạt, năm dự kiến đạt (hai số cuối)"),
    ("–", "chưa đạt, chưa có năm dự kiến"),
    ("·", "chưa có báo cáo"),
)


def sheets_of(status: Status, table: Table) -> tuple[Sheet, ...]:
    """The workbook of a unit's table, as of the status' day. table: the same in marks. The status has a form."""
    form = status.form
    if form is None:
        raise LookupError("form")
    return (
        _as_planned(status, form),
        _in_marks(status, form, table),
        _by_criterion(status, form),
        _by_unit(status, form),
    )


def _titled(status: Status, form: CriteriaSet, what: str) -> tuple[str, ...]:
    return what.upper(), f"{status.unit.title}, đến ngày {show_date(status.as_of)}", form.title


def _as_planned(status: Status, form: CriteriaSet) -> Sheet:
    """The very table that a plan is read from: an x, or the year in which the plan has it."""
    first = 2
    rows = tuple(
        (
            number,
            commune.unit.name,
            *(_planned(commune.criteria[criterion.code]) for criterion in form.criteria),
            Sum(commune.met, counts=MET, across=first) if commune.known else UNKNOWN,
        )
        for number, commune in enumerate(status.communes, start=1)
    )
    by_criterion = status.by_criterion
    totals: tuple[Cell, ...] = (
        None,
        "Tổng số",
        *(Sum(by_criterion[criterion.code], counts=MET) for criterion in form.criteria),
        Sum(status.total_met) if status.known else UNKNOWN,
    )
    average = UNKNOWN if status.average is None else Sum(status.average, average=True)
    return Sheet(
        name="Bảng tiêu chí",
        title=_titled(status, form, "Hiện trạng và lộ trình thực hiện các tiêu chí"),
        columns=(
            Column(title="TT", width=5),
            Column(title="Xã", width=18),
            *(
                Column(title=f"{criterion.code}. {criterion.label}", group="Tiêu chí", width=6, upright=True)
                for criterion in form.criteria
            ),
            Column(title="Số tiêu chí đạt", width=9, upright=True),
        ),
        rows=rows,
        totals=(totals, (None, "Bình quân", *(None for _ in form.criteria), average)),
        notes=(
            "x: đạt; số năm: năm dự kiến đạt theo kế hoạch; ô để trống: chưa đạt, chưa có năm dự kiến.",
            *([_unknown(status)] if len(status.known) < len(status.communes) else []),
            _whose(status),
        ),
        frozen=first,
    )


def _unknown(status: Status) -> str:
    count = len(status.communes) - len(status.known)
    return f"{UNKNOWN} ở cột cuối: xã chưa có số liệu ({count} xã), không tính vào bình quân."


def _whose(status: Status) -> str:
    confirmed = status.total_confirmed
    if not confirmed:
        return "Số liệu do xã tự đánh giá."
    return f"Trong {status.total_met} lượt đạt có {confirmed} lượt phòng, ngành đã đánh giá; còn lại xã tự đánh giá."


def _planned(found: CriterionStatus) -> str | Year | None:
    if found.state.counts_as_met:
        return MET
    return None if found.target_year is None else Year(found.target_year)


def _in_marks(status: Status, form: CriteriaSet, table: Table) -> Sheet:
    return Sheet(
        name="Chi tiết",
        title=_titled(status, form, "Hiện trạng từng tiêu chí"),
        columns=(
            Column(title="TT", width=5),
            Column(title="Xã", width=18),
            *(Column(title=criterion.code, group="Tiêu chí", width=5) for criterion in form.criteria),
            Column(title="Đạt", width=6),
        ),
        rows=tuple(
            (number, row.unit.name, *(sign(cell) for cell in row.cells), row.met if row.known else UNKNOWN)
            for number, row in enumerate(table.rows, start=1)
        ),
        notes=tuple(f"{mark}: {said}" for mark, said in SIGNS),
        frozen=2,
    )


def _by_criterion(status: Status, form: CriteriaSet) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    year = status.as_of.year
    for criterion in form.criteria:
        found = [commune.criteria[criterion.code] for commune in status.communes]
        met = [one for one in found if one.state.counts_as_met]
        rows.append(
            (
                criterion.code,
                criterion.label,
                len(met),
                sum(one.assessor is Assessor.OFFICE for one in met),
                sum(one.state is State.NOT_MET for one in found),
                sum(one.state is State.NOT_REPORTED for one in found),
                sum(one.target_year == year and not one.state.counts_as_met for one in found),
            )
        )
    return Sheet(
        name="Theo tiêu chí",
        title=_titled(status, form, "Số xã đạt theo từng tiêu chí"),
        columns=(
            Column(title="Tiêu chí", width=9),
            Column(title="Tên tiêu chí", width=34),
            Column(title="Số xã đạt"),
            Column(title="Trong đó phòng, ngành đã đánh giá", width=16),
            Column(title="Số xã chưa đạt"),
            Column(title="Chưa có báo cáo"),
            Column(title=f"Kế hoạch năm {year} chưa đạt", width=14),
        ),
        rows=tuple(rows),
        totals=(_added("", "Tổng số", rows, 2),),
        frozen=2,
    )


def _added(first: str, label: str, rows: list[tuple[Cell, ...]], start: int) -> tuple[Cell, ...]:
    columns = range(start, len(rows[0]) if rows else start)
    return first, label, *(Sum(sum(_number(row[place]) for row in rows)) for place in columns)


def _number(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0


def _by_unit(status: Status, form: CriteriaSet) -> Sheet:
    rows: list[tuple[Cell, ...]] = [
        (
            number,
            commune.unit.name,
            commune.met if commune.known else UNKNOWN,
            sum(one.state.counts_as_met and one.assessor is Assessor.OFFICE for one in commune.criteria.values())
            if commune.known
            else UNKNOWN,
            lacking(commune, status),
        )
        for number, commune in enumerate(status.communes, start=1)
    ]
    return Sheet(
        name="Theo xã",
        title=_titled(status, form, "Số tiêu chí đạt của từng xã"),
        columns=(
            Column(title="TT", width=5),
            Column(title="Xã", width=20),
            Column(title="Số tiêu chí đạt"),
            Column(title="Trong đó phòng, ngành đã đánh giá", width=16),
            Column(title="Tiêu chí chưa đạt", width=70),
        ),
        rows=tuple(rows),
        totals=((None, "Tổng số", *_added("", "", rows, 2)[2:4], None),),
        frozen=2,
    )
