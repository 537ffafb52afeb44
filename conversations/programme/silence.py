"""When silence is reminded of: a commune that does not answer an office, an office that does not judge.

Counted in days from the day since which it is so, moved forward to a working day. The numbers are the operator's
defaults, not law.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

    from conversations.programme.workdays import Workdays


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceDays:
    """first: days named; then_every: so many days after the last of them, again and again."""

    first: tuple[int, ...]
    then_every: int

    def falls_on(self, day: date, *, since: date, workdays: Workdays) -> bool:
        """Whether somebody silent since then is reminded on that day."""
        number = (day - since).days
        named = [*self.first, *range(self.first[-1] + self.then_every, number + 1, self.then_every)]
        return any(workdays.at_or_after(since + timedelta(days=days)) == day for days in named)


ASKED: Final = SilenceDays(first=(3, 7), then_every=7)
"""The commune was asked for more."""
WAITING: Final = SilenceDays(first=(7, 14), then_every=7)
"""Items wait for the office."""
