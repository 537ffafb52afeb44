"""A plan is imported from the chat: the file is sent, read outside the turn, shown, and imported after one press."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.asks import Administered, PlanSent
from conversations.engine.effects import DecidePlan, SendPlan
from conversations.engine.events import SentFile
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import ImportPlan
from conversations.engine.move import Chose, Input, Move, Typed, stay
from conversations.programme.ids import UnitId
from conversations.programme.sent_plan import PlanState, SentPlan, fits
from conversations.screens import import_plan as screens
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen
    from conversations.programme.directory import AdministeredUnits
    from conversations.programme.unit import Unit

_OPEN = frozenset({PlanState.SENT, PlanState.READY, PlanState.CONFIRMED})


def needs(frame: ImportPlan) -> Needs:
    """Whose plan it can be, and the file sent last. frame: asks for the same at every stage."""
    del frame
    return Needs(asks=(Administered(), PlanSent()))


def show(frame: ImportPlan, facts: Facts) -> Screen:
    """The file on its way, otherwise what is asked for."""
    found = facts.answer(Administered())
    if found is None:
        return out_of_sight("import_plan", facts.words)
    sent = facts.answer(PlanSent())
    if sent is not None and (sent.state in _OPEN or not frame.another):
        return screens.on_its_way(frame, sent, facts)
    unit = _unit(frame, found)
    return screens.choose(found, facts) if unit is None else screens.ask(unit, found, facts)


def _unit(frame: ImportPlan, found: AdministeredUnits) -> Unit | None:
    at = found.unit(frame.unit)
    return found.own[0] if at is None and len(found.own) == 1 else at


def take(frame: ImportPlan, given: Input, facts: Facts) -> Move:
    """A file, a press, or the name of a unit."""
    found = facts.answer(Administered())
    if found is None or given == Chose("home"):
        return Move(frames=(), home=True)
    sent = facts.answer(PlanSent())
    unit = _unit(frame, found)
    match given:
        case SentFile() if unit is not None:
            if sent is not None and sent.state in _OPEN:
                return stay(frame, facts.words.say("import_plan", "Xin xong tệp trước đã rồi gửi tệp khác."))
            return _file(frame, given, unit, facts)
        case Typed(text=text) if len(named := found.meant(text)) == 1:
            return stay(replace(frame, unit=named[0].id))
        case Chose():
            return _chose(frame, given, found, facts)
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _chose(frame: ImportPlan, given: Chose, found: AdministeredUnits, facts: Facts) -> Move:
    sent = facts.answer(PlanSent())
    match given:
        case Chose(option="look"):
            return stay(frame)
        case Chose(option="another"):
            return stay(ImportPlan(unit=frame.unit, another=True))
        case Chose() if given.part(0) == "page" and given.part(1).isdecimal():
            return stay(replace(frame, page=int(given.part(1))))
        case Chose() if given.part(0) in {"do", "drop"} and sent is not None:
            return _decided(frame, given, sent, facts)
        case Chose() if given.part(0) == "u" and given.part(1).isdecimal():
            chosen = found.unit(UnitId(int(given.part(1))))
            return stay(replace(frame, unit=None if chosen is None else chosen.id))
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _file(frame: ImportPlan, given: SentFile, unit: Unit, facts: Facts) -> Move:
    if not fits(given.name, given.size):
        return stay(frame, screens.unfit(facts.words))
    effect = SendPlan(unit=unit.id, reference=given.reference, name=given.name, size=given.size)
    return stay(ImportPlan(unit=unit.id), effects=(effect,))


def _decided(frame: ImportPlan, given: Chose, sent: SentPlan, facts: Facts) -> Move:
    """Of the file that was shown, and no other."""
    if sent.state is not PlanState.READY or given.part(1) != str(sent.id):
        return stay(frame, unexpected_line(given, facts.words))
    keep = given.part(0) == "do"
    after = replace(frame, page=0) if keep else ImportPlan(unit=frame.unit, another=True)
    return stay(after, effects=(DecidePlan(number=sent.id, keep=keep),))
