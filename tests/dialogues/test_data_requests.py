"""Requests about personal data as dialogues: what is forged, stale or foreign does nothing, and everything fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from conversations.dialogues import ask_about_data, data_requests, system
from conversations.engine.asks import AnyAsk, DataRequestsNow, SystemNow
from conversations.engine.effects import HandleDataRequest, RequestAboutData
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import AskAboutData, DataRequests, System
from conversations.engine.links import data_requests_place, frame_at
from conversations.engine.move import Chose, Move, Typed
from conversations.programme.data_request import DataRequest, RequestAct, RequestKind
from conversations.programme.ids import PersonId
from tests.dialogues.commune import NOW, STRAY, facts, fits, ids
from tests.dialogues.test_backups import STATE

if TYPE_CHECKING:
    from conversations.engine.screen import Screen

LONG = "chữ " * 124
REQUEST = DataRequest(
    id=3,
    person=PersonId(9),
    name="Nông Văn Kiên",
    kind=RequestKind.CORRECTION,
    text=LONG,
    at=NOW,
    answer_by=date(2023, 6, 9),
    finish_by=date(2023, 6, 17),
)
SAY = DataRequests(stage="say", number=3, act="answer")
CHECK = replace(SAY, stage="check", typed=LONG)


def known(*requests: DataRequest) -> Facts:
    answers: dict[AnyAsk, object] = {DataRequestsNow(): requests}
    return facts(answers=answers)


HIDDEN = facts(answers={DataRequestsNow(): None})


def queue_of(frame: DataRequests, *requests: DataRequest) -> Screen:
    return fits(data_requests.show(frame, known(*requests)))


def test_the_queue_shows_the_next_clock_first_and_pages() -> None:
    later = [replace(REQUEST, id=number, answered_at=NOW) for number in range(10, 20)]
    screen = queue_of(DataRequests(), *later, REQUEST)
    assert screen.text.split("\n")[1].startswith("• Số 3: sửa dữ liệu, Nông Văn Kiên. Trả lời cách làm chậm nhất")
    assert ids(screen) == ["n:3", "n:10", "n:11", "n:12", "n:13", "page:1", "close"]
    assert data_requests.needs(DataRequests()) == Needs(asks=(DataRequestsNow(),))
    assert queue_of(DataRequests()).text == "Không có yêu cầu nào về dữ liệu cá nhân đang chờ."


def test_what_is_over_time_says_so() -> None:
    over = replace(REQUEST, answer_by=date(2023, 6, 6), finish_by=date(2023, 6, 6))
    assert "QUÁ HẠN trả lời từ hết ngày 6/6/2023." in queue_of(DataRequests(stage="one", number=3), over).text
    answered = replace(over, answered_at=NOW)
    screen = queue_of(DataRequests(stage="one", number=3), answered)
    assert "QUÁ HẠN xử lý từ hết ngày 6/6/2023." in screen.text
    assert ids(screen) == ["act:finish", "list"]


def test_a_sentence_is_typed_previewed_and_sent_once() -> None:
    one = DataRequests(stage="one", number=3)
    here = known(REQUEST)
    assert data_requests.take(DataRequests(), Chose("n:3"), here) == Move(frames=(one,))
    assert data_requests.take(one, Chose("act:answer"), here) == Move(frames=(SAY,))
    assert data_requests.take(SAY, Typed(f"  {LONG}"), here) == Move(frames=(replace(CHECK, typed=LONG.strip()),))
    assert data_requests.take(CHECK, Chose("send"), here) == Move(
        frames=(one,), effects=(HandleDataRequest(number=3, act=RequestAct.ANSWER, text=LONG),)
    )
    for frame in (one, SAY, CHECK, replace(CHECK, act="extend"), replace(CHECK, act="finish")):
        fits(data_requests.show(frame, here))


@pytest.mark.parametrize(
    ("frame", "given", "request_now"),
    [
        (CHECK, Chose("send"), replace(REQUEST, answered_at=NOW)),  # somebody else has answered
        (CHECK, Chose("send"), replace(REQUEST, id=4)),  # finished meanwhile
        (replace(CHECK, act="burn"), Chose("send"), REQUEST),
        (SAY, Chose("send"), REQUEST),  # nothing typed yet
        (DataRequests(stage="one", number=3), Chose("act:burn"), REQUEST),
        (SAY, Typed("x" * 501), REQUEST),
        (DataRequests(stage="one", number=3), Typed("x"), REQUEST),
    ],
)
def test_what_is_stale_or_forged_does_nothing(
    frame: DataRequests, given: Chose | Typed, request_now: DataRequest
) -> None:
    assert data_requests.take(frame, given, known(request_now)).effects == ()


def test_whoever_may_not_see_the_queue_sees_nothing_of_it() -> None:
    assert data_requests.show(CHECK, HIDDEN).name == "data_requests.out_of_sight"
    assert data_requests.take(CHECK, Chose("send"), HIDDEN) == Move(frames=())


def test_a_link_opens_a_request_and_a_forged_one_nothing() -> None:
    assert frame_at(data_requests_place(3)) == DataRequests(stage="one", number=3)
    assert [frame_at(f"data_request:{text}") for text in ("", "x", "-1", "9" * 19)] == [None] * 4


def test_asking_takes_a_kind_a_text_and_a_yes() -> None:
    what = AskAboutData(stage="what", kind="objection")
    sure = replace(what, stage="sure", typed=LONG)
    assert ids(fits(ask_about_data.show(AskAboutData(), facts()))) == [f"kind:{kind.value}" for kind in RequestKind] + [
        "close"
    ]
    assert ask_about_data.take(AskAboutData(), Chose("kind:objection"), facts()) == Move(frames=(what,))
    assert ask_about_data.take(what, Typed(LONG), facts()) == Move(frames=(replace(sure, typed=LONG.strip()),))
    assert ask_about_data.take(sure, Chose("send"), facts()) == Move(
        frames=(), effects=(RequestAboutData(kind=RequestKind.OBJECTION, text=LONG),)
    )
    for frame in (what, sure):
        fits(ask_about_data.show(frame, facts()))
    assert ask_about_data.take(what, Typed("x" * 501), facts()).frames == (what,)
    assert ask_about_data.take(AskAboutData(), Chose("kind:burn"), facts()) == Move(frames=())
    assert ask_about_data.take(what, Chose("send"), facts()).effects == ()


def test_anything_else_is_answered_and_a_stranger_asks_for_nothing() -> None:
    for given in STRAY:
        for frame in (AskAboutData(), AskAboutData(stage="what", kind="access")):
            move = ask_about_data.take(frame, given, facts())
            assert (move.frames, move.effects, len(move.lines)) == ((frame,), (), 1)
        move = data_requests.take(SAY, given, known(REQUEST))
        assert (move.frames, move.effects, len(move.lines)) == ((SAY,), (), 1)
    sure = AskAboutData(stage="sure", kind="access", typed="x")
    assert ask_about_data.take(sure, Chose("send"), Facts(now=NOW)) == Move(frames=())
    assert ask_about_data.show(sure, Facts(now=NOW)).name == "welcome"


def test_the_state_of_the_system_names_the_clock_that_runs_out_first_and_leads_to_the_queue() -> None:
    later = replace(REQUEST, id=9, answered_at=NOW)
    answers: dict[AnyAsk, object] = {SystemNow(): STATE, DataRequestsNow(): (later, REQUEST)}
    screen = fits(system.show(System(), facts(answers=answers)))
    assert "Yêu cầu về dữ liệu cá nhân đang chờ: 2. Số 3: Trả lời cách làm chậm nhất hết ngày 9/6/2023." in screen.text
    assert "data_requests" in ids(screen)
    moved = system.take(System(), Chose("data_requests"), facts(answers=answers))
    assert moved.frames == (System(), DataRequests())
