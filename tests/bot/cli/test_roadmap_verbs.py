"""`ntm import roadmap` and `ntm show roadmap`: what they print and ask, as words and as JSON, and what they refuse."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
import pytest

from tests.bot.cli.test_programme_verbs import same_as
from tests.programme.quang_nam import SEED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.cli.conftest import Ntm
    from tests.bot.cli.test_programme_verbs import Golden

__all__ = ["same_as"]
PROVINCE = "tỉnh Quảng Nam"
TABLE = "Xã,Huyện,Mức,Năm,Hạn xã trình,Hạn huyện trình\nBhalê,,NTM,2025,30/5/2025,30/6/2025\n"


def test_an_import_tells_what_it_read_and_opened(ntm: Ntm, same_as: Golden) -> None:
    ntm.at("2024-02-01T09:00+07:00")
    tried = ntm("import", "roadmap", str(SEED), "--unit", PROVINCE, "--dry-run")
    assert tried.out.startswith("Lộ trình của tỉnh Quảng Nam: bản 1. Chạy thử, chưa ghi gì.\n")
    assert ntm("unit", "list", "--json").document == {"units": []}
    refused = ntm("import", "roadmap", str(SEED), "--unit", PROVINCE)
    assert (refused.code, refused.out) == (2, "")
    assert "110 xã mới sẽ đứng ngay dưới tỉnh Quảng Nam, không thuộc huyện nào" in refused.err
    assert "ntm import units" in refused.err
    assert ntm("unit", "list", "--json").document == {"units": []}
    said = ntm("import", "roadmap", str(SEED), "--unit", PROVINCE, "--sure")
    assert (said.code, said.err) == (0, "")
    same_as("import_roadmap.txt", said.out)
    again = ntm("import", "roadmap", str(SEED), "--unit", "quang nam")
    assert again.out.splitlines()[0] == "Lộ trình của tỉnh Quảng Nam đúng như bản 1 đã nhập, không đổi gì."


def test_an_import_as_json_holds_rows_totals_and_warnings(ntm: Ntm) -> None:
    document = ntm("import", "roadmap", str(SEED), "--unit", PROVINCE, "--dry-run", "--json").document
    assert len(document["rows"]) == 125
    row = next(one for one in document["rows"] if one["unit"] == "Ba")
    assert row == {
        "unit": "Ba",
        "written": "xã Ba",
        "district": None,
        "standard": "nang_cao",
        "year": 2025,
        "backlog": False,
        "commune_before": "2025-05-30",
        "commune_last_day": "2025-05-29",
        "district_before": "2025-06-30",
        "district_last_day": "2025-06-29",
        "early_last_day": "2025-03-31",
        "place": "dòng 63",
    }
    totals = document["totals"]
    assert [totals[key] for key in ("communes", "districts", "ntm", "nang_cao", "kieu_mau")] == [110, 7, 28, 72, 25]
    assert (document["districts"][3]["unit"], document["districts"][3]["together"]) == ("Quế Sơn", ["huyện Nông Sơn"])
    assert [(one["unit"], one["district"]) for one in document["keeping"]] == [("Đại Hiệp", "Đại Lộc")]
    assert [one["total"] for one in document["goals"]] == [154, 64, 16, [8, 9], None, None]
    assert (document["floor"], document["districts_without"], document["not_counted"]) == (
        15,
        ["Nam Giang"],
        ["Quế Trung"],
    )
    assert len(document["warnings"]) == 17
    assert {key: document["warnings"][1][key] for key in ("code", "place", "stated", "computed")} == {
        "code": "roadmap_named_differs",
        "place": "dòng 35",
        "stated": 42,
        "computed": 28,
    }
    assert document["questions"] == []


@pytest.fixture
def file(ntm: Ntm, tmp_path: Path) -> str:
    """A roadmap with one name in doubt, for a province that has its communes."""
    assert ntm("unit", "add", "Quảng Nam", "--kind", "tỉnh").code == 0
    assert ntm("unit", "add", "Tây Giang", "--kind", "huyện", "--parent", "Quảng Nam").code == 0
    assert ntm("unit", "add", "Bha Lê", "--kind", "xã", "--parent", "Tây Giang").code == 0
    path = tmp_path / "lo-trinh.csv"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


def test_without_a_terminal_a_name_in_doubt_is_listed_and_answered_by_alias(ntm: Ntm, file: str) -> None:
    tried = ntm("import", "roadmap", file, "--unit", PROVINCE, "--dry-run", "--json")
    assert (tried.code, tried.document["outcome"]) == (0, "asked")
    assert tried.document["questions"] == [
        {
            "name": "Bhalê",
            "place": "dòng 2",
            "level": "commune",
            "candidates": ["xã Bha Lê, huyện Tây Giang"],
            "elsewhere": [],
        }
    ]
    said = ntm("import", "roadmap", file, "--unit", PROVINCE)
    assert said.code == 2
    assert "  1. xã Bha Lê, huyện Tây Giang" in said.out
    assert "--alias “Bhalê=xã Bha Lê, huyện Tây Giang”" in said.err
    done = ntm("import", "roadmap", file, "--unit", PROVINCE, "--alias", "Bhalê=xã Bha Lê", "--json").document
    assert [(one["unit"], one["written"], one["district"]) for one in done["rows"]] == [
        ("Bha Lê", "Bhalê", "Tây Giang")
    ]
    assert (done["opened"], done["questions"]) == (1, [])
    again = ntm("import", "roadmap", file, "--unit", PROVINCE, "--json").document
    assert (again["outcome"], again["questions"]) == ("unchanged", [])


@pytest.mark.parametrize(("typed", "unit"), [(1, "xã Bha Lê"), (0, "xã Bhalê")])
def test_on_a_terminal_each_name_is_asked_once(
    ntm: Ntm, file: str, monkeypatch: pytest.MonkeyPatch, typed: int, unit: str
) -> None:
    prompts: list[str] = []

    def answer(text: str, **_: object) -> int:
        prompts.append(text)
        return typed

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "prompt", answer)
    said = ntm("import", "roadmap", file, "--unit", PROVINCE)
    assert (said.code, prompts) == (0, ["Là đơn vị số mấy"])
    assert "Đã mở 1 hồ sơ." in said.out
    names = [one["title"] if "title" in one else one["name"] for one in ntm("unit", "list", "--json").document["units"]]
    assert any(unit.removeprefix("xã ") == name.removeprefix("xã ") for name in names)


def test_progress_says_who_is_named_recognised_and_late(ntm: Ntm, same_as: Golden) -> None:
    ntm.at("2024-02-01T09:00+07:00")
    assert ntm("unit", "add", "Quảng Nam", "--kind", "tỉnh").code == 0
    missing = ntm("show", "roadmap", "--unit", PROVINCE)
    assert (missing.code, "ntm import roadmap" in missing.err) == (2, True)
    assert ntm("import", "roadmap", str(SEED), "--unit", PROVINCE, "--sure").code == 0
    said = ntm("show", "roadmap", "--unit", PROVINCE, "--as-of", "1/12/2024")
    assert (said.code, said.err) == (0, "")
    same_as("show_roadmap.txt", said.out)
    document = ntm("show", "roadmap", "--unit", PROVINCE, "--as-of", "1/12/2024", "--json").document
    assert [
        (one["level"], one["standard"], one["added"], one["named"], one["followed"]) for one in document["goals"]
    ] == [
        ("commune", "ntm", 42, 28, True),
        ("commune", "nang_cao", 58, 72, True),
        ("commune", "kieu_mau", 15, 25, True),
        ("district", "ntm", 4, 5, True),
        ("village", "kieu_mau", None, 0, False),
        ("village", "kieu_mau", None, 0, False),
        ("district", "nang_cao", None, 2, True),
    ]
    assert [(one["year"], one["named"], len(one["late"])) for one in document["goals"][0]["years"]] == [
        (2023, 6, 6),
        (2024, 8, 8),
        (2025, 14, 0),
    ]


def test_a_wrong_day_is_one_sentence_and_nothing_is_kept(ntm: Ntm, tmp_path: Path) -> None:
    wrong = tmp_path / "sai.txt"
    wrong.write_text(SEED.read_text(encoding="utf-8").replace("30/10/2024", "31/9/2024"), encoding="utf-8")
    said = ntm("import", "roadmap", str(wrong), "--unit", PROVINCE)
    assert (said.code, said.out) == (2, "")
    assert "dòng 45" in said.err
    assert ntm("unit", "list", "--json").document == {"units": []}
