"""What managers record of money that is assigned already: what of it cannot be spent, what was moved elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from conversations.programme.ids import UnitId
    from conversations.programme.money import Contract, Purse


@dataclass(frozen=True, slots=True, kw_only=True)
class StateUnspendable:
    """So many đồng of this money `holder` will not spend; 0: it will spend all of it. unit: where it is recorded."""

    unit: UnitId
    holder: UnitId
    purse: Purse
    amount: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveMoney:
    """So many đồng went from one unit to another, both at or below `unit`, on a day by this paper."""

    unit: UnitId
    giver: UnitId
    taker: UnitId
    purse: Purse
    amount: int
    on_day: date
    paper: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoMove:
    """That move never was."""

    unit: UnitId
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StateContract:
    """Who is contracted for a work of the unit or of one below it; a contractor "": nobody any more."""

    unit: UnitId
    work: int
    contract: Contract


OnMoney = StateUnspendable | MoveMoney | UndoMove | StateContract
