"""Somebody is away: the colleague they named is reminded instead, named as such, for just these days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from conversations.engine.asks import AbsencesNow
from conversations.engine.effects import ComeBack, GoOnLeave, LeaveCharge, RemindAgain
from conversations.engine.facts import Needs
from conversations.programme.person import Role
from conversations.programme.problem import Problem, Refusal
from handlers.schedule.forecast import forecast
from storage.roles import end_role
from tests.handlers.reporting_world import make_world
from tests.handlers.scheduled import Schedule, make_schedule

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId
    from storage.database import Database

FIRST, LAST = date(2023, 6, 6), date(2023, 6, 8)


@pytest.fixture
async def schedule(database: Database) -> Schedule:
    """A district whose clock was followed up to the evening of 5 June."""
    made = make_schedule(await make_world(database))
    await made.tick("2023-06-05T18:00")
    return made


async def commune(schedule: Schedule) -> tuple[PersonId, PersonId, PersonId]:
    """The officer in charge, a colleague by post, and the district's manager."""
    world = schedule.world
    return (
        await world.person(Role.COMMUNE_OFFICER, world.commune, name="Nông Văn A"),
        await world.person(Role.COMMUNE_OFFICER, world.commune, post="Trạm y tế", name="Nông Thị B"),
        await world.person(Role.MANAGER, world.district, name="Quản lý"),
    )


async def arrived(schedule: Schedule, moment: str, *people: PersonId) -> dict[PersonId, list[str]]:
    """The reminders of these people once the clock stands there."""
    await schedule.tick(moment)
    sent = await schedule.deliver()
    return {person: [text for address, text in sent if address == f"chat-{person}"] for person in people}


async def test_the_substitute_is_told_at_once_and_reminded_in_these_days_only(schedule: Schedule) -> None:
    world = schedule.world
    officer, nurse, _ = await commune(schedule)
    told = await world.does(officer, GoOnLeave(unit=world.commune, first=FIRST, last=LAST, substitute=nurse))
    assert [(one.person, one.message.text) for one in told.messages] == [
        (
            nurse,
            (
                "Nông Văn A nghỉ từ 6/6/2023 đến hết 8/6/2023 và nhờ anh/chị thay. Trong những ngày đó trợ lý nhắc "
                "anh/chị về báo cáo của xã Phúc Sen."
            ),
        )
    ]
    found = await arrived(schedule, "2023-06-06T08:00", officer, nurse)
    assert (len(found[officer]), [text.splitlines()[2] for text in found[nurse]]) == (
        0,
        ["Anh/chị được nhắc thay Nông Văn A, nghỉ đến hết 08/6."],
    )
    found = await arrived(schedule, "2023-06-09T08:00", officer, nurse)
    assert (len(found[officer]), len(found[nurse])) == (1, 0)


async def test_whoever_comes_back_earlier_is_reminded_again_and_the_substitute_is_told(schedule: Schedule) -> None:
    world = schedule.world
    officer, nurse, _ = await commune(schedule)
    await world.does(officer, GoOnLeave(unit=world.commune, first=FIRST, last=LAST, substitute=nurse))
    back = await world.does(officer, ComeBack(unit=world.commune))
    assert [one.person for one in back.messages] == [nurse]
    assert (await world.does(officer, ComeBack(unit=world.commune))).messages == ()
    found = await arrived(schedule, "2023-06-06T08:00", officer, nurse)
    assert (len(found[officer]), len(found[nurse])) == (1, 0)


async def test_without_a_substitute_the_manager_is_told_and_lists_and_forecast_say_so(schedule: Schedule) -> None:
    world = schedule.world
    officer, _, manager = await commune(schedule)
    told = await world.does(officer, GoOnLeave(unit=world.commune, first=FIRST, last=date(2023, 6, 12)))
    assert [one.person for one in told.messages] == [manager]
    found = await arrived(schedule, "2023-06-06T08:00", officer)
    assert found[officer] == []
    (send, *_) = await forecast(
        world.database, schedule.services, schedule.workdays, unit="xã Phúc Sen", first=date(2023, 6, 8),
        last=date(2023, 6, 8),
    )  # fmt: skip
    assert send.reason.endswith("; người phụ trách nghỉ đến hết 12/6, chưa có người thay")
    await schedule.tick("2023-06-12T08:15")
    await schedule.deliver()
    found = await arrived(schedule, "2023-06-12T08:30", manager)
    assert "• xã Phúc Sen: người phụ trách nghỉ đến hết 12/6, chưa có người thay" in found[manager][0].splitlines()


async def test_a_substitute_who_is_gone_or_away_stands_in_for_nobody(schedule: Schedule) -> None:
    world = schedule.world
    officer, nurse, _ = await commune(schedule)
    await world.does(officer, GoOnLeave(unit=world.commune, first=FIRST, last=LAST, substitute=nurse))
    await world.does(nurse, LeaveCharge(unit=world.commune))
    found = await arrived(schedule, "2023-06-06T08:00", officer, nurse)
    assert found == {officer: [], nurse: []}
    async with world.database.write() as tx:
        await end_role(tx, nurse, unit=world.commune, role=Role.COMMUNE_OFFICER, by=None, now=world.clock.at)
    found = await arrived(schedule, "2023-06-08T08:00", officer, nurse)
    assert found == {officer: [], nurse: []}


async def test_what_was_put_off_is_not_sent_to_whoever_is_away(schedule: Schedule) -> None:
    world = schedule.world
    officer, nurse, _ = await commune(schedule)
    await world.does(officer, RemindAgain(keys=(world.key,)))
    await world.does(officer, GoOnLeave(unit=world.commune, first=FIRST, last=LAST, substitute=nurse))
    await schedule.tick("2023-06-06T08:00")
    await schedule.deliver()
    found = await arrived(schedule, "2023-06-07T20:00", officer, nurse)
    assert found[officer] == []


async def test_wrong_days_and_a_stranger_as_substitute_are_not_taken(schedule: Schedule) -> None:
    world = schedule.world
    officer, _, manager = await commune(schedule)
    stranger = await world.person(Role.COMMUNE_OFFICER, world.neighbour)
    for first, last, substitute in (
        (LAST, FIRST, None),
        (date(2023, 6, 1), date(2023, 6, 4), None),
        (FIRST, date(2024, 6, 6), None),
        (FIRST, LAST, stranger),
        (FIRST, LAST, manager),
        (FIRST, LAST, officer),
    ):
        with pytest.raises(Problem) as refused:
            await world.does(officer, GoOnLeave(unit=world.commune, first=first, last=last, substitute=substitute))
        assert refused.value.code == "leave_wrong"
    with pytest.raises(Refusal):
        await world.does(stranger, GoOnLeave(unit=world.commune, first=FIRST, last=LAST))
    assert (await world.told(officer, AbsencesNow())).away == ()


async def test_the_person_sees_their_own_absence_until_it_is_over(schedule: Schedule) -> None:
    world = schedule.world
    officer, nurse, _ = await commune(schedule)
    await world.does(officer, GoOnLeave(unit=world.commune, first=FIRST, last=LAST, substitute=nurse))
    (away,) = (await world.told(officer, AbsencesNow())).away
    assert (away.unit.title, away.absence.first, away.absence.last, away.substitute) == (
        "xã Phúc Sen",
        FIRST,
        LAST,
        "Nông Thị B",
    )
    await schedule.tick("2023-06-09T08:00")
    assert (await world.told(officer, AbsencesNow())).away == ()


async def test_whoever_is_no_longer_in_charge_can_stand_in_for_nobody(schedule: Schedule) -> None:
    world = schedule.world
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    gone = await world.person(Role.COMMUNE_OFFICER, world.commune, post="Trạm y tế")
    await world.does(gone, LeaveCharge(unit=world.commune))
    found = (await world.facts(officer, Needs(unit=world.commune))).unit
    assert {one.person: one.in_charge for one in found.colleagues} == {officer: True, gone: False}
    with pytest.raises(Problem) as refused:
        await world.does(
            officer,
            GoOnLeave(unit=world.commune, first=date(2023, 6, 6), last=date(2023, 6, 9), substitute=gone),
        )
    assert refused.value.code == "leave_wrong"
