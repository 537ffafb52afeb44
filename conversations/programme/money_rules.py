"""Rules about money as a document sets them: data with the sentence they rest on, valid for some time.

Source of the kinds: the plan of Quảng Nam for 2024-2025, IV.6 to IV.9. Days are last good days or days of a year.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from conversations.programme.money import Programme, Source

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from conversations.programme.plan_targets import Standard

UPPER = (Source.CENTRAL, Source.PROVINCE)
LOWER = (Source.DISTRICT, Source.COMMUNE, Source.LOCAL)
"""Money from above, and the local money that goes with it (đối ứng)."""


class YearDay(NamedTuple):
    """A day of every year."""

    month: int
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """What every rule has. source: the sentence of the document; place: where it stands there; valid_to: the first day
    on which it holds no more.
    """

    code: str
    title: str
    source: str
    place: str
    programme: Programme = Programme.NTM
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the rule is in force on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpentShare(_Rule):
    """Of the money of a year so many percent are spent before a day."""

    kind: ClassVar[str] = "spent_share"
    year: int
    percent: Fraction
    before: date
    warn_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ZeroSpent(_Rule):
    """What of a year's money nothing is spent of by a day of that year may be moved elsewhere."""

    kind: ClassVar[str] = "zero_spent"
    by: YearDay
    warn_from: YearDay
    years: tuple[int, ...]


class StepDone(StrEnum):
    """By what a yearly step is done: STATED: each unit with money left has said what of it it cannot spend; MOVED: what
    was so stated is moved elsewhere.
    """

    STATED = "stated"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyStep(_Rule):
    """Something to be done about what is not spent, each year before a day (until: up to and with it). done None:
    whether it was is not known here.
    """

    kind: ClassVar[str] = "yearly_step"
    by: YearDay
    until: bool = False
    done: StepDone | None = None
    warn_days: int
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AllSettled(_Rule):
    """All money of these years is spent and all works are settled before a day."""

    kind: ClassVar[str] = "all_settled"
    years: tuple[int, ...]
    before: date
    warn_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(_Rule):
    """The money of a year is divided among those below, or their works, before a day."""

    kind: ClassVar[str] = "assigned"
    year: int
    before: date
    warn_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart(_Rule):
    """The least local money for each of something, in đồng. of: out of so much; standard: for each village that has a
    dossier for it, None: it is not known which.
    """

    kind: ClassVar[str] = "counterpart"
    at_least: int
    per: str
    of: int | None = None
    standard: Standard | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Support(_Rule):
    """So many đồng for each commune registered for a standard."""

    kind: ClassVar[str] = "support"
    standard: Standard
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportional(_Rule):
    """Money from above is paid out no faster than the local money that goes with it."""

    kind: ClassVar[str] = "proportional"


@dataclass(frozen=True, slots=True, kw_only=True)
class OldWork(_Rule):
    """A work longer than so many years after its money was allocated, and not settled, becomes the locality's debt."""

    kind: ClassVar[str] = "old_work"
    after_years: int
    warn_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OldDebt(_Rule):
    """Debts for works of these years are paid before a day."""

    kind: ClassVar[str] = "old_debt"
    years: tuple[int, ...]
    before: date
    warn_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtsFirst(_Rule):
    """A unit pays its debts for works before it begins new ones: new is what is allocated in the day's year."""

    kind: ClassVar[str] = "debts_first"


MoneyRule = (
    SpentShare
    | ZeroSpent
    | YearlyStep
    | AllSettled
    | Assigned
    | Counterpart
    | Support
    | Proportional
    | OldWork
    | OldDebt
    | DebtsFirst
)
KINDS: dict[str, type[MoneyRule]] = {
    one.kind: one
    for one in (
        SpentShare,
        ZeroSpent,
        YearlyStep,
        AllSettled,
        Assigned,
        Counterpart,
        Support,
        Proportional,
        OldWork,
        OldDebt,
        DebtsFirst,
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyRules:
    """The rules of one document."""

    title: str
    document: str
    rules: tuple[MoneyRule, ...]
