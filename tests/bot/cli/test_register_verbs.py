"""`ntm register`, `ntm show registers`, `ntm export register KIND`: sums, expectations and files as of a day."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from datetime import date, datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest

from conversations.programme.ids import EntryId
from conversations.programme.register import EntryAct, EntryStep, Said
from storage.open import open_database
from storage.people import add_person
from storage.register_entries import add_entry, step_entry
from storage.registers import shipped_kinds
from storage.times import ZONE
from storage.unit_names import unit_named
from tests.programme.quang_hoa import SEED

if TYPE_CHECKING:
    from pathlib import Path

    from conversations.programme.ids import UnitId
    from tests.bot.cli.conftest import Ntm

DISTRICT = "huyện Quảng Hòa"
FORMULA = '=HYPERLINK("http://x","y")'


def at(day: int) -> datetime:
    return datetime(2022, 11, day, 9, 0, tzinfo=ZONE)


def gift(sub: str, amount: int, day: int, text: str) -> Said:
    return Said(sub=sub, amount=amount, day=date(2022, 11, day), text=text, paper="12/NQ-HĐND")


async def _record(folder: Path) -> None:
    """Money and land of two communes, the 1st and 2nd; the money corrected on the 5th; a model ended on the 10th."""
    database = await open_database(f"sqlite:///{folder}/data/ntm.db")
    try:
        async with database.write() as tx:
            person = await add_person(tx, name="Nông Văn An", language="vi", now=at(1))
            sen, lap = [(await unit_named(tx, name, day=at(1).date())).id for name in ("xã Phúc Sen", "xã Độc Lập")]

            async def add(unit: UnitId, kind: str, said: Said, day: int) -> EntryId:
                return await add_entry(
                    tx, unit=unit, kind=kind, said=said, person=person, channel="telegram", now=at(day)
                )

            first = await add(sen, "dong-gop", gift("tien", 45_000_000, 1, FORMULA), 1)
            await add(lap, "dong-gop", gift("dat", 1_500_500, 2, "làm đường"), 2)
            model = Said(sub="khac", amount=3, day=date(2022, 11, 3), text="ba vườn")
            third = await add(lap, "mo-hinh", model, 3)
            better = EntryStep(
                number=2,
                act=EntryAct.CORRECT,
                said=gift("tien", 54_000_000, 1, FORMULA),
                ended_on=None,
                by=person,
                at=at(5),
            )
            assert await step_entry(tx, first, better, channel="telegram")
            end = EntryStep(number=2, act=EntryAct.END, said=model, ended_on=date(2022, 11, 10), by=person, at=at(10))
            assert await step_entry(tx, third, end, channel="telegram")
    finally:
        await database.close()


@pytest.fixture
def recorded(ntm: Ntm, tmp_path: Path) -> Ntm:
    assert ntm("import", "plan", str(SEED), "--unit", DISTRICT).code == 0
    asyncio.run(_record(tmp_path))
    ntm.at("2022-11-20T09:00+07:00")
    return ntm


def test_every_kind_is_listed_with_the_sentence_that_asks_for_it(ntm: Ntm) -> None:
    said = ntm("register", "kinds")
    assert said.code == 0
    for kind in shipped_kinds():
        assert f"{kind.id}: " in said.out
        assert kind.source in said.out
    assert "{" not in said.out
    listed = ntm("register", "kinds", "--json").document
    assert [one["kind"] for one in listed["kinds"]] == [one.id for one in shipped_kinds()]
    assert listed["expected"] == ["quang-nam-2025"]


def test_the_sums_are_those_of_the_day_and_of_what_was_known(recorded: Ntm) -> None:
    def shown(*more: str) -> dict[str, list[tuple[str, int]]]:
        document = recorded("show", "registers", "--unit", DISTRICT, "--json", *more).document
        return {
            one["kind"]: [(part["sub"], part["amount"]) for part in one["sums"]]
            for one in document["registers"]
            if one["sums"]
        }

    money, land = ("tien", 54_000_000), ("dat", 1_500_500)
    assert shown() == {"dong-gop": [money, land]}
    assert shown("--as-of", "2022-11-09") == {"dong-gop": [money, land], "mo-hinh": [("khac", 3)]}
    assert shown("--as-of", "1/11/2022") == {"dong-gop": [money]}
    assert shown("--as-of", "4/11/2022", "--known-at", "2022-11-04") == {
        "dong-gop": [("tien", 45_000_000), land],
        "mo-hinh": [("khac", 3)],
    }
    text = recorded("show", "registers", "--unit", DISTRICT).out
    assert "• Nhân dân đóng góp: tiền: 54 triệu đồng; hiến đất: 1.500,5 m²\n" in text
    assert "• Xóm đăng ký đạt chuẩn: chưa có\n" in text or "• Thôn đăng ký đạt chuẩn: chưa có\n" in text


def test_expectations_are_loaded_once_for_a_unit_and_shown_with_their_source(recorded: Ntm, tmp_path: Path) -> None:
    call = ("register", "expect", "quang-nam-2025", "--unit", DISTRICT, "--json")
    assert [recorded(*call, *more).document["changed"] for more in (("--dry-run",), (), ())] == [True, True, False]
    text = recorded("show", "registers", "--unit", "xã Độc Lập", "--kind", "mo-hinh", "--as-of", "9/11/2022").out
    assert "Mức cần đến 31/12/2025: 3/10 mô hình (Kế hoạch 01/2024 của tỉnh Quảng Nam)" in text
    assert "• số 3 · 3/11/2022 · xã Độc Lập · 3 mô hình (khác): ba vườn" in text
    wrong = tmp_path / "sai.toml"
    wrong.write_text('source = "x"\n[[expected]]\nkind = "dong-gop"\nlevel = "commune"\nleast = 1\nquote = "y"\n')
    refused = recorded("register", "expect", str(wrong), "--unit", DISTRICT, "--json")
    assert (refused.code, refused.document["problem"]["code"]) == (2, "register_file_wrong")
    assert recorded("register", "expect", "khong-co", "--unit", DISTRICT).code == 2


def test_a_register_is_a_file_in_three_forms_without_names_and_formulas(recorded: Ntm, tmp_path: Path) -> None:
    def taken(name: str, *more: str) -> Path:
        file = tmp_path / name
        said = recorded("export", "register", "dong-gop", "--unit", DISTRICT, "--out", str(file), *more)
        assert (said.code, said.out) == (0, f"Đã ghi 2 mục của {DISTRICT} vào {file}.\n")
        return file

    content = taken("so.csv").read_bytes().decode("utf-8-sig")
    _, *rows = list(csv.reader(io.StringIO(content, newline="")))
    assert [row[:10] for row in rows] == [
        ["2", "xã Độc Lập", DISTRICT, "2/11/2022", "hiến đất", "1.500,5", "", "m²", "làm đường", "12/NQ-HĐND"],
        ["1", "xã Phúc Sen", DISTRICT, "1/11/2022", "tiền", "54000000", "", "đồng", f"'{FORMULA}", "12/NQ-HĐND"],
    ]
    assert "Nông Văn An" not in content
    document = json.loads(taken("so.json", "--format", "json").read_text(encoding="utf-8"))
    assert [(one["amount"], one["steps"]) for one in document["entries"]] == [(1_500_500, 1), (54_000_000, 2)]
    book = openpyxl.load_workbook(taken("so.xlsx", "--format", "xlsx"))
    try:
        (page,) = book
        assert page["A1"].value == "SỔ NHÂN DÂN ĐÓNG GÓP"
        cells = {cell.value: cell.data_type for row in page.iter_rows() for cell in row if cell.value is not None}
        assert cells[FORMULA] == "s"
        assert {1500.5, 54_000_000} <= cells.keys()
    finally:
        book.close()


def test_a_register_that_a_unit_does_not_keep_is_said(recorded: Ntm, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    said = recorded("export", "register", "kiem-tra", "--unit", "Phòng Y tế", "--out", str(file))
    assert said.code == 0
    refused = recorded("export", "register", "ocop", "--unit", "Phòng Y tế", "--out", str(file), "--json")
    assert (refused.code, refused.document["problem"]["code"]) == (2, "no_such_register")
    assert recorded("export", "register", "no-such", "--unit", DISTRICT, "--out", str(file)).code == 2


def test_without_a_name_all_registers_are_one_file_of_the_day_or_of_a_period(recorded: Ntm, tmp_path: Path) -> None:
    def taken(name: str, *more: str) -> Path:
        file = tmp_path / name
        assert recorded("export", "register", "--unit", DISTRICT, "--out", str(file), *more).code == 0
        return file

    book = openpyxl.load_workbook(taken("so.xlsx"))
    assert book.sheetnames == ["Khó khăn, vướng mắc", "Hồ sơ công nhận", "Nhân dân đóng góp", "Mô hình"]
    book.close()

    def entries(*more: str) -> dict[str, int]:
        document = json.loads(taken("so.json", *more).read_text(encoding="utf-8"))
        return {one["register"]: len(one["entries"]) for one in document["registers"] if "entries" in one}

    assert entries() == {"dong-gop": 2, "mo-hinh": 1}
    assert entries("--period", "2022-Y", "--as-of", "1/11/2022") == {"dong-gop": 1}
    recorded.at("2023-02-01T09:00+07:00")
    assert entries("--period", "2022-Y") == {"dong-gop": 2, "mo-hinh": 1}
    refused = recorded("export", "register", "--unit", DISTRICT, "--out", str(tmp_path / "so.csv"))
    assert refused.code == 2
    assert "xlsx, json" in refused.err
