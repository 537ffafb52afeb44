"""Long lists on a small phone: what does not fit stands on pages, and nothing is cut without a sign of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.engine.screen import Option

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from conversations.engine.words import Words
    from conversations.programme.unit import Unit

SCREEN = 1900
"""Characters of a screen's text: 2,000 on the weakest channel, less what is said above it."""

LIST = 1300
"""Characters of a page's list; heading and closing lines have the rest."""

LABEL = 32
"""Characters of an option's label."""


BEGUN = 5
"""Letters at which a label's beginning says something: "Hồ sơ", not "Hồ"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A stretch of a list. number and last count from 0."""

    number: int
    last: int
    start: int
    stop: int


def page_of(lines: Sequence[str], number: int, *, most: int) -> Page:
    """The page of that number, or the last one where the list has become shorter. most: lines of a page at most."""
    starts = [0]
    used = 0
    for place, line in enumerate(lines):
        used += len(line) + 1
        if place > starts[-1] and (used > LIST or place - starts[-1] >= most):
            starts.append(place)
            used = len(line) + 1
    shown = min(max(number, 0), len(starts) - 1)
    stops = [*starts[1:], len(lines)]
    return Page(number=shown, last=len(starts) - 1, start=starts[shown], stop=stops[shown])


def turning(page: Page, words: Words, *, first: int = 0) -> tuple[tuple[Option, ...], ...]:
    """One row that turns the pages; none where there is one page. first: the number that the first page goes by."""
    return turning_of(page.number, page.last + 1, words, first=first)


def turning_of(page: int, pages: int, words: Words, *, first: int = 0) -> tuple[tuple[Option, ...], ...]:
    """The same of a list that is read page by page. page: from 0."""
    number = page + first
    before = Option(f"page:{number - 1}", words.say("paging", "◀ Trang trước"))
    after = Option(f"page:{number + 1}", words.say("paging", "Trang sau ▶"))
    row = (*((before,) if page else ()), *((after,) if page < pages - 1 else ()))
    return (row,) if row else ()


def titled(title: str, page: Page, words: Words) -> str:
    """A list's heading, which says how many pages there are where there are several."""
    if not page.last:
        return title
    return words.say("paging", "{title} (trang {number}/{all})", title=title, number=page.number + 1, all=page.last + 1)


def name_of(unit: Unit, limit: int = 60) -> str:
    """A unit's bare name in a list; with its kind where the name is a number and would say nothing: "xóm 3"."""
    return clip(unit.title if unit.name[:1].isdigit() else unit.name, limit)


def names_of(units: Sequence[Unit], words: Words, *, most: int, limit: int = 48) -> str:
    """The first names in a row, and how many more units there are."""
    return and_more(", ".join(name_of(unit, limit) for unit in units[:most]), len(units) - most, words)


def and_more(named: str, rest: int, words: Words) -> str:
    """What is named, and how many more places there are; with no rest only what is named."""
    return named if rest <= 0 else words.say("paging", "{names} và {rest} nơi nữa", names=named, rest=rest)


def clip(text: str, limit: int = LABEL) -> str:
    """The text, its end left out with a sign where it is longer."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def clip_words(text: str, limit: int) -> str:
    """The same, cut between words where the first fits."""
    if len(text) <= limit or " " not in text[:limit]:
        return clip(text, limit)
    return f"{text[: text.rindex(' ', 0, limit)].rstrip(' ,;-')}…"


def clip_inside(text: str, limit: int = LABEL) -> str:
    """The text, words inside left out where it is longer: titles that begin alike differ in the end."""
    if len(text) <= limit:
        return text
    first, *rest = text.split(" ")
    while rest and len(first) < BEGUN:
        first = f"{first} {rest.pop(0)}"
    while rest and len(first) + 2 + len(" ".join(rest)) > limit:
        rest = rest[1:]
    return f"{first}… {' '.join(rest)}" if rest else clip(text, limit)


def fitted(lines: Iterable[str]) -> str:
    """The lines that say something, as the text of one screen."""
    return clip("\n".join(line for line in lines if line), SCREEN)
