"""What goes wrong between people: two who judge at once, officers who are gone, items that nobody may judge now."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from conversations.engine.effects import ConfirmTogether, KeepClosed, KeepEvidence, ReopenReport
from conversations.engine.facts import Needs
from conversations.programme.answer import EvidenceKind, State
from conversations.programme.ids import SetId
from conversations.programme.person import Role
from conversations.programme.problem import Problem
from conversations.programme.report import ReportAct, ReportState
from conversations.programme.review import ItemAct, ItemState, Queue
from conversations.screens import review_report
from storage.offices import Ownership, owners, put_owners
from storage.reviews import reroute
from storage.roles import end_role, grant_role
from storage.rules import rules_of_unit
from storage.silences import offices_waiting
from tests.handlers.reporting_world import DAY, NOW
from tests.handlers.review_world import FORM, PAPER, make_review
from tests.handlers.test_reviews import told

if TYPE_CHECKING:
    from storage.database import Database
    from tests.handlers.review_world import Review


@pytest.fixture
async def review(database: Database) -> Review:
    return await make_review(database)


async def test_of_five_verdicts_at_once_one_counts(review: Review) -> None:
    world = review.world
    await review.send("1.1")
    people = [review.reviewer, *[await world.person(Role.OFFICE_REVIEWER, review.economy) for _ in range(4)]]
    meet = review.say(ItemAct.MEET)
    outcomes = await asyncio.gather(*(world.does(one, meet) for one in people), return_exceptions=True)
    assert [one.code for one in outcomes if isinstance(one, Problem)] == ["item_moved"] * 4, outcomes
    assert await world.count_rows("review_event") == 1
    assert await review.state() is ReportState.ASSESSED


async def test_a_correction_and_a_verdict_at_once_never_judge_what_was_not_seen(review: Review) -> None:
    world = review.world
    await review.send("1.1", "1.2")
    corrected = world.answer(seen=1, state=State.NOT_MET, reason="hết hạn")
    outcomes = await asyncio.gather(
        world.does(review.reviewer, review.say(ItemAct.MEET)),
        world.does(review.officer, corrected),
        return_exceptions=True,
    )
    codes = [one.code for one in outcomes if isinstance(one, Problem)]
    assert codes in (["item_moved"], ["item_judged"]), outcomes


async def test_lists_confirmed_at_once_from_both_ends_are_confirmed_once(review: Review) -> None:
    world = review.world
    items = ("1.1", "1.2", "9.1")
    for item in items:
        await world.does(review.officer, replace(world.answer(item), unchanged=True))
        await world.does(
            review.officer, KeepEvidence(key=world.key, indicator=item, kind=EvidenceKind.PAPER, paper="15/QĐ")
        )
    await world.does(review.officer, world.act(ReportAct.SEND, paper=PAPER))
    other = await world.person(Role.OFFICE_REVIEWER, review.economy)
    named = tuple((world.key, item, 1) for item in items)
    outcomes = await asyncio.gather(
        world.does(review.reviewer, ConfirmTogether(items=named)),
        world.does(other, ConfirmTogether(items=named[::-1])),
        return_exceptions=True,
    )
    assert [one.code for one in outcomes if isinstance(one, Problem)] == ["item_moved"], outcomes
    assert await world.count_rows("review_event") == 3
    # the same item twice in one list
    assert await review.refused(review.reviewer, ConfirmTogether(items=(named[0], named[0]))) == "item_moved"


async def test_no_new_figure_after_all_takes_the_item_out_of_the_queue(review: Review) -> None:
    world = review.world
    await review.send("1.1", "1.2")
    await world.does(review.officer, world.answer(seen=1, state=State.NOT_REPORTED, reason="no_new_figure"))
    desk = await review.desk(review.reviewer, review.economy)
    assert desk is not None
    assert [one.indicator.code for one in desk.items] == ["1.2"]
    await world.does(review.reviewer, review.say(ItemAct.MEET, "1.2"))
    assert await review.state() is ReportState.ASSESSED
    # answered after all, it comes back
    await world.does(review.officer, world.answer(seen=2))
    assert ((await review.review()).state, await review.state()) == (ItemState.WAITING, ReportState.IN_REVIEW)


async def test_nothing_reported_is_never_met(review: Review) -> None:
    world = review.world
    await review.send("1.1")
    await world.does(review.reviewer, review.say(ItemAct.ASK, reason="xin gửi số mới"))
    await world.does(review.officer, world.answer(seen=1, state=State.NOT_REPORTED, reason="no_new_figure"))
    assert await review.refused(review.reviewer, review.say(ItemAct.MEET, seen=2)) == "nothing_to_judge"
    shown = await review.item(review.reviewer)
    assert shown is not None
    screen = review_report.item(shown, await world.facts(review.reviewer, Needs()))
    acts = [option.id.split(":")[1] for row in screen.rows for option in row if option.id.startswith("act:")]
    assert acts == [ItemAct.FAIL, ItemAct.ASK]


async def test_the_last_open_item_that_is_taken_out_leaves_the_report_assessed(review: Review) -> None:
    world = review.world
    await review.send("1.1", "1.2")
    await world.does(review.reviewer, review.say(ItemAct.MEET, "1.2"))
    await world.does(review.officer, world.answer(seen=1, state=State.NOT_REPORTED, reason="no_new_figure"))
    assert await review.state() is ReportState.ASSESSED


async def test_the_rest_of_an_album_is_taken_after_the_lock(review: Review) -> None:
    world = review.world
    await review.send("1.1", "1.2")
    await world.does(review.reviewer, review.say(ItemAct.ASK, reason="xin gửi ảnh"))
    world.clock.at = NOW + 90 * DAY
    photo = KeepEvidence(key=world.key, indicator="1.1", kind=EvidenceKind.PHOTO, reference="1", album="a")
    for number in ("1", "2", "3"):
        await world.does(review.officer, replace(photo, reference=number))
    assert await world.count_rows("review_event WHERE act = 'reply'") == 1
    assert await review.refused(review.officer, replace(photo, indicator="1.2", reference="4")) == "period_locked"
    await world.does(review.reviewer, review.say(ItemAct.MEET))
    assert await review.refused(review.officer, replace(photo, reference="5")) == "item_judged"


async def test_items_of_a_report_opened_again_wait_for_nobody_until_it_is_sent(review: Review) -> None:
    world = review.world
    await review.send("1.1", "1.2", "2.1")
    await world.does(review.reviewer, review.say(ItemAct.MEET, "1.2"))
    await world.does(review.manager, ReopenReport(key=world.key, reason="sai số hộ"))
    await world.does(review.officer, world.answer("1.2", seen=1, state=State.NOT_MET, reason="đếm lại"))
    for person, unit, queue in (
        (review.reviewer, review.economy, Queue.WAITING),
        (review.manager, world.district, Queue.UNOWNED),
    ):
        desk = await review.desk(person, unit, queue)
        assert desk is not None
        assert (desk.items, desk.of, desk.waiting, desk.unowned) == ((), 0, 0, 0)
    async with world.database.read() as tx:
        assert await offices_waiting(tx) == ()
    await world.does(review.officer, world.act(ReportAct.SEND, paper=PAPER))
    desk = await review.desk(review.reviewer, review.economy)
    assert desk is not None
    assert [one.indicator.code for one in desk.items] == ["1.1", "1.2"]


async def test_what_was_confirmed_together_counts_as_looked_at(review: Review) -> None:
    world = review.world
    await world.does(review.officer, replace(world.answer(), unchanged=True))
    await world.does(
        review.officer, KeepEvidence(key=world.key, indicator="1.1", kind=EvidenceKind.PAPER, paper="15/QĐ")
    )
    await world.does(review.officer, world.act(ReportAct.SEND, paper=PAPER))
    await world.does(review.reviewer, ConfirmTogether(items=((world.key, "1.1", 1),)))
    await world.does(review.manager, ReopenReport(key=world.key, reason="sai"))
    await world.does(review.reviewer, ReopenReport(key=world.key, reason=""))
    await world.does(review.officer, world.answer(seen=1, state=State.NOT_MET, reason="đếm lại"))
    await world.does(review.officer, world.act(ReportAct.SEND, paper=PAPER))
    assert await review.state() is ReportState.SENT
    assert await review.refused(review.officer, world.act(ReportAct.WITHDRAW)) == "opened_above"


async def test_a_wish_is_over_once_the_item_was_changed(review: Review) -> None:
    world = review.world
    await review.send("1.1", "1.2")
    await world.does(review.reviewer, review.say(ItemAct.MEET))
    await world.does(review.officer, review.say(ItemAct.WISH, reason="nhập nhầm"))
    await world.does(review.manager, ReopenReport(key=world.key, reason="xã xin sửa"))
    await world.does(review.officer, world.answer(seen=1, state=State.NOT_MET, reason="đếm lại"))
    await world.does(review.officer, world.act(ReportAct.SEND, paper=PAPER))
    after = await review.review()
    assert (after.state, after.wished, after.reason) == (ItemState.WAITING, False, "")


async def test_a_last_word_is_not_called_the_offices(review: Review) -> None:
    world = review.world
    await review.send("1.1", "1.2")
    await world.does(review.reviewer, review.say(ItemAct.MEET, "1.2"))
    await world.does(review.reviewer, review.say(ItemAct.FAIL, reason="chưa ký"))
    await world.does(review.officer, review.say(ItemAct.DISPUTE, reason="đã ký"))
    await world.does(review.manager, review.say(ItemAct.DECIDE_MET, reason="đã xem"))
    world.clock.at = NOW.replace(month=11, day=2)
    async with world.database.read() as tx:
        rules = {rule.code: rule.id for rule in await rules_of_unit(tx, world.district)}
    last = (await world.report(review.officer, replace(world.key, rule=rules["Y"], period="2023-Y"))).last
    assert {code: (last[code].state, last[code].judged_by) for code in ("1.1", "1.2")} == {
        "1.1": (State.MET, ""),
        "1.2": (State.MET, "Phòng Kinh tế và Hạ tầng"),
    }


async def test_nobody_is_their_own_second_person_whatever_else_they_are(review: Review) -> None:
    world = review.world
    await review.send("1.1")
    await world.does(review.reviewer, review.say(ItemAct.MEET))
    async with world.database.write() as tx:
        await grant_role(tx, review.manager, unit=review.economy, role=Role.OFFICE_REVIEWER, post="", by=None, now=NOW)
    wish = ReopenReport(key=world.key, reason="kiểm toán yêu cầu")
    await world.does(review.manager, wish)
    for effect in (wish, replace(wish, reason="")):
        assert await review.refused(review.manager, effect) == "second_person_needed"
    # five at once who agree open it once
    agree = replace(wish, reason="")
    outcomes = await asyncio.gather(*(world.does(review.reviewer, agree) for _ in range(5)), return_exceptions=True)
    assert len([one for one in outcomes if isinstance(one, Problem)]) == 4, outcomes
    assert await review.state() is ReportState.REOPENED
    assert await world.count_rows("report_event WHERE act = 'reopen'") == 1


async def test_a_manager_who_is_gone_is_not_told_what_became_of_their_wish(review: Review) -> None:
    world = review.world
    other = await world.person(Role.MANAGER, world.district)
    await review.send("1.1")
    await world.does(review.reviewer, review.say(ItemAct.MEET))
    wish = ReopenReport(key=world.key, reason="kiểm toán yêu cầu")
    await world.does(review.manager, wish)
    async with world.database.write() as tx:
        await end_role(tx, review.manager, unit=world.district, role=Role.MANAGER, by=None, now=NOW)
    assert await review.refused(review.manager, KeepClosed(key=world.key)) == "not_yours"
    assert told(await world.does(other, KeepClosed(key=world.key))) == {}
    await world.does(other, wish)
    agreed = await world.does(review.reviewer, replace(wish, reason=""))
    assert told(agreed) == {review.officer: ["reopened"], review.leader: ["reopened"], other: ["reopened"]}


async def _passes_to(review: Review, *, economy: tuple[str, ...], health: tuple[str, ...]) -> None:
    wanted = [
        Ownership(office=office, indicators=items, source="KH mới")
        for office, items in ((review.economy, economy), (review.health, health))
    ]
    async with review.world.database.write() as tx:
        await put_owners(tx, review.world.district, FORM, wanted, valid_from=date(2023, 6, 1), plan=None, at=NOW)


async def test_what_waits_goes_to_the_office_that_judges_it_now(review: Review) -> None:
    world = review.world
    other = await world.person(Role.OFFICE_REVIEWER, review.health)
    await review.send("1.1", "1.2", "2.1", "9.1")
    await world.does(review.reviewer, review.say(ItemAct.ASK, "1.2", reason="xin gửi ảnh"))
    await world.does(review.reviewer, review.say(ItemAct.MEET, "9.1"))
    await world.does(review.manager, review.say(ItemAct.DECIDE_MET, "2.1", reason="đã xem"))
    # of 9.1 and 2.1 the word is said
    await _passes_to(review, economy=("15.1",), health=("1.1", "1.2", "9.1", "2.1"))
    async with world.database.write() as tx:
        judging = await owners(tx, world.district, FORM, day=NOW.date())
        assert await reroute(tx, world.district, SetId(FORM), judging) == 2
        assert await reroute(tx, world.district, SetId(FORM), judging) == 0
    for queue, items in ((Queue.WAITING, ["1.1"]), (Queue.ASKED, ["1.2"])):
        desk = await review.desk(other, review.health, queue)
        before = await review.desk(review.reviewer, review.economy, queue)
        assert desk is not None
        assert before is not None
        assert ([one.indicator.code for one in desk.items], before.items) == (items, ())
    assert await review.refused(review.reviewer, review.say(ItemAct.MEET)) == "not_yours"
    reviews = (await world.report(review.officer)).reviews
    held = {code: None if one.office is None else one.office.id for code, one in reviews.items()}
    assert held == {"1.1": review.health, "1.2": review.health, "2.1": None, "9.1": review.economy}


async def test_what_comes_back_to_an_office_comes_to_the_one_that_judges_it_now(review: Review) -> None:
    world = review.world
    other = await world.person(Role.OFFICE_REVIEWER, review.health)
    await review.send("1.1", "1.2")
    await world.does(review.reviewer, review.say(ItemAct.MEET))
    await world.does(review.reviewer, review.say(ItemAct.ASK, "1.2", reason="xin gửi ảnh"))
    await _passes_to(review, economy=("9.1",), health=("1.1", "1.2", "15.1"))
    wished = await world.does(review.officer, review.say(ItemAct.WISH, reason="nhập nhầm"))
    answered = await world.does(review.officer, world.answer("1.2", seen=1, state=State.UNSTABLE))
    assert told(wished) == {other: ["answered"]}
    assert told(answered)[other] == ["answered"]
    desk = await review.desk(other, review.health)
    assert desk is not None
    assert sorted(one.indicator.code for one in desk.items) == ["1.1", "1.2"]


async def test_lists_over_several_reports_confirmed_at_once_from_both_ends_are_confirmed_once(review: Review) -> None:
    world = review.world
    neighbour = await world.person(Role.COMMUNE_OFFICER, world.neighbour)
    keys = (world.key, replace(world.key, unit=world.neighbour))
    for officer, key in zip((review.officer, neighbour), keys, strict=True):
        paper = KeepEvidence(key=key, indicator="1.1", kind=EvidenceKind.PAPER, paper="15/QĐ")
        await world.does(officer, replace(world.answer(), key=key, unchanged=True), paper)
        await world.does(officer, replace(world.act(ReportAct.SEND, paper=PAPER), key=key))
    people = [review.reviewer, *[await world.person(Role.OFFICE_REVIEWER, review.economy) for _ in range(3)]]
    named = tuple((key, "1.1", 1) for key in keys)
    outcomes = await asyncio.gather(
        *(world.does(one, ConfirmTogether(items=named[:: 1 - 2 * (at % 2)])) for at, one in enumerate(people)),
        return_exceptions=True,
    )
    assert [one.code for one in outcomes if isinstance(one, Problem)] == ["item_moved"] * 3, outcomes
    assert await world.count_rows("review_event") == 2
