"""What is done to registers by those who keep them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from conversations.programme.ids import EntryId, UnitId
    from conversations.programme.register import EntryAct, Said


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEntry:
    """A new entry in a register of the unit. photos: references; bytes are fetched later."""

    unit: UnitId
    kind: str
    said: Said
    photos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEntry:
    """Correct an entry, end the thing, or strike it. seen: the steps it had on the screen; others are a conflict.

    said: of a correction. ended_on: the first day on which the thing is no more.
    """

    number: EntryId
    act: EntryAct
    seen: int
    said: Said | None = None
    ended_on: date | None = None
    photos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowEntryFiles:
    """Send the photos of an entry to whoever asked; each piece is noted as seen."""

    number: EntryId


@dataclass(frozen=True, slots=True, kw_only=True)
class StateCost:
    """What a criterion of the unit still takes. amount: đồng."""

    unit: UnitId
    criterion: str
    amount: int


OnRegisters = RecordEntry | ChangeEntry | StateCost
