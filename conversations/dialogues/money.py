"""What a unit is assigned and has spent, and what the rules about it find; opened from the digest by its managers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.dialogues.below_digest import turn_or_back
from conversations.engine import frames as f
from conversations.engine.asks_of_standing import MoneyOf
from conversations.engine.facts import Facts, Needs
from conversations.engine.move import Chose, Input, Move, stay
from conversations.screens import money as screens
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen


def needs(frame: f.Money) -> Needs:
    """The unit's money."""
    return Needs(shown=(MoneyOf(frame.unit),))


def show(frame: f.Money, facts: Facts) -> Screen:
    """A page of it."""
    found = facts.answer(MoneyOf(frame.unit))
    return out_of_sight("money", facts.words) if found is None else screens.money(frame, found, facts)


def take(frame: f.Money, given: Input, facts: Facts) -> Move:
    """Another page, or back to the digest."""
    match given:
        case Chose(option="works"):
            return Move(frames=(frame, f.Works(unit=frame.unit)))
        case Chose(option="moves"):
            return Move(frames=(frame, f.MoneyMoves(unit=frame.unit)))
        case Chose():
            return turn_or_back(frame, given)
        case _:
            return stay(frame, unexpected_line(given, facts.words))
