"""Who has a dossier before them is reminded around its day: to hand in, to pass up, to decide; after it those above."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from conversations.engine.effects import NameForDossier
from conversations.programme.dossier import DossierAct, DossierKind
from conversations.programme.dossier_plan import DossierPlan
from conversations.programme.person import Role
from conversations.programme.plan_targets import Standard
from conversations.programme.workdays import Workdays
from handlers.schedule.forecast import forecast
from handlers.schedule.tick import due_moments
from storage.dossiers import dossiers_of
from tests.handlers.dossier_world import DATES, make_dossier_world
from tests.handlers.scheduled import at, make_schedule

if TYPE_CHECKING:
    from conversations.programme.ids import DossierId, PersonId
    from storage.database import Database
    from tests.handlers.dossier_world import DossierWorld
    from tests.handlers.scheduled import Schedule


@pytest.fixture
async def w(database: Database) -> DossierWorld:
    return await make_dossier_world(database)


async def told(schedule: Schedule, *people: PersonId) -> list[str]:
    """What these people are told now of dossiers."""
    chats = {f"chat-{person}" for person in people}
    gone = [text for address, text in await schedule.deliver() if address in chats]
    return [text for text in gone if "phải trình lên" in text or "chưa trình" in text or "chưa nộp, đã" in text]


async def submitted(w: DossierWorld) -> None:
    await w.fills(await w.says("1.1", choice="Đã có"))


async def test_the_district_is_reminded_around_its_day_and_the_province_after_it(w: DossierWorld) -> None:
    schedule = make_schedule(w.world)
    await schedule.tick("2023-06-05T09:00")
    days = {}
    for day in ("2023-06-28", "2023-06-29", "2023-07-14", "2023-07-28", "2023-07-31", "2023-08-01", "2023-08-02"):
        await schedule.tick(f"{day}T09:00")
        days[day] = [len(await told(schedule, person)) for person in (w.manager,)]
        await schedule.deliver()
    assert days == {
        "2023-06-28": [0],
        "2023-06-29": [1],
        "2023-07-14": [1],
        "2023-07-28": [1],
        "2023-07-31": [1],
        "2023-08-01": [1],
        "2023-08-02": [0],
    }


async def test_it_says_who_has_not_handed_in_and_what_waits_and_the_province_gets_one_list(w: DossierWorld) -> None:
    schedule = make_schedule(w.world)
    await schedule.tick("2023-06-05T09:00")
    await schedule.tick("2023-06-29T09:00")
    (text,) = await told(schedule, w.manager)
    assert text.splitlines()[:2] == [
        "⏰ Hồ sơ đơn vị mình phải trình lên hoặc quyết định (1):",
        "• xã Phúc Sen, NTM 2023: xã chưa nộp; hạn trình 29/7/2023, còn 30 ngày",
    ]
    assert await told(schedule, w.province_manager) == []
    await submitted(w)
    await schedule.deliver()
    await schedule.tick("2023-07-31T09:00")
    gone = {address: text for address, text in await schedule.deliver() if "chậm 2 ngày" in text}
    line = "• xã Phúc Sen, NTM 2023: đã nộp, chờ trình; hạn trình 29/7/2023, chậm 2 ngày"
    assert gone[f"chat-{w.manager}"].splitlines()[1] == line
    assert gone[f"chat-{w.province_manager}"].splitlines()[:2] == ["Hồ sơ cấp dưới chưa trình, đã quá hạn (1):", line]


async def test_once_a_morning_also_with_two_workers_and_after_a_double_tick(w: DossierWorld) -> None:
    schedule = make_schedule(w.world)
    await schedule.tick("2023-06-05T09:00")
    w.world.clock.at = at("2023-06-29T09:00")
    await asyncio.gather(*(schedule.tick("2023-06-29T09:00") for _ in range(2)))
    await schedule.tick("2023-06-29T11:00")
    first, second = await asyncio.gather(schedule.deliver("one"), schedule.deliver("two"))
    gone = [address for address, text in (*first, *second) if "phải trình lên" in text]
    assert gone == [f"chat-{w.manager}"]
    keys = [key for key, _ in await schedule.rows() if key.startswith("dossiers:")]
    assert keys == [f"dossiers:{w.manager}:2023-06-29"]


async def test_what_was_passed_up_meanwhile_is_not_reminded_of(w: DossierWorld) -> None:
    schedule = make_schedule(w.world)
    await submitted(w)
    await schedule.tick("2023-06-05T09:00")
    await schedule.deliver()
    await schedule.tick("2023-06-29T09:00")
    await w.acts(w.manager, DossierAct.PASS_UP)
    assert await told(schedule, w.manager) == []
    rows = dict(await schedule.rows())
    assert rows[f"dossiers:{w.manager}:2023-06-29"] == "skipped"
    await schedule.tick("2023-07-14T09:00")
    assert await told(schedule, w.manager) == []


async def test_what_is_two_days_old_is_written_down_and_told_to_whoever_runs_the_system(w: DossierWorld) -> None:
    schedule = make_schedule(w.world)
    admin = await w.world.person(Role.ADMIN, w.province)
    await schedule.tick("2023-06-28T09:00")
    await schedule.deliver()
    await schedule.tick("2023-07-03T09:00")
    rows = dict(await schedule.rows())
    assert rows[f"dossiers:{w.manager}:2023-06-29"] == "skipped"
    gone = await schedule.deliver()
    assert [address for address, text in gone if "phải trình" in text] == []
    assert [address for address, text in gone if "không gửi" in text or "bỏ qua" in text] == [f"chat-{admin}"]


async def test_a_late_one_goes_once_and_says_so(w: DossierWorld) -> None:
    schedule = make_schedule(w.world)
    await schedule.tick("2023-06-28T09:00")
    await schedule.tick("2023-06-30T10:00")
    (text,) = await told(schedule, w.manager)
    assert text.startswith("(Tin của ngày 29/6/2023, gửi muộn.)")


async def test_the_forecast_lists_them_and_the_clock_stops_there(w: DossierWorld) -> None:
    schedule = make_schedule(w.world)
    await schedule.tick("2023-06-05T09:00")
    first, last = at("2023-07-28T00:00").date(), at("2023-07-31T00:00").date()
    found = await forecast(w.world.database, w.world.services, Workdays(), unit="Cao Bằng", first=first, last=last)
    dossiers = [one for one in found if "hạn trình" in one.reason]
    assert [(one.at.date().isoformat(), one.kind.value, one.unit, one.slot) for one in dossiers] == [
        ("2023-07-28", "reminder", "huyện Quảng Hòa", "D0"),
        ("2023-07-31", "escalation", "tỉnh Cao Bằng", "D+1"),
        ("2023-07-31", "overdue_reminder", "huyện Quảng Hòa", "D+1"),
    ]
    moments = await due_moments(w.world.database, w.world.services, Workdays(), until=at("2023-08-03T00:00"))
    assert at("2023-07-28T08:00") in moments


async def named(w: DossierWorld, *, seen: int = 0) -> DossierId:
    """A village whose dossier its commune hands in by 29 June and the district decides by 29 July."""
    plan = DossierPlan(standard=Standard.MODEL, kind=DossierKind.RECOGNITION, dates=DATES)
    await w.world.does(w.manager, NameForDossier(unit=w.world.villages[0], plan=plan, seen=seen))
    async with w.world.database.read() as tx:
        (stored,) = await dossiers_of(tx, [w.world.villages[0]])
    return stored.id


async def test_a_villages_commune_is_reminded_to_hand_in_and_after_its_day_the_district_is_told(
    w: DossierWorld,
) -> None:
    schedule = make_schedule(w.world)
    await named(w)
    await schedule.tick("2023-06-05T09:00")
    await schedule.deliver()
    await schedule.tick("2023-06-28T09:00")
    gone = {address: text for address, text in await schedule.deliver() if "kiểu mẫu" in text}
    assert set(gone) == {f"chat-{w.officer}", f"chat-{w.leader}"}
    assert gone[f"chat-{w.leader}"].splitlines()[:2] == [
        "⏰ Hồ sơ đơn vị mình phải nộp (1):",
        "• xóm Pác Rằng, NTM kiểu mẫu 2023: hạn nộp 29/6/2023, còn 1 ngày",
    ]
    await schedule.tick("2023-06-30T09:00")
    (text,) = await told(schedule, w.manager)
    assert text.splitlines()[:2] == [
        "Hồ sơ cấp dưới chưa nộp, đã quá hạn (1):",
        "• xóm Pác Rằng, NTM kiểu mẫu 2023: hạn nộp 29/6/2023, chậm 1 ngày",
    ]


async def test_a_list_of_which_one_has_left_meanwhile_is_made_anew(w: DossierWorld) -> None:
    schedule = make_schedule(w.world)
    number = await named(w)
    await schedule.tick("2023-06-05T09:00")
    await schedule.deliver()
    await schedule.tick("2023-07-28T09:00")
    await submitted(w)
    await w.acts(w.leader, DossierAct.SUBMIT, number=number)
    await w.acts(w.manager, DossierAct.RECOGNISE, number=number)
    (text,) = await told(schedule, w.manager)
    assert text.splitlines()[:2] == [
        "⏰ Hồ sơ đơn vị mình phải trình lên hoặc quyết định (1):",
        "• xã Phúc Sen, NTM 2023: đã nộp, chờ trình; hạn trình 29/7/2023, còn 1 ngày",
    ]
    assert "kiểu mẫu" not in text
    assert dict(await schedule.rows())[f"dossiers:{w.manager}:2023-07-28"] == "sent"
    assert await told(schedule, w.leader) == []


async def test_the_district_is_told_what_it_must_decide_on_a_village(w: DossierWorld) -> None:
    schedule = make_schedule(w.world)
    number = await named(w)
    await w.acts(w.officer, DossierAct.SUBMIT, number=number)
    await schedule.tick("2023-06-05T09:00")
    await schedule.deliver()
    await schedule.tick("2023-07-31T09:00")
    gone = {address: text for address, text in await schedule.deliver() if "hạn quyết định" in text}
    line = "• xóm Pác Rằng, NTM kiểu mẫu 2023: đã nộp, chờ quyết định; hạn quyết định 29/7/2023, chậm 2 ngày"
    assert line in gone.pop(f"chat-{w.manager}").splitlines()
    assert gone == {}, "nobody stands above whoever decides"
