"""What is done to difficulties: by the units that have them, and by whoever must answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conversations.programme.difficulty import DifficultyAct, DifficultyKind
    from conversations.programme.ids import DifficultyId, UnitId


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDifficulty:
    """What hinders the unit, by text, photos or a voice note (references; bytes are fetched later)."""

    unit: UnitId
    kind: DifficultyKind
    criterion: str = ""
    """A code of the criteria in force, or ""."""
    text: str = ""
    photos: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActOnDifficulty:
    """Move a difficulty along its transition table. seen: the steps it had on the screen; others are a conflict."""

    number: DifficultyId
    act: DifficultyAct
    seen: int
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowDifficultyFiles:
    """Send the photos and voice notes of a difficulty to whoever asked; each piece is noted as seen."""

    number: DifficultyId


OnDifficulties = RecordDifficulty | ActOnDifficulty
