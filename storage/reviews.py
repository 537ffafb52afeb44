"""What offices say of the items of sent reports: each said once and kept, and beside it where every item stands now.

Whoever changes an item holds the lock of its report. A queue is read by an index in its own order, so a page of a
province's costs what a page of a commune's does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.answer import Answer
from conversations.programme.ids import PersonId, ReportId, RuleId, SetId, UnitId
from conversations.programme.report import ReportKey, ReportState
from conversations.programme.review import ItemAct, ItemReview, ItemState, Queue
from conversations.programme.system import Unowned
from conversations.programme.unit import Unit, kind_by_code
from storage.answers import answer_of
from storage.times import millis, moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from storage.database import Row, Transaction, Values

_ITEM = """v.report, v.indicator, v.state AS review_state, v.office, v.reviewer, v.version AS judged_version,
    v.reason AS review_reason, v.fell, v.final, v.wished, v.together, v.since, o.kind AS office_kind,
    o.name AS office_name"""
_OF_REPORT = f"""
SELECT {_ITEM} FROM item_review v LEFT JOIN unit o ON o.id = v.office WHERE v.report = :report
"""  # noqa: S608 - put together from constants
_ONE = f"{_OF_REPORT} AND v.indicator = :indicator"

_ANSWER = """a.version, a.state, a.value, a.numerator, a.denominator, a.choice, a.as_of, a.nature, a.reason, a.source,
    a.unchanged, a.person, a.channel, a.recorded_at"""
_QUEUED = f"""
SELECT r.unit, r.rule, r.period, r.set_id, r.set_version, r.state AS report_state, r.opened_above_at, {_ITEM},
    {_ANSWER}
FROM item_review v
JOIN report r ON r.id = v.report
JOIN answer_now n ON n.report = v.report AND n.indicator = v.indicator
JOIN answer a ON a.report = n.report AND a.indicator = n.indicator AND a.version = n.version
LEFT JOIN unit o ON o.id = v.office
"""  # noqa: S608 - as above
_OWED_TO = """
    JOIN reporting_rule g ON g.id = r.rule AND g.unit IN (
        SELECT u.id FROM unit u WHERE u.id = :unit
        UNION ALL SELECT s.predecessor FROM unit_succession s WHERE s.successor = :unit AND s.on_day <= :day
    )
"""
"""To the unit itself, or to one in whose place it stands on that day."""
_SENT_ON = "v.report NOT IN (SELECT id FROM report WHERE state = 'reopened')"
"""Nobody judges what the commune is correcting just now."""
_OF_REPORTS = f"JOIN report r ON r.id = v.report {_OWED_TO}"
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
SELECT v.state, count(*) AS items FROM item_review v JOIN report r ON r.id = v.report {_OWED_TO}
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
class DeskCounts:
    """How much lies before an office."""

    waiting: int = 0
    fell: int = 0
    asked: int = 0
    together: int = 0
    oldest: datetime | None = None


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
    return {row["indicator"]: _review(row) for row in rows}


async def review_of(tx: Transaction, report: ReportId, indicator: str) -> ItemReview | None:
    """One item; None: it is in nobody's queue and was never judged."""
    row = await tx.one(_ONE, report=report, indicator=indicator)
    return None if row is None else _review(row)


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
    sql = f"""{_SENT} {_OWED_TO}
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


def _stored(row: Row) -> StoredItem:
    return StoredItem(
        report=ReportId(row["report"]),
        key=ReportKey(unit=UnitId(row["unit"]), rule=RuleId(row["rule"]), period=row["period"]),
        set_id=SetId(row["set_id"]),
        set_version=row["set_version"],
        answer=answer_of(row),
        review=_review(row),
        state=ReportState(row["report_state"]),
        opened_above=row["opened_above_at"] is not None,
    )


def _review(row: Row) -> ItemReview:
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
