"""How far the photos of one piece of evidence are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conversations.programme.ids import EvidenceId
    from storage.database import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Photos still to be fetched, and those that are stored."""

    pending: int
    stored: int


async def progress(tx: Transaction, evidence: EvidenceId) -> Progress:
    """Count the photos of a piece."""
    row = await tx.one(
        """
        SELECT sum(CASE WHEN state = 'pending' THEN 1 ELSE 0 END) AS pending,
            sum(CASE WHEN state = 'stored' THEN 1 ELSE 0 END) AS stored
        FROM evidence_file WHERE evidence = :evidence
        """,
        evidence=evidence,
    )
    return Progress(pending=int(row["pending"] or 0) if row else 0, stored=int(row["stored"] or 0) if row else 0)
