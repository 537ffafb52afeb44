"""What a report gives of a unit's goals becomes figures of these goals when it leaves, in the same transaction.

Taken back, they count no more; sent again, the new ones stand in their place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.goal_form import unit_asked_about, value_of
from conversations.programme.goal_set import combined
from conversations.programme.ids import UnitId
from conversations.programme.periodic_report import day_of
from conversations.programme.report import ReportState
from storage.goals import add_value, goals_set, keep_with_report, papers_in_force, withdraw_values

if TYPE_CHECKING:
    from conversations.programme.report import Report
    from handlers.apply.acting import Acting
    from storage.reports import StoredReport


async def state_goals(acting: Acting, stored: StoredReport, report: Report, to: ReportState) -> None:
    """report: as it was before it moved."""
    about = unit_asked_about(report.form.id)
    if about is None or to not in {ReportState.SENT, ReportState.WITHDRAWN}:
        return
    await withdraw_values(acting.tx, stored.id, now=acting.now)
    if to is ReportState.WITHDRAWN:
        return
    unit, day = UnitId(about), day_of(report.period, acting.now.date())
    papers = await papers_in_force(acting.tx, unit, day=acting.now.date())
    goals = {str(one.code): one for one in combined(await goals_set(acting.tx, papers))}
    source = f"{report.unit.title}, {report.period.title.removeprefix(report.form.title).strip()}"
    for indicator in report.form.indicators:
        answer, coded = report.answers.get(indicator.code), goals.get(indicator.code)
        if answer is None or coded is None:
            continue
        value = value_of(coded.goal, answer, day=day, source=answer.source or source)
        if value is not None:
            kept = await add_value(acting.tx, unit, coded.code, value, at=acting.now)
            await keep_with_report(acting.tx, stored.id, kept)
