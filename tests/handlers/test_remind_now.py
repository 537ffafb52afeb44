"""A manager reminds now: only those who owe, never a third time on a day, and an admin may stop it all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from conversations.engine.asks import OwedTo, ScheduleNow
from conversations.engine.effects import ActOnReport, LeaveCharge, RemindAgain, RemindUnits, SwitchSchedule
from conversations.programme.ids import RuleId
from conversations.programme.person import Role
from conversations.programme.problem import Problem, Refusal
from conversations.programme.report import ReportAct
from conversations.programme.unit import kind_by_code
from handlers.schedule.waves import reminder_key
from storage.roles import grant_role
from storage.units import add_succession, add_unit
from storage.wishes import snoozes_of
from tests.handlers.reporting_world import H1, begin, make_world
from tests.handlers.scheduled import Schedule, at, make_schedule

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId
    from storage.database import Database


@pytest.fixture
async def schedule(database: Database) -> Schedule:
    """A district whose clock was followed up to the evening of 5 June."""
    made = make_schedule(await make_world(database))
    made.world.services = made.services
    await made.tick("2023-06-05T18:00")
    return made


async def manager_of(schedule: Schedule) -> PersonId:
    return await schedule.world.person(Role.MANAGER, schedule.world.district, name="Quản lý")


async def reminded(schedule: Schedule, manager: PersonId) -> tuple[tuple[str, ...], list[tuple[str, str]]]:
    """What the manager is told, and the first lines of what leaves besides digests."""
    world = schedule.world
    done = await world.does(manager, RemindUnits(unit=world.district, rule=world.rule, period=H1))
    sent = await schedule.deliver()
    return done.lines, [(address, text) for address, text in sent if address != f"chat-{manager}"]


async def test_who_owes_is_reminded_now_and_the_manager_is_told_whom_it_reached(schedule: Schedule) -> None:
    world = schedule.world
    manager = await manager_of(schedule)
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    schedule.world.clock.at = at("2023-06-05T18:30")
    lines, sent = await reminded(schedule, manager)
    assert lines == ("Đã nhắc 1 người; 1 đơn vị chưa có ai để nhắc.",)
    assert sent == [
        (
            f"chat-{officer}",
            (
                "⏰ Còn 4 ngày: báo cáo 6 tháng đầu năm 2023 · xã Phúc Sen (chậm nhất hết ngày 09/6)\n"
                "Chưa có chỉ tiêu nào trong 57 chỉ tiêu.\n"
                "(Tin nhắc này do huyện Quảng Hòa đề nghị gửi.)\n\n"
                "▶ Trả lời tiếp, gõ: baocao\n"
                "Nhắc lại ngày mai, gõ: nhaclai\n"
                "Tôi không còn phụ trách, gõ: thoiphutrach"
            ),
        )
    ]


async def test_the_third_time_on_a_day_nobody_is_reminded(schedule: Schedule) -> None:
    world = schedule.world
    manager = await manager_of(schedule)
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.person(Role.COMMUNE_OFFICER, world.neighbour)
    await schedule.tick("2023-06-06T08:00")
    await schedule.deliver()
    world.clock.at = at("2023-06-06T10:00")
    first, sent = await reminded(schedule, manager)
    again, none = await reminded(schedule, manager)
    assert (first, len(sent)) == (("Đã nhắc 2 người.",), 2)
    assert (again, none) == (("Không nhắc thêm ai; 2 người hôm nay đã được nhắc hai lần.",), [])
    await world.does(officer, RemindAgain(keys=(world.key,)))
    async with world.database.read() as tx:
        (snooze,) = await snoozes_of(tx, officer, now=world.clock.at)
    assert snooze.at == at("2023-06-07T08:00")


async def test_before_the_morning_the_calendars_own_reminder_keeps_its_place(schedule: Schedule) -> None:
    world = schedule.world
    manager = await manager_of(schedule)
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    world.clock.at = at("2023-06-06T07:30")
    await reminded(schedule, manager)
    await schedule.tick("2023-06-06T08:00")
    await schedule.deliver()
    assert {(key, state) for key, state in await schedule.rows() if key.startswith("reminder:")} == {
        (reminder_key(officer, date(2023, 6, 6), 1), "sent"),
        (reminder_key(officer, date(2023, 6, 6), 2), "sent"),
    }


async def test_at_night_it_waits_for_the_morning_and_counts_for_that_day(schedule: Schedule) -> None:
    world = schedule.world
    manager = await manager_of(schedule)
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    world.clock.at = at("2023-06-06T22:00")
    lines, sent = await reminded(schedule, manager)
    assert (lines, sent) == (("7:00 sáng sẽ nhắc 1 người; 1 đơn vị chưa có ai để nhắc.",), [])
    world.clock.at = at("2023-06-07T07:00")
    assert [address for address, _ in await schedule.deliver()] == [f"chat-{officer}"]
    assert (reminder_key(officer, date(2023, 6, 7), 2), "sent") in await schedule.rows()


async def test_a_report_that_left_between_the_press_and_the_sending_is_not_reminded_of(schedule: Schedule) -> None:
    world = schedule.world
    manager = await manager_of(schedule)
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(officer, begin(world.key), world.answer("1.1"))
    await world.does(manager, RemindUnits(unit=world.district, rule=world.rule, period=H1, units=(world.commune,)))
    await world.does(officer, ActOnReport(key=world.key, act=ReportAct.SEND, paper="12/BC-UBND"))
    assert [text for address, text in await schedule.deliver() if text.startswith("⏰")] == []


async def test_only_the_chosen_units_are_reminded_and_it_is_in_the_audit_log(schedule: Schedule) -> None:
    world = schedule.world
    manager = await manager_of(schedule)
    await world.person(Role.COMMUNE_OFFICER, world.commune)
    other = await world.person(Role.COMMUNE_OFFICER, world.neighbour)
    units = (world.neighbour,)
    await world.does(manager, RemindUnits(unit=world.district, rule=world.rule, period=H1, units=units))
    assert [address for address, _ in await schedule.deliver()] == [f"chat-{other}"]
    async with world.database.read() as tx:
        row = await tx.one("SELECT person, subject, detail FROM audit WHERE act = 'reminded_now'")
    assert row is not None
    assert (row["person"], row["subject"], row["detail"]) == (
        manager,
        f"rule:{world.rule}:{H1}",
        '{"people":1,"units":1}',
    )


async def test_only_a_manager_of_the_unit_it_is_owed_to_may(schedule: Schedule) -> None:
    world = schedule.world
    manager = await manager_of(schedule)
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    observer = await world.person(Role.OBSERVER, world.district)
    for person in (officer, observer):
        with pytest.raises(Refusal):
            await world.does(person, RemindUnits(unit=world.district, rule=world.rule, period=H1))
        assert await world.asked(person, OwedTo(world.district)) is None
    for rule, period in ((RuleId(999), H1), (world.rule, "2023-NO")):
        with pytest.raises(Refusal):
            await world.does(manager, RemindUnits(unit=world.district, rule=rule, period=period))
    assert await schedule.rows() == []


async def test_the_manager_sees_beforehand_who_owes_and_whom_it_would_reach(schedule: Schedule) -> None:
    world = schedule.world
    manager = await manager_of(schedule)
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    leaver = await world.person(Role.COMMUNE_OFFICER, world.neighbour)
    await world.does(leaver, LeaveCharge(unit=world.neighbour))
    await world.does(officer, begin(world.key), world.answer("1.1"))
    every = await world.told(manager, OwedTo(world.district))
    assert [(one.rule, one.period.key, one.units, one.kinds) for one in every.periods] == [
        (world.rule, H1, 2, "xã"),
        (world.village_rule, "2023-X1", 2, "xóm"),
    ]
    found = await world.told(manager, OwedTo(world.district, (world.rule, H1)))
    assert [
        (
            one.report.unit.name,
            len(one.report.given),
            one.people,
            one.last_active,
            one.unattended.why if one.unattended else "",
        )
        for one in found.owing
    ] == [
        ("Độc Lập", 0, frozenset(), None, "left"),
        ("Phúc Sen", 1, frozenset({officer}), date(2023, 6, 5), ""),
    ]


async def test_an_admin_stops_everything_and_lets_it_go_on(schedule: Schedule) -> None:
    world = schedule.world
    manager = await manager_of(schedule)
    admin = await world.person(Role.ADMIN, world.district)
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    with pytest.raises(Refusal):
        await world.does(manager, SwitchSchedule(stopped=True))
    assert await world.asked(manager, ScheduleNow()) is None
    await world.does(admin, SwitchSchedule(stopped=True))
    known = await world.told(admin, ScheduleNow())
    assert known.stopped_at == world.clock.at
    await schedule.tick("2023-06-06T08:00")
    assert await schedule.deliver() == []
    with pytest.raises(Problem) as refused:
        await world.does(manager, RemindUnits(unit=world.district, rule=world.rule, period=H1))
    assert refused.value.code == "schedule_stopped"
    await world.does(admin, SwitchSchedule(stopped=False))
    await schedule.tick("2023-06-08T08:00")
    assert f"chat-{officer}" in {address for address, _ in await schedule.deliver()}
    async with world.database.read() as tx:
        rows = await tx.all("SELECT act FROM audit WHERE subject = 'schedule' ORDER BY id")
    assert [row["act"] for row in rows] == ["schedule_stopped", "schedule_resumed"]


async def test_what_was_queued_before_a_merger_does_not_leave_after_it(schedule: Schedule) -> None:
    world = schedule.world
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await schedule.tick("2023-06-06T22:00")
    async with world.database.write() as tx:
        merged = await add_unit(tx, kind=kind_by_code("xa"), name="Phúc Lập", parent=world.district, at=world.clock.at)
        await add_succession(
            tx, predecessor=world.commune, successor=merged, kind="merged", on=date(2023, 6, 7), at=world.clock.at
        )
    world.clock.at = at("2023-06-07T07:00")
    assert await schedule.deliver() == []
    assert await schedule.rows() == [(reminder_key(officer, date(2023, 6, 6), 1), "skipped")]


async def test_after_a_merger_in_mid_period_the_successors_people_are_reminded_and_nobody_else(
    schedule: Schedule,
) -> None:
    world = schedule.world
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    manager = await manager_of(schedule)
    await world.does(officer, begin(world.key), world.answer("1.1"), RemindAgain(keys=(world.key,)))
    reform = date(2023, 6, 7)
    async with world.database.write() as tx:
        merged = await add_unit(
            tx, kind=kind_by_code("xa"), name="Phúc Lập", parent=world.district, at=world.clock.at, valid_from=reform
        )
        for old in (world.commune, world.neighbour):
            await add_succession(tx, predecessor=old, successor=merged, kind="merged", on=reform, at=world.clock.at)
    successor = await world.person(Role.COMMUNE_OFFICER, merged)
    async with world.database.write() as tx:
        await grant_role(
            tx, officer, unit=world.commune, role=Role.COMMUNE_OFFICER, post="y tế", by=None, now=world.clock.at
        )
    await schedule.tick("2023-06-08T08:00")
    sent = [(address, text.splitlines()[0]) for address, text in await schedule.deliver()]
    assert [pair for pair in sent if pair[0] != f"chat-{manager}"] == [
        (
            f"chat-{successor}",
            "⏰ Còn 1 ngày: báo cáo 6 tháng đầu năm 2023 · xã Phúc Lập (chậm nhất hết ngày 09/6)",
        )
    ]
    facts = await world.told(manager, OwedTo(world.district, (world.rule, H1)))
    assert [one.report.unit.name for one in facts.owing] == ["Phúc Lập"]
    done = await world.does(
        manager, RemindUnits(unit=world.district, rule=world.rule, period=H1, units=(world.commune,))
    )
    assert done.lines == ("Không nhắc thêm ai.",)
