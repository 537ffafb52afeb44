"""A long text as screens: whole sections on pages, so that the weakest channel shows each page in one message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Screen, rows_of
from conversations.screens.paging import SCREEN, clip, turning_of

if TYPE_CHECKING:
    from conversations.engine.screen import Option
    from conversations.engine.words import Words


SHORT = 4
"""A page that fills less than such a part of one is filled up with the lines of the next section."""


def text_page(name: str, pages: list[str], page: int, words: Words, *ways_on: Option | None) -> Screen:
    """The page of that number (from 0, or the last one where there are fewer), what turns it, and the ways on."""
    number = min(max(page, 0), len(pages) - 1)
    return Screen(name=name, text=pages[number], rows=(*turning_of(number, len(pages), words), *rows_of(*ways_on)))


def paged(text: str, limit: int = SCREEN) -> list[str]:
    """The text in pages of whole sections; a section that is longer is parted at line ends."""
    pages: list[str] = []
    for section in text.split("\n\n"):
        if pages and len(pages[-1]) + 2 + len(section) <= limit:
            pages[-1] = f"{pages[-1]}\n\n{section}"
            continue
        page = ""
        if pages and len(pages[-1]) * SHORT <= limit:  # a heading alone is no page
            page = f"{pages.pop()}\n"
        for line in section.split("\n"):
            if page and len(page) + 1 + len(line) > limit:
                pages.append(page)
                page = ""
            page = f"{page}\n{clip(line, limit)}" if page else clip(line, limit)
        pages.append(page)
    return pages
