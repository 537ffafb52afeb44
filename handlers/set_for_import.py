"""By which criteria set the numbers in a table are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.criteria import Purpose
from conversations.programme.problem import Problem
from conversations.programme.unit import Level
from storage.criteria import stored_sets

if TYPE_CHECKING:
    from datetime import date

    from conversations.programme.criteria import CriteriaSet
    from storage.criteria import CriteriaSets
    from storage.database import Transaction


async def set_for_import(tx: Transaction, sets: CriteriaSets, set_id: str | None, *, today: date) -> CriteriaSet:
    """The newest version of that set; set_id None: the communes' one in force. Raises Problem: there is none."""
    form = await sets.in_force(tx, Level.COMMUNE, day=today) if set_id is None else await sets.newest(tx, set_id)
    if form is None or not form.of_criteria or not form.indicators:
        known = [one for one in await stored_sets(tx) if one.purpose is Purpose.CRITERIA]
        raise Problem(
            code="criteria_set_missing",
            where="" if form is None else form.title,
            message="Chưa có bộ tiêu chí nào như vậy, hoặc bộ ấy chưa có chỉ tiêu.",
            remedy=f"Hãy chọn bằng --set: {', '.join(one.id for one in known)}.",
        )
    return form
