"""Backups for whoever runs the system: the last ones, and one made now after one confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.asks import BackupsNow
from conversations.engine.effects import MakeBackup
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import Backups
from conversations.engine.move import Chose, Input, Move, back, stay
from conversations.screens import backups as screens
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen


def needs(_frame: Backups) -> Needs:
    """Which there are."""
    return Needs(asks=(BackupsNow(),))


def show(frame: Backups, facts: Facts) -> Screen:
    """The list, or the question."""
    found = facts.answer(BackupsNow())
    if found is None:
        return out_of_sight("backups", facts.words)
    if frame.stage == "preview" and not found.wanted:
        return screens.preview(facts)
    return screens.overview(found, facts)


def take(frame: Backups, given: Input, facts: Facts) -> Move:
    """Make one, or not."""
    if facts.answer(BackupsNow()) is None:
        return back()
    match given:
        case Chose(option="preview"):
            return stay(Backups(stage="preview"))
        case Chose(option="make") if frame.stage == "preview":
            return stay(Backups(), effects=(MakeBackup(),))
        case Chose(option="cancel"):
            return stay(Backups())
        case Chose():
            return back()
        case _:
            return stay(frame, unexpected_line(given, facts.words))
