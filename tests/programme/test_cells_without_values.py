"""A formula without its value is no empty cell, and the numbers of columns are no rows, in every table that is read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from bot.documents.read_document import read_document
from conversations.programme.goal_document import read_goal_document
from conversations.programme.goal_value_table import read_goal_values
from conversations.programme.plan_targets import read_targets
from conversations.programme.problem import Problem
from conversations.programme.roadmap_document import read_roadmap
from conversations.programme.roadmap_table import read_villages
from conversations.programme.target_document import read_target_document
from tests.programme.ha_giang import seed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from conversations.programme.table import Document

TODAY = date(2022, 9, 19)
ROADMAP = ("STT", "Xã", "Huyện", "Mức", "Năm", "Hạn xã trình")
ENTRY = ("1", "Tam Dân", "Phú Ninh", "nông thôn mới", "2024", "15/10/2024")
GOALS = ("Tên chỉ tiêu", "Đơn vị tính", "2022", "2025")
GOAL = ("Tỷ lệ hộ nghèo", "%", "5", "3")
"""The heading and a row of each table."""
TARGETS = tuple(tuple(cell.text for cell in row.cells) for row in seed().tables[0].rows)


def sheet(folder: Path, rows: Sequence[Sequence[str]], **formulas: str) -> Document:
    """formulas: by their cells."""
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    for at, formula in formulas.items():
        book.worksheets[0][at] = formula
    book.save(folder / "bang.xlsx")
    return read_document(folder / "bang.xlsx")


@pytest.mark.parametrize(
    ("read", "rows", "formula"),
    [
        (read_roadmap, (ROADMAP, ENTRY), "F2"),
        (read_roadmap, (ROADMAP, ENTRY), "E2"),
        (lambda found: list(read_villages(found)), (("Thôn", *ROADMAP[1:]), ("Một", *ENTRY[1:])), "F2"),
        (read_goal_document, (GOALS, GOAL), "C2"),
        (read_goal_document, (GOALS, GOAL), "A2"),
        (
            lambda found: read_goal_values(found, today=TODAY),
            (("Tên chỉ tiêu", "Ngày", "Giá trị"), ("Tỷ lệ hộ nghèo", "1/6/2022", "5")),
            "C2",
        ),
        (
            read_targets,
            (("TT", "Xã", "Năm đạt chuẩn NTM", "Năm đạt NTM nâng cao"), ("1", "Phúc Sen", "2024", "2025")),
            "C2",
        ),
        (read_target_document, TARGETS, "E9"),
    ],
)
def test_a_formula_without_its_value_is_refused_with_its_cell(
    tmp_path: Path, read: Callable[[Document], object], rows: Sequence[Sequence[str]], formula: str
) -> None:
    assert read(sheet(tmp_path, rows))
    with pytest.raises(Problem) as refused:
        read(sheet(tmp_path, rows, **{formula: "=1+1"}))
    assert (refused.value.code, f"ô {formula}" in refused.value.where) == ("cell_formula", True)


@pytest.mark.parametrize("numbers", ["123456", "AB1234"])
@pytest.mark.parametrize("form", ["{}", "({})"])
def test_the_numbers_of_columns_are_no_row(tmp_path: Path, numbers: str, form: str) -> None:
    numbered = [form.format(one) for one in numbers]
    goals = read_goal_document(sheet(tmp_path, (GOALS, numbered[:4], GOAL))).goals
    assert [one.name for one in goals] == ["Tỷ lệ hộ nghèo"]
    entries = read_roadmap(sheet(tmp_path, (ROADMAP, numbered, ENTRY))).entries
    assert [one.name for one in entries] == ["Tam Dân"]
