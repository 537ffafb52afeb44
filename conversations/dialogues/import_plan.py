"""A document is imported from the chat: the file is sent, read outside the turn, its doubtful names are asked one by
one, it is shown, and imported after one press.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.asks import Administered, PlanSent
from conversations.engine.effects import DecidePlan, ExplainName, SendPlan
from conversations.engine.events import SentFile
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import HeldFile, ImportPlan, OfficeForms
from conversations.engine.move import Chose, Input, Move, Typed, stay
from conversations.programme.ids import UnitId
from conversations.programme.import_kind import ImportKind, kinds_for
from conversations.programme.sent_plan import PlanState, SentPlan, fits, of_criteria
from conversations.screens import import_plan as screens
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen
    from conversations.programme.directory import AdministeredUnits
    from conversations.programme.unit import Unit

_OPEN = frozenset({PlanState.SENT, PlanState.READY, PlanState.CONFIRMED})


def needs(frame: ImportPlan) -> Needs:
    """Whose document it can be, and the file sent last. frame: asks for the same at every stage."""
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
    if unit is None:
        return screens.choose(found, facts)
    if frame.kind is None or frame.kind not in _kinds(unit):
        return screens.which_kind(unit, _kinds(unit), found, facts, held=frame.file)
    return screens.ask(unit, frame.kind, found, facts)


def _kinds(unit: Unit) -> tuple[ImportKind, ...]:
    return kinds_for(unit.kind.level, top=unit.parent is None)


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
        case Typed(text=text) if sent is not None and sent.state is PlanState.READY and sent.in_doubt:
            return _typed_name(frame, text, sent, found, facts)
        case Typed(text=text) if len(named := found.meant(text)) == 1:
            return stay(replace(frame, unit=named[0].id, kind=None))
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
        case Chose(option="kinds"):
            return stay(replace(frame, kind=None, file=None))
        case Chose() if given.part(0) == "kind":
            return _kind(frame, ImportKind(given.part(1)), found, facts)
        case Chose() if given.part(0) == "name":
            return _explained(frame, given)
        case Chose() if given.part(0) == "page" and given.part(1).isdecimal():
            return stay(replace(frame, page=int(given.part(1))))
        case Chose() if given.part(0) in {"do", "drop"} and sent is not None:
            return _decided(frame, given, sent, facts)
        case Chose() if given.part(0) == "u" and given.part(1).isdecimal():
            chosen = found.unit(UnitId(int(given.part(1))))
            return stay(replace(frame, unit=None if chosen is None else chosen.id, kind=None))
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _file(frame: ImportPlan, given: SentFile, unit: Unit, facts: Facts) -> Move:
    kind = ImportKind.CRITERIA if of_criteria(given.name) else frame.kind
    if kind is ImportKind.CRITERIA and not of_criteria(given.name):
        kind = None
    if not fits(given.name, given.size, kind):
        return stay(frame, screens.unfit(facts.words))
    held = HeldFile(reference=given.reference, name=given.name, size=given.size)
    if kind is None or (kind not in _kinds(unit) and kind is not ImportKind.CRITERIA):
        return stay(replace(frame, unit=unit.id, kind=None, file=held))
    return _send(held, kind, unit)


def _kind(frame: ImportPlan, kind: ImportKind, found: AdministeredUnits, facts: Facts) -> Move:
    """What it is; a file that was sent before goes with it."""
    unit, held = _unit(frame, found), frame.file
    if unit is not None and kind is ImportKind.FORM:
        return stay(OfficeForms(unit=unit.id, stage="list" if held is None else "report", file=held))
    if unit is None or held is None:
        return stay(replace(frame, kind=kind, file=None))
    if not fits(held.name, held.size, kind):
        return stay(replace(frame, kind=kind, file=None), screens.unfit(facts.words))
    return _send(held, kind, unit)


def _send(held: HeldFile, kind: ImportKind, unit: Unit) -> Move:
    effect = SendPlan(unit=unit.id, kind=kind, reference=held.reference, name=held.name, size=held.size)
    return stay(ImportPlan(unit=unit.id), effects=(effect,))


def _explained(frame: ImportPlan, given: Chose) -> Move:
    """Which unit the name means that was asked for: "name:7:2:0" is the first candidate of the second name."""
    number, name, which = (given.part(index) for index in (1, 2, 3))
    candidate = int(which) if which.isdecimal() else None
    effect = ExplainName(number=int(number), name=int(name), candidate=candidate)
    return stay(replace(frame, page=0), effects=(effect,))


def _typed_name(frame: ImportPlan, text: str, sent: SentPlan, found: AdministeredUnits, facts: Facts) -> Move:
    """None of those that were offered."""
    named = found.meant(text)
    if len(named) != 1:
        return stay(frame, screens.which_unit(facts.words))
    effect = ExplainName(number=sent.id, name=sent.in_doubt[0].number, unit=named[0].id)
    return stay(replace(frame, page=0), effects=(effect,))


def _decided(frame: ImportPlan, given: Chose, sent: SentPlan, facts: Facts) -> Move:
    """Of the file that was shown, and no other."""
    if sent.state is not PlanState.READY or given.part(1) != str(sent.id):
        return stay(frame, unexpected_line(given, facts.words))
    keep = given.part(0) == "do"
    after = replace(frame, page=0) if keep else ImportPlan(unit=frame.unit, another=True)
    return stay(after, effects=(DecidePlan(number=sent.id, keep=keep),))
