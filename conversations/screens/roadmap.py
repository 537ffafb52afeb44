"""A unit's roadmap on the phone: whole sections on pages, with the way back to the digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, rows_of
from conversations.screens.digest_on_demand import paged
from conversations.screens.paging import Page, turning
from conversations.screens.roadmap_text import roadmap_text

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.frames import Roadmap as Frame
    from conversations.programme.roadmap_progress import RoadmapProgress


def roadmap(frame: Frame, found: RoadmapProgress, facts: Facts) -> Screen:
    """A page of the text."""
    words = facts.words
    pages = paged(roadmap_text(found, words))
    number = min(max(frame.page, 0), len(pages) - 1)
    return Screen(
        name="roadmap",
        text=pages[number],
        rows=(
            *turning(Page(number=number, last=len(pages) - 1, start=0, stop=0), words),
            *rows_of(
                Option("digest", words.say("roadmap", "◀ Tổng hợp")),
                Option("home", words.say("roadmap", "Về menu")),
            ),
        ),
    )
