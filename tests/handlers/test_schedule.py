"""What the clock brings: who is reminded of what, once, never after the report left, and what an outage leaves."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING

import pytest

from conversations.engine.effects import ActOnReport, AssignItems, WithdrawConsent
from conversations.programme.calendar import LOCK_AFTER, DueOperator, Form, Offsets, Span
from conversations.programme.cycle import Cycle
from conversations.programme.digest_times import DigestHours
from conversations.programme.due import SendKind
from conversations.programme.person import Role
from conversations.programme.report import ReportAct, ReportKey
from conversations.programme.unit import Level
from handlers.schedule.forecast import forecast
from storage.digests import set_digest_hours, subscribe
from storage.groups import bind
from storage.open import open_database
from storage.roles import grant_role
from storage.rules import RuleText, put_rule
from storage.schedule import resume, stop
from tests.handlers.reporting_world import CHANNEL, begin, make_world
from tests.handlers.scheduled import Schedule, at, make_schedule

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId
    from storage.database import Database

COUNT = "1.1"
"""A plain count of the villages' form."""


@pytest.fixture
async def schedule(database: Database) -> Schedule:
    """A district whose clock was followed up to the evening of 5 June."""
    made = make_schedule(await make_world(database))
    await made.tick("2023-06-05T18:00")
    return made


async def test_the_first_tick_sends_nothing_that_was_due_before_it(database: Database) -> None:
    made = make_schedule(await make_world(database))
    await made.world.person(Role.COMMUNE_OFFICER, made.world.commune)
    done = await made.tick("2023-06-06T09:00")
    assert (done.queued, await made.rows()) == (0, [])


async def test_who_owes_is_told_what_is_missing_and_who_has_nothing_to_do_is_not(schedule: Schedule) -> None:
    world = schedule.world
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.person(Role.COMMUNE_LEADER, world.commune)
    await world.person(Role.MANAGER, world.district)
    await world.person(Role.OBSERVER, world.district)
    await world.does(officer, begin(world.key), world.answer("1.1"), world.answer("2.1"))
    await schedule.tick("2023-06-06T07:45")
    await schedule.deliver()
    await schedule.tick("2023-06-06T08:00")
    assert await schedule.deliver() == [
        (
            f"chat-{officer}",
            (
                "⏰ Còn 3 ngày: báo cáo 6 tháng đầu năm 2023 · xã Phúc Sen (chậm nhất hết ngày 09/6)\n"
                "Đã có 2/57 chỉ tiêu. Còn: 1.2, 2.2, 2.3, 2.4, 3.1 và 50 chỉ tiêu nữa\n\n"
                "▶ Trả lời tiếp, gõ: baocao\n"
                "Nhắc lại ngày mai, gõ: nhaclai\n"
                "Tôi không còn phụ trách, gõ: thoiphutrach"
            ),
        )
    ]


async def test_a_slot_is_reminded_of_once_however_often_the_clock_ticks(schedule: Schedule) -> None:
    officer = await schedule.world.person(Role.COMMUNE_OFFICER, schedule.world.commune)
    for moment in ("2023-06-06T08:00", "2023-06-06T08:00", "2023-06-06T08:20", "2023-06-06T11:00", "2023-06-07T10:00"):
        await schedule.tick(moment)
    assert len(await schedule.deliver()) == 1
    assert await schedule.rows() == [(f"reminder:{officer}:2023-06-06:1", "sent")]


async def test_a_clock_set_back_sends_nothing_again_and_one_that_jumps_ahead_nothing_twice(schedule: Schedule) -> None:
    await schedule.world.person(Role.COMMUNE_OFFICER, schedule.world.commune)
    await schedule.tick("2023-06-06T08:01")
    await schedule.tick("2023-06-05T07:00")
    await schedule.tick("2023-06-06T08:30")
    assert len(await schedule.deliver()) == 1


async def test_two_processes_that_tick_at_once_make_one_row(database_url: str) -> None:
    first, second = await open_database(database_url), await open_database(database_url)
    try:
        await first.migrate()
        made = make_schedule(await make_world(first))
        await made.tick("2023-06-05T18:00")
        await made.world.person(Role.COMMUNE_OFFICER, made.world.commune)
        other = Schedule(replace(made.world, database=second), made.services)
        await asyncio.gather(*(one.tick("2023-06-06T08:00") for one in (made, other, made, other)))
        assert len(await made.rows()) == 1
        sent = await asyncio.gather(made.deliver("one"), other.deliver("other"))
        assert sorted(len(texts) for texts in sent) == [0, 1]
    finally:
        await first.close()
        await second.close()


async def test_no_reminder_leaves_after_the_report_has_also_when_it_was_queued_before(schedule: Schedule) -> None:
    world = schedule.world
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(officer, begin(world.key), world.answer("1.1"))
    await schedule.tick("2023-06-06T08:00")
    await world.does(officer, send(world.key))
    assert await schedule.deliver() == []
    assert (f"reminder:{officer}:2023-06-06:1", "skipped") in await schedule.rows()


async def test_while_the_leader_reads_the_leader_is_reminded_and_the_officer_is_not(schedule: Schedule) -> None:
    world = schedule.world
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    leader = await world.person(Role.COMMUNE_LEADER, world.commune)
    await world.does(officer, begin(world.key), world.answer("1.1"), world.act(ReportAct.SUBMIT))
    await schedule.deliver()
    await schedule.tick("2023-06-06T08:00")
    assert await schedule.deliver() == [
        (
            f"chat-{leader}",
            (
                "⏰ Còn 3 ngày: báo cáo 6 tháng đầu năm 2023 · xã Phúc Sen (chậm nhất hết ngày 09/6)\n"
                "Báo cáo đang chờ anh/chị duyệt.\n\n"
                "Xem và duyệt, gõ: duyet\nNhắc lại ngày mai, gõ: nhaclai"
            ),
        )
    ]


async def two_villages(schedule: Schedule) -> PersonId:
    """Somebody who reports for two villages on one phone."""
    world = schedule.world
    officer = await world.person(Role.VILLAGE_OFFICER, world.villages[0])
    async with world.database.write() as tx:
        await grant_role(
            tx, officer, unit=world.villages[1], role=Role.VILLAGE_OFFICER, post="", by=None, now=world.clock.at
        )
    return officer


async def test_one_person_with_several_reports_gets_one_message(schedule: Schedule) -> None:
    officer = await two_villages(schedule)
    await schedule.tick("2023-06-06T08:00")
    assert await schedule.deliver() == [
        (
            f"chat-{officer}",
            (
                "⏰ Anh/chị còn 2 báo cáo chưa gửi:\n"
                "• Còn 3 ngày: báo cáo 6 tháng đầu năm 2023 · xóm Lũng Sâu (chậm nhất hết ngày 09/6), còn 13 câu\n"
                "• Còn 3 ngày: báo cáo 6 tháng đầu năm 2023 · xóm Pác Rằng (chậm nhất hết ngày 09/6), còn 13 câu\n\n"
                "xóm Lũng Sâu, gõ: baocao\nxóm Pác Rằng, gõ: baocao\nNhắc lại ngày mai, gõ: nhaclai"
            ),
        )
    ]


async def test_what_left_between_the_tick_and_the_sending_is_no_longer_in_the_message(schedule: Schedule) -> None:
    world = schedule.world
    officer = await two_villages(schedule)
    await schedule.tick("2023-06-06T08:00")
    await world.does(officer, begin(world.village_key(0)), world.count(0, COUNT, 40), send(world.village_key(0)))
    reminded = [text for _, text in await schedule.deliver() if text.startswith("⏰")]
    assert [text.splitlines()[0] for text in reminded] == [
        "⏰ Còn 3 ngày: báo cáo 6 tháng đầu năm 2023 · xóm Lũng Sâu (chậm nhất hết ngày 09/6)"
    ]
    assert (f"reminder:{officer}:2023-06-06:1", "sent") in await schedule.rows()


def send(key: ReportKey) -> ActOnReport:
    """Sent, with the leader's signature on paper where one is needed."""
    return ActOnReport(key=key, act=ReportAct.SEND, paper="12/BC-UBND ngày 5/6")


async def test_a_colleague_by_post_is_reminded_of_their_own_items_only(schedule: Schedule) -> None:
    world = schedule.world
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    health = await world.person(Role.COMMUNE_OFFICER, world.commune, post="Trạm y tế")
    police = await world.person(Role.COMMUNE_OFFICER, world.commune, post="Công an")
    await world.does(
        officer,
        AssignItems(unit=world.commune, post="Trạm y tế", indicators=("15.1", "15.2")),
        AssignItems(unit=world.commune, post="Công an", indicators=("19.2",)),
        begin(world.key),
        world.answer("19.2"),
    )
    await schedule.tick("2023-06-06T08:00")
    sent = dict(await schedule.deliver())
    assert sent[f"chat-{health}"].splitlines()[1] == "Phần của anh/chị (Trạm y tế) còn: 15.1, 15.2"
    assert set(sent) == {f"chat-{officer}", f"chat-{health}"}
    assert f"chat-{police}" not in sent


async def test_late_reports_are_reminded_of_kindly_and_told_above_as_one_list_of_units(schedule: Schedule) -> None:
    world = schedule.world
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    manager = await world.person(Role.MANAGER, world.district)
    await world.does(officer, begin(world.key), world.answer("1.1"))
    await schedule.tick("2023-06-12T07:45")
    await schedule.deliver()
    await schedule.tick("2023-06-12T08:30")
    reminded, above, villages = await schedule.deliver()
    assert reminded == (
        f"chat-{officer}",
        (
            "Đã qua hạn 09/6, báo cáo 6 tháng đầu năm 2023 của xã Phúc Sen còn 56 chỉ tiêu chưa có số. "
            "Anh/chị có thể gửi trước phần đã có để kịp tổng hợp, phần còn lại hẹn ngày.\n\n"
            "▶ Trả lời tiếp, gõ: baocao\n"
            "Gửi phần đã có, gõ: guibaocao\nBáo lý do, hẹn ngày, gõ: henngay\n"
            "Tôi không còn phụ trách, gõ: thoiphutrach"
        ),
    )
    assert villages[0] == f"chat-{officer}"
    assert above == (
        f"chat-{manager}",
        (
            "Báo cáo 6 tháng đầu năm 2023: đến 8:30 12/6, còn 2 đơn vị chưa gửi (hạn đã hết ngày 09/6).\n"
            "• xã Độc Lập: chưa có người phụ trách trong hệ thống\n"
            "• xã Phúc Sen: có 1/57\n\n"
            "Xem tiến độ, gõ: tonghop"
        ),
    )


async def test_late_villages_are_told_to_their_commune(schedule: Schedule) -> None:
    world = schedule.world
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    manager = await world.person(Role.MANAGER, world.district)
    await world.does(officer, begin(world.key), world.answer("1.1"), send(world.key))
    await schedule.tick("2023-06-12T07:45")
    await schedule.deliver()
    await schedule.tick("2023-06-12T08:30")
    sent = dict(await schedule.deliver())
    assert sent[f"chat-{officer}"].splitlines()[1:3] == [
        "• xóm Lũng Sâu: chưa có người phụ trách trong hệ thống",
        "• xóm Pác Rằng: chưa có người phụ trách trong hệ thống",
    ]
    assert sent[f"chat-{manager}"].splitlines()[1:] == [
        "• xã Độc Lập: chưa có người phụ trách trong hệ thống",
        "",
        "Xem tiến độ, gõ: tonghop",
    ]


async def outage(schedule: Schedule, until: str) -> tuple[list[str], list[tuple[str, str]]]:
    """The bot is down from the evening of 5 June on; what officers get after it, and all rows."""
    world = schedule.world
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.person(Role.ADMIN, world.district, name="Quản trị")
    await schedule.tick(until)
    sent = await schedule.deliver()
    return [text for address, text in sent if address == f"chat-{officer}"], await schedule.rows()


async def test_after_an_outage_of_an_hour_a_reminder_comes_as_if_nothing_had_been(schedule: Schedule) -> None:
    sent, rows = await outage(schedule, "2023-06-06T08:59")
    assert ["muộn" in text for text in sent] == [False]
    assert [state for _, state in rows] == ["sent"]


async def test_after_an_outage_of_thirty_hours_it_comes_once_and_says_that_it_is_late(schedule: Schedule) -> None:
    sent, rows = await outage(schedule, "2023-06-07T14:00")
    assert [text.splitlines()[2] for text in sent] == [
        "(Tin này gửi muộn vì hệ thống vừa tạm dừng, mong anh/chị thông cảm.)"
    ]
    assert [state for _, state in rows] == ["sent"]


async def test_after_an_outage_of_ten_days_what_is_old_is_skipped_and_told_to_the_admin(schedule: Schedule) -> None:
    sent, rows = await outage(schedule, "2023-06-15T09:00")
    assert sent == []
    assert [(key.partition(":")[2], state) for key, state in rows if key.startswith("reminder:")] == [
        (f"1:2023-06-{day}:1", "skipped") for day in ("06", "08", "09", "12")
    ]
    (notice,) = [key for key, _ in rows if key.startswith("outage:")]
    assert notice == "outage:2023-06-15T09:00+07:00:2"


async def test_what_is_due_in_the_night_waits_for_the_morning(schedule: Schedule) -> None:
    await schedule.world.person(Role.COMMUNE_OFFICER, schedule.world.commune)
    await schedule.tick("2023-06-06T22:00")
    assert await schedule.deliver() == []
    schedule.world.clock.at = at("2023-06-07T07:00")
    assert len(await schedule.deliver()) == 1


async def test_stopped_by_an_admin_nothing_scheduled_leaves_and_later_the_next_slot_does(schedule: Schedule) -> None:
    world = schedule.world
    await world.person(Role.COMMUNE_OFFICER, world.commune)
    await schedule.tick("2023-06-06T08:00")
    async with world.database.write() as tx:
        stop(tx, world.clock.at)
    assert await schedule.deliver() == []
    await schedule.tick("2023-06-08T08:00")
    assert [state for _, state in await schedule.rows()] == ["skipped"]
    async with world.database.write() as tx:
        resume(tx)
    await schedule.tick("2023-06-09T08:00")
    assert len(await schedule.deliver()) == 1


async def test_whoever_blocked_the_bot_or_left_is_not_queued_for(schedule: Schedule) -> None:
    world = schedule.world
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(officer, WithdrawConsent(erase=False))
    await schedule.tick("2023-06-06T08:00")
    assert await schedule.rows() == []


async def test_a_rule_for_some_units_reminds_only_those_and_a_monthly_one_every_month(schedule: Schedule) -> None:
    world = schedule.world
    mine = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.person(Role.COMMUNE_OFFICER, world.neighbour)
    async with world.database.write() as tx:
        text = RuleText(
            unit=world.district, code="T", title="Báo cáo", owes=Level.COMMUNE, only=(world.commune,),
            form=Form.CRITERIA, cycle=Cycle.MONTH, span=Span.CYCLE, operator=DueOperator.UNTIL, due_day=25,
            valid_from=date(2023, 6, 1), lock_after=LOCK_AFTER, offsets=Offsets(before=(0,), after=(), then_every=0),
        )  # fmt: skip
        await put_rule(tx, text, at=world.clock.at)
    await schedule.tick("2023-07-24T20:00")
    await schedule.deliver()
    await schedule.tick("2023-07-25T08:00")
    reminded = {address: text for address, text in await schedule.deliver() if "tháng 7/2023" in text}
    assert list(reminded) == [f"chat-{mine}"]


async def test_the_forecast_says_what_the_tick_then_does_and_sends_nothing_itself(schedule: Schedule) -> None:
    world = schedule.world
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(officer, begin(world.key), world.answer("1.1"))
    sends = await forecast(
        world.database, schedule.services, schedule.workdays, unit="xã Phúc Sen", first=date(2023, 6, 6),
        last=date(2023, 6, 6),
    )  # fmt: skip
    assert [(send.unit, send.role, send.slot, send.reason) for send in sends] == [
        (
            "xã Phúc Sen",
            "commune_officer",
            "D-3",
            "chưa gửi, đã có 1/57; còn 3 ngày, hạn hết 9/6/2023",
        ),
        *(
            (
                f"xóm {name}",
                "village_officer",
                "D-3",
                "chưa gửi, đã có 0/13; còn 3 ngày, hạn hết 9/6/2023; chưa ai giữ vai trò này trong hệ thống",
            )
            for name in ("Lũng Sâu", "Pác Rằng")
        ),
    ]
    assert await schedule.rows() == []


async def test_managers_get_the_weekly_digest_once_and_an_observer_only_who_asked_for_it(schedule: Schedule) -> None:
    world = schedule.world
    manager = await world.person(Role.MANAGER, world.district)
    await world.person(Role.OBSERVER, world.district)
    asked = await world.person(Role.OBSERVER, world.district)
    weary = await world.person(Role.MANAGER, world.district)
    async with world.database.write() as tx:
        subscribe(tx, asked, world.district, wanted=True, now=world.clock.at)
        subscribe(tx, weary, world.district, wanted=False, now=world.clock.at)
    await schedule.tick("2023-06-18T20:00")
    await schedule.deliver()
    for moment in ("2023-06-19T07:00", "2023-06-19T07:10", "2023-06-19T08:00"):
        await schedule.tick(moment)
    told = [address for address, text in await schedule.deliver() if not text.startswith(("Đã qua", "Báo cáo"))]
    assert told == [f"chat-{manager}", f"chat-{asked}"]


async def test_in_the_week_before_a_deadline_the_manager_is_told_twice_a_day(schedule: Schedule) -> None:
    await schedule.world.person(Role.MANAGER, schedule.world.district)
    for moment in ("2023-06-08T07:29", "2023-06-08T07:30", "2023-06-08T14:00"):
        await schedule.tick(moment)
    keys = [key for key, _ in await schedule.rows() if key.startswith("digest:") and "daily-manager-2023-06-08" in key]
    assert [key.split(":")[2] for key in keys] == ["daily-manager-2023-06-08-07", "daily-manager-2023-06-08-14"]


async def test_a_group_gets_the_digest_of_its_unit(schedule: Schedule) -> None:
    world = schedule.world
    manager = await world.person(Role.MANAGER, world.district)
    async with world.database.write() as tx:
        await bind(
            tx, channel=CHANNEL, address="-100", title="Nông thôn mới", unit=world.district, by=manager,
            now=world.clock.at,
        )  # fmt: skip
    await schedule.tick("2023-06-18T20:00")
    await schedule.deliver()
    await schedule.tick("2023-06-19T07:30")
    assert [address for address, _ in await schedule.deliver()] == [f"chat-{manager}", "-100"]


async def test_a_unit_sets_its_own_hours(schedule: Schedule) -> None:
    world = schedule.world
    await world.person(Role.MANAGER, world.district)
    async with world.database.write() as tx:
        set_digest_hours(tx, world.district, DigestHours(weekday=2, manager=time(9, 15), daily=()))
    sends = await forecast(
        world.database, schedule.services, schedule.workdays, unit="huyện Quảng Hòa", first=date(2023, 6, 12),
        last=date(2023, 6, 18),
    )  # fmt: skip
    assert [(send.at, send.role, send.period) for send in sends if send.kind is SendKind.DIGEST] == [
        (at("2023-06-14T07:30"), "group", "2023-W24"),
        (at("2023-06-14T09:15"), "manager", "2023-W24"),
    ]
