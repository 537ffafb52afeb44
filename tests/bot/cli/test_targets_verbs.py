"""`ntm import targets` and `ntm show targets`: what they print, as words and as JSON, and what they refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bot.cli.test_programme_verbs import same_as
from tests.programme.ha_giang import SEED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.cli.conftest import Ntm
    from tests.bot.cli.test_programme_verbs import Golden

__all__ = ["same_as"]
PROVINCE = "tỉnh Hà Giang"


def test_an_import_tells_what_it_read_and_made(ntm: Ntm, same_as: Golden) -> None:
    tried = ntm("import", "targets", str(SEED), "--unit", PROVINCE, "--dry-run")
    assert tried.out.startswith("Chỉ tiêu của tỉnh Hà Giang: bản 1. Chạy thử, chưa ghi gì.\n")
    assert ntm("unit", "list", "--json").document == {"units": []}
    said = ntm("import", "targets", str(SEED), "--unit", PROVINCE)
    assert (said.code, said.err) == (0, "")
    same_as("import_targets.txt", said.out)
    again = ntm("import", "targets", str(SEED), "--unit", "ha giang")
    assert again.out.splitlines()[0] == "Chỉ tiêu của tỉnh Hà Giang đúng như bản 1 đã nhập, không đổi gì."


def test_an_import_as_json_holds_rows_totals_and_warnings(ntm: Ntm, tmp_path: Path) -> None:
    wrong = tmp_path / "sai.txt"
    text = SEED.read_text(encoding="utf-8")
    assert "\t869\t" in text
    wrong.write_text(text.replace("\t869\t", "\t868\t"), encoding="utf-8")
    document = ntm("import", "targets", str(wrong), "--unit", PROVINCE, "--json").document
    assert len(document["rows"]) == 55
    assert document["rows"][17] == {
        "unit": "Bắc Quang",
        "level": "commune",
        "standard": "ntm",
        "base_year": 2021,
        "by_year": 2025,
        "result": 11,
        "planned": 10,
        "total": 21,
    }
    assert document["totals"] == {
        "districts": 11,
        "district.ntm.result": 1,
        "district.ntm.planned": 2,
        "district.ntm.total": 3,
        "commune.ntm.result": 47,
        "commune.ntm.planned": 35,
        "commune.ntm.total": 82,
        "commune.nang_cao.result": 1,
        "commune.nang_cao.planned": 6,
        "commune.nang_cao.total": 7,
        "commune.kieu_mau.result": 0,
        "commune.kieu_mau.planned": 2,
        "commune.kieu_mau.total": 2,
        "village.ntm.result": 69,
        "village.ntm.planned": 800,
        "village.ntm.total": 869,
    }
    assert (document["floor"], document["average"], document["source"]["number"]) == (13, 16, "28-NQ/TU")
    assert [one["code"] for one in document["warnings"]] == ["target_sum_differs", "target_share_differs"]
    assert document["warnings"][:1] == [
        {
            "code": "target_sum_differs",
            "place": "dòng 49, cột C",
            "stated": 868,
            "computed": 869,
            "message": "Số thôn đạt chuẩn nông thôn mới, tổng: cột tổng ghi 868, cộng các huyện được 869. "
            "Đã dùng số tính lại từ các ô của bảng.",
        }
    ]


def test_progress_says_what_is_known_and_what_cannot_be_followed(ntm: Ntm, same_as: Golden) -> None:
    assert ntm("show", "targets", "--unit", PROVINCE).code == 2
    assert ntm("import", "targets", str(SEED), "--unit", PROVINCE).code == 0
    assert ntm("unit", "add", "Du Già", "--kind", "xã", "--parent", "huyện Yên Minh").code == 0
    said = ntm("show", "targets", "--unit", PROVINCE)
    assert (said.code, said.err) == (0, "")
    same_as("show_targets.txt", said.out)
    document = ntm("show", "targets", "--unit", PROVINCE, "--as-of", "1/9/2022", "--json").document
    assert [(one["level"], one["standard"], one["followed"], one["total"]) for one in document["targets"]] == [
        ("district", "ntm", False, 3),
        ("commune", "ntm", True, 82),
        ("commune", "nang_cao", True, 7),
        ("commune", "kieu_mau", True, 2),
        ("village", "ntm", False, 869),
    ]
    assert document["targets"][1]["places"][0] == {
        "unit": "Yên Minh",
        "as_of": "2022-09-01",
        "result": 1,
        "planned": 3,
        "total": 4,
        "communes_known": 1,
        "recognised": 0,
        "reached": 0,
        "proposed": 0,
        "left": 4,
    }
    assert document["average"] == {"wanted_over": 16.0, "computed": None}
    early = ntm("show", "targets", "--unit", PROVINCE, "--as-of", "2022-07-24")
    assert (early.code, "Chưa có bảng chỉ tiêu nào" in early.err) == (2, True)


def test_a_wrong_cell_is_one_sentence_and_nothing_is_kept(ntm: Ntm, tmp_path: Path) -> None:
    wrong = tmp_path / "sai.txt"
    wrong.write_text(SEED.read_text(encoding="utf-8").replace("\t869\t", "\tnhiều\t"), encoding="utf-8")
    said = ntm("import", "targets", str(wrong), "--unit", PROVINCE)
    assert (said.code, said.out) == (2, "")
    assert "cột C" in said.err
    assert ntm("unit", "list", "--json").document == {"units": []}
