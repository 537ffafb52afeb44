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


class Why(StrEnum):
    """Why a figure is asked about."""

    OUT_OF_RANGE = "out_of_range"
    FAR_FROM_LAST = "far_from_last"
    BELOW_LAST = "below_last"
    """A cumulative amount less than it was."""
    ABOVE_PLAN = "above_plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """beside: the bound that is passed, or the last value."""

    why: Why
    beside: Decimal


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
        return Doubt(why=Why.OUT_OF_RANGE, beside=maximum)
    if last is None:
        return None
    if most_change is None and percent:
        most_change = FAR_POINTS
    moved = most_change is not None and abs(value - last) > most_change
    apart = not percent and last > 0 and not last <= value * FAR <= last * FAR * FAR
    return Doubt(why=Why.FAR_FROM_LAST, beside=last) if moved or apart or _slipped(value, last) else None


def _slipped(value: Decimal, last: Decimal) -> bool:
    """One is many times the other."""
    return value > 0 and last > 0 and max(value / last, last / value) >= SLIP
