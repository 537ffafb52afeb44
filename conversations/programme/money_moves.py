"""Money that units say they cannot spend, and money that was moved from one unit to another.

A move counts from its day on, except in an assignment of that day or later: there it is already. Every đồng is at one
unit, before a move and after it. Source: Quảng Nam's plan 2024-2025, IV.7.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from conversations.programme.ids import UnitId
from conversations.programme.money import Nature, Planned, Programme, Purse, Source
from conversations.programme.money_cells import MoneySums, pot_of
from conversations.programme.unit import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from conversations.programme.money import MoneyState
    from conversations.programme.money_cells import Pot


@dataclass(frozen=True, slots=True, kw_only=True)
class Unspendable:
    """So much of this money the unit will not be able to spend, as stated on a day; 0: it will spend all of it.

    at: when it was recorded.
    """

    id: int
    unit: UnitId
    purse: Purse
    amount: int
    reason: str
    on_day: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """So many đồng of this money went from one unit to another on a day. unit: at which it was recorded; paper: the
    decision's number.
    """

    id: int
    unit: UnitId
    giver: UnitId
    taker: UnitId
    purse: Purse
    amount: int
    on_day: date
    paper: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """A line with the day of the document that assigns it."""

    line: Planned
    dated: date


def with_moves(
    lines: Iterable[Assigned], moves: Iterable[Moved], parents: Mapping[UnitId, UnitId]
) -> tuple[Planned, ...]:
    """The lines after all moves. Lines of a unit that stand for those below it change where money leaves or enters the
    whole of it.
    """
    found = list(lines)
    for move in sorted(moves, key=lambda one: (one.on_day, one.id)):
        giving, taking = _upwards(move.giver, parents), _upwards(move.taker, parents)
        for unit in giving:
            if unit not in taking:
                _change(found, unit, move, -move.amount)
        for unit in taking:
            if unit not in giving:
                _change(found, unit, move, move.amount)
    return tuple(one.line for one in found)


def _upwards(unit: UnitId, parents: Mapping[UnitId, UnitId]) -> tuple[UnitId, ...]:
    line = [unit]
    while line[-1] in parents:
        line.append(parents[line[-1]])
    return tuple(line)


def _change(found: list[Assigned], unit: UnitId, move: Moved, amount: int) -> None:
    place = _place(found, unit, move.purse)
    if place is not None:
        one = found[place]
        if one.dated < move.on_day:
            line = replace(one.line, amount=one.line.amount + amount, moved=one.line.moved + amount)
            found[place] = replace(one, line=line)
    elif unit == move.taker and all(one.dated < move.on_day for one in found if one.line.unit == unit):
        line = Planned(unit=unit, purse=move.purse, amount=amount, moved=amount)
        found.append(Assigned(line=line, dated=date.min))


def _place(found: Sequence[Assigned], unit: UnitId, purse: Purse) -> int | None:
    """Of exactly this money, else of its programme, source and year; a part of another line last."""
    own = [
        (one.line.part, one.line.purse != purse, place)
        for place, one in enumerate(found)
        if one.line.unit == unit and pot_of(one.line.purse) == pot_of(purse)
    ]
    return min(own)[2] if own else None


def movable(sums: MoneySums, unit: UnitId) -> Mapping[Purse, int]:
    """What the unit holds itself, nobody below having divided it, less what is known to be spent of it: by purse, the
    newest year first. In đồng, never below nought.
    """
    found: dict[Purse, int] = {}
    for line in sums.leaves(sums.pots()):
        if line.unit == unit and not line.part:
            left = max(0, line.amount - (sums.spent_of(line) or 0))
            found[line.purse] = found.get(line.purse, 0) + left
    return dict(sorted(found.items(), key=lambda one: -(one[0].year or 0)))


def givers(sums: MoneySums) -> tuple[UnitId, ...]:
    """The units that hold money, by name."""
    units = sums.state.units
    holding = {line.unit for line in sums.leaves(sums.pots()) if not line.part}
    return tuple(sorted(holding, key=lambda one: (units[one].name, one)))


def takers(sums: MoneySums, giver: UnitId, purse: Purse) -> tuple[UnitId, ...]:
    """The units that may get such money: those of which nobody below has any of it, by name; villages only where they
    hold money already.
    """
    units, pot = sums.state.units, pot_of(purse)
    holding = frozenset(givers(sums))
    free = (
        one
        for one in units
        if one != giver
        and (one in holding or units[one].kind.level is not Level.VILLAGE)
        and all(sums.amounts(below, pot).planned is None for below in sums.below(one))
    )
    return tuple(sorted(free, key=lambda one: (units[one].name, one)))


def undoable(state: MoneyState, number: int) -> bool:
    """Whether that move was recorded at this unit or below it, and what it brought is still where it went."""
    move = next((one for one in state.moved if one.id == number), None)
    if move is None or move.unit not in state.units:
        return False
    brought = sum(line.moved for line in state.lines if line.unit == move.taker and line.purse == move.purse)
    there = sum(line.amount for line in state.lines if line.unit == move.taker and line.purse == move.purse)
    return brought == 0 or there >= move.amount


def is_number(paper: str) -> bool:
    """Whether that names a document: it has a number."""
    return any(letter.isdecimal() for letter in paper)


def newest(statements: Iterable[Unspendable]) -> tuple[Unspendable, ...]:
    """Of each unit and purse the statement of the latest day, of one day the one recorded last."""
    found: dict[tuple[UnitId, Purse], Unspendable] = {}
    for one in sorted(statements, key=lambda each: (each.on_day, each.id)):
        found[one.unit, one.purse] = one
    return tuple(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a unit said it cannot spend of some money, what of it was moved since, and when it said so."""

    said: Unspendable
    moved: int

    @property
    def amount(self) -> int:
        """What is still to be moved."""
        return max(0, self.said.amount - self.moved)


def left_to_move(state: MoneyState) -> tuple[Left, ...]:
    """Every statement that counts, with what was moved from its unit by all that was recorded since."""
    return tuple(
        Left(
            said=one,
            moved=sum(
                move.amount
                for move in state.moved
                if (move.giver, move.purse) == (one.unit, one.purse) and move.at >= one.at
            ),
        )
        for one in newest(state.unspendable)
    )


class StepsDone:
    """What a unit and all below it have stated and moved of a year's money in that year."""

    def __init__(self, sums: MoneySums, pots: Sequence[Pot], year: int) -> None:
        state, wanted = sums.state, frozenset(pots)
        self._parents, self._unit = state.parents, state.unit
        self._said = [one for one in state.unspendable if pot_of(one.purse) in wanted and one.on_day.year == year]
        numbers = {one.id for one in newest(self._said)}
        self.left = tuple(one for one in left_to_move(state) if one.said.id in numbers)
        self.unspendable = sum(one.said.amount for one in self.left) if self.left else None
        self.moved = sum(min(one.moved, one.said.amount) for one in self.left)
        said = {(one.unit, one.purse) for one in self._said}
        self.moved_on = max((one.on_day for one in state.moved if (one.giver, one.purse) in said), default=None)
        first: dict[UnitId, date] = {}
        for one in self._said:
            first.setdefault(one.unit, one.on_day)
        self.said_on = max(first.values(), default=None)
        """When the last of them stated something for the first time."""

    def said_by(self, unit: UnitId) -> bool:
        """Whether the unit, one below it, or the whole that is looked at has stated anything."""
        return any(unit in _upwards(one.unit, self._parents) or one.unit == self._unit for one in self._said)


def purse_code(purse: Purse) -> str:
    """In ASCII, at most 40 characters: "ntm.central.development.2024", "-" for what is not told apart."""
    source = "-" if purse.source is None else purse.source.value
    nature = "-" if purse.nature is None else purse.nature.value
    return f"{purse.programme.value}.{source}.{nature}.{purse.year or 0}"


def purse_coded(code: str) -> Purse | None:
    """The purse of that code; None: it is none."""
    parts = code.split(".")
    if len(parts) != 4 or not parts[3].isdecimal() or len(parts[3]) > 4:
        return None
    try:
        return Purse(
            programme=Programme(parts[0]),
            source=None if parts[1] == "-" else Source(parts[1]),
            nature=None if parts[2] == "-" else Nature(parts[2]),
            year=int(parts[3]) or None,
        )
    except ValueError:
        return None
