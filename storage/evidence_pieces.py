"""Evidence as it is opened: the pieces of one answer with their photos, and where the bytes of a photo are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conversations.programme.answer import EvidenceKind
from conversations.programme.ids import DifficultyId, EntryId, EvidenceId, PersonId, RuleId, UnitId
from conversations.programme.report import ReportKey
from storage.times import moment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from conversations.programme.ids import ReportId
    from storage.database import Row, Transaction


NOT_DESTROYED = "NOT EXISTS (SELECT 1 FROM destroyed_file d WHERE d.evidence = f.evidence AND d.number = f.number)"
"""Of a file f: it has not been destroyed when it was over its time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of evidence. photos: the numbers of those files that are on the disk; pending, lost, destroyed: how
    many are not.

    The files of a voice note are that note.
    """

    id: EvidenceId
    kind: EvidenceKind
    paper: str
    place: str
    person: PersonId
    at: datetime
    photos: tuple[int, ...] = ()
    pending: int = 0
    lost: int = 0
    destroyed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A photo on the disk. path: below the folder for evidence; size in bytes."""

    path: str
    size: int
    sha256: str


async def pieces_of(tx: Transaction, report: ReportId, indicator: str) -> tuple[Piece, ...]:
    """All evidence for one indicator of a report, in the order in which it came."""
    sql = f"{_PIECES} WHERE e.report = :report AND e.indicator = :indicator ORDER BY e.id, f.number"
    return _pieces(await tx.all(sql, report=report, indicator=indicator))


async def pieces_of_difficulty(tx: Transaction, difficulty: DifficultyId) -> tuple[Piece, ...]:
    """The photos and voice notes of a difficulty, in the order in which they came."""
    sql = f"{_PIECES} WHERE e.difficulty = :difficulty ORDER BY e.id, f.number"
    return _pieces(await tx.all(sql, difficulty=difficulty))


async def pieces_of_entry(tx: Transaction, entry: EntryId) -> tuple[Piece, ...]:
    """The photos of an entry of a register, in the order in which they came."""
    sql = f"{_PIECES} WHERE e.entry = :entry ORDER BY e.id, f.number"
    return _pieces(await tx.all(sql, entry=entry))


_PIECES = """
SELECT e.id, e.kind, e.paper, e.place, e.person, e.at, f.number, f.state, d.at AS destroyed_at
FROM evidence e
LEFT JOIN evidence_file f ON f.evidence = e.id
LEFT JOIN destroyed_file d ON d.evidence = f.evidence AND d.number = f.number
"""


def _pieces(rows: Sequence[Row]) -> tuple[Piece, ...]:
    pieces: dict[int, Piece] = {}
    for row in rows:
        piece = pieces.get(row["id"]) or Piece(
            id=EvidenceId(row["id"]),
            kind=EvidenceKind(row["kind"]),
            paper=row["paper"],
            place=row["place"],
            person=PersonId(row["person"]),
            at=moment(row["at"]),
        )
        match row["state"]:
            case "stored" if row["destroyed_at"] is not None:
                piece = replace(piece, destroyed=piece.destroyed + 1)
            case "stored":
                piece = replace(piece, photos=(*piece.photos, row["number"]))
            case "pending":
                piece = replace(piece, pending=piece.pending + 1)
            case "failed":
                piece = replace(piece, lost=piece.lost + 1)
            case _:
                pass  # a paper or a place
        pieces[row["id"]] = piece
    return tuple(pieces.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Of what a piece is evidence: an item of a report, a difficulty, or an entry of a register."""

    report: ReportKey | None
    indicator: str
    difficulty: DifficultyId | None
    entry: EntryId | None


async def place_of(tx: Transaction, evidence: EvidenceId) -> Place | None:
    """None: there is no such piece."""
    row = await tx.one(
        """
        SELECT e.indicator, e.difficulty, e.entry, r.unit, r.rule, r.period
        FROM evidence e LEFT JOIN report r ON r.id = e.report WHERE e.id = :evidence
        """,
        evidence=evidence,
    )
    if row is None:
        return None
    report = None
    if row["unit"] is not None:
        report = ReportKey(unit=UnitId(row["unit"]), rule=RuleId(row["rule"]), period=row["period"])
    difficulty = None if row["difficulty"] is None else DifficultyId(row["difficulty"])
    entry = None if row["entry"] is None else EntryId(row["entry"])
    return Place(report=report, indicator=row["indicator"] or "", difficulty=difficulty, entry=entry)


async def stored_file(tx: Transaction, evidence: EvidenceId, number: int) -> StoredFile | None:
    """Where a photo's bytes are; None: there is no such photo, or its bytes are not here."""
    row = await tx.one(
        f"""
        SELECT f.path, f.size, f.sha256 FROM evidence_file f
        WHERE f.evidence = :evidence AND f.number = :number AND f.state = 'stored' AND {NOT_DESTROYED}
        """,  # noqa: S608 - a constant condition
        evidence=evidence,
        number=number,
    )
    return None if row is None else StoredFile(path=row["path"], size=row["size"], sha256=row["sha256"])
