"""Requests about personal data: kept with their clocks, answered, extended once, finished."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from conversations.programme.data_request import DataRequest, RequestKind
from conversations.programme.ids import PersonId
from storage.people import pseudonym
from storage.times import millis, moment, moment_or_none

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.data_request import Clocks
    from storage.database import Row, Transaction

_READ = """
SELECT q.id, q.person, i.name, q.kind, q.body, q.at, q.answer_by, q.finish_by, q.answer, q.answered_at,
    q.extension_reason, q.extended_at, q.outcome, q.done_at
FROM data_request q LEFT JOIN identity i ON i.person = q.person
"""


async def add_request(
    tx: Transaction, person: PersonId, kind: RequestKind, *, text: str, clocks: Clocks, now: datetime
) -> int:
    """Keep a request; its number."""
    row = await tx.one(
        """
        INSERT INTO data_request (person, kind, body, at, answer_by, finish_by)
        VALUES (:person, :kind, :body, :at, :answer_by, :finish_by) RETURNING id
        """,
        person=person,
        kind=kind.value,
        body=text,
        at=millis(now),
        answer_by=clocks.answer_by.isoformat(),
        finish_by=clocks.finish_by.isoformat(),
    )
    if row is None:
        raise LookupError("data_request")
    return int(row["id"])


async def requests_of(tx: Transaction, person: PersonId) -> tuple[DataRequest, ...]:
    """A person's own, oldest first."""
    rows = await tx.all(f"{_READ} WHERE q.person = :person ORDER BY q.id", person=person)
    return tuple(_request(row) for row in rows)


async def open_requests(tx: Transaction) -> tuple[DataRequest, ...]:
    """All that are not finished, in the order in which they came."""
    return tuple(_request(row) for row in await tx.all(f"{_READ} WHERE q.done_at IS NULL ORDER BY q.id"))


async def all_requests(tx: Transaction, *, limit: int = 1000) -> tuple[DataRequest, ...]:
    """The newest, also what is finished, in the order in which they came."""
    rows = await tx.all(f"{_READ} ORDER BY q.id DESC LIMIT :limit", limit=limit)
    return tuple(_request(row) for row in reversed(rows))


async def request_of(tx: Transaction, number: int) -> DataRequest | None:
    """The request of that number; nobody else changes it until this transaction ends."""
    await tx.run("UPDATE data_request SET kind = kind WHERE id = :number", number=number)
    row = await tx.one(f"{_READ} WHERE q.id = :number", number=number)
    return None if row is None else _request(row)


def note_answer(tx: Transaction, number: int, *, text: str, by: PersonId | None, now: datetime) -> None:
    """The procedure was told."""
    tx.later(
        "UPDATE data_request SET answer = :body, answered_at = :at, answered_by = :by WHERE id = :number",
        number=number,
        body=text,
        by=by,
        at=millis(now),
    )


def note_extension(
    tx: Transaction, number: int, *, until: date, reason: str, by: PersonId | None, now: datetime
) -> None:
    """Finished by that day instead."""
    tx.later(
        """
        UPDATE data_request SET finish_by = :until, extension_reason = :reason, extended_at = :at, extended_by = :by
        WHERE id = :number
        """,
        number=number,
        until=until.isoformat(),
        reason=reason,
        by=by,
        at=millis(now),
    )


def note_end(tx: Transaction, number: int, *, outcome: str, by: PersonId | None, now: datetime) -> None:
    """Nothing is left to be done."""
    tx.later(
        "UPDATE data_request SET outcome = :outcome, done_at = :at, done_by = :by WHERE id = :number",
        number=number,
        outcome=outcome,
        by=by,
        at=millis(now),
    )


def forget_requests_of(tx: Transaction, person: PersonId, *, now: datetime) -> None:
    """An erased person asks for nothing more, and what they and we wrote is gone."""
    tx.later(
        """
        UPDATE data_request SET body = '', answer = '', extension_reason = '', outcome = '',
            done_at = coalesce(done_at, CAST(:at AS BIGINT))
        WHERE person = :person
        """,
        person=person,
        at=millis(now),
    )


def _request(row: Row) -> DataRequest:
    return DataRequest(
        id=row["id"],
        person=PersonId(row["person"]),
        name=row["name"] or pseudonym(row["person"]),
        kind=RequestKind(row["kind"]),
        text=row["body"],
        at=moment(row["at"]),
        answer_by=date.fromisoformat(row["answer_by"]),
        finish_by=date.fromisoformat(row["finish_by"]),
        answer=row["answer"],
        answered_at=moment_or_none(row["answered_at"]),
        extended=row["extended_at"] is not None,
        extension_reason=row["extension_reason"],
        outcome=row["outcome"],
        done_at=moment_or_none(row["done_at"]),
    )
