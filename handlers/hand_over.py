"""An officer's work passes to a successor: roles, reminders and what was promised, in one transaction.

Answers, receipts and the plan of who answers what belong to the unit and its posts, so they stay true as they are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.programme.handover import Handover
from conversations.screens import handover as screens
from storage.absences import put_absence, stood_in_for
from storage.audit import note_later
from storage.handovers import (
    end_own_words,
    note_handover,
    pass_snoozes,
    pass_subscription,
    wait_for_turns_of,
)
from storage.outbox_recall import recall_of_unit
from storage.roles import end_held_role, grant_role, held_by
from storage.times import millis

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.engine.words import Words
    from conversations.programme.ids import PersonId
    from storage.database import Transaction


async def hand_over(tx: Transaction, handover: Handover, *, by: PersonId | None, now: datetime, words: Words) -> None:
    """The roles end for the one and begin for the other in this transaction. Raises Problem: somebody was quicker."""
    await wait_for_turns_of(tx, handover.giver)
    units = dict.fromkeys(grant.unit.id for grant in handover.grants)
    for grant in handover.grants:
        if not await end_held_role(
            tx, handover.giver, unit=grant.unit.id, role=grant.role, post=grant.post, by=by, now=now
        ):
            raise screens.moved(words)
        await grant_role(tx, handover.successor, unit=grant.unit.id, role=grant.role, post=grant.post, by=by, now=now)
        note_handover(
            tx,
            giver=handover.giver,
            successor=handover.successor,
            unit=grant.unit.id,
            role=grant.role,
            post=grant.post,
            by=by,
            now=now,
        )
        note_later(
            tx,
            at=millis(now),
            person=by,
            act="role_handed_over",
            subject=f"person:{handover.giver}",
            detail={"to": handover.successor, "unit": grant.unit.id, "role": grant.role.value},
        )
    left = {held.unit for held in await held_by(tx, handover.giver, today=now.date())}
    for unit in units:
        for absence in await stood_in_for(tx, handover.giver, unit):
            substitute = None if absence.person == handover.successor else handover.successor
            put_absence(tx, replace(absence, substitute=substitute), now=now)
        pass_subscription(tx, handover.giver, handover.successor, unit)
        recall_of_unit(tx, handover.giver, unit, why="handed over", now=now)
        if unit not in left:
            pass_snoozes(tx, handover.giver, handover.successor, unit, now=now)
            end_own_words(tx, handover.giver, unit, now=now)
