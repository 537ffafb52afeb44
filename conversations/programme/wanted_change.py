"""What somebody wants to become of a unit, as far as they have said it. It is kept between turns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from conversations.programme.ids import UnitId


class ChangeKind(StrEnum):
    """The changes that are kept so that they can be taken back."""

    RENAME = "rename"
    MOVE = "move"
    MERGE = "merge"
    SPLIT = "split"
    END = "end"
    """It is no more; what stands below it comes under the unit above it."""
    LEAVE = "leave"
    """It lives on and is not counted in the programme any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedChange:
    """A change as far as somebody has said it. kind None: a new unit under this one."""

    unit: UnitId
    kind: ChangeKind | None = None
    others: tuple[UnitId, ...] = ()
    """Merged with it."""
    name: str = ""
    new_kind: str = ""
    """Code of a new unit's kind."""
    to: UnitId | None = None
    parts: tuple[str, ...] = ()
    """Of a split, as typed: "Phúc Sen: Pác Rằng, Lũng Sâu"."""
    on: date | None = None
