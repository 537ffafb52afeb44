"""Evidence: a photo's reference is kept as pending, its bytes are fetched afterwards; only stored photos count.

An album is one piece of several photos. A paper or a declared place is whole as soon as it is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.answer import Evidence, EvidenceKind, EvidenceState
from conversations.programme.ids import DifficultyId, EntryId, EvidenceId, PersonId
from storage.reports import fresh_stamp
from storage.times import millis

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from conversations.programme.ids import ReportId
    from storage.database import Row, Transaction, Values


_PIECES = """
SELECT e.id, e.indicator, e.kind, e.paper, e.place, count(f.number) AS pieces,
    sum(CASE WHEN f.state = 'pending' THEN 1 ELSE 0 END) AS pending,
    sum(CASE WHEN f.state = 'stored' THEN 1 ELSE 0 END) AS stored
FROM evidence e LEFT JOIN evidence_file f ON f.evidence = e.id
WHERE e.report = :report"""
_TOGETHER = "GROUP BY e.id, e.indicator, e.kind, e.paper, e.place ORDER BY e.id"
_OF_REPORT = f"{_PIECES} {_TOGETHER}"
_OF_ITEM = f"{_PIECES} AND e.indicator = :indicator {_TOGETHER}"


def evidence_read(report: ReportId) -> tuple[str, Values]:
    """The read for `evidence_by_indicator`."""
    return _OF_REPORT, {"report": report}


def item_evidence_read(report: ReportId, indicator: str) -> tuple[str, Values]:
    """The same of one item."""
    return _OF_ITEM, {"report": report, "indicator": indicator}


def evidence_by_indicator(rows: Sequence[Row]) -> dict[str, tuple[Evidence, ...]]:
    """All evidence of a report, each indicator's in the order in which it came."""
    found: dict[str, tuple[Evidence, ...]] = {}
    for row in rows:
        found[row["indicator"]] = (*found.get(row["indicator"], ()), _evidence(row))
    return found


def _evidence(row: Row) -> Evidence:
    """Pending while one photo is; stored with as many pieces as are stored; failed when none could be fetched."""
    kind = EvidenceKind(row["kind"])
    state = EvidenceState.STORED
    pieces = 1
    if kind is EvidenceKind.PHOTO:
        if row["pending"]:
            state, pieces = EvidenceState.PENDING, row["pieces"]
        elif row["stored"]:
            pieces = int(row["stored"])
        else:
            state, pieces = EvidenceState.FAILED, row["pieces"]
    return Evidence(
        id=EvidenceId(row["id"]), indicator=row["indicator"], kind=kind, state=state, pieces=pieces, paper=row["paper"]
    )


async def add_evidence(
    tx: Transaction,
    report: ReportId,
    *,
    indicator: str,
    kind: EvidenceKind,
    reference: str,
    album: str,
    paper: str,
    person: PersonId,
    channel: str,
    now: datetime,
) -> EvidenceId:
    """Keep one piece; a photo of an album that is there already joins it. reference: a photo's, or the place."""
    row = await tx.one(
        """
        INSERT INTO evidence (report, indicator, kind, album, paper, place, person, channel, at)
        VALUES (:report, :indicator, :kind, :album, :paper, :place, :person, :channel, :at)
        ON CONFLICT (report, indicator, channel, album) WHERE album <> '' DO UPDATE SET album = excluded.album
        RETURNING id
        """,
        report=report,
        indicator=indicator,
        kind=kind.value,
        album=album if kind is EvidenceKind.PHOTO else "",
        paper=paper,
        place=reference if kind is EvidenceKind.PLACE else "",
        person=person,
        channel=channel,
        at=millis(now),
    )
    if row is None:
        raise LookupError("evidence")
    evidence = EvidenceId(row["id"])
    if kind is EvidenceKind.PHOTO:
        _add_file(tx, evidence, reference=reference, now=now)
    return evidence


async def attach(
    tx: Transaction,
    *,
    difficulty: DifficultyId | None = None,
    entry: EntryId | None = None,
    kind: EvidenceKind,
    references: Sequence[str],
    person: PersonId,
    channel: str,
    now: datetime,
) -> None:
    """Photos, or a voice note, as one piece of evidence of a difficulty or of a register's entry; their bytes are still
    to be fetched.
    """
    row = await tx.one(
        """
        INSERT INTO evidence (difficulty, entry, indicator, kind, person, channel, at)
        VALUES (:difficulty, :entry, '', :kind, :person, :channel, :at) RETURNING id
        """,
        difficulty=difficulty,
        entry=entry,
        kind=kind.value,
        person=person,
        channel=channel,
        at=millis(now),
    )
    if row is None:
        raise LookupError("evidence")
    for reference in references:
        _add_file(tx, EvidenceId(row["id"]), reference=reference, now=now)


def _add_file(tx: Transaction, evidence: EvidenceId, *, reference: str, now: datetime) -> None:
    tx.later(
        """
        INSERT INTO evidence_file (evidence, number, reference, try_at)
        SELECT CAST(:evidence AS BIGINT), coalesce(max(number), 0) + 1, CAST(:reference AS TEXT), CAST(:at AS BIGINT)
        FROM evidence_file WHERE evidence = :evidence
        """,
        evidence=evidence,
        reference=reference,
        at=millis(now),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingFile:
    """A photo or voice note whose bytes are still to be fetched: from which channel, for whom, how often it was tried.

    It belongs to an indicator of a report, to a difficulty, or to an entry of a register.
    """

    evidence: EvidenceId
    number: int
    kind: EvidenceKind
    reference: str
    channel: str
    person: PersonId
    indicator: str
    difficulty: DifficultyId | None
    entry: EntryId | None
    tries: int


async def pending_files(tx: Transaction, *, channel: str, now: datetime, limit: int = 20) -> tuple[PendingFile, ...]:
    """What is due to be fetched from a channel, oldest first."""
    rows = await tx.all(
        """
        SELECT f.evidence, f.number, f.reference, f.tries, e.channel, e.person, e.kind, e.indicator, e.difficulty,
            e.entry
        FROM evidence_file f JOIN evidence e ON e.id = f.evidence
        WHERE f.state = 'pending' AND f.try_at <= :at AND e.channel = :channel
        ORDER BY f.try_at, f.evidence, f.number LIMIT :limit
        """,
        channel=channel,
        at=millis(now),
        limit=limit,
    )
    return tuple(
        PendingFile(
            evidence=EvidenceId(row["evidence"]),
            number=row["number"],
            kind=EvidenceKind(row["kind"]),
            reference=row["reference"],
            channel=row["channel"],
            person=PersonId(row["person"]),
            indicator=row["indicator"],
            difficulty=None if row["difficulty"] is None else DifficultyId(row["difficulty"]),
            entry=None if row["entry"] is None else EntryId(row["entry"]),
            tries=row["tries"],
        )
        for row in rows
    )


async def file_stored(
    tx: Transaction,
    evidence: EvidenceId,
    number: int,
    *,
    sha256: str,
    size: int,
    path: str,
    now: datetime,
) -> bool:
    """The photo's bytes are safe; False where that was known."""
    changed = await tx.run(
        """
        UPDATE evidence_file SET state = 'stored', sha256 = :sha256, size = :size, path = :path, stored_at = :at
        WHERE evidence = :evidence AND number = :number AND state <> 'stored'
        """,
        evidence=evidence,
        number=number,
        sha256=sha256,
        size=size,
        path=path,
        at=millis(now),
    )
    if changed:
        _touch_report(tx, evidence)
    return changed == 1


async def file_failed(tx: Transaction, evidence: EvidenceId, number: int, *, again_at: datetime | None) -> bool:
    """The photo could not be fetched; it is tried again then, or never (None). False where it is no longer pending."""
    changed = await tx.run(
        """
        UPDATE evidence_file SET tries = tries + 1, state = CAST(:state AS TEXT),
            try_at = coalesce(CAST(:again AS BIGINT), try_at)
        WHERE evidence = :evidence AND number = :number AND state = 'pending'
        """,
        evidence=evidence,
        number=number,
        state="failed" if again_at is None else "pending",
        again=None if again_at is None else millis(again_at),
    )
    if changed and again_at is None:
        _touch_report(tx, evidence)
    return changed == 1


def _touch_report(tx: Transaction, evidence: EvidenceId) -> None:
    tx.later(
        "UPDATE report SET stamp = :stamp WHERE id = (SELECT report FROM evidence WHERE id = :evidence)",
        stamp=fresh_stamp(),
        evidence=evidence,
    )
