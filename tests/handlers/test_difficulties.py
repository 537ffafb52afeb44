"""A difficulty's whole way as it is stored, who is told of each step, and who may do and see what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conversations.engine.effects import ActOnDifficulty, RecordDifficulty, ShowDifficultyFiles
from conversations.programme.difficulty import DifficultyAct, DifficultyKind, DifficultyState
from conversations.programme.ids import DifficultyId, UnitId
from conversations.programme.person import Role
from conversations.programme.problem import Problem, Refusal
from conversations.programme.unit import kind_by_code
from conversations.reading.limits import DIFFICULTY
from handlers.apply import Applied
from handlers.difficulty_register import difficulty_register
from storage.difficulties import difficulties_known
from storage.roles import end_role
from storage.units import add_succession, add_unit, put_parent
from tests.handlers.difficulty_world import WATER, Places, make_places
from tests.handlers.scheduled import at
from tests.handlers.test_hand_over import handed

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId
    from storage.database import Database

SECRET = "Thiếu 200 triệu đồng làm bể lọc"


@pytest.fixture
async def places(database: Database) -> Places:
    return await make_places(database)


def told(applied: Applied) -> list[tuple[int, str, bool]]:
    return [(one.person, one.message.name, one.message.silent) for one in applied.messages]


async def test_the_whole_way_recorded_answered_sent_back_answered_closed(places: Places) -> None:
    number = await places.records()
    first = await places.acts(places.reviewer, number, DifficultyAct.ANSWER, text="Đã đưa vào kế hoạch vốn 2024")
    back = await places.acts(places.officer, number, DifficultyAct.NOT_YET, text="Cần ngay trong năm nay")
    settled = await places.acts(places.reviewer, number, DifficultyAct.RESOLVE)
    closed = await places.acts(places.officer, number, DifficultyAct.CLOSE)
    office = "Phòng Tài nguyên và Môi trường"
    assert await places.way(number) == [
        ("record", "open", office),
        ("answer", "answered", office),
        ("not_yet", "open", office),
        ("resolve", "answered", office),
        ("close", "closed", office),
    ]
    assert [told(one) for one in (first, back, settled, closed)] == [
        [(places.officer, "difficulties.answered", False)],
        [(places.reviewer, "difficulties.not_yet", False)],
        [(places.officer, "difficulties.answered", False)],
        [(places.reviewer, "difficulties.closed", True)],
    ]
    assert (await places.lists(places.officer)).own == ()


async def test_each_is_told_to_whom_it_concerns_and_at_night_silently(places: Places) -> None:
    world = places.world
    record = RecordDifficulty(unit=world.commune, kind=DifficultyKind.LAND, criterion=WATER, text=SECRET)
    by_day = await world.does(places.officer, record)
    world.clock.at = at("2023-06-05T22:10")
    by_night = await world.does(places.officer, record)
    assert told(by_day) == [(places.reviewer, "difficulties.recorded", False)]
    assert told(by_night) == [(places.reviewer, "difficulties.recorded", True)]


@pytest.mark.parametrize(
    ("unit", "criterion", "owner"),
    [
        ("commune", WATER, "Phòng Tài nguyên và Môi trường"),
        ("commune", "17", "Phòng Tài nguyên và Môi trường"),
        ("commune", "1.1", "Quảng Hòa"),
        ("commune", "", "Quảng Hòa"),
        ("village", WATER, "Phúc Sen"),
        ("village", "", "Phúc Sen"),
    ],
)
async def test_who_must_answer_first(places: Places, unit: str, criterion: str, owner: str) -> None:
    world = places.world
    number = await places.records(
        unit=world.commune if unit == "commune" else world.villages[0],
        by=places.officer if unit == "commune" else places.village_head,
        criterion=criterion,
    )
    assert await places.way(number) == [("record", "open", owner)]


async def test_an_office_where_nobody_has_joined_is_passed_over(places: Places) -> None:
    world = places.world
    async with world.database.write() as tx:
        await end_role(tx, places.reviewer, unit=places.office, role=Role.OFFICE_REVIEWER, by=None, now=world.clock.at)
    number = await places.records()
    assert await places.way(number) == [("record", "open", "Quảng Hòa")]


async def test_what_is_beyond_the_office_goes_to_its_managers_and_no_further(places: Places) -> None:
    number = await places.records()
    up = await places.acts(places.reviewer, number, DifficultyAct.PASS_UP)
    assert told(up) == [
        (places.manager, "difficulties.passed_up", False),
        (places.officer, "difficulties.went_up", True),
    ]
    with pytest.raises(Problem) as moved:
        await places.acts(places.manager, number, DifficultyAct.PASS_UP)
    assert moved.value.code == "difficulty_moved"
    await places.acts(places.manager, number, DifficultyAct.ANSWER, text="Huyện bố trí 150 triệu")
    await places.acts(places.officer, number, DifficultyAct.NOT_YET, text="Còn thiếu 50")
    assert [(act, state) for act, state, _ in await places.way(number)] == [
        ("record", "open"),
        ("pass_up", "climbed"),
        ("answer", "answered_above"),
        ("not_yet", "climbed"),
    ]


async def test_of_two_who_answer_at_once_the_second_is_told_and_nothing_is_written(places: Places) -> None:
    number = await places.records()
    await places.acts(places.reviewer, number, DifficultyAct.ANSWER, seen=1, text="Một")
    for act in (DifficultyAct.ANSWER, DifficultyAct.RESOLVE, DifficultyAct.PASS_UP):
        with pytest.raises(Problem) as moved:
            await places.acts(places.reviewer, number, act, seen=1, text="Hai")
        assert moved.value.code == "difficulty_moved"
    assert len(await places.way(number)) == 2


ANSWERING = {DifficultyAct.ANSWER, DifficultyAct.RESOLVE, DifficultyAct.PASS_UP}


async def test_everybody_else_is_refused_with_one_and_the_same_sentence(places: Places) -> None:
    world = places.world
    number = await places.records()
    neighbour = await world.person(Role.COMMUNE_OFFICER, world.neighbour)
    other_head = await world.person(Role.VILLAGE_OFFICER, world.villages[1])
    observer = await world.person(Role.OBSERVER, world.district)
    admin = await world.person(Role.ADMIN, world.district)
    leader = await world.person(Role.COMMUNE_LEADER, world.commune)
    may: dict[PersonId, set[DifficultyAct]] = {
        places.officer: {DifficultyAct.CLOSE, DifficultyAct.NOT_YET},
        places.reviewer: ANSWERING,
    }
    sees = {places.officer, places.reviewer, places.manager, places.province_manager, leader}
    people = {*sees, places.village_head, neighbour, other_head, observer, admin}
    refusals = set()
    for person in people:
        assert (await places.read(person, number) is not None) == (person in sees)
        for act in DifficultyAct:
            if act in may.get(person, set()):
                continue
            with pytest.raises(Refusal) as refused:
                await places.acts(person, number, act, text="x")
            refusals.add(refused.value.sentence())
        if person not in sees:
            with pytest.raises(Refusal) as unseen:
                await world.does(person, ShowDifficultyFiles(number=number))
            refusals.add(unseen.value.sentence())
    # no such difficulty, whoever forged the number, says the same
    for forged in (number + 1, 0, 10**17):
        assert await places.read(places.manager, forged) is None
        with pytest.raises(Refusal) as refused:
            await world.does(
                places.reviewer,
                ActOnDifficulty(number=DifficultyId(forged), act=DifficultyAct.ANSWER, seen=1, text="x"),
            )
        refusals.add(refused.value.sentence())
    assert refusals == {"Anh/chị không có quyền làm việc này. Gõ /lienhe để biết ai có thể giúp."}
    assert await places.way(number) == [("record", "open", "Phòng Tài nguyên và Môi trường")]


async def test_nobody_records_for_another_unit_or_what_says_nothing(places: Places) -> None:
    world = places.world
    for unit in (world.neighbour, world.villages[0], world.district, UnitId(999)):
        with pytest.raises(Refusal):
            await places.records(unit=unit)
    for code in ("99.9", "'; --"):
        with pytest.raises(Refusal):
            await places.records(criterion=code)
    for text, photos, voices in (("  ", 0, 0), ("x" * (DIFFICULTY + 1), 0, 0), ("x", 11, 0), ("x", 0, 4)):
        with pytest.raises(Problem) as problem:
            await places.records(text=text, photos=("p",) * photos, voices=("v",) * voices)
        assert problem.value.code == "difficulty_unsaid"
    assert await world.count_rows("difficulty") == 0
    assert await world.count_rows("evidence") == 0


async def test_the_answer_comes_to_whoever_works_there_now(places: Places) -> None:
    world = places.world
    number = await places.records()
    successor = await world.person(Role.COMMUNE_OFFICER, world.commune)
    async with world.database.write() as tx:
        await end_role(tx, places.officer, unit=world.commune, role=Role.COMMUNE_OFFICER, by=None, now=world.clock.at)
    answered = await places.acts(places.reviewer, number, DifficultyAct.ANSWER, text="Được")
    assert told(answered) == [(successor, "difficulties.answered", False)]
    assert (await places.lists(successor)).own[0].state is DifficultyState.ANSWERED
    assert await places.read(places.officer, number) is None


async def test_every_step_is_noted_without_its_words_and_can_never_be_changed(places: Places) -> None:
    world = places.world
    number = await places.records(photos=("p1",), voices=("v1",))
    await places.acts(places.reviewer, number, DifficultyAct.ANSWER, text="Bí mật")
    async with world.database.read() as tx:
        rows = await tx.all(
            "SELECT act, person, detail FROM audit WHERE subject = :s ORDER BY id", s=f"difficulty:{number}"
        )
    assert [(row["act"], row["person"]) for row in rows] == [
        ("difficulty_recorded", places.officer),
        ("difficulty_answer", places.reviewer),
    ]
    details = " ".join(row["detail"] for row in rows)
    assert "Bí mật" not in details
    assert "triệu" not in details
    for change in ("UPDATE difficulty_step SET text = 'x'", "DELETE FROM difficulty_step"):
        with pytest.raises(Problem) as refused:
            async with world.database.write() as tx:
                await tx.run(change)
        assert refused.value.code == "append_only"
    kept = await places.read(places.officer, number)
    assert kept is not None
    assert [step.text for step in kept.steps] == ["", "Bí mật"]


async def test_lists_say_what_waits_for_whom_oldest_first(places: Places) -> None:
    world = places.world
    first = await places.records()
    world.clock.at = at("2023-06-06T09:00")
    second = await places.records(criterion="1.1")
    third = await places.records(unit=world.villages[0], by=places.village_head, criterion="")
    fourth = await places.records()
    lists = {person: await places.lists(person) for person in (places.officer, places.reviewer, places.manager)}
    assert {
        person: ([one.id for one in found.waiting], [one.id for one in found.own]) for person, found in lists.items()
    } == {
        places.officer: ([third], [fourth, second, first]),
        places.reviewer: ([first, fourth], []),
        places.manager: ([second], []),
    }


async def test_a_handover_tells_what_is_open_and_the_successor_answers(places: Places) -> None:
    world = places.world
    number = await places.records()
    await places.records(unit=world.villages[0], by=places.village_head, criterion="")
    successor = await world.person(Role.COMMUNE_OFFICER, world.neighbour)
    passed = await handed(world, places.officer, successor)
    assert [(one.unit.id, one.own, one.waiting) for one in passed.difficulties] == [(world.commune, 1, 1)]
    with pytest.raises(Refusal):
        await places.acts(places.officer, number, DifficultyAct.CLOSE)
    await places.acts(successor, number, DifficultyAct.CLOSE)
    assert (await places.way(number))[-1][:2] == ("close", "closed")


async def test_what_was_known_then_is_read_as_it_was(places: Places) -> None:
    world = places.world
    first = await places.records(photos=("p1",))
    world.clock.at = at("2023-06-07T09:00")
    second = await places.records(criterion="")
    await places.acts(places.reviewer, first, DifficultyAct.ANSWER, text="Được")
    async with world.database.read() as tx:
        then = await difficulties_known(tx, known=at("2023-06-06T09:00"))
        waiting = await difficulties_known(tx, known=at("2023-06-08T09:00"), waiting=True)
        everything = await difficulties_known(tx)
    assert [(one.id, one.last.state) for one in then] == [(first, DifficultyState.OPEN)]
    assert [one.id for one in waiting] == [second]
    assert [(one.id, len(one.steps)) for one in everything] == [(first, 2), (second, 1)]


async def test_after_a_merger_it_is_the_new_units_and_whoever_works_there_answers_for_it(places: Places) -> None:
    world = places.world
    number = await places.records()
    village = await places.records(unit=world.villages[0], by=places.village_head, criterion="")
    today = world.clock.at.date()
    async with world.database.write() as tx:
        merged = await add_unit(tx, kind=kind_by_code("xa"), name="Sen Lập", parent=world.district, at=world.clock.at)
        for old in (world.commune, world.neighbour):
            await add_succession(tx, predecessor=old, successor=merged, kind="merged", on=today, at=world.clock.at)
        await put_parent(tx, world.villages[0], merged, valid_from=today, at=world.clock.at)
    newcomer = await world.person(Role.COMMUNE_OFFICER, merged)
    answered = await places.acts(places.reviewer, number, DifficultyAct.ANSWER, text="Được")
    assert told(answered) == [(newcomer, "difficulties.answered", False)]
    lists = await places.lists(newcomer)
    assert ([one.id for one in lists.own], [one.id for one in lists.waiting]) == ([number], [village])
    assert lists.own[0].unit.name == "Sen Lập"
    with pytest.raises(Refusal):
        await places.acts(places.officer, number, DifficultyAct.CLOSE)
    await places.acts(newcomer, number, DifficultyAct.CLOSE)
    await places.acts(newcomer, village, DifficultyAct.PASS_UP)
    assert (await places.way(village))[-1] == ("pass_up", "climbed", "Quảng Hòa")
    register = await difficulty_register(
        world.database, unit="xã Sen Lập", as_of=today, known_at=world.clock.at, now=world.clock.at
    )
    assert [(one.id, one.unit.name) for one in register.difficulties] == [(number, "Sen Lập"), (village, "Pác Rằng")]
