"""What a rule about money comes to on a day: how it stands, where, and how much is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from conversations.programme.money_cells import Amounts
from conversations.programme.money_rules import (
    MoneyRule,
    MoneyRules,
)

if TYPE_CHECKING:
    from conversations.programme.ids import UnitId
    from conversations.programme.money import MoneyState, Purse


class Standing(StrEnum):
    """How a rule stands. OPEN: not due yet; PASSED: due, and whether it was done is not known here, or it was done too
    late; NOTE: an amount to know, nothing to be met; UNKNOWN: figures are missing.
    """

    FINE = "fine"
    OPEN = "open"
    WARN = "warn"
    BROKEN = "broken"
    PASSED = "passed"
    NOTE = "note"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyPlace:
    """Where the rule finds something: a unit, one purse of it, or a work. Amounts in đồng; days until it is due, less
    than nought after it.
    """

    unit: UnitId
    purse: Purse | None = None
    work: str = ""
    contractor: str = ""
    planned: int | None = None
    spent: int | None = None
    missing: int | None = None
    days: int | None = None
    local: Amounts | None = None
    """The local money beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyFinding:
    """What one rule says of a unit. due: the last good day; needed: so much must be spent, missing of it."""

    rule: MoneyRule
    standing: Standing
    due: date | None = None
    days: int | None = None
    planned: int | None = None
    spent: int | None = None
    on_day: date | None = None
    """Up to which day at least it is stated."""
    needed: int | None = None
    missing: int | None = None
    local: Amounts | None = None
    """The local money beside that from above."""
    places: tuple[MoneyPlace, ...] = ()
    silent: tuple[UnitId, ...] = ()
    """Assigned money, and nothing stated."""
    unspendable: int | None = None
    """So much was stated that cannot be spent; None: nobody has stated anything."""
    moved: int = 0
    """So much of it was moved since."""
    done_on: date | None = None
    """The day on which the last of a yearly step was done; None: not all of it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyShown:
    """All there is to show of a unit's money. rules: None where no unit above has any."""

    state: MoneyState
    rules: MoneyRules | None
    findings: tuple[MoneyFinding, ...]
