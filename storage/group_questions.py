"""What somebody was asked in a group before it is bound or left alone. Answered once, by that person only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.group import Question, QuestionId
from conversations.programme.ids import PersonId, UnitId
from storage.addresses import address_of, chat_of, topic_of
from storage.times import millis, moment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from storage.database import Transaction


async def ask(
    tx: Transaction,
    *,
    channel: str,
    address: str,
    kind: str,
    person: PersonId,
    units: Sequence[UnitId],
    was: UnitId | None,
    now: datetime,
    open_to_managers: bool = False,
) -> QuestionId:
    """Keep the question; its number goes into the buttons. open_to_managers: of the unit, whoever they are."""
    row = await tx.one(
        """
        INSERT INTO group_question (channel, address, topic, person, kind, units, was, asked_at, open_to_managers)
        VALUES (:channel, :chat, :topic, :person, :kind, :units, :was, :at, :open) RETURNING id
        """,
        channel=channel,
        chat=chat_of(address),
        topic=topic_of(address) or 0,
        person=person,
        kind=kind,
        units=_written(units),
        was=was or 0,
        at=millis(now),
        open=int(open_to_managers),
    )
    if row is None:
        raise LookupError("question")
    return QuestionId(row["id"])


async def question(tx: Transaction, number: QuestionId, *, channel: str, chat: str) -> Question | None:
    """The question of that number where it was asked in this very group."""
    row = await tx.one(
        """
        SELECT id, address, topic, person, kind, units, was, asked_at, answered_at, open_to_managers FROM group_question
        WHERE id = :id AND channel = :channel AND address = :chat
        """,
        id=number,
        channel=channel,
        chat=chat,
    )
    if row is None:
        return None
    return Question(
        id=QuestionId(row["id"]),
        address=address_of(row["address"], row["topic"] or None),
        person=PersonId(row["person"]),
        kind=row["kind"],
        units=tuple(UnitId(int(unit)) for unit in row["units"].split()),
        was=UnitId(row["was"]) if row["was"] else None,
        asked_at=moment(row["asked_at"]),
        answered=row["answered_at"] is not None,
        open_to_managers=bool(row["open_to_managers"]),
    )


def choose(tx: Transaction, number: QuestionId, units: Sequence[UnitId]) -> None:
    """Only this is left to be confirmed."""
    tx.later("UPDATE group_question SET units = :units WHERE id = :id", id=number, units=_written(units))


def close(tx: Transaction, number: QuestionId, *, now: datetime) -> None:
    """It is answered."""
    tx.later("UPDATE group_question SET answered_at = :at WHERE id = :id", id=number, at=millis(now))


async def forget_before(tx: Transaction, at: int) -> int:
    """Drop what was asked before; so many."""
    return await tx.run("DELETE FROM group_question WHERE asked_at < :at", at=at)


def _written(units: Sequence[UnitId]) -> str:
    return " ".join(map(str, units))
