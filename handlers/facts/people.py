"""People in facts: who works at a unit, whom to ring, and what is stored about oneself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.facts import Colleague
from conversations.programme.person import Role
from conversations.screens.own_data import own_data
from storage.absences import missing_between
from storage.people import pseudonym, stored_about
from storage.roles import admins, held_roles, roles_read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conversations.engine.words import Words
    from conversations.programme.ids import UnitId
    from conversations.programme.person import Person
    from storage.database import Transaction
    from storage.programme import Programme
    from storage.roles import HeldRole

TO_RING = {Role.COMMUNE_OFFICER, Role.MANAGER}
"""Who helps the people of the units below: the commune its villages, managers everybody below."""


async def colleagues(tx: Transaction, unit: UnitId, programme: Programme) -> tuple[Colleague, ...]:
    """Whoever holds a role at exactly this unit, in the order in which it was granted."""
    (rows,) = await tx.together(roles_read(unit, programme.today))
    left = (await missing_between(tx, between=(unit, unit))).left
    return tuple(replace(_colleague(held), in_charge=(unit, held.person) not in left) for held in held_roles(rows))


async def contacts(tx: Transaction, person: Person, programme: Programme) -> tuple[Colleague, ...]:
    """Whom this person can ring, the nearest first: the officers and managers above, then whoever runs the system."""
    units: dict[UnitId, None] = {}
    for grant in person.grants:
        own, *above = await programme.line(tx, grant.unit.id)
        units |= dict.fromkeys(unit.id for unit in above)
        if grant.role is not Role.MANAGER:
            units.setdefault(own.id)
    wanted = [roles_read(unit, programme.today) for unit in units]
    rows = await tx.together(*wanted) if wanted else ()
    near = [held for found in rows for held in held_roles(found) if held.role in TO_RING]
    running = await admins(tx, today=programme.today)
    return _once([*near, *running], but=person)


def _once(held: Iterable[HeldRole], *, but: Person) -> tuple[Colleague, ...]:
    found: dict[int, Colleague] = {}
    for one in held:
        if one.person != but.id and one.person not in found:
            found[one.person] = _colleague(one)
    return tuple(found.values())


def _colleague(held: HeldRole) -> Colleague:
    return Colleague(
        person=held.person, name=held.name or pseudonym(held.person), role=held.role, post=held.post, phone=held.phone
    )


async def my_data(tx: Transaction, person: Person, words: Words) -> tuple[tuple[str, str], ...]:
    """What is stored about this person, labelled in their language."""
    stored = await stored_about(tx, person.id)
    if stored is None:
        return ()
    return own_data(
        words,
        name=stored.name,
        phone=stored.phone,
        language=stored.language,
        joined_on=stored.created_at.date(),
        channels=tuple((channel, since.date()) for channel, since in stored.accounts),
        roles=tuple((grant.role, grant.post, grant.unit.title) for grant in person.grants),
        consents=tuple(
            (version, given.date(), None if withdrawn is None else withdrawn.date())
            for version, given, withdrawn in stored.consents
        ),
    )
