"""Whom to ring: a list, and back to whatever waited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.asks import WhomToRing
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import Contact
from conversations.engine.move import Chose, Input, Move, back, stay
from conversations.screens import contact as screens
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen


def needs(_frame: Contact) -> Needs:
    """The people."""
    return Needs(asks=(WhomToRing(),))


def show(_frame: Contact, facts: Facts) -> Screen:
    """The list."""
    return screens.contact(facts)


def take(frame: Contact, given: Input, facts: Facts) -> Move:
    """Only back."""
    return back() if isinstance(given, Chose) else stay(frame, unexpected_line(given, facts.words))
