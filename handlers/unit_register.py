"""The units of a place as of a day, each with what came before it: as a table that the import of units reads back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from storage.unit_names import titled, unit_named
from storage.units import direct_predecessors, last_renamed, lineage, units_below, with_aliases

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from conversations.programme.ids import UnitId
    from conversations.programme.unit import Unit
    from storage.database import Database, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredUnit:
    """under: the unit above as it is told apart from others of its name. since: from when it is what it is."""

    unit: Unit
    under: str
    since: date | None
    before: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRegister:
    """The unit itself first, then those below in the order of the tree."""

    unit: Unit
    as_of: date
    units: tuple[RegisteredUnit, ...]


async def unit_register(
    database: Database, *, unit: str, as_of: date, known_at: datetime | None = None
) -> UnitRegister:
    """Raises Problem: no such unit."""
    async with database.read() as tx:
        named = await unit_named(tx, unit, day=as_of)
        line = await lineage(tx, named.id, day=as_of, known=known_at)
        below = await with_aliases(tx, await units_below(tx, named.id, day=as_of, known=known_at))
        ordered = (*(await with_aliases(tx, line[:1])), *sorted(below, key=lambda one: one.kind.rank))
        titles = Counter(one.title for one in ordered)
        by_id = {one.id: one for one in (*line, *ordered)}
        found = []
        for one in ordered:
            above = by_id.get(one.parent) if one.parent is not None else None
            under = "" if above is None else above.title
            if above is not None and titles[above.title] > 1:
                under = await titled(tx, above, day=as_of)
            found.append(await _registered(tx, one, under, as_of=as_of))
        return UnitRegister(unit=line[0], as_of=as_of, units=tuple(found))


async def _registered(tx: Transaction, unit: Unit, under: str, *, as_of: date) -> RegisteredUnit:
    renamed = await last_renamed(tx, unit.id)
    since, olds = unit.valid_from, sorted(await direct_predecessors(tx, unit.id))
    if renamed is not None and renamed <= as_of:
        since, olds = renamed, [unit.id]
    return RegisteredUnit(
        unit=unit,
        under=under,
        since=since,
        before=() if since is None else await _titles(tx, olds, since - timedelta(days=1)),
        code=next((name for name in unit.aliases if name.isdecimal()), ""),
    )


async def _titles(tx: Transaction, units: Sequence[UnitId], day: date) -> tuple[str, ...]:
    lines = [await lineage(tx, unit, day=day) for unit in units]
    return tuple(", ".join(one.title for one in line[:2]) for line in lines if line)
