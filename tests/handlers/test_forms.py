"""Forms beside the criteria: offices owe their own, and what a form asks never mixes with the criteria."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from conversations.engine.asks import ReceiptsNow
from conversations.engine.effects import ActOnReport, AssignItems, BeginReport, SaveAnswer
from conversations.engine.facts import Needs
from conversations.programme.answer import State
from conversations.programme.calendar import LOCK_AFTER, DueOperator, Form, Span
from conversations.programme.criteria import Purpose
from conversations.programme.cycle import Cycle
from conversations.programme.ids import SetId, UnitId
from conversations.programme.person import Role
from conversations.programme.problem import Refusal
from conversations.programme.report import ReportAct, ReportKey, ReportState
from conversations.programme.unit import Level, kind_by_code
from handlers.show_status import show_status
from storage.criteria import CriteriaSets, store_set
from storage.rules import RuleText, put_rule, rules_of_unit
from storage.units import add_unit
from tests.handlers.reporting_world import NOW, make_world
from tests.storage.test_criteria import QUESTIONS

if TYPE_CHECKING:
    from storage.database import Database
    from tests.handlers.reporting_world import World

OFFICE_RULE = RuleText(
    unit=UnitId(0),  # the district's number is known once it is there
    code="H1-CQ",
    title="Báo cáo 6 tháng đầu năm",
    owes=Level.OFFICE,
    form=Form.OFFICE,
    span=Span.HALF_YEAR,
    operator=DueOperator.BEFORE,
    due_month=6,
    due_day=10,
    valid_from=date(2022, 1, 1),
    via="Phòng Nông nghiệp và PTNT",
    lock_after=LOCK_AFTER,
)


@pytest.fixture
async def world(database: Database) -> World:
    return await make_world(database)


async def office_of(world: World) -> UnitId:
    async with world.database.write() as tx:
        office = await add_unit(tx, kind=kind_by_code("co_quan"), name="Phòng Y tế", parent=world.district, at=NOW)
        await put_rule(tx, replace(OFFICE_RULE, unit=world.district), at=NOW)
    return office


async def asked_once(world: World, *, owes: Level = Level.COMMUNE, only: tuple[UnitId, ...] = ()) -> ReportKey:
    """The district asks one question by 20/6; the first commune's report of it."""
    async with world.database.write() as tx:
        text = QUESTIONS.replace('level = "commune"', f'level = "{owes.value}"')
        await store_set(tx, text, name="hoi.toml", origin="file", at=NOW)
        rule = replace(
            OFFICE_RULE,
            unit=world.district,
            code="DX1",
            title="Hỏi về mưa đá",
            owes=owes,
            only=only,
            form=Form.QUESTIONS,
            set_id=SetId("hoi-1"),
            cycle=Cycle.ONCE,
            span=Span.CYCLE,
            operator=DueOperator.UNTIL,
            due_year=2023,
            due_month=6,
            due_day=20,
            valid_from=NOW.date(),
        )
        await put_rule(tx, rule, at=NOW)
        rules = {one.code: one.id for one in await rules_of_unit(tx, world.district)}
    unit = world.commune if owes is Level.COMMUNE else world.villages[0]
    return ReportKey(unit=unit, rule=rules["DX1"], period="2023-DX1")


async def test_an_office_fills_and_sends_its_own_report_by_those_who_judge_there(world: World) -> None:
    office = await office_of(world)
    reviewer = await world.person(Role.OFFICE_REVIEWER, office)
    (due,) = (await world.facts(reviewer, Needs(due=True))).due
    assert (due.unit.title, due.period.key, due.of) == ("Phòng Y tế", "2023-H1-CQ", 4)
    report = await world.report(reviewer, due.key)
    assert (report.form.id, report.form.purpose) == ("co-quan-bao-cao-dinh-ky", Purpose.FORM)
    assert report.superior is not None
    assert report.superior.id == world.district
    answer = SaveAnswer(key=due.key, indicator="1", seen=0, state=State.NOT_REPORTED, choice="Tập huấn cho 16 xã")
    await world.does(reviewer, BeginReport(key=due.key), answer, ActOnReport(key=due.key, act=ReportAct.SEND))
    sent = await world.report(reviewer, due.key)
    assert (sent.state, sent.given, sent.answers["1"].choice) == (ReportState.SENT, 1, "Tập huấn cho 16 xã")
    assert sent.receipt is not None
    assert (sent.receipt.number, sent.receipt.next_reader) == ("01/2023-H1-CQ", "Phòng Nông nghiệp và PTNT")
    told = await world.told(reviewer, ReceiptsNow())
    assert [one.key for one in told] == [due.key]


async def test_nobody_else_fills_an_office_s_report(world: World) -> None:
    office = await office_of(world)
    reviewer = await world.person(Role.OFFICE_REVIEWER, office)
    key = (await world.facts(reviewer, Needs(due=True))).due[0].key
    for role, unit in ((Role.COMMUNE_OFFICER, world.commune), (Role.MANAGER, world.district)):
        other = await world.person(role, unit)
        with pytest.raises(Refusal):
            await world.does(other, SaveAnswer(key=key, indicator="1", seen=0, state=State.NOT_REPORTED, choice="x"))
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    assert (await world.facts(officer, Needs(report=key))).report_found is None
    assert await world.count_rows("answer") == 0


async def test_a_question_asked_once_is_due_beside_the_criteria_and_hides_nothing(world: World) -> None:
    key = await asked_once(world)
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    due = (await world.facts(officer, Needs(due=True))).due
    assert [one.key for one in due] == [world.key, key]
    assert [one.of for one in due] == [57, 1]


async def test_only_the_units_that_were_asked_owe_an_answer(world: World) -> None:
    key = await asked_once(world, only=(world.neighbour,))
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    neighbour = await world.person(Role.COMMUNE_OFFICER, world.neighbour)
    theirs = replace(key, unit=world.neighbour)
    assert [one.key.period for one in (await world.facts(officer, Needs(due=True))).due] == ["2023-H1"]
    assert theirs in [one.key for one in (await world.facts(neighbour, Needs(due=True))).due]
    with pytest.raises(Refusal):
        await world.does(officer, BeginReport(key=key))


async def test_posts_and_villages_counts_belong_to_criteria_and_not_to_questions_of_the_same_number(
    world: World,
) -> None:
    key = await asked_once(world)
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(officer, AssignItems(unit=world.commune, post="Trạm y tế", indicators=("1", "1.1")))
    report = await world.report(officer, key)
    assert (report.posts, report.villages, report.village_sums) == ({}, 0, {})
    assert (await world.report(officer)).posts == {"1": "Trạm y tế", "1.1": "Trạm y tế"}


async def test_progress_history_and_the_villages_sums_speak_of_criteria_only(world: World) -> None:
    key = await asked_once(world)
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    said = SaveAnswer(key=key, indicator="1", seen=0, state=State.NOT_REPORTED, choice="12")
    await world.does(officer, said, ActOnReport(key=key, act=ReportAct.SEND))
    facts = await world.facts(officer, Needs(unit=world.commune))
    assert facts.unit.report is not None
    assert facts.unit.report.key == world.key
    assert (await world.history(officer, "1")).total == 0


async def test_an_answered_question_hides_no_village_s_counts(world: World) -> None:
    key = await asked_once(world, owes=Level.VILLAGE)
    head = await world.person(Role.VILLAGE_OFFICER, world.villages[0])
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    mine = world.village_key(0)
    counts = [world.count(0, code, 40) for code in ("1.1", "4.2")]
    await world.does(head, *counts, ActOnReport(key=mine, act=ReportAct.SEND))
    before = (await world.report(officer)).village_sums
    said = SaveAnswer(key=key, indicator="1", seen=0, state=State.NOT_REPORTED, choice="12")
    await world.does(head, said, ActOnReport(key=key, act=ReportAct.SEND))
    report = await world.report(officer)
    assert before
    assert (report.village_sums, report.villages_reported) == (before, 1)
    below = (await world.facts(officer, Needs(unit=world.commune))).unit.below
    assert [one.key.period for one in below] == ["2023-X1", "2023-X1"]


async def test_answers_to_questions_move_no_table_of_criteria(world: World) -> None:
    """The only thing the commune ever sent is a form; the table still stands under the criteria set."""
    key = await asked_once(world)
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    said = SaveAnswer(key=key, indicator="1", seen=0, state=State.MET, choice="12")
    await world.does(officer, said, ActOnReport(key=key, act=ReportAct.SEND))
    status = await show_status(world.database, CriteriaSets(), unit="huyện Quảng Hòa", as_of=date(2023, 6, 20))
    assert status.form is not None
    assert status.form.id == "xa-ntm-2021-2025"
    met = [one.state for row in status.communes for one in row.criteria.values() if one.state.counts_as_met]
    assert met == []


async def test_a_commune_sends_a_few_answers_without_its_leader_who_is_told(world: World) -> None:
    key = await asked_once(world)
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    leader = await world.person(Role.COMMUNE_LEADER, world.commune)
    said = SaveAnswer(key=key, indicator="1", seen=0, state=State.NOT_REPORTED, choice="12")
    applied = await world.does(officer, said, ActOnReport(key=key, act=ReportAct.SEND))
    assert [(one.person, one.message.name) for one in applied.messages] == [(leader, "notices.sent")]
