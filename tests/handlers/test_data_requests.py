"""Requests about personal data: kept with clocks, answered only by whoever runs the system, reminded of in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import orjson
import pytest

from bot.channels.telegram.render import TelegramRenderer
from conversations.engine.asks import DataRequestsNow, OwnRequestsNow
from conversations.engine.effects import HandleDataRequest, RequestAboutData, WithdrawConsent
from conversations.engine.facts import Needs
from conversations.programme.data_request import DataRequest, RequestAct, RequestKind
from conversations.programme.person import Role
from conversations.programme.problem import Problem, Refusal
from conversations.programme.workdays import Workdays
from handlers.data_requests import handle_by_command
from handlers.schedule.tick import due_moments, tick
from tests.handlers.reporting_world import CHANNEL, NOW, World, make_world

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId
    from handlers.apply import Applied
    from storage.database import Database

SECRET = "số cũ 0900000001 không dùng nữa"


@pytest.fixture
async def world(database: Database) -> World:
    made = await make_world(database)
    made.services = replace(made.services, renderers={CHANNEL: TelegramRenderer()})
    return made


async def asked(world: World, kind: RequestKind = RequestKind.CORRECTION) -> tuple[PersonId, PersonId, Applied]:
    """An officer who asks, and an admin who is told."""
    admin = await world.person(Role.ADMIN, world.district)
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune, name="Nông Văn Kiên")
    return officer, admin, await world.does(officer, RequestAboutData(kind=kind, text=SECRET))


async def queue(world: World, person: PersonId) -> tuple[DataRequest, ...] | None:
    return (await world.facts(person, Needs(asks=(DataRequestsNow(),)))).answer(DataRequestsNow())


async def own(world: World, person: PersonId) -> tuple[DataRequest, ...] | None:
    return (await world.facts(person, Needs(asks=(OwnRequestsNow(),)))).answer(OwnRequestsNow())


def done(number: int, act: RequestAct, text: str = "Xin đợi, chúng tôi đang sửa.") -> HandleDataRequest:
    return HandleDataRequest(number=number, act=act, text=text)


async def test_a_request_has_its_clocks_at_once_and_whoever_runs_the_system_is_told_without_its_words(
    world: World,
) -> None:
    officer, admin, applied = await asked(world)

    days = "trả lời cách làm chậm nhất hết ngày 7/6/2023; xử lý xong chậm nhất hết ngày 15/6/2023."
    assert applied.lines == (f"Đã ghi yêu cầu số 1. Anh/chị được {days}",)
    (told,) = applied.messages
    assert told.person == admin
    assert "Yêu cầu số 1 về dữ liệu cá nhân: sửa dữ liệu." in told.message.text
    assert "0900000001" not in told.message.text
    assert [one.text for one in await queue(world, admin) or ()] == [SECRET]
    assert await own(world, officer) == await queue(world, admin)
    assert await queue(world, officer) is None


async def test_what_is_done_reaches_the_person_and_each_can_be_done_once(world: World) -> None:
    officer, admin, _ = await asked(world)

    answered = await world.does(admin, done(1, RequestAct.ANSWER))
    extended = await world.does(admin, done(1, RequestAct.EXTEND, "phải hỏi công ty cung cấp"))
    finished = await world.does(admin, done(1, RequestAct.FINISH, "đã xóa số cũ"))

    told = [one for each in (answered, extended, finished) for one in each.messages]
    assert {one.person for one in told} == {officer}
    assert [one.message.text.removeprefix("Yêu cầu số 1 của anh/chị (sửa dữ liệu)") for one in told] == [
        ": Xin đợi, chúng tôi đang sửa.\nXử lý xong chậm nhất hết ngày 15/6/2023.",
        " cần thêm thời gian, đến hết ngày 30/6/2023. Lý do: phải hỏi công ty cung cấp",
        " đã xử lý xong: đã xóa số cũ",
    ]
    assert await queue(world, admin) == ()
    (kept,) = await own(world, officer) or ()
    assert (kept.answer, kept.extended, kept.finish_by, kept.outcome, kept.done_at) == (
        "Xin đợi, chúng tôi đang sửa.",
        True,
        date(2023, 6, 30),
        "đã xóa số cũ",
        NOW,
    )
    for act in RequestAct:
        with pytest.raises(Problem) as refused:
            await world.does(admin, done(1, act))
        assert refused.value.code == "request_not_so"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
async def test_nobody_but_an_admin_handles_requests_or_sees_the_queue(world: World, role: Role) -> None:
    await asked(world)
    units = {Role.MANAGER: world.district, Role.OBSERVER: world.district, Role.VILLAGE_OFFICER: world.villages[0]}
    other = await world.person(role, units.get(role, world.commune))
    assert await queue(world, other) is None
    with pytest.raises(Refusal, match="không có quyền"):
        await world.does(other, done(1, RequestAct.FINISH))
    assert await world.count_rows("data_request WHERE done_at IS NULL") == 1


async def test_bad_sentences_and_days_and_numbers_change_nothing(world: World) -> None:
    _, admin, _ = await asked(world)
    for text in ("", "  ", "x" * 501):
        with pytest.raises(Problem) as refused:
            await world.does(admin, done(1, RequestAct.ANSWER, text))
        assert refused.value.code == "sentence_wrong"
    with pytest.raises(Problem):
        await world.does(admin, done(99, RequestAct.ANSWER))
    for days in (0, 16):
        with pytest.raises(Problem) as refused:
            await handle_by_command(
                world.database, 1, RequestAct.EXTEND, "x", services=world.services, now=NOW, days=days
            )
        assert refused.value.code == "extension_too_long"
    assert await world.count_rows("data_request WHERE answered_at IS NULL AND extended_at IS NULL") == 1


async def test_a_person_without_a_chat_is_not_said_to_have_been_told(world: World) -> None:
    officer, admin, _ = await asked(world)
    await world.does(officer, WithdrawConsent(erase=False))

    applied = await world.does(admin, done(1, RequestAct.FINISH))

    assert applied.messages == ()
    assert applied.lines == ("Đã ghi, nhưng người này không còn kênh nhắn tin nào. Xin báo bằng cách khác.",)


async def test_an_erased_person_asks_for_nothing_more_and_the_words_are_gone(world: World) -> None:
    officer, admin, _ = await asked(world)
    await world.does(officer, WithdrawConsent(erase=True))
    assert await queue(world, admin) == ()
    assert await world.count_rows("data_request WHERE body <> ''") == 0


def at(day: int, hour: int = 8, minute: int = 0) -> datetime:
    return NOW.replace(day=day, hour=hour, minute=minute)


async def reminded(world: World, *moments: datetime) -> list[str]:
    """What whoever runs the system has been reminded of, once the clock has gone to each of these moments."""
    for moment in moments:
        world.clock.at = moment
        await tick(world.database, world.services, Workdays())
    async with world.database.read() as tx:
        rows = await tx.all("SELECT key, body FROM outbox WHERE key LIKE 'data_request:%' ORDER BY id")
    return [orjson.loads(row["body"])["text"].partition("): ")[2] for row in rows]


async def test_whoever_runs_the_system_is_reminded_before_each_clock_runs_out_and_once_when_it_has(
    world: World,
) -> None:
    _, admin, _ = await asked(world, RequestKind.OBJECTION)
    assert await reminded(world, NOW, at(6), at(7, 7, 59)) == []
    answer = "Trả lời cách làm chậm nhất hết ngày 7/6/2023."
    late = "QUÁ HẠN trả lời từ hết ngày 7/6/2023."
    assert await reminded(world, at(7), at(7, 9), at(7, 9)) == [answer]
    assert await reminded(world, at(8, 8, 1), at(9)) == [answer, late]
    await world.does(admin, done(1, RequestAct.ANSWER))
    finish = "Xử lý xong chậm nhất hết ngày 20/6/2023."
    assert await reminded(world, at(17, 9), at(20, 9), at(21, 9)) == [
        answer,
        late,
        finish,
        finish,
        "QUÁ HẠN xử lý từ hết ngày 20/6/2023.",
    ]
    await world.does(admin, done(1, RequestAct.FINISH))
    assert len(await reminded(world, at(28))) == 5


async def test_after_an_outage_the_last_reminder_is_still_told_and_a_finished_request_is_nobodys(world: World) -> None:
    await asked(world)
    assert await reminded(world, NOW, at(16, 9)) == ["QUÁ HẠN trả lời từ hết ngày 7/6/2023."]


async def test_the_moments_of_the_clocks_are_known_ahead(world: World) -> None:
    await asked(world, RequestKind.OBJECTION)
    moments = await due_moments(world.database, world.services, Workdays(), until=NOW + timedelta(days=20))
    assert {at(day) for day in (7, 8, 17, 20, 21)} <= set(moments)
    assert all(moment.astimezone(UTC) > NOW for moment in moments)
