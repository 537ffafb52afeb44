"""The verbs of the programme from an empty folder on: what they print, as words and as JSON, and what they refuse."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

import bot.simulator.quang_nam
from tests.handlers.test_import_plan import typed_table
from tests.programme.quang_hoa import SEED

if TYPE_CHECKING:
    from tests.bot.cli.conftest import Ntm

GOLDEN = Path(__file__).parent / "golden"
DISTRICT = "huyện Quảng Hòa"
WIDTH = 100


class Golden(Protocol):
    def __call__(self, name: str, text: str, /) -> None: ...


@pytest.fixture
def same_as(request: pytest.FixtureRequest) -> Golden:
    """Compares with a file that an official can read; the flag that rewrites transcripts writes it anew."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--rewrite-transcripts"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare


def test_an_import_tells_what_it_read_made_and_could_not_follow(ntm: Ntm, same_as: Golden) -> None:
    said = ntm("import", "plan", str(SEED), "--unit", DISTRICT)
    assert (said.code, said.err) == (0, "")
    same_as("import_plan.txt", said.out)


def test_an_import_as_json_is_one_document_with_exactly_these_keys(ntm: Ntm) -> None:
    said = ntm("import", "plan", str(SEED), "--unit", DISTRICT, "--json")
    document = said.document
    assert list(document) == ["communes", "criteria", "cells", "met", "open_by_year", "rows", "totals", "warnings"]
    assert [document[key] for key in ("communes", "criteria", "cells", "met")] == [16, 19, 304, 183]
    assert document["open_by_year"] == {"2022": 29, "2023": 32, "2024": 30, "2025": 30}
    assert list(document["totals"].values()) == [9, 5, 14, 16, 5, 3, 15, 11, 8, 0, 1, 14, 7, 16, 14, 16, 2, 11, 16]
    assert document["rows"] == [
        {
            "name": row["xa"],
            "met": int(row["met"]),
            "stated": int(row["met"]),
            "cells": {str(number): row[f"c{number}"] for number in range(1, 20)},
        }
        for row in typed_table()
    ]
    assert document["warnings"][1] == {
        "code": "year_count_differs",
        "place": "dòng 314",
        "stated": 31,
        "computed": 30,
        "message": "Năm 2024: văn bản ghi 31 tiêu chí phấn đấu hoàn thành, đếm được 30 ô. "
        "Đã dùng số tính lại từ các ô của bảng.",
    }
    assert said.err.startswith("Kế hoạch của huyện Quảng Hòa: bản 1.\n")


def test_a_trial_imports_nothing(ntm: Ntm) -> None:
    tried = ntm("import", "plan", str(SEED), "--unit", DISTRICT, "--dry-run")
    assert tried.out.startswith("Kế hoạch của huyện Quảng Hòa: bản 1. Chạy thử, chưa ghi gì.\n")
    assert "Sẽ tạo 1 huyện, 16 xã, 15 cơ quan." in tried.out.splitlines()
    assert ntm("unit", "list", "--json").document == {"units": []}


def test_a_second_import_says_that_nothing_changed_and_a_changed_one_says_what(imported: Ntm, tmp_path: Path) -> None:
    again = imported("import", "plan", str(SEED), "--unit", "quang hoa")
    assert again.out.splitlines()[0] == "Kế hoạch của huyện Quảng Hòa đúng như bản 1 đã nhập, không đổi gì."
    changed = tmp_path / "sua.txt"
    row = "1\tĐại Sơn\t14\tx\tx\tx\tx\tx\tx\tx\tx\tx\t2022"
    changed.write_text(SEED.read_text(encoding="utf-8").replace(row, row.replace("2022", "2023")), encoding="utf-8")
    lines = imported("import", "plan", str(changed), "--unit", DISTRICT).out.splitlines()
    assert lines[0] == "Kế hoạch của huyện Quảng Hòa đã thay đổi: bản 2; các bản trước vẫn giữ."
    assert lines[lines.index("Thay đổi (1 ô):") + 1] == "  - Đại Sơn, tiêu chí 10: 2022 → 2023"


@pytest.mark.parametrize("as_json", [False, True])
def test_a_wrong_cell_is_one_sentence_and_exit_code_2(ntm: Ntm, tmp_path: Path, as_json: bool) -> None:
    wrong = tmp_path / "sai.txt"
    text = SEED.read_text(encoding="utf-8").replace("3\tPhúc Sen\t13\t2022", "3\tPhúc Sen\t13\tđạt rồi")
    wrong.write_text(text, encoding="utf-8")
    said = ntm("import", "plan", str(wrong), "--unit", DISTRICT, *(["--json"] if as_json else []))
    where = "xã Phúc Sen, tiêu chí 1 (Quy hoạch), dòng 296, cột D"
    message = "Ô này ghi “đạt rồi”."
    assert said.code == 2
    if as_json:
        problem = said.document["problem"]
        assert [problem[key] for key in ("code", "where", "message")] == ["plan_cell_wrong", where, message]
    else:
        assert said.out == ""
        assert said.err.startswith(f"{where}: {message} ")
    assert ntm("unit", "list", "--json").document == {"units": []}


def test_a_status_is_a_table_with_its_sums_and_legend(imported: Ntm, same_as: Golden) -> None:
    said = imported("show", "status", "--unit", DISTRICT)
    assert (said.code, said.err) == (0, "")
    same_as("show_status.txt", said.out)
    assert max(len(line) for line in said.out.splitlines()) <= WIDTH


def test_a_status_after_the_set_has_ended_says_so(imported: Ntm) -> None:
    imported.at("2026-11-21T09:00+07:00")
    lines = imported("show", "status", "--unit", "xã Phúc Sen").out.splitlines()
    assert lines[2] == "Bộ này hết hiệu lực từ 15/2/2026; đây là hiện trạng cuối cùng đã biết."


def test_a_status_as_json_is_one_document_with_exactly_these_keys(imported: Ntm) -> None:
    document = imported("show", "status", "--unit", DISTRICT, "--json").document
    assert list(document) == [
        "unit",
        "as_of",
        "criteria_set",
        "communes",
        "by_criterion",
        "known",
        "total_met",
        "average",
        "open_by_year",
        "groups",
    ]
    assert [document[key] for key in ("unit", "as_of", "criteria_set")] == [DISTRICT, "2022-10-25", "xa-ntm-2021-2025"]
    assert (document["known"], document["total_met"], document["average"]) == (16, 183, 11.4375)
    assert document["open_by_year"] == {"2022": 29, "2023": 32, "2024": 30, "2025": 30}
    assert list(document["by_criterion"]) == [str(number) for number in range(1, 20)]
    first = document["communes"][0]
    assert (list(first), first["name"], first["met"]) == (["name", "met", "known", "criteria"], "Đại Sơn", 14)
    assert first["criteria"]["9"] == {"state": "met", "target_year": None}
    assert first["criteria"]["10"] == {"state": "not_met", "target_year": 2022}


def test_a_commune_of_which_nothing_is_known_is_shown_so_and_counts_in_no_average(imported: Ntm) -> None:
    assert imported("unit", "add", "Mới Lập", "--kind", "xã", "--parent", DISTRICT).code == 0
    lines = imported("show", "status", "--unit", DISTRICT).out.splitlines()
    row = next(line for line in lines if line.startswith("Mới Lập"))
    assert row.removeprefix("Mới Lập").split() == ["·"] * 20
    assert "Bình quân 11,4 tiêu chí/xã (183 lượt tiêu chí đạt, 16 xã có số liệu; 1 xã chưa có, không tính)." in lines
    document = imported("show", "status", "--unit", DISTRICT, "--json").document
    (new,) = (one for one in document["communes"] if one["name"] == "Mới Lập")
    assert (new["met"], new["known"]) == (None, False)
    assert (document["known"], document["total_met"], document["average"]) == (16, 183, 11.4375)
    digest = imported("digest", "--unit", DISTRICT, "--json", "--at", "2022-10-26T09:00").document
    assert (digest["communes"], digest["known"], digest["average"]) == (17, 16, 11.4375)
    assert sum(one["communes"] for one in digest["brackets"]) == 16
    assert any("bình quân 11,4 tiêu chí/xã" in text and "1 xã chưa có số liệu" in text for text in digest["texts"])


def test_where_nothing_at_all_is_known_one_line_says_so_and_no_table_of_dots(imported: Ntm) -> None:
    lines = imported("show", "status", "--unit", DISTRICT, "--as-of", "30/9/2022").out.splitlines()
    assert lines[-1] == "Chưa có số liệu của xã nào (16 xã)."
    assert len(lines) < 6


def test_an_empty_system_is_not_blamed_on_the_name(ntm: Ntm) -> None:
    said = ntm("show", "status", "--unit", DISTRICT)
    assert (said.code, said.out) == (2, "")
    assert "Hệ thống chưa có đơn vị nào." in said.err
    assert "NTM_DATA_DIR" in said.err


def test_dates_cut_what_is_valid_and_what_was_known(imported: Ntm) -> None:
    def total(*options: str) -> tuple[int, int | None]:
        document = imported("show", "status", "--unit", DISTRICT, "--json", *options).document
        return len(document["communes"]), document["total_met"]

    assert [
        total("--as-of", "30/9/2022"),
        total("--as-of", "2022-10-01"),
        total("--known-at", "24/10/2022"),
        total("--known-at", "2022-10-25"),
        total("--known-at", "2022-10-25T08:59"),
        total("--as-of", "30/9/2022", "--known-at", "24/10/2022"),
    ] == [(16, None), (16, 183), (0, None), (16, 183), (0, None), (0, None)]


@pytest.mark.parametrize("day", ["31/4/2023", "2023-02-29", "hôm qua", "5/6"])
def test_a_day_that_is_none_is_refused(imported: Ntm, day: str) -> None:
    said = imported("show", "status", "--unit", DISTRICT, "--as-of", day)
    assert (said.code, said.out) == (2, "")
    assert said.err == f"--as-of: “{day}” không phải là ngày có trong lịch. Hãy ghi dạng 5/6/2023 hoặc 2023-06-05.\n"


def test_units_are_added_changed_and_listed(ntm: Ntm) -> None:
    steps = (
        ("add", "Cao Bằng", "--kind", "tỉnh", "--region", "tdmnpb"),
        ("add", "Quảng Hòa", "--kind", "huyện", "--parent", "Cao Bằng", "--alias", "Quảng Uyên"),
        ("add", "Tự Do", "--kind", "xã", "--parent", "quang uyen"),
        ("set", "Tự Do", "--alias", "Thống Nhất"),
        ("list", "--under", "Cao Bằng"),
    )
    said = [ntm("unit", *step) for step in steps]
    assert [one.out for one in said] == [
        "Đã thêm tỉnh Cao Bằng.\n",
        "Đã thêm huyện Quảng Hòa, tỉnh Cao Bằng.\n",
        "Đã thêm xã Tự Do, huyện Quảng Hòa.\n",
        "Đã ghi cho xã Tự Do, huyện Quảng Hòa.\n",
        "tỉnh Cao Bằng\n  huyện Quảng Hòa\n    xã Tự Do\n",
    ]
    again = ntm("unit", "add", "Tự Do", "--kind", "xã", "--parent", "Quảng Hòa", "--json")
    assert (again.code, again.document["problem"]["code"]) == (2, "unit_exists")
    assert ntm("unit", "list", "--under", "thong nhat", "--json").document == {
        "units": [
            {
                "name": "Tự Do",
                "kind": "xã",
                "title": "xã Tự Do",
                "parent": "huyện Quảng Hòa",
                "region": "tdmnpb",
                "depth": 0,
            }
        ]
    }


def test_a_merger_is_recorded(ntm: Ntm) -> None:
    for name, kind, parent in (("Quảng Hòa", "huyện", ()), ("Tự Do", "xã", "x"), ("Phúc Sen", "xã", "x")):
        ntm("unit", "add", name, "--kind", kind, *(("--parent", "Quảng Hòa") if parent else ()))
    said = ntm("unit", "succeed", "Tự Do", "--by", "Phúc Sen", "--on", "1/7/2025")
    assert said.out == "Từ ngày 1/7/2025, xã Phúc Sen thay xã Tự Do.\n"
    ntm.at("2025-07-01T00:00+07:00")
    assert ntm("unit", "list").out == "huyện Quảng Hòa\n  xã Phúc Sen\n"


def test_criteria_sets_are_listed_with_what_is_not_known_of_them(ntm: Ntm, tmp_path: Path, same_as: Golden) -> None:
    same_as("criteria_list.txt", ntm("criteria", "list").out)
    listed = ntm("criteria", "list", "--json").document["criteria_sets"]
    assert {row["id"]: (row["criteria"], row["indicators"], row["example"], row["purpose"]) for row in listed} == {
        "xa-ntm-2021-2025": (19, 57, False, "criteria"),
        "xa-ntm-2026-2030": (10, 0, False, "criteria"),
        "bao-cao-thang-huyen": (4, 4, False, "form"),
        "bao-cao-thang-xa": (4, 4, False, "form"),
        "co-quan-bao-cao-dinh-ky": (4, 4, False, "form"),
        "ho-so-xa": (5, 9, True, "questions"),
        "thon-ntm-vi-du": (6, 13, True, "criteria"),
    }
    missing = ntm("criteria", "load", str(tmp_path / "khong-co.toml"))
    assert (missing.code, missing.out) == (2, "")


def test_a_criteria_file_is_tried_then_loaded(ntm: Ntm, tmp_path: Path) -> None:
    from storage.criteria_sets import shipped_files

    file = tmp_path / "thon.toml"
    text = dict(shipped_files())["thon-ntm-vi-du.toml"]
    file.write_text(text.replace("bao nhiêu hộ?", "mấy hộ?", 1), encoding="utf-8")
    title = "Bộ tiêu chí thôn nông thôn mới (ví dụ)"
    said = [ntm("criteria", "load", str(file), *options).out for options in (("--dry-run",), (), ())]
    assert said == [
        f"{title}: tệp dùng được, sẽ là bản 2. Chạy thử, chưa ghi gì.\n",
        f"{title}: đã nạp bản 2.\n",
        f"{title}: đã có đúng bản này (bản 2), không đổi gì.\n",
    ]
    file.write_text(text.replace('measure = "count"', 'measure = "đếm"', 1), encoding="utf-8")
    wrong = ntm("criteria", "load", str(file))
    line = text[: text.index('measure = "count"')].count("\n") + 1
    assert (wrong.code, wrong.err.startswith(f"thon.toml, dòng {line}, khóa “measure”: ")) == (2, True)


def test_a_reporting_rule_for_villages_is_added_and_listed(imported: Ntm, same_as: Golden) -> None:
    add = ("rule", "add", "--unit", DISTRICT, "--owes", "xóm", "--code", "XOM-H1", "--title", "Báo cáo của xóm")
    said = [imported(*add, *deadline) for deadline in (("--before", "5/6"), ("--before", "5/6"), ("--before", "31/4"))]
    told = (
        "[XOM-H1] Báo cáo của xóm: thôn, xóm gửi huyện Quảng Hòa trước ngày 5/6 hằng năm; hạn tới: chậm nhất hết ngày "
        "4/6/2023, không gia hạn, khóa từ ngày 3/8/2023."
    )
    assert [(one.code, "".join(one.out.splitlines(keepends=True)[:1])) for one in said] == [
        (0, f"Đã ghi: {told}\n"),
        (0, f"Đã có từ trước: {told}\n"),
        (2, ""),
    ]
    same_as("rule_list.txt", imported("rule", "list").out)
    codes = [row["code"] for row in imported("rule", "list", "--unit", DISTRICT, "--json").document["rules"]]
    assert codes == ["H1", "H1-CQ", "Y", "Y-CQ", "V1", "XOM-H1"]


def test_a_monthly_report_of_two_communes_is_added_shown_with_its_dates_and_ended(
    imported: Ntm, same_as: Golden
) -> None:
    only = ("--only", "Phúc Sen; xã Tự Do")
    due = (
        "--due",
        "trước ngày 5 tháng sau, hằng tháng",
        "--grace",
        "2",
        "--lock",
        "20",
        "--offsets",
        "3, 0; sau hạn 1",
    )
    title = ("--title", "Báo cáo giải ngân")
    added = imported("rule", "add", "--unit", DISTRICT, "--owes", "xã", *only, *title, *due)
    same_as("rule_add_monthly.txt", added.out)
    row = imported("rule", "list", "--unit", DISTRICT, "--json").document["rules"][-1]
    assert (row["code"], row["cycle"], row["shift"], row["only"], row["offsets"]) == (
        *("BC1", "month", 1),
        ["xã Phúc Sen", "xã Tự Do"],
        {"before": [3, 0], "after": [1], "then_every": 0},
    )
    assert row["next"][0] == {
        "period": "2022-10-BC1",
        "title": "Báo cáo giải ngân tháng 10/2022",
        "covers_from": "2022-10-01",
        "covers_to": "2022-10-31",
        "last_good_day": "2022-11-04",
        "grace_ends_on": "2022-11-06",
        "locks_on": "2022-11-24",
    }
    ended = imported("rule", "end", "--unit", DISTRICT, "--code", "BC1", "--json")
    assert (ended.code, ended.document["valid_to"] is not None, ended.document["next"]) == (0, True, [])
    unknown = imported("rule", "end", "--unit", DISTRICT, "--code", "BC2", "--json")
    assert (unknown.code, unknown.document["problem"]["code"]) == (2, "rule_unknown")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--due", "31/4/2023"), "deadline_impossible"),
        (("--due", "29/2 hằng năm"), "deadline_impossible"),
        (("--due", "ngày 31 hằng tháng"), "deadline_not_every_month"),
        (("--due", "trước ngày 10/6/2022"), "rule_past"),
        (("--due", "trước ngày 10/6"), "deadline_doubtful"),
        (("--due", "hằng tháng"), "deadline_day_missing"),
        (("--before", "31/4"), "date_wrong"),
        (("--before", "10/6", "--only", " ; "), "rule_units_empty"),
        (("--before", "10/6", "--only", "xã Không Có"), "unit_unknown"),
        (("--before", "10/6", "--only", "huyện Quảng Hòa"), "rule_unit_elsewhere"),
        (("--before", "10/6", "--offsets", "30, 7, -3"), "offsets_below"),
        (("--before", "10/6", "--offsets", "7; sau hạn 10", "--lock", "10"), "rule_offset_after_lock"),
        (("--before", "10/6", "--grace", "60"), "rule_grace_after_lock"),
        ((), "deadline_missing"),
        (("--before", "10/6", "--due", "10/6 hằng năm"), "deadline_missing"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_whole(imported: Ntm, options: tuple[str, ...], code: str) -> None:
    before = imported("rule", "list", "--json").document
    add = ("rule", "add", "--unit", DISTRICT, "--owes", "xã", "--title", "Báo cáo", "--json")
    said = imported(*add, *options)
    assert (said.code, said.document["problem"]["code"]) == (2, code)
    assert said.document["problem"]["remedy"]
    assert imported("rule", "list", "--json").document == before


def test_a_unit_nobody_knows_is_told_with_a_name_that_is_near(imported: Ntm) -> None:
    said = imported("show", "status", "--unit", "huyện Quảng Hà", "--json")
    assert (said.code, said.document["problem"]["remedy"]) == (2, "Có phải là Quảng Hòa, Quảng Hưng?")


def test_duties_that_are_over_before_the_documents_day_are_counted_and_named(ntm: Ntm) -> None:
    table = Path(bot.simulator.quang_nam.__file__).with_name("duties.csv")
    units = table.with_name("units.csv")
    assert ntm("import", "units", str(units), "--unit", "tỉnh Quảng Nam").code == 0
    ntm.at("2025-01-20T09:00+07:00")
    arguments = ("import", "rules", str(table), "--unit", "tỉnh Quảng Nam", "--dry-run")
    said, told = ntm(*arguments), ntm(*arguments, "--json").document
    (warning,) = told["warnings"]
    over = [one["code"] for one in told["not_loaded"] if one["over"]]
    assert (warning["code"], warning["computed"]) == ("duties_over", len(set(over)))
    assert {"QN-D05", "QN-D12", "QN-D71"} <= set(over)
    assert not {"QN-D18", "QN-D24"} & set(over)
    assert f"  - {warning['message']}" in said.out.splitlines()
    assert "QN-D05, " in warning["message"]
    assert "nhập lại với --from NGÀY" in said.out
    assert not [line for line in said.out.splitlines() if line.startswith("Chưa theo dõi [QN-D05")]
    dated = ntm(*arguments, "--from", "15/1/2024", "--json").document
    assert (dated["dated"], dated["warnings"]) == ("2024-01-15", [])


def test_a_table_of_duties_becomes_rules_and_the_rest_is_told(ntm: Ntm, same_as: Golden) -> None:
    table = Path(bot.simulator.quang_nam.__file__).with_name("duties.csv")
    for name, kind, parent in (("Quảng Nam", "tỉnh", ()), ("Phú Ninh", "huyện", ("--parent", "tỉnh Quảng Nam"))):
        assert ntm("unit", "add", name, "--kind", kind, *parent).code == 0
    arguments = ("import", "rules", str(table), "--unit", "tỉnh Quảng Nam", "--from", "15/1/2024")
    tried = ntm(*arguments, "--dry-run", "--json").document
    said = ntm(*arguments)
    same_as("import_rules.txt", said.out)
    again = ntm(*arguments, "--json").document
    assert (said.code, tried["new"], again["new"]) == (0, len(again["rules"]), 0)
    assert tried["not_loaded"] == again["not_loaded"]
