"""Whether a figure is likely: within its bounds and not far from the last one. A doubt is one question, no refusal."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

FAR: Final = 3
"""A figure three times the last one, or a third of it, is asked about: slips of the comma are factors of 10."""

FAR_POINTS: Final = Decimal(30)
"""Percentages move by points: more than so many at once is asked about."""

SLIP: Final = Decimal(6)
"""From here on the likeliest reason is a slip by a power of ten; below it things may simply have changed."""

_POWERS: Final = (10, 100, 1_000, 1_000_000)


class Why(StrEnum):
    """Why a figure is asked about."""

    OUT_OF_RANGE = "out_of_range"
    FAR_FROM_LAST = "far_from_last"
    BELOW_LAST = "below_last"
    """A cumulative amount less than it was."""
    ABOVE_PLAN = "above_plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """beside: the bound that is passed, or the last value. slip: the power of ten by which it seems to be off, or 1."""

    why: Why
    beside: Decimal
    slip: int = 1


def doubt(
    value: Decimal,
    *,
    minimum: Decimal | None = None,
    maximum: Decimal | None = None,
    last: Decimal | None = None,
    most_change: Decimal | None = None,
    percent: bool = False,
) -> Doubt | None:
    """The doubt about a figure, if any.

    last: the last known one of the same unit. most_change: more than that, up or down, is asked about; percentages have
    30 points unless told.
    """
    if minimum is not None and value < minimum:
        return Doubt(why=Why.OUT_OF_RANGE, beside=minimum)
    if maximum is not None and value > maximum:
        return Doubt(why=Why.OUT_OF_RANGE, beside=maximum, slip=_slip(value, last) if last is not None else 1)
    if last is None:
        return None
    if most_change is None and percent:
        most_change = FAR_POINTS
    slip = _slip(value, last)
    moved = most_change is not None and abs(value - last) > most_change
    apart = not percent and last > 0 and not last <= value * FAR <= last * FAR * FAR
    if slip > 1 or moved or apart:
        return Doubt(why=Why.FAR_FROM_LAST, beside=last, slip=slip)
    return None


def _slip(value: Decimal, last: Decimal) -> int:
    """The power of ten between two figures, if one is many times the other."""
    if value <= 0 or last <= 0:
        return 1
    ratio = max(value / last, last / value)
    if ratio < SLIP:
        return 1
    return min(_POWERS, key=lambda power: max(ratio / power, power / ratio))
