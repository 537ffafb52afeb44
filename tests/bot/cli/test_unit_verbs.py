"""What becomes of units, from the command line: a trial, the change itself, its list, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage.criteria_sets import shipped_files
from tests.programme.quang_hoa import SEED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.cli.conftest import Ntm

DISTRICT = "huyện Quảng Hòa"


@pytest.fixture
def imported(ntm: Ntm) -> Ntm:
    assert ntm("import", "plan", str(SEED), "--unit", DISTRICT).code == 0
    return ntm


def test_a_merger_is_tried_made_listed_and_undone(imported: Ntm) -> None:
    wanted = ("unit", "merge", "Phúc Sen", "Tự Do", "--into", "Đoài Dương", "--on", "1/7/2030")
    before = imported("unit", "list", "--json").document
    tried = imported(*wanted, "--dry-run", "--json").document
    assert (tried["number"], tried["dry_run"], tried["before"]) == (None, True, ["xã Phúc Sen", "xã Tự Do"])
    assert imported("unit", "changes", "Phúc Sen", "--json").document == {"changes": []}
    made = imported(*wanted, "--json").document
    assert {**made, "number": None, "dry_run": True} == tried
    (beginning,) = made["after"][0]["beginnings"]
    assert (beginning["criteria"]["4"], beginning["criteria"]["17"]) == (
        {"met": True, "year": None},
        {"met": False, "year": 2023},
    )
    listed = imported("unit", "changes", "Phúc Sen")
    assert listed.out == "1. Từ ngày 1/7/2030: xã Phúc Sen, xã Tự Do sáp nhập thành xã Đoài Dương\n"
    undone = imported("unit", "undo", "Đoài Dương")
    assert undone.out.startswith("Đã hoàn tác. Từ ngày 1/7/2030")
    assert imported("unit", "list", "--json").document == before


def test_a_change_that_cannot_be_says_why_and_where(imported: Ntm) -> None:
    said = imported("unit", "move", "Phúc Sen", "--to", "Tự Do", "--on", "1/7/2030")
    assert (said.code, said.out) == (2, "")
    assert "xã Phúc Sen: Không thể đặt dưới xã Tự Do. Xin chọn đơn vị cấp trên khác." in said.err
    assert imported("unit", "undo", "Phúc Sen").code == 2


def test_a_criteria_file_is_previewed_on_the_communes_of_a_unit(imported: Ntm, tmp_path: Path) -> None:
    text = dict(shipped_files())["xa-ntm-2021-2025.toml"]
    file = tmp_path / "moi.toml"
    file.write_text(text.replace('code = "19.2"', 'code = "19.9"'), encoding="utf-8")
    said = imported("criteria", "preview", str(file), "--unit", DISTRICT)
    assert (said.code, said.err) == (0, "")
    assert "Chỉ tiêu mới (1): 19.9.\nChỉ tiêu bỏ (1): 19.2.\n" in said.out
    document = imported("criteria", "preview", str(file), "--unit", DISTRICT, "--json").document
    assert (document["new"], document["dropped"], document["units"], document["changes"]) == (
        ["19.9"],
        ["19.2"],
        16,
        [],
    )
    loaded = imported("criteria", "load", str(file), "--from", "1/1/2024", "--json").document
    assert (loaded["version"], loaded["valid_from"]) == (2, "2024-01-01")


def test_a_level_ends_and_a_commune_leaves_in_words(imported: Ntm) -> None:
    assert imported("unit", "add", "Cao Bằng", "--kind", "tỉnh").code == 0
    assert imported("unit", "set", DISTRICT, "--parent", "tỉnh Cao Bằng").code == 0
    wanted = ("unit", "end", "--districts-of", "tỉnh Cao Bằng", "--on", "1/7/2030")
    said = imported(*wanted, "--dry-run")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[:2] == [
        "Từ ngày 1/7/2030: huyện Quảng Hòa thôi hoạt động, trực thuộc về tỉnh Cao Bằng.",
        "Số liệu trước ngày đó vẫn tính cho đơn vị cũ. Báo cáo phải gửi đơn vị cũ thì từ ngày đó gửi tỉnh Cao Bằng.",
    ]
    assert "⚠ Từ ngày đó chưa có cơ quan của tỉnh Cao Bằng đánh giá" in said.out
    assert imported("unit", "changes", DISTRICT, "--json").document == {"changes": []}
    document = imported(*wanted, "--json").document
    assert (document["kind"], len(document["below"]), document["parent"]) == ("end", 16, "tỉnh Cao Bằng")
    left = imported("unit", "leave", "Tự Do", "--on", "1/7/2030")
    assert left.out.splitlines()[0] == "Từ ngày 1/7/2030: xã Tự Do thôi tính trong chương trình."
    imported.at("2030-07-02T08:00+07:00")
    status = imported("show", "status", "--unit", "tỉnh Cao Bằng", "--json").document
    assert len(status["communes"]) == 15
    assert "Chương trình chỉ tính xã Tự Do đến hết ngày 30/6/2030" in imported("show", "status", "--unit", "Tự Do").out
    over = imported("show", "status", "--unit", DISTRICT).out.splitlines()
    assert over[1] == "Huyện Quảng Hòa chỉ có đến hết ngày 30/6/2030; xem bằng --as-of 30/6/2030."
    imported("unit", "undo", "Tự Do")
    assert imported("unit", "undo", DISTRICT).out.startswith("Đã hoàn tác. Từ ngày 1/7/2030: huyện Quảng Hòa thôi")
    assert imported("unit", "end", "--on", "1/7/2030").code == 2


def test_a_group_of_units_is_marked_shown_and_ended(ntm: Ntm) -> None:
    ntm.at("2023-06-05T08:00+07:00")
    ntm("unit", "add", "Quảng Hòa", "--kind", "huyện")
    for name in ("Phúc Sen", "Tự Do"):
        ntm("unit", "add", name, "--kind", "xã", "--parent", "huyện Quảng Hòa")
    for option in ("--under", "--unit"):
        assert ntm("unit", "list", option, "xã Tự Do").out.split() == ["xã", "Tự", "Do"]
    wanted = (
        "unit",
        "mark",
        "xã Phúc Sen",
        "xã Tự Do",
        "--as",
        "biên giới",
        "--from",
        "1/1/2021",
        "--source",
        "QĐ 861",
    )
    assert ntm(*wanted, "--dry-run").out == "Xem thử, chưa ghi: xã Phúc Sen, xã Tự Do thuộc nhóm “biên giới”.\n"
    assert ntm(*wanted, "--json").document["changed"] == ["xã Phúc Sen", "xã Tự Do"]
    assert ntm(*wanted).out == "Đã có đúng như vậy, không đổi gì.\n"
    ended = ntm("unit", "unmark", "xã Tự Do", "--as", "Biên giới", "--on", "1/6/2023")
    assert ended.out == "Đã ghi: xã Tự Do thôi thuộc nhóm “Biên giới”.\n"
    assert ntm("unit", "marks", "--unit", "huyện Quảng Hòa").out == ("biên giới: xã Phúc Sen, từ 1/1/2021 (QĐ 861)\n")
    status = ntm("show", "status", "--unit", "huyện Quảng Hòa", "--json").document
    assert status["groups"] == [{"name": "biên giới", "communes": 1, "known": 0, "average": None}]
