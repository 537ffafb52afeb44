"""Codes by which a person adds a channel: short-lived, used once, kept as digests; wrong ones are counted by chat."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.ids import PersonId
from storage.times import millis

if TYPE_CHECKING:
    from datetime import datetime

    from storage.database import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCode:
    """A code that can still be used. channel: where it was shown."""

    id: int
    person: PersonId
    channel: str


def put_link_code(
    tx: Transaction, person: PersonId, code: str, *, channel: str, until: datetime, now: datetime
) -> None:
    """The only code of this person from now on."""
    end_link_codes(tx, person, now=now)
    tx.later(
        """
        INSERT INTO link_code (person, digest, channel, recorded_at, expires_at)
        VALUES (:person, :digest, :channel, :at, :until)
        """,
        person=person,
        digest=_digest(code),
        channel=channel,
        at=millis(now),
        until=millis(until),
    )


def end_link_codes(tx: Transaction, person: PersonId, *, now: datetime) -> None:
    """No code of this person can be used any more."""
    tx.later(
        "UPDATE link_code SET expires_at = :at WHERE person = :person AND used_at IS NULL AND expires_at > :at",
        person=person,
        at=millis(now),
    )


async def link_code(tx: Transaction, code: str, *, now: datetime) -> LinkCode | None:
    """Whose code this is; None: nobody's, used, or too old."""
    row = await tx.one(
        """
        SELECT id, person, channel FROM link_code
        WHERE digest = :digest AND used_at IS NULL AND expires_at > :now ORDER BY id DESC LIMIT 1
        """,
        digest=_digest(code),
        now=millis(now),
    )
    return None if row is None else LinkCode(id=row["id"], person=PersonId(row["person"]), channel=row["channel"])


async def take_link_code(tx: Transaction, code: LinkCode, *, now: datetime) -> bool:
    """Use it; False where another chat was quicker."""
    taken = await tx.run(
        "UPDATE link_code SET used_at = :at WHERE id = :id AND used_at IS NULL AND expires_at > :at",
        id=code.id,
        at=millis(now),
    )
    return taken == 1


def note_wrong_code(tx: Transaction, *, channel: str, address: str, now: datetime) -> None:
    """One more in this chat."""
    tx.later("INSERT INTO link_try (chat, at) VALUES (:chat, :at)", chat=_chat(channel, address), at=millis(now))


async def wrong_codes(tx: Transaction, *, channel: str, address: str, since: datetime) -> int:
    """How many were typed in this chat since then."""
    row = await tx.one(
        "SELECT count(*) AS n FROM link_try WHERE chat = :chat AND at > :since",
        chat=_chat(channel, address),
        since=millis(since),
    )
    return 0 if row is None else int(row["n"])


async def forget_link_codes_before(tx: Transaction, at: int) -> None:
    """Drop codes and tries that count for nothing any more."""
    await tx.run("DELETE FROM link_code WHERE expires_at < :at", at=at)
    await tx.run("DELETE FROM link_try WHERE at < :at", at=at)


def _digest(code: str) -> str:
    return hashlib.sha256(f"ntm link {code}".encode()).hexdigest()


def _chat(channel: str, address: str) -> str:
    return hashlib.sha256(f"{channel}/{address}".encode()).hexdigest()
