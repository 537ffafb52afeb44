"""`ntm export register difficulties`: the same day and moment give the same file, and no cell is a formula."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest

from conversations.programme.difficulty import DifficultyAct, DifficultyKind, DifficultyState, Step
from conversations.programme.ids import SetId
from storage.difficulties import add_difficulty, step_difficulty
from storage.open import open_database
from storage.people import add_person
from storage.times import ZONE
from storage.unit_names import unit_named
from tests.programme.quang_hoa import SEED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.cli.conftest import Ntm

DISTRICT = "huyện Quảng Hòa"
FORMULA = '=HYPERLINK("http://x","y")\ndòng hai'


def at(day: int) -> datetime:
    return datetime(2022, 11, day, 9, 0, tzinfo=ZONE)


async def _record(folder: Path) -> None:
    """One of Phúc Sen recorded on 1 November and answered on the 3rd; one of Độc Lập of the 2nd, still open."""
    database = await open_database(f"sqlite:///{folder}/data/ntm.db")
    try:
        async with database.write() as tx:
            person = await add_person(tx, name="Nông Văn An", language="vi", now=at(1))
            district, sen, lap, office = [
                (await unit_named(tx, name, day=at(1).date())).id
                for name in (DISTRICT, "xã Phúc Sen", "xã Độc Lập", "Phòng Tài nguyên và Môi trường")
            ]
            first = await add_difficulty(
                tx, unit=sen, set_id=SetId("xa-ntm-2021-2025"), criterion="17.6", kind=DifficultyKind.MONEY,
                text=FORMULA, owner=office, due=at(11).date(), person=person, channel="telegram", now=at(1),
            )  # fmt: skip
            await add_difficulty(
                tx, unit=lap, set_id=None, criterion="", kind=DifficultyKind.LAND, text="Chưa có mặt bằng",
                owner=district, due=at(12).date(), person=person, channel="telegram", now=at(2),
            )  # fmt: skip
            step = Step(
                number=2, act=DifficultyAct.ANSWER, state=DifficultyState.ANSWERED, owner=office, due=at(11).date(),
                by=person, at=at(3), text="-1+2 đã bố trí",
            )  # fmt: skip
            assert await step_difficulty(tx, first, step, channel="telegram")
    finally:
        await database.close()


@pytest.fixture
def recorded(ntm: Ntm, tmp_path: Path) -> Ntm:
    assert ntm("import", "plan", str(SEED), "--unit", DISTRICT).code == 0
    asyncio.run(_record(tmp_path))
    ntm.at("2022-11-20T09:00+07:00")
    return ntm


def rows(file: Path) -> list[list[str]]:
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_table_says_how_each_stands_and_holds_no_formula_and_no_name(recorded: Ntm, tmp_path: Path) -> None:
    file = tmp_path / "so.csv"
    said = recorded("export", "register", "difficulties", "--unit", DISTRICT, "--out", str(file))
    assert (said.code, said.err) == (0, "")
    assert said.out == f"Đã ghi 2 khó khăn của {DISTRICT} vào {file}.\n"
    office = "Phòng Tài nguyên và Môi trường"
    assert rows(file)[1:] == [
        ["1", "xã Phúc Sen", DISTRICT, "17.6", "kinh phí", f"'{FORMULA}", "0", "0", "1/11/2022", "đã có trả lời",
         office, "", "", "3/11/2022", "'-1+2 đã bố trí", ""],
        ["2", "xã Độc Lập", DISTRICT, "", "đất đai, mặt bằng", "Chưa có mặt bằng", "0", "0", "2/11/2022",
         "chờ trả lời", DISTRICT, "12/11/2022", "", "", "", ""],
    ]  # fmt: skip
    assert "Nông Văn An" not in file.read_text(encoding="utf-8-sig")


def test_as_of_a_day_it_is_the_register_of_that_day_again_and_again(recorded: Ntm, tmp_path: Path) -> None:
    def taken(name: str, *more: str) -> bytes:
        file = tmp_path / name
        call = ("export", "register", "difficulties", "--unit", "xã Phúc Sen", "--format", "json", "--out", str(file))
        assert recorded(*call, *more).code == 0
        return file.read_bytes()

    on_the_first = taken("a.json", "--as-of", "2022-11-01")
    assert taken("b.json", "--as-of", "1/11/2022") == on_the_first
    assert taken("c.json", "--known-at", "2022-11-02", "--as-of", "2022-11-20") != taken("d.json")
    (found,) = json.loads(on_the_first)["difficulties"]
    assert (found["state"], found["owner"], found["due_on"], len(found["steps"])) == (
        "open",
        "Phòng Tài nguyên và Môi trường",
        "2022-11-11",
        1,
    )
    (later,) = json.loads(taken("e.json"))["difficulties"]
    assert [(step["act"], step["text"]) for step in later["steps"]] == [("record", ""), ("answer", "-1+2 đã bố trí")]


def test_the_register_is_a_workbook_too_and_no_text_in_it_is_a_formula(recorded: Ntm, tmp_path: Path) -> None:
    file = tmp_path / "so.xlsx"
    call = ("export", "register", "difficulties", "--unit", DISTRICT, "--format", "xlsx", "--out", str(file))
    assert recorded(*call).code == 0

    book = openpyxl.load_workbook(file)
    try:
        (page,) = book
        assert page["A1"].value == "SỔ KHÓ KHĂN, VƯỚNG MẮC"
        (head, first, second) = list(page.iter_rows(min_row=4, max_col=6))
        assert [cell.value for cell in head] == ["Số", "Đơn vị", "Thuộc", "Tiêu chí", "Loại", "Nội dung"]
        assert [cell.value for cell in first] == [1, "xã Phúc Sen", DISTRICT, "17.6", "kinh phí", FORMULA]
        assert (first[5].data_type, second[5].value) == ("s", "Chưa có mặt bằng")
    finally:
        book.close()


def test_what_cannot_be_written_is_one_sentence(recorded: Ntm, tmp_path: Path) -> None:
    call = ("export", "register", "difficulties", "--unit", DISTRICT, "--out", str(tmp_path / "no" / "so.csv"))
    said = recorded(*call)
    assert said.code == 2
    assert "Không ghi được tệp (không có thư mục này)" in said.err
    assert (
        recorded("export", "register", "difficulties", "--unit", "xã Không Có", "--out", str(tmp_path / "x")).code == 2
    )
    assert not (tmp_path / "x").exists()
