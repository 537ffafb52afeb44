"""A roadmap becomes units, dossiers and reporting rules, wholly and once; a later version moves what is still open."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest

from bot.documents.read_document import read_document
from bot.documents.read_text import read_csv, read_text
from conversations.programme.calendar import DueOperator, Form
from conversations.programme.dossier import DossierAct, DossierDates, DossierKind, DossierState, DossierStep
from conversations.programme.plan_targets import Standard
from conversations.programme.problem import Problem
from conversations.programme.table import Document
from conversations.programme.unit import Level
from handlers.import_roadmap import RoadmapImport, import_roadmap
from handlers.import_targets import import_targets
from handlers.load_criteria import load_shipped_sets
from handlers.rules import list_rules
from handlers.show_roadmap import show_roadmap
from handlers.trial import Outcome
from handlers.units import add_named_unit, succeed_unit
from storage.criteria import CriteriaSets
from storage.dossier_lists import dossiers_of_rule
from storage.dossiers import dossiers_of, step_dossier, steps_of
from storage.roadmaps import ROADMAPS, roadmap_bare, roadmap_entries, roadmap_goals
from storage.times import ZONE
from storage.unit_names import unit_named
from storage.units import units_below
from tests.programme.quang_nam import SEED, seed

if TYPE_CHECKING:
    from pathlib import Path

    from storage.database import Database
    from storage.dossiers import StoredDossier

NOW = datetime(2024, 2, 1, 9, 0, tzinfo=ZONE)
LATER = datetime(2024, 6, 1, 9, 0, tzinfo=ZONE)
PROVINCE = "tỉnh Quảng Nam"
SETS = CriteriaSets()
HEAD = "Xã;Huyện;Mức;Năm;Hạn xã trình;Hạn huyện trình"


async def imported(
    database: Database, document: Document, *answers: str, now: datetime = NOW, dry_run: bool = False
) -> RoadmapImport:
    return await import_roadmap(
        database, SETS, document, unit=PROVINCE, now=now, answers=answers, sure=True, dry_run=dry_run
    )


def table(*rows: str) -> Document:
    text = "\n".join((HEAD, *rows))
    return Document(name="lo-trinh.csv", blocks=read_csv(text, name="lo-trinh.csv"))


async def province(database: Database) -> None:
    await add_named_unit(database, SETS, name="Quảng Nam", kind="tỉnh", parent=None, now=NOW)


async def dossier(database: Database, unit: str, standard: Standard) -> StoredDossier:
    async with database.read() as tx:
        found = await unit_named(tx, unit, day=NOW.date())
        return next(one for one in await dossiers_of(tx, [found.id]) if one.standard is standard)


async def test_the_source_founds_its_units_and_opens_a_dossier_for_each_entry(database: Database) -> None:
    await load_shipped_sets(database, at=NOW)
    done = await imported(database, seed())
    assert (done.outcome, done.version, done.dated, done.opened) == (Outcome.FIRST, 1, date(2024, 1, 1), 133)
    kinds = [one.kind.name for one in done.found.created]
    assert [kinds.count(kind) for kind in ("tỉnh", "huyện", "thành phố", "xã")] == [1, 8, 1, 111]
    assert [(one.code, one.computed) for one in done.warnings][:1] == [("district_not_told", 110)]
    async with database.read() as tx:
        stored = await ROADMAPS.newest(tx, done.found.unit.id)
        assert stored is not None
        assert (stored.floor, stored.covers_all) == (15, True)
        entries = await roadmap_entries(tx, stored.id)
        assert len(entries) == 133
        assert sum(one.backlog for one in entries) == 18
        names = {one.id: one.title for one in await units_below(tx, done.found.unit.id, day=NOW.date())}
        merged = [one for one in entries if one.together]
        assert [(names[one.unit], [names[unit] for unit in one.together]) for one in merged] == [
            ("huyện Quế Sơn", ["huyện Nông Sơn"])
        ]
        assert [names[unit] for unit in await roadmap_bare(tx, stored.id)] == ["huyện Nam Giang"]
        assert len(await roadmap_goals(tx, stored.id)) == 6
        kept = await unit_named(tx, "xã Đại Hiệp, huyện Đại Lộc", day=NOW.date())
        opened = await dossiers_of(tx, tuple(names))
        (review,) = [one for one in opened if one.kind is DossierKind.KEEPING]
        assert (review.unit, review.standard, review.dates.year) == (kept.id, Standard.MODEL, 2024)
    one = await dossier(database, "Đại Chánh", Standard.NTM)
    assert (one.state, one.dates, one.steps) == (
        DossierState.PREPARING,
        DossierDates(year=2024, first_by=date(2024, 10, 29), second_by=date(2024, 11, 29)),
        1,
    )


async def test_the_communes_days_are_owed_once_by_exactly_those_named(database: Database) -> None:
    await load_shipped_sets(database, at=NOW)
    await imported(database, seed())
    rules = {one.rule.code: one for one in await list_rules(database, unit=PROVINCE, day=NOW.date())}
    assert {code: len(one.owing) for code, one in rules.items()} == {
        "HS-NTM-2024": 8,
        "HS-NTM-2025": 14,
        "HS-NC-2024": 17,
        "HS-NC-2025": 44,
        "HS-KM-2024": 5,
        "HS-KM-2025": 19,
    }
    first = rules["HS-NTM-2024"]
    assert "xã Đại Chánh" in {one.title for one in first.owing}
    assert (first.rule.form, first.rule.set_id, first.rule.operator) == (
        Form.QUESTIONS,
        "ho-so-xa",
        DueOperator.BEFORE,
    )
    assert [(one.last_good_day, one.title) for one in first.upcoming] == [
        (date(2024, 10, 29), "Hồ sơ đề nghị công nhận xã NTM năm 2024")
    ]
    async with database.read() as tx:
        filled = await dossiers_of_rule(tx, first.rule.id)
    assert {one.stored.unit for one in filled} == set(first.rule.only)
    assert {one.stored.standard for one in filled} == {Standard.NTM}


async def test_without_the_checklist_the_questions_of_any_duty_are_asked(database: Database) -> None:
    await province(database)
    await imported(database, table("Đại Chánh;;NTM;2024;30/10/2024;30/11/2024"), now=NOW)
    (rule,) = await list_rules(database, unit=PROVINCE, day=NOW.date())
    assert rule.rule.set_id == "viec-trong-van-ban-commune"


async def test_the_same_roadmap_again_changes_nothing_whatever_its_form(database: Database, tmp_path: Path) -> None:
    await imported(database, seed())
    again = await imported(database, seed(), now=LATER)
    assert (again.outcome, again.version, again.opened, again.moved) == (Outcome.UNCHANGED, 1, 0, ())
    lines = [line for line in SEED.read_text(encoding="utf-8").splitlines() if line.strip()]
    word = docx.Document()
    book = openpyxl.Workbook()
    for line in lines:
        word.add_paragraph(line)
        book.worksheets[0].append([line])
    word.save(str(tmp_path / "lo-trinh.docx"))
    book.save(tmp_path / "lo-trinh.xlsx")
    for name in ("lo-trinh.docx", "lo-trinh.xlsx"):
        done = await imported(database, read_document(tmp_path / name), now=LATER)
        assert (name, done.outcome, done.totals["rows"]) == (name, Outcome.UNCHANGED, 125)


async def test_a_table_in_any_file_gives_the_same_dossiers(database: Database, tmp_path: Path) -> None:
    await province(database)
    head = HEAD.split(";")
    rows = [
        ["Đại Chánh", "Đại Lộc", "NTM", "2024", "30/10/2024", "30/11/2024"],
        ["Đại Sơn", "Đại Lộc", "NTM nâng cao", "2025", "30/5/2025", "30/6/2025"],
        ["Đại Sơn", "Nông Sơn", "NTM", "2025", "30/5/2025", "30/6/2025"],
    ]
    done = await imported(database, table(*(";".join(row) for row in rows)))
    assert [one.title for one in done.found.created] == [
        "huyện Đại Lộc",
        "huyện Nông Sơn",
        "xã Đại Chánh",
        "xã Đại Sơn",
        "xã Đại Sơn",
    ]
    assert [one.code for one in done.warnings] == []
    word = docx.Document()
    written = word.add_table(rows=4, cols=6)
    book = openpyxl.Workbook()
    turned = [list(reversed(row)) for row in (head, *rows)]
    for at, row in enumerate(turned):
        for cell, text in zip(written.rows[at].cells, row, strict=True):
            cell.text = text
        book.worksheets[0].append([int(text) if text.isdecimal() else text for text in row])
    word.save(str(tmp_path / "bang.docx"))
    book.save(tmp_path / "bang.xlsx")
    for name in ("bang.docx", "bang.xlsx"):
        again = await imported(database, read_document(tmp_path / name))
        assert (name, again.outcome, again.found.created) == (name, Outcome.UNCHANGED, ())


async def test_a_new_version_moves_open_dossiers_and_closes_none(database: Database) -> None:
    await load_shipped_sets(database, at=NOW)
    await imported(database, seed())
    sent = await dossier(database, "Đại Tân", Standard.NTM)
    done_already = await dossier(database, "Đại Chánh", Standard.NTM)
    async with database.write() as tx:
        submitted = DossierStep(number=2, act=DossierAct.SUBMIT, state=DossierState.SUBMITTED, at=NOW)
        assert await step_dossier(tx, sent.id, submitted)
        recognised = DossierStep(number=2, act=DossierAct.RECOGNISE, state=DossierState.RECOGNISED, at=NOW)
        assert await step_dossier(tx, done_already.id, recognised)
    listed = "Đại Chánh, Đại Tân, Quế Thuận, Quế Phong, Quế Lâm, Tà Bhing, Phước Chánh, Phước Năng."
    later = seed(
        (listed, "Đại Chánh, Đại Tân, Quế Thuận, Quế Phong, Quế Lâm, Tà Bhing."),
        ("trước ngày 30/10/2024; cấp huyện trình UBND tỉnh", "trước ngày 15/11/2024; cấp huyện trình UBND tỉnh"),
        ("ngày tháng 01 năm 2024", "ngày 20 tháng 5 năm 2024"),
        ("Thăng Phước, Quế Lưu", "Phước Chánh, Quế Lưu"),
    )
    done = await imported(database, later, now=LATER)
    assert (done.outcome, done.version, done.opened, len(done.moved)) == (Outcome.CHANGED, 2, 0, 28)
    left = [(one.stated, one.computed) for one in done.warnings if one.code == "roadmap_left_out"]
    assert left == [("xã Phước Năng", "nông thôn mới"), ("xã Thăng Phước", "nông thôn mới")]
    moved = await dossier(database, "Đại Tân", Standard.NTM)
    assert (moved.state, moved.dates.first_by) == (DossierState.SUBMITTED, date(2024, 11, 14))
    untouched = await dossier(database, "Đại Chánh", Standard.NTM)
    assert (untouched.state, untouched.dates) == (DossierState.RECOGNISED, done_already.dates)
    other_year = await dossier(database, "Phước Chánh", Standard.NTM)
    async with database.read() as tx:
        steps = (await steps_of(tx, [other_year.id]))[other_year.id]
    assert [one.act for one in steps] == [DossierAct.OPEN, DossierAct.MOVED]
    assert steps[1].text == (
        "năm 2024 → 2025; hạn của đơn vị 29/10/2024 → 29/5/2025; hạn của cấp trên 29/11/2024 → 29/6/2025 "
        "(theo lộ trình của tỉnh Quảng Nam số /KH-UBND, 20/5/2024, bản 2)"
    )
    assert (await dossier(database, "Phước Năng", Standard.NTM)).state is DossierState.PREPARING
    rules = {one.rule.code: one for one in await list_rules(database, unit=PROVINCE, day=LATER.date())}
    assert {one.title for one in rules["HS-NTM-2024"].owing} == {
        f"xã {name}" for name in ("Đại Chánh", "Đại Tân", "Quế Thuận", "Quế Phong", "Quế Lâm", "Tà Bhing")
    }


async def test_a_merged_communes_open_dossier_goes_on_as_its_successors(database: Database) -> None:
    await province(database)
    head = ("Đại Tân;;NTM;2024;30/10/2024;30/11/2024", "Đại Chánh;;NTM;2024;30/10/2024;30/11/2024")
    await imported(database, table(*head))
    await add_named_unit(
        database, SETS, name="Phú Thuận", kind="xã", parent="Quảng Nam", now=NOW, valid_from=date(2024, 5, 1)
    )
    await succeed_unit(
        database,
        predecessors=["xã Đại Tân", "xã Đại Chánh"],
        successor="xã Phú Thuận",
        kind="merged",
        on=date(2024, 5, 1),
        source="",
        now=NOW,
    )
    done = await imported(database, table("Phú Thuận;;NTM;2025;30/5/2025;30/6/2025"), now=LATER)
    assert (done.opened, [one.unit.title for one in done.moved]) == (0, ["xã Phú Thuận"])
    assert [one.code for one in done.warnings] == []
    shown = await show_roadmap(database, SETS, unit=PROVINCE, as_of=LATER.date())
    assert shown.goals[0].named >= 1
    async with database.read() as tx:
        rule = (await list_rules(database, unit=PROVINCE, day=LATER.date()))[-1].rule
        assert [one.stored.dates.year for one in await dossiers_of_rule(tx, rule.id)] == [2025]


async def test_an_older_document_that_comes_later_moves_nothing(database: Database) -> None:
    await imported(database, seed(("ngày tháng 01 năm 2024", "ngày 20 tháng 5 năm 2024")), now=LATER)
    older = await imported(database, seed(("trước ngày 30/5/2025", "trước ngày 30/4/2025")), now=LATER)
    assert (older.version, older.moved, older.rules) == (2, (), None)
    assert (await dossier(database, "Quế Lưu", Standard.NTM)).dates.first_by == date(2025, 5, 29)


async def test_a_rule_that_a_new_version_no_longer_has_ends(database: Database) -> None:
    await province(database)
    await imported(database, table("Đại Tân;;NTM;2024;30/10/2024;", "Đại Sơn;;NTM;2024;30/9/2024;"))
    codes = [one.rule.code for one in await list_rules(database, unit=PROVINCE, day=NOW.date())]
    assert codes == ["HS-NTM-2024", "HS-NTM-2024B"]
    done = await imported(database, table("Đại Tân;;NTM;2024;30/10/2024;", "Đại Sơn;;NTM;2024;30/10/2024;"), now=LATER)
    assert done.rules is not None
    assert [one.code for one in done.rules.ended] == ["HS-NTM-2024B"]


async def test_a_trial_and_a_wrong_document_keep_nothing(database: Database) -> None:
    tried = await imported(database, seed(), dry_run=True)
    assert (tried.opened, len(tried.found.created)) == (133, 121)
    with pytest.raises(Problem):
        await imported(database, seed(("trước ngày 30/11/2024.", "trước ngày 31/11/2024.")))
    async with database.read() as tx:
        rows = await tx.all("SELECT id FROM unit UNION ALL SELECT id FROM roadmap UNION ALL SELECT id FROM dossier")
    assert rows == []


async def quang_nam(database: Database) -> None:
    for name, kind, parent in (
        ("Quảng Nam", "tỉnh", None),
        ("Tây Giang", "huyện", "Quảng Nam"),
        ("Đại Lộc", "huyện", "Quảng Nam"),
        ("Nông Sơn", "huyện", "Quảng Nam"),
        ("Bha Lê", "xã", "Tây Giang"),
        ("Đại Thạnh", "xã", "Đại Lộc"),
        ("Đại Sơn", "xã", "Đại Lộc"),
        ("Đại Sơn", "xã", "Nông Sơn"),
        ("Cao Bằng", "tỉnh", None),
        ("Phúc Sen", "xã", "Cao Bằng"),
    ):
        await add_named_unit(database, SETS, name=name, kind=kind, parent=parent, now=NOW)


ROWS = ("Bhalê;;NTM;2025;;", "Đại Thanh;;NTM;2024;;", "Đại Sơn;;NTM;2024;;", "Phúc Sen;;NTM;2024;;")


async def test_a_name_in_doubt_is_asked_and_nothing_is_kept(database: Database) -> None:
    await quang_nam(database)
    done = await imported(database, table(*ROWS))
    asked = [(one.writing, [each.title for each in one.candidates], one.elsewhere) for one in done.found.questions]
    assert asked == [
        ("Bhalê", ["xã Bha Lê, huyện Tây Giang"], ()),
        ("Đại Thanh", ["xã Đại Thạnh, huyện Đại Lộc"], ()),
        ("Đại Sơn", ["xã Đại Sơn, huyện Đại Lộc", "xã Đại Sơn, huyện Nông Sơn"], ()),
        ("Phúc Sen", [], ("xã Phúc Sen, tỉnh Cao Bằng",)),
    ]
    assert done.opened == 0
    async with database.read() as tx:
        assert await tx.all("SELECT id FROM roadmap") == []


async def test_answers_are_kept_and_later_documents_do_not_ask_again(database: Database) -> None:
    await quang_nam(database)
    answers = ("Bhalê=xã Bha Lê", "Đại Thanh=Đại Thạnh", "Đại Sơn=Đại Sơn, Nông Sơn", "Phúc Sen=0")
    done = await imported(database, table(*ROWS), *answers)
    assert (done.found.questions, done.opened) == ((), 4)
    assert [one.title for one in done.found.created] == ["xã Phúc Sen"]
    assert [(one.code, one.stated, one.computed) for one in done.warnings] == [
        ("district_not_told", "", 1),
        ("unit_spelled_otherwise", "Bhalê", "xã Bha Lê"),
        ("unit_spelled_otherwise", "Đại Thanh", "xã Đại Thạnh"),
        ("roadmap_day_missing", "", 4),
        ("roadmap_day_missing", "", 4),
    ]
    again = await imported(database, table(*ROWS))
    assert (again.found.questions, again.outcome) == ((), Outcome.UNCHANGED)
    places = {name: unit for (level, name), unit in again.found.places.items() if level is Level.COMMUNE}
    assert again.found.above[places["Đại Sơn"].id].name == "Nông Sơn"


async def test_an_answer_about_a_district_is_used_by_documents_of_other_kinds(database: Database) -> None:
    await quang_nam(database)
    await add_named_unit(database, SETS, name="Quế Sơn", kind="huyện", parent="Quảng Nam", now=NOW)
    await imported(database, table("Bha Lê;Quế Sơnn;NTM;2025;30/5/2025;30/6/2025"), "Quế Sơnn=Quế Sơn", "Bha Lê=Bha Lê")
    text = """
TT\tNội dung\tTổng cộng\tQuế Sơnn\tĐại Lộc
1\tXã đạt chuẩn NTM\t3\t2\t1
-\tKết quả đến hết năm 2023\t1\t1\t
-\tKế hoạch từ năm 2024 - 2025\t2\t1\t1
"""
    done = await import_targets(database, Document(name="bang.txt", blocks=read_text(text)), unit=PROVINCE, now=NOW)
    assert [one.title for one in done.places.values()] == ["huyện Quế Sơn", "huyện Đại Lộc"]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("Bhalê", "alias_wrong"),
        ("Bhalê=xã Không Có", "unit_unknown"),
        ("Bhalê=Phúc Sen", "alias_elsewhere"),
        ("Tên Khác=Bha Lê", "alias_unused"),
    ],
)
async def test_an_answer_that_cannot_be_is_refused(database: Database, answer: str, code: str) -> None:
    await quang_nam(database)
    with pytest.raises(Problem) as caught:
        await imported(database, table(*ROWS), answer)
    assert caught.value.code == code


async def test_the_district_of_a_table_tells_namesakes_apart(database: Database) -> None:
    await quang_nam(database)
    done = await imported(
        database,
        table("Đại Sơn;Nông Sơn;NTM;2024;30/10/2024;30/11/2024", "Đại Sơn;Đại Lộc;NTM;2025;30/5/2025;30/6/2025"),
    )
    assert done.found.questions == ()
    assert [(done.found.places[one.key].title, one.year) for one in done.read.entries] == [
        ("xã Đại Sơn", 2024),
        ("xã Đại Sơn", 2025),
    ]
    assert len({done.found.places[one.key].id for one in done.read.entries}) == 2
    assert [one.code for one in done.warnings] == []


async def test_a_commune_named_twice_has_the_dossier_of_the_first_place(database: Database) -> None:
    await province(database)
    done = await imported(database, table("Đại Tân;;NTM;2024;30/10/2024;", "xã Đại Tân;;NTM;2025;30/5/2025;"))
    assert [one.code for one in done.warnings] == ["district_not_told", "roadmap_named_twice", "roadmap_day_missing"]
    assert (done.opened, done.totals["rows"], done.totals["communes"]) == (1, 2, 1)
    assert (await dossier(database, "Đại Tân", Standard.NTM)).dates.year == 2024


async def test_another_provinces_plan_is_told(database: Database) -> None:
    await add_named_unit(database, SETS, name="Quảng Ngãi", kind="tỉnh", parent=None, now=NOW)
    done = await import_roadmap(database, SETS, seed(), unit="tỉnh Quảng Ngãi", now=NOW, dry_run=True)
    assert [(one.code, one.stated, one.computed) for one in done.warnings][:1] == [
        ("issuer_differs", "tỉnh Quảng Nam", "tỉnh Quảng Ngãi")
    ]
