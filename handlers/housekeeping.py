"""What grows old is dropped: keys of updates, texts of messages, conversations with strangers, names of people who left
long ago. For how long each is kept: handlers/retention.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from storage.audit import note_later
from storage.erasure import erase
from storage.file_links import forget_links_before
from storage.group_questions import forget_before as forget_questions_before
from storage.group_talk import forget_told_before
from storage.inbox import forget_before as forget_keys_before
from storage.link_codes import forget_link_codes_before
from storage.outbox_outcomes import Released, clear_bodies_before, release_expired
from storage.outbox_outcomes import forget_before as forget_rows_before
from storage.retention import clear_requests_before, forget_visitors_before, left_before
from storage.times import millis

if TYPE_CHECKING:
    from handlers.ports import Clock
    from handlers.retention import Retention
    from storage.database import Database, Transaction

GROUPS_ASKED_KEPT: Final = timedelta(days=7)
"""What was asked in groups counts for a day, what they were told for an hour."""

LINK_CODES_KEPT: Final = timedelta(days=1)
"""They count for minutes."""

AT_ONCE: Final = 5_000
"""Rows of one round, so that no turn waits for it long."""
OVER: Final = {"why": "retention"}
PEOPLE_AT_ONCE: Final = 5
"""Each is looked for among all messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """How much was dropped, and what dead workers had held. people: so many were erased, long after they had left."""

    keys: int
    bodies: int
    rows: int
    visitors: int
    people: int
    requests: int
    released: Released


async def tidy_up(database: Database, clock: Clock, retention: Retention) -> Tidied:
    """One round, in one transaction."""
    now = clock.now()
    before = retention.cutoffs(now)

    async def work(tx: Transaction) -> Tidied:
        await forget_questions_before(tx, millis(now - GROUPS_ASKED_KEPT))
        await forget_told_before(tx, millis(now - GROUPS_ASKED_KEPT))
        await forget_link_codes_before(tx, millis(now - LINK_CODES_KEPT))
        await forget_links_before(tx, millis(now))
        left = await left_before(tx, before["people"], limit=PEOPLE_AT_ONCE)
        for person in left:
            erase(tx, person, now=now)
            note_later(tx, at=millis(now), person=None, act="person_forgotten", subject=f"person:{person}", detail=OVER)
        return Tidied(
            keys=await forget_keys_before(tx, before["update_keys"]),
            bodies=await clear_bodies_before(tx, before["messages"]),
            rows=await forget_rows_before(tx, before["message_rows"], limit=AT_ONCE),
            visitors=await forget_visitors_before(tx, before["visitors"]),
            people=len(left),
            requests=await clear_requests_before(tx, before["requests"]),
            released=await release_expired(tx, now=millis(now)),
        )

    return await database.turn(work)
