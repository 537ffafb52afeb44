"""Who is told things at a unit on a day: whoever holds a role there, or stands in for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.schedule.owing import standing_in
from storage.absences import missing_between
from storage.owing import holders_between, parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from conversations.programme.ids import UnitId
    from conversations.programme.person import Role
    from storage.database import Transaction
    from storage.owing import Holder
    from storage.programme import Programme


async def present(
    tx: Transaction, role: Role, units: Iterable[UnitId], day: date, *, programme: Programme
) -> Mapping[UnitId, list[Holder]]:
    """By unit."""
    found: dict[UnitId, list[Holder]] = {}
    for part in parts(units):
        between = (part[0], part[-1])
        held = await holders_between(tx, (role,), between=between, today=programme.today)
        missing = await missing_between(tx, between=between)
        for unit in part:
            there = (
                standing_in(holder, held[unit], unit=unit, on=day, missing=missing) for holder in held.get(unit, ())
            )
            found[unit] = [holder for holder in there if holder is not None]
    return found
