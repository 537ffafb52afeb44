"""What offices say of the items of sent reports: each said once and kept, and beside it where every item stands now.

Whoever changes an item holds the lock of its report.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.ids import PersonId, ReportId, SetId, UnitId
from conversations.programme.review import ItemAct, ItemReview, ItemState
from conversations.programme.unit import Unit, kind_by_code
from storage.times import millis, moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from storage.database import Row, Transaction, Values

ITEM = """v.report, v.indicator, v.state AS review_state, v.office, v.reviewer, v.version AS judged_version,
    v.reason AS review_reason, v.fell, v.final, v.wished, v.together, v.since, o.kind AS office_kind,
    o.name AS office_name"""
_OF_REPORT = f"""
SELECT {ITEM} FROM item_review v LEFT JOIN unit o ON o.id = v.office WHERE v.report = :report
"""  # noqa: S608 - put together from constants
_ONE = f"{_OF_REPORT} AND v.indicator = :indicator"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent:
    """One thing that was said of an item. office None: by the commune or the manager."""

    act: ItemAct
    version: int
    office: str
    person: PersonId
    name: str
    """Empty after erasure."""
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SentItem:
    """An item as it comes to its office when the report is sent."""

    indicator: str
    office: UnitId | None
    fell: bool = False
    together: bool = False


def reviews_read(report: ReportId) -> tuple[str, Values]:
    """The read for `reviews_of`: where the items of one report stand."""
    return _OF_REPORT, {"report": report}


def reviews_of(rows: Sequence[Row]) -> dict[str, ItemReview]:
    """By indicator."""
    return {row["indicator"]: review_in(row) for row in rows}


async def review_of(tx: Transaction, report: ReportId, indicator: str) -> ItemReview | None:
    """One item; None: it is in nobody's queue and was never judged."""
    row = await tx.one(_ONE, report=report, indicator=indicator)
    return None if row is None else review_in(row)


def hand_to_offices(tx: Transaction, report: ReportId, items: Iterable[SentItem], *, now: datetime) -> None:
    """A report was sent: its items come before their offices. What was judged and not changed keeps its verdict."""
    take_from_offices(tx, report)
    for item in items:
        tx.later(
            """
            INSERT INTO item_review (report, indicator, state, office, fell, together, since)
            VALUES (:report, :indicator, 'waiting', CAST(:office AS BIGINT), :fell, :together, :at)
            ON CONFLICT (report, indicator) DO UPDATE SET office = CASE
                WHEN item_review.state IN ('waiting', 'asked') AND item_review.final = 0
                THEN COALESCE(excluded.office, item_review.office) ELSE item_review.office END
            """,
            report=report,
            indicator=item.indicator,
            office=item.office,
            fell=int(item.fell),
            together=int(item.together),
            at=millis(now),
        )


def bring_to_office(tx: Transaction, report: ReportId, item: SentItem, *, now: datetime) -> None:
    """An item of a sent report was answered, or answered anew before anybody judged it."""
    tx.later(
        """
        INSERT INTO item_review (report, indicator, state, office, fell, together, since)
        VALUES (:report, :indicator, 'waiting', CAST(:office AS BIGINT), :fell, 0, :at)
        ON CONFLICT (report, indicator)
        DO UPDATE SET office = excluded.office, fell = excluded.fell, together = 0, wished = 0, reason = ''
        """,
        report=report,
        indicator=item.indicator,
        office=item.office,
        fell=int(item.fell),
        at=millis(now),
    )


def take_item(tx: Transaction, report: ReportId, indicator: str) -> None:
    """There is nothing to judge after all: an item that nobody has said anything of leaves its queue."""
    tx.later(
        """
        DELETE FROM item_review
        WHERE report = :report AND indicator = :indicator AND state = 'waiting' AND version = 0
        """,
        report=report,
        indicator=indicator,
    )


async def reroute(tx: Transaction, unit: UnitId, set_id: SetId, owners: Mapping[str, tuple[UnitId, ...]]) -> int:
    """What waits in reports owed to the unit goes to the offices that judge it now; how many items went. What no
    office judges any more stays where it is, and so does what the manager has decided.
    """
    rows = await tx.all(
        """
        SELECT v.report, v.indicator, v.office FROM item_review v
        JOIN report r ON r.id = v.report AND r.set_id = :set_id
        JOIN reporting_rule g ON g.id = r.rule AND g.unit = :unit
        WHERE v.state IN ('waiting', 'asked') AND v.final = 0
        """,
        set_id=set_id,
        unit=unit,
    )
    going = [row for row in rows if (judges := owners.get(row["indicator"])) and row["office"] not in judges]
    for row in going:
        tx.later(
            "UPDATE item_review SET office = :office WHERE report = :report AND indicator = :indicator",
            office=owners[row["indicator"]][0],
            report=row["report"],
            indicator=row["indicator"],
        )
    return len(going)


def take_from_offices(tx: Transaction, report: ReportId) -> None:
    """The report was taken back: nothing of it waits that nobody has looked at."""
    tx.later("DELETE FROM item_review WHERE report = :report AND state = 'waiting' AND version = 0", report=report)


def keep_review(
    tx: Transaction,
    report: ReportId,
    after: ItemReview,
    *,
    act: ItemAct,
    version: int,
    office: UnitId | None,
    by: PersonId,
    channel: str,
    now: datetime,
    reason: str = "",
) -> None:
    """An item stands so from now on, because of what was said. version: of the answer it was said about. office: the
    one that said it.
    """
    tx.later(
        """
        UPDATE item_review SET state = :state, office = CAST(:held AS BIGINT),
            reviewer = CAST(:reviewer AS BIGINT), version = :version,
            reason = :reason, final = :final, wished = :wished, together = 0, fell = :fell, since = :at
        WHERE report = :report AND indicator = :indicator
        """,
        report=report,
        indicator=after.indicator,
        state=after.state.value,
        held=None if after.office is None else after.office.id,
        reviewer=after.reviewer,
        version=after.version,
        reason=after.reason,
        final=int(after.final),
        wished=int(after.wished),
        fell=int(after.fell),
        at=millis(after.since),
    )
    tx.later(
        """
        INSERT INTO review_event (report, indicator, act, version, office, person, channel, reason, at)
        VALUES (:report, :indicator, :act, :version, CAST(:office AS BIGINT), :person, :channel, :reason, :at)
        """,
        report=report,
        indicator=after.indicator,
        act=act.value,
        version=version,
        office=office,
        person=by,
        channel=channel,
        reason=reason,
        at=millis(now),
    )


async def item_states(tx: Transaction, report: ReportId) -> dict[str, ItemState]:
    """Where the items of a report stand, by indicator."""
    rows = await tx.all("SELECT indicator, state FROM item_review WHERE report = :report", report=report)
    return {row["indicator"]: ItemState(row["state"]) for row in rows}


async def events_of(tx: Transaction, report: ReportId, indicator: str, *, limit: int = 20) -> tuple[StoredEvent, ...]:
    """What was said of an item, the newest of it, oldest first."""
    rows = await tx.all(
        """
        SELECT e.act, e.version, e.person, e.reason, e.at, i.name, o.name AS office
        FROM review_event e LEFT JOIN identity i ON i.person = e.person LEFT JOIN unit o ON o.id = e.office
        WHERE e.report = :report AND e.indicator = :indicator ORDER BY e.id DESC LIMIT :limit
        """,
        report=report,
        indicator=indicator,
        limit=limit,
    )
    return tuple(
        StoredEvent(
            act=ItemAct(row["act"]),
            version=row["version"],
            office=row["office"] or "",
            person=PersonId(row["person"]),
            name=row["name"] or "",
            reason=row["reason"],
            at=moment(row["at"]),
        )
        for row in reversed(rows)
    )


async def said_of_figure(
    tx: Transaction, reports: Iterable[ReportId], indicator: str, *, limit: int = 40
) -> Mapping[tuple[ReportId, int], tuple[StoredEvent, ...]]:
    """By report and version of the answer: what was said of an item in these reports, oldest first."""
    said = {report: await events_of(tx, report, indicator, limit=limit) for report in dict.fromkeys(reports)}
    found: dict[tuple[ReportId, int], tuple[StoredEvent, ...]] = {}
    for report, events in said.items():
        for event in events:
            found[report, event.version] = (*found.get((report, event.version), ()), event)
    return found


def review_in(row: Row) -> ItemReview:
    office = None
    if row["office"] is not None:
        kind = kind_by_code(row["office_kind"])
        office = Unit(id=UnitId(row["office"]), kind=kind, name=row["office_name"], parent=None)
    return ItemReview(
        indicator=row["indicator"],
        state=ItemState(row["review_state"]),
        version=row["judged_version"],
        office=office,
        reviewer=None if row["reviewer"] is None else PersonId(row["reviewer"]),
        reason=row["review_reason"],
        since=moment(row["since"]),
        fell=bool(row["fell"]),
        final=bool(row["final"]),
        wished=bool(row["wished"]),
        together=bool(row["together"]),
    )
