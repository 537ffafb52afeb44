"""`ntm export raw`: the same rows in each form, nothing in them a formula, the same day the same file."""

from __future__ import annotations

import asyncio
import csv
import errno
import io
import json
import os
import sys
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter

from bot.cli.exports.written import Progress
from bot.documents.raw_file import raw_file
from conversations.programme.answer import Answer, Figure, Nature, State
from conversations.programme.criteria import Indicator, Measure
from conversations.programme.ids import PersonId, SetId, UnitId
from conversations.programme.raw_answer import RawAnswer, Verdict
from conversations.programme.report import ReportAct, ReportKey, ReportState
from conversations.programme.unit import Unit, kind_by_code
from storage.answers import save_answer
from storage.open import open_database
from storage.people import add_person
from storage.reports import locked, move, open_report
from storage.rules import rules_of_unit
from storage.times import ZONE
from storage.unit_names import unit_named
from tests.programme.quang_hoa import SEED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.cli.conftest import Ntm

DISTRICT = "huyện Quảng Hòa"
FORM = SetId("xa-ntm-2021-2025")
AT = datetime(2022, 11, 1, 9, 0, tzinfo=ZONE)
FORMULA = '=HYPERLINK("http://x","y")\ndòng hai'


def _given(indicator: str, *, figure: Figure | None = None, reason: str = "", by: PersonId) -> Answer:
    return Answer(
        indicator=indicator, version=1, state=State.NOT_MET, figure=figure, as_of=AT.date(), nature=Nature.ESTIMATE,
        reason=reason, source="@SUM(A1)", by=by, channel="telegram", at=AT,
    )  # fmt: skip


async def _report(folder: Path, period: str = "2022-Y") -> None:
    """Phúc Sen's report of the year, sent with two answers."""
    database = await open_database(f"sqlite:///{folder}/data/ntm.db")
    try:
        async with database.write() as tx:
            person = await add_person(tx, name="Nông Văn An", language="vi", now=AT)
            district, sen = [(await unit_named(tx, name, day=AT.date())).id for name in (DISTRICT, "xã Phúc Sen")]
            rule = (await rules_of_unit(tx, district))[0]
            key = ReportKey(unit=sen, rule=rule.id, period=period)
            await open_report(tx, key, set_id=FORM, set_version=1, by=person, now=AT)
            stored = await locked(tx, key)
            assert stored is not None
            save_answer(tx, stored.id, _given("1.2", reason=FORMULA, by=person))
            figure = Figure(value=Decimal("87.5"), numerator=350, denominator=400)
            save_answer(tx, stored.id, _given("1.1", figure=figure, by=person))
            move(tx, stored.id, act=ReportAct.SEND, to=ReportState.SENT, by=person, reason="", paper="1", now=AT)
    finally:
        await database.close()


@pytest.fixture
def reported(ntm: Ntm, tmp_path: Path) -> Ntm:
    assert ntm("import", "plan", str(SEED), "--unit", DISTRICT).code == 0
    asyncio.run(_report(tmp_path))
    ntm.at("2022-11-20T09:00+07:00")
    return ntm


def table(file: Path) -> list[dict[str, str]]:
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_table_holds_every_answer_and_no_formula_and_no_name(reported: Ntm, tmp_path: Path) -> None:
    file = tmp_path / "goc.csv"
    said = reported("export", "raw", "--unit", DISTRICT, "--period", "2022-Y", "--out", str(file))

    assert (said.code, said.err) == (0, "")
    assert said.out == f"Đã ghi 2 câu trả lời trong 1 báo cáo của {DISTRICT} vào {file}.\n"
    share, words = table(file)
    assert [share[one] for one in ("Đơn vị", "Cấp", "Kỳ", "Báo cáo", "Chỉ tiêu", "Kết quả", "Theo")] == [
        "xã Phúc Sen", "xã", "2022-Y", "đã gửi", "1.1", "chưa đạt", "tự đánh giá",
    ]  # fmt: skip
    assert [share[one] for one in ("Số liệu", "Tử số", "Mẫu số", "Tính chất", "Số liệu đến ngày", "Đánh giá")] == [
        "87,5", "350", "400", "ước", "1/11/2022", "",
    ]  # fmt: skip
    assert (words["Chỉ tiêu"], words["Lý do"], words["Nguồn"]) == ("1.2", f"'{FORMULA}", "'@SUM(A1)")
    assert "Nông Văn An" not in file.read_text(encoding="utf-8-sig")


def test_the_workbook_holds_the_same_as_texts_numbers_and_days(reported: Ntm, tmp_path: Path) -> None:
    file = tmp_path / "goc.xlsx"
    assert reported("export", "raw", "--unit", "xã Phúc Sen", "--format", "xlsx", "--out", str(file)).code == 0

    book = openpyxl.load_workbook(file)
    try:
        head, share, words = ([*row] for row in book["Số liệu"].iter_rows())
        place = {cell.value: number for number, cell in enumerate(head)}
        assert share[place["Số liệu"]].value == 87.5
        assert share[place["Số liệu đến ngày"]].value == datetime(2022, 11, 1)  # noqa: DTZ001 - a day of a sheet
        assert (words[place["Lý do"]].value, words[place["Lý do"]].data_type) == (FORMULA, "s")
        assert (words[place["Nguồn"]].value, words[place["Nguồn"]].data_type) == ("@SUM(A1)", "s")
        assert book["Số liệu"].freeze_panes == "C2"
    finally:
        book.close()


def test_the_list_for_programs_is_one_document_and_the_same_again(reported: Ntm, tmp_path: Path) -> None:
    def taken(name: str, kind: str, *more: str) -> bytes:
        file = tmp_path / name
        call = ("export", "raw", "--unit", DISTRICT, "--format", kind, "--out", str(file), *more)
        said = reported(*call, "--json")
        assert said.code == 0
        assert said.document["rows"] == (0 if "2022-10-30" in more else 2)
        return file.read_bytes()

    (share, words) = json.loads(taken("a.json", "json"))
    assert (share["value"], share["numerator"], share["nature"], share["judged_met"]) == (
        "87.5",
        350,
        "estimate",
        None,
    )
    assert (words["reason"], words["as_of"], words["report_state"]) == (FORMULA, "2022-11-01", "sent")
    for kind in ("csv", "json", "xlsx"):
        assert taken(f"b.{kind}", kind, "--as-of", "2022-11-01") == taken(f"c.{kind}", kind, "--as-of", "1/11/2022")
    assert json.loads(taken("d.json", "json", "--as-of", "2022-10-30")) == []


def test_without_a_period_it_is_the_whole_of_the_years(reported: Ntm, tmp_path: Path) -> None:
    asyncio.run(_report(tmp_path, "2021-Y"))

    def periods(*wanted: str) -> list[str]:
        file = tmp_path / "goc.csv"
        named = [part for period in wanted for part in ("--period", period)]
        assert reported("export", "raw", "--unit", DISTRICT, "--out", str(file), *named).code == 0
        return [row["Kỳ"] for row in table(file)]

    assert periods() == periods("2022-Y", "2021-Y") == ["2021-Y", "2021-Y", "2022-Y", "2022-Y"]
    assert periods("2021-Y") == ["2021-Y", "2021-Y"]


def test_what_cannot_be_written_or_read_leaves_nothing_behind(
    reported: Ntm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "goc.csv"

    said = reported("export", "raw", "--unit", DISTRICT, "--out", str(tmp_path / "no" / "goc.csv"))
    assert (said.code, "Không ghi được tệp" in said.err) == (2, True)
    said = reported("export", "raw", "--unit", DISTRICT, "--period", "2022-Q9", "--format", "xlsx", "--out", str(file))
    assert (said.code, "Chưa có báo cáo nào của kỳ này" in said.err) == (2, True)

    store = xlsxwriter.Workbook._store_workbook

    def full(book: object) -> None:
        store(book)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(xlsxwriter.Workbook, "_store_workbook", full)
    said = reported("export", "raw", "--unit", DISTRICT, "--format", "xlsx", "--out", str(file))
    assert (said.code, "Không ghi được tệp (ổ đã đầy)" in said.err) == (2, True)
    assert [one.name for one in tmp_path.iterdir()] == ["data"]


def test_a_workbook_goes_on_on_its_next_sheet(tmp_path: Path) -> None:
    row = RawAnswer(
        unit=Unit(id=UnitId(1), kind=kind_by_code("xa"), name="Phúc Sen", parent=None), rule="H1", period="2022-H1",
        report_state=ReportState.ASSESSED, set_id=FORM,
        indicator=Indicator(code="1.1", criterion="1", title="Quy hoạch", measure=Measure.STATUS),
        answer=_given("1.1", by=PersonId(1)), verdict=Verdict(met=True, office="", on=date(2022, 11, 2)), evidence=3,
    )  # fmt: skip
    file = tmp_path / "goc.xlsx"

    with raw_file(file, "xlsx", as_of=AT.date(), most=2) as add:
        add([row, row])
        add([row])

    book = openpyxl.load_workbook(file)
    try:
        assert [(page.title, page.max_row) for page in book] == [("Số liệu", 3), ("Số liệu 2", 2)]
        shown = dict(zip(*book["Số liệu 2"].iter_rows(values_only=True), strict=True))
        assert [shown[one] for one in ("Kết quả", "Đơn vị báo", "Theo", "Cơ quan đánh giá", "Đánh giá")] == [
            "đạt", "chưa đạt", "đã đánh giá", "đơn vị quản lý", "đạt",
        ]  # fmt: skip
    finally:
        book.close()


def test_how_far_a_long_export_is_stands_on_a_terminal_only(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Progress("dòng").add(1_400)
    assert capsys.readouterr().err == ""

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    progress = Progress("dòng")
    for more in (1_400, 1_400):
        progress.add(more)
    progress.end()
    assert capsys.readouterr().err == "\rĐang ghi: 1.400 dòng…\rĐang ghi: 2.800 dòng…\n"
