"""An officer's work passes to a successor, and an account rests: nothing can be done under the old name, nothing that
was said or promised is lost.
"""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING

import pytest

from conversations.engine.asks import SnoozesNow
from conversations.engine.effects import (
    AssignItems,
    GoOnLeave,
    LeaveCharge,
    PromiseReport,
    RemindAgain,
    WithdrawConsent,
)
from conversations.engine.facts import Needs
from conversations.engine.session import Session
from conversations.programme.person import Role
from conversations.programme.problem import Problem, Refusal
from conversations.programme.report import ReportAct
from conversations.programme.review import ItemAct
from handlers.facts.handover import look_at_handover
from handlers.hand_over import hand_over
from handlers.suspending import resume_person, suspend_person
from storage import sessions
from storage.absences import missing_between
from storage.audit import verify
from storage.digests import subscribe, subscriptions
from storage.roles import grant_role
from tests.handlers.reporting_world import CHANNEL, World, make_world
from tests.handlers.review_world import make_review
from tests.handlers.scheduled import Schedule, make_schedule

if TYPE_CHECKING:
    from conversations.programme.handover import Handover
    from conversations.programme.ids import PersonId
    from storage.database import Database, Transaction


@pytest.fixture
async def world(database: Database) -> World:
    return await make_world(database)


async def handed(
    world: World, giver: PersonId, successor: PersonId, *, role: Role | None = None, look: bool = False
) -> Handover:
    """Everything of the giver's passes, or what is held in this role."""

    async def work(tx: Transaction) -> Handover:
        programme = await world.services.caches.programme_now(tx, today=world.clock.at.date())
        words = world.services.words_in("vi")
        found = await look_at_handover(
            tx, giver, successor, programme=programme, now=world.clock.at, words=words, role=role
        )
        if not look:
            await hand_over(tx, found, by=None, now=world.clock.at, words=words)
        return found

    return await world.database.turn(work)


async def suspended(world: World, person: PersonId, *, is_so: bool = True) -> bool:
    async def work(tx: Transaction) -> bool:
        change = suspend_person if is_so else resume_person
        return await change(tx, person, by=None, now=world.clock.at)

    return await world.database.turn(work)


async def two_officers(world: World) -> tuple[PersonId, PersonId]:
    giver = await world.person(Role.COMMUNE_OFFICER, world.commune, name="Nông Văn A")
    successor = await world.person(Role.VILLAGE_OFFICER, world.villages[0], name="Nông Thị B")
    return giver, successor


async def test_the_successor_finds_everything_and_the_old_name_can_answer_no_more(world: World) -> None:
    giver, successor = await two_officers(world)
    await world.does(
        giver,
        world.answer(),
        PromiseReport(key=world.key, day=date(2023, 6, 15), reason="chờ số liệu thuế"),
        RemindAgain(keys=(world.key,)),
    )
    (wished,) = await world.told(giver, SnoozesNow())
    before = await world.report(giver)
    found = await handed(world, giver, successor)
    assert [(one.key, one.given, one.of) for one in found.open] == [(world.key, 1, before.total)]
    assert found.open[0].promised is not None
    assert found.open[0].promised.day == date(2023, 6, 15)
    with pytest.raises(Refusal):
        await world.does(giver, world.answer("1.2"))
    assert await world.report(successor) == before
    await world.does(successor, world.answer("1.2"))
    assert await world.told(successor, SnoozesNow()) == (wished,)
    old = await world.facts(giver, Needs(report=world.key, asks=(SnoozesNow(),)))
    assert (old.report_found, old.answer(SnoozesNow())) == (None, ())
    assert old.took_over is not None
    assert (old.took_over.name, old.took_over.unit, old.took_over.on) == (
        "Nông Thị B", "xã Phúc Sen", date(2023, 6, 5),
    )  # fmt: skip
    (entry,) = (await world.history(successor, "1.1")).entries
    assert entry.by == "Nông Văn A"
    # what the successor held before they hold still, and the giver holds nothing
    assert {grant.role for grant in (await world.facts(successor, Needs())).somebody.grants} == {
        Role.VILLAGE_OFFICER,
        Role.COMMUNE_OFFICER,
    }
    assert (await world.facts(giver, Needs())).somebody.grants == ()
    async with world.database.read() as tx:
        assert (await verify(tx)).faults == ()
        (note,) = await tx.all("SELECT subject, detail FROM audit WHERE act = 'role_handed_over'")
    assert note["subject"] == f"person:{giver}"
    assert f'"to":{successor}' in note["detail"]


async def test_a_colleague_by_post_hands_over_their_own_items(world: World) -> None:
    officer, successor = await two_officers(world)
    nurse = await world.person(Role.COMMUNE_OFFICER, world.commune, post="Trạm y tế", name="Nông Thị C")
    await world.does(
        officer, AssignItems(unit=world.commune, post="Trạm y tế", indicators=("1.1", "1.2")), world.answer("1.1")
    )
    found = await handed(world, nurse, successor)
    assert [(one.post, one.given, one.of) for one in found.open] == [("Trạm y tế", 1, 2)]
    person = (await world.facts(successor, Needs())).somebody
    assert person.posts_at(world.commune) == {"Trạm y tế"}
    assert (await world.report(officer)).posts == {"1.1": "Trạm y tế", "1.2": "Trạm y tế"}


async def test_whoever_named_the_giver_is_stood_in_for_by_the_successor(world: World) -> None:
    giver = await world.person(Role.COMMUNE_OFFICER, world.commune, name="Nông Văn A")
    away = await world.person(Role.COMMUNE_OFFICER, world.commune, post="Công an", name="Nông Văn C")
    successor = await world.person(Role.COMMUNE_OFFICER, world.commune, post="Trạm y tế", name="Nông Thị B")
    days = {"first": date(2023, 6, 5), "last": date(2023, 6, 8)}
    await world.does(away, GoOnLeave(unit=world.commune, substitute=giver, **days))
    await world.does(successor, GoOnLeave(unit=world.commune, substitute=giver, **days))
    await world.does(giver, GoOnLeave(unit=world.commune, substitute=away, **days), LeaveCharge(unit=world.commune))
    found = await handed(world, giver, successor)
    assert found.stands_in_for == ("Nông Văn C",)
    assert found.successor_away_until == date(2023, 6, 8)
    async with world.database.read() as tx:
        missing = await missing_between(tx, between=(world.commune, world.commune))
    assert {one.person: one.substitute for one in missing.away.values()} == {away: successor, successor: None}
    assert missing.left == frozenset()


async def test_a_manager_hands_over_what_is_owed_to_the_unit_and_the_wish_for_digests(world: World) -> None:
    giver = await world.person(Role.MANAGER, world.district, name="Quản lý")
    successor = await world.person(Role.OBSERVER, world.district, name="Người mới")
    async with world.database.write() as tx:
        subscribe(tx, giver, world.district, wanted=False, now=world.clock.at)
    found = await handed(world, giver, successor)
    assert {(one.period.title, one.units) for one in found.below} == {
        ("Báo cáo 6 tháng đầu năm 2023", 2),
    }
    async with world.database.read() as tx:
        assert (await subscriptions(tx, world.district))[successor] is False


async def test_a_leader_hands_over_what_waits(world: World) -> None:
    officer, successor = await two_officers(world)
    leader = await world.person(Role.COMMUNE_LEADER, world.commune, name="Chủ tịch")
    await world.does(officer, world.answer(), world.act(ReportAct.SUBMIT))
    found = await handed(world, leader, successor)
    assert [one.key for one in found.open] == [world.key]
    with pytest.raises(Refusal):
        await world.does(leader, world.act(ReportAct.APPROVE))
    await world.does(successor, world.act(ReportAct.APPROVE))


async def test_what_cannot_be_handed_over_is_refused_and_nothing_is_done(world: World) -> None:
    giver, successor = await two_officers(world)
    gone = await world.person(Role.VILLAGE_OFFICER, world.villages[1])
    await world.does(gone, WithdrawConsent(erase=True))
    rests = await world.person(Role.VILLAGE_OFFICER, world.villages[1])
    await suspended(world, rests)
    for to, code in ((giver, "handover_to_self"), (gone, "person_unknown"), (rests, "successor_out_of_reach")):
        with pytest.raises(Problem) as refused:
            await handed(world, giver, to)
        assert refused.value.code == code
    with pytest.raises(Problem, match="không giữ vai trò"):
        await handed(world, giver, successor, role=Role.MANAGER)
    await handed(world, giver, successor, look=True)
    assert await world.count_rows("handover") == 0
    assert (await world.facts(giver, Needs())).somebody.has(Role.COMMUNE_OFFICER, world.commune)
    await handed(world, giver, successor)
    with pytest.raises(Problem) as again:
        await handed(world, giver, successor)
    assert again.value.code == "nothing_to_hand_over"


async def _waits_for_a_lock(database: Database) -> bool:
    """Asked in a transaction of its own: within one, PostgreSQL goes on showing the connections there were at first."""
    async with database.read() as tx:
        waiting = (
            "SELECT 1 AS waits FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        return await tx.one(waiting) is not None


async def test_whoever_is_just_answering_is_waited_for_and_answers_no_more_after_it(
    postgres_database: Database,
) -> None:
    """Several writers at once: an answer that was begun before is kept, and none is written after."""
    world = await make_world(postgres_database)
    giver, successor = await two_officers(world)
    address = f"chat-{giver}"
    async with world.database.write() as tx:
        sessions.save_later(tx, channel=CHANNEL, address=address, session=Session(person=giver), at=1)
    begun, done = asyncio.Event(), asyncio.Event()
    order: list[str] = []

    async def answering(tx: Transaction) -> None:
        await sessions.load(tx, channel=CHANNEL, address=address)
        begun.set()
        await done.wait()
        order.append("answered")

    async def passing() -> None:
        await handed(world, giver, successor)
        order.append("handed over")

    async with asyncio.timeout(60), asyncio.TaskGroup() as together:
        together.create_task(world.database.turn(answering))
        await begun.wait()
        together.create_task(passing())
        while not await _waits_for_a_lock(world.database):
            await asyncio.sleep(0)
        done.set()
    assert order == ["answered", "handed over"]
    with pytest.raises(Refusal):
        await world.does(giver, world.answer())


@pytest.fixture
async def schedule(database: Database) -> Schedule:
    made = make_schedule(await make_world(database))
    await made.tick("2023-06-05T18:00")
    return made


async def test_a_reminder_that_waits_for_the_giver_does_not_leave(schedule: Schedule) -> None:
    world = schedule.world
    giver, successor = await two_officers(world)
    await schedule.tick("2023-06-06T08:00")
    assert (f"reminder:{giver}:2023-06-06:1", "queued") in await schedule.rows()
    await handed(world, giver, successor)
    sent = await schedule.deliver()
    assert [address for address, _ in sent] == [f"chat-{successor}"]
    assert (f"reminder:{giver}:2023-06-06:1", "skipped") in await schedule.rows()


async def test_a_reminder_of_two_units_is_made_anew_without_the_one_given_away(schedule: Schedule) -> None:
    world = schedule.world
    giver, successor = await two_officers(world)
    async with world.database.write() as tx:
        await grant_role(tx, giver, unit=world.villages[1], role=Role.VILLAGE_OFFICER, by=None, now=world.clock.at)
    await schedule.tick("2023-06-06T08:00")
    await handed(world, giver, successor, role=Role.COMMUNE_OFFICER)
    told = dict(await schedule.deliver())
    assert "xóm Lũng Sâu" in told[f"chat-{giver}"]
    assert "xã Phúc Sen" not in told[f"chat-{giver}"]


async def test_whoever_is_suspended_does_nothing_is_told_nothing_and_comes_back_as_before(schedule: Schedule) -> None:
    world = schedule.world
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune, name="Nông Văn A")
    leader = await world.person(Role.COMMUNE_LEADER, world.commune, name="Chủ tịch")
    await world.does(officer, world.answer())
    assert (await world.report(officer)).has_leader
    await schedule.tick("2023-06-06T08:00")
    assert await suspended(world, officer)
    assert await suspended(world, leader)
    assert not await suspended(world, officer)
    assert await schedule.deliver() == []
    person = (await world.facts(officer, Needs())).somebody
    assert (person.suspended, person.grants) == (True, ())
    with pytest.raises(Refusal):
        await world.does(officer, world.answer("1.2"))
    helper = await world.person(Role.COMMUNE_OFFICER, world.commune)
    assert not (await world.report(helper)).has_leader
    await schedule.tick("2023-06-08T08:00")
    assert {address for address, _ in await schedule.deliver()} == {f"chat-{helper}"}
    assert await suspended(world, officer, is_so=False)
    assert not await suspended(world, officer, is_so=False)
    person = (await world.facts(officer, Needs())).somebody
    assert (person.suspended, person.has(Role.COMMUNE_OFFICER, world.commune)) == (False, True)
    await world.does(officer, world.answer("1.2"))


async def test_what_is_asked_and_what_waits_is_told_and_passes_with_the_role(database: Database) -> None:
    review = await make_review(database)
    world = review.world
    await review.send("1.1", "1.2", "2.1")
    await world.does(review.reviewer, review.say(ItemAct.ASK, "1.2", reason="xin gửi quyết định"))
    successor = await world.person(Role.VILLAGE_OFFICER, world.villages[0], name="Hà Thị B")
    passed = await handed(world, review.officer, successor)
    assert [(one.unit.id, one.codes) for one in passed.asked] == [(world.commune, ("1.2",))]
    assert await review.refused(review.officer, review.say(ItemAct.REPLY, "1.2", reason="đã gửi")) == "not_yours"
    told = await world.does(successor, review.say(ItemAct.REPLY, "1.2", reason="đã gửi"))
    assert [one.person for one in told.messages] == [review.reviewer]
    passed = await handed(world, review.reviewer, successor)
    assert [(one.unit.id, one.waiting, one.asked) for one in passed.desks] == [(review.economy, 2, 0)]
    assert await review.refused(review.reviewer, review.say(ItemAct.MEET, "1.2")) == "not_yours"
    await world.does(successor, review.say(ItemAct.MEET, "1.2"))
