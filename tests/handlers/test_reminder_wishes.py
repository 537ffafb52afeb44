"""What people said about being reminded, and what the clock makes of it: never a third message, nobody who left."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from conversations.engine.asks import SnoozesNow
from conversations.engine.effects import (
    ActOnReport,
    DropReminder,
    LeaveCharge,
    PromiseReport,
    RemindAgain,
    TakeCharge,
)
from conversations.programme.person import Role
from conversations.programme.problem import Problem, Refusal
from conversations.programme.report import ReportAct
from conversations.programme.wishes import remind_again_at
from handlers.schedule.forecast import forecast
from handlers.schedule.tick import due_moments
from handlers.schedule.waves import reminder_key
from storage.outbox import Outgoing, put_later
from storage.roles import end_role, grant_role
from storage.times import millis
from tests.handlers.reporting_world import CHANNEL, begin, make_world
from tests.handlers.scheduled import Schedule, at, make_schedule

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId
    from storage.database import Database


@pytest.fixture
async def schedule(database: Database) -> Schedule:
    """A district whose clock was followed up to the evening of 5 June."""
    made = make_schedule(await make_world(database))
    await made.tick("2023-06-05T18:00")
    return made


async def heads(schedule: Schedule, moment: str) -> dict[str, list[str]]:
    """By chat the first lines of what arrives once the clock stands there."""
    await schedule.tick(moment)
    found: dict[str, list[str]] = {}
    for address, text in await schedule.deliver():
        found.setdefault(address, []).append(text.splitlines()[0])
    return found


LAST_DAY = "⏰ Hôm nay là ngày cuối: báo cáo 6 tháng đầu năm 2023 · xã Phúc Sen (hết ngày 09/6)"
TWO_DAYS = "⏰ Còn 2 ngày: báo cáo 6 tháng đầu năm 2023 · xã Phúc Sen (chậm nhất hết ngày 09/6)"


@pytest.mark.parametrize(
    ("now", "twice", "expected"),
    [
        ("2023-06-06T08:05", False, "2023-06-07T08:00"),
        ("2023-06-06T23:50", False, "2023-06-07T08:00"),
        ("2023-06-09T08:05", False, "2023-06-09T14:00"),
        ("2023-06-09T08:05", True, "2023-06-10T08:00"),
        ("2023-06-09T14:00", False, "2023-06-10T08:00"),
        ("2023-06-12T08:05", False, "2023-06-13T08:00"),
    ],
)
def test_again_is_tomorrow_morning_and_on_the_last_day_the_afternoon(now: str, twice: bool, expected: str) -> None:
    assert remind_again_at(at(now), date(2023, 6, 9), twice_today=twice) == at(expected)


async def test_whoever_asks_is_reminded_on_a_day_that_the_calendar_leaves_out(schedule: Schedule) -> None:
    world = schedule.world
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    other = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await schedule.tick("2023-06-06T08:00")
    await schedule.deliver()
    await world.does(officer, RemindAgain(keys=(world.key,)))
    moments = await due_moments(world.database, schedule.services, schedule.workdays, until=at("2023-06-07T13:00"))
    assert at("2023-06-07T08:00") in moments
    assert await heads(schedule, "2023-06-07T08:00") == {f"chat-{officer}": [TWO_DAYS]}
    assert f"chat-{other}" not in await heads(schedule, "2023-06-07T20:00")
    assert (reminder_key(officer, date(2023, 6, 7), 1), "sent") in await schedule.rows()


async def test_a_wish_taken_back_or_said_twice_makes_no_message_more(schedule: Schedule) -> None:
    world = schedule.world
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await schedule.tick("2023-06-06T08:00")
    await schedule.deliver()
    again = RemindAgain(keys=(world.key,))
    await world.does(officer, again, again, DropReminder(keys=(world.key,)))
    assert await heads(schedule, "2023-06-07T08:00") == {}
    await world.does(officer, again, again)
    assert await heads(schedule, "2023-06-08T08:00") == {
        f"chat-{officer}": ["⏰ Còn 1 ngày: báo cáo 6 tháng đầu năm 2023 · xã Phúc Sen (chậm nhất hết ngày 09/6)"]
    }


async def test_on_the_last_day_the_second_message_comes_at_two_and_there_is_no_third(schedule: Schedule) -> None:
    world = schedule.world
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await schedule.tick("2023-06-08T20:00")
    await schedule.deliver()
    assert await heads(schedule, "2023-06-09T08:00") == {f"chat-{officer}": [LAST_DAY]}
    await world.does(officer, RemindAgain(keys=(world.key,)))
    assert await heads(schedule, "2023-06-09T13:59") == {}
    assert await heads(schedule, "2023-06-09T14:00") == {f"chat-{officer}": [LAST_DAY]}
    await world.does(officer, RemindAgain(keys=(world.key,)))
    assert await heads(schedule, "2023-06-09T20:00") == {}
    snoozes = await world.told(officer, SnoozesNow())
    assert snoozes == ((world.key, at("2023-06-10T08:00")),)


async def test_where_the_second_message_of_the_day_was_used_it_is_tomorrow(schedule: Schedule) -> None:
    world = schedule.world
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    world.clock.at = at("2023-06-09T09:00")
    async with world.database.write() as tx:
        key = reminder_key(officer, date(2023, 6, 9), 2)
        row = Outgoing(channel=CHANNEL, address="x", kind="reminder", body=b"{}", key=key)
        put_later(tx, row, at=millis(world.clock.at))
    await world.does(officer, RemindAgain(keys=(world.key,)))
    snoozes = await world.told(officer, SnoozesNow())
    assert snoozes == ((world.key, at("2023-06-10T08:00")),)


async def test_nobody_is_reminded_again_of_what_has_left(schedule: Schedule) -> None:
    world = schedule.world
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(officer, begin(world.key), world.answer("1.1"), RemindAgain(keys=(world.key,)))
    await world.does(officer, ActOnReport(key=world.key, act=ReportAct.SEND, paper="12/BC-UBND ngày 5/6"))
    await schedule.deliver()
    assert await heads(schedule, "2023-06-06T08:00") == {}


async def test_anothers_report_cannot_be_put_off_promised_or_left(schedule: Schedule) -> None:
    world = schedule.world
    stranger = await world.person(Role.COMMUNE_OFFICER, world.neighbour)
    world.clock.at = at("2023-06-12T09:00")
    for effect in (
        RemindAgain(keys=(world.key,)),
        PromiseReport(key=world.key, day=date(2023, 6, 14), reason="mưa lũ"),
        LeaveCharge(unit=world.commune),
        TakeCharge(unit=world.commune),
    ):
        with pytest.raises(Refusal):
            await world.does(stranger, effect)


async def two_officers(schedule: Schedule) -> tuple[PersonId, PersonId]:
    world = schedule.world
    return (
        await world.person(Role.COMMUNE_OFFICER, world.commune, name="Nông Văn A"),
        await world.person(Role.COMMUNE_OFFICER, world.commune, name="Nông Thị B"),
    )


async def test_whoever_is_no_longer_in_charge_is_left_alone_and_the_manager_is_told_once(schedule: Schedule) -> None:
    world = schedule.world
    officer, other = await two_officers(schedule)
    manager = await world.person(Role.MANAGER, world.district)
    left = await world.does(officer, LeaveCharge(unit=world.commune), LeaveCharge(unit=world.commune))
    assert [(told.person, told.message.text) for told in left.messages] == [
        (
            manager,
            (
                "Nông Văn A báo không còn phụ trách báo cáo của xã Phúc Sen, nên trợ lý không nhắc người này nữa. "
                "Xin anh/chị cử người khác và gửi mã mời cho người đó."
            ),
        )
    ]
    officers = {f"chat-{officer}", f"chat-{other}"}
    assert officers & set(await heads(schedule, "2023-06-06T08:00")) == {f"chat-{other}"}
    back = await world.does(officer, TakeCharge(unit=world.commune))
    assert [told.person for told in back.messages] == [manager]
    assert officers & set(await heads(schedule, "2023-06-08T08:00")) == officers


async def test_of_a_colleague_by_post_the_officer_in_charge_is_told(schedule: Schedule) -> None:
    world = schedule.world
    officer, other = await two_officers(schedule)
    nurse = await world.person(Role.COMMUNE_OFFICER, world.commune, post="Trạm y tế")
    await world.person(Role.MANAGER, world.district)
    left = await world.does(nurse, LeaveCharge(unit=world.commune))
    assert {told.person for told in left.messages} == {officer, other}


async def test_where_everybody_left_lists_and_forecast_say_so(schedule: Schedule) -> None:
    world = schedule.world
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    manager = await world.person(Role.MANAGER, world.district)
    await world.does(officer, LeaveCharge(unit=world.commune))
    (send, *_) = await forecast(
        world.database, schedule.services, schedule.workdays, unit="xã Phúc Sen", first=date(2023, 6, 6),
        last=date(2023, 6, 6),
    )  # fmt: skip
    assert send.reason == "chưa gửi, đã có 0/57; còn 3 ngày, hạn hết 9/6/2023; người phụ trách báo đã thôi việc này"
    await schedule.tick("2023-06-11T20:00")
    await schedule.deliver()
    await schedule.tick("2023-06-12T08:30")
    texts = [text for address, text in await schedule.deliver() if address == f"chat-{manager}"]
    assert "• xã Phúc Sen: người phụ trách báo đã thôi việc này" in texts[0].splitlines()


async def test_a_role_granted_anew_is_a_role_in_charge(schedule: Schedule) -> None:
    world = schedule.world
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(officer, LeaveCharge(unit=world.commune))
    async with world.database.write() as tx:
        role = Role.COMMUNE_OFFICER
        await end_role(tx, officer, unit=world.commune, role=role, by=None, now=world.clock.at)
        await grant_role(tx, officer, unit=world.commune, role=role, by=None, now=world.clock.at)
    assert set(await heads(schedule, "2023-06-06T08:00")) == {f"chat-{officer}"}


async def test_a_promise_is_told_above_stands_in_the_list_and_makes_its_morning_a_slot(schedule: Schedule) -> None:
    world = schedule.world
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    manager = await world.person(Role.MANAGER, world.district)
    await schedule.tick("2023-06-12T08:15")
    await schedule.deliver()
    told = await world.does(officer, PromiseReport(key=world.key, day=date(2023, 6, 14), reason="mưa lũ kéo dài"))
    assert [(one.person, one.message.text) for one in told.messages] == [
        (
            manager,
            "Xã Phúc Sen hẹn gửi báo cáo 6 tháng đầu năm 2023 ngày 14/6/2023. Lý do: “mưa lũ kéo dài”",
        )
    ]
    await schedule.tick("2023-06-12T08:30")
    above = [text for address, text in await schedule.deliver() if address == f"chat-{manager}"]
    assert "• xã Phúc Sen: có 0/57; hẹn 14/6: “mưa lũ kéo dài”" in above[0].splitlines()
    assert await heads(schedule, "2023-06-13T20:00") == {}
    assert await heads(schedule, "2023-06-14T08:00") == {
        f"chat-{officer}": [
            (
                "Đã qua hạn 09/6, báo cáo 6 tháng đầu năm 2023 của xã Phúc Sen còn 57 chỉ tiêu chưa có số. "
                "Hôm nay là ngày anh/chị đã hẹn gửi."
            )
        ]
    }
    sends = await forecast(
        world.database, schedule.services, schedule.workdays, unit="xã Phúc Sen", first=date(2023, 6, 14),
        last=date(2023, 6, 14),
    )  # fmt: skip
    assert [(send.unit, send.kind, send.slot) for send in sends] == [("xã Phúc Sen", "overdue_reminder", "promised")]


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2023, 6, 11), "mưa lũ"),
        (date(2023, 8, 8), "mưa lũ"),
        (date(2023, 6, 14), " "),
        (date(2023, 6, 14), "a" * 501),
    ],
)
async def test_a_day_gone_by_or_after_the_lock_and_no_reason_are_not_taken(
    schedule: Schedule, day: date, reason: str
) -> None:
    world = schedule.world
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    world.clock.at = at("2023-06-12T09:00")
    with pytest.raises(Problem) as refused:
        await world.does(officer, PromiseReport(key=world.key, day=day, reason=reason))
    assert refused.value.code == "promise_wrong"
