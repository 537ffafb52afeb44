"""Reports on their way up: one row for each unit, rule and period, what was done to it, and its receipts.

Whoever changes a report locks its row first. Every change gives it another stamp, a random number: a copy kept with
the same stamp is the same report, also when the transaction that made it was undone.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.ids import PersonId, ReportId, RuleId, SetId, UnitId
from conversations.programme.report import Receipt, ReportAct, ReportKey, ReportState
from storage.answers import GIVEN
from storage.times import millis, moment, moment_or_none

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from storage.database import Row, Transaction, Values


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReport:
    """A report's own row."""

    id: ReportId
    key: ReportKey
    set_id: SetId
    set_version: int
    state: ReportState
    leader_note: str
    stamp: int
    sent_at: datetime | None
    opened_above: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one row says of a report that may not be there yet."""

    report: StoredReport | None
    has_leader: bool
    """Whether a leader of the unit holds that role now."""
    programme: int = 0
    """The stamp of the programme, read on the way: see storage/programme.py."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedReport:
    """A report in a list: how many items are given, and the receipt of a sent one."""

    report: StoredReport
    given: int
    receipt: Receipt | None


_COLUMNS = """r.id, r.unit, r.rule, r.period, r.set_id, r.set_version, r.state, r.leader_note, r.stamp, r.sent_at,
    r.opened_above_at"""

_RECEIPT = """c.number AS receipt_number, c.at AS receipt_at, c.items AS receipt_items, c.total AS receipt_total,
    c.photos AS receipt_photos, c.next_reader AS receipt_reader, c.paper AS receipt_paper"""

_LISTED = f"""
SELECT {_COLUMNS}, {GIVEN}, {_RECEIPT}
FROM report r
LEFT JOIN receipt c ON r.sent_at IS NOT NULL AND c.id = (SELECT max(id) FROM receipt WHERE report = r.id)
"""  # noqa: S608 - put together from the constants above

_FOUND = f"""
SELECT {_COLUMNS}, EXISTS (
        SELECT 1 FROM role_grant g WHERE g.unit = :unit AND g.role = 'commune_leader' AND g.ended_at IS NULL
            AND g.valid_from <= :today AND g.valid_to > :today
            AND NOT EXISTS (SELECT 1 FROM suspension u WHERE u.person = g.person AND u.ended_at IS NULL)
    ) AS has_leader, s.stamp AS programme
FROM programme_stamp s
LEFT JOIN report r ON r.unit = :unit AND r.rule = :rule AND r.period = :period
"""  # noqa: S608 - as above

_LOCKED = f"""
SELECT {_COLUMNS} FROM report r WHERE r.unit = :unit AND r.rule = :rule AND r.period = :period
"""  # noqa: S608 - as above

_WITH_VERSION = f"""
SELECT {_COLUMNS}, n.version
FROM report r LEFT JOIN answer_now n ON n.report = r.id AND n.indicator = :indicator
WHERE r.unit = :unit AND r.rule = :rule AND r.period = :period
"""  # noqa: S608 - as above

_WAITING = """
r.state = 'waiting_for_leader' OR (r.state = 'reopened' AND
    (SELECT e.act FROM report_event e WHERE e.report = r.id ORDER BY e.id DESC LIMIT 1) = 'submit')
"""
"""For the leader: also what was opened again, corrected and handed to them."""

_VERSION = "SELECT version FROM answer_now WHERE report = :report AND indicator = :indicator"

_RECEIPT_OF = f"""
SELECT r.period, {_RECEIPT} FROM report r
JOIN receipt c ON c.id = (SELECT max(id) FROM receipt WHERE report = r.id)
WHERE r.unit = :unit AND r.rule = :rule AND r.period = :period AND r.sent_at IS NOT NULL
"""  # noqa: S608 - as above


def fresh_stamp() -> int:
    """Never given before, as far as 62 random bits can promise."""
    return secrets.randbits(62)


def found_read(key: ReportKey, today: date) -> tuple[str, Values]:
    """The read for `found`; it always gives one row."""
    return _FOUND, {"unit": key.unit, "rule": key.rule, "period": key.period, "today": today.isoformat()}


def found(rows: Sequence[Row], *, known: StoredReport | None = None) -> Found:
    """known: the report's row as it was read before, which it still is under the same stamp."""
    row = rows[0]
    if known is None or known.stamp != row["stamp"]:
        known = None if row["id"] is None else _stored(row)
    return Found(
        report=known,
        has_leader=bool(row["has_leader"]),
        programme=row["programme"],
    )


def locked_read(key: ReportKey, dialect: str) -> tuple[str, Values]:
    """The read for `stored_report`; nobody else changes the report until this transaction ends."""
    # SQLite has one writer at a time and no FOR UPDATE
    sql = f"{_LOCKED} FOR UPDATE" if dialect == "postgresql" else _LOCKED
    return sql, {"unit": key.unit, "rule": key.rule, "period": key.period}


def stored_report(rows: Sequence[Row]) -> StoredReport | None:
    """The report out of the rows of `locked_read`; None: nobody has opened it yet."""
    return _stored(rows[0]) if rows else None


async def locked(tx: Transaction, key: ReportKey) -> StoredReport | None:
    """The report as it stands; nobody else changes it until this transaction ends."""
    sql, values = locked_read(key, tx.dialect)
    return stored_report(await tx.all(sql, **values))


async def locked_with_version(tx: Transaction, key: ReportKey, indicator: str) -> tuple[StoredReport | None, int]:
    """The same, and the version of one answer that counts; 0: there is no answer yet."""
    values = {"unit": key.unit, "rule": key.rule, "period": key.period}
    if tx.dialect == "postgresql":
        # a statement of its own sees what was committed while the first one waited for the lock
        rows = await tx.all(f"{_LOCKED} FOR UPDATE", **values)
        if not rows:
            return None, 0
        answered = await tx.one(_VERSION, report=rows[0]["id"], indicator=indicator)
        return _stored(rows[0]), 0 if answered is None else answered["version"]
    row = await tx.one(_WITH_VERSION, indicator=indicator, **values)
    return (None, 0) if row is None else (_stored(row), row["version"] or 0)


def _stored(row: Row) -> StoredReport:
    return StoredReport(
        id=ReportId(row["id"]),
        key=ReportKey(unit=UnitId(row["unit"]), rule=RuleId(row["rule"]), period=row["period"]),
        set_id=SetId(row["set_id"]),
        set_version=row["set_version"],
        state=ReportState(row["state"]),
        leader_note=row["leader_note"],
        stamp=row["stamp"],
        sent_at=moment_or_none(row["sent_at"]),
        opened_above=row["opened_above_at"] is not None,
    )


async def open_report(
    tx: Transaction, key: ReportKey, *, set_id: SetId, set_version: int, by: PersonId, now: datetime
) -> bool:
    """Open the draft, pinned to this version of the set; False where somebody has opened it before."""
    opened = await tx.run(
        """
        INSERT INTO report (unit, rule, period, set_id, set_version, stamp, opened_by, opened_at)
        VALUES (:unit, :rule, :period, :set_id, :set_version, :stamp, :by, :at)
        ON CONFLICT (unit, rule, period) DO NOTHING
        """,
        unit=key.unit,
        rule=key.rule,
        period=key.period,
        set_id=set_id,
        set_version=set_version,
        stamp=fresh_stamp(),
        by=by,
        at=millis(now),
    )
    return opened == 1


async def states_of(tx: Transaction, keys: Iterable[ReportKey]) -> Mapping[ReportKey, ReportState]:
    """Where these reports stand; those that nobody has opened are not in it."""
    found = tuple(keys)
    rows = await tx.together(*((_STATE, {"unit": key.unit, "rule": key.rule, "period": key.period}) for key in found))
    return {key: ReportState(row["state"]) for key, listed in zip(found, rows, strict=True) for row in listed}


_STATE = "SELECT state FROM report WHERE unit = :unit AND rule = :rule AND period = :period"


def touch(tx: Transaction, report: ReportId, *, stamp: int) -> None:
    """What the report shows has changed."""
    tx.later("UPDATE report SET stamp = :stamp WHERE id = :report", report=report, stamp=stamp)


def touch_unit(tx: Transaction, unit: UnitId) -> None:
    """What all reports of a unit show has changed: its posts, or an earlier report that later ones quote."""
    tx.later("UPDATE report SET stamp = :stamp WHERE unit = :unit", unit=unit, stamp=fresh_stamp())


def move(
    tx: Transaction,
    report: ReportId,
    *,
    act: ReportAct,
    to: ReportState,
    by: PersonId,
    reason: str,
    paper: str,
    now: datetime,
) -> None:
    """Bring the report into that state and keep who did it. The reason of a return stands until the next act. A report
    that goes on, or is opened again and sent once more, was sent when it was sent first.
    """
    tx.later(
        """
        UPDATE report SET state = :state, leader_note = :note, stamp = :stamp,
            opened_above_at = CASE WHEN :handed_up = 1 THEN opened_above_at END,
            sent_at = CASE WHEN :handed_up = 1 THEN COALESCE(sent_at, CAST(:at AS BIGINT)) END
        WHERE id = :report
        """,
        report=report,
        state=to.value,
        note=reason if act in {ReportAct.SEND_BACK, ReportAct.REOPEN} else "",
        stamp=fresh_stamp(),
        at=millis(now),
        handed_up=int(to.handed_up),
    )
    tx.later(
        """
        INSERT INTO report_event (report, act, person, at, reason, paper)
        VALUES (:report, :act, :person, :at, :reason, :paper)
        """,
        report=report,
        act=act.value,
        person=by,
        at=millis(now),
        reason=reason,
        paper=paper,
    )


def mark_opened_above(tx: Transaction, report: ReportId, *, by: PersonId, now: datetime) -> None:
    """Somebody above reads a sent report for the first time. Whoever sent it themselves does not count."""
    tx.later(
        """
        UPDATE report SET opened_above_at = :at, stamp = :stamp
        WHERE id = :report AND sent_at IS NOT NULL AND opened_above_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM report_event WHERE report = :report AND person = :person AND act IN ('send', 'approve')
        )
        """,
        report=report,
        person=by,
        at=millis(now),
        stamp=fresh_stamp(),
    )


async def contributors(tx: Transaction, report: ReportId) -> tuple[PersonId, ...]:
    """Everybody who answered an item of it or moved it, by id."""
    rows = await tx.all(
        """
        SELECT person FROM answer WHERE report = :report
        UNION SELECT person FROM report_event WHERE report = :report
        ORDER BY person
        """,
        report=report,
    )
    return tuple(PersonId(row["person"]) for row in rows)


def reports_read(unit: UnitId, *, from_year: int) -> tuple[str, Values]:
    """The read for `listed_reports`: the reports of one unit from that year on."""
    return f"{_LISTED} WHERE r.unit = :unit AND r.period >= :from_key", {"unit": unit, "from_key": f"{from_year:04}-"}


def reports_below_read(unit: UnitId, *, from_year: int, today: date) -> tuple[str, Values]:
    """The read for `listed_reports`: the reports of the units right below one from that year on."""
    return (
        f"""{_LISTED} JOIN unit_parent p ON p.unit = r.unit
        WHERE p.parent = :unit AND p.superseded_at IS NULL AND p.valid_from <= :today AND p.valid_to > :today
            AND r.period >= :from_key""",
        {"unit": unit, "today": today.isoformat(), "from_key": f"{from_year:04}-"},
    )


def waiting_read(unit: UnitId) -> tuple[str, Values]:
    """The read for `listed_reports`: what waits for the leader of a unit."""
    return f"{_LISTED} WHERE r.unit = :unit AND ({_WAITING}) ORDER BY r.period", {"unit": unit}


def sent_read(unit: UnitId, *, limit: int) -> tuple[str, Values]:
    """The read for `listed_reports`: what a unit has sent, newest first."""
    return (
        f"{_LISTED} WHERE r.unit = :unit AND r.sent_at IS NOT NULL ORDER BY r.sent_at DESC LIMIT :limit",
        {"unit": unit, "limit": limit},
    )


def listed_reports(rows: Sequence[Row]) -> tuple[ListedReport, ...]:
    return tuple(ListedReport(report=_stored(row), given=row["given"], receipt=_receipt(row)) for row in rows)


def receipt_read(key: ReportKey) -> tuple[str, Values]:
    """The read for `receipt_of`: the receipt of the report as it was sent last, where it still stands as sent."""
    return _RECEIPT_OF, {"unit": key.unit, "rule": key.rule, "period": key.period}


def receipt_of(rows: Sequence[Row]) -> Receipt | None:
    return _receipt(rows[0]) if rows else None


def _receipt(row: Row) -> Receipt | None:
    if row["receipt_number"] is None:
        return None
    return Receipt(
        number=receipt_number(row["receipt_number"], row["period"]),
        at=moment(row["receipt_at"]),
        items=row["receipt_items"],
        of=row["receipt_total"],
        photos=row["receipt_photos"],
        next_reader=row["receipt_reader"],
        approved_on_paper=row["receipt_paper"],
    )


def receipt_number(number: int, period: str) -> str:
    """How a receipt's number is written: "03/2023-H1"."""
    return f"{number:02}/{period}"


async def give_receipt(
    tx: Transaction,
    report: StoredReport,
    *,
    superior: UnitId,
    items: int,
    total: int,
    photos: int,
    next_reader: str,
    paper: str,
    now: datetime,
) -> Receipt:
    """The next number of this superior and period; without a gap, because it is given back when the turn is undone."""
    row = await tx.one(
        """
        INSERT INTO receipt_number (superior, period, last) VALUES (:superior, :period, 1)
        ON CONFLICT (superior, period) DO UPDATE SET last = receipt_number.last + 1
        RETURNING last
        """,
        superior=superior,
        period=report.key.period,
    )
    if row is None:
        raise LookupError("receipt_number")
    tx.later(
        """
        INSERT INTO receipt (report, superior, period, number, at, items, total, photos, next_reader, paper)
        VALUES (:report, :superior, :period, :number, :at, :items, :total, :photos, :reader, :paper)
        """,
        report=report.id,
        superior=superior,
        period=report.key.period,
        number=row["last"],
        at=millis(now),
        items=items,
        total=total,
        photos=photos,
        reader=next_reader,
        paper=paper,
    )
    return Receipt(
        number=receipt_number(row["last"], report.key.period),
        at=moment(millis(now)),
        items=items,
        of=total,
        photos=photos,
        next_reader=next_reader,
        approved_on_paper=paper,
    )
