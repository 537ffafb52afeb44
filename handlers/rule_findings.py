"""What the rules of the criteria set say of a unit's communes, as of a day and as known at a moment."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from conversations.programme.plan_targets import Standard
from conversations.programme.rule_checks import check
from handlers.recognition import holding, recognised_on
from handlers.show_status import status_of
from storage.unit_names import unit_named

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.rule_checks import Findings
    from conversations.programme.status import Status
    from storage.criteria import CriteriaSets
    from storage.database import Database, Transaction


async def show_findings(
    database: Database, sets: CriteriaSets, *, unit: str, as_of: date, known_at: datetime | None = None
) -> Findings:
    """Of the communes of a unit; of a commune, its own. known_at None: all that is recorded."""
    async with database.read() as tx:
        named = await unit_named(tx, unit, day=as_of)
        status = await status_of(tx, sets, named, as_of=as_of, known_at=known_at)
        return await findings_of(tx, sets, status, known_at=known_at)


async def findings_of(
    tx: Transaction, sets: CriteriaSets, status: Status, *, known_at: datetime | None = None
) -> Findings:
    """The same of a table that was read already. Recognised is what a plan or a decision says."""
    day = status.as_of
    communes = [one.unit.id for one in status.communes]
    recognised = holding(await recognised_on(tx, communes, day=day, known=known_at), Standard.NTM)
    year_before = None
    if status.form is not None and status.form.gains:
        last_day = date(day.year, 1, 1) - timedelta(days=1)
        year_before = await status_of(tx, sets, status.unit, as_of=last_day, known_at=known_at)
    return check(status, year_before=year_before, recognised=recognised, day=day)
