"""Dates as people type them: "31/5", "31/5/2023", "ngày 7/6", "hôm qua", "cuối tháng 5", "quý I/2023".

The day comes first, always. A year left out is the nearest one, if it is near; otherwise both years come back.
The future is never guessed. A month, quarter or year alone stands for its last day.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from conversations.reading import limits
from conversations.reading.courtesy import without_courtesy
from conversations.reading.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    Build: TypeAlias = Callable[[int], "date | None"]

NEAR: Final = timedelta(days=183)
"""Half a year: a day nearer than that is nearer than the same day of any other year."""

_YEARS: Final = range(2000, 2100)
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑–—−", "-"))
_BEFORE: Final = re.compile(r"(?:(?:tinh|so lieu|so|den|toi|vao|tu|cua|trong|la|luc|het|chot)\s+)+(?=\S)")
_LUNAR: Final = re.compile(r"\b(?:am lich|gieng|chap|am)\b")

_YEAR: Final = r"(?:\s*(?:nam|[/.\-])\s*(\d{4}|\d{2}))?"
_ISO: Final = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})")
_DAY: Final = re.compile(rf"(?:ngay\s+)?(?:mung\s+|mong\s+)?(\d{{1,2}})\s*(?:thang|[/.\-])\s*(\d{{1,2}}){_YEAR}")
_DAY_ALONE: Final = re.compile(r"(?:ngay|mung|mong)\s+(?:mung\s+|mong\s+)?(\d{1,2})(?:\s+thang\s+(nay|truoc))?")
_PART: Final = r"(?:(dau|giua|cuoi)\s+)?"
_MONTH: Final = re.compile(rf"{_PART}(?:thang|t)\s*(\d{{1,2}}){_YEAR}")
_MONTH_AND_YEAR: Final = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{4})")
_THIS_MONTH: Final = re.compile(rf"{_PART}thang\s+(nay|truoc)")
_QUARTER: Final = re.compile(rf"(?:cuoi\s+)?quy\s+([1-4]|iv|i{{1,3}}){_YEAR}")
_WHOLE_YEAR: Final = re.compile(r"(?:cuoi\s+)?nam\s+(\d{4}|nay|truoc|ngoai)")
_HALF_YEAR: Final = re.compile(r"6\s+thang\s+dau\s+nam(?:\s+(\d{4}))?")
_QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_RELATIVE: Final = {
    "hom nay": 0,
    "nay": 0,
    "bay gio": 0,
    "hien nay": 0,
    "hom qua": -1,
    "hom kia": -2,
    "mai": 1,
    "ngay mai": 1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The day that was meant; after today only where the year was typed. rough: a month or more was said, no day."""

    day: date
    rough: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoDays:
    """The year is unclear: the last such day, and the next one."""

    first: date
    second: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NotADay:
    """reason: "impossible" (31/4), "far" (another century), "lunar" (âm lịch), "unreadable"."""

    reason: Literal["impossible", "far", "lunar", "unreadable"]


DateReading: TypeAlias = Day | TwoDays | NotADay


def read_date(text: str, *, today: date, ahead: bool = False) -> DateReading:
    """The day a text means. ahead: a coming day is asked for, so a year left out is the next one and not the last."""
    if len(text) > limits.DATE:
        return NotADay(reason="unreadable")
    said = fold(without_courtesy(text).translate(_DASHES))
    bare = _BEFORE.sub("", said, count=1) if _BEFORE.match(said) else said
    for form in dict.fromkeys((said, bare)):
        if form in _RELATIVE:
            return Day(day=today + timedelta(days=_RELATIVE[form]))
    if _LUNAR.search(said):
        return NotADay(reason="lunar")
    return _dated(bare, today, ahead=ahead) or _rough(bare, today, ahead=ahead) or NotADay(reason="unreadable")


def _dated(said: str, today: date, *, ahead: bool) -> DateReading | None:
    """A text with a day in it."""
    if iso := _ISO.fullmatch(said):
        month, day = int(iso[2]), int(iso[3])
        return _in_year(int(iso[1]), lambda year: _day(year, month, day))
    if found := _DAY.fullmatch(said):
        month, day = int(found[2]), int(found[1])
        return _with_year(found[3], lambda year: _day(year, month, day), today, ahead=ahead)
    if alone := _DAY_ALONE.fullmatch(said):
        return _in_month(int(alone[1]), alone[2], today, ahead=ahead)
    return None


def _rough(said: str, today: date, *, ahead: bool) -> DateReading | None:
    """A text without a day: the last one of the month, quarter or year."""
    if found := _MONTH.fullmatch(said):
        part, number = found[1], int(found[2])
        return _roughly(found[3], lambda year: _in_part(year, number, part), today, ahead=ahead)
    if found := _MONTH_AND_YEAR.fullmatch(said):
        number = int(found[1])
        return _roughly(found[2], lambda year: _in_part(year, number, None), today, ahead=ahead)
    if found := _THIS_MONTH.fullmatch(said):
        month = today if found[2] == "nay" else today.replace(day=1) - timedelta(days=1)
        day = _in_part(month.year, month.month, found[1])
        return Day(day=day, rough=True) if day is not None else None
    if found := _QUARTER.fullmatch(said):
        quarter = _QUARTERS.get(found[1]) or int(found[1])
        return _roughly(found[2], lambda year: _in_part(year, quarter * 3, None), today, ahead=ahead)
    if found := _HALF_YEAR.fullmatch(said):
        return _roughly(found[1], lambda year: _day(year, 6, 30), today, ahead=ahead)
    if found := _WHOLE_YEAR.fullmatch(said):
        year = {"nay": today.year, "truoc": today.year - 1, "ngoai": today.year - 1}.get(found[1]) or int(found[1])
        return _roughly(str(year), lambda year: _day(year, 12, 31), today, ahead=ahead)
    return None


def _roughly(year: str | None, build: Build, today: date, *, ahead: bool) -> DateReading:
    reading = _with_year(year, build, today, ahead=ahead)
    return Day(day=reading.day, rough=True) if isinstance(reading, Day) else reading


def _with_year(year: str | None, build: Build, today: date, *, ahead: bool) -> DateReading:
    if year:
        return _in_year(int(year) + (_YEARS.start if len(year) == 2 else 0), build)
    return _nearest([build(today.year + more) for more in (-1, 0, 1)], today, ahead=ahead)


def _in_year(year: int, build: Build) -> DateReading:
    if year not in _YEARS:
        return NotADay(reason="far")
    day = build(year)
    return Day(day=day) if day is not None else NotADay(reason="impossible")


def _in_month(day: int, which: str | None, today: date, *, ahead: bool) -> DateReading:
    """A day without its month: this month's or the last one's where that was said, else one of them if it is near."""
    last = today.replace(day=1) - timedelta(days=1)
    coming = today.replace(day=28) + timedelta(days=4)
    months = {"nay": (today,), "truoc": (last,)}.get(which or "", (last, today, coming))
    days = [_day(month.year, month.month, day) for month in months]
    if which:
        return Day(day=days[0]) if days[0] is not None else NotADay(reason="impossible")
    past = max((one for one in days if one is not None and one <= today), default=None)
    if not ahead and past is not None and past.month == today.month:
        return Day(day=past)
    future = min((one for one in days if one is not None and one > today), default=None)
    if ahead and future is not None and future.month == today.month:
        return Day(day=future)
    if past is None or future is None:
        return NotADay(reason="impossible")
    return TwoDays(first=past, second=future)


def _nearest(days: list[date | None], today: date, *, ahead: bool) -> DateReading:
    past = max((day for day in days if day is not None and day <= today), default=None)
    future = min((day for day in days if day is not None and day > today), default=None)
    if past is None and future is None:
        return NotADay(reason="impossible")
    if past is not None and not ahead and today - past <= NEAR:
        return Day(day=past)
    if future is not None and ahead and future - today <= NEAR:
        return Day(day=future)
    if past is None or future is None:
        return NotADay(reason="unreadable")  # 29/2 far from a leap year: the year must be typed
    return TwoDays(first=past, second=future)


def _in_part(year: int, month: int, part: str | None) -> date | None:
    match part:
        case "dau":
            return _day(year, month, 1)
        case "giua":
            return _day(year, month, 15)
        case _:
            return _day(year, month, calendar.monthrange(year, month)[1]) if 1 <= month <= 12 else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
