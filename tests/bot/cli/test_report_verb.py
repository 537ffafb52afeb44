"""`ntm export report`: the Word file and the PDF of one paper."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from docx import Document

from tests.programme.quang_hoa import SEED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.cli.conftest import Ntm

UNIT = "xã Phúc Sen"


@pytest.fixture
def loaded(ntm: Ntm) -> Ntm:
    assert ntm("import", "plan", str(SEED), "--unit", "huyện Quảng Hòa").code == 0
    ntm.at("2023-06-05T09:00+07:00")
    return ntm


def made(ntm: Ntm, file: Path, *more: str) -> bytes:
    said = ntm("export", "report", "--unit", UNIT, "--period", "2023-H1", "--out", str(file), *more)
    assert (said.code, said.err) == (0, "")
    return file.read_bytes()


def test_word_and_pdf_are_of_the_same_report(loaded: Ntm, tmp_path: Path) -> None:
    word = Document(io.BytesIO(made(loaded, tmp_path / "a.docx")))
    assert made(loaded, tmp_path / "a.pdf", "--format", "pdf").startswith(b"%PDF-")
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not installed: apt-get install poppler-utils")
    told = subprocess.run([tool, "-raw", str(tmp_path / "a.pdf"), "-"], check=True, capture_output=True).stdout.decode()
    one_line = " ".join(told.split())
    said = [" ".join(one.text.split()) for one in word.paragraphs if one.text.strip()]
    assert [line for line in said if line not in one_line] == []
    assert "Xã Phúc Sen đạt 13/19 tiêu chí (số liệu do xã tự đánh giá)." in said


def test_it_says_for_machines_what_it_wrote(loaded: Ntm, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    said = loaded("export", "report", "--unit", UNIT, "--format", "pdf", "--out", str(file), "--json")
    assert json.loads(said.out) == {
        "file": str(file),
        "kind": "pdf",
        "unit": UNIT,
        "period": "2023-H1",
        "as_of": "2023-06-05",
    }
