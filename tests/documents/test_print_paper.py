"""The PDF of a report: the very text of the Word file, on the same pages' measures, and nothing in it is markup."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.oxml.ns import qn
from fontTools.ttLib import TTFont

from bot.documents.print_paper import PaperPrint
from bot.documents.typesetting import HERE
from bot.documents.write_word import word
from conversations.programme.paper import Annex, Grid, Heading, Paper, Paragraph
from tests.documents.test_table_picture import LETTERS

if TYPE_CHECKING:
    from pathlib import Path

MARKUP = (
    '#read("/etc/passwd")',
    "*đậm* _nghiêng_ $x^2$ <nhãn> @ai \\ // không",
    '=HYPERLINK("http://x")',
    "{{xa}} PAGE",
)
A4 = "595.276 x 841.89"


@pytest.fixture(scope="module")
def prints() -> PaperPrint:
    return PaperPrint()


def paper(*, paragraphs: int = 1) -> Paper:
    grid = Grid(
        head=("Số", "Chỉ tiêu", "Kết quả"),
        rows=tuple((str(number), said, "đạt") for number, said in enumerate((*MARKUP, "Tổng số"))),
        widths=(8, 44, 18),
        centred=frozenset({0, 2}),
        total=True,
    )
    return Paper(
        superior="ỦY BAN NHÂN DÂN HUYỆN QUẢNG HÒA",
        issuer="ỦY BAN NHÂN DÂN XÃ PHÚC SEN",
        symbol="BC-UBND",
        place="Phúc Sen",
        year=2023,
        kind="BÁO CÁO",
        subject="Kết quả thực hiện Chương trình xây dựng nông thôn mới của xã Phúc Sen",
        to=("Ủy ban nhân dân huyện", "Văn phòng Điều phối"),
        body=(
            Heading("I. KẾT QUẢ"),
            *(Paragraph(f"{said} Dòng {number}.") for number in range(paragraphs) for said in MARKUP),
            grid,
        ),
        recipients=("Như trên;", "Lưu: VT."),
        signer=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        annexes=(
            Annex(title="KẾT QUẢ TỪNG CHỈ TIÊU", blocks=(grid,)),
            Annex(title="HIỆN TRẠNG CÁC XÃ", wide=True, blocks=(grid, Paragraph("Đ: đạt."))),
        ),
    )


def said_in_word(content: bytes, folder: Path) -> list[str]:
    """Every paragraph, those of tables in their place."""
    file = folder / "a.docx"
    file.write_bytes(content)
    body = Document(str(file)).element.body
    lines = ["".join(text.text or "" for text in one.iter(qn("w:t"))) for one in body.iter(qn("w:p"))]
    return [" ".join(line.split()) for line in lines if line.strip()]


def said_in_print(content: bytes, folder: Path) -> str:
    """All of it, without what stands on top of each page: its number, and the heading of a table that goes on."""
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not installed: apt-get install poppler-utils")
    file = folder / "a.pdf"
    file.write_bytes(content)
    done = subprocess.run([tool, "-raw", str(file), "-"], check=True, capture_output=True)
    pages = done.stdout.decode().split("\f")
    pages = [re.sub(r"^\d+\n(Số Chỉ tiêu Kết quả\n)?", "", page) for page in pages]
    return " ".join(" ".join(pages).split())


def test_word_and_pdf_say_the_same_paragraph_by_paragraph(prints: PaperPrint, tmp_path: Path) -> None:
    made = paper(paragraphs=12)
    lines, told = said_in_word(word(made), tmp_path), said_in_print(prints.pdf(made), tmp_path)

    at = 0
    for line in lines:
        found = told.find(line, at)
        assert found == at + (at > 0), (line, told[at : at + 200])
        at = found + len(line)
    assert told[at:] == ""
    assert len(lines) > 100
    assert all(said in told for said in MARKUP)


def test_its_pages_are_a4_numbered_from_the_second_on_and_each_annex_anew(prints: PaperPrint, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(prints.pdf(paper(paragraphs=12)))
    pages = said_in_pages(tmp_path / "a.pdf")
    numbers = [page.split("\n", 1)[0] for page in pages]

    body = len(pages) - 2
    assert body > 2
    assert numbers[1:body] == [str(number) for number in range(2, body + 1)]
    assert [numbers[0], *numbers[body:]] == ["ỦY BAN NHÂN DÂN", "Phụ lục I", "Phụ lục II"]
    told = subprocess.run(["pdfinfo", "-f", "1", "-l", "99", str(tmp_path / "a.pdf")], check=True, capture_output=True)
    sizes = re.findall(r"size:\s+([\d.]+ x [\d.]+)", told.stdout.decode())
    assert sizes == [A4] * (len(pages) - 1) + [" x ".join(reversed(A4.split(" x ")))]


def said_in_pages(file: Path) -> list[str]:
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not installed: apt-get install poppler-utils")
    done = subprocess.run([tool, "-raw", str(file), "-"], check=True, capture_output=True)
    return done.stdout.decode().rstrip("\f").split("\f")


def test_the_same_paper_gives_the_same_bytes(prints: PaperPrint) -> None:
    assert prints.pdf(paper()) == PaperPrint().pdf(paper())


def test_the_fonts_of_print_have_every_vietnamese_letter() -> None:
    wanted = {*LETTERS, *LETTERS.upper(), *"0123456789 .,;:!?%()-–/·~“”…+[]{}'\""}
    files = sorted((HERE / "print_fonts").glob("*.ttf"))
    for file in files:
        with TTFont(file) as font:
            assert wanted - {chr(code) for code in font.getBestCmap()} == set(), file.name
    assert len(files) == 4
