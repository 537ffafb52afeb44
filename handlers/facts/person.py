"""Who is acting: a person with the roles they hold today, each with its unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.person import Grant, Person
from storage.roles import known_person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.programme.ids import PersonId
    from handlers.caches import Caches
    from storage.database import Row, Transaction
    from storage.programme import Programme
    from storage.roles import KnownPerson


async def person_told_of(
    tx: Transaction, person: PersonId, rows: Sequence[Row], *, programme: Programme, caches: Caches
) -> Person | None:
    """The person out of the rows of `person_read`; None: there never was one, or they left."""
    told = [tuple(row) for row in rows]
    kept = caches.person(person, told=told, programme=programme)
    if kept is not None:
        return kept
    known = known_person(person, rows)
    if known is None:
        return None
    found = await person_with_units(tx, known, programme)
    caches.keep_person(found, told=told, programme=programme)
    return found


async def person_with_units(tx: Transaction, known: KnownPerson, programme: Programme) -> Person:
    """The person; a role at a unit that is gone counts for nothing."""
    grants = []
    for held in known.held:
        unit = await programme.unit(tx, held.unit)
        if unit is not None:
            grants.append(Grant(role=held.role, unit=unit, post=held.post))
    return Person(id=known.id, name=known.name, grants=tuple(grants), suspended=known.suspended)
