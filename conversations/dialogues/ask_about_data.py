"""A request about one's own data that no button carries out: what kind, in which words, and one confirmation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from conversations.engine.effects import RequestAboutData
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import AskAboutData
from conversations.engine.move import Chose, Input, Move, Typed, back, stay
from conversations.programme.data_request import RequestKind
from conversations.reading import limits
from conversations.reading.fold import tidy
from conversations.screens import data_requests as screens
from conversations.screens import welcome as welcome_screens
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen

KINDS = frozenset(kind.value for kind in RequestKind)


def needs(_frame: AskAboutData) -> Needs:
    """Nothing but who it is."""
    return Needs()


def show(frame: AskAboutData, facts: Facts) -> Screen:
    """The stage's screen."""
    if facts.person is None:
        return welcome_screens.welcome(facts)
    match frame.stage:
        case "which":
            return screens.which(facts)
        case "what":
            return screens.what(frame, facts)
        case "sure":
            return screens.sure(frame, facts)
        case _:
            assert_never(frame.stage)


def take(frame: AskAboutData, given: Input, facts: Facts) -> Move:
    """A kind, a text, a yes."""
    words = facts.words
    if facts.person is None:
        return back()
    match given:
        case Chose() if given.part(0) == "kind" and given.part(1) in KINDS:
            return stay(AskAboutData(stage="what", kind=given.part(1)))
        case Chose(option="send") if frame.stage == "sure":
            effect = RequestAboutData(kind=RequestKind(frame.kind), text=frame.typed)
            return back(effects=(effect,))
        case Chose(option="again") if frame.kind:
            return stay(replace(frame, stage="what", typed=""))
        case Chose(option="back"):
            return stay(AskAboutData())
        case Chose():
            return back()
        case Typed(text=text) if frame.stage == "what":
            typed = tidy(text, keep_newlines=True)
            if len(typed) > limits.REASON:
                return stay(frame, screens.too_long(len(typed), words))
            return stay(replace(frame, stage="sure", typed=typed)) if typed else stay(frame)
        case _:
            return stay(frame, unexpected_line(given, words))
