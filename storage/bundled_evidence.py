"""Evidence as it was at a moment: of a report that had left by then, what was stored by then, and from which role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.answer import EvidenceKind
from conversations.programme.ids import EvidenceId, ReportId
from conversations.programme.person import Role
from storage.reported import SENT
from storage.times import millis, moment

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.report import ReportKey
    from storage.database import Transaction

_REPORT = f"""
SELECT r.id, r.set_id, r.set_version FROM report r
WHERE r.unit = :unit AND r.rule = :rule AND r.period = :period AND {SENT}
"""  # noqa: S608 - a constant condition
_PIECES = """
SELECT e.id, e.indicator, e.kind, e.paper, e.place, e.at, f.number, f.path, f.size, f.sha256, d.at AS destroyed_at,
    g.role, g.post
FROM evidence e
JOIN report r ON r.id = e.report
LEFT JOIN evidence_file f ON f.evidence = e.id AND f.state = 'stored' AND f.stored_at <= :known
LEFT JOIN destroyed_file d ON d.evidence = f.evidence AND d.number = f.number
LEFT JOIN role_grant g ON g.id = (
    SELECT max(h.id) FROM role_grant h WHERE h.person = e.person AND h.unit = r.unit AND h.recorded_at <= e.at
)
WHERE e.report = :report AND e.at <= :known AND (e.kind IN ('paper', 'place') OR f.path IS NOT NULL)
ORDER BY e.id, f.number
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentReport:
    """A report that had left, and under which set."""

    id: ReportId
    key: ReportKey
    set_id: str
    set_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPiece:
    """One stored photo, one paper or one place. path: below the folder for evidence; destroyed: over its time."""

    id: EvidenceId
    indicator: str
    kind: EvidenceKind
    words: str
    """Of a paper or a place."""
    path: str
    size: int
    """Bytes."""
    sha256: str
    destroyed: bool
    role: Role | None
    """Of whoever gave it, in that unit; None: they held none there."""
    post: str
    at: datetime


async def report_sent_by(tx: Transaction, key: ReportKey, *, known: datetime) -> SentReport | None:
    """The report, if it had left by that moment."""
    row = await tx.one(_REPORT, unit=key.unit, rule=key.rule, period=key.period, known=millis(known))
    if row is None:
        return None
    return SentReport(id=ReportId(row["id"]), key=key, set_id=row["set_id"], set_version=row["set_version"])


async def pieces_kept_by(tx: Transaction, report: ReportId, *, known: datetime) -> tuple[KeptPiece, ...]:
    """All that was stored by that moment, in the order in which it came."""
    return tuple(
        KeptPiece(
            id=EvidenceId(row["id"]),
            indicator=row["indicator"],
            kind=EvidenceKind(row["kind"]),
            words=row["paper"] or row["place"],
            path=row["path"] or "",
            size=row["size"] or 0,
            sha256=row["sha256"] or "",
            destroyed=row["destroyed_at"] is not None,
            role=None if row["role"] is None else Role(row["role"]),
            post=row["post"] or "",
            at=moment(row["at"]),
        )
        for row in await tx.all(_PIECES, report=report, known=millis(known))
    )
