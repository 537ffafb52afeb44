"""Suspended people: their roles are kept, but they act for nobody and are told nothing until it is ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.times import millis

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.ids import PersonId
    from storage.database import Transaction


async def suspend(tx: Transaction, person: PersonId, *, by: PersonId | None, now: datetime) -> bool:
    """From now on; False where it is so already."""
    changed = await tx.run(
        """
        INSERT INTO suspension (person, suspended_by, recorded_at) VALUES (:person, :by, :at)
        ON CONFLICT (person) WHERE ended_at IS NULL DO NOTHING
        """,
        person=person,
        by=by,
        at=millis(now),
    )
    return changed > 0


async def resume(tx: Transaction, person: PersonId, *, by: PersonId | None, now: datetime) -> bool:
    """No longer; False where it was not so."""
    changed = await tx.run(
        "UPDATE suspension SET ended_by = :by, ended_at = :at WHERE person = :person AND ended_at IS NULL",
        person=person,
        by=by,
        at=millis(now),
    )
    return changed > 0


async def is_suspended(tx: Transaction, person: PersonId) -> bool:
    """Whether it is so now."""
    row = await tx.one("SELECT 1 AS found FROM suspension WHERE person = :person AND ended_at IS NULL", person=person)
    return row is not None
