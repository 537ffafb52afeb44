"""Reports that a manager wants to open again and that wait for a second person's yes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.ids import PersonId, UnitId
from storage.times import millis, moment

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.ids import ReportId
    from storage.database import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening:
    """Who wants it, why, since when."""

    person: PersonId
    name: str
    """Empty after erasure."""
    reason: str
    at: datetime


async def reopening_of(tx: Transaction, report: ReportId) -> Reopening | None:
    """The wish that waits; None: there is none."""
    row = await tx.one(
        """
        SELECT o.person, o.reason, o.at, i.name FROM reopening o LEFT JOIN identity i ON i.person = o.person
        WHERE o.report = :report AND o.ended_at IS NULL
        """,
        report=report,
    )
    if row is None:
        return None
    return Reopening(person=PersonId(row["person"]), name=row["name"] or "", reason=row["reason"], at=moment(row["at"]))


def wish_reopening(tx: Transaction, report: ReportId, *, by: PersonId, reason: str, now: datetime) -> None:
    """It waits from now on. The index refuses a second one."""
    tx.later(
        "INSERT INTO reopening (report, person, reason, at) VALUES (:report, :person, :reason, :at)",
        report=report,
        person=by,
        reason=reason,
        at=millis(now),
    )


def end_reopening(tx: Transaction, report: ReportId, *, by: PersonId, now: datetime) -> None:
    """The second person has said yes or no."""
    tx.later(
        "UPDATE reopening SET ended_at = :at, ended_by = :by WHERE report = :report AND ended_at IS NULL",
        report=report,
        by=by,
        at=millis(now),
    )


async def judging_offices(tx: Transaction, report: ReportId) -> tuple[UnitId, ...]:
    """The offices that have judged items of the report."""
    rows = await tx.all(
        """
        SELECT DISTINCT office FROM review_event
        WHERE report = :report AND office IS NOT NULL AND act IN ('meet', 'fail') ORDER BY office
        """,
        report=report,
    )
    return tuple(UnitId(row["office"]) for row in rows)
