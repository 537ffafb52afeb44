"""Offices judge what communes have sent: by the item's table, each on the very answer they saw, told to the right
people; reports follow their items, and are opened again only with a reason.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from conversations.engine.asks import HistoryOf, ReviewedItemOf, SaidByOffices, SentReportOf, SentTo, WaitingNow
from conversations.engine.asks_of_standing import LackingOf
from conversations.engine.effects import (
    CloseReport,
    ConfirmTogether,
    KeepClosed,
    KeepEvidence,
    ReopenReport,
)
from conversations.engine.facts import Needs
from conversations.programme.answer import Assessor, EvidenceKind, State
from conversations.programme.person import Role
from conversations.programme.report import ReportAct, ReportState
from conversations.programme.review import ItemAct, ItemState, Queue
from storage.reported import last_reported
from storage.review_queues import unowned_items
from storage.rules import rules_of_unit
from tests.handlers.reporting_world import DAY, NOW
from tests.handlers.review_world import FORM, PAPER, make_review

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId
    from handlers.apply import Applied
    from storage.database import Database
    from tests.handlers.review_world import Review


@pytest.fixture
async def review(database: Database) -> Review:
    return await make_review(database)


def told(applied: Applied) -> dict[PersonId, list[str]]:
    """Who was told what, by the names of the messages."""
    found: dict[PersonId, list[str]] = {}
    for one in applied.messages:
        found.setdefault(one.person, []).append(one.message.name.removeprefix("review_notices."))
    return found


async def test_a_sent_report_comes_before_its_offices_and_what_nobody_judges_before_the_manager(
    review: Review,
) -> None:
    await review.send("1.1", "1.2", "2.1")
    desk = await review.desk(review.reviewer, review.economy)
    assert desk is not None
    assert [(one.indicator.code, one.review.state) for one in desk.items] == [
        ("1.1", ItemState.WAITING),
        ("1.2", ItemState.WAITING),
    ]
    unowned = await review.desk(review.manager, review.world.district, Queue.UNOWNED)
    assert unowned is not None
    assert [one.indicator.code for one in unowned.items] == ["2.1"]
    assert (unowned.unowned, unowned.disputed) == (1, 0)
    async with review.world.database.read() as tx:
        assert [(one.indicator, one.items) for one in await unowned_items(tx)] == [("2.1", 1)]
    await review.world.does(review.manager, review.say(ItemAct.DECIDE_MET, "2.1", reason="đã kiểm tra tại chỗ"))
    assert (await review.review("2.1")).state is ItemState.MET


async def test_what_fell_comes_first_and_the_last_verdict_is_shown(review: Review) -> None:
    world = review.world
    await review.send("1.1", "1.2")
    for item in ("1.1", "1.2"):
        await world.does(review.reviewer, review.say(ItemAct.MEET, item))
    world.clock.at = NOW.replace(month=11, day=2)
    async with world.database.read() as tx:
        rules = {rule.code: rule.id for rule in await rules_of_unit(tx, world.district)}
    key = replace(world.key, rule=rules["Y"], period="2023-Y")
    for item, state in (("1.1", State.MET), ("1.2", State.NOT_MET)):
        await world.does(review.officer, replace(world.answer(item, state=state, reason="mưa lũ"), key=key))
    await world.does(review.officer, replace(world.act(ReportAct.SEND, paper=PAPER), key=key))
    desk = await review.desk(review.reviewer, review.economy)
    assert desk is not None
    assert [(one.indicator.code, one.review.fell) for one in desk.items] == [("1.2", True), ("1.1", False)]
    assert (desk.waiting, desk.fell) == (2, 1)
    ask = ReviewedItemOf(key=key, item="1.2", queue=Queue.WAITING)
    seen = (await world.facts(review.reviewer, Needs(asks=(ask,)))).answer(ask)
    assert seen is not None
    assert seen.last is not None
    assert (seen.last.assessor, seen.last.judged_by) == (Assessor.OFFICE, "Phòng Kinh tế và Hạ tầng")
    assert (seen.at_head, seen.following) == (True, (key, "1.1"))


async def test_a_full_cycle(review: Review) -> None:
    world = review.world
    await review.send("1.1", "1.2")
    assert await review.state() is ReportState.SENT

    await world.does(review.reviewer, review.say(ItemAct.MEET))
    assert (await review.state(), (await review.review()).state) == (ReportState.IN_REVIEW, ItemState.MET)

    asked = await world.does(review.reviewer, review.say(ItemAct.ASK, "1.2", reason="xin gửi quyết định"))
    assert told(asked) == {review.officer: ["asked"]}
    assert await review.state() is ReportState.MORE_ASKED

    answered = await world.does(review.officer, world.answer("1.2", seen=1, state=State.UNSTABLE))
    assert told(answered)[review.reviewer] == ["answered"]
    assert (await review.state(), (await review.review("1.2")).state) == (ReportState.IN_REVIEW, ItemState.WAITING)

    failed = await world.does(review.reviewer, review.say(ItemAct.FAIL, "1.2", seen=2, reason="quyết định chưa ký"))
    assert told(failed) == {review.officer: ["not_met", "assessed"], review.leader: ["assessed"]}
    assert await review.state() is ReportState.ASSESSED

    disputed = await world.does(review.officer, review.say(ItemAct.DISPUTE, "1.2", seen=2, reason="đã ký 2/6"))
    assert told(disputed) == {review.manager: ["disputed"], review.reviewer: ["disputed"]}
    assert await review.state() is ReportState.IN_REVIEW

    decided = await world.does(
        review.manager, review.say(ItemAct.DECIDE_MET, "1.2", seen=2, reason="đã xem quyết định")
    )
    assert told(decided)[review.reviewer] == ["decided"]
    after = await review.review("1.2")
    assert (after.state, after.final, await review.state()) == (ItemState.MET, True, ReportState.ASSESSED)
    # after the manager's word the office changes nothing any more
    assert await review.refused(review.reviewer, review.say(ItemAct.FAIL, "1.2", seen=2, reason="vẫn chưa")) == (
        "item_moved"
    )
    seen = await review.item(review.manager, "1.2", Queue.DISPUTED)
    assert seen is not None
    assert [event.act for event in seen.events] == [
        ItemAct.ASK,
        ItemAct.REPLY,
        ItemAct.FAIL,
        ItemAct.DISPUTE,
        ItemAct.DECIDE_MET,
    ]


async def test_the_status_says_whose_word_it_is_and_known_at_a_moment(review: Review) -> None:
    world = review.world
    await review.send("1.1", "1.2")
    world.clock.at = NOW + DAY
    await world.does(review.reviewer, review.say(ItemAct.FAIL, reason="chưa có quyết định"))
    async with world.database.read() as tx:
        now = await last_reported(tx, [world.commune], FORM, day=(NOW + DAY).date())
        before = await last_reported(tx, [world.commune], FORM, day=(NOW + DAY).date(), known=NOW)
    assert (now[world.commune]["1.1"].state, now[world.commune]["1.1"].assessor) == (State.NOT_MET, Assessor.OFFICE)
    assert (now[world.commune]["1.2"].state, now[world.commune]["1.2"].assessor) == (State.MET, Assessor.SELF)
    assert (before[world.commune]["1.1"].state, before[world.commune]["1.1"].assessor) == (State.MET, Assessor.SELF)


async def test_a_judged_item_is_corrected_only_when_the_office_lets_it(review: Review) -> None:
    world = review.world
    await review.send("1.1", "1.2")
    await world.does(review.reviewer, review.say(ItemAct.MEET))
    assert await review.refused(review.officer, world.answer(seen=1, state=State.NOT_MET)) == "item_judged"
    wished = await world.does(review.officer, review.say(ItemAct.WISH, reason="nhập nhầm"))
    assert told(wished) == {review.reviewer: ["answered"]}
    # the verdict stands while the wish waits, and so does the item
    assert await review.refused(review.officer, world.answer(seen=1, state=State.NOT_MET)) == "item_judged"
    async with world.database.read() as tx:
        found = await last_reported(tx, [world.commune], FORM, day=NOW.date())
    assert found[world.commune]["1.1"].assessor is Assessor.OFFICE
    await world.does(review.reviewer, review.say(ItemAct.ASK, reason="xin sửa"))
    await world.does(review.officer, world.answer(seen=1, state=State.NOT_MET, reason="hết hạn"))
    assert (await review.review()).state is ItemState.WAITING


async def test_what_is_asked_for_can_be_answered_after_the_lock_and_nothing_else(review: Review) -> None:
    world = review.world
    await review.send("1.1", "1.2")
    await world.does(review.reviewer, review.say(ItemAct.ASK, reason="xin gửi ảnh"))
    world.clock.at = NOW + 90 * DAY
    assert await review.refused(review.officer, world.answer("1.2", seen=1)) == "period_locked"
    photo = KeepEvidence(key=world.key, indicator="1.1", kind=EvidenceKind.PAPER, paper="15/QĐ-UBND, tủ số 2")
    applied = await world.does(review.officer, photo)
    assert told(applied) == {review.reviewer: ["answered"]}
    assert (await review.review()).state is ItemState.WAITING


async def test_an_answer_that_changed_meanwhile_is_shown_before_it_is_judged(review: Review) -> None:
    world = review.world
    await review.send("1.1")
    await world.does(review.officer, world.answer(seen=1, state=State.NOT_MET, reason="hết hạn"))
    assert await review.refused(review.reviewer, review.say(ItemAct.MEET)) == "item_moved"
    await world.does(review.reviewer, review.say(ItemAct.FAIL, seen=2))
    assert await review.state() is ReportState.ASSESSED


async def test_a_verdict_against_the_commune_needs_a_reason(review: Review) -> None:
    await review.send("1.1")
    for act in (ItemAct.FAIL, ItemAct.ASK):
        assert await review.refused(review.reviewer, review.say(act)) == "reason_needed"
    assert await review.refused(review.reviewer, review.say(ItemAct.ASK, reason="x" * 501)) == "reason_needed"
    assert await review.state() is ReportState.SENT


async def test_nobody_says_what_is_not_theirs_to_say(review: Review) -> None:
    """Every act by every wrong person, refused in the same words, nothing written."""
    world = review.world
    await review.send("1.1")
    strangers = {
        "office": await world.person(Role.OFFICE_REVIEWER, review.health),
        "neighbour": await world.person(Role.COMMUNE_OFFICER, world.neighbour),
        "village": await world.person(Role.VILLAGE_OFFICER, world.villages[0]),
        "observer": await world.person(Role.OBSERVER, world.district),
        "admin": await world.person(Role.ADMIN, world.district),
        "officer": review.officer,
        "leader": review.leader,
        "manager": review.manager,
    }
    for name, person in strangers.items():
        for act in ItemAct:
            code = await review.refused(person, review.say(act, reason="vì"))
            theirs = (name == "officer" and act in {ItemAct.REPLY, ItemAct.WISH, ItemAct.DISPUTE}) or (
                name == "manager" and act in {ItemAct.DECIDE_MET, ItemAct.DECIDE_NOT_MET}
            )
            assert code == ("item_moved" if theirs else "not_yours"), (name, act)
    assert await world.count_rows("review_event") == 0
    assert await review.item(strangers["office"]) is None
    assert await review.desk(strangers["office"], review.economy) is None
    assert await review.desk(review.officer, review.economy) is None


async def test_unchanged_items_with_evidence_are_confirmed_together_and_what_changed_is_not(review: Review) -> None:
    world = review.world
    for item in ("1.1", "1.2", "9.1"):
        await world.does(review.officer, replace(world.answer(item), unchanged=item != "9.1"))
    paper = KeepEvidence(key=world.key, indicator="1.1", kind=EvidenceKind.PAPER, paper="15/QĐ-UBND")
    await world.does(review.officer, paper)
    await world.does(review.officer, world.act(ReportAct.SEND, paper=PAPER))
    desk = await review.desk(review.reviewer, review.economy, Queue.TOGETHER)
    assert desk is not None
    assert [one.indicator.code for one in desk.items] == ["1.1"]
    for wrong in (((world.key, "1.2", 1),), ((world.key, "1.1", 1), (world.key, "9.1", 1)), ()):
        assert await review.refused(review.reviewer, ConfirmTogether(items=wrong)) in {"item_moved", "not_yours"}
    assert await world.count_rows("review_event") == 0
    await world.does(review.reviewer, ConfirmTogether(items=((world.key, "1.1", 1),)))
    assert (await review.review()).state is ItemState.MET


async def test_a_report_taken_back_leaves_its_offices(review: Review) -> None:
    world = review.world
    await review.send("1.1")
    await world.does(review.officer, world.act(ReportAct.WITHDRAW))
    desk = await review.desk(review.reviewer, review.economy)
    assert desk is not None
    assert (desk.waiting, await review.state()) == (0, ReportState.WITHDRAWN)
    await world.does(review.officer, world.act(ReportAct.SEND, paper=PAPER))
    desk = await review.desk(review.reviewer, review.economy)
    assert desk is not None
    assert desk.waiting == 1


async def test_once_a_reviewer_has_looked_nothing_is_taken_back(review: Review) -> None:
    await review.send("1.1")
    assert await review.item(review.reviewer) is not None
    assert await review.refused(review.officer, review.world.act(ReportAct.WITHDRAW)) == "opened_above"


async def test_a_manager_opens_again_after_the_lock_and_it_is_sent_once_more(review: Review) -> None:
    world = review.world
    await review.send("1.1", "1.2")
    await world.does(review.reviewer, review.say(ItemAct.ASK, "1.2", reason="xin gửi ảnh"))
    world.clock.at = NOW + 90 * DAY
    assert await review.refused(review.manager, ReopenReport(key=world.key, reason=" ")) == "reason_needed"
    for person in (review.officer, review.leader, review.reviewer):
        assert await review.refused(person, ReopenReport(key=world.key, reason="vì")) == "not_yours"
    applied = await world.does(review.manager, ReopenReport(key=world.key, reason="sai số hộ"))
    assert told(applied) == {review.officer: ["reopened"], review.leader: ["reopened"]}
    assert await review.state() is ReportState.REOPENED

    await world.does(review.officer, world.answer(seen=1, state=State.NOT_MET, reason="đếm lại"))
    await world.does(review.officer, world.act(ReportAct.SUBMIT))
    assert [one.key for one in await world.told(review.leader, WaitingNow())] == [world.key]
    await world.does(review.leader, world.act(ReportAct.APPROVE))
    assert await review.state() is ReportState.MORE_ASKED
    # sent in time the first time, so it is in time still
    async with world.database.read() as tx:
        row = await tx.one("SELECT sent_at FROM report")
    assert row is not None
    assert row["sent_at"] == int(NOW.timestamp() * 1000)


async def test_what_offices_have_confirmed_is_opened_with_a_second_persons_yes(review: Review) -> None:
    world = review.world
    await review.send("1.1")
    assert await review.refused(review.manager, CloseReport(key=world.key)) == "not_assessed"
    await world.does(review.reviewer, review.say(ItemAct.MEET))
    await world.does(review.manager, CloseReport(key=world.key))
    assert await review.state() is ReportState.CLOSED
    assert await review.refused(review.officer, world.answer("1.2")) == "report_state"

    other = await world.person(Role.MANAGER, world.district)
    wished = await world.does(review.manager, ReopenReport(key=world.key, reason="kiểm toán yêu cầu"))
    assert told(wished) == {other: ["reopening_wished"], review.reviewer: ["reopening_wished"]}
    assert await review.state() is ReportState.CLOSED
    assert await review.refused(review.manager, ReopenReport(key=world.key, reason="")) == "second_person_needed"
    assert await review.refused(review.officer, ReopenReport(key=world.key, reason="")) == "not_yours"

    refused = await world.does(other, KeepClosed(key=world.key))
    assert told(refused) == {review.manager: ["kept_closed"]}
    assert await review.state() is ReportState.CLOSED

    await world.does(review.manager, ReopenReport(key=world.key, reason="kiểm toán yêu cầu"))
    ask = SentReportOf(world.key)
    seen = (await world.facts(review.reviewer, Needs(asks=(ask,)))).answer(ask)
    assert seen is not None
    assert (seen.reason, seen.manages, seen.own_wish) == ("kiểm toán yêu cầu", False, False)
    await world.does(review.reviewer, ReopenReport(key=world.key, reason=""))
    assert await review.state() is ReportState.REOPENED
    # a judged item that is changed comes back to its office
    await world.does(review.officer, world.answer(seen=1, state=State.NOT_MET, reason="đếm lại"))
    assert (await review.review()).state is ItemState.WAITING
    assert await world.count_rows("review_event WHERE act = 'change'") == 1


async def test_reports_and_answers_are_found_by_those_they_concern_only(review: Review) -> None:
    world = review.world
    await review.send("1.1")
    await world.does(review.reviewer, review.say(ItemAct.ASK, reason="xin gửi ảnh"))
    said = SaidByOffices()
    for person, items in ((review.officer, ["1.1"]), (review.leader, []), (review.reviewer, [])):
        found = (await world.facts(person, Needs(asks=(said,)))).answer(said) or ()
        assert [one.indicator.code for one in found] == items
    sent = SentTo(world.district)
    assert [one.key for one in (await world.facts(review.manager, Needs(asks=(sent,)))).answer(sent) or ()] == [
        world.key
    ]
    assert (await world.facts(review.reviewer, Needs(asks=(sent,)))).answer(sent) is None


async def test_the_history_of_a_figure_says_who_judged_it_also_to_its_office(review: Review) -> None:
    world = review.world
    await review.send("1.1", "2.1")
    await world.does(review.reviewer, review.say(ItemAct.ASK, reason="xin gửi quyết định"))
    await world.does(review.officer, world.answer(seen=1, state=State.UNSTABLE))
    await world.does(review.reviewer, review.say(ItemAct.MEET, seen=2))
    ask = HistoryOf(unit=world.commune, item="1.1")
    for person in (review.officer, review.leader, review.manager, review.reviewer):
        page = (await world.facts(person, Needs(asks=(ask,)))).answer(ask)
        assert page is not None
        said = [[(one.act, one.by) for one in entry.said] for entry in page.entries]
        assert said == [
            [(ItemAct.REPLY, "xã Phúc Sen"), (ItemAct.MEET, "Phòng Kinh tế và Hạ tầng")],
            [(ItemAct.ASK, "Phòng Kinh tế và Hạ tầng")],
        ]
    # what is not the office's own it does not see
    other = HistoryOf(unit=world.commune, item="2.1")
    assert (await world.facts(review.reviewer, Needs(asks=(other,)))).answer(other) is None


async def test_a_commune_is_told_which_office_judges_what(review: Review) -> None:
    world = review.world
    ask = LackingOf(unit=world.commune)
    lacking = (await world.facts(review.officer, Needs(asks=(ask,)))).answer(ask)
    assert lacking is not None
    economy = ("Phòng Kinh tế và Hạ tầng",)
    assert lacking.offices == {"1.1": economy, "1.2": economy, "9.1": economy, "15.1": ("Phòng Y tế",)}
