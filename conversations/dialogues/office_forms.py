"""An office's own Word forms of its reports: which there are, a new one, an end to one. What a new one names is shown
before it counts, as with every file that is sent.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from conversations.engine.asks import FormsOf
from conversations.engine.effects import EndForm, SendPlan
from conversations.engine.events import SentFile
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import HeldFile, ImportPlan, OfficeForms
from conversations.engine.move import Chose, Input, Move, stay
from conversations.programme.import_kind import ImportKind
from conversations.programme.sent_plan import fits
from conversations.screens import office_forms as screens
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen
    from conversations.programme.office_form import UnitForms


def needs(frame: OfficeForms) -> Needs:
    """The forms there are, and the reports there can be one for."""
    return Needs(asks=(FormsOf(frame.unit),))


def show(frame: OfficeForms, facts: Facts) -> Screen:
    """The forms, a question about one, or the fields that a form can name."""
    found = facts.answer(FormsOf(frame.unit))
    if found is None:
        return out_of_sight("office_forms", facts.words)
    match frame.stage:
        case "list":
            return screens.forms(found, facts.words)
        case "report":
            return screens.which_report(found, frame.file, facts.words)
        case "file":
            return screens.ask(found, frame.report, facts.words)
        case "end":
            return screens.sure(found, frame.report, facts.words)
        case "fields":
            return screens.fields(frame.page, facts.words)
        case _:
            assert_never(frame.stage)


def take(frame: OfficeForms, given: Input, facts: Facts) -> Move:
    """A press, or the form's file."""
    found = facts.answer(FormsOf(frame.unit))
    if found is None or given == Chose("home"):
        return Move(frames=(), home=True)
    match given:
        case SentFile():
            return _file(frame, given, facts)
        case Chose():
            return _chose(frame, given, found, facts)
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _chose(frame: OfficeForms, given: Chose, found: UnitForms, facts: Facts) -> Move:
    at = OfficeForms(unit=frame.unit)
    match given.part(0), given.part(1):
        case "back", _ if frame.stage == "list":
            return Move(frames=(ImportPlan(unit=frame.unit, another=True),))
        case "back", _:
            return stay(at)
        case "new", _:
            return stay(replace(at, stage="report"))
        case "fields", _:
            return stay(replace(at, stage="fields"))
        case "page", number:
            return stay(replace(frame, page=int(number)))
        case "report", report if frame.file is not None:
            return _send(frame, frame.file, report, facts)
        case "report", report:
            return stay(replace(at, stage="file", report=report))
        case "end", report if found.form(report) is not None:
            return stay(replace(at, stage="end", report=report))
        case "ended", _:
            said = screens.ended(found, frame.report, facts.words)
            return stay(at, said, effects=(EndForm(unit=frame.unit, report=frame.report),))
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _file(frame: OfficeForms, given: SentFile, facts: Facts) -> Move:
    held = HeldFile(reference=given.reference, name=given.name, size=given.size)
    if frame.stage == "file":
        return _send(frame, held, frame.report, facts)
    if not fits(held.name, held.size, ImportKind.FORM):
        return stay(frame, screens.unfit(facts.words))
    return stay(OfficeForms(unit=frame.unit, stage="report", file=held))


def _send(frame: OfficeForms, held: HeldFile, report: str, facts: Facts) -> Move:
    if not fits(held.name, held.size, ImportKind.FORM):
        return stay(replace(frame, stage="file", report=report, file=None), screens.unfit(facts.words))
    effect = SendPlan(
        unit=frame.unit, kind=ImportKind.FORM, reference=held.reference, name=held.name, size=held.size, report=report
    )
    return Move(frames=(ImportPlan(unit=frame.unit),), effects=(effect,))
