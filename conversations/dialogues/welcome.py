"""Somebody we do not know yet: a code opens the invitation, anything else is told where codes come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.effects import UseLinkCode
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import Help, Join, Welcome
from conversations.engine.move import Chose, Input, Move, Typed, stay
from conversations.reading.invitation_code import read_invitation_code
from conversations.reading.link_code import read_link_code
from conversations.screens import welcome as screens
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen


def needs(_frame: Welcome) -> Needs:
    """Nothing."""
    return Needs()


def show(_frame: Welcome, facts: Facts) -> Screen:
    """The greeting."""
    return screens.welcome(facts)


def take(frame: Welcome, given: Input, facts: Facts) -> Move:
    """A code, or a question for one."""
    words = facts.words
    match given:
        case Chose(option="help"):
            return Move(frames=(frame, Help()))
        case Chose():
            return stay(frame, screens.where_codes_come_from(words))
        case Typed(text=text):
            code = read_invitation_code(text)
            if code is not None:
                return Move(frames=(Join(code=code),))
            linking = read_link_code(text)
            if linking is not None:
                return stay(frame, effects=(UseLinkCode(code=linking),))
            return stay(frame, screens.no_code_in_it(words), screens.where_codes_come_from(words))
        case _:
            return stay(frame, unexpected_line(given, words))
