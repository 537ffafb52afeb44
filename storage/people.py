"""People: an opaque id, an erasable identity, the chats that are theirs, and what they consented to.

After erasure only the id is left; figures and the audit log name it, and whoever reads them sees a pseudonym.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from conversations.programme.directory import OwnChannel
from conversations.programme.ids import PersonId
from storage.times import millis, moment, moment_or_none

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from storage.database import Row, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One chat of one channel that is open for a person, and the language they speak."""

    person: PersonId
    channel: str
    address: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPerson:
    """All that is stored about one person besides roles and figures, for themselves and for whoever must erase it."""

    id: PersonId
    created_at: datetime
    erased_at: datetime | None
    name: str
    language: str
    phone: str
    accounts: tuple[tuple[str, datetime], ...]
    """Channel and since when, open ones only."""
    consents: tuple[tuple[str, datetime, datetime | None], ...]
    """Version of the text, when given, when withdrawn."""


def pseudonym(person: int) -> str:
    """What stands for a name that was erased."""
    return f"người dùng #{person}"


async def add_person(tx: Transaction, *, name: str, language: str, now: datetime) -> PersonId:
    """Somebody new, with the name they are called by."""
    row = await tx.one("INSERT INTO person (created_at) VALUES (:at) RETURNING id", at=millis(now))
    if row is None:
        raise LookupError("person")
    person = PersonId(row["id"])
    put_identity(tx, person, name=name, language=language)
    return person


def put_identity(tx: Transaction, person: PersonId, *, name: str, language: str) -> None:
    """Name and language of a person who has none stored (a new one, or one who comes back)."""
    tx.later(
        """
        INSERT INTO identity (person, name, language) VALUES (:person, :name, :language)
        ON CONFLICT (person) DO NOTHING
        """,
        person=person,
        name=name,
        language=language,
    )


def rename(tx: Transaction, person: PersonId, *, name: str) -> None:
    tx.later("UPDATE identity SET name = :name WHERE person = :person", person=person, name=name)


def set_language(tx: Transaction, person: PersonId, *, language: str) -> None:
    tx.later("UPDATE identity SET language = :language WHERE person = :person", person=person, language=language)


def set_phone(tx: Transaction, person: PersonId, *, phone: str) -> None:
    tx.later("UPDATE identity SET phone = :phone WHERE person = :person", person=person, phone=phone)


async def person_at(tx: Transaction, *, channel: str, address: str) -> PersonId | None:
    """Whose chat this is, also after its session was lost."""
    row = await tx.one(
        "SELECT person FROM channel_account WHERE channel = :channel AND address = :address AND closed_at IS NULL",
        channel=channel,
        address=address,
    )
    return None if row is None else PersonId(row["person"])


async def language_at(tx: Transaction, *, channel: str, address: str) -> str:
    """The language of whoever's chat this is; Vietnamese of a chat that is nobody's."""
    row = await tx.one(
        """
        SELECT i.language FROM channel_account a JOIN identity i ON i.person = a.person
        WHERE a.channel = :channel AND a.address = :address AND a.closed_at IS NULL
        """,
        channel=channel,
        address=address,
    )
    return "vi" if row is None else str(row["language"])


async def person_once_at(tx: Transaction, *, channel: str, address: str) -> PersonId | None:
    """Whose chat this is or was last; nobody once that person is erased."""
    row = await tx.one(
        """
        SELECT person FROM channel_account WHERE channel = :channel AND address = :address
        ORDER BY closed_at IS NULL DESC, id DESC LIMIT 1
        """,
        channel=channel,
        address=address,
    )
    return None if row is None else PersonId(row["person"])


def open_account(tx: Transaction, person: PersonId, *, channel: str, address: str, now: datetime) -> None:
    """From now on this chat is theirs. Nothing happens where it is already; anybody else's claim to it ends."""
    tx.later(
        """
        UPDATE channel_account SET closed_at = :at
        WHERE channel = :channel AND address = :address AND closed_at IS NULL AND person <> :person
        """,
        person=person,
        channel=channel,
        address=address,
        at=millis(now),
    )
    tx.later(
        """
        INSERT INTO channel_account (channel, address, person, opened_at) VALUES (:channel, :address, :person, :at)
        ON CONFLICT (channel, address) WHERE closed_at IS NULL DO NOTHING
        """,
        person=person,
        channel=channel,
        address=address,
        at=millis(now),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAccount:
    """An open chat of a person. others: so many more they have."""

    channel: str
    address: str
    others: int


async def own_account(tx: Transaction, person: PersonId, account: int) -> OwnAccount | None:
    """The chat of that number, where it is open and this person's."""
    row = await tx.one(
        """
        SELECT channel, address, (SELECT count(*) FROM channel_account WHERE person = :person AND closed_at IS NULL) - 1
            AS others
        FROM channel_account WHERE id = :id AND person = :person AND closed_at IS NULL
        """,
        id=account,
        person=person,
    )
    return None if row is None else OwnAccount(channel=row["channel"], address=row["address"], others=row["others"])


async def own_channels(tx: Transaction, person: PersonId) -> tuple[OwnChannel, ...]:
    """The open chats of this person, the first one first."""
    rows = await tx.all(
        "SELECT id, channel, opened_at FROM channel_account WHERE person = :person AND closed_at IS NULL ORDER BY id",
        person=person,
    )
    return tuple(OwnChannel(id=row["id"], name=row["channel"], since=moment(row["opened_at"])) for row in rows)


def close_account(tx: Transaction, account: int, *, now: datetime) -> None:
    """This chat is nobody's any more."""
    tx.later(
        "UPDATE channel_account SET closed_at = :at WHERE id = :id AND closed_at IS NULL", id=account, at=millis(now)
    )


async def language_of(tx: Transaction, person: PersonId) -> str:
    """The language they speak; "" after erasure."""
    row = await tx.one("SELECT language FROM identity WHERE person = :person", person=person)
    return "" if row is None else str(row["language"])


def close_accounts(tx: Transaction, person: PersonId, *, now: datetime) -> None:
    """None of their chats is theirs any more."""
    tx.later(
        "UPDATE channel_account SET closed_at = :at WHERE person = :person AND closed_at IS NULL",
        person=person,
        at=millis(now),
    )


def move_account(tx: Transaction, *, channel: str, address: str, to: str) -> None:
    """The channel gave a chat another address. Where the new one has an owner already, that one stays."""
    tx.later(
        """
        UPDATE channel_account SET address = :to
        WHERE channel = :channel AND address = :address AND NOT EXISTS (
            SELECT 1 FROM channel_account AS a WHERE a.channel = :channel AND a.address = :to AND a.closed_at IS NULL
        )
        """,
        channel=channel,
        address=address,
        to=to,
    )


async def names_of(tx: Transaction, people: Iterable[PersonId]) -> Mapping[PersonId, str]:
    """What these people are called; their pseudonym after erasure."""
    wanted = tuple(dict.fromkeys(people))
    found = await tx.together(
        *(("SELECT name FROM identity WHERE person = :person", {"person": person}) for person in wanted)
    )
    return {
        person: (rows[0]["name"] if rows else "") or pseudonym(person)
        for person, rows in zip(wanted, found, strict=True)
    }


async def accounts_of(tx: Transaction, people: tuple[PersonId, ...]) -> tuple[Account, ...]:
    """Where these people are told things: their open chats that have not blocked us, in the order of the people.

    Whoever is suspended is told nothing.
    """
    if not people:
        return ()
    found = await tx.together(*((_ACCOUNTS, {"person": person}) for person in dict.fromkeys(people)))
    return tuple(_account(row) for rows in found for row in rows)


_ACCOUNTS = """
SELECT a.person, a.channel, a.address, i.language
FROM channel_account a
JOIN identity i ON i.person = a.person
LEFT JOIN session s ON s.channel = a.channel AND s.address = a.address
WHERE a.person = :person AND a.closed_at IS NULL AND coalesce(s.blocked, 0) = 0
    AND NOT EXISTS (SELECT 1 FROM suspension u WHERE u.person = a.person AND u.ended_at IS NULL)
ORDER BY a.id
"""


def _account(row: Row) -> Account:
    return Account(
        person=PersonId(row["person"]), channel=row["channel"], address=row["address"], language=row["language"]
    )


def give_consent(tx: Transaction, person: PersonId, *, text_version: str, channel: str, now: datetime) -> None:
    """Record a consent; the same text again while it stands is no second one."""
    tx.later(
        """
        INSERT INTO consent (person, text_version, channel, at)
        SELECT CAST(:person AS BIGINT), CAST(:version AS TEXT), CAST(:channel AS TEXT), CAST(:at AS BIGINT)
        WHERE NOT EXISTS (
            SELECT 1 FROM consent WHERE person = :person AND text_version = :version AND withdrawn_at IS NULL
        )
        """,
        person=person,
        version=text_version,
        channel=channel,
        at=millis(now),
    )


def withdraw_consents(tx: Transaction, person: PersonId, *, now: datetime) -> None:
    """No consent of theirs stands any more."""
    tx.later(
        "UPDATE consent SET withdrawn_at = :at WHERE person = :person AND withdrawn_at IS NULL",
        person=person,
        at=millis(now),
    )


async def stored_about(tx: Transaction, person: PersonId) -> StoredPerson | None:
    """Everything stored about one person besides roles and figures."""
    people, accounts, consents = await tx.together(
        (
            """
            SELECT p.created_at, p.erased_at, i.name, i.language, i.phone
            FROM person p LEFT JOIN identity i ON i.person = p.id WHERE p.id = :person
            """,
            {"person": person},
        ),
        (
            "SELECT channel, opened_at FROM channel_account WHERE person = :person AND closed_at IS NULL ORDER BY id",
            {"person": person},
        ),
        ("SELECT text_version, at, withdrawn_at FROM consent WHERE person = :person ORDER BY id", {"person": person}),
    )
    if not people:
        return None
    row = people[0]
    return StoredPerson(
        id=person,
        created_at=moment(row["created_at"]),
        erased_at=moment_or_none(row["erased_at"]),
        name=row["name"] or "",
        language=row["language"] or "",
        phone=row["phone"] or "",
        accounts=tuple((account["channel"], moment(account["opened_at"])) for account in accounts),
        consents=tuple(
            (consent["text_version"], moment(consent["at"]), moment_or_none(consent["withdrawn_at"]))
            for consent in consents
        ),
    )
