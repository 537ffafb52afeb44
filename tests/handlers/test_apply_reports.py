"""Answers and reports are written once, by whoever may, where they were believed to be; others are told."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from conversations.engine.effects import ActOnReport, AssignItems, Effect, KeepEvidence
from conversations.engine.links import approve_place, report_place
from conversations.programme.answer import EvidenceKind, EvidenceState, Figure, State
from conversations.programme.ids import PersonId
from conversations.programme.person import Role
from conversations.programme.problem import Problem, Refusal
from conversations.programme.report import ByHand, ReportAct, ReportState
from handlers.apply import Conflict
from handlers.caches import Caches
from storage.evidence import file_failed, file_stored, pending_files
from storage.rules import as_text, put_rule, rules_of_unit
from tests.handlers.reporting_world import DAY, H1, NOW, begin, make_world

if TYPE_CHECKING:
    from storage.database import Database
    from tests.handlers.reporting_world import World

PAPER = "12/BC-UBND ngày 5/6/2023"


@pytest.fixture
async def world(database: Database) -> World:
    return await make_world(database)


async def refused(world: World, by: PersonId, *effects: Effect, caches: Caches | None = None) -> str:
    """The code of the problem that a turn ends with."""
    with pytest.raises(Problem) as caught:
        await world.does(by, *effects, caches=caches)
    return caught.value.code


async def test_beginning_a_report_pins_it_once(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(officer, begin(world.key))
    await world.does(officer, begin(world.key))
    report = await world.report(officer)
    assert (report.form.id, report.form.version) == ("xa-ntm-2021-2025", 1)
    assert await world.count_rows("report") == 1
    assert await world.count_rows("audit WHERE act = 'report_opened'") == 1


async def test_every_change_is_a_new_version(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(officer, world.answer(state=State.NOT_MET, reason="chưa có đường"))
    await world.does(officer, world.answer(seen=1))
    assert (await world.report(officer)).answers["1.1"].version == 2
    assert await world.count_rows("answer WHERE indicator = '1.1'") == 2
    assert await world.count_rows("audit WHERE act = 'answer_saved'") == 2


@pytest.mark.parametrize("seen", [0, 2])
async def test_an_answer_to_an_unseen_version_is_a_conflict_and_writes_nothing(world: World, seen: int) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    helper = await world.person(Role.COMMUNE_OFFICER, world.commune, post="Trạm y tế")
    await world.does(helper, world.answer())
    before = await world.report(officer)
    with pytest.raises(Conflict) as caught:
        await world.does(officer, world.answer("1.2"), world.answer(seen=seen, state=State.NOT_MET))
    assert (caught.value.code, caught.value.indicator, caught.value.stored) == ("answer_conflict", "1.1", 1)
    assert await world.report(officer) == before


async def test_of_two_people_who_answer_the_same_question_at_once_one_is_shown_the_other_s_answer(world: World) -> None:
    people = [await world.person(Role.COMMUNE_OFFICER, world.commune) for _ in range(5)]
    outcomes = await asyncio.gather(*(world.does(one, world.answer()) for one in people), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Applied"] + ["Conflict"] * 4
    assert await world.count_rows("answer") == 1


async def test_five_identical_submissions_at_once_make_one(world: World) -> None:
    officer = await world.person(Role.VILLAGE_OFFICER, world.villages[0])
    await world.does(officer, world.count(0, "1.1", 40))
    send = ActOnReport(key=world.village_key(0), act=ReportAct.SEND)
    outcomes = await asyncio.gather(*(world.does(officer, send) for _ in range(5)), return_exceptions=True)
    problems = [outcome.code for outcome in outcomes if isinstance(outcome, Problem)]
    assert problems == ["report_state"] * 4
    assert await world.count_rows("receipt") == 1
    assert await world.count_rows("report_event") == 1


async def test_receipts_of_one_superior_are_numbered_without_a_gap_however_many_come_at_once(world: World) -> None:
    first = await world.person(Role.VILLAGE_OFFICER, world.villages[0])
    second = await world.person(Role.VILLAGE_OFFICER, world.villages[1])
    commune = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(first, world.count(0, "1.1", 40))
    await world.does(second, world.count(1, "1.1", 50))
    await world.does(commune, world.answer())
    sends = [ActOnReport(key=world.village_key(number), act=ReportAct.SEND) for number in (0, 1)]
    await asyncio.gather(
        world.does(first, sends[0]),
        world.does(second, sends[1]),
        world.does(commune, world.act(ReportAct.SEND, paper=PAPER)),
    )
    receipts = [(await world.report(one, key)).receipt for one, key in (
        (first, world.village_key(0)), (second, world.village_key(1)), (commune, world.key)
    )]  # fmt: skip
    assert sorted(receipt.number for receipt in receipts if receipt) == ["01/2023-H1", "01/2023-X1", "02/2023-X1"]


async def test_a_receipt_says_what_left_and_who_reads_it_next(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(officer, world.answer(), world.answer("1.2", state=State.NOT_MET))
    await world.does(officer, world.act(ReportAct.SEND, paper=PAPER))
    report = await world.report(officer)
    assert report.state is ReportState.SENT
    receipt = report.receipt
    assert receipt is not None
    assert (receipt.number, receipt.at, receipt.items, receipt.of, receipt.photos) == (f"01/{H1}", NOW, 2, 57, 0)
    assert (receipt.next_reader, receipt.approved_on_paper) == ("Phòng Nông nghiệp và Phát triển nông thôn", PAPER)


async def test_a_receipt_names_who_gets_a_copy(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    async with world.database.write() as tx:
        rule = next(one for one in await rules_of_unit(tx, world.district) if one.id == world.rule)
        await put_rule(tx, replace(as_text(rule), copies=("Văn phòng Huyện ủy",)), at=NOW)
    await world.does(officer, world.answer())
    await world.does(officer, world.act(ReportAct.SEND, paper=PAPER))
    receipt = (await world.report(officer)).receipt
    assert receipt is not None
    assert receipt.next_reader == "Phòng Nông nghiệp và Phát triển nông thôn; Văn phòng Huyện ủy"


async def test_the_way_through_the_leader_and_who_is_told_on_it(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    helper = await world.person(Role.COMMUNE_OFFICER, world.commune, post="Trạm y tế")
    idle = await world.person(Role.COMMUNE_OFFICER, world.commune, post="Công an")
    leader = await world.person(Role.COMMUNE_LEADER, world.commune, language="en")
    await world.does(officer, world.answer())
    await world.does(helper, world.answer("15.1"))

    submitted = await world.does(officer, world.act(ReportAct.SUBMIT))
    assert [(told.person, told.channel, told.address) for told in submitted.messages] == [
        (leader, "telegram", f"chat-{leader}")
    ]
    message = submitted.messages[0].message
    assert message.text.startswith("EN Báo cáo 6 tháng đầu năm 2023 của xã Phúc Sen")
    assert [link.place for link in message.links] == [approve_place(world.key)]

    back = await world.does(leader, world.act(ReportAct.SEND_BACK, reason="thiếu mục 10"))
    assert [told.person for told in back.messages] == [officer, helper]
    assert back.messages[0].message.links[0].place == report_place(world.key)
    assert "thiếu mục 10" in back.messages[0].message.text
    report = await world.report(officer)
    assert (report.state, report.leader_note, report.has_leader) == (ReportState.DRAFT, "thiếu mục 10", True)

    await world.does(officer, world.act(ReportAct.SUBMIT))
    approved = await world.does(leader, world.act(ReportAct.APPROVE))
    assert [told.person for told in approved.messages] == [officer, helper]
    assert "01/2023-H1" in approved.messages[0].message.text
    assert idle not in {told.person for told in approved.messages}
    report = await world.report(officer)
    assert (report.state, report.leader_note) == (ReportState.SENT, "")

    changed = await world.does(officer, world.answer(seen=1, state=State.NOT_MET))
    assert [told.person for told in changed.messages] == [leader]
    assert [told.message.name for told in changed.messages] == ["notices.changed_after_submission"]
    assert (await world.report(officer)).state is ReportState.SENT


async def test_a_change_while_the_leader_reads_is_told_too(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    leader = await world.person(Role.COMMUNE_LEADER, world.commune)
    await world.does(officer, world.answer(), world.act(ReportAct.SUBMIT))
    changed = await world.does(officer, world.answer("1.2"))
    assert [(told.person, told.message.links[0].place) for told in changed.messages] == [
        (leader, approve_place(world.key))
    ]


async def test_a_person_without_a_chat_is_told_nothing(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    leader = await world.person(Role.COMMUNE_LEADER, world.commune)
    async with world.database.write() as tx:
        await tx.run("UPDATE channel_account SET closed_at = 1 WHERE person = :person", person=leader)
    assert (await world.does(officer, world.answer(), world.act(ReportAct.SUBMIT))).messages == ()


async def test_without_a_leader_a_commune_cannot_submit_and_sends_with_a_paper_only(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(officer, world.answer())
    assert await refused(world, officer, world.act(ReportAct.SUBMIT)) == "no_leader"
    assert await refused(world, officer, world.act(ReportAct.SEND)) == "paper_needed"
    await world.does(officer, world.act(ReportAct.SEND, paper=PAPER))


async def test_an_empty_report_does_not_leave(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    assert await refused(world, officer, world.act(ReportAct.SEND, paper=PAPER)) == "report_empty"
    assert await world.count_rows("report") == 0


@pytest.mark.parametrize(
    ("act", "state"),
    [(act, ReportState.DRAFT) for act in (ReportAct.APPROVE, ReportAct.SEND_BACK, ReportAct.WITHDRAW)]
    + [(act, ReportState.SENT) for act in (ReportAct.SUBMIT, ReportAct.SEND, ReportAct.APPROVE, ReportAct.SEND_BACK)],
)
async def test_what_the_table_does_not_hold_changes_nothing(world: World, act: ByHand, state: ReportState) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    leader = await world.person(Role.COMMUNE_LEADER, world.commune)
    await world.does(officer, world.answer())
    if state is ReportState.SENT:
        await world.does(officer, world.act(ReportAct.SEND, paper=PAPER))
    before = await world.report(officer)
    person = leader if act in {ReportAct.APPROVE, ReportAct.SEND_BACK} else officer
    assert await refused(world, person, world.act(act, reason="vì", paper=PAPER)) == "report_state"
    assert await world.report(officer) == before


async def test_a_report_is_withdrawn_until_somebody_above_has_opened_it(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    manager = await world.person(Role.MANAGER, world.district)
    await world.does(officer, world.answer(), world.act(ReportAct.SEND, paper=PAPER))
    await world.does(officer, world.act(ReportAct.WITHDRAW))
    report = await world.report(officer)
    assert (report.state, report.receipt) == (ReportState.WITHDRAWN, None)
    await world.does(officer, world.act(ReportAct.SEND, paper=PAPER))
    report = await world.report(officer)
    assert report.receipt is not None
    assert report.receipt.number == "02/2023-H1"
    await world.report(manager)
    assert await refused(world, officer, world.act(ReportAct.WITHDRAW)) == "opened_above"


async def test_a_commune_officer_takes_back_what_they_sent_for_a_village(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    send = ActOnReport(key=world.village_key(0), act=ReportAct.SEND)
    await world.does(officer, replace(world.count(0, "1.1", 40), source="trưởng xóm gọi điện, 5/6"), send)
    await world.report(officer, world.village_key(0))
    await world.does(officer, replace(send, act=ReportAct.WITHDRAW))
    assert (await world.report(officer, world.village_key(0))).state is ReportState.WITHDRAWN


async def test_a_locked_period_takes_nothing_more(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(officer, world.answer())
    world.clock.at = NOW + 70 * DAY
    for effect in (world.answer("1.2"), world.act(ReportAct.SEND, paper=PAPER), begin(world.key)):
        assert await refused(world, officer, effect) == "period_locked"
    assert (await world.report(officer)).given == 1


async def test_a_period_years_ahead_cannot_be_begun(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    assert await refused(world, officer, begin(replace(world.key, period="2031-H1"))) == "period_not_open"


@pytest.mark.parametrize(
    ("role", "at"),
    [
        (Role.COMMUNE_OFFICER, "neighbour"),
        (Role.COMMUNE_LEADER, "commune"),
        (Role.VILLAGE_OFFICER, "village"),
        (Role.MANAGER, "district"),
        (Role.ADMIN, "district"),
    ],
)
async def test_whoever_may_not_fill_is_refused_in_the_words_used_for_what_is_not_there(
    world: World, role: Role, at: str
) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(officer, world.answer(reason="bí mật của xã"))
    places = {"neighbour": world.neighbour, "commune": world.commune, "village": world.villages[0]}
    stranger = await world.person(role, places.get(at, world.district))
    before = await world.report(officer)
    nowhere = replace(world.key, period="1999-H1")
    photo = KeepEvidence(key=world.key, indicator="1.1", kind=EvidenceKind.PHOTO, reference="file")
    sentences = set()
    for effect in (
        begin(nowhere),
        begin(world.key),
        world.answer(seen=1),
        photo,
        world.act(ReportAct.SEND, paper=PAPER),
        world.act(ReportAct.SUBMIT),
        AssignItems(unit=world.commune, post="Công an", indicators=("1.1",)),
    ):
        with pytest.raises(Refusal) as caught:
            await world.does(stranger, effect)
        sentences.add(caught.value.sentence())
    assert len(sentences) == 1
    assert "bí mật" not in sentences.pop()
    assert await world.report(officer) == before


async def test_only_the_leader_of_the_very_unit_approves(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.person(Role.COMMUNE_LEADER, world.commune)
    other = await world.person(Role.COMMUNE_LEADER, world.neighbour)
    await world.does(officer, world.answer(), world.act(ReportAct.SUBMIT))
    for person in (officer, other):
        assert await refused(world, person, world.act(ReportAct.APPROVE)) == "not_yours"
    assert (await world.report(officer)).state is ReportState.WAITING_FOR_LEADER


async def test_a_colleague_by_post_does_not_assign(world: World) -> None:
    helper = await world.person(Role.COMMUNE_OFFICER, world.commune, post="Trạm y tế")
    effect = AssignItems(unit=world.commune, post="Công an", indicators=("1.1",))
    assert await refused(world, helper, effect) == "not_yours"


async def test_an_indicator_that_the_form_does_not_hold_is_refused(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    assert await refused(world, officer, world.answer("99.9")) == "not_yours"


async def test_defence_and_security_take_no_figures(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    report = await world.report(officer)
    secret = next(indicator.code for indicator in report.form.indicators if indicator.confidential)
    figure = Figure(value=Decimal(3))
    assert await refused(world, officer, replace(world.answer(secret), figure=figure)) == "only_met_or_not"
    await world.does(officer, world.answer(secret))


async def test_an_album_is_one_piece_and_counts_when_its_photos_are_stored(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    photo = KeepEvidence(key=world.key, indicator="1.1", kind=EvidenceKind.PHOTO, reference="one", album="album")
    await world.does(officer, photo)
    await world.does(officer, replace(photo, reference="two"))
    await world.does(officer, KeepEvidence(key=world.key, indicator="1.1", kind=EvidenceKind.PAPER, paper="7/BB-UBND"))
    pieces = (await world.report(officer)).evidence["1.1"]
    assert [(piece.kind, piece.state, piece.pieces) for piece in pieces] == [
        (EvidenceKind.PHOTO, EvidenceState.PENDING, 2),
        (EvidenceKind.PAPER, EvidenceState.STORED, 1),
    ]
    assert (await world.report(officer, caches=world.caches)).photos() == 0
    async with world.database.write() as tx:
        files = await pending_files(tx, channel="telegram", now=NOW)
        assert [(file.reference, file.person, file.indicator) for file in files] == [
            ("one", officer, "1.1"),
            ("two", officer, "1.1"),
        ]
        one, two = files
        assert await file_stored(tx, one.evidence, one.number, sha256="a" * 64, size=9, path="aa/a.jpg", now=NOW)
        assert not await file_stored(tx, one.evidence, one.number, sha256="a" * 64, size=9, path="aa/a.jpg", now=NOW)
        assert await file_failed(tx, two.evidence, two.number, again_at=NOW + DAY)
        assert await pending_files(tx, channel="telegram", now=NOW) == ()
        assert len(await pending_files(tx, channel="telegram", now=NOW + DAY)) == 1
        assert await file_failed(tx, two.evidence, two.number, again_at=None)
        assert not await file_failed(tx, two.evidence, two.number, again_at=None)
    report = await world.report(officer, caches=world.caches)
    assert report.photos() == 1
    assert report.evidence["1.1"][0].state is EvidenceState.STORED
    await world.does(officer, world.answer(), world.act(ReportAct.SEND, paper=PAPER))
    receipt = (await world.report(officer)).receipt
    assert receipt is not None
    assert receipt.photos == 1
