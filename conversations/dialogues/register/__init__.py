"""Registers: those of a unit, one of them, one entry. A new entry, or a correction, is said and confirmed once.

Nothing is written before the confirmation; until then it stands in the frame.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from conversations.dialogues.register import writing
from conversations.engine.asks_of_registers import OneEntry, RegistersOf, RegisterToKeep
from conversations.engine.effects import ChangeEntry, ShowEntryFiles
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import EntryDraft, Register
from conversations.engine.move import Chose, Input, Move, Typed, stay
from conversations.programme.ids import EntryId, UnitId
from conversations.programme.person import Role
from conversations.programme.register import EntryAct
from conversations.reading.dates import Day, read_date
from conversations.screens import register as screens
from conversations.screens import register_form as form_screens
from conversations.screens.fill_report.refusals import date_refusal
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.asks import AnyAsk
    from conversations.engine.screen import Screen
    from conversations.programme.person import Person
    from conversations.programme.register import EntryView
    from conversations.programme.unit import Unit

ROLES = frozenset(Role) - {Role.ADMIN}
"""Everybody who reports, leads, judges, manages or follows sees the registers of their own unit."""


def units_of(person: Person) -> tuple[Unit, ...]:
    """The units whose registers the person opens, each once."""
    return tuple({grant.unit.id: grant.unit for grant in person.grants_of(*ROLES)}.values())


def place_for(person: Person) -> Register:
    """Where the command leads: to the only unit, or to the question whose."""
    units = units_of(person)
    return Register(unit=units[0].id) if len(units) == 1 else Register(stage="unit")


def needs(frame: Register) -> Needs:
    """Only what the stage shows."""
    asks: tuple[AnyAsk, ...] = ()
    unit = frame.unit
    match frame.stage:
        case "unit":
            pass
        case "kinds":
            asks = () if unit is None else (RegistersOf(unit),)
        case "list" | "parts":
            asks = () if unit is None else (RegistersOf(unit, frame.kind),)
        case "one" | "ending" | "sure":
            asks = (OneEntry(frame.number),)
        case "sub" | "value" | "reading" | "day" | "words" | "paper" | "preview":
            asks = () if unit is None else (RegisterToKeep(unit, frame.kind),)
        case _:
            assert_never(frame.stage)
    return Needs(asks=asks)


def show(frame: Register, facts: Facts) -> Screen:
    """The stage; what is gone, or never was theirs, leads nowhere."""
    match frame.stage:
        case "unit":
            return screens.which(units_of(facts.somebody), facts)
        case "kinds" | "list" | "parts":
            return _of_unit(frame, facts)
        case "one" | "ending" | "sure":
            view = facts.answer(OneEntry(frame.number))
            return out_of_sight("register", facts.words) if view is None else _of_entry(frame, view, facts)
        case "sub" | "value" | "reading" | "day" | "words" | "paper" | "preview":
            return writing.show(frame, facts)
        case _:
            assert_never(frame.stage)


def _of_unit(frame: Register, facts: Facts) -> Screen:
    ask = None if frame.unit is None else RegistersOf(frame.unit, "" if frame.stage == "kinds" else frame.kind)
    found = None if ask is None else facts.answer(ask)
    if found is None:
        return out_of_sight("register", facts.words)
    if frame.stage == "kinds":
        return screens.kinds(frame, found, facts, others=len(units_of(facts.somebody)) > 1)
    (book,) = found.books
    return (
        screens.parts(frame, found, book, facts)
        if frame.stage == "parts"
        else screens.register(frame, found, book, facts)
    )


def _of_entry(frame: Register, view: EntryView, facts: Facts) -> Screen:
    acts = screens.acts_of(view)
    act = _act(frame)
    if act is None or act not in acts or frame.stage == "one" or frame.seen != view.entry.last.number:
        return screens.entry(view, acts, facts)
    if frame.stage == "ending":
        return form_screens.ending(view, facts)
    return form_screens.sure(frame, view, act, facts)


def _act(frame: Register) -> EntryAct | None:
    return next((act for act in EntryAct if act.value == frame.act), None)


def take(frame: Register, given: Input, facts: Facts) -> Move:
    """One step further; whoever stops keeps nothing."""
    if given == Chose("home"):
        return Move(frames=(), home=True)
    match frame.stage:
        case "unit" | "kinds" | "list" | "parts":
            return _take_unit(frame, given, facts)
        case "one" | "ending" | "sure":
            return _take_entry(frame, given, facts)
        case "sub" | "value" | "reading" | "day" | "words" | "paper" | "preview":
            return writing.take(frame, given, facts)
        case _:
            assert_never(frame.stage)


def _take_unit(frame: Register, given: Input, facts: Facts) -> Move:
    if not isinstance(given, Chose):
        return stay(frame, unexpected_line(given, facts.words))
    here = Register(unit=frame.unit)
    match given.part(0), given.part(1):
        case "u", number if number.isdecimal():
            return stay(Register(unit=UnitId(int(number))))
        case "units", _:
            return stay(Register(stage="unit"))
        case "k", kind if kind:
            return stay(replace(here, stage="list", kind=kind))
        case "page", number if number.isdecimal():
            return stay(replace(frame, page=int(number)))
        case "list" | "parts" as stage, _:
            return stay(replace(here, stage=stage, kind=frame.kind))
        case "e", number if number.isdecimal():
            return stay(replace(here, stage="one", kind=frame.kind, number=EntryId(int(number))))
        case "new", _ if frame.stage == "list":
            return stay(Register(stage="sub", unit=frame.unit, kind=frame.kind))
        case "kinds", _:
            return stay(here)
        case _:
            return stay(here)


def _take_entry(frame: Register, given: Input, facts: Facts) -> Move:
    view = facts.answer(OneEntry(frame.number))
    at_list = Register(stage="list" if frame.kind else "kinds", unit=frame.unit, kind=frame.kind)
    at_one = replace(at_list, stage="one", number=frame.number)
    if view is None:
        return stay(at_list)
    match given:
        case Chose(option="list"):
            return stay(at_list)
        case Chose(option="files"):
            return stay(at_one, effects=(ShowEntryFiles(number=frame.number),))
        case Chose() if given.part(0) == "a":
            return _begun(at_one, given, view, facts)
        case Chose(option="do") if frame.stage == "sure":
            return _done(frame, at_one, view, facts)
        case Chose(option="d:0") | Typed() if frame.stage == "ending":
            return _ended(frame, given, view, facts)
        case Chose():
            return stay(at_one)
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _begun(at_one: Register, given: Chose, view: EntryView, facts: Facts) -> Move:
    """The option names the act and how many steps the screen showed: "a:end:3"."""
    act = next((one for one in screens.acts_of(view) if one.value == given.part(1)), None)
    if act is None or str(view.entry.last.number) != given.part(2):
        return stay(at_one, screens.moved(facts))
    begun = replace(at_one, act=act.value, seen=view.entry.last.number, unit=view.entry.unit.id, kind=view.kind.id)
    match act:
        case EntryAct.CORRECT:
            said = view.entry.said
            draft = EntryDraft(
                sub=said.sub, amount=said.amount, whole=said.whole, day=said.day, text=said.text, worded=True,
                paper=said.paper, papered=True,
            )  # fmt: skip
            return stay(replace(begun, stage="preview", draft=draft))
        case EntryAct.END:
            return stay(replace(begun, stage="ending"))
        case _:
            return stay(replace(begun, stage="sure"))


def _ended(frame: Register, given: Chose | Typed, view: EntryView, facts: Facts) -> Move:
    day = facts.today
    if isinstance(given, Typed):
        read = read_date(given.text, today=facts.today)
        if not isinstance(read, Day):
            return stay(frame, date_refusal(read, facts))
        day = read.day
    if day > facts.today:
        return stay(frame, form_screens.not_yet(facts.words))
    if day < view.entry.said.day:
        return stay(frame, form_screens.before_it_began(view, facts.words))
    return stay(replace(frame, stage="sure", draft=EntryDraft(day=day)))


def _done(frame: Register, at_one: Register, view: EntryView, facts: Facts) -> Move:
    act = _act(frame)
    if act is None or act not in screens.acts_of(view) or view.entry.last.number != frame.seen:
        return stay(at_one, screens.moved(facts))
    ended = frame.draft.day if act is EntryAct.END else None
    return stay(at_one, effects=(ChangeEntry(number=frame.number, act=act, seen=frame.seen, ended_on=ended),))
