"""The same plan table, as Excel, old Excel, Word, CSV and copied text: one and the same plan comes out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.documents.read_document import read_document
from conversations.programme.plan_difference import canonical
from conversations.programme.plan_document import PlanDocument, read_plan
from conversations.programme.plan_recompute import recompute
from tests.documents.plan_files import csv_text, divided_text, write_docx, write_xlsx
from tests.programme.quang_hoa import CRITERIA, NOTES, TITLE, plan, seed_rows

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = Path(__file__).parent / "samples"


def xlsx(folder: Path) -> Path:
    return write_xlsx(folder / "plan.xlsx", seed_rows(), title=TITLE, notes=NOTES)


def docx(folder: Path) -> Path:
    return write_docx(folder / "plan.docx", seed_rows(), title=TITLE, notes=NOTES)


def text_form(name: str, text: str, encoding: str = "utf-8") -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def csv_form(separator: str, encoding: str) -> Callable[[Path], Path]:
    text = csv_text(seed_rows(), separator=separator, title=TITLE, notes=NOTES)
    return text_form("plan.csv", text, encoding)


def piped() -> str:
    rows = [f"| {' | '.join(row)} |" for row in seed_rows()]
    return "\n".join([f"**{TITLE}**", "", rows[0], "|" + " --- |" * 22, *rows[1:], "", *NOTES])


FORMS = {
    "xlsx": xlsx,
    "docx": docx,
    "csv with semicolons and a mark": csv_form(";", "utf-8-sig"),
    "csv with commas": csv_form(",", "utf-8"),
    "csv with tabs in UTF-16": csv_form("\t", "utf-16"),
    "csv in UTF-16 without a mark": csv_form(";", "utf-16-le"),
    "tabs": text_form("plan.txt", divided_text(seed_rows(), "\t", title=TITLE, notes=NOTES)),
    "pipes": text_form("plan.md", piped()),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_plan(form: str, tmp_path: Path) -> None:
    read = read_plan(read_document(FORMS[form](tmp_path)), CRITERIA)
    assert read.table == plan().table
    assert [(warning.code, warning.stated, warning.computed) for warning in recompute(read)[1]] == [
        ("year_count_differs", 31, 30)
    ]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_the_same_canonical_text(form: str, tmp_path: Path) -> None:
    read = read_plan(read_document(FORMS[form](tmp_path)), CRITERIA)
    only_table = read_plan(read_document(xlsx(tmp_path)), CRITERIA)
    assert canonical(read) == canonical(only_table)


@pytest.mark.parametrize("divider", ["   ", " "])
def test_text_whose_cells_are_only_spaces_apart_gives_the_same_rows(divider: str, tmp_path: Path) -> None:
    rows = [row for row in seed_rows() if row[0].isdecimal() or row[0] == "A"]
    text = divided_text(rows, divider, title=TITLE, notes=NOTES)
    path = tmp_path / "plan.txt"
    path.write_text(text, encoding="utf-8")
    assert read_plan(read_document(path), CRITERIA).rows == plan().rows


def test_an_old_workbook_gives_the_same_table_without_its_notes() -> None:
    read = read_plan(read_document(SAMPLES / "plan.xls"), CRITERIA)
    assert read.table == replace(plan().table, notes=())


def test_a_table_alone_is_a_plan_without_date_offices_or_regime(tmp_path: Path) -> None:
    read = read_plan(read_document(write_xlsx(tmp_path / "plan.xlsx", seed_rows())), CRITERIA)
    empty: PlanDocument = PlanDocument(front=read.front, table=read.table)
    assert read == empty
    assert (read.front.dated, read.front.issued_by, read.front.legal_basis, read.title) == (None, "", (), "")


def test_a_place_is_named_as_the_program_that_wrote_the_file_counts(tmp_path: Path) -> None:
    places = [
        str(read_plan(read_document(path), CRITERIA).rows[0].cells[1].place)
        for path in (xlsx(tmp_path), docx(tmp_path), FORMS["csv with commas"](tmp_path))
    ]
    assert places == ["trang tính “Biểu 1”, ô E5", "bảng 1, dòng 3, cột E", "dòng 4, cột E"]
