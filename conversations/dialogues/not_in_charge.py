"""A unit's reports are no longer somebody's: asked once, told to whoever can name another, and taken back as easily."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.asks import AbsencesNow
from conversations.engine.effects import LeaveCharge, TakeCharge
from conversations.engine.facts import Facts, Needs, OwnAbsences
from conversations.engine.frames import NotInCharge
from conversations.engine.move import Chose, Input, Move, back, stay
from conversations.programme.ids import UnitId
from conversations.programme.rights import is_reminded
from conversations.screens import not_in_charge as screens
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen
    from conversations.programme.unit import Unit


def needs(_frame: NotInCharge) -> Needs:
    """What the person said before."""
    return Needs(asks=(AbsencesNow(),))


def show(frame: NotInCharge, facts: Facts) -> Screen:
    """Which unit, the question, or what was said."""
    units = _units(facts)
    unit = _unit(frame, units)
    if unit is None:
        return screens.which(units, facts)
    if unit in (facts.answer(AbsencesNow()) or OwnAbsences()).left:
        return screens.left(unit, facts)
    return screens.sure(unit, facts)


def take(frame: NotInCharge, given: Input, facts: Facts) -> Move:
    """The unit, then yes or no."""
    unit = _unit(frame, _units(facts))
    match given:
        case Chose() if given.part(0) == "u" and given.part(1).isdecimal():
            return stay(NotInCharge(unit=UnitId(int(given.part(1)))))
        case Chose(option="yes") if unit is not None:
            return stay(NotInCharge(unit=unit.id), effects=(LeaveCharge(unit=unit.id),))
        case Chose(option="undo") if unit is not None:
            return back(screens.in_charge_again(unit, facts.words), effects=(TakeCharge(unit=unit.id),))
        case Chose():
            return back()
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _units(facts: Facts) -> tuple[Unit, ...]:
    """Each unit whose reports the person is reminded of, or was."""
    person = facts.somebody
    units = {grant.unit.id: grant.unit for grant in person.grants if is_reminded(person, grant.unit)}
    return tuple(units.values())


def _unit(frame: NotInCharge, units: tuple[Unit, ...]) -> Unit | None:
    if frame.unit is None:
        return units[0] if len(units) == 1 else None
    return next((unit for unit in units if unit.id == frame.unit), None)
