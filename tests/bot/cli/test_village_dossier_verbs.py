"""Dossiers of villages on the command line: a table, a name, and what is shown of them beside the roadmap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.programme.quang_nam import SEED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.cli.conftest import Ntm

PROVINCE = "tỉnh Quảng Nam"
TABLE = (
    "Thôn,Xã,Huyện,Mức,Năm,Xã nộp trước ngày,Huyện thông báo trước ngày,Ghi chú\n"
    "Aur,Tà Bhing,,Thôn NTM kiểu mẫu,2024,30/5/2024,30/6/2024,duy trì\n"
    "Pà Rum,Tà Bhing,,Thôn NTM kiểu mẫu,2025,,,\n"
)


def test_a_table_of_villages_is_read_beside_the_roadmap(ntm: Ntm, tmp_path: Path) -> None:
    ntm.at("2024-02-01T09:00+07:00")
    assert ntm("import", "roadmap", str(SEED), "--unit", PROVINCE, "--sure").code == 0
    ntm("unit", "set", "xã Tà Bhing", "--parent", "huyện Nam Giang")
    file = tmp_path / "thon.csv"
    file.write_text(TABLE, encoding="utf-8")
    tried = ntm("import", "roadmap", str(file), "--unit", PROVINCE, "--dry-run", "--json").document
    assert (tried["outcome"], tried["totals"]) == ("first", {"rows": 2, "villages": 2, "communes": 1, "opens": 2})
    said = ntm("import", "roadmap", str(file), "--unit", PROVINCE)
    assert said.out.splitlines()[0] == "Danh sách thôn của tỉnh Quảng Nam: 2 dòng."
    assert (
        "- thôn Aur, xã Tà Bhing: duy trì nông thôn mới kiểu mẫu, năm 2024, nộp hết ngày 29/5/2024"
        in said.out.splitlines()
    )
    again = ntm("import", "roadmap", str(file), "--unit", PROVINCE)
    assert again.out.splitlines() == ["Danh sách thôn của tỉnh Quảng Nam: đã có đúng như vậy, không đổi gì."]
    roadmap = ntm("import", "roadmap", str(SEED), "--unit", PROVINCE)
    assert "không đổi gì" in roadmap.out.splitlines()[0]
    goals = ntm("show", "roadmap", "--unit", PROVINCE, "--json").document["goals"]
    villages = [one for one in goals if one["level"] == "village"]
    assert [(one["followed"], one["named"], one["holding"]) for one in villages if not one["part"]] == [(True, 1, 0)]
    due = ntm("due", "--unit", "huyện Nam Giang", "--from", "2024-05-20", "--to", "2024-06-05", "--json").document
    assert {one["slot"] for one in due if "Aur" in one["reason"]} >= {"D0", "D+1"}


def test_a_village_is_named_by_the_verb_and_shown_by_year(ntm: Ntm) -> None:
    ntm.at("2024-02-01T09:00+07:00")
    assert ntm("import", "roadmap", str(SEED), "--unit", PROVINCE, "--sure").code == 0
    ntm("unit", "set", "xã Tà Bhing", "--parent", "huyện Nam Giang")
    ntm("unit", "add", "Aur", "--kind", "thôn", "--parent", "xã Tà Bhing")
    wanted = ("dossier", "open", "thôn Aur", "--standard", "kieu-mau", "--kind", "duy-tri", "--year", "2024")
    days = ("--hand-in", "29/5/2024", "--decide", "30/6/2024")
    assert ntm(*wanted, *days, "--dry-run").out == (
        "Xem thử, chưa ghi gì. thôn Aur, xã Tà Bhing: duy trì NTM kiểu mẫu 2024. Xã Tà Bhing nộp chậm nhất hết ngày "
        "29/5/2024. Huyện Nam Giang quyết định chậm nhất hết ngày 30/6/2024.\n"
    )
    opened = ntm(*wanted, *days, "--json").document
    assert (opened["unit"], opened["of"], opened["outcome"]) == ("thôn Aur", "xã Tà Bhing", "opens")
    assert ntm(*wanted, *days, "--json").document["outcome"] == "same"
    moved = ntm(*wanted[:-1], "2025", "--json").document
    assert (moved["outcome"], moved["number"]) == ("moves", opened["number"])
    refused = ntm("dossier", "open", "huyện Nam Giang", "--standard", "ntm", "--year", "2024")
    assert refused.code == 2
    shown = ntm("show", "dossiers", "--unit", "huyện Nam Giang", "--json").document["villages"]
    assert (shown["known"], [(one["standard"], one["year"], one["to_review"]) for one in shown["years"]]) == (
        1, [("kieu_mau", 2025, 1)],
    )  # fmt: skip
