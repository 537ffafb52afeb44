"""Away for some days: from when, until when, who stands in; one preview, one yes. It ends by itself, or earlier."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, assert_never

from conversations.engine.asks import AbsencesNow
from conversations.engine.effects import ComeBack, GoOnLeave
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import Leave
from conversations.engine.move import Chose, Input, Move, Typed, back, stay
from conversations.programme.ids import PersonId, UnitId
from conversations.programme.rights import is_reminded
from conversations.programme.wishes import LONGEST_ABSENCE
from conversations.reading.dates import Day, NotADay, TwoDays, read_date
from conversations.screens import leave as screens
from conversations.screens.fill_report.refusals import date_refusal
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.facts import Away, Colleague
    from conversations.engine.screen import Screen
    from conversations.programme.unit import Unit


def needs(frame: Leave) -> Needs:
    """The colleagues at the unit, and what the person said before."""
    return Needs(unit=frame.unit, asks=(AbsencesNow(),))


def show(frame: Leave, facts: Facts) -> Screen:
    """The stage's screen."""
    if frame.unit is None:
        return screens.which(units(facts), facts)
    unit = _unit(frame, facts)
    if unit is None:
        return out_of_sight("leave", facts.words)
    match frame.stage:
        case "overview":
            away = _away(unit, facts)
            return screens.first(unit, facts) if away is None else screens.away(away, facts)
        case "first":
            return screens.first(unit, facts)
        case "last":
            return screens.last(unit, frame.first or facts.today, facts)
        case "who":
            return screens.who(unit, _colleagues(unit, facts), frame, facts)
        case "sure":
            return screens.sure(unit, frame, _name(frame, unit, facts), facts)
        case _:
            assert_never(frame.stage)


def take(frame: Leave, given: Input, facts: Facts) -> Move:
    """Days and the colleague."""
    match given:
        case Chose() | Typed():
            pass
        case _:
            return stay(frame, unexpected_line(given, facts.words))
    if frame.unit is None:
        chosen = given.part(1) if isinstance(given, Chose) and given.part(0) == "u" else ""
        return stay(Leave(unit=UnitId(int(chosen)))) if chosen.isdecimal() else back()
    unit = _unit(frame, facts)
    if unit is None:
        return back()
    match given:
        case Chose(option="close"):
            return back()
        case Chose(option="again"):
            return stay(Leave(unit=unit.id, stage="first"))
        case Chose(option="came_back"):
            return back(screens.back_at_work(unit, facts.words), effects=(ComeBack(unit=unit.id),))
        case _:
            pass
    match frame.stage:
        case "overview" | "first":
            return _take_first(frame, given, facts)
        case "last":
            return _take_last(frame, given, facts)
        case "who":
            return _take_who(frame, given, unit, facts)
        case "sure":
            return _take_sure(frame, given, unit, facts)
        case _:
            assert_never(frame.stage)


def _take_first(frame: Leave, given: Chose | Typed, facts: Facts) -> Move:
    day = _day(given, facts.today, facts)
    if isinstance(day, str):
        return stay(frame, day)
    if day < facts.today:
        return stay(frame, screens.gone_by(day, facts.words))
    return stay(Leave(unit=frame.unit, stage="last", first=day))


def _take_last(frame: Leave, given: Chose | Typed, facts: Facts) -> Move:
    first = frame.first or facts.today
    day = _day(given, first, facts)
    if isinstance(day, str):
        return stay(frame, day)
    if day < max(first, facts.today):
        return stay(frame, screens.before_it_begins(day, first, facts.words))
    if day - first > LONGEST_ABSENCE:
        return stay(frame, screens.too_long(facts.words))
    return stay(replace(frame, stage="who", first=first, last=day, page=0))


def _take_who(frame: Leave, given: Chose | Typed, unit: Unit, facts: Facts) -> Move:
    match given:
        case Chose(option="nobody"):
            return stay(replace(frame, stage="sure", substitute=None))
        case Chose() if given.part(0) == "page":
            return stay(replace(frame, page=int(given.part(1))))
        case Chose() if given.part(0) == "p":
            person = next((one.person for one in _colleagues(unit, facts) if str(one.person) == given.part(1)), None)
            return stay(frame) if person is None else stay(replace(frame, stage="sure", substitute=person))
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _take_sure(frame: Leave, given: Chose | Typed, unit: Unit, facts: Facts) -> Move:
    if given != Chose("yes") or frame.first is None or frame.last is None:
        return stay(frame, unexpected_line(given, facts.words))
    effect = GoOnLeave(unit=unit.id, first=frame.first, last=frame.last, substitute=frame.substitute)
    return stay(Leave(unit=unit.id), effects=(effect,))


def _day(given: Chose | Typed, first: date, facts: Facts) -> date | str:
    """The day, or why there is none. first: the day from which those that are offered are counted."""
    if isinstance(given, Chose):
        if given.part(0) == "in" and given.part(1).isdecimal():
            return first + timedelta(days=int(given.part(1)))
        return unexpected_line(given, facts.words)
    match read_date(given.text, today=facts.today, ahead=True):
        case Day(day=day, rough=False):
            return day
        case Day():
            return screens.which_day(facts.words)
        case TwoDays() | NotADay() as other:
            return date_refusal(other, facts)


def units(facts: Facts) -> tuple[Unit, ...]:
    """Each unit whose reports the person is reminded of."""
    person = facts.somebody
    found: dict[UnitId, Unit] = {
        grant.unit.id: grant.unit for grant in person.grants if is_reminded(person, grant.unit)
    }
    return tuple(found.values())


def _unit(frame: Leave, facts: Facts) -> Unit | None:
    return next((unit for unit in units(facts) if unit.id == frame.unit), None)


def _away(unit: Unit, facts: Facts) -> Away | None:
    absences = facts.answer(AbsencesNow())
    return next((one for one in (absences.away if absences is not None else ()) if one.unit.id == unit.id), None)


def _colleagues(unit: Unit, facts: Facts) -> tuple[Colleague, ...]:
    """Each once: whoever holds one of the person's own roles at the unit and is in charge there."""
    person = facts.somebody
    roles = {grant.role for grant in person.grants if grant.unit.id == unit.id}
    found: dict[PersonId, Colleague] = {}
    for one in facts.unit_found.colleagues if facts.unit_found is not None else ():
        if one.role in roles and one.person != person.id and one.in_charge:
            found.setdefault(one.person, one)
    return tuple(found.values())


def _name(frame: Leave, unit: Unit, facts: Facts) -> str:
    return next((one.name for one in _colleagues(unit, facts) if one.person == frame.substitute), "")
