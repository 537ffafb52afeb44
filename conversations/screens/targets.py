"""A unit's table of targets on the phone: whole sections on pages, with the way back to the digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option
from conversations.screens.targets_text import targets_text
from conversations.screens.text_pages import paged, text_page

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.frames import Targets as Frame
    from conversations.engine.screen import Screen
    from conversations.programme.target_progress import TargetsProgress


def targets(frame: Frame, found: TargetsProgress, facts: Facts) -> Screen:
    """A page of the text."""
    words = facts.words
    return text_page(
        "targets",
        paged(targets_text(found, words)),
        frame.page,
        words,
        Option("digest", words.say("targets", "◀ Tổng hợp")),
        Option("home", words.say("targets", "Về menu")),
    )
