"""The rows about one person, for the file of their own data: each found by an index, however large the tables are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import orjson

from conversations.programme.ids import PersonId, UnitId
from conversations.programme.own_data import OwnChannel, OwnConsent
from conversations.programme.person import Role
from storage.times import moment, moment_or_none
from storage.validity import valid_to

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any

    from storage.database import Transaction

PAGE = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRole:
    """A role as it was granted, perhaps ended."""

    role: Role
    post: str
    unit: UnitId
    since: date
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredIdentity:
    """Who somebody is here, and what they asked for."""

    name: str
    phone: str
    language: str
    created_at: datetime
    channels: tuple[OwnChannel, ...]
    consents: tuple[OwnConsent, ...]
    roles: tuple[StoredRole, ...]
    rights_asked: tuple[tuple[str, datetime], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of the audit log. person: whose act it was."""

    at: datetime
    person: PersonId | None
    act: str
    subject: str
    detail: Mapping[str, Any]


async def identity_of(tx: Transaction, person: PersonId) -> StoredIdentity | None:
    """None: there is no such person, or they are erased."""
    values = {"person": person}
    people, channels, consents, roles, asked = await tx.together(
        (
            """
            SELECT i.name, i.phone, i.language, p.created_at FROM identity i JOIN person p ON p.id = i.person
            WHERE i.person = :person
            """,
            values,
        ),
        (
            "SELECT channel, address, opened_at, closed_at FROM channel_account WHERE person = :person ORDER BY id",
            values,
        ),
        ("SELECT text_version, channel, at, withdrawn_at FROM consent WHERE person = :person ORDER BY id", values),
        ("SELECT role, post, unit, valid_from, valid_to FROM role_grant WHERE person = :person ORDER BY id", values),
        ("SELECT what, at FROM right_request WHERE person = :person ORDER BY id", values),
    )
    if not people:
        return None
    return StoredIdentity(
        name=people[0]["name"],
        phone=people[0]["phone"],
        language=people[0]["language"],
        created_at=moment(people[0]["created_at"]),
        channels=tuple(
            OwnChannel(
                channel=row["channel"],
                address=row["address"],
                since=moment(row["opened_at"]),
                until=moment_or_none(row["closed_at"]),
            )
            for row in channels
        ),
        consents=tuple(
            OwnConsent(
                version=row["text_version"],
                channel=row["channel"],
                given=moment(row["at"]),
                withdrawn=moment_or_none(row["withdrawn_at"]),
            )
            for row in consents
        ),
        roles=tuple(
            StoredRole(
                role=Role(row["role"]),
                post=row["post"],
                unit=UnitId(row["unit"]),
                since=date.fromisoformat(row["valid_from"]),
                until=valid_to(row["valid_to"]),
            )
            for row in roles
        ),
        rights_asked=tuple((row["what"], moment(row["at"])) for row in asked),
    )


_ENTRIES = """
SELECT id, at, person, act, subject, detail FROM audit WHERE person = :person AND id > :after
UNION
SELECT id, at, person, act, subject, detail FROM audit WHERE subject = :subject AND id > :after
ORDER BY 1 LIMIT :page
"""


async def entries_of(tx: Transaction, person: PersonId) -> tuple[Entry, ...]:
    """All that the audit log says this person did, or was done to them, oldest first."""
    entries: list[Entry] = []
    after = 0
    while rows := await tx.all(_ENTRIES, person=person, subject=f"person:{person}", after=after, page=PAGE):
        entries += [
            Entry(
                at=moment(row["at"]),
                person=None if row["person"] is None else PersonId(row["person"]),
                act=row["act"],
                subject=row["subject"],
                detail=orjson.loads(row["detail"]),
            )
            for row in rows
        ]
        after = rows[-1]["id"]
    return tuple(entries)
