"""What is over its time: counted, and dropped a few rows at a time. `before`: moments in their stored form.

Files are looked for among all of them, so that storing one costs nothing more: once a day is often enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.ids import EvidenceId, PersonId
from storage.evidence_pieces import NOT_DESTROYED
from storage.times import millis

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from storage.database import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    """How many there are, and how many of them are over their time."""

    kept: int
    over: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OldFile:
    """A stored file over its time."""

    evidence: EvidenceId
    number: int
    path: str
    sha256: str


_LEFT = """
FROM identity i JOIN consent c ON c.person = i.person
GROUP BY i.person HAVING sum(CASE WHEN c.withdrawn_at IS NULL THEN 1 ELSE 0 END) = 0
"""
_FILES = f"""
FROM evidence_file f JOIN evidence e ON e.id = f.evidence
WHERE e.kind = :kind AND f.state = 'stored' AND {NOT_DESTROYED}
"""
_COUNTS = {
    "update_keys": """
        SELECT count(*) AS kept, sum(CASE WHEN received_at < :before THEN 1 ELSE 0 END) AS too_old FROM inbox
    """,
    "messages": """
        SELECT count(*) AS kept, sum(CASE WHEN finished_at < :before THEN 1 ELSE 0 END) AS too_old
        FROM outbox WHERE body IS NOT NULL AND finished_at IS NOT NULL
    """,
    "message_rows": """
        SELECT count(*) AS kept, sum(CASE WHEN body IS NULL AND finished_at < :before THEN 1 ELSE 0 END) AS too_old
        FROM outbox WHERE key IS NULL
    """,
    "visitors": """
        SELECT count(*) AS kept, sum(CASE WHEN updated_at < :before THEN 1 ELSE 0 END) AS too_old
        FROM session WHERE person IS NULL
    """,
    "people": f"""
        SELECT count(*) AS kept, sum(CASE WHEN q.last < :before THEN 1 ELSE 0 END) AS too_old
        FROM (SELECT max(c.withdrawn_at) AS last {_LEFT}) AS q
    """,  # noqa: S608 - put together from constants
    "requests": """
        SELECT count(*) AS kept, sum(CASE WHEN done_at < :before THEN 1 ELSE 0 END) AS too_old
        FROM data_request WHERE body <> '' OR answer <> '' OR outcome <> ''
    """,
}
_COUNT_OF_FILES = f"""
SELECT count(*) AS kept, sum(CASE WHEN f.stored_at < :before THEN 1 ELSE 0 END) AS too_old {_FILES}
"""
FILE_KINDS = {"photos": "photo", "voice": "voice"}
"""Kinds of data that are files, and what evidence calls them."""


async def counts_of_kinds(tx: Transaction, before: Mapping[str, int]) -> Mapping[str, KindCount]:
    """Each kind by its name."""
    found = await tx.together(
        *(
            (_COUNT_OF_FILES, {"before": at, "kind": FILE_KINDS[kind]})
            if kind in FILE_KINDS
            else (_COUNTS[kind], {"before": at})
            for kind, at in before.items()
        )
    )
    return {
        kind: KindCount(kept=int(rows[0]["kept"]), over=int(rows[0]["too_old"] or 0))
        for kind, rows in zip(before, found, strict=True)
    }


async def forget_visitors_before(tx: Transaction, before: int) -> int:
    """Conversations with nobody we know; so many."""
    return await tx.run("DELETE FROM session WHERE person IS NULL AND updated_at < :before", before=before)


async def left_before(tx: Transaction, before: int, *, limit: int) -> tuple[PersonId, ...]:
    """People who have withdrawn all their consents before that, the first to leave first."""
    rows = await tx.all(
        f"SELECT i.person {_LEFT} AND max(c.withdrawn_at) < :before ORDER BY max(c.withdrawn_at) LIMIT :limit",
        before=before,
        limit=limit,
    )
    return tuple(PersonId(row["person"]) for row in rows)


async def clear_requests_before(tx: Transaction, before: int) -> int:
    """The words of requests that ended before; so many. Their kinds and days stay."""
    await tx.run("DELETE FROM right_request WHERE at < :before", before=before)
    return await tx.run(
        """
        UPDATE data_request SET body = '', answer = '', extension_reason = '', outcome = ''
        WHERE done_at < :before AND (body <> '' OR answer <> '' OR outcome <> '')
        """,
        before=before,
    )


async def old_files(tx: Transaction, kind: str, before: int, *, limit: int) -> tuple[OldFile, ...]:
    """Stored files of a kind that are over their time, oldest first."""
    rows = await tx.all(
        f"""
        SELECT f.evidence, f.number, f.path, f.sha256 {_FILES} AND f.stored_at < :before
        ORDER BY f.stored_at, f.evidence, f.number LIMIT :limit
        """,
        kind=kind,
        before=before,
        limit=limit,
    )
    return tuple(
        OldFile(
            evidence=EvidenceId(row["evidence"]),
            number=row["number"],
            path=row["path"],
            sha256=row["sha256"],
        )
        for row in rows
    )


async def shared_bytes(tx: Transaction, file: OldFile) -> bool:
    """Whether another piece that is not destroyed has the very same bytes."""
    row = await tx.one(
        f"""
        SELECT 1 AS found FROM evidence_file f
        WHERE f.path = :path AND f.state = 'stored' AND {NOT_DESTROYED}
            AND (f.evidence <> :evidence OR f.number <> :number)
        LIMIT 1
        """,  # noqa: S608 - as above
        path=file.path,
        evidence=file.evidence,
        number=file.number,
    )
    return row is not None


def file_destroyed(tx: Transaction, file: OldFile, *, now: datetime) -> None:
    """Its bytes are gone; the row stays with its digest."""
    tx.later(
        """
        INSERT INTO destroyed_file (evidence, number, at) VALUES (:evidence, :number, :at)
        ON CONFLICT (evidence, number) DO NOTHING
        """,
        evidence=file.evidence,
        number=file.number,
        at=millis(now),
    )
