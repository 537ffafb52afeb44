"""From /tonghop: how far each district is towards its share of a unit's targets; floor and average of communes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.dialogues.below_digest import turn_or_back
from conversations.engine.asks_of_standing import TargetsOf
from conversations.engine.facts import Facts, Needs
from conversations.engine.move import Chose, Input, Move, stay
from conversations.screens import targets as screens
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine import frames as f
    from conversations.engine.screen import Screen


def needs(frame: f.Targets) -> Needs:
    """How far it is."""
    return Needs(shown=(TargetsOf(frame.unit),))


def show(frame: f.Targets, facts: Facts) -> Screen:
    """A page of it."""
    found = facts.answer(TargetsOf(frame.unit))
    return out_of_sight("targets", facts.words) if found is None else screens.targets(frame, found, facts)


def take(frame: f.Targets, given: Input, facts: Facts) -> Move:
    """Another page, or back to the digest."""
    match given:
        case Chose():
            return turn_or_back(frame, given)
        case _:
            return stay(frame, unexpected_line(given, facts.words))
