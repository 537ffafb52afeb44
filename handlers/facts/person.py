"""Who is acting: a person with the roles they hold today, each with its unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.person import Grant, Person

if TYPE_CHECKING:
    from storage.database import Transaction
    from storage.programme import Programme
    from storage.roles import KnownPerson


async def person_with_units(tx: Transaction, known: KnownPerson, programme: Programme) -> Person:
    """The person; a role at a unit that is gone counts for nothing."""
    grants = []
    for held in known.held:
        unit = await programme.unit(tx, held.unit)
        if unit is not None:
            grants.append(Grant(role=held.role, unit=unit, post=held.post))
    return Person(id=known.id, name=known.name, grants=tuple(grants), suspended=known.suspended)
