"""Links to files: which file, for whom, until when, how often opened; and the key with which all of them are signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.ids import PersonId

if TYPE_CHECKING:
    from storage.database import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLink:
    """until: in its stored form; from then on it opens nothing."""

    id: int
    person: PersonId
    recipe: str
    until: int
    opened: int


async def link_key(tx: Transaction, fresh: str) -> str:
    """The key of this database; the fresh one where there is none yet."""
    await tx.run("INSERT INTO link_key (one, key) VALUES (1, :key) ON CONFLICT (one) DO NOTHING", key=fresh)
    key = await known_link_key(tx)
    if key is None:
        raise LookupError("link_key")
    return key


async def known_link_key(tx: Transaction) -> str | None:
    """The key of this database; None: no link has been made yet."""
    row = await tx.one("SELECT key FROM link_key WHERE one = 1")
    return None if row is None else str(row["key"])


async def add_link(tx: Transaction, *, person: PersonId, recipe: str, at: int, until: int) -> StoredLink:
    """A new one."""
    row = await tx.one(
        "INSERT INTO file_link (person, recipe, made_at, until) VALUES (:person, :recipe, :at, :until) RETURNING id",
        person=person,
        recipe=recipe,
        at=at,
        until=until,
    )
    if row is None:
        raise LookupError("file_link")
    return StoredLink(id=row["id"], person=person, recipe=recipe, until=until, opened=0)


async def link_numbered(tx: Transaction, number: int) -> StoredLink | None:
    """The link; None: there is none of that number any more."""
    row = await tx.one("SELECT id, person, recipe, until, opened FROM file_link WHERE id = :id", id=number)
    if row is None:
        return None
    return StoredLink(
        id=row["id"],
        person=PersonId(row["person"]),
        recipe=row["recipe"],
        until=row["until"],
        opened=row["opened"],
    )


async def count_opened(tx: Transaction, number: int, *, most: int) -> bool:
    """One opening more; False: it has been opened as often as it may be."""
    row = await tx.one(
        "UPDATE file_link SET opened = opened + 1 WHERE id = :id AND opened < :most RETURNING id", id=number, most=most
    )
    return row is not None


async def forget_links_before(tx: Transaction, before: int) -> int:
    """Those that have opened nothing since; so many."""
    return await tx.run("DELETE FROM file_link WHERE until < :before", before=before)
