"""An item that an office has judged, or that nothing can be changed at now: read, with the way to say something."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.frames import AnswerOffice
from conversations.engine.move import Chose, Input, Move, stay
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.frames import FillReport


def take_judged(frame: FillReport, given: Input, facts: Facts) -> Move:
    """On to the office, or back to the list."""
    match given:
        case Chose(option="office"):
            return Move(frames=(replace(frame, stage="list"), AnswerOffice(key=frame.key, item=frame.item)))
        case Chose(option="list"):
            return stay(replace(frame, stage="list"))
        case Chose():
            return Move(frames=(), home=True)
        case _:
            return stay(frame, unexpected_line(given, facts.words))
