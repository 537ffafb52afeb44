"""What a unit is assigned and has spent of each programme, source and year, added up from below where it says nothing.

Every đồng counts once: a unit's own figure stands for all below it, and for the works that its list gives no year.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conversations.programme.money import Programme, Source, whole
from conversations.reading.fold import name_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from conversations.programme.ids import UnitId
    from conversations.programme.money import MoneyState, Planned, Purse, Spent, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Pot:
    """Money of one programme, source and year, whatever it is for. source None: not told apart; year None: not said."""

    programme: Programme
    source: Source | None
    year: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """None: nothing is known. on_day: up to which day at least all of it is stated; silent: who has stated nothing of
    what is assigned to them.
    """

    planned: int | None = None
    within: int = 0
    """So much of it is within another pot of the same programme and source, whose year is not said."""
    spent: int | None = None
    on_day: date | None = None
    estimate: bool = False
    silent: tuple[UnitId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedBelow:
    """What the units directly below have stated of the same money, in đồng: so many of them."""

    amount: int
    stated: int
    units: int


class MoneySums:
    """The sums of one state."""

    def __init__(self, state: MoneyState) -> None:
        self.state = state
        self._below: dict[UnitId, list[UnitId]] = {}
        for child, parent in state.parents.items():
            self._below.setdefault(parent, []).append(child)
        self._lines: dict[tuple[UnitId, Pot], list[Planned]] = {}
        for line in state.lines:
            self._lines.setdefault((line.unit, pot_of(line.purse)), []).append(line)
        self._said: dict[tuple[UnitId, Pot], list[Spent]] = {}
        for one in state.spent:
            if one.work is None:
                self._said.setdefault((one.unit, pot_of(one.purse)), []).append(one)
        self._works: dict[tuple[UnitId, Pot], list[Spent]] = {}
        for work in state.works:
            if work.spent is not None and not self._said_by_years(work):
                self._works.setdefault((work.unit, pot_of(work.purse)), []).append(work.spent)
        self._known: dict[tuple[UnitId, Pot], Amounts] = {}

    def _said_by_years(self, work: Work) -> bool:
        """Whether a work of no year is paid out of a source of which its unit, or one above, states by years what is
        spent: so much is in those figures.
        """
        if work.purse.year is not None:
            return False
        said = {
            unit
            for unit, pot in self._said
            if (pot.programme, pot.source) == (work.purse.programme, work.purse.source) and pot.year is not None
        }
        unit: UnitId | None = work.unit
        while unit is not None and unit not in said:
            unit = self.state.parents.get(unit)
        return unit is not None

    def pots(self) -> tuple[Pot, ...]:
        """Every pot that anything is known of: by programme, source, then year, the one without a year last."""
        order = list(Source)
        found = {pot for kept in (self._lines, self._said, self._works) for _, pot in kept}
        return tuple(
            sorted(
                found,
                key=lambda one: (
                    list(Programme).index(one.programme),
                    len(order) if one.source is None else order.index(one.source),
                    one.year or 9999,
                ),
            )
        )

    def below(self, unit: UnitId) -> tuple[UnitId, ...]:
        """The units directly below, by name."""
        units = self.state.units
        return tuple(sorted(self._below.get(unit, ()), key=lambda one: (name_order(units[one].name), one)))

    def amounts(self, unit: UnitId, pot: Pot) -> Amounts:
        """Of the unit and all below it."""
        known = self._known.get((unit, pot))
        if known is None:
            known = self._known[unit, pot] = self._added(unit, pot)
        return known

    def of_pots(self, unit: UnitId, pots: Iterable[Pot]) -> Amounts:
        """Of several pots together."""
        return _together([self.amounts(unit, pot) for pot in pots])

    def all_planned(self, unit: UnitId) -> int | None:
        """All that the unit is assigned, each đồng once; None: nothing is known."""
        known = [one for one in (self.amounts(unit, pot) for pot in self.pots()) if one.planned is not None]
        return sum((one.planned or 0) - one.within for one in known) if known else None

    def assigned(self, unit: UnitId, *, year: int) -> dict[Purse, int]:
        """What a unit's report of that year is about, by purse: what is assigned to the unit itself; where nothing is,
        to those below it.
        """
        found: dict[Purse, int] = {}
        own = [one for one in self.state.planned(unit) if not one.part and one.purse.year in {year, None}]
        for line in own:
            found[line.purse] = found.get(line.purse, 0) + line.amount
        if not own:
            for child in self.below(unit):
                for purse, amount in self.assigned(child, year=year).items():
                    found[purse] = found.get(purse, 0) + amount
        return found

    def stated(self, unit: UnitId, purse: Purse) -> Spent | None:
        """What the unit itself stated last of exactly this money, whatever works it went to."""
        return next((one for one in self._said.get((unit, pot_of(purse)), ()) if one.purse == purse), None)

    def stated_below(self, unit: UnitId, purse: Purse) -> StatedBelow | None:
        """The same of the units directly below, together; None: there are none."""
        units = self.below(unit)
        said = [one for child in units if (one := self.stated(child, purse)) is not None]
        if not units:
            return None
        return StatedBelow(amount=sum(one.amount for one in said), stated=len(said), units=len(units))

    def leaves(self, pots: Sequence[Pot]) -> tuple[Planned, ...]:
        """The lines of these pots that nobody below has divided further."""
        return tuple(
            line
            for pot in pots
            for unit in self.state.units
            for line in self._lines.get((unit, pot), ())
            if not any(self.amounts(one, pot).planned is not None for one in self._below.get(unit, ()))
        )

    def spent_of(self, line: Planned) -> int | None:
        """What is stated to be spent of exactly this line, else of its pot where the unit has one line of it only."""
        exact = self.stated(line.unit, line.purse)
        if exact is not None:
            return exact.amount
        if len(self._lines[line.unit, pot_of(line.purse)]) > 1:
            return None
        return self.amounts(line.unit, pot_of(line.purse)).spent

    def _added(self, unit: UnitId, pot: Pot) -> Amounts:
        below = _together([self.amounts(one, pot) for one in self._below.get(unit, ())])
        lines = self._lines.get((unit, pot))
        planned, within = below.planned, below.within
        if lines:
            planned = sum(one.amount for one in lines)
            within = planned - whole(lines)
        own = _counted(self._said.get((unit, pot), ()))
        if own:
            kinds = {one.purse.nature for one in own}
            left = None not in kinds and any(line.purse.nature not in kinds for line in lines or ())
            return replace(_stated(own), planned=planned, within=within, silent=(unit,) if left else ())
        works = self._works.get((unit, pot), [])
        stated = _together([below, *(_stated([one]) for one in works)])
        silent = (unit,) if lines and stated.spent is None else below.silent
        return replace(stated, planned=planned, within=within, silent=silent)


def pot_of(purse: Purse) -> Pot:
    """The pot the money is in."""
    return Pot(programme=purse.programme, source=purse.source, year=purse.year)


def _counted(said: Sequence[Spent]) -> Sequence[Spent]:
    """Those that count of one unit and pot: about the whole, or about its kinds, whichever is of a later day."""
    together = [one for one in said if one.purse.nature is None]
    apart = [one for one in said if one.purse.nature is not None]
    if together and (not apart or together[0].on_day >= max(one.on_day for one in apart)):
        return together
    return apart


def _stated(said: Sequence[Spent]) -> Amounts:
    return Amounts(
        spent=sum(one.amount for one in said),
        on_day=min(one.on_day for one in said),
        estimate=any(one.estimate for one in said),
    )


def _together(amounts: Sequence[Amounts]) -> Amounts:
    planned = [one.planned for one in amounts if one.planned is not None]
    spent = [one.spent for one in amounts if one.spent is not None]
    return Amounts(
        planned=sum(planned) if planned else None,
        within=sum(one.within for one in amounts),
        spent=sum(spent) if spent else None,
        on_day=min((one.on_day for one in amounts if one.on_day is not None), default=None),
        estimate=any(one.estimate for one in amounts),
        silent=tuple(dict.fromkeys(unit for one in amounts for unit in one.silent)),
    )
