"""Asking units a few questions: all of it or nothing, by managers of the unit, told once to everybody concerned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from conversations.engine.asks import ReceiversBelow, RequestNow, RequestsOf
from conversations.engine.effects import ActOnReport, AskUnits, SaveAnswer
from conversations.engine.facts import Needs
from conversations.programme.ad_hoc_request import YES_NO, Question
from conversations.programme.answer import Figure, State
from conversations.programme.calendar import Deadline, DueOperator, Form
from conversations.programme.criteria import Measure, Purpose
from conversations.programme.ids import UnitId
from conversations.programme.person import Role
from conversations.programme.problem import Problem, Refusal
from conversations.programme.report import ReportAct, ReportKey, ReportState
from conversations.programme.unit import Level
from storage.roles import grant_role
from storage.rules import rules_of_unit
from storage.times import ZONE
from tests.handlers.reporting_world import DAY, NOW, make_world

if TYPE_CHECKING:
    from conversations.programme.calendar import ReportingRule
    from conversations.programme.ids import PersonId
    from storage.database import Database
    from tests.handlers.reporting_world import World

QUESTIONS = (
    Question(text="Bao nhiêu nhà bị tốc mái?", measure=Measure.NUMBER),
    Question(text='Có cần hỗ trợ "ngay" không?\\n]', measure=Measure.CHOICE, options=YES_NO),
    Question(text="Việc gì cần làm trước?", measure=Measure.TEXT),
)
HOUSES = Decimal(12)
BY_THE_12TH = Deadline(operator=DueOperator.UNTIL, day=date(2023, 6, 12))


@pytest.fixture
async def world(database: Database) -> World:
    return await make_world(database)


def ask(world: World, **more: Any) -> AskUnits:
    known: dict[str, Any] = {
        "unit": world.district,
        "title": "Thiệt hại mưa đá",
        "questions": QUESTIONS,
        "owes": Level.COMMUNE,
        "only": (),
        "deadline": BY_THE_12TH,
    }
    return AskUnits(**(known | more))


async def asked_rules(world: World) -> list[ReportingRule]:
    async with world.database.read() as tx:
        return [rule for rule in await rules_of_unit(tx, world.district) if rule.form is Form.QUESTIONS]


async def key_of(world: World, unit: UnitId) -> ReportKey:
    (rule,) = await asked_rules(world)
    return ReportKey(unit=unit, rule=rule.id, period=f"2023-{rule.code}")


async def test_a_request_is_one_rule_owed_once_with_a_set_of_its_own(world: World) -> None:
    manager = await world.person(Role.MANAGER, world.district)
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(manager, ask(world))
    (rule,) = await asked_rules(world)
    assert (rule.code, rule.title, rule.owes, rule.only) == ("DX1", "Thiệt hại mưa đá", Level.COMMUNE, ())
    report = await world.report(officer, await key_of(world, world.commune))
    assert report.form.purpose is Purpose.QUESTIONS
    assert [(one.code, one.question, one.measure, one.options) for one in report.form.indicators] == [
        (str(number), question.text, question.measure, question.options)
        for number, question in enumerate(QUESTIONS, start=1)
    ]
    assert report.form.source == "Huyện Quảng Hòa hỏi ngày 5/6/2023"
    assert report.period.last_good_day == date(2023, 6, 12)
    assert not report.needs_leader


async def test_everybody_who_answers_is_told_at_once_and_nobody_else(world: World) -> None:
    manager = await world.person(Role.MANAGER, world.district)
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.person(Role.COMMUNE_OFFICER, world.commune, post="Trạm y tế")
    nurse_alone = await world.person(Role.COMMUNE_OFFICER, world.neighbour, post="Trạm y tế")
    await world.person(Role.COMMUNE_LEADER, world.commune)
    await world.person(Role.VILLAGE_OFFICER, world.villages[0])
    applied = await world.does(manager, ask(world))
    key = await key_of(world, world.commune)
    assert {one.person: one.message.links[0].place for one in applied.messages} == {
        officer: f"report:{key}",
        nurse_alone: f"report:{replace(key, unit=world.neighbour)}",
    }
    assert {one.message.text for one in applied.messages} == {
        "Huyện Quảng Hòa hỏi đột xuất: “Thiệt hại mưa đá”, 3 câu. Xin trả lời chậm nhất hết ngày 12/6/2023."
    }
    assert not any(one.message.silent for one in applied.messages)


async def test_whoever_answers_for_several_units_gets_one_message_and_at_night_none_rings(world: World) -> None:
    world.clock.at = datetime(2023, 6, 5, 22, 0, tzinfo=ZONE)
    manager = await world.person(Role.MANAGER, world.district)
    head = await world.person(Role.VILLAGE_OFFICER, world.villages[0])
    async with world.database.write() as tx:
        await grant_role(
            tx, head, unit=world.villages[1], role=Role.VILLAGE_OFFICER, post="", by=None, now=world.clock.at
        )
    applied = await world.does(manager, ask(world, owes=Level.VILLAGE))
    (told,) = applied.messages
    assert (told.person, told.message.links[0].place, told.message.silent) == (head, "reports", True)


async def test_some_units_by_name_are_asked_and_the_others_owe_nothing(world: World) -> None:
    manager = await world.person(Role.MANAGER, world.district)
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    neighbour = await world.person(Role.COMMUNE_OFFICER, world.neighbour)
    applied = await world.does(manager, ask(world, only=(world.neighbour,)))
    assert [one.person for one in applied.messages] == [neighbour]
    assert [one.key.period for one in (await world.facts(officer, Needs(due=True))).due] == ["2023-H1"]


async def test_each_request_has_its_own_number_also_where_the_questions_are_the_same(world: World) -> None:
    manager = await world.person(Role.MANAGER, world.district)
    for _ in range(3):
        await world.does(manager, ask(world))
    rules = await asked_rules(world)
    assert [rule.code for rule in rules] == ["DX1", "DX2", "DX3"]
    assert len({rule.set_id for rule in rules}) == 3


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"title": "  "}, "request_untitled"),
        ({"title": "x" * 61}, "request_untitled"),
        ({"questions": ()}, "request_without_questions"),
        ({"questions": QUESTIONS * 4}, "request_without_questions"),
        ({"questions": (Question(text="?", measure=Measure.TEXT),)}, "request_without_questions"),
        (
            {"questions": (Question(text="Loại?", measure=Measure.CHOICE, options=("Tốt",)),)},
            "request_without_questions",
        ),
        ({"questions": (Question(text="Đạt chưa?", measure=Measure.STATUS),)}, "request_without_questions"),
        ({"deadline": Deadline(operator=DueOperator.UNTIL, day=date(2023, 6, 4))}, "request_too_late"),
        ({"deadline": Deadline(operator=DueOperator.BEFORE, day=date(2023, 6, 5))}, "request_too_late"),
        ({"owes": Level.OFFICE}, "request_to_nobody"),
    ],
)
async def test_what_cannot_be_asked_is_told_and_nothing_is_half_done(
    world: World, wrong: dict[str, object], code: str
) -> None:
    manager = await world.person(Role.MANAGER, world.district)
    await world.person(Role.COMMUNE_OFFICER, world.commune)
    sets = await world.count_rows("criteria_set")
    with pytest.raises(Problem) as refused:
        await world.does(manager, ask(world, **wrong))
    assert refused.value.code == code
    assert await asked_rules(world) == []
    assert await world.count_rows("criteria_set") == sets


async def test_only_a_manager_of_the_very_unit_asks_and_only_units_below_it(world: World) -> None:
    manager = await world.person(Role.MANAGER, world.district)
    others = [
        await world.person(Role.COMMUNE_OFFICER, world.commune),
        await world.person(Role.OBSERVER, world.district),
        await world.person(Role.ADMIN, world.district),
    ]
    for other in others:
        with pytest.raises(Refusal):
            await world.does(other, ask(world))
    for forged in (
        ask(world, unit=world.commune),
        ask(world, only=(UnitId(999),)),
        ask(world, only=(world.villages[0],)),
        ask(world, owes=Level.PROVINCE),
    ):
        with pytest.raises(Refusal):
            await world.does(manager, forged)
    assert await asked_rules(world) == []


async def answered(world: World, officer: PersonId, *, send: bool) -> ReportKey:
    key = await key_of(world, world.commune)
    number = SaveAnswer(key=key, indicator="1", seen=0, state=State.NOT_REPORTED, figure=Figure(value=HOUSES))
    word = SaveAnswer(key=key, indicator="3", seen=0, state=State.NOT_REPORTED, choice="lợp mái trường")
    acts = (ActOnReport(key=key, act=ReportAct.SEND),) if send else ()
    await world.does(officer, number, word, *acts)
    return key


async def test_the_manager_sees_what_was_sent_and_nothing_of_a_draft(world: World) -> None:
    manager = await world.person(Role.MANAGER, world.district)
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(manager, ask(world))
    (rule,) = await asked_rules(world)
    await answered(world, officer, send=False)
    (request,) = await world.told(manager, RequestsOf(world.district))
    assert ([unit.id for unit in request.waiting], request.answered) == (
        [world.neighbour, world.commune],
        frozenset(),
    )
    found = await world.told(manager, RequestNow(world.district, rule.id))
    assert found.answers == {}
    key = await key_of(world, world.commune)
    await world.does(officer, ActOnReport(key=key, act=ReportAct.SEND))
    found = await world.told(manager, RequestNow(world.district, rule.id))
    assert found.request.answered == {world.commune}
    said = found.answers[world.commune]
    assert {code: (one.figure.value if one.figure else one.choice) for code, one in said.items()} == {
        "1": HOUSES,
        "3": "lợp mái trường",
    }


async def test_what_the_manager_has_seen_is_not_taken_back_unseen(world: World) -> None:
    manager = await world.person(Role.MANAGER, world.district)
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(manager, ask(world))
    (rule,) = await asked_rules(world)
    key = await answered(world, officer, send=True)
    await world.told(manager, RequestsOf(world.district))
    assert not (await world.report(officer, key)).opened_above
    await world.told(manager, RequestNow(world.district, rule.id))
    assert (await world.report(officer, key)).opened_above
    with pytest.raises(Problem) as refused:
        await world.does(officer, ActOnReport(key=key, act=ReportAct.WITHDRAW))
    assert refused.value.code == "opened_above"
    assert (await world.report(officer, key)).state is ReportState.SENT


async def test_nobody_but_the_manager_is_told_of_requests_and_answers(world: World) -> None:
    manager = await world.person(Role.MANAGER, world.district)
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(manager, ask(world))
    (rule,) = await asked_rules(world)
    assert await world.asked(officer, ReceiversBelow(world.district)) is None
    assert await world.told(officer, RequestsOf(world.district)) == ()
    assert await world.asked(officer, RequestNow(world.district, rule.id)) is None
    assert await world.asked(manager, RequestNow(world.district, world.rule)) is None
    receivers = await world.told(manager, ReceiversBelow(world.district))
    assert receivers.joined == {world.commune}


async def test_a_request_stays_in_the_list_until_it_is_locked(world: World) -> None:
    manager = await world.person(Role.MANAGER, world.district)
    await world.does(manager, ask(world))
    world.clock.at = NOW + 66 * DAY
    assert len(await world.told(manager, RequestsOf(world.district))) == 1
    world.clock.at = NOW + 67 * DAY
    assert await world.told(manager, RequestsOf(world.district)) == ()
