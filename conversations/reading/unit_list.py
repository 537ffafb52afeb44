"""Several units typed in one line: "Phúc Sen, Tự Do và xã Hồng Quang". What is unclear comes back to be asked.

A comma may belong to a name ("Phòng Lao động, Thương binh và Xã hội"): the longest stretch that is a very name counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from conversations.reading.fold import tidy
from conversations.reading.names import Exact, Likely, NameCandidate, match_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_COMMA: Final = re.compile(r"\s*,\s*")
_LINES: Final = re.compile(r"\s*[;\n]\s*")
_AND: Final = re.compile(r"\s+(?:và|va|với|voi|\+|&)\s+")
_STRETCH: Final = 4
"""Parts of the longest office name that has commas in it."""
MOST: Final = 60
"""Names of one message. More are a list that wants checking, or all units of a kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitList:
    """found: ids, each once, in the order typed. unclear, unknown: the names as typed."""

    found: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def read_unit_list(text: str, candidates: Sequence[NameCandidate]) -> UnitList:
    """The units that a text names; nothing that is only likely is taken without being asked."""
    found: list[str] = []
    unclear: list[str] = []
    unknown: list[str] = []
    for name in _names(text, candidates):
        match match_name(name, candidates):
            case Exact(id=one):
                found.append(one)
            case Likely():
                unclear.append(name)
            case _:
                unknown.append(name)
    return UnitList(
        found=tuple(dict.fromkeys(found)), unclear=tuple(dict.fromkeys(unclear)), unknown=tuple(dict.fromkeys(unknown))
    )


def likely_units(name: str, candidates: Sequence[NameCandidate]) -> tuple[str, ...]:
    """The ids that an unclear name may mean, the likeliest first."""
    match match_name(name, candidates):
        case Exact(id=one):
            return (one,)
        case Likely(ids=ids):
            return ids
        case _:
            return ()


def _names(text: str, candidates: Sequence[NameCandidate]) -> Iterator[str]:
    for line in _LINES.split(tidy(text, keep_newlines=True)):
        parts = [part for part in _COMMA.split(line) if part]
        place = 0
        while place < len(parts):
            length = _very_name(parts, place, candidates)
            if length:
                yield ", ".join(parts[place : place + length])
            else:
                yield from _parted(parts[place], candidates)
            place += length or 1


def _very_name(parts: Sequence[str], place: int, candidates: Sequence[NameCandidate]) -> int:
    """How many parts from here make the longest very name of a unit; 0: not even the first."""
    for length in range(min(_STRETCH, len(parts) - place), 0, -1):
        if isinstance(match_name(", ".join(parts[place : place + length]), candidates), Exact):
            return length
    return 0


def _parted(part: str, candidates: Sequence[NameCandidate]) -> Iterator[str]:
    """Of "Phúc Sen và Tự Do" both, where the whole is no very name: one piece is, or all may be."""
    pieces = [piece for piece in _AND.split(part) if piece]
    exact = any(isinstance(match_name(piece, candidates), Exact) for piece in pieces)
    if len(pieces) > 1 and (exact or all(likely_units(piece, candidates) for piece in pieces)):
        yield from pieces
    else:
        yield part
