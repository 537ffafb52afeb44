"""Whether communes have anything to report: the set in force may be known by its criteria alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.unit import Level

if TYPE_CHECKING:
    from datetime import date

    from conversations.programme.criteria import CriteriaSet
    from storage.criteria import CriteriaSets
    from storage.database import Database


async def set_without_indicators(database: Database, sets: CriteriaSets, *, day: date) -> CriteriaSet | None:
    """The communes' set of that day where it has no indicators; None: it has some, or there is no set."""
    async with database.read() as tx:
        form = await sets.in_force(tx, Level.COMMUNE, day=day)
    return form if form is not None and not form.indicators else None
