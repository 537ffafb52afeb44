"""What lies before an office or a manager: items of sent reports, in the order in which they are to be looked at.

A queue is read by an index in its own order, so a page of a province's costs what a page of a commune's does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.answer import Answer
from conversations.programme.ids import ReportId, RuleId, SetId, UnitId
from conversations.programme.report import ReportKey, ReportState
from conversations.programme.review import ItemReview, ItemState, Queue
from conversations.programme.system import Unowned
from storage.answers import answer_of
from storage.reviews import ITEM, review_in
from storage.sent_reports import OWED_TO
from storage.times import moment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from storage.database import Row, Transaction

_ANSWER = """a.version, a.state, a.value, a.numerator, a.denominator, a.choice, a.as_of, a.nature, a.reason, a.source,
    a.unchanged, a.person, a.channel, a.recorded_at"""
_QUEUED = f"""
SELECT r.unit, r.rule, r.period, r.set_id, r.set_version, r.state AS report_state, r.opened_above_at, {ITEM},
    {_ANSWER}
FROM item_review v
JOIN report r ON r.id = v.report
JOIN answer_now n ON n.report = v.report AND n.indicator = v.indicator
JOIN answer a ON a.report = n.report AND a.indicator = n.indicator AND a.version = n.version
LEFT JOIN unit o ON o.id = v.office
"""  # noqa: S608 - put together from constants
_SENT_ON = "v.report NOT IN (SELECT id FROM report WHERE state = 'reopened')"
"""Nobody judges what the commune is correcting just now."""
_OF_REPORTS = f"JOIN report r ON r.id = v.report {OWED_TO}"
_OLDEST_FIRST = "v.since, v.report, v.indicator"
_FALLEN_FIRST = f"v.fell DESC, {_OLDEST_FIRST}"
_OF_QUEUE: Mapping[Queue, tuple[str, str]] = {
    Queue.WAITING: (f"WHERE v.office = :unit AND v.state = 'waiting' AND {_SENT_ON}", _FALLEN_FIRST),
    Queue.ASKED: ("WHERE v.office = :unit AND v.state = 'asked'", _FALLEN_FIRST),
    Queue.TOGETHER: (
        f"WHERE v.office = :unit AND v.state = 'waiting' AND v.together = 1 AND {_SENT_ON}",
        _OLDEST_FIRST,
    ),
    Queue.DISPUTED: (f"{_OF_REPORTS} WHERE v.state = 'disputed' AND r.state <> 'reopened'", _OLDEST_FIRST),
    Queue.UNOWNED: (
        f"{_OF_REPORTS} WHERE v.office IS NULL AND v.state = 'waiting' AND r.state <> 'reopened'",
        _OLDEST_FIRST,
    ),
}
"""What is in it, and its order."""
_WAITING = f"FROM item_review v WHERE v.office = :unit AND v.state = 'waiting' AND {_SENT_ON}"
_OLDEST = "ORDER BY v.since LIMIT 1"
# each of these is read from an index alone, and no further than it must; the order leads to the index
_COUNTS = f"""
SELECT (SELECT count(*) FROM (SELECT 1 {_WAITING} LIMIT :most) AS w) AS waiting,
    (SELECT count(*) FROM (SELECT 1 {_WAITING} AND v.fell = 1 LIMIT :most) AS f) AS fell,
    (SELECT count(*) FROM (
        SELECT v.report {_WAITING} AND v.together = 1 ORDER BY v.since, v.report, v.indicator LIMIT :most
    ) AS t) AS together,
    (SELECT count(*) FROM (
        SELECT 1 FROM item_review v WHERE v.office = :unit AND v.state = 'asked' LIMIT :most
    ) AS a) AS asked,
    (SELECT v.since {_WAITING} AND v.fell = 1 {_OLDEST}) AS oldest_fell,
    (SELECT v.since {_WAITING} AND v.fell = 0 {_OLDEST}) AS oldest_other
"""  # noqa: S608 - as above
_FOR_MANAGER = f"""
SELECT v.state, count(*) AS items FROM item_review v JOIN report r ON r.id = v.report {OWED_TO}
WHERE (v.state = 'disputed' OR (v.office IS NULL AND v.state = 'waiting')) AND r.state <> 'reopened' GROUP BY v.state
"""  # noqa: S608 - as above


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredItem:
    """One item of a queue: of which report, what was answered, where it stands."""

    report: ReportId
    key: ReportKey
    set_id: SetId
    set_version: int
    answer: Answer
    review: ItemReview
    state: ReportState
    """Of the report."""
    opened_above: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskCounts:
    """How much lies before an office."""

    waiting: int = 0
    fell: int = 0
    asked: int = 0
    together: int = 0
    oldest: datetime | None = None


async def desk_counts(tx: Transaction, office: UnitId, *, most: int = 1_000_000_000) -> DeskCounts:
    """How much lies before an office; counted up to so many of each."""
    row = await tx.one(_COUNTS, unit=office, most=most)
    if row is None:
        return DeskCounts()
    oldest = [at for at in (row["oldest_fell"], row["oldest_other"]) if at is not None]
    return DeskCounts(
        waiting=row["waiting"],
        fell=row["fell"],
        together=row["together"],
        asked=row["asked"],
        oldest=moment(min(oldest)) if oldest else None,
    )


async def for_manager(tx: Transaction, unit: UnitId, *, day: date) -> tuple[int, int]:
    """How many disputes wait for the unit's manager, and how many items that no office judges."""
    rows = {row["state"]: row["items"] for row in await tx.all(_FOR_MANAGER, unit=unit, day=day.isoformat())}
    return rows.get(ItemState.DISPUTED, 0), rows.get(ItemState.WAITING, 0)


async def unowned_items(tx: Transaction, *, limit: int = 20) -> tuple[Unowned, ...]:
    """What no office judges, by indicator, in all sent reports."""
    rows = await tx.all(
        """
        SELECT indicator, count(*) AS items FROM item_review WHERE office IS NULL AND state = 'waiting'
        GROUP BY indicator ORDER BY count(*) DESC, indicator LIMIT :limit
        """,
        limit=limit,
    )
    return tuple(Unowned(indicator=row["indicator"], items=row["items"]) for row in rows)


async def queued(
    tx: Transaction, unit: UnitId, queue: Queue, *, skip: int, limit: int, day: date
) -> tuple[StoredItem, ...]:
    """A stretch of a queue: of an office, or of the manager of the unit that reports are owed to."""
    within, order = _OF_QUEUE[queue]
    on = {"day": day.isoformat()} if ":day" in within else {}
    # the stretch is found first, so that reports and answers are looked up for its rows only
    sql = f"""
        WITH stretch AS (
            SELECT v.report, v.indicator FROM item_review v {within} ORDER BY {order} LIMIT :limit OFFSET :skip
        )
        {_QUEUED} JOIN stretch s ON s.report = v.report AND s.indicator = v.indicator ORDER BY {order}
    """  # noqa: S608 - put together from constants
    return tuple(_stored(row) for row in await tx.all(sql, unit=unit, limit=limit, skip=skip, **on))


async def item_named(tx: Transaction, key: ReportKey, indicator: str) -> StoredItem | None:
    """One item of a report that has left; None: it is in nobody's queue."""
    row = await tx.one(
        f"{_QUEUED} WHERE r.unit = :unit AND r.rule = :rule AND r.period = :period AND v.indicator = :indicator",
        unit=key.unit,
        rule=key.rule,
        period=key.period,
        indicator=indicator,
    )
    return None if row is None else _stored(row)


async def said_of_unit(tx: Transaction, unit: UnitId, *, limit: int) -> tuple[StoredItem, ...]:
    """The items of a unit's reports that are asked for, or were judged as not met, newest first."""
    sql = f"""{_QUEUED} WHERE r.unit = :unit AND r.sent_at IS NOT NULL AND r.state <> 'closed'
        AND (v.state IN ('asked', 'disputed') OR (v.state = 'not_met' AND v.final = 0) OR v.wished = 1)
        ORDER BY v.since DESC LIMIT :limit"""
    return tuple(_stored(row) for row in await tx.all(sql, unit=unit, limit=limit))


def _stored(row: Row) -> StoredItem:
    return StoredItem(
        report=ReportId(row["report"]),
        key=ReportKey(unit=UnitId(row["unit"]), rule=RuleId(row["rule"]), period=row["period"]),
        set_id=SetId(row["set_id"]),
        set_version=row["set_version"],
        answer=answer_of(row),
        review=review_in(row),
        state=ReportState(row["report_state"]),
        opened_above=row["opened_above_at"] is not None,
    )
