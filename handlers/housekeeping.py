"""What grows old is dropped: keys of updates no channel repeats, texts of messages that left long ago."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from storage.group_questions import forget_before as forget_questions_before
from storage.group_talk import forget_told_before
from storage.inbox import forget_before as forget_keys_before
from storage.link_codes import forget_link_codes_before
from storage.outbox_outcomes import Released, clear_bodies_before, release_expired
from storage.outbox_outcomes import forget_before as forget_rows_before
from storage.times import millis

if TYPE_CHECKING:
    from handlers.ports import Clock
    from storage.database import Database, Transaction

KEYS_KEPT: Final = timedelta(days=7)
"""Telegram repeats an update for a day."""
BODIES_KEPT: Final = timedelta(days=14)
"""So long it can be looked up what a person was told."""

GROUPS_ASKED_KEPT: Final = timedelta(days=7)
"""What was asked in groups counts for a day, what they were told for an hour."""

LINK_CODES_KEPT: Final = timedelta(days=1)
"""They count for minutes."""

ROWS_KEPT: Final = timedelta(days=60)
AT_ONCE: Final = 5_000
"""Rows of one round, so that no turn waits for it long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """How much was dropped, and what dead workers had held."""

    keys: int
    bodies: int
    rows: int
    released: Released


async def tidy_up(database: Database, clock: Clock) -> Tidied:
    """One round, in one transaction."""
    now = clock.now()

    async def work(tx: Transaction) -> Tidied:
        await forget_questions_before(tx, millis(now - GROUPS_ASKED_KEPT))
        await forget_told_before(tx, millis(now - GROUPS_ASKED_KEPT))
        await forget_link_codes_before(tx, millis(now - LINK_CODES_KEPT))
        return Tidied(
            keys=await forget_keys_before(tx, millis(now - KEYS_KEPT)),
            bodies=await clear_bodies_before(tx, millis(now - BODIES_KEPT)),
            rows=await forget_rows_before(tx, millis(now - ROWS_KEPT), limit=AT_ONCE),
            released=await release_expired(tx, now=millis(now)),
        )

    return await database.turn(work)
