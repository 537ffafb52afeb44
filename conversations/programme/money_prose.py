"""Running text about money as a tree: every amount with what it is for, and the amounts it is made of.

An amount takes over from what it is part of whatever its own words leave out: "(2) Chương trình … , trong đó: - Ngân
sách Trung ương: 293.687 triệu đồng (thực hiện năm 2022: …)". "trong đó", "cụ thể", brackets and lists open parts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conversations.programme.money_columns import day_in
from conversations.programme.money_words import (
    NUMBER,
    Writing,
    nature_in,
    programme_in,
    read_money,
    scale_named,
    sources_in,
    writing_of,
    writing_of_prose,
    years_in,
)
from conversations.programme.problem import Problem
from conversations.reading.fold import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from conversations.programme.money import Nature, Programme, Source
    from conversations.programme.table import Paragraph, Place

_AMOUNT = re.compile(
    rf"(?<![\d.,/])(?P<low>{NUMBER}\s*[-–]\s*)?(?P<figure>{NUMBER})\s*(?P<scale>(?:tỷ|tỉ|triệu|nghìn|ngàn)?\s*đồng)\b"
    r"(?P<rate>\s*/)?",
    re.IGNORECASE,
)
_PARTS = re.compile(r"trong đó|cụ thể|bao gồm|gồm", re.IGNORECASE)
_OPENS_OR_CLOSES = re.compile(rf"[()]|{_PARTS.pattern}", re.IGNORECASE)
_CHAPTER = re.compile(r"^[IVX]{1,5}\s*[.)]\s")
_ABOUT = ("nguon luc", "nguon von", "ke hoach von", "kinh phi thuc hien", "du kien von", "von thuc hien")
_SPENT = re.compile(r"(?<!ke hoach )\bgiai ngan\b")
_UNTIL = re.compile(r"\s*\(?(?:tính\s+)?đến\s[^.;()]{0,40}?20\d{2}", re.IGNORECASE)
_DATES = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*20\d{2}")
_MARKS = (
    re.compile(r"^\(?\d{1,2}[.)]\)?\s"),
    re.compile(r"^[a-zđ]\)\s"),
    re.compile(r"^[-–]\s(?!\+)"),
    re.compile(r"^(?:[-–]\s)?\+\s"),
)


@dataclass(slots=True, kw_only=True)
class Said:
    """An amount of the text, or only the words that lead to some. amount None: no figure of its own.

    sources: several where it is said of all of them together. years: the first and the last.
    """

    words: str
    place: Place = field(compare=False)
    amount: int | None = None
    scale: int = 1
    """The unit it is written in: 1.000.000 for triệu đồng."""
    programme: Programme | None = None
    sources: tuple[Source, ...] = ()
    nature: Nature | None = None
    years: tuple[int, int] | None = None
    spent: bool = False
    """It says what is spent, not what is assigned."""
    spent_on: date | None = None
    parts: list[Said] = field(default_factory=list)

    @property
    def counted(self) -> tuple[Said, ...]:
        """The amounts it is made of; words without one of their own are looked through, what is spent is none."""
        return tuple(
            one
            for part in self.parts
            if not part.spent
            for one in ((part,) if part.amount is not None else part.counted)
        )

    @property
    def spendings(self) -> tuple[Said, ...]:
        """What is said to be spent, of it or of its parts."""
        return (*((self,) if self.spent else ()), *(one for part in self.parts for one in part.spendings))

    @property
    def divided(self) -> bool:
        """Whether its parts are meant to be the whole of it. A single part, or parts of some of its years, are not."""
        parts = self.counted
        if len(parts) < 2:
            return False
        years = [one.years for one in parts]
        if self.years is None or any(one is None or one == self.years for one in years):
            return True
        named = {year for one in years if one is not None for year in range(one[0], one[1] + 1)}
        return named >= set(range(self.years[0], self.years[1] + 1))

    @property
    def year(self) -> int | None:
        """The one year it is said of."""
        return self.years[0] if self.years is not None and self.years[0] == self.years[1] else None


def read_prose(prose: Sequence[Paragraph]) -> tuple[Said, ...]:
    """The amounts of the chapters about money, or of a text without chapters; the outermost, in their order.

    Raises Problem: a figure that can be read two ways, or two figures for one amount.
    """
    chapter = tuple(_chapter(prose))
    figures = [found["figure"] for one in chapter for found in _AMOUNT.finditer(one.text)]
    writing = writing_of(figures) or writing_of_prose("\n".join(one.text for one in prose))
    found: list[Said] = []
    lists: list[tuple[int, Said]] = []
    for paragraph in chapter:
        depth = _depth(paragraph.text)
        while lists and lists[-1][0] >= depth:
            lists.pop()
        above = lists[-1][1] if lists else None
        said = list(_said(paragraph, above, writing))
        (found if above is None else above.parts).extend(said)
        if paragraph.text.rstrip().endswith(":"):
            head = said[-1] if said else _words(paragraph.text, paragraph.place, above)
            if not said:
                (found if above is None else above.parts).append(head)
            lists.append((depth, head))
    return tuple(one for one in found if one.amount is not None or one.counted)


def _chapter(prose: Sequence[Paragraph]) -> Iterator[Paragraph]:
    chapters = any(_CHAPTER.match(one.text) for one in prose)
    inside = not chapters
    for one in prose:
        if _CHAPTER.match(one.text):
            words = plain_words(one.text)
            inside = any(about in words for about in _ABOUT)
        elif inside:
            yield one


def _depth(text: str) -> int:
    return next((depth for depth, mark in enumerate(_MARKS, start=1) if mark.match(text)), 0)


def _words(words: str, place: Place, above: Said | None) -> Said:
    """What the words name, and what they leave out as it is said above."""
    said = Said(
        words=words,
        place=place,
        programme=programme_in(words),
        sources=sources_in(words),
        nature=nature_in(words),
        years=years_in(_DATES.sub(" ", words)),
        spent=_SPENT.search(plain_words(words)) is not None,
    )
    if said.spent:
        said.spent_on = day_in(words)
    if above is not None:
        said.programme = said.programme or above.programme
        said.sources = said.sources or above.sources
        said.nature = said.nature or (above.nature if said.sources == above.sources else None)
        said.years = said.years or above.years
    return said


def _said(paragraph: Paragraph, above: Said | None, writing: Writing | None) -> Iterator[Said]:
    """The outermost amounts of one paragraph, each with the parts that follow it there."""
    text, place = paragraph.text, paragraph.place
    opened: list[tuple[str, Said]] = []
    last: Said | None = None
    start = 0
    for found in _AMOUNT.finditer(text):
        if found["rate"]:
            continue
        words = text[start : found.start()]
        start = found.end()
        for mark in _OPENS_OR_CLOSES.findall(words):
            if mark == ")":
                last = _close(opened) or last
            elif last is not None:
                opened.append((mark, last))
        if found["low"]:
            raise Problem(
                code="money_range",
                where=str(place),
                message=f"“{found[0]}” là một khoảng, không phải một số tiền.",
                remedy="Hãy ghi một số.",
            )
        outer = opened[-1][1] if opened else None
        if last is not None and _SPENT.search(plain_words(words)) and not sources_in(words):
            outer = last
        said = _words(words if outer is None else _PARTS.split(words)[-1], place, outer or above)
        said.scale = scale_named(found["scale"]) or 1
        said.amount = read_money(found["figure"], said.scale, writing=writing, where=str(place))
        if said.spent:
            until = _UNTIL.match(text[found.end() :])
            said.spent_on = said.spent_on or (day_in(until[0]) if until else None)
        last = said if not said.spent or last is None else last
        if outer is None:
            yield said
        else:
            outer.parts.append(said)


def _close(opened: list[tuple[str, Said]]) -> Said | None:
    """What stood before the bracket that closes here."""
    while opened:
        mark, said = opened.pop()
        if mark == "(":
            return said
    return None
