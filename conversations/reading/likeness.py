"""How like two words are: one minus the share of letters to change, insert, drop or swap with a neighbour."""

from __future__ import annotations


def likeness(one: str, other: str, *, at_least: float = 0.0) -> float:
    """From 0.0 to 1.0; 0.0 also where it cannot reach at_least, which is seen from the lengths."""
    longest = max(len(one), len(other))
    if not longest:
        return 1.0
    if 1 - abs(len(one) - len(other)) / longest < at_least:
        return 0.0
    return 1 - _distance(one, other) / longest


def _distance(one: str, other: str) -> int:
    """Damerau's, of neighbours that change places once."""
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for row, first in enumerate(one, start=1):
        now = [row]
        for column, second in enumerate(other, start=1):
            cost = min(last[column] + 1, now[column - 1] + 1, last[column - 1] + (first != second))
            if row > 1 and column > 1 and first == other[column - 2] and one[row - 2] == second:
                cost = min(cost, before_last[column - 2] + 1)
            now.append(cost)
        before_last, last = last, now
    return last[-1]
