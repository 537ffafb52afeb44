"""What waits in the outbox for somebody who is no longer concerned. What a worker has in hand leaves all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.times import millis

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.ids import PersonId, UnitId
    from storage.database import Transaction

STALE = "stale"
"""In a row's guard: what it says must be made anew before it leaves, because its reader's roles have changed."""

_THEIRS = """finished_at IS NULL AND leased_by IS NULL AND EXISTS (
    SELECT 1 FROM channel_account a WHERE a.person = :person AND a.channel = outbox.channel
        AND a.address = outbox.address AND a.closed_at IS NULL
)"""

_ALL = f"UPDATE outbox SET state = 'skipped', error = :error, finished_at = :at WHERE {_THEIRS}"  # noqa: S608 - the text above
_STALE = f"""
UPDATE outbox SET guard = guard || ' {STALE}' WHERE kind = 'reminder' AND key IS NOT NULL AND {_THEIRS}
"""  # noqa: S608 - the text above
_DIGESTS = f"""
UPDATE outbox SET state = 'skipped', error = :error, finished_at = :at
WHERE kind = 'digest' AND key LIKE :digests AND {_THEIRS}
"""  # noqa: S608 - the text above


def recall_all(tx: Transaction, person: PersonId, *, why: str, now: datetime) -> None:
    """Nothing that waits for this person leaves."""
    tx.later(_ALL, person=person, error=why, at=millis(now))


def recall_of_unit(tx: Transaction, person: PersonId, unit: UnitId, *, why: str, now: datetime) -> None:
    """Reminders that wait for this person are made anew when they leave; the unit's digests do not leave."""
    tx.later(_STALE, person=person)
    tx.later(_DIGESTS, person=person, digests=f"digest:{unit}:%", error=why, at=millis(now))


def recall_chat(tx: Transaction, *, channel: str, address: str, why: str, now: datetime) -> None:
    """Nothing that waits for this chat leaves."""
    tx.later(_CHAT, channel=channel, address=address, error=why, at=millis(now))


_CHAT = """
UPDATE outbox SET state = 'skipped', error = :error, finished_at = :at
WHERE channel = :channel AND address = :address AND finished_at IS NULL AND leased_by IS NULL
"""
