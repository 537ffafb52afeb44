"""Where a unit stood at the end of each month, quarter, half or year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.problem import Problem
from conversations.programme.series import Series, ends, point_of
from handlers.show_status import status_of
from storage.unit_names import unit_named

if TYPE_CHECKING:
    from datetime import date, datetime

    from conversations.programme.series import Step
    from storage.criteria import CriteriaSets
    from storage.database import Database

MOST_POINTS = 240
"""Twenty years of months; more was a slip of the hand."""


async def series_of(
    database: Database,
    sets: CriteriaSets,
    *,
    unit: str,
    first: date,
    last: date,
    step: Step,
    known_at: datetime | None = None,
) -> Series:
    """The unit is the one of that name on the last day. Raises Problem: no such unit, no point or too many."""
    days = list(ends(first, last, step))
    if not 0 < len(days) <= MOST_POINTS:
        raise Problem(
            code="series_days",
            where="--from, --to",
            message=f"Từ {first:%d/%m/%Y} đến {last:%d/%m/%Y} có {len(days)} mốc, cần từ 1 đến {MOST_POINTS}.",
            remedy="Hãy chọn lại hai ngày hoặc mốc thưa hơn (--every).",
        )
    async with database.read() as tx:
        named = await unit_named(tx, unit, day=last)
        points = [point_of(await status_of(tx, sets, named, as_of=day, known_at=known_at)) for day in days]
    return Series(unit=named, points=tuple(points))
