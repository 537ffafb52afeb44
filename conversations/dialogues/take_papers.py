"""Official files in the chat: officers and leaders take their own commune's, managers those of their unit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.asks import OtherPapers, OwnFormOf, ReportPeriods
from conversations.engine.effects import SendPaper
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import TakePapers
from conversations.engine.move import Chose, Input, Move, stay
from conversations.programme.ids import UnitId
from conversations.programme.paper import OF_CRITERIA, PaperKind
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
    """Which reports there are."""
    if frame.unit is None:
        return Needs()
    return Needs(asks=(ReportPeriods(frame.unit), OtherPapers(frame.unit), OwnFormOf(frame.unit)))


def show(frame: TakePapers, facts: Facts) -> Screen:
    """The files, or whose."""
    unit = _unit(frame, facts)
    if unit is None:
        return screens.which(units_of(facts.somebody), facts)
    periods = facts.answer(ReportPeriods(unit.id)) or ()
    if frame.page is not None and periods:
        return screens.periods(unit, periods, facts, page=frame.page)
    chosen = next((one for one in periods if one.key == frame.period), next(iter(periods), None))
    offered = screens.Offered(
        period=chosen,
        choice=len(periods) > 1,
        has_form=bool(facts.answer(OwnFormOf(unit.id))),
        others=facts.answer(OtherPapers(unit.id)) or (),
    )
    return screens.papers(unit, offered, facts)


def take(frame: TakePapers, given: Input, facts: Facts) -> Move:
    """One of them is sent."""
    unit = _unit(frame, facts)
    match given:
        case Chose() if given.part(0) == "u" and given.part(1).isdecimal():
            return stay(TakePapers(unit=UnitId(int(given.part(1)))))
        case Chose() if given.part(0) == "k" and unit is not None:
            kind = PaperKind(given.part(1))
            sent = SendPaper(unit=unit.id, kind=kind, period=frame.period if kind in OF_CRITERIA else "")
            return stay(frame, screens.coming(facts.words), effects=(sent,))
        case Chose() if given.part(0) == "p" and unit is not None:
            sent = SendPaper(unit=unit.id, kind=PaperKind.REPORT, period=given.part(1))
            return stay(frame, screens.coming(facts.words), effects=(sent,))
        case Chose() if given.part(0) == "q" and unit is not None:
            return stay(replace(frame, period=given.part(1), page=None))
        case Chose() if given.part(0) == "page" and given.part(1).isdecimal():
            return stay(replace(frame, page=int(given.part(1))))
        case Chose(option="back"):
            return stay(replace(frame, page=None))
        case Chose():
            return Move(frames=(), home=True)
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _unit(frame: TakePapers, facts: Facts) -> Unit | None:
    return next((unit for unit in units_of(facts.somebody) if unit.id == frame.unit), None)
