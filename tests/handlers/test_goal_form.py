"""An office is asked for a unit's goals by a rule; what it sends are figures, what it takes back counts no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bot.documents.read_text import read_csv, read_text
from conversations.engine.asks_of_standing import GoalsToFill
from conversations.engine.effects import ActOnReport, FillGoal, SaveAnswer
from conversations.engine.facts import Needs
from conversations.programme.answer import Figure, Nature, State
from conversations.programme.criteria import Measure
from conversations.programme.goal_form import DONE, NOT_DONE
from conversations.programme.person import Role
from conversations.programme.problem import Problem
from conversations.programme.report import ReportAct
from conversations.programme.table import Document
from handlers.goal_form import ask_goals
from handlers.import_goals import import_goals
from handlers.show_goals import show_goals
from handlers.units import add_named_unit
from storage.criteria import CriteriaSets
from storage.rules import rules_of_unit
from storage.unit_names import unit_named
from tests.handlers.reporting_world import NOW, make_world

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.goal_set import UnitGoals
    from conversations.programme.ids import PersonId
    from conversations.programme.report import ReportKey
    from storage.database import Database
    from tests.handlers.reporting_world import World

UNIT, OFFICE = "huyện Quảng Hòa", "Văn phòng Điều phối huyện"
DUE = "trước ngày 10 tháng đầu quý sau"
TEXT = """
ỦY BAN NHÂN DÂN HUYỆN QUẢNG HÒA
Quảng Hòa, ngày 10 tháng 10 năm 2022
I. MỤC TIÊU ĐẾN NĂM 2025
- Tỷ lệ người dân tham gia bảo hiểm y tế đạt trên 95%, trong đó ít nhất 50% tự mua.
- Thu nhập bình quân đầu người khu vực nông thôn đạt tối thiểu 60 triệu đồng/người/năm.
- Chỉ số năng lực cạnh tranh cấp huyện đạt loại khá; thị trấn Tà Lùng hoàn thành nhiệm vụ xây dựng nông thôn mới.
II. NHIỆM VỤ
"""


async def asked(database: Database) -> World:
    world = await make_world(database)
    document = Document(name="nghi_quyet.txt", blocks=read_text(TEXT))
    await import_goals(database, document, unit=UNIT, now=NOW)
    await add_named_unit(database, CriteriaSets(), name=OFFICE, kind="cơ quan", parent=UNIT, now=NOW)
    done = await ask_goals(database, CriteriaSets(), unit=UNIT, office=OFFICE, due=DUE, now=NOW)
    assert (done.questions, done.new, done.rule.code) == (5, True, f"CTQ{done.office.id}")
    return world


async def reporter(world: World) -> tuple[PersonId, ReportKey]:
    async with world.database.read() as tx:
        office = await unit_named(tx, OFFICE, day=NOW.date())
    person = await world.person(Role.OFFICE_REVIEWER, office.id)
    due = (await world.facts(person, Needs(due=True))).due
    return person, next(one.key for one in due if "-CTQ" in one.key.period)


def says(
    key: ReportKey, item: str, value: str = "", *, choice: str = "", of: int | None = None, seen: int = 0
) -> SaveAnswer:
    figure = None
    if value:
        number = int(value) if of else None
        figure = Figure(value=Decimal(value) * 100 / of if of else Decimal(value), numerator=number, denominator=of)
    return SaveAnswer(
        key=key,
        indicator=item,
        seen=seen,
        state=State.NOT_REPORTED,
        figure=figure,
        choice=choice,
        as_of=date(2023, 5, 31) if figure else None,
        nature=Nature.ESTIMATE if item == "3" else Nature.OFFICIAL if figure else None,
    )


async def stands(world: World, known: datetime | None = None) -> dict[int, tuple[str, str]]:
    """By code: the figure or grade that is known, and whether it is an estimate."""
    found: UnitGoals = await show_goals(
        world.database, CriteriaSets(), unit=UNIT, as_of=world.clock.at.date(), known_at=known
    )
    return {
        one.coded.code: (
            one.standing.newest.grade or f"{one.standing.newest.value}/{one.standing.newest.of}",
            "ước" if one.standing.newest.estimate else "",
        )
        for one in found.goals
        if one.standing.newest is not None
    }


async def test_a_manager_gives_figures_of_the_units_own_goals_until_an_office_is_asked_for_them(
    database: Database,
) -> None:
    world = await make_world(database)
    document = Document(name="nghi_quyet.txt", blocks=read_text(TEXT))
    await import_goals(database, document, unit=UNIT, now=NOW)
    manager = await world.person(Role.MANAGER, world.district)
    below = await world.person(Role.MANAGER, world.commune)
    observer = await world.person(Role.OBSERVER, world.district)
    offered = await world.told(manager, GoalsToFill(world.district))
    assert [one.coded.code for one in offered] == [1, 2, 3, 4, 5]
    filled = FillGoal(unit=world.district, code=3, text="45,5", day=date(2023, 5, 31), estimate=True)
    for person in (below, observer):
        assert await world.asked(person, GoalsToFill(world.district)) is None
        with pytest.raises(Problem) as refused:
            await world.does(person, filled)
        assert refused.value.code == "not_yours"
    for wrong, code in (
        (replace(filled, code=9), "not_yours"),
        (replace(filled, text="nhiều"), "goal_value_wrong"),
        (replace(filled, day=(NOW + timedelta(days=1)).date()), "goal_day_ahead"),
    ):
        with pytest.raises(Problem) as problem:
            await world.does(manager, wrong)
        assert problem.value.code == code
    assert await stands(world) == {}
    await world.does(manager, filled)
    assert await stands(world) == {3: ("45.5/None", "ước")}
    await add_named_unit(database, CriteriaSets(), name=OFFICE, kind="cơ quan", parent=UNIT, now=NOW)
    await ask_goals(database, CriteriaSets(), unit=UNIT, office=OFFICE, due=DUE, now=NOW)
    assert await world.told(manager, GoalsToFill(world.district)) == ()
    with pytest.raises(Problem):
        await world.does(manager, filled)


async def test_each_goal_is_a_question_in_its_own_measure(database: Database) -> None:
    world = await asked(database)
    person, key = await reporter(world)
    report = await world.report(person, key)
    assert [(one.code, one.title, one.measure, one.options) for one in report.form.indicators] == [
        ("1", "Tỷ lệ người dân tham gia bảo hiểm y tế", Measure.PERCENT, ()),
        ("2", "Tự mua (trong: Tỷ lệ người dân tham gia bảo hiểm y tế)", Measure.PERCENT, ()),
        (
            "3",
            "Thu nhập bình quân đầu người khu vực nông thôn, triệu đồng/người/năm",
            Measure.NUMBER,
            (),
        ),
        (
            "4",
            "Chỉ số năng lực cạnh tranh cấp huyện",
            Measure.CHOICE,
            ("kém", "yếu", "trung bình", "khá", "tốt", "rất tốt"),
        ),
        ("5", "Thị trấn Tà Lùng hoàn thành nhiệm vụ xây dựng nông thôn mới", Measure.CHOICE, (DONE, NOT_DONE)),
    ]
    again = await ask_goals(database, CriteriaSets(), unit=UNIT, office=OFFICE, due=DUE, now=NOW)
    assert not again.new


async def test_what_is_sent_are_figures_and_what_is_taken_back_counts_no_more(database: Database) -> None:
    world = await asked(database)
    person, key = await reporter(world)
    await world.does(
        person,
        says(key, "1", "4500", of=5000),
        says(key, "3", "44.5"),
        says(key, "4", choice="khá"),
        says(key, "5", choice=NOT_DONE),
    )
    assert await stands(world) == {}
    await world.does(person, ActOnReport(key=key, act=ReportAct.SEND))
    sent = {1: ("4500/5000", ""), 3: ("44.5/None", "ước"), 4: ("khá", ""), 5: ("0/None", "")}
    assert await stands(world) == sent
    moment = world.clock.at
    world.clock.at = moment + timedelta(hours=1)
    await world.does(person, ActOnReport(key=key, act=ReportAct.WITHDRAW))
    assert await stands(world) == {}
    assert await stands(world, known=moment) == sent
    world.clock.at = moment + timedelta(hours=2)
    await world.does(person, says(key, "1", "4600", of=5000, seen=1), ActOnReport(key=key, act=ReportAct.SEND))
    assert await stands(world) == {**sent, 1: ("4600/5000", "")}
    assert await stands(world, known=moment) == sent


@pytest.mark.parametrize(
    ("office", "due", "code"),
    [
        ("tỉnh Cao Bằng", DUE, "unit_unknown"),
        (UNIT, DUE, "goal_office_wrong"),
        (OFFICE, "khi nào xong", "deadline_unreadable"),
        (OFFICE, "trước ngày 10/8/2023", "goal_cycle_wrong"),
    ],
)
async def test_nobody_else_and_no_other_day_can_be_asked(database: Database, office: str, due: str, code: str) -> None:
    await asked(database)
    with pytest.raises(Problem) as caught:
        await ask_goals(database, CriteriaSets(), unit=UNIT, office=office, due=due, now=NOW)
    assert caught.value.code == code


async def test_an_office_that_a_table_names_is_asked_its_own_goals_and_another_one_the_rest(database: Database) -> None:
    await make_world(database)
    table = read_csv(
        "Tên chỉ tiêu;Đơn vị tính;2025;Cơ quan\n"
        "Tỷ lệ người dân tham gia bảo hiểm y tế;%;95;Phòng Y tế\n"
        "Sản phẩm OCOP;sản phẩm;12;\n",
        name="bang.csv",
    )
    document = Document(name="bang.csv", blocks=table)
    await import_goals(database, document, unit=UNIT, now=NOW)
    asked_of = []
    for office in ("Phòng Y tế", OFFICE):
        await add_named_unit(database, CriteriaSets(), name=office, kind="cơ quan", parent=UNIT, now=NOW)
        done = await ask_goals(database, CriteriaSets(), unit=UNIT, office=office, due=DUE, now=NOW)
        asked_of.append((done.office.title, done.questions, done.rule.only == (done.office.id,)))
    assert asked_of == [("Phòng Y tế", 1, True), (OFFICE, 1, True)]
    async with database.read() as tx:
        rules = await rules_of_unit(tx, (await unit_named(tx, UNIT, day=NOW.date())).id)
    asked_about = [one.set_id for one in rules if one.code.startswith("CTQ")]
    assert len(set(asked_about)) == len(asked_about) == 2
