"""Money of the programme: assigned by source, nature and year, and spent of it. All amounts are đồng, whole numbers.

Of two statements about the same money the one of the later day counts. A unit's own statement counts for the whole of
it; where it has made none, what the units below it and its works have stated is added up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from conversations.programme.ids import PersonId, UnitId
from conversations.reading.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from conversations.programme.money_moves import Moved, Unspendable
    from conversations.programme.unit import Unit


class Programme(StrEnum):
    """The national target programmes."""

    NTM = "ntm"
    POVERTY = "poverty"
    MINORITIES = "minorities"


class Source(StrEnum):
    """Who gives the money. LOCAL: a local budget, which level is not said. COMBINED: other programmes' (lồng ghép)."""

    CENTRAL = "central"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    LOCAL = "local"
    COMBINED = "combined"
    CREDIT = "credit"
    BUSINESS = "business"
    PEOPLE = "people"


class Nature(StrEnum):
    """What the money may be used for: vốn đầu tư phát triển, vốn sự nghiệp (kinh phí thường xuyên)."""

    DEVELOPMENT = "development"
    RECURRENT = "recurrent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Purse:
    """Which money. source None: not told apart; nature None: both; year None: no year is stated."""

    programme: Programme = Programme.NTM
    source: Source | None
    nature: Nature | None = None
    year: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What a unit is assigned. part: within another line of the same unit, so not added again."""

    unit: UnitId
    purse: Purse
    amount: int
    part: bool = False
    moved: int = 0
    """So much of it came from other units, less than nought where more went to them; the rest is the document's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What was spent up to and with a day since the beginning, as somebody stated it. work: of this work only."""

    id: int
    unit: UnitId
    purse: Purse
    amount: int
    on_day: date
    estimate: bool = False
    work: int | None = None
    person: PersonId | None = None
    document: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """Who builds a work, as somebody typed it. number "", signed_on and amount (đồng) None: not stated."""

    contractor: str
    number: str = ""
    signed_on: date | None = None
    amount: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A work of a list as of its latest version. What is not stated is None; spent: the latest statement."""

    id: int
    code: str
    name: str
    unit: UnitId
    purse: Purse
    criterion: str = ""
    allocated_on: date | None = None
    cost: int | None = None
    planned: int | None = None
    debt: int | None = None
    handed_over_on: date | None = None
    settled_on: date | None = None
    spent: Spent | None = None
    contract: Contract | None = None
    """As it was stated last."""

    def settled_by(self, day: date) -> bool:
        """Whether its settlement is approved on that day."""
        return self.settled_on is not None and self.settled_on <= day

    def handed_over_by(self, day: date) -> bool:
        """Whether it is in use on that day."""
        return self.handed_over_on is not None and self.handed_over_on <= day

    def owed_on(self, day: date) -> int | None:
        """What is still to be paid for it: as stated, else the cost less what is spent once it is handed over.

        0 once it is settled; None: not known.
        """
        if self.settled_by(day):
            return 0
        if self.debt is not None:
            return self.debt
        if not self.handed_over_by(day):
            return 0
        if self.cost is None or self.spent is None:
            return None
        return max(0, self.cost - self.spent.amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyState:
    """Of a unit and all below it, on a day. parents: from each of these units to the one above it."""

    unit: UnitId
    day: date
    units: Mapping[UnitId, Unit]
    parents: Mapping[UnitId, UnitId]
    lines: tuple[Planned, ...]
    spent: tuple[Spent, ...]
    """Of each unit, purse and work the statement that counts."""
    works: tuple[Work, ...]
    moved: tuple[Moved, ...] = ()
    """Every move that a unit of these gave to or got from, oldest first; the lines have them in already."""
    unspendable: tuple[Unspendable, ...] = ()
    """All that was stated, oldest first."""
    elsewhere: Mapping[UnitId, Unit] = field(default_factory=dict)
    """The other units of these moves."""
    dated: date | None = None
    """Of the document that assigns; None: none does."""

    def title(self, unit: UnitId) -> str:
        """Of a unit here, or of one that money went to or came from."""
        return (self.units.get(unit) or self.elsewhere[unit]).title

    def planned(self, unit: UnitId) -> tuple[Planned, ...]:
        """What the unit itself is assigned, parts of lines included."""
        return tuple(one for one in self.lines if one.unit == unit)


def work_code(code: str, name: str, unit: str) -> str:
    """By what a work is found again in its list: its code, else its name with its unit's."""
    return code or f"{fold(name)}, {fold(unit)}"


def latest(statements: Iterable[Spent]) -> tuple[Spent, ...]:
    """Of each unit, purse and work the statement that counts."""
    found: dict[tuple[UnitId, Purse, int | None], Spent] = {}
    for one in sorted(statements, key=lambda each: (each.on_day, each.id)):
        found[one.unit, one.purse, one.work] = one
    return tuple(sorted(found.values(), key=lambda each: each.id))


def whole(lines: Sequence[Planned]) -> int:
    """The sum, each đồng once."""
    return sum(one.amount for one in lines if not one.part)
