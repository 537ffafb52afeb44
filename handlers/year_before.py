"""What was gained and lost in a period against the same time of the year before, as known at a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from conversations.programme.cycle import Cycle
from conversations.programme.digest import compared
from conversations.programme.periodic_report import YearBefore
from handlers.show_status import status_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from conversations.programme.digest import Compared
    from conversations.programme.unit import Unit
    from storage.criteria import CriteriaSets
    from storage.database import Transaction

COMPARED: Final = frozenset({Cycle.QUARTER, Cycle.HALF_YEAR, Cycle.YEAR})
"""What is held against the year before; a month is too short for criteria."""


async def year_before(
    tx: Transaction,
    sets: CriteriaSets,
    unit: Unit,
    now: Compared | None,
    *,
    last: date,
    known: datetime | None,
) -> YearBefore | None:
    """now: what changed up to that last day. None: the present period itself cannot be compared."""
    if now is None:
        return None
    after = await status_of(tx, sets, unit, as_of=_a_year_earlier(last), known_at=known)
    before = await status_of(tx, sets, unit, as_of=_a_year_earlier(now.since), known_at=known)
    then = compared(after, before)
    return YearBefore(
        gained=sum(len(one.criteria) for one in now.gained),
        lost=sum(len(one.criteria) for one in now.lost),
        gained_then=None if then is None else sum(len(one.criteria) for one in then.gained),
        lost_then=None if then is None else sum(len(one.criteria) for one in then.lost),
    )


def _a_year_earlier(day: date) -> date:
    """29 February becomes the 28th."""
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)
