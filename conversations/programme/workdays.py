"""Working days of the state's offices: which weekdays are off, which days off are worked.

A plain value: whoever builds it knows the public holidays, Tết and the swaps that the government orders each year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5
A_DAY = timedelta(days=1)
LONGEST_REST = 31
"""Days; no rest is longer, so a search that goes on is a fault in the data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workdays:
    """off: weekdays that are not worked. worked: days at a weekend that are."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def is_worked(self, day: date) -> bool:
        """Whether offices work on that day."""
        return day in self.worked or (day.weekday() < SATURDAY and day not in self.off)

    def at_or_before(self, day: date) -> date:
        """The day itself where it is worked, else the last one before it that is."""
        return self._nearest(day, -A_DAY)

    def at_or_after(self, day: date) -> date:
        """The day itself where it is worked, else the first one after it that is."""
        return self._nearest(day, A_DAY)

    def _nearest(self, day: date, step: timedelta) -> date:
        found = day
        for _ in range(LONGEST_REST):
            if self.is_worked(found):
                return found
            found += step
        raise ValueError(f"no working day within {LONGEST_REST} days of {day}")
