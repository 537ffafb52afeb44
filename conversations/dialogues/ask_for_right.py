"""A command that is not this person's: said politely, with a way to ask for it. The form that was open goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.dialogues.commands import COMMANDS
from conversations.engine.asks import WhomToRing
from conversations.engine.effects import RequestRight
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import AskForRight
from conversations.engine.move import Chose, Input, Move, back, stay
from conversations.screens import ask_for_right as screens
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen
    from conversations.programme.person import Role


def needs(_frame: AskForRight) -> Needs:
    """Who can help."""
    return Needs(asks=(WhomToRing(),))


def show(frame: AskForRight, facts: Facts) -> Screen:
    """The refusal."""
    return screens.ask_for_right(_roles(frame), facts)


def take(frame: AskForRight, given: Input, facts: Facts) -> Move:
    """Ask, or back to whatever waited."""
    match given:
        case Chose(option="ask"):
            return back(screens.asked(facts.words), effects=(RequestRight(what=frame.command),))
        case Chose():
            return back()
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _roles(frame: AskForRight) -> frozenset[Role]:
    return next((command.roles for command in COMMANDS if command.name == frame.command), None) or frozenset()
