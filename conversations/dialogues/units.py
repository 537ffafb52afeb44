"""Units for whoever administers them: look at the tree, find by name, add, rename, move, merge, split, take back.

What is wanted is put together one thing a screen; a preview shows everything it touches, and one press makes it so.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.asks import Administered, UndoOf, UnitChangesOf, UnitPlan
from conversations.engine.effects import ChangeUnits, UndoUnitChange
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import Units
from conversations.engine.move import Chose, Input, Move, Typed, stay
from conversations.programme.ids import UnitId
from conversations.programme.wanted_change import ChangeKind, WantedChange
from conversations.reading import limits
from conversations.reading.dates import Day, TwoDays, read_date
from conversations.reading.fold import tidy
from conversations.screens import units as screens
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen
    from conversations.programme.directory import AdministeredUnits
    from conversations.programme.unit import Unit

_NAMES = re.compile(r"[,;\n]")
_PARTS = re.compile(r"[;\n]")

_BEGINS: dict[str, tuple[ChangeKind, str]] = {
    "rename": (ChangeKind.RENAME, "name"),
    "move": (ChangeKind.MOVE, "to"),
    "merge": (ChangeKind.MERGE, "others"),
    "split": (ChangeKind.SPLIT, "parts"),
    "end": (ChangeKind.END, "day"),
    "leave": (ChangeKind.LEAVE, "day"),
}


def needs(frame: Units) -> Needs:
    """The units, and at a preview what the change would be."""
    units = Administered()
    if frame.stage == "check" and frame.wanted is not None:
        return Needs(asks=(units, UnitPlan(frame.wanted)))
    if frame.stage == "changes" and frame.at is not None:
        return Needs(asks=(units, UnitChangesOf(frame.at)))
    if frame.stage == "undo":
        return Needs(asks=(units, UndoOf(frame.change)))
    return Needs(asks=(units,))


def show(frame: Units, facts: Facts) -> Screen:
    """The stage; what no longer fits falls back to the tree."""
    found = facts.answer(Administered())
    if found is None:
        return out_of_sight("units", facts.words)
    at = _at(frame, found)
    if frame.stage == "found" and at is None:
        return screens.named(frame, found.meant(frame.text), found, facts)
    if frame.stage == "undo":
        view = facts.answer(UndoOf(frame.change))
        return out_of_sight("units", facts.words) if view is None else screens.undo(view, facts)
    if at is None:
        return screens.choose(frame, found, facts)
    if frame.stage == "changes":
        return screens.changes(frame, at, facts.answer(UnitChangesOf(at.id)) or (), facts)
    if frame.wanted is None:
        return screens.tree(frame, at, found, facts)
    return _asked(frame, frame.wanted, at, found, facts)


def _asked(frame: Units, wanted: WantedChange, at: Unit, found: AdministeredUnits, facts: Facts) -> Screen:
    match frame.stage:
        case "kind":
            return screens.kind(at, facts)
        case "name":
            return screens.name(wanted, at, found, facts)
        case "others":
            return screens.others(at, found, facts)
        case "to":
            return screens.to(at, facts)
        case "parts":
            return screens.parts(at, found, facts)
        case "day":
            return screens.day(at, facts)
        case _:
            planned = facts.answer(UnitPlan(wanted))
            if planned is None:
                return out_of_sight("units", facts.words)
            return screens.check(frame, wanted, at, planned, facts)


def _at(frame: Units, found: AdministeredUnits) -> Unit | None:
    if frame.stage == "found":
        meant = found.meant(frame.text)
        return meant[0] if len(meant) == 1 else None
    at = found.unit(frame.at)
    return found.own[0] if at is None and len(found.own) == 1 else at


def take(frame: Units, given: Input, facts: Facts) -> Move:
    """The stage's answer."""
    found = facts.answer(Administered())
    if found is None or given == Chose("home"):
        return Move(frames=(), home=True)
    match given:
        case Chose(option="back"):
            at = _at(frame, found)
            return stay(Units(at=None if at is None else at.id))
        case Chose() if given.part(0) == "page" and given.part(1).isdecimal():
            return stay(replace(frame, page=int(given.part(1))))
        case Chose() if given.part(0) == "u" and given.part(1).isdecimal():
            unit = found.unit(UnitId(int(given.part(1))))
            return stay(frame, unexpected_line(given, facts.words)) if unit is None else stay(Units(at=unit.id))
        case Chose():
            return _chose(frame, given, found, facts)
        case Typed(text=text):
            return _typed(frame, text, found, facts)
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _chose(frame: Units, given: Chose, found: AdministeredUnits, facts: Facts) -> Move:
    at, wanted = _at(frame, found), frame.wanted
    if frame.stage == "undo":
        return _undo(frame, given, facts)
    if at is None:
        return stay(frame, unexpected_line(given, facts.words))
    if given.part(0) == "x" and given.part(1).isdecimal():
        return stay(Units(stage="undo", at=at.id, change=int(given.part(1))))
    if wanted is None:
        return _begin(frame, given, at, found, facts)
    if frame.stage == "kind" and given.part(0) == "k" and given.part(1) in {one.code for one in screens.kinds_at(at)}:
        return stay(Units(stage="name", at=at.id, wanted=replace(wanted, new_kind=given.part(1))))
    if frame.stage == "name" and given.part(0) == "n" and given.part(1).isdecimal():
        unit = found.unit(UnitId(int(given.part(1))))
        if unit is not None:
            return _next(frame, replace(wanted, name=unit.name))
    if frame.stage == "day" and given.option in {"today", "month"}:
        day = facts.today if given.option == "today" else screens.next_month(facts.today)
        return stay(Units(stage="check", at=at.id, wanted=replace(wanted, on=day)))
    if frame.stage == "check" and given.option == "do":
        planned = facts.answer(UnitPlan(wanted))
        if planned is not None and not planned.problem:
            done = facts.words.say("units", "✔ Đã ghi.")
            # a unit that was merged, split or ended today is no more
            here = at.parent if wanted.kind in {ChangeKind.MERGE, ChangeKind.SPLIT, ChangeKind.END} else at.id
            return stay(Units(at=here), done, effects=(ChangeUnits(wanted=wanted),))
    return stay(frame, unexpected_line(given, facts.words))


def _begin(frame: Units, given: Chose, at: Unit, found: AdministeredUnits, facts: Facts) -> Move:
    if given.option not in {option for option, _ in screens.offered(at, found, facts)}:
        return stay(frame, unexpected_line(given, facts.words))
    match given.option:
        case "add":
            return stay(Units(stage="kind", at=at.id, wanted=WantedChange(unit=at.id)))
        case "changes":
            return stay(Units(stage="changes", at=at.id))
        case option:
            kind, stage = _BEGINS[option]
            wanted = WantedChange(unit=at.id, kind=kind)
            return stay(replace(Units(at=at.id, wanted=wanted), stage=stage))  # type: ignore[arg-type] # of the table


def _undo(frame: Units, given: Chose, facts: Facts) -> Move:
    view = facts.answer(UndoOf(frame.change))
    if given.option == "undo" and view is not None and not view.problem:
        line = facts.words.say("units", "✔ Đã hoàn tác, mọi dòng trở lại như trước.")
        return stay(Units(), line, effects=(UndoUnitChange(number=frame.change),))
    return stay(frame, unexpected_line(given, facts.words))


def _next(frame: Units, wanted: WantedChange) -> Move:
    """After the name: a new unit is of today; of all else the day is asked."""
    asked = replace(frame, stage="day", wanted=wanted, page=0)
    return stay(replace(asked, stage="check") if wanted.kind is None else asked)


def _typed(frame: Units, text: str, found: AdministeredUnits, facts: Facts) -> Move:
    at, wanted = _at(frame, found), frame.wanted
    said = tidy(text)
    if wanted is None or at is None:
        named = found.meant(said)
        if len(named) == 1:
            return stay(Units(at=named[0].id))
        return stay(Units(stage="found", at=frame.at, text=said[: limits.UNIT_NAME]))
    match frame.stage:
        case "name":
            if not said or len(said) > limits.UNIT_NAME:
                line = facts.words.say("units", "Tên phải có từ 1 đến {most} chữ.", most=limits.UNIT_NAME)
                return stay(frame, line)
            return _next(frame, replace(wanted, name=said))
        case "others":
            return _others(frame, wanted, text, found, facts)
        case "to":
            named = found.meant(said)
            if len(named) != 1:
                return stay(frame, screens.not_one(said, named, facts.words))
            return _next(frame, replace(wanted, to=named[0].id))
        case "parts":
            parts = tuple(part for one in _PARTS.split(text) if (part := tidy(one)))
            return _next(frame, replace(wanted, parts=parts[: limits.UNIT_PARTS]))
        case "day":
            return _day(frame, wanted, said, facts)
        case _:
            return stay(frame, unexpected_line(Typed(text), facts.words))


def _others(frame: Units, wanted: WantedChange, text: str, found: AdministeredUnits, facts: Facts) -> Move:
    units: dict[UnitId, None] = {}
    for name in (part for one in _NAMES.split(text) if (part := tidy(one))):
        named = found.meant(name)
        if len(named) != 1:
            return stay(frame, screens.not_one(name, named, facts.words))
        units[named[0].id] = None
    others = tuple(one for one in units if one != wanted.unit)
    if not others:
        return stay(frame, facts.words.say("units", "Xin gõ tên ít nhất một đơn vị khác."))
    return stay(replace(frame, stage="name", wanted=replace(wanted, others=others)))


def _day(frame: Units, wanted: WantedChange, said: str, facts: Facts) -> Move:
    reading = read_date(said, today=facts.today, ahead=True)
    if isinstance(reading, Day) and not reading.rough:
        return stay(replace(frame, stage="check", wanted=replace(wanted, on=reading.day)))
    if isinstance(reading, TwoDays):
        return stay(frame, screens.which_year(reading.first, reading.second, facts.words))
    return stay(frame, facts.words.say("units", "Chưa rõ ngày nào. Xin gõ ví dụ 1/7/2025."))
