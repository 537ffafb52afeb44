"""Silence is reminded of: a commune that does not answer an office, an office that does not judge."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from conversations.programme.answer import State
from conversations.programme.person import Role
from conversations.programme.review import ItemAct
from conversations.programme.silence import ASKED, WAITING, SilenceDays
from conversations.programme.workdays import Workdays
from tests.handlers.review_world import make_review
from tests.handlers.scheduled import make_schedule

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId
    from storage.database import Database
    from tests.handlers.review_world import Review
    from tests.handlers.scheduled import Schedule

MONDAY = date(2023, 6, 5)


@pytest.fixture
async def review(database: Database) -> Review:
    return await make_review(database)


async def told(schedule: Schedule, *people: PersonId) -> list[str]:
    """What these people are told now of what others wait for."""
    chats = {f"chat-{person}" for person in people}
    gone = [text for address, text in await schedule.deliver() if address in chats]
    return [text for text in gone if "chỉ tiêu chờ đánh giá" in text or "chưa có trả lời" in text]


def days(silence: SilenceDays, *, until: int = 40) -> list[int]:
    found = range(until)
    return [
        number
        for number in found
        if silence.falls_on(date.fromordinal(MONDAY.toordinal() + number), since=MONDAY, workdays=Workdays())
    ]


def test_the_days_are_counted_from_the_first_and_moved_to_working_days() -> None:
    assert days(ASKED) == [3, 7, 14, 21, 28, 35]
    assert days(WAITING) == [7, 14, 21, 28, 35]
    friday = date(2023, 6, 9)
    assert ASKED.falls_on(date(2023, 6, 12), since=friday, workdays=Workdays())
    assert not ASKED.falls_on(date(2023, 6, 13), since=friday, workdays=Workdays())


async def test_a_commune_that_does_not_answer_is_reminded_until_it_has(review: Review) -> None:
    world, schedule = review.world, make_schedule(review.world)
    nurse = await world.person(Role.COMMUNE_OFFICER, world.commune, post="Trạm y tế")
    await schedule.tick("2023-06-05T09:00")
    await review.send("1.1", "1.2")
    await world.does(review.reviewer, review.say(ItemAct.ASK, reason="xin gửi ảnh"))
    await world.does(review.reviewer, review.say(ItemAct.ASK, "1.2", reason="xin gửi ảnh"))
    await schedule.tick("2023-06-07T09:00")
    assert await told(schedule, review.officer, nurse) == []
    await schedule.tick("2023-06-08T09:00")
    (text,) = await told(schedule, review.officer, nurse)
    assert "• Phòng Kinh tế và Hạ tầng · xã Phúc Sen: 1.1, 1.2, từ 5/6/2023" in text
    # once a morning, also where it is ticked again
    await schedule.tick("2023-06-08T10:00")
    assert await told(schedule, review.officer, nurse) == []
    await world.does(review.officer, world.answer("1.1", seen=1, state=State.UNSTABLE))
    await schedule.tick("2023-06-12T09:00")
    (text,) = await told(schedule, review.officer)
    assert "1.2, từ" in text
    assert "1.1" not in text
    await world.does(review.officer, world.answer("1.2", seen=1, state=State.UNSTABLE))
    await schedule.tick("2023-06-19T09:00")
    assert await told(schedule, review.officer) == []


async def test_what_was_answered_meanwhile_does_not_leave(review: Review) -> None:
    world, schedule = review.world, make_schedule(review.world)
    await schedule.tick("2023-06-05T09:00")
    await review.send("1.1")
    await world.does(review.reviewer, review.say(ItemAct.ASK, reason="xin gửi ảnh"))
    await schedule.tick("2023-06-08T09:00")
    await world.does(review.officer, world.answer("1.1", seen=1, state=State.UNSTABLE))
    assert await told(schedule, review.officer) == []


async def test_an_office_that_does_not_judge_is_reminded_every_week(review: Review) -> None:
    schedule = make_schedule(review.world)
    await schedule.tick("2023-06-05T09:00")
    await review.send("1.1", "1.2")
    found = []
    for day in range(6, 21):
        await schedule.tick(f"2023-06-{day:02}T09:00")
        found += [(day, text.splitlines()[0]) for text in await told(schedule, review.reviewer)]
    line = "⏰ Phòng Kinh tế và Hạ tầng: 2 chỉ tiêu chờ đánh giá, lâu nhất từ 5/6/2023."
    assert found == [(12, line), (19, line)]
