"""Deadlines as documents and people write them: "trước ngày 10/6", "trong quý II/2025", "hằng tháng, trước ngày 25".

"trước" leaves the day itself out; "đến", "chậm nhất", "trong" keep it in time. A month, quarter or year stands for its
first day behind "trước", for its last one otherwise. What can mean two things comes back with both; nothing is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, assert_never

from conversations.programme.calendar import Deadline, DueOperator
from conversations.programme.cycle import LAST_DAY, MONTHS, Cycle, day_of_month
from conversations.reading.dates import NEAR
from conversations.reading.deadline_words import (
    NO_SUCH_DAY,
    DayOfMonth,
    DayOfStretch,
    DayOfWeek,
    DayOfYear,
    Named,
    NoDeadline,
    Phrase,
    phrases,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

__all__ = ["Doubt", "Due", "NoDeadline", "read_deadline"]

_YEARS: Final = range(2000, 2100)
_ANY_COMMON_YEAR: Final = 2023
_LONGEST_MONTH: Final = 31
_SECOND_HALF: Final = 6
_QUARTERLY_SHIFTS: Final = {1: 1, 2: -1, 3: 0}
"""By the first month named: 15/1, 15/4 … close the quarter before, 15/3, 15/6 … their own."""
_EARLIEST_IN_HALF: Final = 4
"""A report on a half-year is due from its fourth month on, else in the months after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """By when, and how often: the fields of a reporting rule that say so."""

    cycle: Cycle
    operator: DueOperator
    day: int
    """Of the month (0: its last one); of a weekly deadline, of the week (1: Monday)."""
    month: int = 0
    """Of what is due once a year or once at all."""
    year: int | None = None
    """Of what is due once."""
    shift: int = 0
    """Months or weeks from the end of the time reported on to the date."""

    def once(self) -> Deadline | None:
        """The date of what is due once; None for the others, or where there is no such day."""
        if self.cycle is not Cycle.ONCE or self.year is None:
            return None
        day = day_of_month(self.year, self.month, self.day)
        return None if day is None else Deadline(operator=self.operator, day=day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Two or more ways to read it, the likelier first."""

    readings: tuple[Due, ...]


def read_deadline(text: str, *, today: date, cycle: Cycle | None = None) -> Due | Doubt | NoDeadline:
    """What a text says about by when and how often. cycle: how often, where that is known from elsewhere."""
    found: list[Due] = []
    wrong: NoDeadline | None = None
    for phrase in phrases(text):
        if isinstance(phrase, NoDeadline):
            wrong = wrong or phrase
            continue
        if cycle is not None and phrase.cycle is not None and phrase.cycle is not cycle:
            wrong = wrong or NoDeadline(reason="contradiction")
            continue
        known = phrase if phrase.cycle is not None else replace(phrase, cycle=cycle)
        for reading in _readings(known, today):
            if isinstance(reading, NoDeadline):
                wrong = wrong or reading
            elif reading not in found:
                found.append(reading)
    if not found:
        return wrong or NoDeadline(reason="unreadable")
    return found[0] if len(found) == 1 else Doubt(readings=tuple(found))


def _readings(phrase: Phrase, today: date) -> Iterator[Due | NoDeadline]:
    match phrase.when:
        case DayOfYear():
            readings = _of_year(phrase, phrase.when, today)
        case DayOfMonth():
            readings = _of_month(phrase, phrase.when, today)
        case DayOfStretch():
            readings = _of_stretch(phrase, phrase.when, today)
        case DayOfWeek():
            readings = _of_week(phrase, phrase.when, today)
        case Named():
            readings = _named(phrase, phrase.when, today)
        case _:
            assert_never(phrase.when)
    for reading in readings:
        yield reading if isinstance(reading, NoDeadline) else _existing(reading)


def _of_year(phrase: Phrase, when: DayOfYear, today: date) -> Iterator[Due | NoDeadline]:
    """A day and a month, perhaps a year."""
    year = when.year if when.year is not None else today.year + when.years_on if when.years_on is not None else None
    due = Due(cycle=Cycle.YEAR, operator=phrase.operator, day=when.day, month=when.month)
    match phrase.cycle:
        case None | Cycle.ONCE if year is not None:
            yield replace(due, cycle=Cycle.ONCE, year=year)
        case None:
            yield due
            if isinstance(_existing(due), Due):
                yield from _coming(due, today)
        case Cycle.ONCE:
            yield from _coming(due, today)
        case Cycle.YEAR if when.year is None:
            yield replace(due, shift=when.years_on or 0)
        case Cycle.HALF_YEAR if year is None:
            yield _half_yearly(due)
            if when.again is None:
                yield due
        case Cycle.QUARTER if year is None and when.again is not None:
            yield replace(due, cycle=Cycle.QUARTER, month=0, shift=_QUARTERLY_SHIFTS[when.month])
        case _:
            yield NoDeadline(reason="contradiction")


def _half_yearly(due: Due) -> Due:
    month = due.month if due.month <= _SECOND_HALF else due.month - _SECOND_HALF
    shift = month - _SECOND_HALF if month >= _EARLIEST_IN_HALF else month
    return replace(due, cycle=Cycle.HALF_YEAR, month=0, shift=shift)


def _coming(due: Due, today: date) -> Iterator[Due | NoDeadline]:
    """A day without its year, owed once: the next one, if it is near; else also the one that has passed."""
    dated = [(year, _in_year(due, year)) for year in range(today.year - 1, today.year + 3)]
    days = [(year, deadline.last_good_day) for year, deadline in dated if deadline is not None]
    past = max((day for day in days if day[1] < today), default=None, key=lambda day: day[1])
    future = min((day for day in days if day[1] >= today), default=None, key=lambda day: day[1])
    if future is None:
        yield _impossible(due)
        return
    year_end = due.month == MONTHS and due.day == LAST_DAY  # "cuối năm" is always this year's
    if past is not None and not year_end and today - past[1] <= NEAR < future[1] - today:
        yield replace(due, cycle=Cycle.ONCE, year=past[0])
    yield replace(due, cycle=Cycle.ONCE, year=future[0])


def _in_year(due: Due, year: int) -> Deadline | None:
    return replace(due, cycle=Cycle.ONCE, year=year).once() if 1 <= due.month <= MONTHS else None


def _of_month(phrase: Phrase, when: DayOfMonth, today: date) -> Iterator[Due | NoDeadline]:
    """A day of a month that is not named: this month's, the next one's, or every month's."""
    due = Due(cycle=Cycle.MONTH, operator=phrase.operator, day=when.day, shift=when.months_on or 0)
    if phrase.cycle is Cycle.MONTH or (phrase.cycle is None and when.months_on != 0):
        yield due
    if phrase.cycle in {None, Cycle.ONCE}:
        yield from _once_in_month(phrase, when, today)
    elif phrase.cycle is not Cycle.MONTH:
        yield NoDeadline(reason="month_missing")


def _once_in_month(phrase: Phrase, when: DayOfMonth, today: date) -> Iterator[Due | NoDeadline]:
    months = (when.months_on,) if when.months_on is not None else (0, 1, 2)
    for on in months:
        year, month = _month_after(today, on)
        due = Due(cycle=Cycle.ONCE, operator=phrase.operator, day=when.day, month=month, year=year)
        deadline = due.once()
        if deadline is None and when.months_on is not None:
            yield _impossible(due)
            return
        if deadline is not None and (when.months_on is not None or deadline.last_good_day >= today):
            yield due
            return
    yield NoDeadline(reason="impossible", which=f"ngày {0 if when.day == NO_SUCH_DAY else when.day}")


def _of_stretch(phrase: Phrase, when: DayOfStretch, today: date) -> Iterator[Due | NoDeadline]:
    """A day of the first, last … month of the quarter or half-year."""
    if phrase.cycle is when.cycle or (phrase.cycle is None and not when.this):
        yield Due(cycle=when.cycle, operator=phrase.operator, day=when.day, shift=when.shift)
    elif phrase.cycle not in {None, Cycle.ONCE}:
        yield NoDeadline(reason="contradiction")
    if phrase.cycle is Cycle.ONCE or (phrase.cycle is None and when.alone):
        length = when.cycle.months
        last = (today.month - 1) // length * length + length
        year, month = _month_after(today, last - today.month + when.shift)
        yield Due(cycle=Cycle.ONCE, operator=phrase.operator, day=when.day, month=month, year=year)


def _of_week(phrase: Phrase, when: DayOfWeek, today: date) -> Iterator[Due | NoDeadline]:
    due = Due(cycle=Cycle.WEEK, operator=phrase.operator, day=when.weekday, shift=when.weeks_on or 0)
    if phrase.cycle is Cycle.WEEK or (phrase.cycle is None and when.weeks_on != 0):
        yield due
    if phrase.cycle in {None, Cycle.ONCE}:
        day = today + timedelta(days=when.weekday - today.isoweekday() + 7 * (when.weeks_on or 0))
        if when.weeks_on is None and Deadline(operator=phrase.operator, day=day).last_good_day < today:
            day += timedelta(days=7)
        yield _on(day, phrase.operator)
    elif phrase.cycle is not Cycle.WEEK:
        yield NoDeadline(reason="contradiction")


def _named(phrase: Phrase, when: Named, today: date) -> Iterator[Due | NoDeadline]:
    """hôm nay, ngày mai."""
    if phrase.cycle in {None, Cycle.ONCE}:
        yield _on(today + timedelta(days=when.days_on), phrase.operator)
    else:
        yield NoDeadline(reason="contradiction")


def _on(day: date, operator: DueOperator) -> Due:
    return Due(cycle=Cycle.ONCE, operator=operator, day=day.day, month=day.month, year=day.year)


def _month_after(today: date, on: int) -> tuple[int, int]:
    years, month = divmod(today.month - 1 + on, MONTHS)
    return today.year + years, month + 1


def _existing(due: Due) -> Due | NoDeadline:
    """The same, if the calendar has such a day, every time."""
    if due.year is not None and due.year not in _YEARS:
        return NoDeadline(reason="far", which=str(due.year))
    if due.cycle is Cycle.WEEK:
        return due
    months = tuple(_months(due))
    if any(not 1 <= month <= MONTHS for month in months):
        return NoDeadline(reason="impossible", which=f"tháng {due.month}")
    days = [day_of_month(due.year or _ANY_COMMON_YEAR, month, due.day) for month in months]
    if None in days:
        return _impossible(due)
    return replace(due, day=days[0].day) if due.cycle is Cycle.ONCE and days[0] is not None else due


def _months(due: Due) -> Iterable[int]:
    """The months in which it can fall."""
    if due.cycle in {Cycle.ONCE, Cycle.YEAR}:
        return (due.month,)
    ends = range(due.cycle.months, MONTHS + 1, due.cycle.months)
    return ((end + due.shift - 1) % MONTHS + 1 for end in ends)


def _impossible(due: Due) -> NoDeadline:
    """The day that does not exist, and what may have been meant."""
    day = 0 if due.day == NO_SUCH_DAY else due.day
    if due.cycle in {Cycle.ONCE, Cycle.YEAR}:
        ending = f"/{due.month}/{due.year}" if due.year is not None else f"/{due.month}"
        last = day_of_month(due.year or _ANY_COMMON_YEAR, due.month, LAST_DAY)
        instead = (f"{last.day}{ending}",) if last is not None and day > last.day else ()
        return NoDeadline(reason="impossible", which=f"{day}{ending}", instead=instead)
    if not 1 <= day <= _LONGEST_MONTH:
        return NoDeadline(reason="impossible", which=f"ngày {day}")
    ends = {Cycle.MONTH: "cuối tháng", Cycle.QUARTER: "cuối quý", Cycle.HALF_YEAR: "ngày cuối tháng cuối kỳ"}
    instead = (ends[due.cycle],) if due.cycle is Cycle.MONTH or due.shift == 0 else ()
    return NoDeadline(reason="not_every_month", which=f"ngày {day}", instead=instead)
