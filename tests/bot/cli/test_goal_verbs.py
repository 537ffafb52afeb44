"""`ntm import indicators`, `ntm indicator set` and `ntm show indicators`: what they print and what they refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.cli.test_programme_verbs import same_as
from tests.programme.goals import HA_TINH, LETTER, QUANG_NAM

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.cli.conftest import Ntm
    from tests.bot.cli.test_programme_verbs import Golden

__all__ = ["same_as"]
PROVINCE = "tỉnh Hà Tĩnh"
RESOLUTION = (
    "import",
    "indicators",
    str(HA_TINH),
    "--unit",
    PROVINCE,
    "--from",
    "15/7/2021",
    "--number",
    "04-NQ/TU",
)


@pytest.fixture
def imported(ntm: Ntm) -> Ntm:
    assert ntm(*RESOLUTION).code == 0
    assert ntm("import", "indicators", str(LETTER), "--unit", PROVINCE).code == 0
    for name, value, day, more in (
        ("bảo hiểm y tế", "92", "31/12/2021", ()),
        ("bảo hiểm y tế", "93,5", "30/9/2022", ("--source", "BHXH tỉnh")),
        ("thu nhập bình quân", "44", "30/9/2022", ("--estimate",)),
        ("PCI", "khá", "31/12/2021", ()),
        ("hộ nghèo", "4,8", "31/12/2020", ()),
        ("hộ nghèo", "2,9", "30/6/2022", ()),
    ):
        assert (
            ntm("indicator", "set", "--unit", PROVINCE, "--name", name, "--value", value, "--on", day, *more).code == 0
        )
    assert (
        ntm("indicator", "set", "--unit", PROVINCE, "--code", "5", "--value", "173/182", "--on", "30/9/2022").code == 0
    )
    return ntm


def test_a_letters_nearer_figure_is_told_also_where_no_new_value_is_known(ntm: Ntm) -> None:
    assert ntm(*RESOLUTION).code == 0
    assert ntm("import", "indicators", str(LETTER), "--unit", PROVINCE).code == 0
    lines = ntm("show", "indicators", "--unit", PROVINCE, "--as-of", "29/7/2022").out.splitlines()
    (communes,) = [line for line in lines if line.startswith("- 5. Số xã đạt chuẩn nông thôn mới:")]
    assert "cần 100% đến hết năm 2025; mốc năm 2022: 100%; thiếu 11 trong 182; không có số mới" in communes


def test_an_import_tells_every_goal_and_what_could_not_be_followed(ntm: Ntm, same_as: Golden) -> None:
    tried = ntm(*RESOLUTION, "--dry-run")
    assert tried.out.startswith("Chỉ tiêu của tỉnh Hà Tĩnh: bản 1. Chạy thử, chưa ghi gì.\n")
    assert ntm("unit", "list", "--json").document == {"units": []}
    said = ntm(*RESOLUTION)
    assert (said.code, said.err) == (0, "")
    same_as("import_indicators.txt", said.out)
    again = ntm(*RESOLUTION)
    assert again.out.splitlines()[0] == "Chỉ tiêu của tỉnh Hà Tĩnh đúng như bản 1 đã nhập, không đổi gì."


def test_an_import_as_json_holds_rows_totals_and_warnings(ntm: Ntm) -> None:
    document = ntm(*RESOLUTION, "--json").document
    assert [len(document["rows"]), document["totals"]["share 171/182"], document["totals"]["yearly_rate"]] == [
        27,
        93.96,
        2,
    ]
    assert document["rows"][16] == {
        "code": 17,
        "name": "tỷ lệ hộ nghèo đa chiều",
        "kind": "yearly_rate",
        "bound": "more_than",
        "target": 1.5,
        "upto": None,
        "of": None,
        "grade": None,
        "measure": "%/năm",
        "group": "hộ nghèo",
        "by_year": 2025,
        "falls": True,
        "base_year": None,
        "base": None,
        "parent": None,
        "interims": [],
        "owner": "",
        "quote": "tỷ lệ hộ nghèo đa chiều giảm bình quân mỗi năm trên 1,5%",
        "place": "dòng 213",
    }
    assert [one["code"] for one in document["warnings"]] == ["goal_not_followed"]
    plan = ntm("import", "indicators", str(QUANG_NAM), "--unit", "tỉnh Quảng Nam", "--json").document
    assert (len(plan["rows"]), plan["totals"]["share 154/193"], len(plan["warnings"])) == (44, 79.79, 22)
    assert plan["warnings"][0] == {
        "code": "goal_share_differs",
        "place": "dòng 105",
        "stated": "30%",
        "computed": "33,33%",
        "message": "huyện nghèo thoát khỏi tình trạng nghèo, đặc biệt khó khăn: ghi 2/6 là 30%, tính được 33,33%. "
        "Giữ cả hai số.",
    }


def test_goals_are_shown_by_state_with_what_is_missing_and_why(imported: Ntm, same_as: Golden) -> None:
    said = imported("show", "indicators", "--unit", PROVINCE)
    assert (said.code, said.err) == (0, "")
    same_as("show_indicators.txt", said.out)
    over = imported("show", "indicators", "--unit", PROVINCE, "--period", "2022-Q3")
    assert (over.code, over.err) == (0, "")
    same_as("show_indicators_quarter.txt", over.out)


def test_goals_as_json_say_value_state_and_what_is_missing(imported: Ntm) -> None:
    document = imported("show", "indicators", "--unit", PROVINCE, "--json").document
    assert document["counts"] == {"not_known": 24, "at_risk": 2, "on_the_way": 2, "met": 1}
    communes = next(one for one in document["indicators"] if one["code"] == 5)
    assert [communes[key] for key in ("state", "why", "left", "left_in_words", "interim_year", "counted")] == [
        "at_risk",
        "interim",
        9.0,
        "thiếu 9 trong 182",
        2022,
        False,
    ]
    assert communes["value"] == {
        "day": "2022-09-30",
        "value": 173,
        "of": 182,
        "grade": None,
        "estimate": False,
        "computed": False,
        "source": "",
    }
    over = imported("show", "indicators", "--unit", PROVINCE, "--period", "2022-Q3", "--json").document
    insurance = next(one for one in over["indicators"] if one["code"] == 16)
    assert (insurance["state"], insurance["before"]["state"], insurance["year_ago"]["state"]) == (
        "on_the_way",
        "not_known",
        "not_known",
    )
    early = imported("show", "indicators", "--unit", PROVINCE, "--as-of", "2021-07-14")
    assert (early.code, "Chưa có chỉ tiêu nào" in early.err) == (2, True)


def test_a_table_of_figures_is_understood_by_the_same_verb(imported: Ntm, tmp_path: Path) -> None:
    table = tmp_path / "so_lieu.csv"
    table.write_text("Mã;Ngày;Giá trị;Nguồn\n21;30/9/2022;52,5;Sở NN\n2;30/9/2022;9/13;\n", encoding="utf-8")
    said = imported("import", "indicators", str(table), "--unit", PROVINCE)
    assert said.out.splitlines()[0] == "Số liệu chỉ tiêu của tỉnh Hà Tĩnh: 2 số, 2 mới hoặc có đổi."
    document = imported("import", "indicators", str(table), "--unit", PROVINCE, "--json").document
    assert document["totals"] == {"values": 2, "new": 0}
    table.write_text("Mã;Ngày;Giá trị\n21;khi nào;52,5\n", encoding="utf-8")
    wrong = imported("import", "indicators", str(table), "--unit", PROVINCE)
    assert (wrong.code, "dòng 2, cột B" in wrong.err) == (2, True)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--code", "16", "--name", "y tế", "--value", "9"), "đúng một trong hai"),
        (("--name", "hộ", "--value", "9"), "Có nhiều chỉ tiêu như vậy"),
        (("--code", "77", "--value", "9"), "Không có chỉ tiêu nào như vậy"),
        (("--code", "16", "--value", "9,35"), "khác xa số trước (93,5)"),
    ],
)
def test_a_figure_that_cannot_be_kept_is_one_sentence(imported: Ntm, more: tuple[str, ...], told: str) -> None:
    said = imported("indicator", "set", "--unit", PROVINCE, "--on", "20/10/2022", *more)
    assert (said.code, said.out) == (2, "")
    assert told in said.err


def test_a_period_that_is_none_is_refused(imported: Ntm) -> None:
    said = imported("show", "indicators", "--unit", PROVINCE, "--period", "quý 2")
    assert (said.code, "2023-Q2" in said.err) == (2, True)


def test_a_letters_tasks_are_shown_by_state_and_one_is_done_by_a_paper(imported: Ntm, same_as: Golden) -> None:
    tasks = imported("show", "tasks", "--unit", PROVINCE, "--json").document
    assert tasks["counts"] == {"done": 0, "late": 0, "open": 0, "not_dated": 15}
    letter = next(one for one in tasks["tasks"] if one["who"] == "Các huyện, xã")
    assert (letter["number"], letter["levels"], letter["state"]) == ("4", ["district", "commune"], "not_dated")
    done = (
        "task",
        "done",
        "--unit",
        PROVINCE,
        "--code",
        str(letter["code"]),
        "--number",
        "15/BC-UBND",
        "--on",
        "20/10/2022",
    )
    said = imported(*done)
    assert said.out.startswith(f"tỉnh Hà Tĩnh: nhiệm vụ {letter['code']} đã xong, văn bản 15/BC-UBND ngày 20/10/2022: ")
    same_as("show_tasks.txt", imported("show", "tasks", "--unit", PROVINCE).out)
    wrong = imported("task", "done", "--unit", PROVINCE, "--code", "99", "--number", "1", "--on", "20/10/2022")
    assert (wrong.code, "không có nhiệm vụ này" in wrong.err) == (2, True)


def test_an_office_is_asked_for_the_figures_by_a_rule(imported: Ntm) -> None:
    office = "Văn phòng Điều phối tỉnh"
    assert imported("unit", "add", office, "--kind", "cơ quan", "--parent", PROVINCE).code == 0
    due = ("--due", "trước ngày 10 tháng đầu quý sau")
    said = imported("indicator", "ask", "--unit", PROVINCE, "--office", office, *due)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"{office} báo 29 chỉ tiêu của tỉnh Hà Tĩnh, ")
    document = imported("indicator", "ask", "--unit", PROVINCE, "--office", office, *due, "--json").document
    assert (document["rule"][:3], document["questions"], document["new"]) == ("CTQ", 29, False)
    wrong = imported("indicator", "ask", "--unit", PROVINCE, "--office", PROVINCE, *due)
    assert (wrong.code, "không phải cơ quan hay huyện" in wrong.err) == (2, True)
