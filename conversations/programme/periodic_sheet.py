"""What a periodic report stands on beside criteria and difficulties: money by source, what each unit below has sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from conversations.programme.cycle import Cycle
    from conversations.programme.money_cells import Amounts, MoneySums, Pot
    from conversations.programme.periodic_report import DossierMoved, YearBefore
    from conversations.programme.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitBelow:
    """One unit below. sent_on None: not sent, or taken back; owes False: it owes no such report."""

    unit: Unit
    owes: bool
    sent_on: date | None
    money: Amounts
    open: int
    """Its difficulties and those of all below it that are not settled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodicSheet:
    """time: "tháng 6/2023". day: of its figures. periodic False: only a few questions were asked."""

    owed_to: Unit | None
    via: str
    cycle: Cycle
    time: str
    day: date
    year: int
    periodic: bool
    money: tuple[tuple[Pot, Amounts], ...] = ()
    total: Amounts | None = None
    below: tuple[UnitBelow, ...] = ()
    year_before: YearBefore | None = None
    dossiers: tuple[DossierMoved, ...] = ()

    @property
    def silent(self) -> tuple[UnitBelow, ...]:
        """Who below owes the report and has not sent it."""
        return tuple(one for one in self.below if one.owes and one.sent_on is None)


def pots_of(sums: MoneySums, year: int) -> Sequence[Pot]:
    """The money of that year; where none has a year, what has none."""
    pots = sums.pots()
    return [pot for pot in pots if pot.year == year] or [pot for pot in pots if pot.year is None]
