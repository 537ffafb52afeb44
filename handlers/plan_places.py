"""Finds the units a plan names, and makes those that are not there yet: the issuing unit, its communes, its offices.

Once a unit has communes, a name that is none of theirs is an error: a slip of the pen must not found a commune.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.plan_names import same_commune
from conversations.programme.problem import Problem
from conversations.programme.unit import Level, Unit, is_named, kind_by_code
from conversations.programme.unit_match import kind_and_name
from conversations.reading.fold import plain_words
from handlers.named_units import COMMUNES, create, keep_answers, listed_unit, very_first
from storage.unit_names import unit_named, units_named
from storage.units import children, units_below, with_aliases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from conversations.programme.plan_document import PlanDocument
    from conversations.programme.plan_front import Front
    from storage.database import Transaction

COMMUNE = kind_by_code("xa")
OFFICE = kind_by_code("co_quan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The units of a plan. communes by the name as the document writes it; created in the order they were made."""

    unit: Unit
    communes: Mapping[str, Unit]
    offices: Mapping[str, Unit]
    created: tuple[Unit, ...]


async def places_of(
    tx: Transaction, plan: PlanDocument, *, unit: str, day: date, at: datetime, answers: Sequence[str] = ()
) -> Places:
    """Every unit the plan is about. answers: as in `keep_answers`."""
    created: list[Unit] = []
    issuer = await _issuer(tx, plan.front, unit, day=day, at=at, created=created)
    below = (issuer, *await units_below(tx, issuer.id, day=day, levels=[Level.COMMUNE]))
    await keep_answers(tx, answers, [row.name for row in plan.rows], below, day=day, at=at)
    communes = await _communes(tx, plan, issuer, day=day, at=at, created=created)
    offices: dict[str, Unit] = {}
    for office in plan.offices:
        found = await office_named(tx, office.name, issuer, day=day)
        if found is None:
            found = await create(tx, OFFICE, office.name, issuer, day=day, at=at, created=created)
        offices[office.name] = found
    return Places(unit=issuer, communes=communes, offices=offices, created=tuple(created))


async def _issuer(tx: Transaction, front: Front, name: str, *, day: date, at: datetime, created: list[Unit]) -> Unit:
    """The unit the plan is imported for; made where it is missing and the document itself names it as its issuer."""
    if await units_named(tx, name, day=day):
        return await unit_named(tx, name, day=day)
    if not front.issued_by and (first := await very_first(tx, name, day=day, at=at, created=created)) is not None:
        return first
    kind, bare = kind_and_name(front.issued_by, None)
    if kind is None or not (same_commune(name, bare) or same_commune(name, front.issued_by)):
        await unit_named(tx, name, day=day)  # raises, with the names that are near
    assert kind is not None  # noqa: S101 - unit_named has raised otherwise
    above = await units_named(tx, front.under, day=day) if front.under else ()
    return await create(tx, kind, bare, above[0] if len(above) == 1 else None, day=day, at=at, created=created)


async def _communes(
    tx: Transaction, plan: PlanDocument, unit: Unit, *, day: date, at: datetime, created: list[Unit]
) -> dict[str, Unit]:
    known = await with_aliases(tx, await units_below(tx, unit.id, day=day, levels=[Level.COMMUNE]))
    if unit.kind.level is Level.COMMUNE:
        known = (unit,)
    founding = not known
    found: dict[str, Unit] = {}
    for row in plan.rows:
        commune = None if founding else listed_unit(known, row.name, row.place, unit, of=COMMUNES)
        if commune is None:
            kind, bare = kind_and_name(row.name, COMMUNE)
            commune = await create(tx, kind, bare, unit, day=day, at=at, created=created)
        if commune.id in {other.id for other in found.values()}:
            raise Problem(
                code="plan_commune_twice",
                where=str(row.place),
                message=f"“{row.name}” là {commune.title}, đã có một dòng khác trong bảng.",
                remedy="Hãy giữ lại một dòng cho mỗi xã.",
            )
        found[row.name] = commune
    return found


async def office_named(tx: Transaction, name: str, of: Unit, *, day: date) -> Unit | None:
    """The unit's own office of that name, whatever marks stand in it."""
    offices = [one for one in await children(tx, of.id, day=day) if one.kind.level is Level.OFFICE]
    known = await with_aliases(tx, offices)
    return next((one for one in known if is_named(one, name) or plain_words(one.name) == plain_words(name)), None)
