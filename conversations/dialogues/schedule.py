"""The stop switch of everything that the clock sends: shown, asked once, and undone in one press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.asks import ScheduleNow
from conversations.engine.effects import SwitchSchedule
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import Schedule
from conversations.engine.move import Chose, Input, Move, back, stay
from conversations.screens import schedule as screens
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen


def needs(_frame: Schedule) -> Needs:
    """How far the calendar was followed."""
    return Needs(asks=(ScheduleNow(),))


def show(frame: Schedule, facts: Facts) -> Screen:
    """The state, or the question."""
    schedule = facts.answer(ScheduleNow())
    if schedule is None:
        return out_of_sight("schedule", facts.words)
    if frame.stage == "sure" and schedule.stopped_at is None:
        return screens.sure(facts.words)
    return screens.overview(schedule, facts.words)


def take(frame: Schedule, given: Input, facts: Facts) -> Move:
    """Stop, or go on."""
    if facts.answer(ScheduleNow()) is None:
        return back()
    match given:
        case Chose(option="stop"):
            return stay(Schedule(stage="sure"))
        case Chose(option="yes") if frame.stage == "sure":
            return stay(Schedule(), effects=(SwitchSchedule(stopped=True),))
        case Chose(option="no"):
            return stay(Schedule())
        case Chose(option="resume"):
            return stay(Schedule(), effects=(SwitchSchedule(stopped=False),))
        case Chose():
            return back()
        case _:
            return stay(frame, unexpected_line(given, facts.words))
