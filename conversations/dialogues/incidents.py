"""What did not leave, for whoever runs the system: looked at by group, sent again after one confirmation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.asks import AlarmsNow, StuckNow
from conversations.engine.effects import SendAgain
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import Incidents
from conversations.engine.move import Chose, Input, Move, stay
from conversations.programme.incident import Group, Incident, grouped
from conversations.screens import incidents as screens
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen


def needs(_frame: Incidents) -> Needs:
    """What is stuck now."""
    return Needs(asks=(StuckNow(), AlarmsNow()))


def show(frame: Incidents, facts: Facts) -> Screen:
    """Where the conversation stands; what is gone meanwhile leads one step up."""
    stuck = facts.answer(StuckNow())
    if stuck is None:
        return screens.not_yours(facts)
    group, one = _group(frame, facts), _one(frame, facts)
    match frame.stage:
        case "preview" if again := _again(frame, facts):
            return screens.preview(again, facts)
        case "one" | "preview" if one is not None:
            return screens.one(one, facts)
        case "group" | "one" | "preview" if group is not None:
            return screens.group(group, frame.page, facts)
        case _:
            return screens.overview(grouped(stuck), frame.page if frame.stage == "overview" else 0, facts)


def take(frame: Incidents, given: Input, facts: Facts) -> Move:
    """Into a group, into a message, and back; sent again when it is confirmed."""
    words = facts.words
    match given:
        case Chose(option="home"):
            return Move(frames=(), home=True)
        case Chose(option="groups"):
            return stay(Incidents())
        case Chose(option="group"):
            return stay(replace(frame, stage="group", number=0))
        case Chose(option="again"):
            return stay(replace(frame, stage="preview"))
        case Chose(option="cancel"):
            return stay(replace(frame, stage="one" if frame.number else "group"))
        case Chose(option="send"):
            again = _again(frame, facts)
            if not again:
                return stay(replace(frame, stage="group", number=0), screens.gone(words))
            numbers = tuple(one.number for one in again)
            return stay(Incidents(), screens.queued(len(again), words), effects=(SendAgain(numbers=numbers),))
        case Chose() if given.part(0) == "g":
            return stay(Incidents(stage="group", group=given.part(1)))
        case Chose() if given.part(0) == "n":
            return stay(replace(frame, stage="one", number=int(given.part(1))))
        case Chose() if given.part(0) == "page":
            return stay(replace(frame, page=int(given.part(1))))
        case _:
            return stay(frame, unexpected_line(given, words))


def _group(frame: Incidents, facts: Facts) -> Group | None:
    return next((one for one in grouped(facts.answer(StuckNow()) or ()) if one.name == frame.group), None)


def _one(frame: Incidents, facts: Facts) -> Incident | None:
    return next((one for one in facts.answer(StuckNow()) or () if one.number == frame.number), None)


def _again(frame: Incidents, facts: Facts) -> tuple[Incident, ...]:
    """What is to be sent once more: one message, or all of the group that can be."""
    if frame.number:
        one = _one(frame, facts)
        return (one,) if one is not None and one.may_be_sent_again else ()
    group = _group(frame, facts)
    return () if group is None else group.again
