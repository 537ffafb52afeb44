"""Marks: groups that units belong to beside the tree, as documents speak of them ("đặc biệt khó khăn", "biên giới").

A mark of a commune is one of its villages too. Sources of the need: Hà Giang's resolution (villages of specially
difficult communes, border villages), Quảng Nam's plan (specially difficult communes, mountain areas).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from conversations.reading.fold import fold, tidy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from conversations.programme.ids import UnitId
    from conversations.programme.status import Status
    from conversations.programme.unit import Unit

MARK_LENGTH: Final = 60
"""The longest name of a mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMark:
    """One mark of one unit. valid_from None: always; valid_to: the first day without it, None: it goes on."""

    unit: Unit
    name: str
    valid_from: date | None
    valid_to: date | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkAverage:
    """The communes of one mark: how many, of how many something is known, criteria per known commune."""

    name: str
    communes: int
    known: int
    average: Fraction | None


def mark_name(text: str) -> str:
    """As it is kept; "" where it is none."""
    name = tidy(text)
    return name if any(letter.isalpha() for letter in name) and len(name) <= MARK_LENGTH else ""


def mark_key(name: str) -> str:
    """By which two writings are one mark."""
    return fold(name)


def averages_by_mark(status: Status, marks: Mapping[str, frozenset[UnitId]]) -> tuple[MarkAverage, ...]:
    """Of each mark that any of the communes bears, by its name. marks: which bear it, themselves or by a unit above."""
    found = []
    for name in sorted(marks, key=mark_key):
        there = [one for one in status.communes if one.unit.id in marks[name]]
        known = [one for one in there if one.known]
        average = Fraction(sum(one.met for one in known), len(known)) if known else None
        if there:
            found.append(MarkAverage(name=name, communes=len(there), known=len(known), average=average))
    return tuple(found)
