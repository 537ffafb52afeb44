"""Further sheets of a unit's workbook: by office, what each commune lacks, and the answers themselves.

Official papers are Vietnamese whatever language their reader speaks, so these words are in no catalogue.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from conversations.programme.answer import Assessor, State
from conversations.programme.sheet import Column, Sheet, Year
from conversations.reading.show import show_date
from conversations.screens.casing import capital
from conversations.screens.raw_file import COLUMNS, cells

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conversations.programme.criteria import CriteriaSet, Indicator
    from conversations.programme.ids import UnitId
    from conversations.programme.nearest import Gap, Near
    from conversations.programme.raw_answer import RawAnswer
    from conversations.programme.sheet import Cell
    from conversations.programme.status import CommuneStatus, Reported, Status
    from conversations.programme.unit import Unit


def by_office(
    status: Status,
    form: CriteriaSet,
    reported: Mapping[UnitId, Mapping[str, Reported]],
    offices: Mapping[str, tuple[Unit, ...]],
) -> Sheet:
    """How the indicators of each office stand in all communes together."""
    rows: list[tuple[Cell, ...]] = []
    for office in dict.fromkeys(one for found in offices.values() for one in found):
        own = [one for one in form.indicators if office in offices.get(one.code, ()) and one.judged]
        told = [reported.get(one.unit.id, {}) for one in status.communes]
        said = Counter(_standing(of_commune.get(item.code)) for of_commune in told for item in own)
        rows.append(
            (
                len(rows) + 1,
                capital(office.title),
                ", ".join(item.code for item in own),
                len(own) * len(status.communes),
                said["judged"] + said["met"],
                said["judged"],
                said["not met"],
                said["unknown"],
            )
        )
    return Sheet(
        name="Theo phòng, ngành",
        title=_titled(status, "Chỉ tiêu theo cơ quan phụ trách"),
        columns=(
            Column(title="TT", width=5),
            Column(title="Cơ quan", width=34),
            Column(title="Chỉ tiêu phụ trách", width=44),
            Column(title="Số lượt chỉ tiêu"),
            Column(title="Đạt"),
            Column(title="Trong đó cơ quan đã đánh giá", width=14),
            Column(title="Chưa đạt"),
            Column(title="Chưa có số liệu"),
        ),
        rows=tuple(rows),
        notes=(
            "Số lượt: mỗi chỉ tiêu của mỗi xã một lượt; chỉ tiêu do nhiều cơ quan phụ trách được tính ở từng cơ quan.",
            "Chưa có số liệu: xã chưa báo cáo chỉ tiêu này, kể cả khi kế hoạch ghi tiêu chí đã đạt.",
        ),
        frozen=2,
    )


def _standing(said: Reported | None) -> str:
    if said is None or said.state is State.NOT_REPORTED:
        return "unknown"
    if not said.state.counts_as_met:
        return "not met"
    return "judged" if said.assessor is Assessor.OFFICE else "met"


def what_is_lacking(
    status: Status, lacking: Mapping[UnitId, tuple[Near, ...]], offices: Mapping[str, tuple[Unit, ...]]
) -> Sheet:
    """A row for each indicator that keeps a commune's criterion from being met: how much, whose, by when."""
    rows: list[tuple[Cell, ...]] = []
    for commune in status.communes:
        for near in lacking.get(commune.unit.id, ()):
            cost: Cell = None if near.cost is None else near.cost.total
            lacks = [*((gap.indicator, gap) for gap in near.gaps), *((one, None) for one in near.unknown)]
            for indicator, gap in lacks:
                rows.append((len(rows) + 1, *_lack(commune, near, indicator, offices, gap), cost))
                cost = None
    return Sheet(
        name="Còn thiếu",
        title=_titled(status, "Chỉ tiêu chưa đạt của từng xã"),
        columns=(
            Column(title="TT", width=5),
            Column(title="Xã", width=18),
            Column(title="Tiêu chí", width=24),
            Column(title="Chỉ tiêu", width=8),
            Column(title="Nội dung", width=50),
            Column(title="Hiện có", width=10),
            Column(title="Yêu cầu", width=10),
            Column(title="Còn thiếu (vượt)", width=10),
            Column(title="Đơn vị tính", width=14),
            Column(title="Cơ quan phụ trách", width=30),
            Column(title="Năm theo kế hoạch", width=10),
            Column(title="Kinh phí tiêu chí còn cần (đồng)", width=18),
        ),
        rows=tuple(rows),
        notes=(
            "Hiện có để trống: chưa có số liệu. Yêu cầu để trống: chưa có mức yêu cầu, hoặc chỉ tiêu không có số.",
            "Xếp theo xã; tiêu chí đã nêu kinh phí ở trước, cần ít nhất trước; sau đó là tiêu chí gần đạt nhất.",
            "Kinh phí ghi một lần ở dòng đầu của tiêu chí; để trống cả tiêu chí: chưa ai nêu, không phải bằng không.",
        ),
        frozen=2,
    )


def _lack(
    commune: CommuneStatus,
    near: Near,
    indicator: Indicator,
    offices: Mapping[str, tuple[Unit, ...]],
    gap: Gap | None,
) -> tuple[Cell, ...]:
    figure = None if gap is None else gap.figure
    left = None if gap is None else gap.left
    return (
        commune.unit.name,
        f"{near.criterion.code}. {near.criterion.label}",
        indicator.code,
        indicator.title,
        None if figure is None else _rounded(figure.exact),
        None if gap is None else gap.required,
        None if left is None else _rounded(left),
        indicator.unit,
        "; ".join(capital(office.title) for office in offices.get(indicator.code, ())),
        None if near.target_year is None else Year(near.target_year),
    )


def _rounded(exact: Fraction) -> Decimal:
    """To two places, for the eye: what is required is compared with the exact figure."""
    return Decimal(round(exact * 100)) / 100


def raw_answers(status: Status, answers: Sequence[RawAnswer], *, more: bool) -> Sheet:
    """Every answer that counts, a row each."""
    left = ("Còn nhiều câu trả lời hơn; toàn bộ: ntm export raw.",) if more else ()
    return Sheet(
        name="Số liệu gốc",
        title=_titled(status, "Từng câu trả lời đã báo cáo"),
        columns=COLUMNS,
        rows=tuple(cells(one) for one in answers),
        notes=left,
        frozen=2,
    )


def _titled(status: Status, what: str) -> tuple[str, ...]:
    return what.upper(), f"{status.unit.title}, đến ngày {show_date(status.as_of)}"
