"""Sessions: where each conversation stands, and which message shows its screen. Loading one locks it for its turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage import session_codec
from storage.dialects import LOAD_SESSION, LOCK_NEW_SESSION
from storage.last_used import LastUsed

if TYPE_CHECKING:
    from conversations.engine.session import Session
    from conversations.programme.ids import PersonId
    from storage.database import Transaction

_SAVE = """
INSERT INTO session (channel, address, person, language, state, revision, blocked, updated_at)
VALUES (:channel, :address, :person, :language, :state, :revision, :blocked, :at)
ON CONFLICT (channel, address) DO UPDATE SET
    person = excluded.person, language = excluded.language, state = excluded.state, revision = excluded.revision,
    blocked = excluded.blocked, updated_at = excluded.updated_at
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSession:
    """A session as it was found. screen_message: the channel's id of the message that shows its screen, once known."""

    session: Session
    screen_message: str | None
    blocked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """Where a person can be reached."""

    channel: str
    address: str
    language: str


class KnownSessions:
    """What the texts of the chats that spoke last say. A text that is not the very same is read, so a turn that was
    undone, or another process, changes nothing about what is right.
    """

    def __init__(self, *, kept: int) -> None:
        self._known: LastUsed[tuple[str, str], tuple[str, Session]] = LastUsed(kept=kept)

    def read(self, channel: str, address: str, text: str) -> Session:
        """What this text says. May raise "session_unreadable"."""
        known = self._known.get((channel, address))
        return known[1] if known is not None and known[0] == text else session_codec.load(text)

    def written(self, channel: str, address: str, session: Session) -> str:
        """The text that says this."""
        text = session_codec.dump(session)
        self._known.put((channel, address), (text, session))
        return text


async def load(
    tx: Transaction, *, channel: str, address: str, known: KnownSessions | None = None
) -> StoredSession | None:
    """The session of a chat, locked until the transaction ends; None: never spoken. May raise "session_unreadable"."""
    row = await tx.one(LOAD_SESSION[tx.dialect], channel=channel, address=address)
    if row is None and tx.dialect == "postgresql":
        await tx.all(LOCK_NEW_SESSION, channel=channel, address=address)
        row = await tx.one(LOAD_SESSION[tx.dialect], channel=channel, address=address)
    if row is None:
        return None
    return StoredSession(
        session=session_codec.load(row["state"]) if known is None else known.read(channel, address, row["state"]),
        screen_message=row["screen_message"],
        blocked=row["blocked"] == 1,
    )


def save_later(
    tx: Transaction,
    *,
    channel: str,
    address: str,
    session: Session,
    at: int,
    blocked: bool = False,
    known: KnownSessions | None = None,
) -> None:
    """Keep the session; the message that shows its screen stays noted as it was."""
    tx.later(
        _SAVE,
        channel=channel,
        address=address,
        person=session.person,
        language=session.language,
        state=session_codec.dump(session) if known is None else known.written(channel, address, session),
        revision=session.revision,
        blocked=int(blocked),
        at=at,
    )


async def sessions_of_person(tx: Transaction, person: PersonId) -> tuple[Chat, ...]:
    """The chats of a person who has not blocked us there."""
    rows = await tx.all(
        "SELECT channel, address, language FROM session WHERE person = :person AND blocked = 0"
        " ORDER BY channel, address",
        person=person,
    )
    return tuple(Chat(channel=row["channel"], address=row["address"], language=row["language"]) for row in rows)


NOTE_SCREEN_MESSAGE = """
UPDATE session SET screen_message = :message_id
WHERE channel = :channel AND address = :address AND revision = :revision
"""

MOVE_SESSION = """
UPDATE session SET address = :new
WHERE channel = :channel AND address = :old
    AND NOT EXISTS (SELECT 1 FROM session AS s WHERE s.channel = :channel AND s.address = :new)
"""

NOTE_BLOCKED = "UPDATE session SET blocked = 1 WHERE channel = :channel AND address = :address"


async def revision_of(tx: Transaction, *, channel: str, address: str) -> int:
    """The revision of a session that cannot be read, so that buttons of its old screens stay stale."""
    row = await tx.one(
        "SELECT revision FROM session WHERE channel = :channel AND address = :address", channel=channel, address=address
    )
    return 0 if row is None else int(row["revision"])


async def forget(tx: Transaction, *, channel: str, address: str) -> None:
    """Drop a conversation: its person is to be forgotten here."""
    await tx.run(
        "DELETE FROM session WHERE channel = :channel AND address = :address", channel=channel, address=address
    )
