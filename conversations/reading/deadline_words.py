"""The parts of a phrase that names a deadline: how often, before or until, and which day of what.

Only "sáu" and "sau" need their accents ("tháng sáu" is June, "tháng sau" the next month); without any both are kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from conversations.programme.calendar import DueOperator
from conversations.programme.cycle import LAST_DAY, Cycle
from conversations.reading import limits
from conversations.reading.courtesy import without_courtesy
from conversations.reading.fold import fold, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

Reason: TypeAlias = Literal[
    "unreadable",
    "too_long",
    "impossible",
    "not_every_month",
    "far",
    "lunar",
    "daily",
    "after",
    "vague",
    "day_missing",
    "month_missing",
    "contradiction",
    "several",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoDeadline:
    """Why a text names no deadline. which: the words at fault. instead: what can be written in their place."""

    reason: Reason
    which: str = ""
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfYear:
    """A day (0: the last) of a month. years_on: "năm nay" is 0, "năm sau" 1.

    again: two or four such days a year were named.
    """

    day: int
    month: int
    year: int | None = None
    years_on: int | None = None
    again: Cycle | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfMonth:
    """A day (0: the last) of this month (months_on 0), the next (1), or it is not said which."""

    day: int
    months_on: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfStretch:
    """A day (0: the last) of a month of the quarter or half-year. shift: months from its last one.

    alone: no month was named ("cuối quý"), so this quarter's end may be meant. this: "quý này", "quý sau".
    """

    cycle: Cycle
    day: int
    shift: int
    alone: bool = False
    this: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfWeek:
    """1 is Monday. weeks_on: this week 0, the next 1, or it is not said which."""

    weekday: int
    weeks_on: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """hôm nay, ngày mai."""

    days_on: int


When: TypeAlias = DayOfYear | DayOfMonth | DayOfStretch | DayOfWeek | Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One way to take the words. cycle: None where they do not say how often."""

    operator: DueOperator
    when: When
    cycle: Cycle | None


_REMARK: Final = re.compile(r"\([^()\d]*\)")
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑–—−", "-"))
_LUNAR: Final = re.compile(r"\b(?:am lich|gieng|chap)\b")
_NUMBERS: Final = {
    "mot": 1,
    "nhat": 1,
    "hai": 2,
    "ba": 3,
    "tu": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
    "muoi": 10,
    "muoi mot": 11,
    "muoi hai": 12,
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
}
_SPELLED: Final = re.compile(
    r"\b(thang|thu)\s+(muoi mot|muoi hai|muoi|mot|hai|ba|tu|nam|sau|bay|tam|chin)\b(?!\s*thang)"
    r"|\b(quy)\s+(mot|nhat|hai|ba|tu|iv|i{1,3})\b"
)
_JUNE: Final = re.compile(r"\btháng\s+sáu\b")
_NEXT_MONTH: Final = re.compile(r"\bth[aá]ng\s+sau\b")
_BARE_NEXT: Final = "thang sau"

_OFTEN: Final = re.compile(
    r"(?:\b(?P<of>cuoi|cuoi cung|dau|giua)\s+(?:cua\s+)?)?(?:\bcua\s+)?"
    r"\b(?:dinh ky\s+)?(?:(?:hang|moi|tung)\s+(?P<unit>nam|6 thang|nua nam|quy|thang|tuan|ngay)(?!\s+\d)"
    r"(?:\s+(?:1|mot) lan)?"
    r"|(?P<once>1 nam|nam|6 thang|nua nam|1 quy|quy|1 thang|thang|1 tuan|tuan|ngay)\s*(?:/\s*|\s(?:1|mot)\s+)lan)\b"
)
_CYCLES: Final = {
    "nam": Cycle.YEAR,
    "6 thang": Cycle.HALF_YEAR,
    "nua nam": Cycle.HALF_YEAR,
    "quy": Cycle.QUARTER,
    "thang": Cycle.MONTH,
    "tuan": Cycle.WEEK,
}
_DAILY: Final = "ngay"

_OPERATOR: Final = re.compile(
    r"(?P<words>(?:(?:thoi han|han cuoi|han chot|han|ky han|hoac|phai|can|gui|nop|xong|hoan thanh|bao cao|"
    r"cham nhat|muon nhat|khong qua|khong muon hon|khong cham hon|truoc khi het|truoc va trong|truoc hoac trong|"
    r"truoc|den|toi|het|trong|vao|la|luc|cho)\s+)*)(?P<when>.*)"
)
_BUT_UNTIL: Final = re.compile(r"\btruoc (?:khi het|va trong|hoac trong)\b")
_AFTER: Final = re.compile(r"(?:tu|ke tu|sau|bat dau)\s+(?:ngay\s+)?(?:\d|thang|quy|nam|khi)")

_YEAR: Final = r"(?:\s*(?:(?:,?\s*nam|[/.\-])\s*(?P<year>\d{4}|\d{2})|nam\s+(?P<years>nay|sau|toi)))?"
_OF: Final = r"(?:\s+(?:cua\s+)?)"
_ISO: Final = re.compile(r"(?P<year>\d{4})[/.\-](?P<month>\d{1,2})[/.\-](?P<day>\d{1,2})")
_DAY: Final = re.compile(
    rf"(?:ngay\s+)?(?:mung\s+|mong\s+)?(?P<day>\d{{1,2}}|cuoi(?: cung)?)\s*"
    rf"(?:(?:cua\s+)?thang|[/.\-])\s*(?P<month>\d{{1,2}}){_YEAR}"
)
_AND_DAYS: Final = re.compile(r"\s*(?:,|;|va)\s*(?:(?:truoc|den)\s+)?(?:ngay\s+)?(?=\d)")
_SHORT: Final = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})")
_STRETCH: Final = re.compile(
    r"(?P<end>(?:ngay\s+)?cuoi(?: cung)?\s+(?:cua\s+)?)?"
    r"(?:(?:thang|t)\s*(?P<month>\d{1,2})|quy\s+(?P<quarter>\d)|6 thang (?P<half>dau|cuoi) nam)"
    rf"{_YEAR}(?:\s+(?P<behind>\d{{4}}|nay|sau|toi))?"
)
_MONTH_AND_YEAR: Final = re.compile(r"(?P<month>\d{1,2})\s*[/.\-]\s*(?P<year>\d{4})")
_WHOLE_YEAR: Final = re.compile(
    r"(?P<end>(?:ngay\s+)?cuoi\s+)?nam(?:\s+(?:\d{4}\s*-\s*)?(?P<year>\d{4})|\s+(?P<years>nay|sau|toi))?"
)
_DAY_ALONE: Final = re.compile(
    rf"(?:(?:ngay\s+)?(?:mung\s+|mong\s+)?(?P<day>\d{{1,2}})|(?P<last>(?:ngay\s+)?cuoi(?: cung)?)(?={_OF}?thang))"
    rf"(?:{_OF}?thang(?:\s+(?P<which>nay|do|sau|toi|ke tiep|tiep theo|lien ke))?)?"
)
_THIS_MONTH: Final = re.compile(r"thang (?P<which>nay|sau|toi)")
_DAY_OF_STRETCH: Final = re.compile(
    rf"(?:ngay\s+)?(?:mung\s+|mong\s+)?(?P<day>\d{{1,2}}|cuoi(?: cung)?){_OF}thang\s+"
    rf"(?:(?P<part>dau|giua|cuoi)(?: tien| cung)?|thu (?P<nth>\d)){_OF}?(?P<what>quy|ky|6 thang|nua nam)"
    r"(?:\s+(?P<which>nay|do|sau|toi|ke tiep|tiep theo))?"
)
_END_OF_STRETCH: Final = re.compile(
    r"(?:ngay\s+)?(?:cuoi(?: cung)?\s+(?:cua\s+)?)?(?P<what>quy|ky)(?:\s+(?P<which>nay|sau|toi))?"
)
_WEEKDAY: Final = re.compile(
    r"(?:ngay\s+)?(?:thu\s+(?P<number>[2-7])|t(?P<short>[2-7])|(?P<sunday>chu nhat|cn))"
    r"(?:\s+(?:cua\s+)?tuan(?:\s+(?P<which>nay|do|sau|toi|ke tiep|tiep theo))?)?"
)
_NAMED: Final = {"hom nay": 0, "trong ngay": 0, "mai": 1, "ngay mai": 1, "ngay kia": 2, "mot": 2}
_VAGUE: Final = re.compile(r"\b(?:dau|giua|khoang|du kien|khan truong|kip thoi|som|ngay lap tuc|cuoi tuan)\b")
_NEXT: Final = frozenset({"sau", "toi", "ke tiep", "tiep theo", "lien ke"})
_QUARTER: Final = 3
NO_SUCH_DAY: Final = 100
"""What "ngày 0" is read as."""


def phrases(text: str) -> Iterator[Phrase | NoDeadline]:
    """Every way to take the words, the likelier first; at least one thing comes."""
    if len(text) > limits.DEADLINE:
        yield NoDeadline(reason="too_long")
        return
    plain = _REMARK.sub(" ", without_courtesy(text).translate(_DASHES))
    for said in _spellings(plain):
        if _LUNAR.search(said):
            yield NoDeadline(reason="lunar")
            return
        yield from _taken_apart(said)


def _spellings(text: str) -> Iterator[str]:
    """Folded, with numbers as digits: "tháng sáu" is "thang 6", "thang sau" either."""
    lower = tidy(text).casefold().replace("sáu tháng", "6 tháng")
    june = _JUNE.search(lower) is not None
    said = _SPELLED.sub(_digits, fold(lower if june else _NEXT_MONTH.sub("thang_sau", lower))).replace("_", " ")
    yield said
    if _BARE_NEXT in lower and not june:
        yield said.replace(_BARE_NEXT, "thang 6")


def _digits(found: re.Match[str]) -> str:
    return f"{found[1] or found[3]} {_NUMBERS[found[2] or found[4]]}"


def _taken_apart(said: str) -> Iterator[Phrase | NoDeadline]:
    often = tuple(_OFTEN.finditer(said))
    if len(often) > 1:
        yield NoDeadline(reason="several")
        return
    cycle: Cycle | None = None
    if often:
        unit = (often[0]["unit"] or often[0]["once"]).removeprefix("1 ")
        if unit == _DAILY:
            yield NoDeadline(reason="daily")
            return
        cycle = _CYCLES[unit]
        kept = f"{often[0]['of']} {unit}" if often[0]["of"] else ""
        said = f"{said[: often[0].start()].strip(' ,;:')} {kept} {said[often[0].end() :].strip(' ,;:')}"
    said = " ".join(said.split()).strip(" .,;:")
    if not said or said == "dinh ky":
        yield NoDeadline(reason="day_missing" if cycle is not None else "unreadable")
        return
    if _AFTER.match(said):
        yield NoDeadline(reason="after")
        return
    found = _OPERATOR.fullmatch(f"{said} ")
    words, said = (found["words"], found["when"].strip()) if found is not None else ("", said)
    yield from _with_operator(words, said, cycle)


def _with_operator(words: str, said: str, cycle: Cycle | None) -> Iterator[Phrase | NoDeadline]:
    until = _BUT_UNTIL.search(words) is not None
    before = not until and "truoc" in words.split()
    operators = [DueOperator.BEFORE if before else DueOperator.UNTIL]
    if before and "het" in words.split():
        operators.append(DueOperator.UNTIL)
    for operator in operators:
        when = _when(said, operator, cycle)
        if isinstance(when, NoDeadline):
            yield when
            return
        if isinstance(when, DayOfYear) and when.again is not None and cycle in {None, Cycle.YEAR, when.again}:
            yield Phrase(operator=operator, when=when, cycle=when.again)
        else:
            yield Phrase(operator=operator, when=when, cycle=cycle)


def _when(said: str, operator: DueOperator, cycle: Cycle | None) -> When | NoDeadline:
    if said in _NAMED:
        return Named(days_on=_NAMED[said])
    for read in (_day_of_year, _stretch_of_year, _day_of_stretch, _day_of_week, _several_days):
        if (when := read(said, operator)) is not None:
            return when
    if (when := _day_of_month(said, operator, cycle)) is not None:
        return when
    return NoDeadline(reason="vague" if _VAGUE.search(said) else "unreadable", which="")


def _day_of_year(said: str, _operator: DueOperator) -> When | None:
    """A day with its month."""
    found = _ISO.fullmatch(said)
    if found is not None:
        return DayOfYear(day=int(found["day"]), month=int(found["month"]), year=int(found["year"]))
    found = _DAY.fullmatch(said)
    if found is None:
        return None
    return _dated(found, day=LAST_DAY if found["day"].startswith("cuoi") else _counted(found["day"]))


def _stretch_of_year(said: str, operator: DueOperator) -> When | NoDeadline | None:
    """A month, quarter, half-year or year without a day: its first day behind "trước", else its last one."""
    before = operator is DueOperator.BEFORE
    found = _MONTH_AND_YEAR.fullmatch(said)
    if found is not None:
        return DayOfYear(day=1 if before else LAST_DAY, month=int(found["month"]), year=int(found["year"]))
    found = _WHOLE_YEAR.fullmatch(said)
    if found is not None:
        if before and found["end"]:
            return NoDeadline(reason="vague", which="cuối năm")
        first, last = 1, 12
    else:
        found = _STRETCH.fullmatch(said)
        if found is None:
            return None
        if found["quarter"] and not 1 <= int(found["quarter"]) <= 4:
            return NoDeadline(reason="impossible", which=f"quý {found['quarter']}")
        if before and found["end"] and not found["end"].startswith("ngay"):
            return NoDeadline(reason="vague", which="cuối")
        first, last = _first_and_last(found)
    if before and found["end"]:
        return _dated(found, day=LAST_DAY, month=last)
    return _dated(found, day=1, month=first) if before else _dated(found, day=LAST_DAY, month=last)


def _first_and_last(found: re.Match[str]) -> tuple[int, int]:
    if found["month"]:
        return int(found["month"]), int(found["month"])
    if found["quarter"]:
        return int(found["quarter"]) * 3 - 2, int(found["quarter"]) * 3
    return (1, 6) if found["half"] == "dau" else (7, 12)


def _dated(found: re.Match[str], *, day: int, month: int | None = None) -> DayOfYear:
    groups = found.groupdict()
    behind = groups.get("behind")
    said = groups.get("year") or (behind if behind and behind.isdigit() else None)
    years = groups.get("years") or (behind if behind and not behind.isdigit() else None)
    return DayOfYear(
        day=day,
        month=int(found["month"]) if month is None else month,
        year=None if said is None else int(said) + (2000 if len(said) == 2 else 0),
        years_on=None if years is None else int(years in _NEXT),
    )


def _several_days(said: str, _operator: DueOperator) -> When | NoDeadline | None:
    """The same day in months that are evenly apart: "10/6 và 10/12"."""
    parts = [part.strip() for part in _AND_DAYS.split(said)]
    if len(parts) < 2:
        return None
    dates = [_SHORT.fullmatch(part.removeprefix("ngay ")) for part in parts]
    if any(date is None for date in dates):
        return NoDeadline(reason="several")
    days = {int(date[1]) for date in dates if date is not None}
    months = sorted(int(date[2]) for date in dates if date is not None)
    even = 12 // len(months)
    steps = {later - sooner for sooner, later in pairwise(months)}
    if len(days) > 1 or len(months) not in {2, 4} or steps != {even}:  # every half-year, every quarter
        return NoDeadline(reason="several")
    again = Cycle.HALF_YEAR if len(months) == 2 else Cycle.QUARTER
    return DayOfYear(day=_counted(str(min(days))), month=months[0], again=again)


def _day_of_stretch(said: str, operator: DueOperator) -> When | NoDeadline | None:
    """A day of a month of the quarter ("ngày 20 tháng cuối quý") or of the half-year."""
    found = _DAY_OF_STRETCH.fullmatch(said)
    if found is None:
        return _end_of_stretch(said, operator)
    cycle = Cycle.QUARTER if found["what"] == "quy" else Cycle.HALF_YEAR
    length = cycle.months
    nth = int(found["nth"]) if found["nth"] else {"dau": 1, "giua": 2, "cuoi": length}[found["part"]]
    if nth > length or (found["part"] == "giua" and length != _QUARTER):
        return NoDeadline(reason="vague", which=said)
    day = LAST_DAY if found["day"].startswith("cuoi") else _counted(found["day"])
    return DayOfStretch(cycle=cycle, day=day, shift=nth - length + (length if found["which"] in _NEXT else 0))


def _end_of_stretch(said: str, operator: DueOperator) -> When | NoDeadline | None:
    found = _END_OF_STRETCH.fullmatch(said)
    if found is None:
        return None
    if operator is DueOperator.BEFORE and not said.startswith("ngay"):
        return NoDeadline(reason="vague", which="cuối quý")
    cycle = Cycle.QUARTER if found["what"] == "quy" else Cycle.HALF_YEAR
    shift = cycle.months if found["which"] in _NEXT else 0
    return DayOfStretch(cycle=cycle, day=LAST_DAY, shift=shift, alone=True, this=found["which"] is not None)


def _day_of_week(said: str, _operator: DueOperator) -> When | None:
    found = _WEEKDAY.fullmatch(said)
    if found is None:
        return None
    weekday = 7 if found["sunday"] else int(found["number"] or found["short"]) - 1
    which = found["which"]
    weeks = None if which is None else int(which in _NEXT)
    return DayOfWeek(weekday=weekday, weeks_on=weeks)


def _day_of_month(said: str, operator: DueOperator, cycle: Cycle | None) -> When | NoDeadline | None:
    """A day whose month is not named; a bare figure only where "hằng tháng" stands beside it."""
    before = operator is DueOperator.BEFORE
    this = _THIS_MONTH.fullmatch(said)
    if this is not None:
        return DayOfMonth(day=1 if before else LAST_DAY, months_on=int(this["which"] in _NEXT))
    found = _DAY_ALONE.fullmatch(said)
    if found is None or (said[0].isdigit() and found["which"] is None and cycle is not Cycle.MONTH):
        return None
    if before and found["last"] and not found["last"].startswith("ngay"):
        return NoDeadline(reason="vague", which="cuối tháng")
    which = found["which"]
    on = None if which is None or which == "do" else int(which in _NEXT)
    return DayOfMonth(day=LAST_DAY if found["last"] else _counted(found["day"]), months_on=on)


def _counted(day: str) -> int:
    """The number of a day. A nought would mean the last day further on, so it becomes a day that no month has."""
    return int(day) or NO_SUCH_DAY
