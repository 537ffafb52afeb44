"""Difficulties with their units, and who must answer: the nearest place above at which somebody does.

At each level first the office that judges the criterion there, where exactly one does; otherwise a commune's officers
for its villages, and the managers of any unit above.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.criteria import Purpose
from conversations.programme.difficulty import Attached, Difficulty
from conversations.programme.person import Role
from conversations.programme.unit import Level
from storage.difficulties import attached_to, difficulties_known
from storage.offices import owners_of, owners_read
from storage.roles import held_roles, roles_read
from storage.units import lineage, successors

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.ids import DifficultyId, PersonId, SetId, UnitId
    from conversations.programme.unit import Unit
    from storage.database import Transaction
    from storage.difficulties import StoredDifficulty
    from storage.programme import Programme
    from storage.roles import HeldRole


RECORDING = frozenset({Role.VILLAGE_OFFICER, Role.COMMUNE_OFFICER, Role.MANAGER})
"""Who records a unit's own difficulties; managers a district's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """A place that must answer, and who does there; nobody: no one has joined yet."""

    unit: Unit
    people: tuple[PersonId, ...] = ()


async def first_answering(
    tx: Transaction, unit: Unit, programme: Programme, *, set_id: SetId | None, criterion: str
) -> Answering | None:
    """Who must answer a unit's difficulty first. Where nobody has joined anywhere above, the unit right above. None:
    nothing is above.
    """
    return await _above(tx, unit, programme, set_id=set_id, criterion=criterion, else_nearest=True)


async def answering_above(
    tx: Transaction, owner: UnitId, programme: Programme, *, set_id: SetId | None, criterion: str
) -> Answering | None:
    """Who answers one level higher; None: nobody does."""
    unit = await _standing(tx, owner, programme)
    if unit is None:
        return None
    return await _above(tx, unit, programme, set_id=set_id, criterion=criterion, else_nearest=False)


async def answerers(tx: Transaction, unit: Unit, programme: Programme) -> tuple[PersonId, ...]:
    """Who answers at a place: those in charge; where everybody has a post only, all of them."""
    role = answering_role(unit)
    if role is None:
        return ()
    sql, values = roles_read(unit.id, programme.today)
    return _in_charge(held_roles(await tx.all(sql, **values)), role)


def answering_role(unit: Unit) -> Role | None:
    """As what people answer difficulties at such a unit."""
    match unit.kind.level:
        case Level.OFFICE:
            return Role.OFFICE_REVIEWER
        case Level.COMMUNE:
            return Role.COMMUNE_OFFICER
        case Level.DISTRICT | Level.PROVINCE:
            return Role.MANAGER
        case Level.VILLAGE:
            return None


async def _above(
    tx: Transaction, unit: Unit, programme: Programme, *, set_id: SetId | None, criterion: str, else_nearest: bool
) -> Answering | None:
    line = (await programme.line(tx, unit.id))[1:]
    for above in line:
        office = None
        if criterion and set_id is not None and not (unit.kind.level is Level.OFFICE and above.id == unit.parent):
            office = await _office(tx, above, programme, set_id=set_id, criterion=criterion)
        for place in (office, above):
            people = () if place is None else await answerers(tx, place, programme)
            if place is not None and people:
                return Answering(unit=place, people=people)
    return Answering(unit=line[0]) if line and else_nearest else None


async def _office(tx: Transaction, above: Unit, programme: Programme, *, set_id: SetId, criterion: str) -> Unit | None:
    """The office that judges the criterion, or the one indicator of it, below this unit; of several none."""
    sql, values = owners_read(above.id, set_id, programme.today)
    owners = owners_of(await tx.all(sql, **values))
    if not owners:
        return None
    form = await programme.sets.newest(tx, set_id)
    offices = {office for code in _codes(form, criterion) for office in owners.get(code, ())}
    return await programme.unit(tx, offices.pop()) if len(offices) == 1 else None


def _codes(form: CriteriaSet | None, code: str) -> tuple[str, ...]:
    """The indicators that the code of a criterion, or of one indicator, stands for."""
    whole = None if form is None else form.criterion(code)
    if form is not None and form.indicator(code) is not None:
        return (code,)
    return () if whole is None else tuple(indicator.code for indicator in whole.indicators)


def _in_charge(held: Sequence[HeldRole], role: Role) -> tuple[PersonId, ...]:
    there = [one for one in held if one.role is role]
    general = [one for one in there if not one.post] or there
    return tuple(dict.fromkeys(one.person for one in general))


def senders_of(difficulty: Difficulty, held: Sequence[HeldRole]) -> tuple[PersonId, ...]:
    """Whoever recorded it; where they no longer work there, the officers of the unit. held: the roles at the unit."""
    there = [one for one in held if one.role in RECORDING]
    if any(one.person == difficulty.by for one in there):
        return (difficulty.by,)
    general = [one for one in there if not one.post] or there
    return tuple(dict.fromkeys(one.person for one in general))


async def criteria_of(tx: Transaction, unit: Unit, programme: Programme) -> CriteriaSet | None:
    """The criteria that a unit's difficulties are tagged by: the communes' set in force, also for villages."""
    kind = unit.kind if unit.kind.level is Level.COMMUNE else None
    return await programme.sets.in_force(tx, Level.COMMUNE, day=programme.today, kind=kind, purpose=Purpose.CRITERIA)


async def with_units(
    tx: Transaction, stored: Iterable[StoredDifficulty], programme: Programme
) -> tuple[Difficulty, ...]:
    """The difficulties with their units, or with those that stand in their place since a merger."""
    listed = tuple(stored)
    attached = await attached_to(tx, (one.id for one in listed))
    known: dict[UnitId, Unit] = {}
    for one in listed:
        for number in dict.fromkeys((one.unit, *(step.owner for step in one.steps))):
            unit = known.get(number) or await _standing(tx, number, programme)
            if unit is not None:
                known[number] = unit
    return _placed(listed, known, attached)


async def _standing(tx: Transaction, number: UnitId, programme: Programme) -> Unit | None:
    return await programme.standing(tx, number) or await programme.unit(tx, number)


async def difficulties_below(
    tx: Transaction,
    line: Sequence[Unit],
    below: Iterable[Unit],
    *,
    day: date,
    known_at: datetime | None,
    waiting: bool = False,
) -> tuple[Difficulty, ...]:
    """Those of a unit and of all below it as they were known then, oldest first. line: the unit and what is above it.

    day: of the units' names; what belongs to a unit that was merged by then is its successor's. waiting: only those
    that waited for an answer then.
    """
    units = {unit.id: unit for unit in (*line, *below)}
    inside = units.keys() - {unit.id for unit in line[1:]}
    stored = []
    for one in await difficulties_known(tx, known=known_at, waiting=waiting):
        if one.unit not in units:
            after = await successors(tx, one.unit, day=day, known=known_at)
            units |= {one.unit: after[0]} if len(after) == 1 else {}
        if one.unit in units and units[one.unit].id in inside:
            stored.append(one)
    for owner in {step.owner for one in stored for step in one.steps} - units.keys():
        units |= {unit.id: unit for unit in (await lineage(tx, owner, day=day, known=known_at))[:1]}
    return _placed(stored, units, await attached_to(tx, (one.id for one in stored)))


def _placed(
    stored: Iterable[StoredDifficulty], units: Mapping[UnitId, Unit], attached: Mapping[DifficultyId, Attached]
) -> tuple[Difficulty, ...]:
    return tuple(
        Difficulty(
            id=one.id,
            unit=units[one.unit],
            set_id=one.set_id,
            criterion=one.criterion,
            kind=one.kind,
            text=one.text,
            by=one.by,
            steps=one.steps,
            places={step.owner: units[step.owner] for step in one.steps if step.owner in units},
            attached=attached.get(one.id, Attached()),
        )
        for one in stored
        if one.unit in units
    )
