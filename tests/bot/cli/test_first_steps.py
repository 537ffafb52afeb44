"""What a new user does first: a file as its name says, a document of another kind, a province without figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.programme.ha_giang import SEED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.cli.conftest import Ntm

DISTRICT = "huyện Quảng Hòa"


@pytest.mark.parametrize(
    ("name", "begins"), [("a.pdf", b"%PDF"), ("a.PNG", b"\x89PNG"), ("a.json", b"{"), ("a", b"PK")]
)
def test_a_file_is_of_the_kind_its_name_says(imported: Ntm, tmp_path: Path, name: str, begins: bytes) -> None:
    out = tmp_path / name
    said = imported("export", "table", "--unit", DISTRICT, "--out", str(out))
    assert (said.code, said.err) == (0, "")
    assert out.read_bytes().startswith(begins)


def test_a_name_of_another_kind_is_refused_unless_the_kind_is_said(imported: Ntm, tmp_path: Path) -> None:
    out = tmp_path / "bang.docx"
    said = imported("export", "table", "--unit", DISTRICT, "--out", str(out))
    assert said.code == 2
    assert "Ở đây không có dạng docx. Các dạng: xlsx, csv, json, pdf, png." in said.err
    assert not out.exists()
    assert imported("export", "table", "--unit", DISTRICT, "--out", str(out), "--format", "csv").code == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("kind", ["plan", "offices", "units", "rules", "money", "roadmap"])
def test_a_document_of_another_kind_is_shown_the_way_to_the_others(ntm: Ntm, kind: str, tmp_path: Path) -> None:
    file = tmp_path / "khac.csv"
    file.write_text("Họ,Tuổi\nNông,40\n", encoding="utf-8")
    assert ntm("unit", "add", "Hà Giang", "--kind", "tỉnh").code == 0
    said = ntm("import", kind, str(file), "--unit", "tỉnh Hà Giang")
    assert said.code == 2
    assert said.err.endswith(" Nếu là loại văn bản khác, xem lệnh cho từng loại: ntm import --help.\n")


def test_of_what_nobody_has_reported_no_zeros_are_told(ntm: Ntm) -> None:
    province = "tỉnh Hà Giang"
    assert ntm("import", "targets", str(SEED), "--unit", province).code == 0
    assert ntm("unit", "add", "Mậu Duệ", "--kind", "xã", "--parent", "huyện Yên Minh").code == 0
    findings = ntm("show", "findings", "--unit", province).out
    assert "Chưa có số liệu tiêu chí của xã nào." in findings
    assert "Không có xã nào dưới mức này." not in findings
    series = ntm("show", "series", "--unit", province, "--from", "1/1/2022").out.splitlines()[1:]
    assert series
    assert all(line.endswith(": chưa có số liệu của xã nào.") for line in series)
    assert "ntm import plan" in ntm("show", "promises", "--unit", province).out


def test_a_unit_with_nothing_above_it_cannot_end_and_says_what_is_missing(imported: Ntm) -> None:
    said = imported("unit", "end", DISTRICT, "--on", "1/7/2025", "--dry-run")
    assert said.code == 2
    assert "Xin ghi cấp trên của đơn vị trước, rồi làm lại." in said.err
