"""What units lack for their criteria, with who judges and what it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.nearest import Lacking, least_left
from conversations.programme.rights import digest_role
from conversations.programme.unit import Level
from handlers.facts import lists
from handlers.facts.report import from_superior, load_report
from handlers.facts.units import visible_unit
from storage.criterion_costs import costs_of
from storage.offices import nearest_owners
from storage.reports import found, found_read
from storage.units import units_below

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conversations.programme.ids import SetId, UnitId
    from conversations.programme.person import Person
    from conversations.programme.report import Report
    from conversations.programme.unit import Unit
    from handlers.caches import Caches
    from storage.database import Transaction
    from storage.programme import Programme

Offices = dict[tuple["UnitId", "SetId"], "Mapping[str, tuple[str, ...]]"]
"""By whom the reports go to and their set: communes of one district have the same."""


async def lacking_of(
    tx: Transaction, unit: UnitId, person: Person, programme: Programme, caches: Caches
) -> Lacking | None:
    """None: the unit is out of sight, or owes no report of criteria."""
    seen = await visible_unit(tx, unit, person, programme)
    return None if seen is None else await _lacking(tx, seen, programme, caches, {})


async def lacking_below(
    tx: Transaction, unit: UnitId, person: Person, programme: Programme, caches: Caches
) -> tuple[Lacking, ...] | None:
    """None: no such unit, or its digest is not theirs to read."""
    line = await programme.line(tx, unit)
    if not line or digest_role(person, line[0], await programme.above(tx, unit)) is None:
        return None
    offices: Offices = {}
    below = await units_below(tx, unit, day=programme.today, levels=[Level.COMMUNE])
    told = [await _lacking(tx, one, programme, caches, offices) for one in below]
    return least_left(one for one in told if one is not None)


async def _lacking(
    tx: Transaction, unit: Unit, programme: Programme, caches: Caches, offices: Offices
) -> Lacking | None:
    key = await lists.first_owed(tx, unit, programme)
    if key is None:
        return None
    (rows,) = await tx.together(found_read(key, programme.today))
    report = await load_report(tx, key, found(rows), programme=programme, caches=caches)
    if report is None or not report.form.of_criteria:
        return None
    costs = await costs_of(tx, [unit.id], report.form.id, day=programme.today)
    return Lacking(
        report=report,
        offices=await _offices(tx, report, programme, offices),
        costs=costs.get(unit.id, {}),
    )


async def _offices(
    tx: Transaction, report: Report, programme: Programme, known: Offices
) -> Mapping[str, tuple[str, ...]]:
    """By indicator, the titles of the offices that judge it."""
    named = await programme.period(tx, report.key)
    if named is None or report.superior is None:
        return {}
    place = (report.superior.id, report.form.id)
    if place not in known:
        above = await from_superior(tx, await programme.line(tx, report.unit.id), named[1], programme=programme)
        owners = await nearest_owners(tx, above, report.form.id, day=programme.today)
        titles = {
            office: judge.title
            for office in {one for offices in owners.values() for one in offices}
            if (judge := await programme.unit(tx, office)) is not None
        }
        known[place] = {
            code: tuple(titles[one] for one in offices if one in titles) for code, offices in owners.items()
        }
    return known[place]
