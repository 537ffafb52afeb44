"""What the rules of the criteria set say of a unit's communes, as of a day and as known at a moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from conversations.programme.plan_targets import Standard
from conversations.programme.register import towards
from conversations.programme.rule_checks import Missing, UnderFloor, check
from conversations.programme.unit import Level
from handlers.recognition import holding, recognised_on
from handlers.registers import entries_in
from handlers.show_status import status_of
from storage.register_expectations import expected_at
from storage.registers import kind_named
from storage.unit_names import unit_named
from storage.units import lineage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from conversations.programme.ids import UnitId
    from conversations.programme.rule_checks import Findings
    from conversations.programme.status import Status
    from conversations.programme.unit import Unit
    from storage.criteria import CriteriaSets
    from storage.database import Database, Transaction


async def show_findings(
    database: Database, sets: CriteriaSets, *, unit: str, as_of: date, known_at: datetime | None = None
) -> Findings:
    """Of the communes of a unit; of a commune, its own. known_at None: all that is recorded."""
    async with database.read() as tx:
        named = await unit_named(tx, unit, day=as_of)
        status = await status_of(tx, sets, named, as_of=as_of, known_at=known_at)
        return await findings_of(tx, sets, status, known_at=known_at)


async def findings_of(
    tx: Transaction, sets: CriteriaSets, status: Status, *, known_at: datetime | None = None
) -> Findings:
    """The same of a table that was read already. Recognised is what a plan or a decision says."""
    day = status.as_of
    recognised = await _recognised(tx, status, known_at=known_at)
    year_before = None
    if status.form is not None and status.form.gains:
        last_day = date(day.year, 1, 1) - timedelta(days=1)
        year_before = await status_of(tx, sets, status.unit, as_of=last_day, known_at=known_at)
    found = check(status, year_before=year_before, recognised=recognised, day=day)
    low = [one.unit for one in found.found if isinstance(one, UnderFloor)]
    return replace(found, missing=await _missing(tx, status.unit, low, day=day, known=known_at)) if low else found


async def revocable_in(tx: Transaction, status: Status, *, known_at: datetime | None = None) -> Findings:
    """Only whose recognition is to be looked at again: nothing of the year before and of other papers is read."""
    recognised = await _recognised(tx, status, known_at=known_at)
    return check(status, year_before=None, recognised=recognised, day=status.as_of)


async def _recognised(tx: Transaction, status: Status, *, known_at: datetime | None) -> frozenset[UnitId]:
    communes = [one.unit.id for one in status.communes]
    return holding(await recognised_on(tx, communes, day=status.as_of, known=known_at), Standard.NTM)


async def _missing(
    tx: Transaction, unit: Unit, low: Sequence[Unit], *, day: date, known: datetime | None
) -> tuple[Missing, ...]:
    """What a document asks of communes under the floor and some of them have not recorded."""
    line = await lineage(tx, unit.id, day=day, known=known)
    found: list[Missing] = []
    for asked in await expected_at(tx, [one.id for one in line], known=known):
        kind = kind_named(asked.kind) if asked.under_floor and asked.level is Level.COMMUNE else None
        if kind is None:
            continue
        entries = await entries_in(tx, low, day=day, known=known, kind=kind.id)
        without = tuple(
            one
            for one in low
            if not all(
                each.met
                for each in towards(
                    kind, [entry for entry in entries if entry.unit.id == one.id], [asked], one, day=day
                )
            )
        )
        if without:
            found.append(Missing(what=kind.name, quote=asked.under_floor, source=asked.source, units=without))
    return tuple(found)
