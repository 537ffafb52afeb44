"""Whether a figure is likely: within its bounds, and not far from the last one. A doubt is one question, never a
refusal.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

_FAR = 3
"""A figure three times the last one, or a third of it, is asked about: slips of the comma are factors of 10."""
_FAR_POINTS = Decimal(30)
"""Percentages move by points: more than so many at once is asked about."""


class Doubt(StrEnum):
    """Why a figure is asked about."""

    OUT_OF_RANGE = "out_of_range"
    FAR_FROM_LAST = "far_from_last"


def doubt(
    value: Decimal,
    *,
    minimum: Decimal | None = None,
    maximum: Decimal | None = None,
    last: Decimal | None = None,
    percent: bool = False,
) -> Doubt | None:
    """The doubt about a figure, if any. last: the last known one of the same unit."""
    if (minimum is not None and value < minimum) or (maximum is not None and value > maximum):
        return Doubt.OUT_OF_RANGE
    if last is None:
        return None
    if percent:
        return Doubt.FAR_FROM_LAST if abs(value - last) > _FAR_POINTS else None
    if last > 0 and not last <= value * _FAR <= last * _FAR * _FAR:
        return Doubt.FAR_FROM_LAST
    return None
