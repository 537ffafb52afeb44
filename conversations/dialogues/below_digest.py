"""What every page that is opened from a unit's digest does alike: another page of it, or back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine import frames as f
from conversations.engine.move import Move, stay

if TYPE_CHECKING:
    from conversations.engine.move import Chose


def turn_or_back(frame: f.Goals | f.Money | f.Roadmap | f.Targets | f.Tasks, given: Chose) -> Move:
    """Options of other dialogues lead home."""
    match given.part(0):
        case "page":
            return stay(replace(frame, page=int(given.part(1))))
        case "digest":
            return Move(frames=(f.Digest(unit=frame.unit),))
        case _:
            return Move(frames=(), home=True)
