"""A unit's roadmap on the phone: whole sections on pages, with the way back to the digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option
from conversations.screens.roadmap_text import roadmap_text
from conversations.screens.text_pages import paged, text_page

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.frames import Roadmap as Frame
    from conversations.engine.screen import Screen
    from conversations.programme.roadmap_progress import RoadmapProgress


def roadmap(frame: Frame, found: RoadmapProgress, facts: Facts) -> Screen:
    """A page of the text."""
    words = facts.words
    return text_page(
        "roadmap",
        paged(roadmap_text(found, words)),
        frame.page,
        words,
        Option("digest", words.say("roadmap", "◀ Tổng hợp")),
        Option("home", words.say("roadmap", "Về menu")),
    )
