"""A person's account rests: the roles are kept, no command works, nothing is sent; one word lets it go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.audit import note_later
from storage.handovers import wait_for_turns_of
from storage.outbox_recall import recall_all
from storage.suspensions import resume, suspend
from storage.times import millis

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.ids import PersonId
    from storage.database import Transaction


async def suspend_person(tx: Transaction, person: PersonId, *, by: PersonId | None, now: datetime) -> bool:
    """From the next turn on; what waits for them does not leave. False: it was so already."""
    await wait_for_turns_of(tx, person)
    if not await suspend(tx, person, by=by, now=now):
        return False
    recall_all(tx, person, why="suspended", now=now)
    note_later(tx, at=millis(now), person=by, act="person_suspended", subject=f"person:{person}")
    return True


async def resume_person(tx: Transaction, person: PersonId, *, by: PersonId | None, now: datetime) -> bool:
    """Everything as before. False: it was not suspended."""
    if not await resume(tx, person, by=by, now=now):
        return False
    note_later(tx, at=millis(now), person=by, act="person_resumed", subject=f"person:{person}")
    return True
