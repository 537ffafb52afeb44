"""A signed document in a text: its number and its date, in whatever order people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from conversations.reading.fold import fold, tidy

_DATED: Final = re.compile(
    r"\b(?:(?P<day>\d{1,2})\s*(?:[/.\-]|thang)\s*(?P<month>\d{1,2})(?:\s*(?:[/.\-]|nam)\s*(?:\d{4}|\d{2}))?"
    r"|ngay\s+(?P<alone>\d{1,2})|hom\s+(?:nay|qua|kia))(?![\d/])"
)
_LAST_DAY: Final = 31
_LAST_MONTH: Final = 12
_FULL_YEAR: Final = 4
"""Digits."""


def names_a_paper(text: str) -> bool:
    """A date and, besides it, a number: "12/BC-UBND ngày 8/6/2023", "8/6 số 12"."""
    said = fold(text)
    return any(
        _possible(found) and any(char.isdigit() for char in said[: found.start()] + said[found.end() :])
        for found in _DATED.finditer(said)
    )


def _possible(found: re.Match[str]) -> bool:
    day, month = found["day"] or found["alone"], found["month"]
    return (day is None or 0 < int(day) <= _LAST_DAY) and (month is None or 0 < int(month) <= _LAST_MONTH)


_DAY: Final = re.compile(
    r"(?P<said>\bngày\s+)?(?<![\d/.-])(?P<day>\d{1,2})\s*(?:[/.\-]|tháng)\s*(?P<month>\d{1,2})"
    r"(?:\s*(?:[/.\-]|năm)\s*(?P<year>\d{4}|\d{2}))?(?![\d/])",
    re.IGNORECASE,
)
_AROUND: Final = re.compile(
    r"^(?:(?:theo|văn bản|quyết định|tờ trình|thông báo|công văn|số|ngày)\b[\s:]*)+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPaper:
    """A signed document. number: as typed, "512/QĐ-UBND"."""

    number: str
    day: date


def read_paper(text: str, *, today: date) -> NamedPaper | None:
    """Number and day of "Quyết định số 512/QĐ-UBND ngày 5/12/2024"; a year left out is the latest one that is not
    ahead. None: one of both is missing, or the day is none, or lies ahead.
    """
    said = tidy(text)
    found = list(_DAY.finditer(said))
    dated = next((one for one in found if one["said"]), found[-1] if found else None)
    if dated is None:
        return None
    number = _AROUND.sub("", f"{said[: dated.start()]} {said[dated.end() :]}".strip(" ,;.")).strip(" ,;.")
    number = re.sub(r"\s*,?\s*ngày$", "", number, flags=re.IGNORECASE).strip(" ,;.")
    day = _day(dated, today)
    if day is None or day > today or not any(char.isdigit() for char in number):
        return None
    return NamedPaper(number=number, day=day)


def _day(found: re.Match[str], today: date) -> date | None:
    year = found["year"]
    years = (today.year, today.year - 1) if year is None else (int(year) + (2000 if len(year) < _FULL_YEAR else 0),)
    for one in years:
        try:
            day = date(one, int(found["month"]), int(found["day"]))
        except ValueError:
            continue
        if day <= today:
            return day
    return None
