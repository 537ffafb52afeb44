"""A period's reports as they were known at a moment: what was done to each, and which items were answered by then."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conversations.programme.answer import Nature
from conversations.programme.ids import ReportId, SetId, UnitId
from conversations.programme.report import ReportAct
from conversations.programme.review import VERDICTS, ItemAct
from storage.answers import COLUMNS, answer_of
from storage.times import moment
from storage.validity import known_by

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from conversations.programme.answer import Answer
    from conversations.programme.ids import RuleId
    from storage.database import Transaction

_OF = "r.rule = :rule AND r.period = :period"
_REPORTS = f"SELECT r.id, r.unit, r.set_id, r.set_version FROM report r WHERE {_OF} AND r.opened_at <= :known"  # noqa: S608 - a constant
_EVENTS = f"""
SELECT e.report, e.act, e.at FROM report r JOIN report_event e ON e.report = r.id
WHERE {_OF} AND e.at <= :known ORDER BY e.id
"""  # noqa: S608 - a constant
_ITEMS = f"""
SELECT s.report, s.indicator, s.nature, s.recorded_at,
    CASE WHEN s.state <> 'not_reported' OR s.value IS NOT NULL OR s.choice <> '' THEN 1 ELSE 0 END AS given
FROM (
    SELECT a.report, a.indicator, a.state, a.value, a.choice, a.nature, a.recorded_at,
        ROW_NUMBER() OVER (PARTITION BY a.report, a.indicator ORDER BY a.version DESC) AS newest
    FROM report r JOIN answer a ON a.report = r.id WHERE {_OF} AND a.recorded_at <= :known
) s WHERE s.newest = 1
"""  # noqa: S608 - a constant
_REVIEWS = f"""
SELECT s.report, s.indicator, s.act FROM (
    SELECT e.report, e.indicator, e.act,
        ROW_NUMBER() OVER (PARTITION BY e.report, e.indicator ORDER BY e.id DESC) AS newest
    FROM report r JOIN review_event e ON e.report = r.id WHERE {_OF} AND e.at <= :known
) s WHERE s.newest = 1
"""  # noqa: S608 - a constant
_SENT_IN_YEAR = """
SELECT DISTINCT r.unit FROM report_event e JOIN report r ON r.id = e.report
WHERE e.act IN ('send', 'approve') AND e.at >= :first AND e.at <= :known AND r.set_id = :set_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownItem:
    """One answer as it stood. given: the item is no longer open."""

    given: bool
    nature: Nature | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownReport:
    """One report as it stood. acts: in order, each with its moment."""

    unit: UnitId
    set_id: SetId
    set_version: int
    acts: tuple[tuple[ReportAct, datetime], ...]
    items: Mapping[str, KnownItem]
    said: Mapping[str, ItemAct] = field(default_factory=dict)
    """What was said last of each item that an office, the commune or the manager has spoken of."""


async def known_reports(
    tx: Transaction, rule: RuleId, period: str, *, known: datetime | None = None
) -> Mapping[UnitId, KnownReport]:
    """The reports of that period that had been begun, by unit."""
    values = {"rule": rule, "period": period, "known": known_by(known)}
    reports, events, items, reviews = await tx.together(
        (_REPORTS, values), (_EVENTS, values), (_ITEMS, values), (_REVIEWS, values)
    )
    said: dict[ReportId, dict[str, ItemAct]] = {}
    for row in reviews:
        said.setdefault(ReportId(row["report"]), {})[row["indicator"]] = ItemAct(row["act"])
    acts: dict[ReportId, list[tuple[ReportAct, datetime]]] = {}
    for row in events:
        acts.setdefault(ReportId(row["report"]), []).append((ReportAct(row["act"]), moment(row["at"])))
    answers: dict[ReportId, dict[str, KnownItem]] = {}
    for row in items:
        nature = None if row["nature"] is None else Nature(row["nature"])
        answers.setdefault(ReportId(row["report"]), {})[row["indicator"]] = KnownItem(
            given=bool(row["given"]), nature=nature, at=moment(row["recorded_at"])
        )
    return {
        UnitId(row["unit"]): KnownReport(
            unit=UnitId(row["unit"]),
            set_id=SetId(row["set_id"]),
            set_version=row["set_version"],
            acts=tuple(acts.get(ReportId(row["id"]), ())),
            items=answers.get(ReportId(row["id"]), {}),
            said=said.get(ReportId(row["id"]), {}),
        )
        for row in reports
    }


_ANSWERS = f"""
SELECT {COLUMNS}, (
    SELECT e.act FROM review_event e WHERE e.report = a.report AND e.indicator = a.indicator AND e.version = a.version
    AND e.act IN ('meet', 'fail', 'decide_met', 'decide_not_met') AND e.at <= :known ORDER BY e.id DESC LIMIT 1
) AS verdict
FROM (
    SELECT k.*, ROW_NUMBER() OVER (PARTITION BY k.indicator ORDER BY k.version DESC) AS newest
    FROM answer k WHERE k.report = :report AND k.recorded_at <= :known
) a WHERE a.newest = 1
"""  # noqa: S608 - put together from constants


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAnswer:
    """One answer as it stood at a moment. met: the verdict on that very version; None: none by then."""

    answer: Answer
    met: bool | None


async def known_answers(
    tx: Transaction, report: ReportId, *, known: datetime | None = None
) -> Mapping[str, KnownAnswer]:
    """The answers of one report as they were known at that moment, by indicator."""
    rows = await tx.all(_ANSWERS, report=report, known=known_by(known))
    return {
        row["indicator"]: KnownAnswer(
            answer=answer_of(row), met=None if row["verdict"] is None else VERDICTS[ItemAct(row["verdict"])]
        )
        for row in rows
    }


async def units_that_sent(tx: Transaction, set_id: SetId, *, since: datetime, known: datetime) -> frozenset[UnitId]:
    """The units of which a report under that set has left since then; answers to other questions are none."""
    rows = await tx.all(_SENT_IN_YEAR, set_id=set_id, first=known_by(since), known=known_by(known))
    return frozenset(UnitId(row["unit"]) for row in rows)
