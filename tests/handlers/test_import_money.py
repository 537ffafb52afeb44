"""A document about money becomes lines, works and statements of what is spent: wholly, once, with its history."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from conversations.programme.dossier import DossierDates, DossierKind
from conversations.programme.money import Nature, Programme, Purse, Source, whole
from conversations.programme.money_finding import Standing
from conversations.programme.plan_targets import Standard
from conversations.programme.problem import Problem
from handlers.import_money import import_money
from handlers.load_money_rules import load_money_rules
from handlers.show_money import show_money
from handlers.trial import Outcome
from handlers.units import add_named_unit
from storage.dossiers import open_dossier
from storage.money import debts_of, money_state
from storage.money_rules import shipped_rules
from storage.unit_names import unit_named
from tests.handlers.money_world import (
    DISTRICT,
    JANUARY,
    JUNE,
    MONEY,
    WORKS,
    as_csv,
    as_word,
    as_workbook,
    que_son,
)
from tests.programme.ha_giang import changed
from tests.programme.quang_hoa import SEED
from tests.programme.quang_nam import seed

if TYPE_CHECKING:
    from pathlib import Path

    from conversations.programme.money import MoneyState
    from storage.database import Database

TRIEU = 10**6
(_, SHIPPED) = shipped_rules()[0]


async def state(database: Database, unit: str, day: date) -> MoneyState:
    async with database.read() as tx:
        return await money_state(tx, (await unit_named(tx, unit, day=day)).id, day)


async def test_both_plans_are_stored_to_the_dong_with_their_units(database: Database) -> None:
    done = await import_money(database, seed(), unit="tỉnh Quảng Nam", now=JANUARY)
    assert done.lines is not None
    assert (done.lines.outcome, done.lines.version, done.lines.dated) == (Outcome.FIRST, 1, date(2024, 1, 1))
    assert [one.title for one in done.created] == ["tỉnh Quảng Nam"]
    found = await state(database, "tỉnh Quảng Nam", date(2024, 1, 1))
    assert [(one.purse.source, one.purse.year, one.amount // TRIEU) for one in found.lines] == [
        (Source.CENTRAL, 2024, 282_776),
        (Source.CENTRAL, 2025, 314_667),
        (Source.PROVINCE, 2024, 443_500),
        (Source.PROVINCE, 2025, 266_665),
    ]
    assert (await state(database, "tỉnh Quảng Nam", date(2023, 12, 31))).lines == ()
    await import_money(database, changed(SEED), unit="huyện Quảng Hòa", now=JANUARY)
    district = await state(database, "huyện Quảng Hòa", date(2022, 10, 1))
    assert whole(district.lines) == 461_506 * TRIEU
    assert [one.amount for one in district.lines if one.purse.programme is Programme.POVERTY and one.part] == [
        7_560 * TRIEU
    ]


async def test_the_same_again_changes_nothing_and_a_changed_amount_is_a_new_version(database: Database) -> None:
    await import_money(database, seed(), unit="tỉnh Quảng Nam", now=JANUARY)
    again = await import_money(database, seed(("Tâm)", "Tâm );")), unit="quang nam", now=JUNE)
    assert again.lines is not None
    assert (again.lines.outcome, again.lines.version, again.changes) == (Outcome.UNCHANGED, 1, ())
    after = await import_money(database, seed(("282,776", "282,767")), unit="quang nam", now=JUNE)
    assert after.lines is not None
    assert (after.lines.outcome, after.lines.version) == (Outcome.CHANGED, 2)
    assert [(one.purse.year, one.before, one.after) for one in after.changes] == [
        (2024, 282_776 * TRIEU, 282_767 * TRIEU)
    ]
    async with database.read() as tx:
        before = await money_state(tx, after.unit.id, date(2024, 2, 1), JANUARY + timedelta(days=1))
        now = await money_state(tx, after.unit.id, date(2024, 2, 1))
    assert [one.lines[0].amount for one in (before, now)] == [282_776 * TRIEU, 282_767 * TRIEU]


async def test_every_form_gives_the_same_money_and_the_same_works(database: Database, tmp_path: Path) -> None:
    await que_son(database)
    money = await import_money(database, as_csv(MONEY), unit=DISTRICT, now=JUNE)
    works = await import_money(database, as_csv(WORKS), unit=DISTRICT, now=JUNE)
    assert (money.warnings, works.warnings, money.statements, works.statements) == ((), (), 4, 4)
    for read in (as_workbook, as_word):
        for text in (MONEY, WORKS):
            again = await import_money(
                database,
                read(text, tmp_path / f"bang.{'xlsx' if read is as_workbook else 'docx'}"),
                unit=DISTRICT,
                now=JUNE,
            )
            kept = again.lines or again.works
            assert kept is not None
            assert (kept.outcome, again.statements, again.warnings) == (Outcome.UNCHANGED, 0, ())


async def test_what_is_assigned_and_spent_stands_at_its_commune_and_debts_are_summed(database: Database) -> None:
    await que_son(database)
    await import_money(database, as_csv(MONEY), unit=DISTRICT, now=JUNE)
    await import_money(database, as_csv(WORKS), unit=DISTRICT, now=JUNE)
    found = await state(database, DISTRICT, date(2024, 6, 10))
    titles = {one.id: one.title for one in found.units.values()}
    assert [(titles[one.unit], one.purse.source, one.amount) for one in found.lines] == [
        ("xã Quế Hiệp", Source.CENTRAL, 1_500_500_000),
        ("xã Quế Long", Source.CENTRAL, 1_200 * TRIEU),
        ("xã Quế Long", Source.PROVINCE, 500 * TRIEU),
        ("xã Quế Long", Source.DISTRICT, 400 * TRIEU),
    ]
    assert [(titles[one.unit], one.amount) for one in found.spent if one.work is None] == [
        ("xã Quế Hiệp", 650_500_000),
        ("xã Quế Long", 450 * TRIEU),
        ("xã Quế Long", 0),
        ("xã Quế Long", 300 * TRIEU),
    ]
    # stated; the cost less what is spent; settled
    assert [one.owed_on(date(2024, 6, 10)) for one in found.works] == [412_500_000, 0, 450 * TRIEU, 0]
    async with database.read() as tx:
        district = (await unit_named(tx, DISTRICT, day=JUNE.date())).id
        assert sum(one.owed_on(JUNE.date()) or 0 for one in found.works) == 862_500_000
        owing = [found.works[0].unit, found.works[1].unit]
        assert await debts_of(tx, [district, *owing], JUNE.date()) == dict(
            zip(owing, (412_500_000, 450 * TRIEU), strict=True)
        )
    assert found.works[0].purse == Purse(source=Source.CENTRAL, year=2024)
    assert {one.purse.nature for one in found.lines} == {Nature.DEVELOPMENT, Nature.RECURRENT, None}


async def test_a_work_keeps_its_number_and_a_later_day_is_a_new_statement(database: Database) -> None:
    await que_son(database)
    await import_money(database, as_csv(WORKS), unit=DISTRICT, now=JUNE)
    before = (await state(database, DISTRICT, JUNE.date())).works
    later = WORKS.replace("31/5/2024", "30/6/2024").replace("1.200;0;", "1.200;600;").replace("3.100,5", "3.700,5")
    done = await import_money(database, as_csv(later), unit=DISTRICT, now=JUNE + timedelta(days=30))
    assert done.works is not None
    assert (done.works.outcome, done.statements, done.warnings) == (Outcome.UNCHANGED, 4, ())
    after = (await state(database, DISTRICT, date(2024, 6, 30))).works
    assert [one.id for one in after] == [one.id for one in before]
    spent = [one.spent for one in after]
    assert [one.amount for one in spent if one is not None] == [650_500_000, 600 * TRIEU, 450 * TRIEU, 2_000 * TRIEU]
    settled = later.replace("QS-02;Nhà văn hóa", "QS-02;Nhà sinh hoạt")
    renamed = await import_money(database, as_csv(settled), unit=DISTRICT, now=JUNE + timedelta(days=31))
    assert renamed.works_changed == (("Nhà sinh hoạt thôn 2", False),)


async def test_a_trial_and_a_wrong_document_keep_nothing(database: Database) -> None:
    await que_son(database)
    await import_money(database, as_csv(MONEY), unit=DISTRICT, now=JUNE, dry_run=True)
    wrong = [
        (MONEY.replace("xã Quế Hiệp", "xã Quế Hiệu"), "target_place_unknown", "dòng 4, cột A"),
        (WORKS.replace("10/2/2023", "30/2/2023"), "money_no_day", "dòng 5, cột G"),
        (WORKS.replace("QS-02", "QS-01"), "money_work_twice", "dòng 4"),
    ]
    for text, code, where in wrong:
        with pytest.raises(Problem) as caught:
            await import_money(database, as_csv(text), unit=DISTRICT, now=JUNE)
        assert (caught.value.code, caught.value.where) == (code, where)
    async with database.read() as tx:
        rows = await tx.all("SELECT holds FROM money_document")
        spent = await tx.all("SELECT id FROM money_spent UNION ALL SELECT id FROM work")
    assert ([row["holds"] for row in rows], spent) == (["lines"], [])


async def test_a_workbooks_own_decimals_are_never_taken_for_thousands(database: Database, tmp_path: Path) -> None:
    await que_son(database)
    text = (
        MONEY.replace("1.500,5", "461,506")
        .replace("3.600,5", "2.561,506")
        .replace("650,5", "0")
        .replace("1.400,5", "750")
    )
    done = await import_money(database, as_workbook(text, tmp_path / "a.xlsx"), unit=DISTRICT, now=JUNE)
    assert (done.document.lines[0].amount, done.warnings) == (461_506_000, ())


async def test_a_known_document_brings_its_rules_once_and_a_changed_sentence_is_told(database: Database) -> None:
    done = await import_money(
        database, seed(("**50% vốn năm 2024", "**60% vốn năm 2024")), unit="tỉnh Quảng Nam", now=JANUARY
    )
    assert done.rules is not None
    assert len(done.rules.rules) == 16
    assert [(one.code, one.computed) for one in done.warnings] == [
        ("money_rule_not_found", "50% vốn năm 2024 trước ngày 30/6/2024")
    ]
    again = await import_money(database, seed(), unit="tỉnh Quảng Nam", now=JUNE)
    assert again.rules is None
    own = SHIPPED.replace("percent = 50", "percent = 60")
    loaded = await load_money_rules(database, own, name="a.toml", unit="quang nam", now=JUNE)
    assert (loaded.version, loaded.new, len(loaded.rules.rules)) == (2, True, 17)
    same = await load_money_rules(database, own, name="a.toml", unit="quang nam", now=JUNE)
    assert (same.version, same.new) == (2, False)


async def test_a_commune_is_shown_by_the_rules_of_its_province_as_they_were_known(database: Database) -> None:
    await que_son(database)
    await import_money(database, as_csv(MONEY), unit=DISTRICT, now=JUNE)
    await import_money(database, as_csv(WORKS), unit=DISTRICT, now=JUNE)
    shown = await show_money(database, unit="xã Quế Long", as_of=date(2024, 6, 10))
    half = next(one for one in shown.findings if one.rule.code == "von-2024-nua-nam")
    assert (half.standing, half.planned, half.spent, half.missing) == (
        Standing.WARN,
        2_100 * TRIEU,
        750 * TRIEU,
        300 * TRIEU,
    )
    zero = next(one for one in shown.findings if one.rule.code == "chua-giai-ngan-30-6")
    assert [(one.work, one.missing) for one in zero.places] == [
        ("Nhà văn hóa thôn 2", 1_200 * TRIEU),
        ("", 500 * TRIEU),
    ]
    both = next(one for one in shown.findings if one.rule.code == "giai-ngan-theo-doi-ung")
    assert both.local is not None
    assert (both.spent, both.planned, both.local.spent, both.local.planned) == (
        450 * TRIEU,
        1_700 * TRIEU,
        300 * TRIEU,
        400 * TRIEU,
    )
    known = await show_money(
        database, unit="xã Quế Long", as_of=date(2024, 6, 10), known_at=JANUARY + timedelta(days=1)
    )
    assert (known.state.lines, known.state.spent, known.rules is not None) == ((), (), True)
    early = await show_money(
        database, unit="xã Quế Long", as_of=date(2024, 6, 10), known_at=JANUARY - timedelta(days=1)
    )
    assert (early.rules, early.findings) == (None, ())


async def test_a_formula_that_nobody_has_computed_is_refused_with_its_cell(database: Database, tmp_path: Path) -> None:
    await que_son(database)
    summed = as_workbook(MONEY.replace("3.600,5;1.400,5", "=SUM(E4:E7);=SUM(F4:F7)"), tmp_path / "b.xlsx")
    assert len((await import_money(database, summed, unit=DISTRICT, now=JUNE, dry_run=True)).document.lines) == 4
    wrong = as_workbook(MONEY.replace("1.500,5", "=1500+0,5"), tmp_path / "a.xlsx")
    with pytest.raises(Problem) as caught:
        await import_money(database, wrong, unit=DISTRICT, now=JUNE)
    assert (caught.value.code, caught.value.where) == ("money_formula", "trang tính “Sheet”, ô E4")


async def test_local_money_of_a_village_that_is_to_be_a_model_is_held_against_what_the_plan_wants(
    database: Database,
) -> None:
    sets = await que_son(database)
    own = SHIPPED.replace('code = "doi-ung-thon"', 'code = "doi-ung-xom"')
    await load_money_rules(database, own, name="a.toml", unit="quang nam", now=JANUARY)
    for name in ("Lộc Đại", "Lộc Trung"):
        await add_named_unit(database, sets, name=name, kind="thôn", parent="xã Quế Hiệp", now=JANUARY)
    async with database.write() as tx:
        for name in ("Lộc Đại", "Lộc Trung"):
            village = await unit_named(tx, f"thôn {name}", day=JUNE.date())
            await open_dossier(
                tx, unit=village.id, standard=Standard.MODEL, kind=DossierKind.RECOGNITION, roadmap=None, now=JANUARY,
                dates=DossierDates(year=2024, first_by=None, second_by=None),
            )  # fmt: skip
    lines = "ĐVT: triệu đồng\nĐơn vị;Nguồn vốn;Năm;Kế hoạch vốn\nthôn Lộc Đại;Ngân sách xã;2024;150\n"
    await import_money(database, as_csv(lines), unit=DISTRICT, now=JUNE)
    shown = await show_money(database, unit=DISTRICT, as_of=JUNE.date())
    (one,) = [each for each in shown.findings if each.rule.code == "doi-ung-xom"]
    assert one.standing is Standing.WARN
    assert [(shown.state.title(place.unit), place.missing) for place in one.places] == [("thôn Lộc Đại", 50 * TRIEU)]
    assert [shown.state.title(unit) for unit in one.silent] == ["thôn Lộc Trung"]
