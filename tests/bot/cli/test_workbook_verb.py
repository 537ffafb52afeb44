"""`ntm export workbook`, and the table that goes out as Excel and comes in as the plan it was."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from tests.programme.quang_hoa import SEED

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook

    from tests.bot.cli.conftest import Ntm

DISTRICT = "huyện Quảng Hòa"
SHEETS = [
    "Bảng tiêu chí",
    "Chi tiết",
    "Theo tiêu chí",
    "Theo xã",
    "Theo phòng, ngành",
    "Còn thiếu",
    "Nguồn lực",
    "Chi tiết vốn",
    "Công trình",
    "Khó khăn, vướng mắc",
    "Hồ sơ công nhận",
    "Số liệu gốc",
]
FORMULA = re.compile(r'=(COUNTIF|SUM)\(([A-Z]+\d+:[A-Z]+\d+)(?:,"(x)")?\)|=IF\(COUNT\((\S+)\)=0,0,AVERAGE\(\4\)\)')


@pytest.fixture
def loaded(ntm: Ntm) -> Ntm:
    assert ntm("import", "plan", str(SEED), "--unit", DISTRICT).code == 0
    ntm.at("2023-06-05T09:00+07:00")
    return ntm


def made(ntm: Ntm, file: Path, what: str = "workbook", *more: str) -> Path:
    said = ntm("export", what, "--unit", DISTRICT, "--out", str(file), *more)
    assert (said.code, said.err) == (0, "")
    return file


def opened(file: Path, *, computed: bool) -> Workbook:
    return openpyxl.load_workbook(file, data_only=computed)


def test_its_sheets_are_ready_to_be_printed(loaded: Ntm, tmp_path: Path) -> None:
    book = opened(made(loaded, tmp_path / "a.xlsx"), computed=True)

    assert book.sheetnames == SHEETS
    for page in book.worksheets:
        heads = page.freeze_panes
        assert heads is not None, page.title
        assert page.print_title_rows is not None, page.title
        fitted = page.sheet_properties.pageSetUpPr
        assert fitted is not None
        assert (str(page.page_setup.paperSize), fitted.fitToPage) == ("9", True), page.title
        assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0), page.title
        landscape = page.max_column > 8
        assert (page.page_setup.orientation == "landscape") is landscape, page.title


def test_every_formula_comes_to_the_value_beside_it(loaded: Ntm, tmp_path: Path) -> None:
    file = made(loaded, tmp_path / "a.xlsx")
    told, shown = opened(file, computed=False), opened(file, computed=True)
    counted = 0
    for page in told.worksheets:
        for row in page.iter_rows():
            for cell in row:
                found = FORMULA.fullmatch(str(cell.value))
                if found is None:
                    assert cell.data_type != "f", (page.title, cell.coordinate)
                    continue
                left, top, right, bottom = range_boundaries(found[2] or found[4])
                span = shown[page.title].iter_rows(
                    min_col=left, min_row=top, max_col=right, max_row=bottom, values_only=True
                )
                values = [value for line in span for value in line]
                numbers = [Fraction(value) for value in values if isinstance(value, int | float)]
                match found[1]:
                    case "COUNTIF":
                        come_to = Fraction(values.count("x"))
                    case "SUM":
                        come_to = sum(numbers, Fraction(0))
                    case _:
                        come_to = sum(numbers, Fraction(0)) / len(numbers)
                assert abs(Fraction(shown[page.title][cell.coordinate].value) - come_to) < Fraction(1, 10**9)
                counted += 1
    assert counted == 44


def test_it_says_what_each_commune_lacks_and_whose_it_is(loaded: Ntm, tmp_path: Path) -> None:
    book = opened(made(loaded, tmp_path / "a.xlsx"), computed=True)
    rows = [row for row in book["Còn thiếu"].iter_rows(min_row=5, values_only=True) if isinstance(row[0], int)]
    own = [row[2:] for row in rows if row[1] == "Phúc Sen" and row[3] == "10"]

    assert own == [
        (
            "10. Thu nhập",
            "10",
            "Thu nhập bình quân đầu người",
            None,
            None,
            None,
            "triệu đồng/người/năm",
            "Chi cục Thống kê huyện",
            2023,
            None,
        )
    ]
    assert {row[10] for row in rows} == {2022, 2023, 2024, 2025}
    offices = {row[1]: row[3] for row in book["Theo phòng, ngành"].iter_rows(min_row=5, values_only=True) if row[3]}
    assert offices["Chi cục Thống kê huyện"] == 16


def test_what_is_lacking_stands_cheapest_first_by_what_was_stated_and_unknown_costs_last(
    loaded: Ntm, tmp_path: Path
) -> None:
    plan = tmp_path / "phuc-sen.csv"
    plan.write_text(
        "Tiêu chí;Nội dung;Kinh phí (triệu đồng);Nguồn\n"
        "17;Bể lọc;450;huyện\n2;Đường xóm;1200;huyện\n13;Tổ hợp tác;30;xã\n",
        encoding="utf-8",
    )
    assert loaded("import", "commune-plan", str(plan), "--unit", "xã Phúc Sen").code == 0
    book = opened(made(loaded, tmp_path / "a.xlsx"), computed=True)
    rows = [row for row in book["Còn thiếu"].iter_rows(min_row=5, values_only=True) if isinstance(row[0], int)]
    own = [(str(row[2]).partition(".")[0], row[11]) for row in rows if row[1] == "Phúc Sen"]
    order = list(dict.fromkeys(code for code, _ in own))
    assert order[:3] == ["13", "17", "2"]
    assert set(order[3:]) == {"1", "10", "11"}
    stated = [(code, cost) for code, cost in own if cost is not None]
    assert stated == [("13", 30_000_000), ("17", 450_000_000), ("2", 1_200_000_000)]


def test_the_same_day_and_moment_give_the_same_bytes(loaded: Ntm, tmp_path: Path) -> None:
    when = ("--as-of", "5/6/2023", "--known-at", "2023-06-05T09:00+07:00")
    first = made(loaded, tmp_path / "a.xlsx", "workbook", *when).read_bytes()
    loaded.at("2023-07-05T09:00+07:00")
    again = made(loaded, tmp_path / "b.xlsx", "workbook", *when).read_bytes()

    assert again == first


def test_a_table_goes_out_as_excel_and_comes_in_as_the_same_plan(loaded: Ntm, tmp_path: Path) -> None:
    before = json.loads(loaded("import", "plan", str(SEED), "--unit", DISTRICT, "--dry-run", "--json").out)
    file = made(loaded, tmp_path / "bang.xlsx", "table")
    said = loaded("import", "plan", str(file), "--unit", DISTRICT, "--dry-run", "--json")
    assert said.code == 0, said.out
    after = json.loads(said.out)

    def cells(document: dict[str, object]) -> dict[str, object]:
        rows = document["rows"]
        assert isinstance(rows, list)
        return {row["name"]: row["cells"] for row in rows}

    assert cells(after) == cells(before)
    assert len(cells(after)) == 16


def test_of_a_period_a_table_is_that_of_its_last_day_if_that_has_come(loaded: Ntm, tmp_path: Path) -> None:
    file = tmp_path / "a.json"

    def day(what: str, *more: str) -> str:
        said = loaded("export", what, "--unit", DISTRICT, "--out", str(file), "--json", *more)
        assert said.code == 0
        return str(said.document["as_of"])

    assert day("table") == day("table", "--period", "2023-H1") == "2023-06-05"
    loaded.at("2023-07-20T09:00+07:00")
    assert day("table", "--period", "2023-H1") == "2023-06-30"
    assert day("table", "--period", "2023-H1", "--as-of", "2023-06-08") == "2023-06-08"
    assert day("report", "--period", "2023-H1") == "2023-07-20"
    document = json.loads(file.read_text(encoding="utf-8"))
    assert (document["unit"], document["period"], document["kind"]) == (DISTRICT, "2023-H1", "BÁO CÁO")
    blocks = [*document["body"], *(one for annex in document["annexes"] for one in annex["body"])]
    assert {one["block"] for one in blocks} == {"heading", "paragraph", "grid"}
    file = tmp_path / "a.xlsx"
    assert day("workbook", "--period", "2023-H1") == "2023-06-30"
    refused = loaded("export", "table", "--unit", DISTRICT, "--out", str(file), "--period", "2023-Q9")
    assert (refused.code, "2023-Q9" in refused.err) == (2, True)
