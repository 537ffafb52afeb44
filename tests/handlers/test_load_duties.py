"""The dated duties of the plan of Quảng Nam become rules as far as it names who owes and by when; the rest is told."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import bot.simulator.quang_nam
from bot.documents.read_duties import read_duties
from conversations.programme.calendar import Form, periods_between
from conversations.programme.cycle import Cycle
from conversations.programme.problem import Problem
from conversations.programme.unit import Level
from handlers.load_criteria import load_shipped_sets
from handlers.load_duties import load_duties
from handlers.units import add_named_unit
from storage.criteria import CriteriaSets
from storage.rules import all_rules
from storage.times import ZONE

if TYPE_CHECKING:
    from handlers.load_duties import LoadedDuties
    from storage.database import Database

NOW = datetime(2024, 1, 20, 8, 0, tzinfo=ZONE)
DATED = date(2024, 1, 15)
TABLE = Path(bot.simulator.quang_nam.__file__).with_name("duties.csv")
DOCUMENTS = Path(__file__).parent.parent / "reading" / "deadlines.csv"
UNITS = (
    ("Quảng Nam", "tỉnh", None),
    *((name, "huyện", "tỉnh Quảng Nam") for name in ("Tiên Phước", "Núi Thành", "Đại Lộc", "Phú Ninh", "Duy Xuyên")),
    ("Hội An", "thành phố", "tỉnh Quảng Nam"),
    ("Điện Bàn", "thị xã", "tỉnh Quảng Nam"),
    ("Điện Quang", "xã", "thị xã Điện Bàn"),
    ("Tam Dân", "xã", "huyện Phú Ninh"),
    ("Sở Tài chính", "cơ quan", "tỉnh Quảng Nam"),
    ("Phòng Y tế", "cơ quan", "huyện Phú Ninh"),
)


def days_of_the_documents() -> dict[str, str]:
    """Each duty's last good day, as counted by hand; YYYY: every year."""
    lines = [line for line in DOCUMENTS.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {row["id"]: row["last_day_strict"] for row in csv.DictReader(lines) if row["id"].startswith("QN-")}


@pytest.fixture
async def province(database: Database) -> Database:
    await load_shipped_sets(database, at=NOW)
    for name, kind, parent in UNITS:
        await add_named_unit(database, CriteriaSets(), name=name, kind=kind, parent=parent, now=NOW)
    return database


async def load(database: Database, *, dry_run: bool = False) -> LoadedDuties:
    return await load_duties(database, read_duties(TABLE), unit="tỉnh Quảng Nam", dated=DATED, now=NOW, dry_run=dry_run)


async def test_every_loaded_duty_is_due_on_its_last_good_day(province: Database) -> None:
    await load(province)
    async with province.read() as tx:
        rules = await all_rules(tx)
    wanted = days_of_the_documents()
    found = {
        rule.code: [one.last_good_day.isoformat() for one in periods_between(rule, DATED, date(2026, 12, 31))]
        for rule in rules
    }
    expected = {
        code: [day] if "YYYY" not in day else [day.replace("YYYY", str(year)) for year in (2024, 2025, 2026)]
        for code in found
        if (day := wanted[code.rsplit("-", 1)[0]])
    }
    assert found == expected
    assert len(found) == 28


async def test_each_duty_is_loaded_or_told_with_its_reason(province: Database) -> None:
    done = await load(province)
    duties = {duty.code for duty in read_duties(TABLE)}
    loaded = {rule.code.rsplit("-", 1)[0] for rule in done.rules}
    assert loaded | {one.duty.code for one in done.not_loaded} == duties
    assert len(duties) == len(days_of_the_documents())
    reasons = {one.duty.code: one.why for one in done.not_loaded}
    assert reasons["QN-D11"] == "chỉ một số đơn vị, không kể tên ở đây"
    assert reasons["QN-D32"] == "việc của chính cấp tỉnh, không phải của đơn vị ở dưới"
    assert reasons["QN-D76"] == "Đã rõ bao lâu một lần, chưa rõ ngày nào"
    assert reasons["QN-D78"] == "Hạn này chưa nêu rõ ngày nào"


async def test_who_owes_is_whom_the_document_names(province: Database) -> None:
    await load(province)
    async with province.read() as tx:
        by_code = {rule.code: rule for rule in await all_rules(tx)}
        names = {row["id"]: row["name"] for row in await tx.all("SELECT id, name FROM unit")}
    assert by_code["QN-D05-H"].owes is Level.DISTRICT
    assert by_code["QN-D05-H"].only == ()
    assert [names[unit] for unit in by_code["QN-D33-H"].only] == ["Núi Thành", "Đại Lộc"]
    assert [names[unit] for unit in by_code["QN-D26-X"].only] == ["Điện Quang"]
    assert [names[unit] for unit in by_code["QN-D65-CQ"].only] == ["Sở Tài chính"]
    assert by_code["QN-D65-CQ"].form is Form.QUESTIONS
    assert by_code["QN-D31-H"].via == "UBND tỉnh; Cấp có thẩm quyền"


async def test_the_monthly_report_has_its_form_once_the_operator_has_chosen_its_day(province: Database) -> None:
    chosen = {"QN-D76": "trước ngày 25 hằng tháng"}
    done = await load_duties(
        province, read_duties(TABLE), unit="tỉnh Quảng Nam", dated=DATED, now=NOW, dry_run=False, chosen=chosen
    )
    rules = {rule.code: rule for rule in done.rules if rule.code.startswith("QN-D76")}
    assert {code: (rule.owes, rule.form, rule.set_id, rule.cycle) for code, rule in rules.items()} == {
        "QN-D76-H": (Level.DISTRICT, Form.OFFICE, "bao-cao-thang-huyen", Cycle.MONTH),
        "QN-D76-X": (Level.COMMUNE, Form.OFFICE, "bao-cao-thang-xa", Cycle.MONTH),
    }
    assert rules["QN-D76-X"].via == "Văn phòng Điều phối NTM tỉnh; UBND tỉnh; Ban Chỉ đạo tỉnh"
    assert "ngày do nơi vận hành chọn" in rules["QN-D76-X"].source
    assert [one.last_good_day for one in periods_between(rules["QN-D76-X"], DATED, date(2024, 2, 28))] == [
        date(2024, 1, 24),
        date(2024, 2, 24),
    ]


async def test_the_same_table_again_changes_nothing_and_a_trial_neither(province: Database) -> None:
    tried = await load(province, dry_run=True)
    async with province.read() as tx:
        assert await all_rules(tx) == ()
    first = await load(province)
    again = await load(province)
    assert (tried.new, first.new, again.new) == (len(first.rules), len(first.rules), 0)
    assert [rule.code for rule in again.rules] == [rule.code for rule in first.rules]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "file_empty"),
        ("a,b\n1,2\n", "duties_columns_wrong"),
        ("ma,muc,ai,gui,qua,han,viec,khi\nQN D,,,,,,,\n", "duty_code_wrong"),
        ("ma,muc,ai,gui,qua,han,viec,khi\nQ1,,,,,,,\nQ1,,,,,,,\n", "duty_code_wrong"),
        ("ma,muc,ai,gui,qua,han,viec,khi\nABCDEFGHIJ,,,,,,,\n", "duty_code_wrong"),
    ],
)
def test_a_table_that_is_none_is_refused(tmp_path: Path, text: str, code: str) -> None:
    file = tmp_path / "duties.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Problem) as wrong:
        read_duties(file)
    assert wrong.value.code == code
