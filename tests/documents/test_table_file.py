"""The criteria table as a file: cell by cell, formulas beside their values, read back as the plan it came from."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.utils import column_index_from_string

from bot.documents.read_document import read_document
from bot.documents.table_file import table_file
from bot.documents.write_workbook import workbook
from conversations.programme.answer import Assessor, State
from conversations.programme.ids import UnitId
from conversations.programme.plan_rows import Met, PlanValue
from conversations.programme.plan_table import read_plan_table
from conversations.programme.sheet import Column, Sheet, Sum, values
from conversations.programme.status import CommuneStatus, CriterionStatus, Status
from conversations.programme.unit import Unit, kind_by_code
from tests.dialogues.commune import FORM

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

DISTRICT = Unit(id=UnitId(1), kind=kind_by_code("huyen"), name="Quảng Hòa", parent=None)
DAY = date(2023, 6, 5)
FORMULA = re.compile(r'=(COUNTIF|SUM)\(([A-Z]+)(\d+):([A-Z]+)(\d+)(?:,"(x)")?\)')


def commune(number: int, name: str) -> CommuneStatus:
    """Every third criterion open for 2023, one confirmed by an office, one lost, the rest met by the commune's word."""
    criteria = {}
    for place, criterion in enumerate(FORM.criteria):
        found = CriterionStatus(state=State.MET)
        if place % 3 == number % 3:
            found = CriterionStatus(state=State.NOT_MET, target_year=2023)
        elif place == number + 2:
            found = CriterionStatus(state=State.MET, assessor=Assessor.OFFICE)
        elif place == number + 1:
            found = CriterionStatus(state=State.NOT_MET, lost=True)
        criteria[criterion.code] = found
    unit = Unit(id=UnitId(number + 10), kind=kind_by_code("xa"), name=name, parent=DISTRICT.id)
    return CommuneStatus(unit=unit, criteria=criteria)


STATUS = Status(
    unit=DISTRICT,
    as_of=DAY,
    form=FORM,
    communes=tuple(commune(number, name) for number, name in enumerate(("Đại Sơn", "Phúc Sen", "Tự Do"))),
)


def opened(content: bytes, *, computed: bool) -> list[Worksheet]:
    """computed: the values that stand beside the formulas, else the formulas."""
    return list(openpyxl.load_workbook(io.BytesIO(content), data_only=computed).worksheets)


def test_every_formula_comes_to_the_value_beside_it() -> None:
    content = table_file(STATUS, "xlsx")
    counted = 0
    for told, shown in zip(opened(content, computed=False), opened(content, computed=True), strict=True):
        for row in told.iter_rows():
            for cell in row:
                found = FORMULA.fullmatch(str(cell.value))
                if found is None:
                    assert not str(cell.value).startswith("=") or "AVERAGE" in str(cell.value), cell.coordinate
                    continue
                span = shown.iter_rows(
                    min_col=column_index_from_string(found[2]),
                    min_row=int(found[3]),
                    max_col=column_index_from_string(found[4]),
                    max_row=int(found[5]),
                    values_only=True,
                )
                cells: list[object] = [one for line in span for one in line]
                expected = cells.count("x") if found[6] else sum(one for one in cells if isinstance(one, int))
                assert shown[cell.coordinate].value == expected
                counted += 1
    assert counted == 3 + 19 + 1 + 5 + 2


def test_the_numbers_are_those_of_the_status() -> None:
    page = opened(table_file(STATUS, "xlsx"), computed=True)[0]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=7)]
    assert [row[1] for row in rows[:3]] == ["Đại Sơn", "Phúc Sen", "Tự Do"]
    assert [row[-1] for row in rows[:3]] == [one.met for one in STATUS.communes]
    assert rows[3][2:21] == list(STATUS.by_criterion.values())
    assert rows[3][21] == STATUS.total_met
    assert STATUS.average is not None
    assert rows[4][21] == pytest.approx(float(STATUS.average))
    assert rows[6][0] == "x: đạt; số năm: năm dự kiến đạt theo kế hoạch; ô để trống: chưa đạt, chưa có năm dự kiến."
    assert rows[7][0] == (
        f"Trong {STATUS.total_met} lượt đạt có 3 lượt phòng, ngành đã đánh giá; còn lại xã tự đánh giá."
    )


def test_a_commune_of_which_nothing_is_known_has_no_count_and_stands_in_no_average() -> None:
    silent = CommuneStatus(
        unit=replace(STATUS.communes[0].unit, id=UnitId(99), name="Mới Lập"),
        criteria={criterion.code: CriterionStatus(state=State.NOT_REPORTED) for criterion in FORM.criteria},
    )
    pages = opened(table_file(replace(STATUS, communes=(*STATUS.communes, silent)), "xlsx"), computed=True)
    planned, marks, _, by_unit = [[[cell.value for cell in row] for row in page.iter_rows(min_row=6)] for page in pages]
    assert STATUS.average is not None
    assert planned[4][1:] == ["Mới Lập", *[None] * 19, "–"]
    assert planned[5][21] == STATUS.total_met
    assert planned[6][21] == pytest.approx(float(STATUS.average))
    assert "– ở cột cuối: xã chưa có số liệu (1 xã), không tính vào bình quân." in [row[0] for row in planned]
    assert next(row for row in marks if row[1] == "Mới Lập")[-1] == "–"
    assert next(row for row in by_unit if row[1] == "Mới Lập")[2:] == ["–", "–", "chưa có số liệu"]


def test_it_is_printed_as_it_stands() -> None:
    page = opened(table_file(STATUS, "xlsx"), computed=True)[0]
    assert page.freeze_panes == "C7"
    assert page.print_title_rows == "$5:$6"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.page_setup.fitToHeight == 0
    assert "C5:U5" in {str(merged) for merged in page.merged_cells.ranges}


def test_the_workbook_is_read_back_as_the_plan_it_came_from(tmp_path: Path) -> None:
    file = tmp_path / "bang.xlsx"
    file.write_bytes(table_file(STATUS, "xlsx"))
    plan = read_plan_table(read_document(file), FORM.criteria)
    read = {row.name: {cell.criterion: _read(cell.value) for cell in row.cells} for row in plan.rows}
    assert read == {
        one.unit.name: {
            code: "x" if found.state is State.MET else found.target_year for code, found in one.criteria.items()
        }
        for one in STATUS.communes
    }


def _read(value: PlanValue) -> str | int | None:
    return "x" if isinstance(value, Met) else value.year


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json", "pdf", "png"])
def test_the_same_status_gives_the_same_file(kind: str) -> None:
    first = table_file(STATUS, kind)
    assert first == table_file(STATUS, kind)
    assert len(first) > 400


def test_a_csv_opens_in_a_spreadsheet() -> None:
    lines = table_file(STATUS, "csv").decode("utf-8-sig").splitlines()
    assert table_file(STATUS, "csv").startswith(b"\xef\xbb\xbf")
    assert lines[0].startswith("TT,Xã,1. Quy hoạch")
    assert lines[-1].endswith(',"11,7"')
    assert len(lines) == 1 + 3 + 2


def test_no_typed_text_becomes_a_formula() -> None:
    sheet = Sheet(
        name="Thử",
        title=("=1+1", "+tiêu đề"),
        columns=(Column(title="=SUM(A1)"), Column(title="Số")),
        rows=(("=cmd|' /C calc'!A0", 3), ("@x", Fraction(1, 2)), ("-5", None)),
        totals=(("=tổng", Sum(Fraction(7, 2))),),
        notes=("=ghi chú",),
    )
    content = workbook([sheet], made_at=datetime(2023, 6, 5, tzinfo=UTC))
    (page,) = opened(content, computed=False)
    formulas = {cell.coordinate: cell.value for row in page.iter_rows() for cell in row if cell.data_type == "f"}
    assert formulas == {"B8": "=SUM(B5:B7)"}
    assert values(sheet)[-1] == ("=tổng", Fraction(7, 2))
