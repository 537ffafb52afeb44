"""`ntm import money` and what follows from it: what they print, as words and as JSON, and what they refuse."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import openpyxl

from storage.money_rules import shipped_rules
from tests.bot.cli.test_programme_verbs import same_as
from tests.handlers.money_world import CONTRACTS, MONEY, WORKS
from tests.programme.quang_hoa import SEED as QUANG_HOA
from tests.programme.quang_nam import SEED as QUANG_NAM

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.cli.conftest import Ntm
    from tests.bot.cli.test_programme_verbs import Golden

__all__ = ["same_as"]
PROVINCE = "tỉnh Quảng Nam"
DISTRICT = "huyện Quế Sơn"


def district(ntm: Ntm, folder: Path) -> None:
    """Quế Sơn with its money, its works and the rules of its province."""
    assert ntm("import", "money", str(QUANG_NAM), "--unit", PROVINCE).code == 0
    for name, kind, parent in (
        ("Quế Sơn", "huyện", PROVINCE),
        ("Quế Hiệp", "xã", DISTRICT),
        ("Quế Long", "xã", DISTRICT),
    ):
        assert ntm("unit", "add", name, "--kind", kind, "--parent", parent).code == 0
    for text in (MONEY, WORKS):
        place = folder / "bang.csv"
        place.write_text(text, encoding="utf-8")
        assert ntm("import", "money", str(place), "--unit", DISTRICT).code == 0


def test_an_import_tells_what_it_read_and_made(ntm: Ntm, same_as: Golden) -> None:
    tried = ntm("import", "money", str(QUANG_HOA), "--unit", "huyện Quảng Hòa", "--dry-run")
    assert tried.out.startswith("Vốn của huyện Quảng Hòa: bản 1. Chạy thử, chưa ghi gì.\n")
    assert ntm("unit", "list", "--json").document == {"units": []}
    said = ntm("import", "money", str(QUANG_HOA), "--unit", "huyện Quảng Hòa")
    assert (said.code, said.err) == (0, "")
    same_as("import_money.txt", said.out)
    again = ntm("import", "money", str(QUANG_HOA), "--unit", "quang hoa")
    assert again.out.splitlines()[0] == "Vốn của huyện Quảng Hòa đúng như bản 1 đã nhập, không đổi gì."


def test_what_is_spent_counts_once_where_the_list_of_works_gives_no_year(ntm: Ntm, tmp_path: Path) -> None:
    district(ntm, tmp_path)
    place = tmp_path / "von.csv"
    for text in (
        (
            "Đơn vị tính: triệu đồng\nĐơn vị,Nguồn,Năm,Kế hoạch,Giải ngân đến ngày 31/5/2024\n"
            "xã Quế Long,ngân sách tỉnh,2024,1500,200\n"
        ),
        (
            "Đơn vị tính: triệu đồng\nMã,Công trình,Xã,Nguồn,Kế hoạch,Giải ngân đến 31/5/2024\n"
            "CT9,Đường Lũng,Quế Long,ngân sách tỉnh,1500,200\n"
        ),
    ):
        place.write_text(text, encoding="utf-8")
        assert ntm("import", "money", str(place), "--unit", "xã Quế Long").code == 0
    for unit in ("xã Quế Long", DISTRICT):
        money = ntm("show", "money", "--unit", unit, "--as-of", "30/6/2024", "--json").document["money"]
        assert [one["spent"] for one in money if one["source"] == "province" and one["year"] is None] == []
    (of_year,) = [
        one
        for one in ntm("show", "money", "--unit", "xã Quế Long", "--as-of", "30/6/2024", "--json").document["money"]
        if one["source"] == "province"
    ]
    assert (of_year["year"], of_year["spent"]) == (2024, 200_000_000)


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
    for name, kind, parent in (("Quế Hiệp", "xã", DISTRICT), ("Quế Long", "xã", DISTRICT)):
        if parent not in ntm("unit", "list").out:
            ntm("unit", "add", "Quế Sơn", "--kind", "huyện")
        assert ntm("unit", "add", name, "--kind", kind, "--parent", parent).code == 0
    place = tmp_path / "cong-trinh.csv"
    place.write_text(WORKS.replace("2.000;0;2.000", "2.000;chưa rõ;2.000"), encoding="utf-8")
    refused = ntm("import", "money", str(place), "--unit", DISTRICT)
    assert (refused.code, refused.out) == (2, "")
    assert "dòng 6, cột I: “chưa rõ” không phải một số tiền." in refused.err
    place.write_text(WORKS, encoding="utf-8")
    document = ntm("import", "money", str(place), "--unit", DISTRICT, "--json").document
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
    district(ntm, tmp_path)
    said = ntm("show", "money", "--unit", DISTRICT, "--as-of", "2024-06-10")
    assert (said.code, said.err) == (0, "")
    same_as("show_money.txt", said.out)
    document = ntm("show", "money", "--unit", DISTRICT, "--as-of", "2024-06-10", "--json").document
    assert document["money"][0] == {
        "programme": "ntm",
        "source": "central",
        "year": 2024,
        "planned": 2_700_500_000,
        "within": 0,
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
    assert (loaded["version"], loaded["new"], len(loaded["rules"])) == (1, True, 17)
    again = ntm("money", "rules", str(place), "--unit", PROVINCE)
    assert again.out.splitlines()[0] == f"Quy định về vốn của {PROVINCE}: đúng như bản 1 đã nạp, không đổi gì."
    place.write_text(text.replace("percent = 50", "percent = 500"), encoding="utf-8")
    refused = ntm("money", "rules", str(place), "--unit", PROVINCE)
    assert (refused.code, refused.out) == (2, "")
    assert "khóa “percent”: Ở đây cần số phần trăm" in refused.err


def test_what_is_exported_can_be_imported_again_and_says_the_same(ntm: Ntm, tmp_path: Path) -> None:
    district(ntm, tmp_path)
    book = tmp_path / "von.xlsx"
    said = ntm("export", "money", "--unit", DISTRICT, "--as-of", "2024-06-10", "--out", str(book), "--json")
    assert said.document == {
        "file": str(book),
        "lines": 4,
        "works": 4,
        "unit": DISTRICT,
        "as_of": "2024-06-10",
    }
    content = book.read_bytes()
    ntm("export", "money", "--unit", DISTRICT, "--as-of", "2024-06-10", "--out", str(book))
    assert book.read_bytes() == content
    files = [book]
    for name, more in (("von.csv", ()), ("cong-trinh.csv", ("--works",))):
        files.append(tmp_path / name)
        arguments = ("--unit", DISTRICT, "--as-of", "2024-06-10", "--format", "csv", "--out", str(files[-1]), *more)
        assert ntm("export", "money", *arguments).code == 0
    for file in files:
        again = ntm("import", "money", str(file), "--unit", DISTRICT, "--json").document
        kept = [one["outcome"] for one in (again["lines"], again["works"]) if one is not None]
        assert (set(kept), again["new_statements"], again["warnings"]) == ({"unchanged"}, 0, [])
        assert len(kept) == (2 if file is book else 1)


def test_the_workbook_adds_up_by_formulas_and_cuts_shares(ntm: Ntm, tmp_path: Path) -> None:
    district(ntm, tmp_path)
    book = tmp_path / "von.xlsx"
    assert ntm("export", "money", "--unit", DISTRICT, "--as-of", "2024-06-10", "--out", str(book)).code == 0
    shown, formulas = openpyxl.load_workbook(book, data_only=True), openpyxl.load_workbook(book)
    assert shown.sheetnames == ["Nguồn lực", "Chi tiết vốn", "Công trình"]
    sheet = shown["Nguồn lực"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=8)]
    assert [row[1:8] for row in rows] == [
        ["nông thôn mới", "Ngân sách trung ương", 2024, 2_700_500_000, None, 1_100_500_000, 40.7],
        ["nông thôn mới", "Ngân sách tỉnh", 2024, 500_000_000, None, 0, 0],
        ["nông thôn mới", "Ngân sách huyện", 2024, 400_000_000, None, 300_000_000, 75],
        ["Tổng cộng", None, None, 3_600_500_000, 0, 1_400_500_000, 38.8],
    ]
    assert [str(row[8]) for row in rows[:3]] == ["2024-05-31 00:00:00"] * 3
    assert formulas["Nguồn lực"]["E8"].value == "=SUM(E5:E7)"
    total = formulas["Công trình"]["J9"].value
    assert (total, shown["Công trình"]["J9"].value) == ("=SUM(J5:J8)", 7_600_000_000)
    for name in shown.sheetnames:
        page = formulas[name]
        assert page.freeze_panes is not None
        assert page.print_title_rows is not None
        assert page["E5"].number_format in {"#,##0", "General"}


def test_what_is_within_another_line_is_not_added_again(ntm: Ntm, tmp_path: Path) -> None:
    assert ntm("import", "money", str(QUANG_HOA), "--unit", "huyện Quảng Hòa").code == 0
    book = tmp_path / "von.xlsx"
    assert ntm("export", "money", "--unit", "huyện Quảng Hòa", "--out", str(book)).code == 0
    sheet = openpyxl.load_workbook(book, data_only=True)["Nguồn lực"]
    last = [cell.value for cell in sheet[sheet.max_row - 2]]
    assert last[1:7] == ["Tổng cộng", None, None, 461_506_000_000, 130_319_000_000, None]
    again = ntm("import", "money", str(book), "--unit", "huyện Quảng Hòa", "--json").document
    assert (again["lines"]["outcome"], again["totals"]["total"]) == ("unchanged", 461_506_000_000)


def test_who_is_contracted_is_named_with_the_old_work_and_is_text_in_every_file(ntm: Ntm, tmp_path: Path) -> None:
    district(ntm, tmp_path)
    place = tmp_path / "hop-dong.csv"
    place.write_text(CONTRACTS, encoding="utf-8")
    done = ntm("import", "money", str(place), "--unit", DISTRICT, "--json").document
    assert (done["works"]["outcome"], done["new_contracts"]) == ("unchanged", 2)
    name = '=HYPERLINK("x")&Công ty Lộc Đại'
    row = done["rows"][0]
    assert (row["contractor"], row["contract_number"], row["contracted_on"], row["contract_value"]) == (
        name,
        "07/HĐXD",
        "2021-04-01",
        3_450_500_000,
    )
    assert ntm("import", "money", str(place), "--unit", DISTRICT, "--json").document["new_contracts"] == 0
    shown = ntm("show", "money", "--unit", DISTRICT, "--as-of", "2024-06-10").out
    assert (
        f"Đường ĐX1 thôn Lộc Đại (xã Quế Hiệp): giải ngân 650,5 triệu đồng/3,5 tỷ đồng (18,5%), còn nợ 412,5 triệu "
        f"đồng, quá 87 ngày, nhà thầu “{name}”" in shown
    )
    works = ntm("show", "money", "--unit", DISTRICT, "--as-of", "2024-06-10", "--json").document["works"]
    assert [one["contract"] and one["contract"]["contractor"] for one in works] == [
        name,
        None,
        "Hợp tác xã Quế Long",
        None,
    ]
    book = tmp_path / "von.xlsx"
    table = tmp_path / "cong-trinh.csv"
    asked = ("export", "money", "--unit", DISTRICT, "--as-of", "2024-06-10", "--out")
    assert (ntm(*asked, str(book)).code, ntm(*asked, str(table), "--format", "csv", "--works").code) == (0, 0)
    sheet = openpyxl.load_workbook(book)["Công trình"]
    assert (sheet["R5"].value, sheet["R5"].data_type) == (name, "s")
    assert [sheet.cell(5, column).value for column in (19, 21)] == ["07/HĐXD", 3_450_500_000]
    cells = [cell for row in csv.reader(table.read_text(encoding="utf-8-sig").splitlines()) for cell in row]
    assert [one for one in cells if "HYPERLINK" in one] == [f"'{name}"]
    for file in (book, table):
        again = ntm("import", "money", str(file), "--unit", DISTRICT, "--json").document
        assert (again["works"]["outcome"], again["new_contracts"]) == ("unchanged", 0)
    place.write_text(CONTRACTS.replace("Hợp tác xã Quế Long;;;", ";12/HĐ;;"), encoding="utf-8")
    refused = ntm("import", "money", str(place), "--unit", DISTRICT)
    assert (refused.code, refused.out) == (2, "")
    assert "dòng 5, cột M: Công trình “Kênh mương nội đồng” có hợp đồng nhưng không ghi nhà thầu." in refused.err


def test_rules_none_of_which_applies_on_the_day_are_said_not_to(ntm: Ntm, tmp_path: Path) -> None:
    ntm.at("2024-06-01T09:00+07:00")
    district(ntm, tmp_path)
    shown = ntm("show", "money", "--unit", DISTRICT, "--as-of", "1/6/2023")
    assert shown.code == 0
    assert shown.out.splitlines()[-1] == "Đến ngày này chưa có quy định nào áp dụng."
