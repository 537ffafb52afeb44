"""The queue of requests about personal data, for whoever runs the system: answered, extended once, finished.

What is said reaches the person; each is previewed and confirmed once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from conversations.engine.asks import DataRequestsNow
from conversations.engine.effects import HandleDataRequest
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import DataRequests
from conversations.engine.move import Chose, Input, Move, Typed, back, stay
from conversations.programme.data_request import RequestAct
from conversations.reading import limits
from conversations.reading.fold import tidy
from conversations.screens import data_requests as screens
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen
    from conversations.programme.data_request import DataRequest

ACTS = frozenset(act.value for act in RequestAct)


def needs(_frame: DataRequests) -> Needs:
    """All that are open."""
    return Needs(asks=(DataRequestsNow(),))


def show(frame: DataRequests, facts: Facts) -> Screen:
    """Where it stands; what is finished meanwhile leads back to the queue."""
    requests = facts.answer(DataRequestsNow())
    if requests is None:
        return out_of_sight("data_requests", facts.words)
    request = _one(frame, facts)
    if request is None:
        return screens.queue(_by_clock(requests), frame, facts)
    act = _act(frame, request, facts)
    match frame.stage:
        case "say" if act is not None:
            return screens.sentence(request, act, facts)
        case "check" if act is not None:
            return screens.check(request, frame, act, facts)
        case "list":
            return screens.queue(_by_clock(requests), frame, facts)
        case "one" | "say" | "check":
            return screens.one(request, facts)
        case _:
            assert_never(frame.stage)


def take(frame: DataRequests, given: Input, facts: Facts) -> Move:
    """Into a request, what is done to it, the sentence, a yes."""
    words = facts.words
    if facts.answer(DataRequestsNow()) is None:
        return back()
    request = _one(frame, facts)
    act = None if request is None else _act(frame, request, facts)
    match given:
        case Chose() if given.part(0) == "n" and given.part(1).isdecimal():
            return stay(DataRequests(stage="one", number=int(given.part(1))))
        case Chose() if given.part(0) == "page" and given.part(1).isdecimal():
            return stay(DataRequests(page=int(given.part(1))))
        case Chose() if given.part(0) == "act" and given.part(1) in ACTS and request is not None:
            return stay(DataRequests(stage="say", number=request.id, act=given.part(1)))
        case Chose(option="send") if frame.stage == "check":
            if request is None or act is None:
                return stay(DataRequests(), screens.gone(words))
            effect = HandleDataRequest(number=request.id, act=act, text=frame.typed)
            after = DataRequests() if act is RequestAct.FINISH else DataRequests(stage="one", number=request.id)
            return stay(after, effects=(effect,))
        case Chose(option="again"):
            return stay(replace(frame, stage="say", typed=""))
        case Chose(option="back"):
            return stay(DataRequests(stage="one", number=frame.number))
        case Chose(option="list"):
            return stay(DataRequests())
        case Chose():
            return back()
        case Typed(text=text) if frame.stage == "say" and act is not None:
            typed = tidy(text, keep_newlines=True)
            if len(typed) > limits.REASON:
                return stay(frame, screens.too_long(len(typed), words))
            return stay(replace(frame, stage="check", typed=typed)) if typed else stay(frame)
        case _:
            return stay(frame, unexpected_line(given, words))


def _one(frame: DataRequests, facts: Facts) -> DataRequest | None:
    return next((one for one in facts.answer(DataRequestsNow()) or () if one.id == frame.number), None)


def _act(frame: DataRequests, request: DataRequest, facts: Facts) -> RequestAct | None:
    act = RequestAct(frame.act) if frame.act in ACTS else None
    return act if act is not None and request.may(act, facts.today) else None


def _by_clock(requests: tuple[DataRequest, ...]) -> tuple[DataRequest, ...]:
    return tuple(sorted(requests, key=lambda one: (one.next_day or one.finish_by, one.id)))
