"""`ntm import money` and what follows from it: what they print, as words and as JSON, and what they refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.money_rules import shipped_rules
from tests.bot.cli.test_programme_verbs import same_as
from tests.handlers.money_world import MONEY, WORKS
from tests.programme.quang_hoa import SEED as QUANG_HOA
from tests.programme.quang_nam import SEED as QUANG_NAM

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.cli.conftest import Ntm
    from tests.bot.cli.test_programme_verbs import Golden

__all__ = ["same_as"]
PROVINCE = "tỉnh Quảng Nam"


def test_an_import_tells_what_it_read_and_made(ntm: Ntm, same_as: Golden) -> None:
    tried = ntm("import", "money", str(QUANG_HOA), "--unit", "huyện Quảng Hòa", "--dry-run")
    assert tried.out.startswith("Vốn của huyện Quảng Hòa: bản 1. Chạy thử, chưa ghi gì.\n")
    assert ntm("unit", "list", "--json").document == {"units": []}
    said = ntm("import", "money", str(QUANG_HOA), "--unit", "huyện Quảng Hòa")
    assert (said.code, said.err) == (0, "")
    same_as("import_money.txt", said.out)
    again = ntm("import", "money", str(QUANG_HOA), "--unit", "quang hoa")
    assert again.out.splitlines()[0] == "Vốn của huyện Quảng Hòa đúng như bản 1 đã nhập, không đổi gì."


def test_an_import_as_json_holds_rows_totals_and_warnings(ntm: Ntm, tmp_path: Path) -> None:
    wrong = tmp_path / "sai.txt"
    text = QUANG_NAM.read_text(encoding="utf-8")
    assert "710,165" in text
    wrong.write_text(text.replace("710,165", "701,165"), encoding="utf-8")
    document = ntm("import", "money", str(wrong), "--unit", PROVINCE, "--json").document
    assert document["rows"][0] == {
        "kind": "line",
        "unit": PROVINCE,
        "programme": "ntm",
        "source": "central",
        "nature": None,
        "year": 2024,
        "amount": 282_776_000_000,
        "part": False,
        "spent": None,
        "spent_on": None,
        "place": "dòng 119",
    }
    assert [one["amount"] for one in document["rows"]] == [
        282_776_000_000,
        314_667_000_000,
        443_500_000_000,
        266_665_000_000,
    ]
    totals = document["totals"]
    assert (totals["total"], totals["central"], totals["province"], totals["province.2025"]) == (
        1_307_608_000_000,
        597_443_000_000,
        710_165_000_000,
        266_665_000_000,
    )
    assert document["warnings"] == [
        {
            "code": "money_sum_differs",
            "place": "dòng 121",
            "stated": 701_165_000_000,
            "computed": 710_165_000_000,
            "message": "Ghi 701,165 tỷ đồng, cộng các phần được 710,165 tỷ đồng. Đã dùng các số chi tiết.",
        }
    ]


def test_a_table_of_works_is_told_as_rows_and_a_wrong_cell_keeps_nothing(ntm: Ntm, tmp_path: Path) -> None:
    for name, kind, parent in (("Quế Hiệp", "xã", "huyện Quế Sơn"), ("Quế Long", "xã", "huyện Quế Sơn")):
        if parent not in ntm("unit", "list").out:
            ntm("unit", "add", "Quế Sơn", "--kind", "huyện")
        assert ntm("unit", "add", name, "--kind", kind, "--parent", parent).code == 0
    place = tmp_path / "cong-trinh.csv"
    place.write_text(WORKS.replace("2.000;0;2.000", "2.000;chưa rõ;2.000"), encoding="utf-8")
    refused = ntm("import", "money", str(place), "--unit", "huyện Quế Sơn")
    assert (refused.code, refused.out) == (2, "")
    assert "dòng 6, cột I: “chưa rõ” không phải một số tiền." in refused.err
    place.write_text(WORKS, encoding="utf-8")
    document = ntm("import", "money", str(place), "--unit", "huyện Quế Sơn", "--json").document
    assert (document["works"]["version"], document["lines"], document["new_statements"]) == (1, None, 4)
    assert document["totals"] == {
        "works": 4,
        "works.cost": 7_600_000_000,
        "works.planned": 2_900_000_000,
        "works.spent": 3_100_500_000,
        "works.debt": 412_500_000,
    }
    first = document["rows"][0]
    assert (first["code"], first["cost"], first["allocated_on"], first["spent_on"], first["settled_on"]) == (
        "QS-01",
        3_500_000_000,
        "2021-03-15",
        "2024-05-31",
        None,
    )


def test_what_is_spent_is_shown_with_what_each_rule_finds(ntm: Ntm, same_as: Golden, tmp_path: Path) -> None:
    assert ntm("import", "money", str(QUANG_NAM), "--unit", PROVINCE).code == 0
    for name, kind, parent in (
        ("Quế Sơn", "huyện", PROVINCE),
        ("Quế Hiệp", "xã", "huyện Quế Sơn"),
        ("Quế Long", "xã", "huyện Quế Sơn"),
    ):
        assert ntm("unit", "add", name, "--kind", kind, "--parent", parent).code == 0
    for text in (MONEY, WORKS):
        place = tmp_path / "bang.csv"
        place.write_text(text, encoding="utf-8")
        assert ntm("import", "money", str(place), "--unit", "huyện Quế Sơn").code == 0
    said = ntm("show", "money", "--unit", "huyện Quế Sơn", "--as-of", "2024-06-10")
    assert (said.code, said.err) == (0, "")
    same_as("show_money.txt", said.out)
    document = ntm("show", "money", "--unit", "huyện Quế Sơn", "--as-of", "2024-06-10", "--json").document
    assert document["money"][0] == {
        "programme": "ntm",
        "source": "central",
        "year": 2024,
        "planned": 2_700_500_000,
        "part": False,
        "spent": 1_100_500_000,
        "spent_on": "2024-05-31",
        "estimate": False,
        "silent": [],
    }
    half = next(one for one in document["findings"] if one["rule"] == "von-2024-nua-nam")
    assert (half["standing"], half["due"], half["days"], half["needed"], half["missing"]) == (
        "warn",
        "2024-06-29",
        19,
        1_800_250_000,
        399_750_000,
    )
    assert half["places"][0]["unit"] == "xã Quế Long"


def test_rules_are_loaded_once_and_a_wrong_file_is_one_sentence(ntm: Ntm, tmp_path: Path) -> None:
    ntm("unit", "add", "Quảng Nam", "--kind", "tỉnh")
    name, text = shipped_rules()[0]
    place = tmp_path / name
    place.write_text(text, encoding="utf-8")
    tried = ntm("money", "rules", str(place), "--unit", PROVINCE, "--dry-run")
    assert tried.out.startswith(f"Quy định về vốn của {PROVINCE}: bản 1. Chạy thử, chưa ghi gì.\n")
    loaded = ntm("money", "rules", str(place), "--unit", PROVINCE, "--json").document
    assert (loaded["version"], loaded["new"], len(loaded["rules"])) == (1, True, 16)
    again = ntm("money", "rules", str(place), "--unit", PROVINCE)
    assert again.out.splitlines()[0] == f"Quy định về vốn của {PROVINCE}: đúng như bản 1 đã nạp, không đổi gì."
    place.write_text(text.replace("percent = 50", "percent = 500"), encoding="utf-8")
    refused = ntm("money", "rules", str(place), "--unit", PROVINCE)
    assert (refused.code, refused.out) == (2, "")
    assert "khóa “percent”: Ở đây cần số phần trăm" in refused.err
