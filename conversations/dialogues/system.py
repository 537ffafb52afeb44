"""How the system is; from here to the schedule's switch, the backups, requests about data, and what did not leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine import frames as f
from conversations.engine.asks import DataRequestsNow, SystemNow
from conversations.engine.facts import Facts, Needs
from conversations.engine.move import Chose, Input, Move, back, stay
from conversations.screens import system as screens
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen


def needs(_frame: f.System) -> Needs:
    """All of it."""
    return Needs(asks=(SystemNow(), DataRequestsNow()))


def show(_frame: f.System, facts: Facts) -> Screen:
    """One screen."""
    found = facts.answer(SystemNow())
    if found is None:
        return out_of_sight("system", facts.words)
    return screens.overview(found, facts)


def take(frame: f.System, given: Input, facts: Facts) -> Move:
    """On to a part of it, or back."""
    if facts.answer(SystemNow()) is None:
        return back()
    match given:
        case Chose(option="schedule"):
            return Move(frames=(frame, f.Schedule()))
        case Chose(option="backups"):
            return Move(frames=(frame, f.Backups()))
        case Chose(option="data_requests"):
            return Move(frames=(frame, f.DataRequests()))
        case Chose(option="incidents"):
            return Move(frames=(frame, f.Incidents()))
        case Chose():
            return back()
        case _:
            return stay(frame, unexpected_line(given, facts.words))
