"""What others wait for: items that an office asked more for, and items before an office, since when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.ids import PersonId, RuleId, UnitId
from conversations.programme.report import ReportKey
from conversations.programme.unit import kind_by_code, title_of
from storage.times import moment

if TYPE_CHECKING:
    from datetime import datetime

    from storage.database import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedItem:
    """An item that the commune was asked for. unit, office: as they stand in a sentence."""

    key: ReportKey
    unit: str
    indicator: str
    office: str
    answered_by: PersonId
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeWaiting:
    """So many items wait for an office, the oldest since then."""

    office: UnitId
    name: str
    items: int
    oldest: datetime


async def asked_items(tx: Transaction) -> tuple[AskedItem, ...]:
    """All items asked for and not answered, the oldest first."""
    rows = await tx.all(
        """
        SELECT r.unit, r.rule, r.period, u.name AS unit_name, u.kind AS unit_kind, v.indicator, o.name AS office_name,
            a.person, v.since
        FROM item_review v
        JOIN report r ON r.id = v.report AND r.state = 'more_asked'
        JOIN unit u ON u.id = r.unit
        JOIN answer_now n ON n.report = v.report AND n.indicator = v.indicator
        JOIN answer a ON a.report = n.report AND a.indicator = n.indicator AND a.version = n.version
        LEFT JOIN unit o ON o.id = v.office
        WHERE v.state = 'asked' ORDER BY v.since, v.report, v.indicator
        """
    )
    return tuple(
        AskedItem(
            key=ReportKey(unit=UnitId(row["unit"]), rule=RuleId(row["rule"]), period=row["period"]),
            unit=title_of(kind_by_code(row["unit_kind"]), row["unit_name"]),
            indicator=row["indicator"],
            office=row["office_name"] or "",
            answered_by=PersonId(row["person"]),
            since=moment(row["since"]),
        )
        for row in rows
    )


async def offices_waiting(tx: Transaction) -> tuple[OfficeWaiting, ...]:
    """Every office before which something lies that it may judge now."""
    rows = await tx.all(
        """
        SELECT v.office, o.name, count(*) AS items, min(v.since) AS oldest FROM item_review v
        JOIN report r ON r.id = v.report AND r.state <> 'reopened'
        JOIN unit o ON o.id = v.office WHERE v.state = 'waiting' GROUP BY v.office, o.name ORDER BY v.office
        """
    )
    return tuple(
        OfficeWaiting(office=UnitId(row["office"]), name=row["name"], items=row["items"], oldest=moment(row["oldest"]))
        for row in rows
    )
