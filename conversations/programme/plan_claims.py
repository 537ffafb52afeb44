"""Figures that the running text states about the plan: what the notes and the prose count, to be counted again.

Each claim keeps its words and its place, so that a disagreement can be shown beside them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from conversations.programme.plan_names import capitalised
from conversations.programme.plan_targets import Standard, standard_named
from conversations.programme.table import Place
from conversations.reading.fold import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from conversations.programme.table import Paragraph

_YEAR_COUNT = re.compile(r"năm\s+(20\d{2})\s*[:\-–]\s*(?:là\s+|có\s+)?(\d{1,4})\s+tiêu chí", re.IGNORECASE)
_SHARE = re.compile(r"(\d{1,4})\s*/\s*(\d{1,4})\s+xã\s+(đạt[^.;,]*)", re.IGNORECASE)
_NAMED = re.compile(
    r"(\d{1,4})\s+xã\s*\(([^()]{3,400})\)\s*,?\s*((?:được\s+công\s+nhận\s+)?đạt[^.;]*?)"
    r"(?=,?\s*(?:và\s+)?\d{1,4}\s+xã|[.;]|$)",
    re.IGNORECASE,
)
_BY_YEAR = re.compile(r"(?:hết|cuối|đến)\s+năm\s+(20\d{2})", re.IGNORECASE)
_IN_YEAR = re.compile(r"\bnăm\s+(20\d{2})", re.IGNORECASE)
_GAIN = re.compile(
    r"h[àằ]ng\s+năm\s+(?:tăng|đạt|phấn đấu tăng|phấn đấu đạt)(?:\s+thêm)?(?:\s+(?:từ|ít nhất))?\s+(\d{1,2})\s+tiêu chí"
    r"|mỗi\s+năm\s+(?:tăng|đạt)(?:\s+thêm)?(?:\s+(?:từ|ít nhất))?\s+(\d{1,2})\s+tiêu chí",
    re.IGNORECASE,
)
_AVERAGE = re.compile(
    r"bình quân[^.;\d]{0,60}(\d{1,3}(?:[.,]\d{1,4})?)\s+tiêu chí\s*(?:/|trên|mỗi)\s*(?:1\s+)?xã", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCount:
    """So many criteria are to be met in that year, over all communes: "Năm 2022: 29 tiêu chí"."""

    year: int
    count: int
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many communes of all reach a standard: "đến hết năm 2025, có 16/16 xã đạt chuẩn nông thôn mới"."""

    count: int
    of: int
    standard: Standard
    by_year: int
    quote: str = field(compare=False)
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedCommunes:
    """A count, names, and what they reach by when: "đến hết năm 2024, có 02 xã (Đại Sơn, Phúc Sen) đạt …"."""

    count: int
    names: tuple[str, ...]
    standards: tuple[tuple[Standard, int], ...]
    """Standard and the year by whose end it is reached."""
    quote: str = field(compare=False)
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyGain:
    """What each commune gains every year: "Các xã phấn đấu hàng năm tăng 01 tiêu chí trở lên"."""

    at_least: int
    quote: str = field(compare=False)
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AverageClaim:
    """The average in running text: "bình quân đạt 11,4 tiêu chí/xã"."""

    value: Decimal
    place: Place = field(compare=False)


Claim = YearCount | Share | NamedCommunes | YearlyGain | AverageClaim


def read_claims(prose: Iterable[Paragraph]) -> tuple[Claim, ...]:
    """Every such claim in the order of the text; the same claim made twice counts once, at its first place."""
    claims: dict[Claim, None] = {}
    for paragraph in prose:
        for claim in _claims(paragraph):
            claims.setdefault(claim)
    return tuple(claims)


def _claims(paragraph: Paragraph) -> Iterator[Claim]:
    text, place = paragraph.text, paragraph.place
    for found in _YEAR_COUNT.finditer(text):
        yield YearCount(year=int(found[1]), count=int(found[2]), place=place)
    for found in _SHARE.finditer(text):
        year, standard = _last_year(text[: found.start()]), standard_named(found[3])
        if year is not None and standard is not None:
            yield Share(
                count=int(found[1]), of=int(found[2]), standard=standard, by_year=year, quote=found[0], place=place
            )
    for found in _NAMED.finditer(text):
        standards = tuple(_standards(found[3], _last_year(text[: found.start()])))
        names = tuple(name for part in re.split(r",|;|\bvà\b", found[2]) if (name := _name(part)))
        if standards and names:
            yield NamedCommunes(
                count=int(found[1]), names=names, standards=standards, quote=found[0].strip(), place=place
            )
    for found in _GAIN.finditer(text):
        yield YearlyGain(at_least=int(found[1] or found[2]), quote=found[0], place=place)
    for found in _AVERAGE.finditer(text):
        yield AverageClaim(value=Decimal(found[1].replace(",", ".")), place=place)


def _last_year(before: str) -> int | None:
    """The year named last before a claim ("Phấn đấu đến hết năm 2025, có …")."""
    years = _BY_YEAR.findall(before) or _IN_YEAR.findall(before)
    return int(years[-1]) if years else None


def _standards(said: str, by_year: int | None) -> Iterator[tuple[Standard, int]]:
    """The standards of "đạt nâng cao và đạt kiểu mẫu năm 2025": each with its own year, or the one before the claim."""
    for part in re.split(r"\bvà\b|,", said):
        standard = standard_named(part)
        own = _IN_YEAR.search(part)
        year = int(own[1]) if own else by_year
        if standard is not None and year is not None:
            yield standard, year


def _name(part: str) -> str:
    """The commune's name in one part of a list of names."""
    words = part.strip().removeprefix("xã ").removeprefix("Xã ").removeprefix("các xã ")
    return capitalised(words) if plain_words(words) else ""
