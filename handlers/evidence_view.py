"""Whoever opens evidence leaves an entry in the audit log: which piece, of which answer, by which way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.audit import note_later
from storage.times import millis

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from conversations.programme.ids import DifficultyId, EvidenceId, PersonId
    from conversations.programme.report import ReportKey
    from storage.database import Transaction


def note_evidence_viewed(
    tx: Transaction,
    pieces: Iterable[EvidenceId],
    *,
    by: PersonId | None,
    report: ReportKey,
    indicator: str,
    at: datetime,
    way: str = "chat",
) -> None:
    """One entry a piece, in the transaction that shows it. way: "chat", "link", "file". by None: from a
    command line.
    """
    for piece in pieces:
        note_later(
            tx,
            at=millis(at),
            person=by,
            act="evidence_viewed",
            subject=f"evidence:{piece}",
            detail={"report": str(report), "indicator": indicator, "way": way},
        )


def note_difficulty_viewed(
    tx: Transaction, pieces: Iterable[EvidenceId], *, by: PersonId, difficulty: DifficultyId, at: datetime
) -> None:
    """The same of the photos and voice notes of a difficulty."""
    for piece in pieces:
        note_later(
            tx,
            at=millis(at),
            person=by,
            act="evidence_viewed",
            subject=f"evidence:{piece}",
            detail={"difficulty": str(difficulty), "way": "chat"},
        )
