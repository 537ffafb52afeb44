"""Whether a text names a signed document: by its number and by its date, in whatever order people write them."""

from __future__ import annotations

import re
from typing import Final

from conversations.reading.fold import fold

_DATED: Final = re.compile(
    r"\b(?:(?P<day>\d{1,2})\s*(?:[/.\-]|thang)\s*(?P<month>\d{1,2})(?:\s*(?:[/.\-]|nam)\s*(?:\d{4}|\d{2}))?"
    r"|ngay\s+(?P<alone>\d{1,2})|hom\s+(?:nay|qua|kia))(?![\d/])"
)
_LAST_DAY: Final = 31
_LAST_MONTH: Final = 12


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
