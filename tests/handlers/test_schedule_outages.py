"""What an outage, a wrong clock or a night between the tick and the sending leaves: nothing old, nothing at night."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conversations.engine.effects import ActOnReport
from conversations.programme.person import Role
from conversations.programme.report import ReportAct
from conversations.programme.unit import kind_by_code
from handlers.deliver import Ended
from handlers.schedule import escalations
from handlers.stuck import retry_row
from storage.roles import grant_role
from storage.units import add_unit
from tests.handlers.reporting_world import begin, make_world
from tests.handlers.scheduled import Schedule, at, make_schedule

if TYPE_CHECKING:
    from storage.database import Database


@pytest.fixture
async def schedule(database: Database) -> Schedule:
    made = make_schedule(await make_world(database))
    await made.tick("2023-06-05T18:00")
    return made


async def test_a_reminder_that_waited_in_the_outbox_for_days_is_not_sent_any_more(schedule: Schedule) -> None:
    officer = await schedule.world.person(Role.COMMUNE_OFFICER, schedule.world.commune)
    await schedule.tick("2023-06-06T08:00")
    schedule.world.clock.at = at("2023-06-16T09:00")
    assert await schedule.deliver() == []
    assert await schedule.rows() == [(f"reminder:{officer}:2023-06-06:1", "skipped")]


async def test_what_an_operator_sends_again_leaves_however_old_it_is(schedule: Schedule) -> None:
    world = schedule.world
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await schedule.tick("2023-06-06T08:00")
    outbox = schedule.outbox()
    (due,) = await outbox.claim(10)
    await outbox.begin([due])
    await outbox.write([Ended(due, "failed", reason="refused")])
    world.clock.at = at("2023-06-15T10:00")
    await retry_row(world.database, world.clock, due.id)
    assert [address for address, _ in await schedule.deliver()] == [f"chat-{officer}"]


async def test_a_reminder_that_could_not_leave_by_day_waits_for_the_morning(schedule: Schedule) -> None:
    await schedule.world.person(Role.COMMUNE_OFFICER, schedule.world.commune)
    await schedule.tick("2023-06-06T08:00")
    schedule.world.clock.at = at("2023-06-07T02:00")
    assert await schedule.deliver() == []
    schedule.world.clock.at = at("2023-06-07T07:00")
    assert len(await schedule.deliver()) == 1


async def test_a_digest_after_an_outage_does_not_come_at_night(schedule: Schedule) -> None:
    await schedule.world.person(Role.MANAGER, schedule.world.district)
    await schedule.tick("2023-06-20T02:00")
    await schedule.tick("2023-06-20T02:01")
    assert [text for _, text in await schedule.deliver() if "48" not in text] == []
    schedule.world.clock.at = at("2023-06-20T07:00")
    assert len(await schedule.deliver()) >= 1


async def test_a_clock_that_was_ahead_for_a_moment_costs_nobody_a_later_reminder(schedule: Schedule) -> None:
    officer = await schedule.world.person(Role.COMMUNE_OFFICER, schedule.world.commune)
    await schedule.tick("2023-06-30T08:00")
    await schedule.tick("2023-06-06T07:59")
    await schedule.tick("2023-06-06T08:00")
    assert (f"reminder:{officer}:2023-06-06:1", "queued") in await schedule.rows()


async def test_a_list_of_many_late_units_leaves_while_the_last_of_them_owes(
    schedule: Schedule, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(escalations, "GUARDED", 1)
    world = schedule.world
    manager = await world.person(Role.MANAGER, world.district)
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(officer, begin(world.key), world.answer("1.1"))
    await schedule.tick("2023-06-12T08:20")
    await schedule.tick("2023-06-12T08:30")
    await world.does(officer, ActOnReport(key=world.key, act=ReportAct.SEND, paper="12/BC-UBND ngày 12/6"))
    await schedule.deliver()
    assert (f"escalation:{manager}:2023-06-12", "sent") in await schedule.rows()


async def test_a_reminder_that_leaves_a_day_later_counts_the_days_from_then_and_says_that_it_is_late(
    schedule: Schedule,
) -> None:
    await schedule.world.person(Role.COMMUNE_OFFICER, schedule.world.commune)
    await schedule.tick("2023-06-06T08:00")
    schedule.world.clock.at = at("2023-06-07T09:00")
    ((_, text),) = await schedule.deliver()
    assert text.startswith("⏰ Còn 2 ngày: ")
    assert "(Tin này gửi muộn vì hệ thống vừa tạm dừng, mong anh/chị thông cảm.)" in text


async def test_whoever_runs_the_system_is_told_of_digests_and_lists_that_were_too_old_as_well(
    schedule: Schedule,
) -> None:
    manager = await schedule.world.person(Role.MANAGER, schedule.world.district)
    admin = await schedule.world.person(Role.ADMIN, schedule.world.district)
    await schedule.tick("2023-06-15T09:00")
    rows = dict(await schedule.rows())
    assert rows[f"digest:{schedule.world.district}:weekly-manager-2023-06-12:{manager}:1"] == "skipped"
    assert rows[f"escalation:{manager}:2023-06-12"] == "skipped"
    told = [text for address, text in await schedule.deliver() if address == f"chat-{admin}"]
    assert len(told) == 1
    assert "quá 48 giờ" in told[0]


async def test_somebody_with_very_many_reports_is_told_how_many_in_a_message_that_fits(schedule: Schedule) -> None:
    world = schedule.world
    officer = await world.person(Role.VILLAGE_OFFICER, world.villages[0])
    async with world.database.write() as tx:
        for number in range(40):
            village = await add_unit(
                tx,
                kind=kind_by_code("xom"),
                name=f"{'Lũng Sâu ' * 4}{number:02}",
                parent=world.commune,
                at=world.clock.at,
            )
            await grant_role(tx, officer, unit=village, role=Role.VILLAGE_OFFICER, post="", by=None, now=world.clock.at)
    await schedule.tick("2023-06-06T08:00")
    ((_, text),) = await schedule.deliver()
    assert text.startswith("⏰ Anh/chị còn 41 báo cáo chưa gửi:")
    assert "\nvà 29 báo cáo nữa\n" in text
    assert len(text) <= 2000
