"""Which office judges which indicators below a unit as of a day, as a table that the import of offices reads back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.unit import Level
from storage.offices import owned_since
from storage.unit_names import titled, unit_named
from storage.units import lineage

if TYPE_CHECKING:
    from datetime import date, datetime

    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.ids import UnitId
    from conversations.programme.unit import Unit
    from storage.criteria import CriteriaSets
    from storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredOffice:
    """What an office judges since a day. under: the unit it belongs to, "" where it is the one asked about."""

    office: Unit
    under: str
    since: date
    indicators: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRegister:
    """form None: no criteria set is in force."""

    unit: Unit
    form: CriteriaSet | None
    as_of: date
    offices: tuple[RegisteredOffice, ...]


async def office_register(
    database: Database,
    sets: CriteriaSets,
    *,
    unit: str,
    as_of: date,
    set_id: str | None = None,
    known_at: datetime | None = None,
) -> OfficeRegister:
    """set_id: None: of the set in force on the day. Raises Problem: no such unit."""
    async with database.read() as tx:
        named = await unit_named(tx, unit, day=as_of)
        line = await lineage(tx, named.id, day=as_of)
        form = (
            await sets.in_force(tx, Level.COMMUNE, day=as_of, known=known_at)
            if set_id is None
            else await sets.newest(tx, set_id, known=known_at)
        )
        found: dict[tuple[UnitId, date], list[str]] = {}
        if form is not None:
            for judge, since, indicator in await owned_since(tx, named.id, form.id, day=as_of, known=known_at):
                found.setdefault((judge, since), []).append(indicator)
        offices = []
        for (number, since), indicators in found.items():
            office = (await lineage(tx, number, day=as_of))[0]
            elsewhere = office.parent is not None and office.parent != named.id
            above = (await lineage(tx, office.parent, day=as_of))[0] if elsewhere and office.parent else None
            under = "" if above is None else await titled(tx, above, day=as_of)
            offices.append(RegisteredOffice(office=office, under=under, since=since, indicators=tuple(indicators)))
        return OfficeRegister(unit=line[0], form=form, as_of=as_of, offices=tuple(offices))
