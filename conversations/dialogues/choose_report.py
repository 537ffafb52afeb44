"""Several reports are due, or none: which one to open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import ChooseReport, FillReport
from conversations.engine.move import Chose, Input, Move, stay
from conversations.programme.report import ReportKey
from conversations.screens import choose_report as screens
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen


def needs(_frame: ChooseReport) -> Needs:
    """What is due."""
    return Needs(due=True)


def show(frame: ChooseReport, facts: Facts) -> Screen:
    """The list."""
    return screens.choose_report(frame, facts)


def take(frame: ChooseReport, given: Input, facts: Facts) -> Move:
    """A report chosen."""
    match given:
        case Chose() if given.part(0) == "r":
            key = ReportKey.read(given.part(1))
            if key is None:
                return stay(frame)
            locked = any(summary.key == key for summary in facts.locked)
            return Move(frames=(FillReport(key=key, stage="locked" if locked else "overview"),))
        case Chose() if given.part(0) == "page":
            return stay(ChooseReport(page=int(given.part(1))))
        case Chose():
            return Move(frames=(), home=True)
        case _:
            return stay(frame, unexpected_line(given, facts.words))
