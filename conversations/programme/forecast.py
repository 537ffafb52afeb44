"""Will this year's promises be kept? A plain forecast from promise, done and pace; its reasons are its own numbers.

Criteria are reported a few times a year, so before anybody has reported in the year there is no pace and no forecast.
"""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

MONTHS = 12


class Verdict(StrEnum):
    """What the forecast says."""

    DONE = "done"
    UNKNOWN = "unknown"
    """Nobody has reported this year."""
    LIKELY = "likely"
    UNLIKELY = "unlikely"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """promised, done: criteria that the plan promises for the year, and those of them that are met."""

    promised: int
    done: int
    reported: int
    """Communes that have sent a report this year …"""
    communes: int
    """… of so many."""
    on: date

    @property
    def open(self) -> int:
        """Promised and not met yet."""
        return self.promised - self.done

    @property
    def months_left(self) -> Fraction:
        """Of the year, the day itself not counted."""
        return MONTHS - self.months_gone

    @property
    def months_gone(self) -> Fraction:
        """Of the year, the day itself included."""
        return Fraction(MONTHS * self.on.timetuple().tm_yday, 366 if isleap(self.on.year) else 365)

    @property
    def pace(self) -> Fraction:
        """Met per month so far."""
        return self.done / self.months_gone

    @property
    def needed(self) -> Fraction | None:
        """To be met per month from now on; None on the year's last day."""
        return self.open / self.months_left if self.months_left else None

    @property
    def verdict(self) -> Verdict:
        """The forecast."""
        if not self.open:
            return Verdict.DONE
        if not self.reported:
            return Verdict.UNKNOWN
        return Verdict.LIKELY if self.needed is not None and self.pace >= self.needed else Verdict.UNLIKELY
