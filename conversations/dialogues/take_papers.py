"""Official files in the chat: officers and leaders take their own commune's, managers those of their unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.asks import OtherPapers, OwnFormOf
from conversations.engine.effects import SendPaper
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import TakePapers
from conversations.engine.move import Chose, Input, Move, stay
from conversations.programme.ids import UnitId
from conversations.programme.paper import PaperKind
from conversations.programme.person import Role
from conversations.screens import take_papers as screens
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen
    from conversations.programme.person import Person
    from conversations.programme.unit import Unit

ROLES = frozenset({Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.MANAGER})


def units_of(person: Person) -> tuple[Unit, ...]:
    """The units whose files the person takes, each once."""
    return tuple({grant.unit.id: grant.unit for grant in person.grants_of(*ROLES)}.values())


def place_for(person: Person) -> TakePapers:
    """Where the command leads: to the only unit, or to the question whose."""
    units = units_of(person)
    return TakePapers(unit=units[0].id if len(units) == 1 else None)


def needs(frame: TakePapers) -> Needs:
    """Which reports there are besides those of criteria."""
    return Needs(asks=() if frame.unit is None else (OtherPapers(frame.unit), OwnFormOf(frame.unit)))


def show(frame: TakePapers, facts: Facts) -> Screen:
    """The files, or whose."""
    unit = _unit(frame, facts)
    if unit is None:
        return screens.which(units_of(facts.somebody), facts)
    has_form = bool(facts.answer(OwnFormOf(unit.id)))
    return screens.papers(unit, facts.answer(OtherPapers(unit.id)) or (), facts, has_form=has_form)


def take(frame: TakePapers, given: Input, facts: Facts) -> Move:
    """One of them is sent."""
    unit = _unit(frame, facts)
    match given:
        case Chose() if given.part(0) == "u" and given.part(1).isdecimal():
            return stay(TakePapers(unit=UnitId(int(given.part(1)))))
        case Chose() if given.part(0) == "k" and unit is not None:
            sent = SendPaper(unit=unit.id, kind=PaperKind(given.part(1)))
            return stay(frame, screens.coming(facts.words), effects=(sent,))
        case Chose() if given.part(0) == "p" and unit is not None:
            sent = SendPaper(unit=unit.id, kind=PaperKind.REPORT, period=given.part(1))
            return stay(frame, screens.coming(facts.words), effects=(sent,))
        case Chose():
            return Move(frames=(), home=True)
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _unit(frame: TakePapers, facts: Facts) -> Unit | None:
    return next((unit for unit in units_of(facts.somebody) if unit.id == frame.unit), None)
