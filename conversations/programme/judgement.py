"""From figures to states: an indicator against its threshold, a criterion from its indicators.

Rule: a criterion is met when all its applicable indicators are (Quyết định 318/QĐ-TTg). A figure whose threshold is
not known
gets no verdict here: the commune is asked for its own. Comparison is in decimals, never floats.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.answer import State
from conversations.programme.criteria import Direction

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal
    from fractions import Fraction

    from conversations.programme.criteria import Indicator


def judge(indicator: Indicator, value: Decimal | Fraction, *, region: str | None, year: int) -> State | None:
    """Met or not met by the threshold of that region and year; None where the threshold is not known."""
    threshold = indicator.threshold(region=region, year=year)
    if threshold is None:
        return None
    reached = value >= threshold if indicator.direction is Direction.AT_LEAST else value <= threshold
    return State.MET if reached else State.NOT_MET


def criterion_state(states: Iterable[State]) -> State:
    """The state of a criterion whose judged indicators are in these states.

    One not met: not met, whatever is still open. Otherwise one open: not reported. All not applicable: not applicable.
    """
    found = tuple(states)
    if State.NOT_MET in found:
        return State.NOT_MET
    if not found or State.NOT_REPORTED in found:
        return State.NOT_REPORTED
    if all(state is State.NOT_APPLICABLE for state in found):
        return State.NOT_APPLICABLE
    return State.UNSTABLE if State.UNSTABLE in found else State.MET
