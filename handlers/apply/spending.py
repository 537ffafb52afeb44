"""What a report says to be spent becomes statements of the money when it leaves, in the same transaction.

Taken back, they count no more; sent again, the new ones stand in their place. No statement is ever changed or lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.criteria import Content
from conversations.programme.periodic_report import day_of, in_dong, purse_asked
from conversations.programme.report import ReportState
from storage.money import add_spent
from storage.report_statements import keep_with_report, withdraw_statements

if TYPE_CHECKING:
    from conversations.programme.report import Report
    from handlers.apply.acting import Acting
    from storage.reports import StoredReport


async def state_spent(acting: Acting, stored: StoredReport, report: Report, to: ReportState) -> None:
    """Dated by the day it leaves, or by the last day that the report covers. report: as it was before it moved."""
    if not report.form.periodic or to not in {ReportState.SENT, ReportState.WITHDRAWN}:
        return
    await withdraw_statements(acting.tx, stored.id, now=acting.now)
    if to is ReportState.WITHDRAWN:
        return
    for indicator in report.form.indicators:
        answer = report.answers.get(indicator.code)
        if indicator.content is not Content.SPENT or answer is None or answer.figure is None:
            continue
        spent = await add_spent(
            acting.tx,
            unit=report.unit.id,
            purse=purse_asked(indicator, report.period.year),
            amount=in_dong(answer.figure.value),
            on_day=day_of(report.period, acting.now.date()),
            person=acting.somebody,
            at=acting.now,
        )
        await keep_with_report(acting.tx, stored.id, spent)
