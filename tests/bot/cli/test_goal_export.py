"""`ntm export indicators`: the same goals in every form, the head of the State only on the State's papers."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import docx
import openpyxl
import orjson
import pytest

from tests.programme.goals import HA_TINH, QUANG_NAM

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.cli.conftest import Ntm

PROVINCE = "tỉnh Hà Tĩnh"
HEAD = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


@pytest.fixture
def province(ntm: Ntm) -> Ntm:
    said = ntm("import", "indicators", str(HA_TINH), "--unit", PROVINCE, "--from", "15/7/2021", "--number", "04-NQ/TU")
    assert said.code == 0
    for code, value, day, source in (
        ("16", "91", "31/3/2022", "=HYPERLINK(1)"),
        ("16", "91,5", "30/9/2022", "=HYPERLINK(1)"),
        ("26", "khá", "31/12/2021", "VCCI"),
    ):
        more = ("--value", value, "--on", day, "--source", source)
        assert ntm("indicator", "set", "--unit", PROVINCE, "--code", code, *more).code == 0
    return ntm


def exported(ntm: Ntm, folder: Path, kind: str, *more: str, unit: str = PROVINCE) -> Path:
    out = folder / f"chi_tieu.{kind}"
    said = ntm("export", "indicators", "--unit", unit, "--format", kind, "--out", str(out), *more)
    assert (said.code, said.err) == (0, "")
    return out


def words_of(file: Path) -> str:
    paper = docx.Document(str(file))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in paper.paragraphs), *cells])


def test_sheet_and_csv_hold_the_same_lines_and_no_formula(province: Ntm, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(exported(province, tmp_path, "xlsx")).worksheets[0]
    rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    start = next(number for number, row in enumerate(rows) if row[0] == "Mã")
    text = exported(province, tmp_path, "csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    told = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))
    assert len(told) == 28
    assert told[0] == rows[start]
    assert [[cell.removeprefix("'") for cell in row] for row in told[1:]] == rows[start + 1 : start + 28]
    first = dict(zip(told[0], told[1], strict=True))
    assert [
        first[name] for name in ("Mã", "Mục tiêu", "Kết quả mới nhất", "Đánh giá", "Còn thiếu", "Nguồn số liệu")
    ] == [
        "16",
        "trên 95%",
        "91,5%",
        "Có nguy cơ không đạt",
        "thiếu 3,5 điểm phần trăm",
        "'=HYPERLINK(1)",
    ]
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_a_period_adds_the_two_earlier_days(province: Ntm, tmp_path: Path) -> None:
    text = exported(province, tmp_path, "csv", "--period", "2022-Q3").read_text(encoding="utf-8-sig")
    told = list(csv.DictReader(io.StringIO(text)))
    assert told[0]["Kỳ trước (30/6/2022)"] == "chưa đủ số liệu, 91%, ngày 31/3/2022"
    assert told[0]["Cùng kỳ năm trước (30/9/2021)"] == "chưa đủ số liệu"
    document = orjson.loads(exported(province, tmp_path, "json", "--period", "2022-Q3").read_bytes())
    assert document["period"]["key"] == "2022-Q3"


def test_a_party_bodys_goals_bear_no_head_of_the_state_and_a_plans_do(province: Ntm, tmp_path: Path) -> None:
    party = words_of(exported(province, tmp_path, "docx", "--period", "2022-Q3"))
    assert "Đánh giá chỉ tiêu quý III/2022 của tỉnh Hà Tĩnh" in party
    assert "so với cùng kỳ năm trước (30/9/2021): chưa có số liệu để so" in party
    assert not any(words in party for words in (HEAD, "Độc lập", "ỦY BAN NHÂN DÂN", "UBND"))
    province.at("2024-02-01T09:00+07:00")
    assert province("import", "indicators", str(QUANG_NAM), "--unit", "tỉnh Quảng Nam").code == 0
    state = words_of(exported(province, tmp_path, "docx", unit="tỉnh Quảng Nam"))
    assert HEAD in state
    assert "ỦY BAN NHÂN DÂN TỈNH QUẢNG NAM" in " ".join(state.split())
    assert state.count("tổng số xã đạt chuẩn NTM kiểu mẫu") == 0
    assert "Tổng số xã đạt chuẩn NTM kiểu mẫu" in state


@pytest.mark.parametrize("kind", ["xlsx", "docx", "csv", "json"])
def test_the_same_day_and_moment_give_the_same_bytes_after_changes(province: Ntm, tmp_path: Path, kind: str) -> None:
    dates = ("--as-of", "2022-10-25", "--known-at", "2022-10-25T10:00")
    first = exported(province, tmp_path, kind, *dates).read_bytes()
    province.at("2022-11-03T09:00+07:00")
    assert (
        province("indicator", "set", "--unit", PROVINCE, "--code", "16", "--value", "96", "--on", "30/9/2022").code == 0
    )
    assert exported(province, tmp_path, kind, *dates).read_bytes() == first
    assert exported(province, tmp_path, kind).read_bytes() != first


def test_goals_of_which_nothing_is_known_are_a_list_by_who_is_in_charge(ntm: Ntm, tmp_path: Path) -> None:
    ntm.at("2024-02-01T09:00+07:00")
    assert ntm("import", "indicators", str(QUANG_NAM), "--unit", "tỉnh Quảng Nam").code == 0
    file = exported(ntm, tmp_path, "docx", unit="tỉnh Quảng Nam")
    lines = [one.text for one in docx.Document(str(file)).paragraphs]
    part = lines[lines.index("III. CHỈ TIÊU CHƯA ĐỦ SỐ LIỆU") + 1 :]
    heads = [
        (line.rpartition(" (")[0], int(line.rpartition(" (")[2].split()[0])) for line in part if line.endswith("tiêu):")
    ]
    items = [line for line in part if line.startswith("- ")]
    assert sum(count for _, count in heads) == len(items) > 10
    assert max(len(line) for line in items) < 400
    assert heads[-1][0] == "Văn bản chưa ghi cơ quan phụ trách"
