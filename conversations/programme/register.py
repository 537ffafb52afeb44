"""Registers (sổ ghi): what is counted beside the criteria, each entry with its value, day, words and evidence.

A kind of register is data. Its entries are things (they exist until they end), events (they add up) or the newest word
on something (how many of all). What a unit has is the sum of its own entries and of those of all units below it, in
whole numbers: đồng, pieces, thousandths of a kilometre.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from conversations.programme.unit import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from conversations.programme.ids import EntryId, PersonId, UnitId
    from conversations.programme.unit import Unit

THOUSANDTHS: Final = 1_000
"""An amount with decimals is kept as so many parts of one."""
MOST_PHOTOS: Final = 10
"""Photos of one entry; as many as an album has."""


class Counting(StrEnum):
    """What becomes of several entries."""

    THING = "thing"
    """Exists from its day until it ends."""
    EVENT = "event"
    """Happened on its day; those of a stretch of time add up."""
    NEWEST = "newest"
    """Only the newest entry of each unit counts."""


class Measured(StrEnum):
    """What an entry's amount is."""

    MONEY = "money"
    """Đồng."""
    COUNT = "count"
    """A whole number."""
    QUANTITY = "quantity"
    """A number with decimals, in thousandths."""
    SHARE = "share"
    """So many of a whole."""
    YEAR = "year"
    """The year that the entry is for; the entry itself counts one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubKind:
    """A sort of entries within a kind, with a measure of its own. id "": the only one of a kind without sorts."""

    id: str
    name: str
    measured: Measured
    unit: str
    """The unit of measure, or what is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterKind:
    """One register. source: the sentence that asks for it, and whose it is."""

    id: str
    name: str
    counting: Counting
    levels: frozenset[Level]
    """Units of which levels keep it."""
    asks: str
    """What is asked beside the amount: "Ai đỡ đầu?"."""
    paper: str
    """What document is asked for; "" none."""
    subs: tuple[SubKind, ...]
    source: str
    paper_needed: bool = False
    """Nothing is recorded without the document."""
    of: str = ""
    """The kind from which it takes away, sort by sort: what was given, of what is settled."""
    rest: str = ""
    """What is then left of that kind: "Chưa quyết toán"."""
    debts_first: bool = False
    """Whoever records one is told what their unit still owes for works."""

    def takes_paper(self, text: str) -> bool:
        """Whether that is enough of a document: where one is needed, it has a number."""
        return not self.paper_needed or any(letter.isdecimal() for letter in text)

    def sub(self, name: str) -> SubKind | None:
        """The sort of that id."""
        return next((one for one in self.subs if one.id == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What an entry says. amount, whole: as `Measured` says; whole: of a share."""

    sub: str
    amount: int
    day: date
    text: str
    whole: int | None = None
    paper: str = ""


class EntryAct(StrEnum):
    """What happens to an entry."""

    RECORD = "record"
    CORRECT = "correct"
    END = "end"
    """The thing is no more from a day on."""
    STRIKE = "strike"
    """Recorded by mistake: it never was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryStep:
    """One thing that happened to an entry, with all that it says after it. number: from 1."""

    number: int
    act: EntryAct
    said: Said
    ended_on: date | None
    """The first day on which the thing is no more."""
    by: PersonId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry as it was known at some moment. photos: so many are stored."""

    id: EntryId
    unit: Unit
    kind: str
    last: EntryStep
    recorded_at: datetime
    photos: int = 0

    @property
    def said(self) -> Said:
        """What it says now."""
        return self.last.said

    @property
    def struck(self) -> bool:
        """Whether it was recorded by mistake."""
        return self.last.act is EntryAct.STRIKE

    @property
    def ended(self) -> bool:
        """Whether the thing is no more, or will be."""
        return self.last.ended_on is not None

    def there(self, day: date) -> bool:
        """Whether it counts on that day."""
        if self.struck or self.said.day > day:
            return False
        return self.last.ended_on is None or self.last.ended_on > day


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """What entries of one sort come to. year: of those that are for a year. entries: how many there are."""

    sub: SubKind
    year: int | None
    entries: int
    amount: int
    whole: int | None = None


def sums(kind: RegisterKind, entries: Iterable[Entry], *, day: date, since: date | None = None) -> tuple[Sum, ...]:
    """What counts on the day, by sort, in the kind's order; nothing of what there is none. since: events from that day
    on, None: from the beginning.
    """
    found: dict[tuple[int, int | None], Sum] = {}
    for entry in counted(kind, entries, day=day, since=since):
        sub = kind.sub(entry.said.sub)
        if sub is None:
            continue
        year = entry.said.amount if sub.measured is Measured.YEAR else None
        place = (kind.subs.index(sub), year)
        known = found.get(place)
        amount = 1 if year is not None else entry.said.amount
        whole = entry.said.whole
        found[place] = Sum(
            sub=sub,
            year=year,
            entries=1 + (0 if known is None else known.entries),
            amount=amount + (0 if known is None else known.amount),
            whole=whole if known is None or known.whole is None or whole is None else known.whole + whole,
        )
    return tuple(found[place] for place in sorted(found, key=lambda place: (place[0], place[1] or 0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """What is left of a register when another took away from it. of: the other; below nought: more than there was."""

    of: RegisterKind
    sums: tuple[Sum, ...]


def rests(
    kind: RegisterKind, kinds: Iterable[RegisterKind], entries: Iterable[Entry], *, day: date
) -> tuple[Rest, ...]:
    """For each kind that takes away from this one, what is left of each sort; nothing where nothing was given or taken.

    entries: of all of them.
    """
    listed = tuple(entries)
    given = {one.sub.id: one for one in sums(kind, listed, day=day)}
    found: list[Rest] = []
    for other in kinds:
        if other.of != kind.id:
            continue
        taken = {one.sub.id: one for one in sums(other, listed, day=day)}
        left = tuple(
            Sum(
                sub=sub,
                year=None,
                entries=0,
                amount=_amount(given.get(sub.id)) - _amount(taken.get(sub.id)),
            )
            for sub in kind.subs
            if sub.id in given or sub.id in taken
        )
        if left:
            found.append(Rest(of=other, sums=left))
    return tuple(found)


def _amount(found: Sum | None) -> int:
    return 0 if found is None else found.amount


def counted(kind: RegisterKind, entries: Iterable[Entry], *, day: date, since: date | None = None) -> tuple[Entry, ...]:
    """The entries that count on the day."""
    there = [one for one in entries if one.kind == kind.id and one.there(day)]
    match kind.counting:
        case Counting.THING:
            return tuple(there)
        case Counting.EVENT:
            return tuple(one for one in there if since is None or since <= one.said.day)
        case Counting.NEWEST:
            newest: dict[tuple[UnitId, str], Entry] = {}
            for one in sorted(there, key=lambda one: (one.said.day, one.id)):
                newest[one.unit.id, one.said.sub] = one
            return tuple(newest.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What a document wants each unit of a level to have. least, most: in the measure of the kind; of a share, percent.

    sub "": of all sorts together, which then have one measure.
    """

    kind: str
    sub: str
    level: Level
    least: int
    most: int | None
    by: date | None
    own: bool
    """Only what the unit itself has recorded is meant, not what is below it."""
    quote: str
    source: str
    under_floor: str = ""
    """The sentence that asks it of communes under the floor above all; "" none does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Towards:
    """How far a unit is towards an expectation. whole: of a share."""

    expectation: Expectation
    sub: SubKind
    reached: int
    whole: int | None = None

    @property
    def met(self) -> bool:
        """Whether there is enough; of a share compared by its parts."""
        if self.sub.measured is Measured.SHARE:
            return bool(self.whole) and self.reached * 100 >= self.expectation.least * (self.whole or 0)
        return self.reached >= self.expectation.least


def towards(
    kind: RegisterKind, entries: Iterable[Entry], expectations: Iterable[Expectation], unit: Unit, *, day: date
) -> tuple[Towards, ...]:
    """Every expectation of a unit of that level, with what its entries come to on the day."""
    listed, told = tuple(entries), []
    for one in expectations:
        sub = kind.sub(one.sub) if one.sub else kind.subs[0]
        if one.kind != kind.id or one.level is not unit.kind.level or sub is None:
            continue
        meant = [entry for entry in listed if entry.unit.id == unit.id] if one.own else listed
        parts = [part for part in sums(kind, meant, day=day) if not one.sub or part.sub.id == one.sub]
        wholes = [part.whole for part in parts if part.whole is not None]
        reached = sum(part.amount for part in parts)
        told.append(Towards(expectation=one, sub=sub, reached=reached, whole=sum(wholes) if wholes else None))
    return tuple(told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a unit right below has in a register, with all below it."""

    unit: Unit
    sums: tuple[Sum, ...]
    towards: tuple[Towards, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """One register of a unit on a day: what it comes to, of events also since the year began, and what is expected."""

    kind: RegisterKind
    sums: tuple[Sum, ...]
    year: tuple[Sum, ...] = ()
    towards: tuple[Towards, ...] = ()
    rests: tuple[Rest, ...] = ()
    owed: int = 0
    """Of a kind that is weighed against debts: what the unit and all below it owe for works, in đồng."""
    entries: tuple[Entry, ...] = ()
    """Newest first; what was struck is left out."""
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """Registers of a unit. keeps: the kinds that whoever asks may write in there."""

    unit: Unit
    day: date
    books: tuple[Book, ...]
    keeps: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """One entry with all that happened to it. keeps: whoever looks may correct it; opens: they may see its photos."""

    entry: Entry
    kind: RegisterKind
    steps: tuple[EntryStep, ...]
    keeps: bool
    opens: bool


def book_of(
    kind: RegisterKind,
    entries: Iterable[Entry],
    expectations: Iterable[Expectation],
    unit: Unit,
    *,
    day: date,
    kinds: Iterable[RegisterKind] = (),
) -> Book:
    """A unit's register from the entries of the unit and of all below it. kinds: those that may take away from it."""
    there = tuple(entries)
    listed = [one for one in there if one.kind == kind.id]
    yearly = sums(kind, listed, day=day, since=day.replace(month=1, day=1)) if kind.counting is Counting.EVENT else ()
    return Book(
        kind=kind,
        sums=sums(kind, listed, day=day),
        year=yearly,
        towards=towards(kind, listed, expectations, unit, day=day),
        rests=rests(kind, kinds, there, day=day),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodBook:
    """One register over a stretch of time. added: what was entered in it; sums: what it comes to at its end."""

    kind: RegisterKind
    added: tuple[Sum, ...]
    sums: tuple[Sum, ...]
    rests: tuple[Rest, ...] = ()


def period_book(
    kind: RegisterKind,
    entries: Iterable[Entry],
    *,
    since: date,
    until: date,
    kinds: Iterable[RegisterKind] = (),
) -> PeriodBook | None:
    """None: nothing of these days was entered. kinds: as of a book."""
    entries = tuple(entries)
    listed = [one for one in entries if one.kind == kind.id]
    within = [one for one in listed if since <= one.said.day <= until]
    added = sums(kind, within, day=until)
    if not added:
        return None
    left = rests(kind, kinds, entries, day=until)
    return PeriodBook(kind=kind, added=added, sums=sums(kind, listed, day=until), rests=left)


def worded(kind: RegisterKind, village: str) -> RegisterKind:
    """The kind in the words of a place, where a village is called so."""

    def said(text: str) -> str:
        return text.replace("{thôn}", village).replace("{Thôn}", village[:1].upper() + village[1:])

    subs = tuple(replace(one, unit=said(one.unit)) for one in kind.subs)
    return replace(kind, name=said(kind.name), asks=said(kind.asks), subs=subs)


BELOW: Final[Mapping[Level, frozenset[Level]]] = {
    Level.VILLAGE: frozenset({Level.VILLAGE}),
    Level.OFFICE: frozenset({Level.OFFICE}),
    Level.COMMUNE: frozenset({Level.COMMUNE, Level.VILLAGE}),
    Level.DISTRICT: frozenset({Level.DISTRICT, Level.OFFICE, Level.COMMUNE, Level.VILLAGE}),
    Level.PROVINCE: frozenset(Level),
}
"""Units of which levels a unit's registers hold the entries of."""
