"""What reports have stated to be spent: each statement came in with one report, and counts until that is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.times import millis

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.ids import ReportId
    from storage.database import Transaction


async def keep_with_report(tx: Transaction, report: ReportId, spent: int) -> None:
    """The statement of that number came in with this report."""
    await tx.run("INSERT INTO report_statement (spent, report) VALUES (:spent, :report)", spent=spent, report=report)


async def withdraw_statements(tx: Transaction, report: ReportId, *, now: datetime) -> None:
    """What this report has stated so far counts no more from now on."""
    await tx.run(
        "UPDATE report_statement SET withdrawn_at = :at WHERE report = :report AND withdrawn_at IS NULL",
        report=report,
        at=millis(now),
    )
