"""The public page of a unit: its manager sees what everybody would read, and lets them or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.asks_of_standing import PublicPageOf
from conversations.engine.effects import SwitchPublicPage
from conversations.engine.facts import Facts, Needs
from conversations.engine.move import Chose, Input, Move, back, stay
from conversations.screens import public_page as screens
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.frames import PublicPage
    from conversations.engine.screen import Screen


def needs(frame: PublicPage) -> Needs:
    """What everybody would read."""
    return Needs(asks=(PublicPageOf(frame.unit),))


def show(frame: PublicPage, facts: Facts) -> Screen:
    """It, and the one question."""
    found = facts.answer(PublicPageOf(frame.unit))
    return out_of_sight("public_page", facts.words) if found is None else screens.preview(found, facts.words)


def take(frame: PublicPage, given: Input, facts: Facts) -> Move:
    """Yes, or back."""
    found = facts.answer(PublicPageOf(frame.unit))
    match given:
        case Chose(option="open" | "close") if found is not None:
            return back(effects=(SwitchPublicPage(unit=frame.unit, wanted=given.option == "open"),))
        case Chose():
            return back()
        case _:
            return stay(frame, unexpected_line(given, facts.words))
