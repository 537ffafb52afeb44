"""What a dialogue answers to an input: where the conversation stands now, what changes, and what is said above the
next screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.engine.events import SentContact, SentFile, SentOther, SentPhoto, SentPlace, SentVoice

if TYPE_CHECKING:
    from conversations.engine.effects import Effect
    from conversations.engine.frames import Frame


@dataclass(frozen=True, slots=True)
class Chose:
    """An option of the very screen on the phone, however it was given (pressed, number, letter, label)."""

    option: str

    def part(self, index: int) -> str:
        """A part of an option id like "item:17.1:2"; empty where there is none."""
        parts = self.option.split(":")
        return parts[index] if index < len(parts) else ""


@dataclass(frozen=True, slots=True)
class Typed:
    """Text that is no option of the screen and no command; only screens that take text, figures or names get it."""

    text: str


Input = Chose | Typed | SentPhoto | SentVoice | SentFile | SentPlace | SentContact | SentOther


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """The answer of a dialogue.

    frames replace the dialogue's own frame: () goes back to what waits below, (f,) stays with or becomes f, (f, g)
    opens g over f.
    """

    frames: tuple[Frame, ...]
    effects: tuple[Effect, ...] = ()
    lines: tuple[str, ...] = ()
    home: bool = False
    """Leave everything and go to the menu."""


def stay(frame: Frame, *lines: str, effects: tuple[Effect, ...] = ()) -> Move:
    """Stand at this frame."""
    return Move(frames=(frame,), effects=effects, lines=lines)


def back(*lines: str, effects: tuple[Effect, ...] = ()) -> Move:
    """Return to what waited below."""
    return Move(frames=(), effects=effects, lines=lines)
