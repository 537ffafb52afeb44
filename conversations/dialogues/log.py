"""The log of changes for an admin: newest first, narrowed by person, unit and kind; nothing can be changed here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.asks import Administered, LogOf, PeopleFound
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import Log
from conversations.engine.move import Chose, Input, Move, Typed, stay
from conversations.programme.change_log import LogKind
from conversations.programme.ids import PersonId, UnitId
from conversations.reading import limits
from conversations.reading.fold import tidy
from conversations.screens import log as screens
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen
    from conversations.programme.directory import Entry
    from conversations.programme.unit import Unit

PAGES = 200
"""So far back one pages; further back one narrows the log."""


def needs(frame: Log) -> Needs:
    """A page, or what a typed text may mean."""
    match frame.stage:
        case "pick":
            return Needs(asks=(PeopleFound(frame.text), Administered()))
        case "kinds":
            return Needs()
        case "list":
            return Needs(asks=(_asked(frame),))


def show(frame: Log, facts: Facts) -> Screen:
    """The stage."""
    match frame.stage:
        case "kinds":
            return screens.kinds(facts)
        case "pick":
            people, units = _meant(frame, facts)
            return screens.pick(frame.text, people, units, facts)
        case "list":
            found = facts.answer(_asked(frame))
            return out_of_sight("log", facts.words) if found is None else screens.entries(frame, found, facts)


def take(frame: Log, given: Input, facts: Facts) -> Move:
    """Another page, another filter."""
    match given:
        case Chose(option="home"):
            return Move(frames=(), home=True)
        case Chose(option="list"):
            return stay(replace(frame, stage="list", text=""))
        case Chose(option="all"):
            return stay(Log())
        case Chose(option="kinds"):
            return stay(replace(frame, stage="kinds"))
        case Chose(option="newer") if frame.stage == "list":
            return stay(replace(frame, trail=frame.trail[:-1]))
        case Chose(option="older") if frame.stage == "list" and len(frame.trail) < PAGES:
            found = facts.answer(_asked(frame))
            if found is None or found.older is None:
                return stay(frame)
            return stay(replace(frame, trail=(*frame.trail, found.older)))
        case Chose() if given.part(0) == "kind":
            kind = next((one for one in LogKind if one.value == given.part(1)), None)
            return stay(replace(frame, stage="list", kind=kind, trail=()))
        case Chose() if frame.stage == "pick" and given.part(1).isdecimal():
            return _picked(frame, given, facts)
        case Typed(text=text):
            return stay(replace(frame, stage="pick", text=tidy(text)[: limits.PERSON_NAME]))
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _picked(frame: Log, given: Chose, facts: Facts) -> Move:
    people, units = _meant(frame, facts)
    number = int(given.part(1))
    if given.part(0) == "p" and any(one.id == number for one in people):
        return stay(Log(kind=frame.kind, person=PersonId(number)))
    if given.part(0) == "u" and any(one.id == number for one in units):
        return stay(Log(kind=frame.kind, unit=UnitId(number)))
    return stay(frame, unexpected_line(given, facts.words))


def _meant(frame: Log, facts: Facts) -> tuple[tuple[Entry, ...], tuple[Unit, ...]]:
    units = facts.answer(Administered())
    return facts.answer(PeopleFound(frame.text)) or (), () if units is None else units.meant(frame.text)


def _asked(frame: Log) -> LogOf:
    return LogOf(person=frame.person, unit=frame.unit, kind=frame.kind, before=frame.trail[-1] if frame.trail else 0)
