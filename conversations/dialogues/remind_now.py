"""A manager reminds now: of which report, all who owe it or some, a preview of whom it reaches, one yes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from conversations.engine.asks import OwedTo
from conversations.engine.effects import RemindUnits
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import RemindNow
from conversations.engine.move import Chose, Input, Move, back, stay
from conversations.programme.ids import RuleId, UnitId
from conversations.screens import remind_now as screens
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.facts import OwingUnit, RemindFacts
    from conversations.engine.screen import Screen


def needs(frame: RemindNow) -> Needs:
    """What is owed to the unit, and of one period who owes it."""
    return Needs(asks=(_asked(frame),))


def _asked(frame: RemindNow) -> OwedTo:
    return OwedTo(frame.unit, of=None if frame.rule is None else (frame.rule, frame.period))


def show(frame: RemindNow, facts: Facts) -> Screen:
    """The stage's screen."""
    found = facts.answer(_asked(frame))
    if found is None:
        return out_of_sight("remind_now", facts.words)
    if found.of is None:
        return screens.which(found, facts)
    if not found.owing:
        return screens.nobody_owes(found, facts)
    match frame.stage:
        case "owing":
            return screens.owing(found, frame, facts)
        case "pick":
            return screens.pick(found, frame, facts)
        case "sure":
            return screens.sure(found, _meant(frame, found), facts)
        case _:
            assert_never(frame.stage)


def take(frame: RemindNow, given: Input, facts: Facts) -> Move:
    """The report, the units, yes."""
    found = facts.answer(_asked(frame))
    if found is None or not isinstance(given, Chose):
        return back() if found is None else stay(frame, unexpected_line(given, facts.words))
    match given:
        case Chose(option="close"):
            return back()
        case Chose(option="which"):
            return stay(RemindNow(unit=frame.unit))
        case Chose() if given.part(0) == "page":
            return stay(replace(frame, page=int(given.part(1))))
        case Chose() if given.part(0) == "r" and given.part(1).isdecimal():
            return stay(RemindNow(unit=frame.unit, rule=RuleId(int(given.part(1))), period=given.part(2)))
        case _ if found.of is None:
            return stay(frame, unexpected_line(given, facts.words))
        case _:
            return _take_units(replace(frame, rule=found.of.rule, period=found.of.period.key), given, found, facts)


def _take_units(frame: RemindNow, given: Chose, found: RemindFacts, facts: Facts) -> Move:
    match given:
        case Chose(option="all"):
            return stay(replace(frame, stage="sure", picked=(), page=0))
        case Chose(option="pick"):
            return stay(replace(frame, stage="pick", page=0))
        case Chose(option="owing"):
            return stay(replace(frame, stage="owing", picked=(), page=0))
        case Chose() if given.part(0) == "u" and given.part(1).isdecimal():
            unit = UnitId(int(given.part(1)))
            without = tuple(one for one in frame.picked if one != unit)
            return stay(replace(frame, picked=without if unit in frame.picked else (*frame.picked, unit)))
        case Chose(option="picked") if frame.picked:
            return stay(replace(frame, stage="sure", page=0))
        case Chose(option="send") if (
            frame.stage == "sure" and frame.rule is not None and screens.reaches(_meant(frame, found))
        ):
            effect = RemindUnits(unit=frame.unit, rule=frame.rule, period=frame.period, units=frame.picked)
            return back(effects=(effect,))
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _meant(frame: RemindNow, found: RemindFacts) -> tuple[OwingUnit, ...]:
    if not frame.picked:
        return found.owing
    return tuple(one for one in found.owing if one.report.unit.id in frame.picked)
