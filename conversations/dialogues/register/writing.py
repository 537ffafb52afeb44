"""What an entry says, asked one after another: its sort, how much, when, in words, by which document, with photos."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.dialogues.past_day import past_day
from conversations.engine.asks_of_registers import RegisterToKeep
from conversations.engine.effects import ChangeEntry, RecordEntry
from conversations.engine.events import SentPhoto
from conversations.engine.frames import Register
from conversations.engine.move import Chose, Input, Move, Typed, stay
from conversations.programme.register import MOST_PHOTOS, EntryAct, Measured, Said
from conversations.reading import limits
from conversations.reading.figures import Refusal
from conversations.reading.fold import tidy
from conversations.reading.register_amounts import read_entry_amount
from conversations.screens import register_form as screens
from conversations.screens.fill_report.refusals import too_long
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.screen import Screen
    from conversations.programme.register import RegisterKind, SubKind


def kind_of(frame: Register, facts: Facts) -> RegisterKind | None:
    """The register that is written in; None: there is none, or it is not theirs to write in."""
    return None if frame.unit is None else facts.answer(RegisterToKeep(frame.unit, frame.kind))


def show(frame: Register, facts: Facts) -> Screen:
    """The next question, or the look before it is kept."""
    kind = kind_of(frame, facts)
    if kind is None:
        return out_of_sight("register", facts.words)
    sub = _sub(frame, kind)
    match _open_stage(frame, kind):
        case "value" if sub is not None:
            return screens.value(kind, sub, facts)
        case "reading" if sub is not None:
            return screens.reading(frame, sub, facts)
        case "day":
            return screens.day(frame, kind, facts)
        case "words":
            return screens.what(frame, kind, facts)
        case "paper":
            return screens.paper(frame, kind, facts)
        case "preview" if sub is not None:
            return screens.preview(frame, _unit(frame, facts), kind, facts)
        case _:
            return screens.sub(kind, facts)


def _open_stage(frame: Register, kind: RegisterKind) -> str:
    """A kind with one sort is never asked for it."""
    return "value" if frame.stage == "sub" and len(kind.subs) == 1 else frame.stage


def _sub(frame: Register, kind: RegisterKind) -> SubKind | None:
    if len(kind.subs) == 1:
        return kind.subs[0]
    return None if frame.draft.sub is None else kind.sub(frame.draft.sub)


def _unit(frame: Register, facts: Facts) -> str:
    return next((grant.unit.title for grant in facts.somebody.grants if grant.unit.id == frame.unit), "")


def _on(frame: Register, kind: RegisterKind) -> Register:
    """What must still be said, else the look before it is kept."""
    draft = frame.draft
    if len(kind.subs) == 1:
        draft = replace(draft, sub=kind.subs[0].id)
    frame = replace(frame, draft=draft)
    if draft.sub is None:
        return replace(frame, stage="sub")
    if draft.amount is None:
        return replace(frame, stage="value")
    if draft.other is not None:
        return replace(frame, stage="reading")
    if draft.day is None:
        return replace(frame, stage="day")
    if not draft.worded:
        return replace(frame, stage="words")
    if kind.paper and not draft.papered:
        return replace(frame, stage="paper")
    return replace(frame, stage="preview")


def take(frame: Register, given: Input, facts: Facts) -> Move:
    """The answer of the stage; a photo joins at any of them."""
    words = facts.words
    kind = kind_of(frame, facts)
    if kind is None:
        return stay(Register(unit=frame.unit))
    match given:
        case SentPhoto():
            return _photo(frame, given, facts)
        case Chose(option="stop"):
            return stay(_after(frame), words.say("register", "Đã bỏ, chưa ghi gì."))
        case Chose(option="keep") if frame.stage == "preview":
            return _kept(frame, kind)
        case Chose(option="sub" | "value" | "day" | "words" | "paper" as stage):
            return stay(replace(frame, stage=stage))
        case Chose() | Typed():
            return _answered(frame, given, kind, facts)
        case _:
            return stay(frame, unexpected_line(given, words))


def _after(frame: Register) -> Register:
    """Where one stands when the entry is kept or given up."""
    at_list = Register(stage="list", unit=frame.unit, kind=frame.kind)
    return replace(at_list, stage="one", number=frame.number) if frame.number else at_list


def _photo(frame: Register, given: SentPhoto, facts: Facts) -> Move:
    """A caption is what was to be said, if nothing was yet."""
    draft = frame.draft
    if len(draft.photos) >= MOST_PHOTOS:
        return stay(frame, facts.words.say("register", "Đã đủ {most} ảnh, không nhận thêm.", most=MOST_PHOTOS))
    text = draft.text or tidy(given.caption)[: limits.ENTRY]
    draft = replace(draft, photos=(*draft.photos, given.reference), text=text, worded=draft.worded or bool(text))
    line = facts.words.count("register", "Đã nhận {n} ảnh.", "Đã nhận {n} ảnh.", len(draft.photos))
    return stay(replace(frame, draft=draft), line)


def _answered(frame: Register, given: Chose | Typed, kind: RegisterKind, facts: Facts) -> Move:
    match _open_stage(frame, kind):
        case "sub":
            return _sort(frame, given, kind, facts)
        case "value":
            return _amount(frame, given, kind, facts)
        case "reading":
            return _reading(frame, given, kind)
        case "day":
            return _day(frame, given, kind, facts)
        case "words" | "paper" as stage:
            return _text(frame, given, kind, facts, paper=stage == "paper")
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _sort(frame: Register, given: Chose | Typed, kind: RegisterKind, facts: Facts) -> Move:
    chosen = kind.sub(given.part(1)) if isinstance(given, Chose) and given.part(0) == "s" else None
    if chosen is None:
        return stay(frame, unexpected_line(given, facts.words))
    before = _sub(frame, kind)
    draft = replace(frame.draft, sub=chosen.id)
    if before is not None and (before.measured, before.unit) != (chosen.measured, chosen.unit):
        draft = replace(draft, amount=None, whole=None, other=None)
    return stay(_on(replace(frame, draft=draft), kind))


def _amount(frame: Register, given: Chose | Typed, kind: RegisterKind, facts: Facts) -> Move:
    sub = _sub(frame, kind)
    if sub is None:
        return stay(_on(frame, kind))
    if isinstance(given, Chose):
        typed = given.part(1) if given.part(0) == "v" and given.part(1).isdecimal() else ""
        if not typed:
            return stay(frame, unexpected_line(given, facts.words))
    else:
        typed = given.text
    read = read_entry_amount(typed, sub)
    if isinstance(read, Refusal):
        return stay(frame, screens.not_read(read, sub, facts.words))
    if not read.amount and sub.measured is not Measured.SHARE:
        return stay(frame, screens.not_read(Refusal.NOT_UNDERSTOOD, sub, facts.words))
    draft = replace(frame.draft, amount=read.amount, whole=read.whole, other=read.other)
    return stay(_on(replace(frame, draft=draft), kind))


def _reading(frame: Register, given: Chose | Typed, kind: RegisterKind) -> Move:
    draft = frame.draft
    amount = draft.other if given == Chose("r:1") else draft.amount
    return stay(_on(replace(frame, draft=replace(draft, amount=amount, other=None)), kind))


def _day(frame: Register, given: Chose | Typed, kind: RegisterKind, facts: Facts) -> Move:
    day = past_day(given, facts)
    if isinstance(day, str):
        return stay(frame, day)
    return stay(_on(replace(frame, draft=replace(frame.draft, day=day)), kind))


def _text(frame: Register, given: Chose | Typed, kind: RegisterKind, facts: Facts, *, paper: bool) -> Move:
    most = limits.SOURCE if paper else limits.ENTRY
    text = "" if isinstance(given, Chose) else tidy(given.text)
    if isinstance(given, Chose) and (given.option != "skip" or (paper and kind.paper_needed)):
        return stay(frame, unexpected_line(given, facts.words))
    if len(text) > most:
        return stay(frame, too_long(len(text), most, facts.words))
    if paper and not kind.takes_paper(text):
        return stay(frame, screens.no_number(facts.words))
    draft = frame.draft
    draft = replace(draft, paper=text, papered=True) if paper else replace(draft, text=text, worded=True)
    return stay(_on(replace(frame, draft=draft), kind))


def _kept(frame: Register, kind: RegisterKind) -> Move:
    draft = frame.draft
    whole = _on(frame, kind)
    if whole.stage != "preview" or draft.sub is None or draft.amount is None or draft.day is None or frame.unit is None:
        return stay(whole)
    said = Said(
        sub=draft.sub, amount=draft.amount, whole=draft.whole, day=draft.day, text=draft.text, paper=draft.paper
    )
    if frame.number:
        change = ChangeEntry(number=frame.number, act=EntryAct.CORRECT, seen=frame.seen, said=said, photos=draft.photos)
        return stay(_after(frame), effects=(change,))
    record = RecordEntry(unit=frame.unit, kind=kind.id, said=said, photos=draft.photos)
    return stay(_after(frame), effects=(record,))
