"""What a turn is told: everything its needs ask for, nothing a person may not see."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import pytest

from conversations.engine.asks import AboutMe, HistoryOf, ReceiptsNow, WaitingNow, WhomToRing
from conversations.engine.effects import ActOnReport, AssignItems
from conversations.engine.facts import Needs
from conversations.engine.session import Session
from conversations.programme.answer import Assessor, Figure, LastKnown, State
from conversations.programme.ids import RuleId, UnitId
from conversations.programme.person import Role
from conversations.programme.report import ReportAct, ReportKey, ReportState, VillageSum
from handlers.apply import apply
from handlers.caches import Caches
from handlers.facts import with_answer
from storage.erasure import erase
from storage.invitations import add_invitation, take_use, withdraw_invitation
from storage.roles import grant_role
from storage.rules import rules_of_unit
from tests.handlers.reporting_world import DAY, NOW, begin, make_world

if TYPE_CHECKING:
    from storage.database import Database, Transaction
    from tests.handlers.reporting_world import World


@pytest.fixture
async def world(database: Database) -> World:
    return await make_world(database)


async def test_somebody_unknown_is_told_nothing_but_the_time(world: World) -> None:
    facts = await world.facts(
        None, Needs(report=world.key, due=True, unit=world.commune, asks=(WhomToRing(), AboutMe()))
    )
    assert facts.person is None
    assert facts.report_found is None
    assert (facts.due, facts.answer(WhomToRing()), facts.answer(AboutMe())) == ((), None, None)
    assert facts.today == date(2023, 6, 5)


async def test_a_person_comes_with_the_roles_held_today(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune, post="Trạm y tế", name="Cán bộ trạm")
    person = (await world.facts(officer, Needs())).somebody
    assert (person.id, person.name) == (officer, "Cán bộ trạm")
    assert [(grant.role, grant.unit.id, grant.post) for grant in person.grants] == [
        (Role.COMMUNE_OFFICER, world.commune, "Trạm y tế")
    ]


async def test_a_report_nobody_has_opened_is_a_whole_empty_draft(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    report = await world.report(officer)
    assert report.id is None
    assert (report.state, report.given, report.total) == (ReportState.DRAFT, 0, 57)
    assert (report.unit.title, report.superior.title if report.superior else "") == ("xã Phúc Sen", "huyện Quảng Hòa")
    assert report.period.last_good_day == date(2023, 6, 9)
    assert report.region == "tdmnpb"
    assert (report.villages, report.villages_reported) == (2, 0)
    assert not report.has_leader
    assert await world.count_rows("report") == 0


async def test_answers_come_back_as_they_were_given(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    given = replace(
        world.answer("17.1"),
        figure=Figure(value=Decimal("95.5"), numerator=382, denominator=400),
        as_of=date(2023, 5, 31),
        source="chị Hoa, trạm y tế, 7/6",
    )
    await world.does(officer, given)
    report = await world.report(officer)
    answer = report.answers["17.1"]
    assert (answer.version, answer.state, answer.figure) == (1, State.MET, given.figure)
    assert (answer.as_of, answer.source, answer.by) == (given.as_of, given.source, officer)
    assert answer.at == NOW
    assert report.given == 1


async def test_a_kept_report_is_the_same_as_one_read_anew(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.person(Role.COMMUNE_LEADER, world.commune)
    for number, code in enumerate(("1.1", "1.2", "2.1", "2.1")):
        await world.does(officer, world.answer(code, seen=int(number == 3)))
        kept = await world.report(officer, caches=world.caches)
        assert kept == await world.report(officer)
    await world.does(officer, world.act(ReportAct.SUBMIT))
    assert await world.report(officer, caches=world.caches) == await world.report(officer)


async def test_facts_carried_over_an_answer_are_those_read_anew(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    wanted = Needs(report=world.key)

    async def work(tx: Transaction, code: str) -> bool:
        before = await world.load(tx, officer, wanted, world.caches)
        await apply(
            tx,
            (world.answer(code),),
            session=Session(person=officer),
            person=before.person,
            services=world.services,
            caches=world.caches,
            channel="telegram",
            address="chat",
            now=NOW,
        )
        after = with_answer(before, tx, caches=world.caches)
        assert after is None or after == await world.load(tx, officer, wanted, Caches())
        return after is not None

    codes = ("1.1", "1.2", "2.1")
    carried = [await world.database.turn(partial(work, code=code)) for code in codes]
    leader = await world.person(Role.COMMUNE_LEADER, world.commune)
    carried.append(await world.database.turn(partial(work, code="2.2")))
    await world.does(officer, world.act(ReportAct.SUBMIT))
    carried.append(await world.database.turn(partial(work, code="3.1")))
    await world.does(leader, world.act(ReportAct.APPROVE))
    carried.append(await world.database.turn(partial(work, code="3.2")))
    assert carried == [False, True, True, True, True, False]


async def test_another_process_s_answer_is_seen_by_a_process_that_kept_the_report(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    other = Caches()
    await world.does(officer, world.answer("1.1"))
    assert (await world.report(officer, caches=other)).given == 1
    await world.does(officer, world.answer("1.2"))
    assert (await world.report(officer, caches=other)).given == 2


async def test_an_undone_turn_leaves_nothing_in_what_is_kept(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(officer, world.answer("1.1"))

    async def work(tx: Transaction) -> None:
        facts = await world.load(tx, officer, Needs(report=world.key), world.caches)
        await apply(
            tx,
            (world.answer("1.2"),),
            session=Session(person=officer),
            person=facts.person,
            services=world.services,
            caches=world.caches,
            channel="telegram",
            address="chat",
            now=NOW,
        )
        seen = await world.load(tx, officer, Needs(report=world.key), world.caches)
        assert set(seen.report.answers) == {"1.1", "1.2"}
        raise LookupError

    with pytest.raises(LookupError):
        await world.database.turn(work)
    assert set((await world.report(officer, caches=world.caches)).answers) == {"1.1"}
    await world.does(officer, world.answer("2.1"))
    assert set((await world.report(officer, caches=world.caches)).answers) == {"1.1", "2.1"}


@pytest.mark.parametrize("role", [Role.VILLAGE_OFFICER, Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.ADMIN])
async def test_another_unit_s_report_unit_and_history_are_as_if_they_were_not_there(world: World, role: Role) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(officer, world.answer("1.1"))
    place = world.villages[0] if role is Role.VILLAGE_OFFICER else world.neighbour
    stranger = await world.person(role, place)
    asks = (HistoryOf(unit=world.commune, item="1.1"), ReceiptsNow())
    facts = await world.facts(stranger, Needs(report=world.key, unit=world.commune, asks=asks))
    assert (facts.report_found, facts.unit_found, *map(facts.answer, asks)) == (None, None, None, ())


async def test_a_forged_key_names_no_report(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    for key in (
        ReportKey(unit=UnitId(999), rule=world.rule, period="2023-H1"),
        ReportKey(unit=world.commune, rule=world.village_rule, period="2023-X1"),
        ReportKey(unit=world.commune, rule=world.rule, period="2023-Y"),
        ReportKey(unit=world.commune, rule=world.rule, period="1999-H1"),
    ):
        assert (await world.facts(officer, Needs(report=key))).report_found is None


async def test_due_is_the_next_report_then_the_one_overdue(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    facts = await world.facts(officer, Needs(due=True))
    assert [(one.key, one.given, one.of) for one in facts.due] == [(world.key, 0, 57)]
    world.clock.at = NOW + 30 * DAY
    assert [one.key.period for one in (await world.facts(officer, Needs(due=True))).due] == ["2023-H1"]
    world.clock.at = NOW + 80 * DAY
    assert [one.key.period for one in (await world.facts(officer, Needs(due=True))).due] == ["2023-Y"]


async def test_a_sent_report_is_no_longer_due_but_lately_sent(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(officer, world.answer(), world.act(ReportAct.SEND, paper="12/BC-UBND, 5/6/2023"))
    facts = await world.facts(officer, Needs(due=True, asks=(ReceiptsNow(),)))
    assert [one.key.period for one in facts.due] == ["2023-Y"]
    assert [(one.key, one.state) for one in facts.lately_sent] == [(world.key, ReportState.SENT)]
    assert [one.receipt.number for one in facts.answer(ReceiptsNow()) or () if one.receipt] == ["01/2023-H1"]
    world.clock.at = NOW + 80 * DAY
    assert (await world.facts(officer, Needs(due=True))).lately_sent == ()


async def test_a_report_that_was_begun_and_never_sent_is_told_as_locked_until_the_next_comes(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    leader = await world.person(Role.COMMUNE_LEADER, world.commune)
    await world.does(officer, world.answer(), world.act(ReportAct.SUBMIT), world.act(ReportAct.WITHDRAW))
    world.clock.at = NOW + 63 * DAY
    assert (await world.facts(officer, Needs(due=True))).locked == ()
    world.clock.at = NOW + 64 * DAY
    facts = await world.facts(officer, Needs(due=True))
    assert [(one.key.period, one.given, one.of) for one in facts.locked] == [("2023-H1", 1, 57)]
    assert [one.key.period for one in facts.due] == ["2023-Y"]
    assert await world.told(leader, WaitingNow()) == ()
    world.clock.at = NOW + 244 * DAY
    assert (await world.facts(officer, Needs(due=True))).locked == ()


async def test_what_was_locked_while_the_leader_had_it_is_told_to_both(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    leader = await world.person(Role.COMMUNE_LEADER, world.commune)
    await world.does(officer, world.answer(), world.act(ReportAct.SUBMIT))
    world.clock.at = NOW + 243 * DAY
    assert [one.state for one in (await world.facts(officer, Needs(due=True))).locked] == [
        ReportState.WAITING_FOR_LEADER
    ]
    assert [one.key for one in await world.told(leader, WaitingNow())] == [world.key]
    world.clock.at = NOW + 244 * DAY
    assert await world.told(leader, WaitingNow()) == ()


async def test_an_opened_report_without_an_answer_is_not_told_as_locked(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(officer, begin(world.key))
    world.clock.at = NOW + 70 * DAY
    assert (await world.facts(officer, Needs(due=True))).locked == ()


async def test_where_nothing_is_owed_the_next_report_is_told_with_the_day_from_which_it_opens(world: World) -> None:
    head = await world.person(Role.VILLAGE_OFFICER, world.villages[0])
    await world.does(head, world.count(0, "1.1", 40))
    assert (await world.facts(head, Needs(due=True))).coming == ()
    await world.does(head, ActOnReport(key=world.village_key(0), act=ReportAct.SEND))
    facts = await world.facts(head, Needs(due=True))
    assert facts.due == ()
    assert [(one.key.period, one.period.covers_from, one.period.last_good_day) for one in facts.coming] == [
        ("2024-X1", date(2024, 1, 1), date(2024, 6, 9))
    ]


async def test_overdue_reports_of_several_units_come_before_others(world: World) -> None:
    officer = await world.person(Role.VILLAGE_OFFICER, world.villages[0])
    async with world.database.write() as tx:
        await grant_role(tx, officer, unit=world.commune, role=Role.COMMUNE_OFFICER, by=None, now=NOW)
    await world.does(officer, world.answer(), world.act(ReportAct.SEND, paper="12/BC-UBND"))
    world.clock.at = NOW + 10 * DAY
    facts = await world.facts(officer, Needs(due=True))
    assert [one.key.period for one in facts.due] == ["2023-X1", "2023-Y"]


async def test_what_was_last_known_comes_from_sent_reports_due_before(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    figure = Figure(value=Decimal("87.5"))
    await world.does(officer, replace(world.answer("17.1"), figure=figure), world.answer("1.1", state=State.NOT_MET))
    later = ReportKey(unit=world.commune, rule=await _rule(world, "Y"), period="2023-Y")
    assert (await world.report(officer, later)).last == {}
    await world.does(officer, world.act(ReportAct.SEND, paper="12/BC-UBND"))
    assert (await world.report(officer, later)).last == {
        "17.1": LastKnown(state=State.MET, figure=figure, reported_on=date(2023, 6, 5), assessor=Assessor.SELF),
        "1.1": LastKnown(state=State.NOT_MET, reported_on=date(2023, 6, 5)),
    }
    assert (await world.report(officer)).last == {}


async def test_a_correction_of_a_sent_report_shows_in_the_later_one_that_was_kept(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    later = ReportKey(unit=world.commune, rule=await _rule(world, "Y"), period="2023-Y")
    await world.does(officer, begin(later), world.answer("1.1"), world.act(ReportAct.SEND, paper="12/BC-UBND"))
    assert (await world.report(officer, later, caches=world.caches)).last["1.1"].state is State.MET
    await world.does(officer, world.answer("1.1", seen=1, state=State.NOT_MET))
    assert (await world.report(officer, later, caches=world.caches)).last["1.1"].state is State.NOT_MET


async def test_villages_counts_add_up_once_a_village_has_sent_whole_pairs(world: World) -> None:
    first = await world.person(Role.VILLAGE_OFFICER, world.villages[0])
    second = await world.person(Role.VILLAGE_OFFICER, world.villages[1])
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(first, world.count(0, "1.1", 40), world.count(0, "4.2", 30))
    assert (await world.report(officer)).village_sums == {}
    await world.does(first, ActOnReport(key=world.village_key(0), act=ReportAct.SEND))
    # the second village tells its households but not how many have piped water
    await world.does(second, world.count(1, "1.1", 60), ActOnReport(key=world.village_key(1), act=ReportAct.SEND))
    report = await world.report(officer, caches=world.caches)
    assert (report.villages_reported, report.villages) == (2, 2)
    assert report.village_sums == {"17.1": VillageSum(numerator=30, denominator=40, reported=1, villages=2)}
    await world.does(first, world.count(0, "4.2", 35, seen=1))
    report = await world.report(officer, caches=world.caches)
    assert report.village_sums["17.1"] == VillageSum(numerator=35, denominator=40, reported=1, villages=2)


async def test_a_unit_shows_where_those_below_stand_in_vietnamese_order(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune, name="Công chức xã")
    first = await world.person(Role.VILLAGE_OFFICER, world.villages[0])
    await world.does(first, world.count(0, "1.1", 40), ActOnReport(key=world.village_key(0), act=ReportAct.SEND))
    unit = (await world.facts(officer, Needs(unit=world.commune))).unit
    assert [(one.unit.name, one.state, one.given) for one in unit.below] == [
        ("Lũng Sâu", ReportState.DRAFT, 0),
        ("Pác Rằng", ReportState.SENT, 1),
    ]
    assert [(one.name, one.role) for one in unit.colleagues] == [("Công chức xã", Role.COMMUNE_OFFICER)]
    assert unit.report is not None
    assert unit.report.key == world.key
    assert unit.superior is not None
    assert unit.superior.id == world.district


async def test_posts_come_from_the_assignments_in_force(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(officer, AssignItems(unit=world.commune, post="Trạm y tế", indicators=("15.1", "15.2")))
    await world.does(officer, AssignItems(unit=world.commune, post="", indicators=("15.2",)))
    assert (await world.report(officer, caches=world.caches)).posts == {"15.1": "Trạm y tế"}


async def test_waiting_holds_what_waits_for_this_very_leader(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    leader = await world.person(Role.COMMUNE_LEADER, world.commune)
    other = await world.person(Role.COMMUNE_LEADER, world.neighbour)
    await world.does(officer, world.answer(), world.act(ReportAct.SUBMIT))
    assert [one.key for one in await world.told(leader, WaitingNow())] == [world.key]
    assert await world.told(other, WaitingNow()) == ()
    assert await world.told(officer, WaitingNow()) == ()


async def test_history_tells_every_version_newest_first_and_a_pseudonym_after_erasure(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune, name="Công chức xã")
    helper = await world.person(Role.COMMUNE_OFFICER, world.commune, post="Trạm y tế", name="Cán bộ trạm")
    await world.does(helper, world.answer("15.1", state=State.NOT_MET))
    world.clock.at = NOW + timedelta(hours=1)
    await world.does(officer, world.answer("15.1", seen=1))
    assert [(one.answer.version, one.by) for one in (await world.history(officer, "15.1")).entries] == [
        (2, "Công chức xã"),
        (1, "Cán bộ trạm, Trạm y tế"),
    ]
    async with world.database.write() as tx:
        erase(tx, helper, now=NOW)
    entry = (await world.history(officer, "15.1")).entries[1]
    assert entry.by == f"người dùng #{helper}, Trạm y tế"
    assert entry.answer.state is State.NOT_MET
    assert entry.period == "Báo cáo 6 tháng đầu năm 2023"


async def test_contacts_are_the_people_above_and_whoever_runs_the_system(world: World) -> None:
    village = await world.person(Role.VILLAGE_OFFICER, world.villages[0], name="Trưởng xóm")
    await world.person(Role.MANAGER, world.district, name="Cán bộ huyện")
    await world.person(Role.COMMUNE_OFFICER, world.commune, name="Công chức xã")
    await world.person(Role.COMMUNE_OFFICER, world.neighbour, name="Xã khác")
    await world.person(Role.ADMIN, world.district, name="Quản trị")
    assert [one.name for one in await world.told(village, WhomToRing())] == [
        "Công chức xã",
        "Cán bộ huyện",
        "Quản trị",
    ]


async def test_a_manager_reads_a_sent_report_and_it_counts_as_opened(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    manager = await world.person(Role.MANAGER, world.district)
    await world.does(officer, world.answer())
    await world.report(manager)
    await world.does(officer, world.act(ReportAct.SEND, paper="12/BC-UBND"))
    assert not (await world.report(officer)).opened_above
    assert (await world.report(manager)).given == 1
    assert (await world.report(officer)).opened_above


async def test_an_invitation_tells_what_it_offers_or_only_why_it_opens_nothing(world: World) -> None:
    codes = ("GOOD", "SPENT", "GONE", "LATE")
    async with world.database.write() as tx:
        ids = {
            code: await add_invitation(
                tx,
                code=code,
                unit=world.commune,
                role=Role.COMMUNE_OFFICER,
                post="",
                uses=1,
                asks_phone=True,
                expires_at=NOW + (DAY if code != "LATE" else -DAY),
                by=None,
                now=NOW - 2 * DAY,
            )
            for code in codes
        }
        assert await take_use(tx, ids["SPENT"], now=NOW)
        assert await withdraw_invitation(tx, ids["GONE"], now=NOW)
    found = {code: (await world.facts(None, Needs(invitation=code))).invitation for code in (*codes, "NONE")}
    assert {code: offer.problem for code, offer in found.items()} == {
        "GOOD": "",
        "SPENT": "used_up",
        "GONE": "withdrawn",
        "LATE": "expired",
        "NONE": "unknown",
    }
    good = found["GOOD"]
    assert (good.role, good.asks_phone, good.operator) == (Role.COMMUNE_OFFICER, True, "UBND huyện Quảng Hòa")
    assert (good.unit.title if good.unit else "", good.superior.title if good.superior else "") == (
        "xã Phúc Sen",
        "huyện Quảng Hòa",
    )
    assert all(offer.unit is None and offer.role is None for code, offer in found.items() if code != "GOOD")
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    assert (await world.facts(officer, Needs(invitation="good"))).invitation.already_held


async def _rule(world: World, code: str) -> RuleId:
    async with world.database.read() as tx:
        return next(rule.id for rule in await rules_of_unit(tx, world.district) if rule.code == code)
