"""Help: a list of topics, and back to whatever waited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.dialogues.commands import commands_for
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import Help
from conversations.engine.move import Chose, Input, Move, back, stay
from conversations.screens import help as screens
from conversations.screens.commands import description
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen


def needs(_frame: Help) -> Needs:
    """Nothing."""
    return Needs()


def show(frame: Help, facts: Facts) -> Screen:
    """The topic, or the list."""
    if frame.topic not in screens.TOPICS:
        return screens.topics(facts)
    commands = [(command.name, description(command.name, facts.words)) for command in commands_for(facts.person)]
    return screens.topic(frame.topic, commands, facts)


def take(frame: Help, given: Input, facts: Facts) -> Move:
    """A topic, the list again, or back."""
    match given:
        case Chose() if given.part(0) == "topic":
            return stay(Help(topic=given.part(1)))
        case Chose(option="list"):
            return stay(Help())
        case Chose():
            return back()
        case _:
            return stay(frame, unexpected_line(given, facts.words))
