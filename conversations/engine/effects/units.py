"""What whoever administers units does to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conversations.programme.wanted_change import WantedChange


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeUnits:
    """Add, rename, move, merge or split units as it was previewed."""

    wanted: WantedChange


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoUnitChange:
    """Take a change of units back."""

    number: int


OnUnits = ChangeUnits | UndoUnitChange
