"""A table of targets becomes units and figures, wholly, once and with its history; progress is counted against it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest

from bot.documents.read_document import read_document
from bot.documents.read_text import read_text
from conversations.programme.plan_targets import Standard
from conversations.programme.problem import Problem
from conversations.programme.table import Document
from conversations.programme.unit import Level
from handlers.import_targets import import_targets
from handlers.load_criteria import load_shipped_sets
from handlers.show_targets import show_targets
from handlers.trial import Outcome
from handlers.units import add_named_unit, change_unit
from storage.criteria import CriteriaSets
from storage.targets import TARGETS, target_lines
from storage.times import ZONE, millis
from storage.unit_names import unit_named
from storage.units import children
from tests.handlers.digest_world import at, quang_hoa
from tests.handlers.dossier_world import recognised_by_name
from tests.programme.ha_giang import seed
from tests.targets_world import DISTRICT_TABLE

if TYPE_CHECKING:
    from pathlib import Path

    from conversations.programme.target_progress import LineProgress, PlaceProgress, TargetsProgress
    from storage.database import Database

NOW = datetime(2022, 10, 25, 9, 0, tzinfo=ZONE)
PROVINCE = "tỉnh Hà Giang"


async def stored(database: Database) -> dict[tuple[Level, Standard], dict[str, tuple[int, int]]]:
    async with database.read() as tx:
        unit = await unit_named(tx, PROVINCE, day=NOW.date())
        names = {one.id: one.title for one in await children(tx, unit.id, day=NOW.date())}
        found = await TARGETS.newest(tx, unit.id)
        assert found is not None
        return {
            (line.key.level, line.key.standard): {
                names[one.unit]: (one.result, one.planned) for one in line.figures if one.result + one.planned
            }
            for line in await target_lines(tx, found.id)
        }


async def test_the_source_is_stored_with_its_units_version_and_source(database: Database) -> None:
    done = await import_targets(database, seed(), unit=PROVINCE, now=NOW)
    assert (done.outcome, done.version, done.dated) == (Outcome.FIRST, 1, date(2022, 7, 25))
    assert [one.code for one in done.warnings] == ["target_share_differs"]
    kinds = [one.kind.name for one in done.created]
    assert (kinds.count("tỉnh"), kinds.count("huyện"), kinds.count("thành phố")) == (1, 10, 1)
    figures = await stored(database)
    assert figures[Level.DISTRICT, Standard.NTM] == {
        "huyện Bắc Quang": (0, 1),
        "huyện Quang Bình": (0, 1),
        "thành phố Hà Giang": (1, 0),
    }
    assert sum(sum(one) for one in figures[Level.COMMUNE, Standard.NTM].values()) == 82
    assert figures[Level.VILLAGE, Standard.NTM]["huyện Bắc Quang"] == (45, 37)
    async with database.read() as tx:
        found = await TARGETS.newest(tx, done.unit.id)
    assert found is not None
    assert (found.number, found.dated_on, found.floor, found.average) == (
        "28-NQ/TU",
        date(2022, 7, 25),
        13,
        Decimal(16),
    )


async def test_the_same_targets_again_change_nothing_and_changed_ones_become_a_version(database: Database) -> None:
    await import_targets(database, seed(), unit=PROVINCE, now=NOW)
    again = await import_targets(database, seed(("\tGhi chú\n", "\t\n")), unit=PROVINCE, now=NOW)
    assert (again.outcome, again.version, again.created, again.changes) == (Outcome.UNCHANGED, 1, (), ())
    line = "-\tKế hoạch từ năm 2022 - 2025 (thực hiện mới)\t35\t3\t2\t1\t2\t2\t5\t10\t5"
    changed = await import_targets(database, seed((line, line.replace("\t35\t3", "\t36\t4"))), unit=PROVINCE, now=NOW)
    assert (changed.outcome, changed.version) == (Outcome.CHANGED, 2)
    assert [(one.unit.title, one.key.code, one.before, one.after) for one in changed.changes] == [
        ("huyện Yên Minh", "commune.ntm", (1, 3), (1, 4))
    ]


async def test_a_trial_and_a_wrong_document_keep_nothing(database: Database) -> None:
    tried = await import_targets(database, seed(), unit=PROVINCE, now=NOW, dry_run=True)
    assert len(tried.created) == 12
    with pytest.raises(Problem):
        await import_targets(database, seed(("\t82\t", "\tnhiều\t")), unit=PROVINCE, now=NOW)
    async with database.read() as tx:
        rows = await tx.all("SELECT id FROM unit UNION ALL SELECT id FROM target_document")
    assert rows == []


async def test_a_slip_in_a_name_founds_no_district_and_a_left_out_tone_is_told(database: Database) -> None:
    await import_targets(database, seed(("Quản Ba", "Quản Bạ")), unit=PROVINCE, now=NOW)
    done = await import_targets(database, seed(), unit="ha giang", now=NOW)
    assert done.created == ()
    assert done.outcome is Outcome.UNCHANGED
    assert [(one.code, one.stated, one.computed) for one in done.warnings][:1] == [
        ("unit_spelled_otherwise", "Quản Ba", "huyện Quản Bạ")
    ]
    with pytest.raises(Problem) as caught:
        await import_targets(database, seed(("\tVị Xuyên\t", "\tVị Xuyện\t")), unit=PROVINCE, now=NOW)
    assert (caught.value.code, caught.value.remedy[:27]) == ("target_place_unknown", "Có phải là huyện Vị Xuyên? ")


async def test_below_a_district_its_communes_are_founded(database: Database) -> None:
    text = DISTRICT_TABLE.replace("tỉnh Cao Bằng", "huyện Hà Quảng").replace("Trùng Khánh", "thị trấn Xuân Hòa")
    document = Document(name="bang.txt", blocks=read_text(text.replace("\tQuảng Hòa\t", "\tXá Lượng\t")))
    done = await import_targets(database, document, unit="huyện Hà Quảng", now=datetime(2023, 6, 1, 9, tzinfo=ZONE))
    assert [one.title for one in done.created] == ["huyện Hà Quảng", "xã Xá Lượng", "thị trấn Xuân Hòa"]


async def test_every_form_gives_the_same_targets(database: Database, tmp_path: Path) -> None:
    await import_targets(database, seed(), unit=PROVINCE, now=NOW)
    source = seed()
    rows = [[row.text(column) for column in range(15)] for row in source.tables[0].rows]
    prose = [one.text for one in source.paragraphs]
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for text in prose:
        sheet.append([text])
    first = len(prose) + 1
    for row in rows:
        sheet.append([int(text) if text.isdecimal() else text or None for text in row])
    sheet.merge_cells(start_row=first, start_column=4, end_row=first, end_column=14)
    for column in (2, 3, 15):
        sheet.merge_cells(start_row=first, start_column=column, end_row=first + 1, end_column=column)
    book.save(tmp_path / "chi-tieu.xlsx")
    word = docx.Document()
    for text in prose:
        word.add_paragraph(text)
    table = word.add_table(rows=len(rows), cols=15)
    for written, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(written.cells, row, strict=True):
            cell.text = text
    word.save(str(tmp_path / "chi-tieu.docx"))
    for name in ("chi-tieu.xlsx", "chi-tieu.docx"):
        done = await import_targets(database, read_document(tmp_path / name), unit=PROVINCE, now=NOW)
        assert (name, done.outcome) == (name, Outcome.UNCHANGED)
        assert [one.code for one in done.warnings] == ["target_share_differs"]


async def progress(database: Database, day: date) -> TargetsProgress:
    return await show_targets(database, CriteriaSets(), unit="tỉnh Cao Bằng", as_of=day)


def of(found: TargetsProgress, code: str) -> LineProgress:
    return next(one for one in found.lines if one.key.code == code)


def figures(one: PlaceProgress) -> tuple[object, ...]:
    return (one.unit.title, one.wanted, one.communes, one.recognised, one.reached, one.proposed, one.left)


async def test_progress_counts_recognised_communes_and_tells_proposed_ones_apart(database: Database) -> None:
    district = await quang_hoa(database)
    document = Document(name="bang.txt", blocks=read_text(DISTRICT_TABLE))
    await add_named_unit(database, district.sets, name="Cao Bằng", kind="tỉnh", parent=None, now=at(1))
    await change_unit(database, district.sets, name="huyện Quảng Hòa", parent="tỉnh Cao Bằng", now=at(1))
    await add_named_unit(database, district.sets, name="Trùng Khánh", kind="huyện", parent="tỉnh Cao Bằng", now=at(1))
    done = await import_targets(database, document, unit="tỉnh Cao Bằng", now=at(1))
    assert (done.created, done.warnings) == ((), ())
    before = await progress(database, date(2023, 6, 1))
    assert [figures(one) for one in of(before, "commune.ntm").places] == [
        ("huyện Quảng Hòa", 6, 16, 1, 1, 0, 5),
        ("huyện Trùng Khánh", 3, 0, None, None, None, None),
    ]
    assert figures(of(before, "commune.nang_cao").places[0]) == ("huyện Quảng Hòa", 2, 16, 0, 0, 0, 2)
    assert not of(before, "village.ntm").followed
    assert [(one.unit.name, one.met) for one in before.under_floor][:1] == [("Cai Bộ", 7)]
    assert (before.floor, float(before.average or 0)) == (9, 11.4375)
    person = await district.officer("Quảng Hưng", "Nông Văn Minh", now=at(1))
    await district.answers("Quảng Hưng", now=at(7), by=person)
    await district.act("Quảng Hưng", "send", now=at(7, 10), by=person)
    after = await progress(database, date(2023, 6, 20))
    assert figures(of(after, "commune.ntm").places[0]) == ("huyện Quảng Hòa", 6, 16, 1, 1, 1, 5)
    known = await show_targets(database, CriteriaSets(), unit="tỉnh Cao Bằng", as_of=date(2023, 6, 20), known_at=at(6))
    assert figures(of(known, "commune.ntm").places[0]) == ("huyện Quảng Hòa", 6, 16, 1, 1, 0, 5)


async def test_recognised_villages_are_counted_once_they_are_no_fewer_than_the_table_says(database: Database) -> None:
    district = await quang_hoa(database)
    await add_named_unit(database, district.sets, name="Cao Bằng", kind="tỉnh", parent=None, now=at(1))
    await change_unit(database, district.sets, name="huyện Quảng Hòa", parent="tỉnh Cao Bằng", now=at(1))
    await add_named_unit(database, district.sets, name="Trùng Khánh", kind="huyện", parent="tỉnh Cao Bằng", now=at(1))
    table = DISTRICT_TABLE.replace("2022\t8\t8", "2022\t2\t2").replace("NTM\t98\t98", "NTM\t92\t92")
    document = Document(name="bang.txt", blocks=read_text(table))
    await import_targets(database, document, unit="tỉnh Cao Bằng", now=at(1))
    await recognised_by_name(database, "xóm Lũng Vài", Standard.NTM, now=at(1))
    assert not of(await progress(database, date(2023, 6, 1)), "village.ntm").followed
    await recognised_by_name(database, "xóm Phja Chang", Standard.MODEL, now=at(1))
    found = of(await progress(database, date(2023, 6, 1)), "village.ntm")
    assert figures(found.places[0]) == ("huyện Quảng Hòa", 92, 16, 2, 2, 0, 90)


async def test_a_district_that_has_ended_is_shown_as_it_stood_on_its_last_day(database: Database) -> None:
    district = await quang_hoa(database)
    await add_named_unit(database, district.sets, name="Cao Bằng", kind="tỉnh", parent=None, now=at(1))
    await change_unit(database, district.sets, name="huyện Quảng Hòa", parent="tỉnh Cao Bằng", now=at(1))
    await add_named_unit(database, district.sets, name="Trùng Khánh", kind="huyện", parent="tỉnh Cao Bằng", now=at(1))
    await import_targets(
        database, Document(name="bang.txt", blocks=read_text(DISTRICT_TABLE)), unit="tỉnh Cao Bằng", now=at(1)
    )
    async with database.write() as tx:
        await tx.run(
            "UPDATE unit SET valid_to = '2025-07-01', ended_at = :at WHERE name = 'Quảng Hòa'", at=millis(at(2))
        )
    found = of(await progress(database, date(2025, 12, 31)), "commune.ntm").places[0]
    assert (found.as_of, found.communes, found.recognised) == (date(2025, 6, 30), 16, 1)


async def test_before_any_targets_count_that_is_said(database: Database) -> None:
    await load_shipped_sets(database, at=NOW)
    await import_targets(database, seed(), unit=PROVINCE, now=NOW)
    with pytest.raises(Problem) as caught:
        await show_targets(database, CriteriaSets(), unit=PROVINCE, as_of=date(2022, 7, 24))
    assert caught.value.code == "targets_missing"
    assert caught.value.remedy == "Hãy nhập trước bằng: ntm import targets."
    with pytest.raises(Problem) as caught:
        await show_targets(database, CriteriaSets(), unit="huyện Yên Minh", as_of=date(2022, 8, 1))
    assert caught.value.remedy == "Bảng của tỉnh Hà Giang kể từng huyện: ntm show targets --unit “tỉnh Hà Giang”."
