"""Forgetting a person for good: what identifies them goes, what is a unit's public record stays under their number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.data_requests import forget_requests_of
from storage.times import millis

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.ids import PersonId
    from storage.database import Transaction

_ENDED = tuple(
    f"UPDATE {table} SET ended_at = :at WHERE person = :person AND ended_at IS NULL"  # noqa: S608 - names below
    for table in ("snooze", "absence", "not_in_charge")
)
# what still waits for one of their chats must not leave; what a worker has in hand leaves, and is emptied afterwards
_WAITING = """
UPDATE outbox SET state = 'skipped', body = NULL, address = '', finished_at = :at
WHERE finished_at IS NULL AND leased_by IS NULL AND (channel, address) IN (
    SELECT channel, address FROM channel_account WHERE person = :person
)
"""
_LEFT = """
UPDATE outbox SET body = NULL, address = ''
WHERE finished_at IS NOT NULL AND address <> '' AND (channel, address) IN (
    SELECT channel, address FROM channel_account WHERE person = :person
)
"""
_SESSIONS = """
DELETE FROM session WHERE (channel, address) IN (SELECT channel, address FROM channel_account WHERE person = :person)
"""


def end_wishes(tx: Transaction, person: PersonId, *, now: datetime) -> None:
    """What they said about being reminded holds no more, and no digest is theirs."""
    for sql in _ENDED:
        tx.later(sql, person=person, at=millis(now))
    tx.later("DELETE FROM digest_subscription WHERE person = :person", person=person)


def erase(tx: Transaction, person: PersonId, *, now: datetime) -> None:
    """Forget name, number, chats, and what was said to them, for good. What they reported stays under their number.

    The chat in which this is asked for is told so; its conversation is kept by the turn, without a person.
    """
    at = millis(now)
    tx.later(_WAITING, person=person, at=at)
    tx.later(_LEFT, person=person)
    tx.later(_SESSIONS, person=person)
    tx.later("DELETE FROM file_link WHERE person = :person", person=person)
    tx.later("DELETE FROM fall_told WHERE person = :person", person=person)
    tx.later("DELETE FROM identity WHERE person = :person", person=person)
    tx.later("DELETE FROM channel_account WHERE person = :person", person=person)
    tx.later("DELETE FROM right_request WHERE person = :person", person=person)
    forget_requests_of(tx, person, now=now)
    tx.later("UPDATE person SET erased_at = :at WHERE id = :person", person=person, at=at)
