"""A monthly report asks about each source of money, and what it says of it is stated when it leaves."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from conversations.engine.effects import ActOnReport, SaveAnswer
from conversations.engine.facts import Needs
from conversations.programme.answer import Figure, State
from conversations.programme.calendar import Form
from conversations.programme.criteria import Purpose
from conversations.programme.figures import figure_doubt
from conversations.programme.money import Source
from conversations.programme.money_cells import MoneySums
from conversations.programme.periodic_report import below_figure
from conversations.programme.person import Role
from conversations.programme.problem import Problem
from conversations.programme.report import ReportAct, ReportState
from conversations.reading.plausible import Why
from handlers.caches import Caches
from handlers.unit_changes.by_name import merge_named
from storage.criteria import CriteriaSets
from storage.money import money_state
from storage.rules import rules_of_unit
from storage.unit_names import unit_named
from tests.handlers.reporting_world import DAY, NOW, make_world
from tests.monthly_world import CENTRAL, MILLION, RECURRENT, assign_money, monthly_rules, purse, under_a_province

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId
    from conversations.programme.money import Purse
    from conversations.programme.report import ByHand, ReportKey
    from storage.database import Database
    from tests.handlers.reporting_world import World


PAPER = "1/BC-UBND ngày 5/6/2023"


@dataclass(slots=True)
class Month:
    """June's report of a commune that has money from two sources."""

    world: World
    officer: PersonId
    leader: PersonId
    key: ReportKey

    def spent(self, code: str, millions: str, *, seen: int = 0) -> SaveAnswer:
        figure = Figure(value=Decimal(millions))
        return SaveAnswer(key=self.key, indicator=code, seen=seen, state=State.NOT_REPORTED, figure=figure)

    def act(self, act: ByHand, *, paper: str = "") -> ActOnReport:
        return ActOnReport(key=self.key, act=act, paper=paper)

    async def stands(self, of: Purse, day: date | None = None) -> int | None:
        """What counts as spent of it, in triệu đồng."""
        async with self.world.database.read() as tx:
            sums = MoneySums(await money_state(tx, self.key.unit, day or date(2023, 12, 31)))
        found = sums.stated(self.key.unit, of)
        return None if found is None else found.amount // MILLION

    async def statements(self) -> int:
        return await self.world.count_rows("money_spent")


@pytest.fixture
async def month(database: Database) -> Month:
    world = await make_world(database)
    await under_a_province(database, now=NOW)
    await monthly_rules(database, now=NOW)
    async with database.write() as tx:
        lines = {world.commune: {CENTRAL: 1200, RECURRENT: 300, purse(Source.DISTRICT, year=2024): 50}}
        await assign_money(tx, world.district, lines, dated=date(2023, 1, 15), at=NOW)
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    leader = await world.person(Role.COMMUNE_LEADER, world.commune)
    due = (await world.facts(officer, Needs(due=True))).due
    key = next(one.key for one in due if one.key.period == "2023-06-TX")
    return Month(world=world, officer=officer, leader=leader, key=key)


async def test_a_rule_that_names_a_form_asks_for_that_form(month: Month) -> None:
    async with month.world.database.read() as tx:
        rules = await rules_of_unit(tx, month.world.district)
    assert [rule.form for rule in rules if rule.code == "TX"] == [Form.OFFICE]


async def test_each_source_of_the_year_is_asked_about_beside_its_plan(month: Month) -> None:
    world = month.world
    report = await world.report(month.officer, month.key)
    assert [one.code for one in report.form.indicators] == ["1", "2.1", "2.2", "3", "4"]
    assert [one.title for one in report.form.indicators][1:3] == [
        "Ngân sách trung ương, vốn đầu tư phát triển, năm 2023",
        "Ngân sách trung ương, vốn sự nghiệp, năm 2023",
    ]
    assert report.beside is not None
    assert [report.beside.money[code].planned for code in ("2.1", "2.2")] == [1200 * MILLION, 300 * MILLION]
    assert report.needs_leader
    (due,) = [one for one in (await world.facts(month.officer, Needs(due=True))).due if one.key == month.key]
    assert due.of == 5
    await world.does(month.officer, month.spent("2.1", "450.5"))
    pinned = await world.report(month.officer, month.key)
    assert (pinned.form.purpose, pinned.form.version) == (Purpose.QUESTIONS, 1)
    assert [one.purse for one in pinned.form.indicators][1:3] == [CENTRAL, RECURRENT]


async def test_where_no_plan_is_known_one_question_asks_for_all(month: Month) -> None:
    world = month.world
    other = await world.person(Role.COMMUNE_OFFICER, world.neighbour)
    (due,) = [one for one in (await world.facts(other, Needs(due=True))).due if one.key.period == "2023-06-TX"]
    report = await world.report(other, due.key)
    assert (report.form.id, [one.code for one in report.form.indicators]) == ("bao-cao-thang-xa", ["1", "2", "3", "4"])
    figure = Figure(value=Decimal(45))
    saved = SaveAnswer(key=due.key, indicator="2", seen=0, state=State.NOT_REPORTED, figure=figure)
    await world.does(other, saved, ActOnReport(key=due.key, act=ReportAct.SEND, paper=PAPER))
    async with world.database.read() as tx:
        state = await money_state(tx, world.neighbour, NOW.date())
    assert [(one.purse, one.amount) for one in state.spent] == [(purse(None), 45 * MILLION)]


async def test_what_was_spent_is_stated_when_the_leader_lets_it_go_and_not_before(month: Month) -> None:
    world = month.world
    await world.does(month.officer, month.spent("2.1", "450.5"), month.spent("2.2", "0"))
    await world.does(month.officer, month.act(ReportAct.SUBMIT))
    assert await month.statements() == 0
    await world.does(month.leader, month.act(ReportAct.APPROVE))
    async with world.database.read() as tx:
        state = await money_state(tx, world.commune, NOW.date())
    assert [(one.purse, one.amount, one.on_day, one.person) for one in state.spent] == [
        (CENTRAL, 450_500_000, NOW.date(), month.leader),
        (RECURRENT, 0, NOW.date(), month.leader),
    ]


async def test_taken_back_it_counts_no_more_and_corrected_the_new_one_does_with_both_kept(month: Month) -> None:
    world = month.world
    await world.does(month.officer, month.spent("2.1", "450"), month.act(ReportAct.SEND, paper=PAPER))
    assert await month.stands(CENTRAL) == 450
    world.clock.at = NOW + DAY
    await world.does(month.officer, month.act(ReportAct.WITHDRAW))
    assert await month.stands(CENTRAL) is None
    async with world.database.read() as tx:
        known = await money_state(tx, world.commune, date(2023, 12, 31), NOW)
    assert [one.amount for one in known.spent] == [450 * MILLION]
    world.clock.at = NOW + 2 * DAY
    await world.does(month.officer, month.spent("2.1", "430", seen=1), month.act(ReportAct.SEND, paper=PAPER))
    assert (await month.stands(CENTRAL), await month.statements()) == (430, 2)


async def test_sent_late_it_is_dated_by_the_last_day_it_covers(month: Month) -> None:
    world = month.world
    world.clock.at = NOW + 32 * DAY
    await world.does(month.officer, month.spent("2.1", "450"), month.act(ReportAct.SEND, paper=PAPER))
    assert await month.stands(CENTRAL, date(2023, 6, 29)) is None
    assert await month.stands(CENTRAL, date(2023, 6, 30)) == 450


async def test_less_than_last_time_or_more_than_the_plan_is_asked_back(month: Month) -> None:
    world = month.world
    await world.does(month.officer, month.spent("2.1", "450"), month.act(ReportAct.SEND, paper=PAPER))
    world.clock.at = NOW + 30 * DAY
    month.key = next(
        one.key for one in (await world.facts(month.officer, Needs(due=True))).due if one.key.period == "2023-07-TX"
    )
    report = await world.report(month.officer, month.key)
    item = report.form.indicator("2.1")
    assert item is not None
    doubts = [figure_doubt(report, item, Figure(value=Decimal(value))) for value in ("449.9", "450", "1200", "1200.1")]
    assert [doubt and doubt.why for doubt in doubts] == [Why.BELOW_LAST, None, None, Why.ABOVE_PLAN]
    assert (await world.report(month.officer, month.key)).state is ReportState.DRAFT


async def test_of_two_who_send_at_once_one_states_what_was_spent(month: Month) -> None:
    world = month.world
    await world.does(month.officer, month.spent("2.1", "450"))
    colleague = await world.person(Role.COMMUNE_OFFICER, world.commune)
    sending = month.act(ReportAct.SEND, paper=PAPER)
    outcomes = await asyncio.gather(
        *(world.does(person, sending, caches=Caches()) for person in (month.officer, colleague)), return_exceptions=True
    )
    assert sorted(isinstance(one, Problem) for one in outcomes) == [False, True]
    assert await month.statements() == 1


async def test_a_commune_out_of_two_reports_on_the_money_of_both_beside_what_both_stated(month: Month) -> None:
    world = month.world
    other = await world.person(Role.COMMUNE_OFFICER, world.neighbour)
    async with world.database.write() as tx:
        lines = {world.commune: {CENTRAL: 1200}, world.neighbour: {CENTRAL: 400}}
        await assign_money(tx, world.district, lines, dated=date(2023, 2, 1), at=NOW)
    await world.does(month.officer, month.spent("2.1", "450"), month.act(ReportAct.SEND, paper=PAPER))
    (theirs,) = [one for one in (await world.facts(other, Needs(due=True))).due if one.key.period == "2023-06-TX"]
    figure = Figure(value=Decimal(100))
    said = SaveAnswer(key=theirs.key, indicator="2.1", seen=0, state=State.NOT_REPORTED, figure=figure)
    await world.does(other, said, ActOnReport(key=theirs.key, act=ReportAct.SEND, paper=PAPER))
    await merge_named(
        world.database, CriteriaSets(), names=("Phúc Sen", "Độc Lập"), into="Phúc Độc", kind=None, parent=None,
        on=date(2023, 7, 1), source="NQ 1", now=NOW, keep=True,
    )  # fmt: skip
    world.clock.at = NOW + 30 * DAY
    async with world.database.read() as tx:
        new = await unit_named(tx, "xã Phúc Độc", day=world.clock.at.date())
        sums = MoneySums(await money_state(tx, new.id, world.clock.at.date()))
    assert sums.assigned(new.id, year=2023) == {CENTRAL: 1600 * MILLION}
    found = sums.stated_below(new.id, CENTRAL)
    assert found is not None
    assert (found.amount, found.stated) == (550 * MILLION, 2)


async def test_a_district_takes_over_the_sum_of_what_its_communes_stated(month: Month) -> None:
    world = month.world
    manager = await world.person(Role.MANAGER, world.district)
    await world.does(month.officer, month.spent("2.1", "450.25"), month.act(ReportAct.SEND, paper=PAPER))
    due = (await world.facts(manager, Needs(due=True))).due
    key = next(one.key for one in due if one.key.period == "2023-06-TH")
    report = await world.report(manager, key)
    assert report.beside is not None
    known = report.beside.money["2.1"]
    assert known.below is not None
    assert (known.planned, known.below.amount, known.below.stated) == (1200 * MILLION, 450_250_000, 1)
    assert [one.name for one in report.beside.owing or ()] == ["Độc Lập"]
    item = report.form.indicator("2.1")
    assert item is not None
    taken = below_figure(report, item)
    assert taken is not None
    saved = SaveAnswer(key=key, indicator="2.1", seen=0, state=State.NOT_REPORTED, figure=taken)
    await world.does(manager, saved, ActOnReport(key=key, act=ReportAct.SEND))
    async with world.database.read() as tx:
        sums = MoneySums(await money_state(tx, world.district, NOW.date()))
    found = sums.stated(world.district, CENTRAL)
    assert found is not None
    assert found.amount == 450_250_000
