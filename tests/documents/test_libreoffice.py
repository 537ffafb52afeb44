"""LibreOffice opens what officials are given: as many pages as it should have, and every word on them.

Skipped where LibreOffice or poppler are missing: apt-get install libreoffice-writer libreoffice-calc poppler-utils.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.documents.fill_form import fill_form
from bot.documents.print_paper import PaperPrint
from bot.documents.typesetting import HERE
from bot.documents.write_word import word
from bot.documents.write_workbook import workbook
from conversations.programme.criteria_table import tables_of
from conversations.screens.table_file import sheets_of
from tests.documents.test_fill_form import form, values
from tests.documents.test_print_paper import MARKUP, paper, said_in_word
from tests.documents.test_table_file import STATUS

if TYPE_CHECKING:
    from pathlib import Path

FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>{fonts}</dir><cachedir>{cache}</cachedir>
<alias binding="same"><family>Times New Roman</family><prefer><family>Tinos</family></prefer></alias></fontconfig>
"""
"""The fonts that came with the program stand for those of Word, whose letters are as wide."""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each of them as LibreOffice prints it."""
    office = shutil.which("soffice")
    if office is None or shutil.which("pdftotext") is None:
        pytest.skip(
            "LibreOffice or poppler is missing: apt-get install libreoffice-writer libreoffice-calc poppler-utils"
        )
    folder = tmp_path_factory.mktemp("office")
    tables = tables_of(STATUS)
    assert tables is not None
    files = {
        "bao-cao.docx": word(paper(paragraphs=12)),
        "mau.docx": fill_form(form("{{co_quan}}", "{{kho_khan}}"), values(kho_khan=MARKUP[0]), name="mau.docx"),
        "bang.xlsx": workbook(sheets_of(STATUS, tables.whole), made_at=datetime(2023, 6, 5, tzinfo=UTC)),
        "in.pdf": PaperPrint().pdf(paper(paragraphs=12)),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (folder / "fonts.conf").write_text(FONTS.format(fonts=HERE / "print_fonts", cache=folder / "cache"))
    subprocess.run(
        [
            office,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder / "out"),
            *(str(folder / name) for name in files if not name.endswith(".pdf")),
        ],
        check=True,
        capture_output=True,
        timeout=110,
        env={**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf"), "HOME": str(folder)},
    )
    return folder


def pages(file: Path) -> list[str]:
    done = subprocess.run(["pdftotext", "-raw", str(file), "-"], check=True, capture_output=True)
    return done.stdout.decode().rstrip("\f").split("\f")


def words(file: Path) -> str:
    return " ".join(" ".join(pages(file)).split())


def test_the_report_has_as_many_pages_as_its_pdf_and_every_line(printed: Path) -> None:
    told = words(printed / "out" / "bao-cao.pdf")
    lines = said_in_word((printed / "bao-cao.docx").read_bytes(), printed)
    assert [line for line in lines if line not in told] == []

    found, own = pages(printed / "out" / "bao-cao.pdf"), pages(printed / "in.pdf")
    assert abs(len(found) - len(own)) <= 1, "lines may break a word earlier"
    assert [page.split("\n", 1)[0] for page in found[1:3]] == ["2", "3"]


def test_a_filled_form_opens_and_shows_text_as_text(printed: Path) -> None:
    assert words(printed / "out" / "mau.pdf") == f"[co_quan] {MARKUP[0]}"


def test_every_sheet_of_the_workbook_is_a_page_and_its_formulas_come_to_the_same(printed: Path) -> None:
    found = pages(printed / "out" / "bang.pdf")
    assert len(found) == 4
    assert "HIỆN TRẠNG VÀ LỘ TRÌNH THỰC HIỆN CÁC TIÊU CHÍ" in found[0]
    assert f"Tổng số {' '.join(str(count) for count in STATUS.by_criterion.values())} {STATUS.total_met}" in " ".join(
        found[0].split()
    )
    assert "#" not in "".join(found).replace("#read", "")


def test_the_pdf_opens_elsewhere_with_its_fonts_in_it(printed: Path) -> None:
    assert pages(printed / "in.pdf")[0].startswith("ỦY BAN NHÂN DÂN\nHUYỆN QUẢNG HÒA\nỦY BAN NHÂN DÂN\nXÃ PHÚC SEN\n")
    told = subprocess.run(["pdffonts", str(printed / "in.pdf")], check=True, capture_output=True).stdout.decode()
    fonts = [line.split() for line in told.splitlines()[2:]]
    assert len(fonts) >= 3
    assert all("Tinos" in line[0] or "Libertinus" in line[0] for line in fonts)
    assert [line[-5] for line in fonts] == ["yes"] * len(fonts)
