"""What nobody answered climbs one level once: across an outage, with two workers, after a crash, never twice."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from conversations.programme.difficulty import DifficultyAct, DifficultyState
from conversations.programme.person import Role
from handlers.schedule.forecast import forecast
from handlers.schedule.tick import due_moments
from storage.open import open_database
from storage.roles import end_role
from storage.schedule import resume, stop
from tests.handlers.difficulty_world import Places, make_places
from tests.handlers.scheduled import Schedule, at

if TYPE_CHECKING:
    from storage.database import Database

OFFICE = "Phòng Tài nguyên và Môi trường"


@pytest.fixture
async def places(database: Database) -> Places:
    return await make_places(database)


@pytest.fixture
async def schedule(places: Places) -> Schedule:
    """Recorded on 5 June, so due by the end of Thursday the 15th."""
    made = Schedule(places.world, places.world.services)
    await made.tick("2023-06-05T18:00")
    return made


async def lists(schedule: Schedule) -> list[str]:
    """The keys of what was queued about difficulties that climbed."""
    return [key for key, _ in await schedule.rows() if key.startswith("difficulties-")]


async def test_it_climbs_on_the_morning_after_its_day_and_once(places: Places, schedule: Schedule) -> None:
    number = await places.records()
    other = await places.records()
    for moment in ("2023-06-15T23:59", "2023-06-16T08:29"):
        await schedule.tick(moment)
    assert await lists(schedule) == []
    for moment in ("2023-06-16T08:30", "2023-06-16T08:31", "2023-06-19T09:00", "2023-07-20T09:00", "2023-09-20T09:00"):
        await schedule.tick(moment)
    assert await places.way(number) == [("record", "open", OFFICE), ("climb", "climbed", "Quảng Hòa")]
    assert await lists(schedule) == [
        f"difficulties-climbed:{places.manager}:{number}",
        f"difficulties-went-up:{places.officer}:{number}",
    ]
    texts = [text for address, text in await schedule.deliver() if address == f"chat-{places.manager}"]
    assert [text for text in texts if "khó khăn" in text] == []  # by September it is too old to be sent
    assert (await places.way(other))[-1] == ("climb", "climbed", "Quảng Hòa")


async def test_the_level_above_is_told_as_one_list(places: Places, schedule: Schedule) -> None:
    first, second = await places.records(), await places.records(text="Chưa có mặt bằng")
    await schedule.tick("2023-06-16T08:30")
    told = {address: text for address, text in await schedule.deliver() if "hó khăn" in text}
    assert told == {
        f"chat-{places.manager}": (
            "2 khó khăn quá hạn chưa được trả lời, nay chuyển lên anh/chị:\n"
            f"• số {first} · xã Phúc Sen (tiêu chí 17.1, kinh phí): “Thiếu 200 triệu đồng làm bể lọc”; "
            f"hạn 15/6, {OFFICE} chưa trả lời\n"
            f"• số {second} · xã Phúc Sen (tiêu chí 17.1, kinh phí): “Chưa có mặt bằng”; "
            f"hạn 15/6, {OFFICE} chưa trả lời\n"
            "Xin trả lời chậm nhất hết ngày 26/6/2023.\n\n"
            "Xem các khó khăn đang chờ, gõ: khokhan"
        ),
        f"chat-{places.officer}": (
            f"Khó khăn số {first} của xã Phúc Sen quá hạn chưa được trả lời, đã chuyển lên huyện Quảng Hòa.\n"
            f"Khó khăn số {second} của xã Phúc Sen quá hạn chưa được trả lời, đã chuyển lên huyện Quảng Hòa.\n\n"
            "Xem, gõ: khokhan"
        ),
    }


async def test_an_outage_lets_it_climb_once_late_and_a_weekend_waits_for_monday(
    places: Places, schedule: Schedule
) -> None:
    number = await places.records()
    places.world.clock.at = at("2023-06-06T09:00")
    second = await places.records()
    await schedule.tick("2023-06-16T08:00")
    await schedule.tick("2023-06-28T03:00")
    for one in (number, second):
        assert [act for act, _, _ in await places.way(one)] == ["record", "climb"]
    assert len(await lists(schedule)) == 2
    assert [text for _, text in await schedule.deliver() if "hó khăn" in text] == []  # nobody is woken
    places.world.clock.at = at("2023-06-28T07:00")
    assert any("2 khó khăn quá hạn" in text for _, text in await schedule.deliver())


async def test_two_workers_that_tick_at_once_let_it_climb_once(database_url: str) -> None:
    first, second = await open_database(database_url), await open_database(database_url)
    try:
        await first.migrate()
        places = await make_places(first)
        made = Schedule(places.world, places.world.services)
        await made.tick("2023-06-05T18:00")
        numbers = [await places.records() for _ in range(5)]
        other = Schedule(replace(places.world, database=second), made.services)
        await asyncio.gather(*(one.tick("2023-06-16T08:30") for one in (made, other, made, other)))
        for number in numbers:
            assert [act for act, _, _ in await places.way(number)] == ["record", "climb"]
        assert await lists(made) == [
            f"difficulties-climbed:{places.manager}:{numbers[0]}",
            f"difficulties-went-up:{places.officer}:{numbers[0]}",
        ]
    finally:
        await first.close()
        await second.close()


async def test_what_was_answered_closed_or_passed_up_does_not_climb(places: Places, schedule: Schedule) -> None:
    answered, closed, passed = [await places.records() for _ in range(3)]
    await places.acts(places.reviewer, answered, DifficultyAct.ANSWER, text="Được")
    await places.acts(places.officer, closed, DifficultyAct.CLOSE)
    await places.acts(places.reviewer, passed, DifficultyAct.PASS_UP)
    await schedule.tick("2023-07-10T09:00")
    assert await lists(schedule) == []
    # an answer that does not help waits anew, and may then climb; what climbed already never does
    await places.acts(places.officer, answered, DifficultyAct.NOT_YET, text="Chưa")
    await places.acts(places.manager, passed, DifficultyAct.ANSWER, text="Được")
    await places.acts(places.officer, passed, DifficultyAct.NOT_YET, text="Chưa")
    await schedule.tick("2023-08-10T09:00")
    ways = {number: [act for act, _, _ in await places.way(number)] for number in (answered, passed)}
    assert ways == {
        answered: ["record", "answer", "not_yet", "climb"],
        passed: ["record", "pass_up", "answer", "not_yet"],
    }


async def test_where_nobody_is_above_it_stays_and_climbs_when_somebody_joins(
    places: Places, schedule: Schedule
) -> None:
    world = places.world
    async with world.database.write() as tx:
        for person, unit in ((places.manager, world.district), (places.province_manager, places.province)):
            await end_role(tx, person, unit=unit, role=Role.MANAGER, by=None, now=world.clock.at)
    number = await places.records()
    await schedule.tick("2023-06-16T08:30")
    assert [act for act, _, _ in await places.way(number)] == ["record"]
    newcomer = await world.person(Role.MANAGER, places.province)
    await schedule.tick("2023-06-19T08:30")
    assert await places.way(number) == [("record", "open", OFFICE), ("climb", "climbed", "Cao Bằng")]
    assert [one.id for one in (await places.lists(newcomer)).waiting] == [number]


async def test_nothing_climbs_while_an_admin_has_stopped_the_schedule(places: Places, schedule: Schedule) -> None:
    number = await places.records()
    async with places.world.database.write() as tx:
        stop(tx, places.world.clock.at)
    await schedule.tick("2023-06-16T08:30")
    async with places.world.database.write() as tx:
        resume(tx)
    assert [act for act, _, _ in await places.way(number)] == ["record"]
    await schedule.tick("2023-06-19T08:30")
    found = await places.read(places.manager, number)
    assert found is not None
    assert found.state is DifficultyState.CLIMBED


async def test_what_will_climb_is_told_beforehand_and_nothing_is_written(places: Places, schedule: Schedule) -> None:
    numbers = [await places.records() for _ in range(2)]
    sends = await forecast(
        places.world.database,
        schedule.services,
        schedule.workdays,
        unit="huyện Quảng Hòa",
        first=date(2023, 6, 6),
        last=date(2023, 6, 20),
    )
    assert [(one.at, one.unit, one.role, one.reason) for one in sends if one.slot == "difficulties"] == [
        (
            at("2023-06-16T08:30"),
            "huyện Quảng Hòa",
            "manager",
            f"2 khó khăn quá hạn nếu chưa được trả lời thì chuyển lên: số {numbers[0]}, {numbers[1]}",
        )
    ]
    assert [act for act, _, _ in await places.way(numbers[0])] == ["record"]


async def test_the_clock_stops_where_something_climbs(places: Places, schedule: Schedule) -> None:
    await places.records()
    moments = await due_moments(
        places.world.database, schedule.services, schedule.workdays, until=at("2023-06-16T12:00")
    )
    assert at("2023-06-16T08:30") in moments
