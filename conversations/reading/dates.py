"""Dates as people type them: "31/5", "31/5/2023", "ngày 7/6", "hôm qua", "cuối tháng 5". A year left out is the
latest past one.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from conversations.reading import limits
from conversations.reading.fold import fold

_DAY = re.compile(r"(?:.*\bngay )?(\d{1,2})(?: thang |[/.\-])(\d{1,2})(?:(?: nam |[/.\-])(\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MONTH = re.compile(r"(?:het |cuoi |den het )?thang (\d{1,2})(?:(?: nam |/)(\d{4}))?")
_CENTURY = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The day that was meant."""

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NotADay:
    """reason: "impossible" (31/4), "unreadable"."""

    reason: Literal["impossible", "unreadable"]


DateReading = Day | NotADay


def read_date(text: str, *, today: date) -> DateReading:
    """The day a text means. Without a year it is the latest such day that is not after today."""
    said = fold(text)
    if len(text) > limits.DATE:
        return NotADay(reason="unreadable")
    if said in {"hom nay", "nay", "bay gio"}:
        return Day(day=today)
    if said == "hom qua":
        return Day(day=today - timedelta(days=1))
    if iso := _ISO.fullmatch(said):
        return _of(int(iso[1]), int(iso[2]), int(iso[3]))
    if month := _MONTH.fullmatch(said):
        return _end_of(int(month[1]), int(month[2]) if month[2] else None, today)
    if found := _DAY.fullmatch(said):
        return _with_year(int(found[1]), int(found[2]), found[3], today)
    return NotADay(reason="unreadable")


def _with_year(day: int, month: int, year: str | None, today: date) -> DateReading:
    if year:
        return _of(int(year) + (_CENTURY if len(year) < len("2000") else 0), month, day)
    this_year = _of(today.year, month, day)
    if isinstance(this_year, Day) and this_year.day <= today:
        return this_year
    last_year = _of(today.year - 1, month, day)
    return last_year if isinstance(last_year, Day) else this_year


def _end_of(month: int, year: int | None, today: date) -> DateReading:
    if not 1 <= month <= 12:
        return NotADay(reason="impossible")
    last = date(year or today.year, month, calendar.monthrange(year or today.year, month)[1])
    if year is None and last > today:
        last = date(today.year - 1, month, calendar.monthrange(today.year - 1, month)[1])
    return Day(day=last)


def _of(year: int, month: int, day: int) -> DateReading:
    try:
        return Day(day=date(year, month, day))
    except ValueError:
        return NotADay(reason="impossible")
