"""What whoever administers units does to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conversations.programme.ids import UnitId
    from conversations.programme.wanted_change import WantedChange


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeUnits:
    """Add, rename, move, merge or split units as it was previewed."""

    wanted: WantedChange


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoUnitChange:
    """Take a change of units back."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SendPlan:
    """Have a file read as the unit's plan; nothing of it counts until it is confirmed."""

    unit: UnitId
    reference: str
    name: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidePlan:
    """Import what was read as it was shown, or leave it."""

    number: int
    keep: bool


OnUnits = ChangeUnits | UndoUnitChange | SendPlan | DecidePlan
