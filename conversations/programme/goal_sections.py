"""Which of a document's paragraphs set goals: those under a heading that says "mục tiêu" or "chỉ tiêu".

A conversion breaks lines in the middle of a sentence; they are put together before anything is read. What stands under
"quan điểm" is not read. A letter has no such heading: all its paragraphs are looked at for what is "phấn đấu".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from conversations.programme.table import Paragraph
from conversations.reading.fold import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BEGINS = re.compile(r"(?:\d+ )*(?:cac )?(?:muc tieu|chi tieu)\b")
"""A lesser heading is about goals when it begins so."""
_ROMAN = re.compile(r"^(?:[IVX]{1,5})\s*[.\-–]\s*\S")
_NUMBERED = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2})*)\s*[.)]?\s+(?=\D)")
_ITEM = re.compile(r"^(?:[-–+•*]\s|[a-zđ]\)\s|\(|\d{1,2}(?:\.\d{1,2})*[.)]\s)")
_ENDS = (".", ":", ";", "!", "?", "./")
_PAGE = re.compile(r"^\d{1,3}$")
_ASIDE = re.compile(r"^\([^()]*\)\.?$")
"""A paragraph in brackets only names an annex."""
_FOOTNOTE = re.compile(r"^(?:\(?[¹²³⁴⁵⁶⁷⁸⁹]|\(\d\)\s|\d\s+(?:Toàn|Trong đó|Như))")
STRIVES = re.compile(r"\b(?:ph[aấâầ]n\s+đ[aấâầ]u)\b", re.IGNORECASE)
"""With the slips of OCR: phần đầu, phân đấu, phấn đầu."""
HEADING = 70
"""A heading is no longer; a longer numbered line is a sentence."""


class Part(StrEnum):
    """What a paragraph is read for."""

    GOALS = "goals"
    """Every clause is a goal, or told as not understood."""
    GENERAL = "general"
    """A general aim: only what has a figure or is "phấn đấu"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One paragraph that may set goals. heading: of the part it stands under."""

    paragraph: Paragraph
    part: Part
    heading: str


def whole_paragraphs(prose: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs with their broken lines put together; page numbers are left out."""
    held: Paragraph | None = None
    for one in prose:
        text = one.text.strip()
        if _PAGE.match(text):
            continue
        if held is not None and _goes_on(held.text, text):
            held = Paragraph(text=f"{held.text} {text}", place=held.place)
            continue
        if held is not None:
            yield held
        held = Paragraph(text=text, place=one.place)
    if held is not None:
        yield held


def _goes_on(before: str, text: str) -> bool:
    if before.endswith(_ENDS) or _ROMAN.match(text) or _ITEM.match(text) or _FOOTNOTE.match(text):
        return False
    if before.isupper() or text.isupper():
        return before.isupper() and text.isupper()
    if _is_heading(before) and text[:1].isupper():
        return False
    return not _FOOTNOTE.match(before)


def _is_heading(text: str) -> bool:
    return bool(_ROMAN.match(text) or _NUMBERED.match(text)) and len(text) <= HEADING


def goal_sections(prose: Sequence[Paragraph]) -> tuple[Section, ...]:
    """In order; empty where no heading speaks of goals."""
    found: list[Section] = []
    inside, chapter, skipped, part, heading = False, False, False, Part.GOALS, ""
    for one in whole_paragraphs(prose):
        text = one.text
        if _ROMAN.match(text) or text.isupper():
            inside = chapter = _speaks_of_goals(text)
            skipped, part, heading = False, Part.GOALS, text if inside else ""
        elif _NUMBERED.match(text) and _is_heading(text) and not text.endswith((".", ";")):
            inside = chapter or _BEGINS.match(plain_words(text)) is not None
            skipped, part = _skipped(text), _part(text)
        elif inside and not skipped and not _FOOTNOTE.match(text) and not _ASIDE.match(text):
            found.append(Section(paragraph=one, part=part, heading=heading))
    return tuple(found)


def _skipped(text: str) -> bool:
    return " quan diem " in f" {plain_words(text)} "


def _part(text: str) -> Part:
    words = f" {plain_words(text)} "
    general = " muc tieu " in words and " cu the " not in words and " khac " not in words
    return Part.GENERAL if general else Part.GOALS


def _speaks_of_goals(text: str) -> bool:
    words = f" {plain_words(text)} ".replace(" muc tieu quoc gia ", " ")
    return (" muc tieu " in words or " chi tieu " in words) and " nhiem vu " not in words
