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


def form(folder: Path, *paragraphs: str) -> Path:
    document = Document()
    for said in paragraphs:
        document.add_paragraph(said)
    file = folder / "mau.docx"
    document.save(str(file))
    return file


def test_an_offices_own_form_is_filled_in_with_the_words_of_the_report(loaded: Ntm, tmp_path: Path) -> None:
    template = form(tmp_path, "{{co_quan}} / {{ky_bao_cao}}", "{{ket_qua}}", "{{tong_dat}}/{{so_tieu_chi}}")
    found = Document(io.BytesIO(made(loaded, tmp_path / "a.docx", "--template", str(template))))

    first, results, met = [one.text for one in found.paragraphs]
    assert first == "ỦY BAN NHÂN DÂN XÃ PHÚC SEN / 6 tháng đầu năm 2023"
    assert results.startswith("Xã Phúc Sen đạt 13/19 tiêu chí (số liệu do xã tự đánh giá).\nTiêu chí đạt: số 3")
    assert met == "13/19"


def test_a_form_that_cannot_be_filled_in_is_one_sentence_and_nothing_is_written(loaded: Ntm, tmp_path: Path) -> None:
    template = form(tmp_path, "Kính gửi {{ông_bà}}")
    said = loaded(
        "export", "report", "--unit", UNIT, "--template", str(template), "--out", str(tmp_path / "a.docx"), "--json"
    )
    assert (said.code, json.loads(said.out)["problem"]["code"]) == (2, "form_field_unknown")
    assert not (tmp_path / "a.docx").exists()


def test_every_field_is_listed_and_filled_in(loaded: Ntm, tmp_path: Path) -> None:
    listed = json.loads(loaded("export", "fields", "--json").out)
    template = form(tmp_path, *(f"{name}: {{{{{name}}}}}" for name in listed["fields"]))
    document = Document(str(template))
    for name, columns in listed["tables"].items():
        row = document.add_table(rows=1, cols=1).rows[0]
        row.cells[0].text = f"{{{{#{name}}}}}" + " | ".join(f"{{{{{one}}}}}" for one in columns) + f"{{{{/{name}}}}}"
    document.save(str(template))
    found = Document(io.BytesIO(made(loaded, tmp_path / "a.docx", "--template", str(template))))

    empty = [one.text for one in found.paragraphs if one.text.endswith(": ")]
    assert empty == ["giai_ngan: "], "no money is known"
    assert [len(table.rows) for table in found.tables] == [1, 19, 57, 1, 1]
    assert "{{" not in "".join(one.text for one in found.paragraphs)


def test_a_form_that_is_kept_counts_for_the_unit_and_all_below_it(loaded: Ntm, tmp_path: Path) -> None:
    def put(said: str, unit: str, *more: str) -> dict[str, object]:
        template = form(tmp_path, said)
        found: dict[str, object] = json.loads(loaded("form", "put", str(template), "--unit", unit, *more, "--json").out)
        return found

    def first_line() -> str:
        return Document(io.BytesIO(made(loaded, tmp_path / "a.docx", "--own-form"))).paragraphs[0].text

    said = loaded("export", "report", "--unit", UNIT, "--own-form", "--out", str(tmp_path / "a.docx"), "--json")
    assert json.loads(said.out)["problem"]["code"] == "no_office_form"
    told = put("Huyện: {{ten_don_vi}}", "huyện Quảng Hòa")
    assert told == {"unit": "huyện Quảng Hòa", "report": "", "version": 1, "changed": True}
    assert first_line() == "Huyện: Phúc Sen"
    again = loaded("form", "put", str(tmp_path / "mau.docx"), "--unit", "huyện Quảng Hòa", "--json")
    assert json.loads(again.out)["changed"] is False
    put("Xã: {{ten_don_vi}}", UNIT)
    put("Sáu tháng: {{ten_don_vi}}", UNIT, "--report", "H1")
    assert first_line() == "Sáu tháng: Phúc Sen"

    loaded("form", "drop", "--unit", UNIT, "--report", "H1")
    assert first_line() == "Xã: Phúc Sen"
    listed = json.loads(loaded("form", "list", "--unit", UNIT, "--json").out)
    assert listed["forms"] == [{"report": "", "version": 1, "file": "mau.docx"}]
    refused = loaded("form", "put", str(form(tmp_path, "{{sai}}")), "--unit", UNIT, "--json")
    assert json.loads(refused.out)["problem"]["code"] == "form_field_unknown"
