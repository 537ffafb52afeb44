"""Reporting rules keep their number; what they say is dated, versioned, and never overlaps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from conversations.programme.calendar import DueOperator, Form, Offsets, Span, period_of, periods_of
from conversations.programme.cycle import Cycle
from conversations.programme.ids import UnitId
from conversations.programme.unit import Level, kind_by_code
from storage.rules import RuleText, all_rules, put_rule, rule_read, rules_of, rules_of_unit, rules_owed_by
from storage.times import ZONE
from storage.units import add_unit

if TYPE_CHECKING:
    from storage.database import Database, Transaction

AT = datetime(2022, 10, 20, 8, 0, tzinfo=ZONE)


async def place(tx: Transaction) -> tuple[UnitId, UnitId]:
    district = await add_unit(tx, kind=kind_by_code("huyen"), name="Quảng Hòa", parent=None, at=AT)
    commune = await add_unit(tx, kind=kind_by_code("xa"), name="Tự Do", parent=district, at=AT)
    return district, commune


def half_year(unit: UnitId) -> RuleText:
    return RuleText(
        unit=unit,
        code="H1",
        title="Báo cáo 6 tháng đầu năm",
        owes=Level.COMMUNE,
        form=Form.CRITERIA,
        span=Span.HALF_YEAR,
        operator=DueOperator.BEFORE,
        due_month=6,
        due_day=10,
        valid_from=date(2022, 10, 1),
        via="phòng Nông nghiệp và PTNT",
        source="Báo cáo 6 tháng (trước ngày 10/6)",
        lock_after=timedelta(days=60),
    )


async def test_a_rule_is_read_back_as_it_was_put(database: Database) -> None:
    async with database.write() as tx:
        district, commune = await place(tx)
        text = half_year(district)
        new = await put_rule(tx, text, at=AT)
        (rule,) = await rules_owed_by(tx, commune, Level.COMMUNE, day=AT.date())
    assert new
    assert (rule.unit, rule.code, rule.title, rule.owes, rule.form) == (
        district,
        "H1",
        "Báo cáo 6 tháng đầu năm",
        Level.COMMUNE,
        Form.CRITERIA,
    )
    assert (rule.operator, rule.due_day, rule.due_month, rule.span) == (DueOperator.BEFORE, 10, 6, Span.HALF_YEAR)
    assert (rule.via, rule.source, rule.lock_after) == (text.via, text.source, timedelta(days=60))
    assert (rule.valid_from, rule.valid_to) == (date(2022, 10, 1), None)


async def test_only_units_of_that_level_below_owe_the_report(database: Database) -> None:
    async with database.write() as tx:
        district, commune = await place(tx)
        village = await add_unit(tx, kind=kind_by_code("xom"), name="Bản Cải", parent=commune, at=AT)
        await put_rule(tx, half_year(district), at=AT)
        await put_rule(tx, replace(half_year(district), code="T", owes=Level.VILLAGE), at=AT)
        owed = [
            [rule.code for rule in await rules_owed_by(tx, unit, level, day=AT.date())]
            for unit, level in ((commune, Level.COMMUNE), (village, Level.VILLAGE), (district, Level.DISTRICT))
        ]
    assert owed == [["H1"], ["T"], []]


async def test_the_same_rule_again_changes_nothing(database: Database) -> None:
    async with database.write() as tx:
        district, _ = await place(tx)
        await put_rule(tx, half_year(district), at=AT)
        again = await put_rule(tx, half_year(district), at=AT)
        later = await put_rule(tx, replace(half_year(district), valid_from=date(2024, 1, 1)), at=AT)
        rules = await all_rules(tx)
    assert (again, later) == (False, False)
    assert len(rules) == 1


async def test_a_changed_rule_keeps_its_number_and_holds_from_its_first_day(database: Database) -> None:
    async with database.write() as tx:
        district, _ = await place(tx)
        await put_rule(tx, half_year(district), at=AT)
        changed = replace(half_year(district), due_day=15, valid_from=date(2024, 1, 1))
        new = await put_rule(tx, changed, at=AT + timedelta(days=400))
        before, after = await rules_of_unit(tx, district)
        sql, values = rule_read(before.id)
        same = rules_of(await tx.all(sql, **values))
    assert new
    assert before.id == after.id
    assert same == (before, after)
    assert (before.valid_from, before.valid_to) == (date(2022, 10, 1), date(2024, 1, 1))
    assert (after.valid_from, after.valid_to) == (date(2024, 1, 1), None)
    days = {
        year: [period.last_good_day for rule in (before, after) if (period := period_of(rule, year)) is not None]
        for year in (2022, 2023, 2024)
    }
    assert days == {2022: [], 2023: [date(2023, 6, 9)], 2024: [date(2024, 6, 14)]}


@pytest.mark.parametrize(
    ("due_day", "from_day", "due_in_2023"),
    [
        (15, date(2023, 6, 12), 15),
        (15, date(2023, 6, 8), 15),
        (15, date(2023, 6, 16), 10),
        (5, date(2023, 6, 8), 10),
        (5, date(2023, 6, 1), 5),
        (5, date(2023, 6, 12), 10),
    ],
)
async def test_a_change_in_the_middle_of_a_year_leaves_one_report_for_that_year(
    sqlite_database: Database, due_day: int, from_day: date, due_in_2023: int
) -> None:
    async with sqlite_database.write() as tx:
        district, _ = await place(tx)
        await put_rule(tx, half_year(district), at=AT)
        await put_rule(tx, replace(half_year(district), due_day=due_day, valid_from=from_day), at=AT)
        rules = await rules_of_unit(tx, district)
    due = {
        year: [period.deadline.day.day for rule in rules if (period := period_of(rule, year)) is not None]
        for year in (2023, 2024)
    }
    assert due == {2023: [due_in_2023], 2024: [due_day]}


@pytest.mark.parametrize(("shift", "day", "to_shift", "to_day"), [(1, 10, 1, 5), (-1, 5, -1, 20), (1, 3, 0, 6)])
async def test_each_month_is_owed_once_whenever_its_rule_changes(
    database: Database, shift: int, day: int, to_shift: int, to_day: int
) -> None:
    async with database.write() as tx:
        district, _ = await place(tx)
        for code, month in enumerate(range(1, 13)):
            first = date(2023, month, 7)
            monthly = replace(
                half_year(district),
                code=f"M{code}",
                cycle=Cycle.MONTH,
                span=Span.CYCLE,
                due_month=0,
                due_day=day,
                due_shift=shift,
            )
            await put_rule(tx, monthly, at=AT)
            changed = replace(monthly, due_day=to_day, due_shift=to_shift, valid_from=first)
            await put_rule(tx, changed, at=AT)
            await put_rule(tx, replace(changed, due_day=day, valid_from=first + timedelta(days=1)), at=AT)
        rules = await all_rules(tx)
    for code in range(12):
        keys = [period.key for rule in rules if rule.code == f"M{code}" for period in periods_of(rule, 2023)]
        assert keys == [f"2023-{month:02}-M{code}" for month in range(1, 13)]


async def test_a_correction_of_the_same_day_replaces_what_was_said(database: Database) -> None:
    async with database.write() as tx:
        district, _ = await place(tx)
        await put_rule(tx, half_year(district), at=AT)
        await put_rule(tx, replace(half_year(district), due_day=12), at=AT + timedelta(hours=1))
        (now,) = await rules_of_unit(tx, district)
        (then,) = await rules_of_unit(tx, district, known=AT)
    assert (now.due_day, then.due_day) == (12, 10)


async def test_a_rule_of_any_cycle_is_read_back_as_it_was_written(database: Database) -> None:
    async with database.write() as tx:
        district, commune = await place(tx)
        monthly = replace(
            half_year(district),
            code="T",
            cycle=Cycle.MONTH,
            span=Span.CYCLE,
            due_month=0,
            due_day=0,
            due_shift=1,
            only=(commune,),
            offsets=Offsets(before=(5, 0), after=(2,), then_every=0),
            grace_after=timedelta(days=3),
        )
        once = replace(monthly, code="DX1", cycle=Cycle.ONCE, due_year=2025, due_month=6, due_day=1, due_shift=0)
        for text in (monthly, once):
            assert await put_rule(tx, text, at=AT)
            assert not await put_rule(tx, text, at=AT)
        stored = await rules_of_unit(tx, district)
        owed = {rule.code for rule in await rules_owed_by(tx, commune, Level.COMMUNE, day=AT.date())}
    assert [
        (
            rule.cycle,
            rule.span,
            rule.due_year,
            rule.due_month,
            rule.due_day,
            rule.due_shift,
            rule.only,
            rule.grace_after,
        )
        for rule in stored
    ] == [
        (Cycle.MONTH, Span.CYCLE, None, 0, 0, 1, (commune,), timedelta(days=3)),
        (Cycle.ONCE, Span.CYCLE, 2025, 6, 1, 0, (commune,), timedelta(days=3)),
    ]
    assert {rule.offsets for rule in stored} == {Offsets(before=(5, 0), after=(2,), then_every=0)}
    assert owed == {"T", "DX1"}


async def test_a_unit_that_is_not_named_owes_nothing_of_a_rule_for_some(database: Database) -> None:
    async with database.write() as tx:
        district, commune = await place(tx)
        await put_rule(tx, replace(half_year(district), only=(UnitId(commune + 1000),)), at=AT)
        owed = await rules_owed_by(tx, commune, Level.COMMUNE, day=AT.date())
    assert owed == ()
