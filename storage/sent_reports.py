"""Reports that have left, with how far their items are judged; and those that somebody wants opened again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.ids import ReportId, RuleId, UnitId
from conversations.programme.report import ReportKey, ReportState
from storage.times import moment

if TYPE_CHECKING:
    from datetime import date, datetime

    from storage.database import Row, Transaction

OWED_TO = """
    JOIN reporting_rule g ON g.id = r.rule AND g.unit IN (
        SELECT u.id FROM unit u WHERE u.id = :unit
        UNION ALL SELECT s.predecessor FROM unit_succession s WHERE s.successor = :unit AND s.on_day <= :day
    )
"""
"""To the unit itself, or to one in whose place it stands on that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSent:
    """A report that has left, with how many of its items are judged."""

    report: ReportId
    key: ReportKey
    state: ReportState
    sent_at: datetime
    judged: int
    of: int
    wished: bool
    """Somebody wants it opened again and waits for a second person."""


_WISHED = "EXISTS (SELECT 1 FROM reopening w WHERE w.report = r.id AND w.ended_at IS NULL)"
_SENT = f"""
SELECT r.id, r.unit, r.rule, r.period, r.state, r.sent_at, {_WISHED} AS wished,
    (SELECT count(*) FROM item_review v WHERE v.report = r.id) AS items,
    (SELECT count(*) FROM item_review v WHERE v.report = r.id AND v.state IN ('met', 'not_met')) AS judged
FROM report r
"""  # noqa: S608 - put together from constants


async def sent_reports(tx: Transaction, unit: UnitId, *, limit: int, day: date) -> tuple[StoredSent, ...]:
    """The reports with items before offices that were sent to the unit: those to be opened again, then the newest."""
    sql = f"""{_SENT} {OWED_TO}
        WHERE r.sent_at IS NOT NULL AND EXISTS (SELECT 1 FROM item_review v WHERE v.report = r.id)
        ORDER BY wished DESC, r.sent_at DESC LIMIT :limit"""  # noqa: S608 - put together from constants
    return tuple(_sent(row) for row in await tx.all(sql, unit=unit, limit=limit, day=day.isoformat()))


async def reports_to_reopen(tx: Transaction) -> tuple[StoredSent, ...]:
    """The reports, of whatever unit, for which a second person's yes is waited for; the oldest first."""
    rows = await tx.all(f"{_SENT} WHERE {_WISHED} ORDER BY r.sent_at, r.id")
    return tuple(_sent(row) for row in rows)


async def sent_report_named(tx: Transaction, key: ReportKey) -> StoredSent | None:
    """One of them; None: nothing was sent."""
    sql = f"{_SENT} WHERE r.unit = :unit AND r.rule = :rule AND r.period = :period AND r.sent_at IS NOT NULL"
    row = await tx.one(sql, unit=key.unit, rule=key.rule, period=key.period)
    return None if row is None else _sent(row)


def _sent(row: Row) -> StoredSent:
    return StoredSent(
        report=ReportId(row["id"]),
        key=ReportKey(unit=UnitId(row["unit"]), rule=RuleId(row["rule"]), period=row["period"]),
        state=ReportState(row["state"]),
        sent_at=moment(row["sent_at"]),
        judged=row["judged"],
        of=row["items"],
        wished=bool(row["wished"]),
    )
