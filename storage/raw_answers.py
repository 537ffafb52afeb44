"""What counts of the reports of units, answer by answer, as of a day and as known at a moment; read in small portions.

Which reports and answers count is the same as in reported.py; here each report is told, not only the last word.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from conversations.programme.ids import ReportId, SetId, UnitId
from conversations.programme.raw_answer import Verdict
from conversations.programme.report import TRANSITIONS, ReportAct, ReportState
from conversations.programme.review import VERDICTS, ItemAct
from storage.answers import COLUMNS, answer_of
from storage.reported import SENT, until
from storage.statements import listed
from storage.times import moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conversations.programme.answer import Answer
    from storage.database import Transaction

AT_ONCE = 500
"""Numbers named in one statement; every database takes so many."""

_REPORTS = f"""
SELECT r.id, r.unit, r.rule, k.code, r.period, r.set_id, r.set_version
FROM report r JOIN reporting_rule k ON k.id = r.rule
WHERE r.unit IN ({{marks}}) AND {SENT}
"""  # noqa: S608 - a constant condition
_EVENTS = """
SELECT e.report, e.act FROM report_event e WHERE e.report IN ({marks}) AND e.at <= :known ORDER BY e.id
"""
_ANSWERS = f"""
SELECT a.report, {COLUMNS}, v.act AS verdict, v.at AS judged_at, o.name AS judged_by
FROM (
    SELECT b.*, ROW_NUMBER() OVER (PARTITION BY b.report, b.indicator ORDER BY b.version DESC) AS newest
    FROM answer b
    WHERE b.report IN ({{marks}}) AND b.recorded_at <= :known AND (b.recorded_at < :day_end OR b.as_of <= :day)
) a
LEFT JOIN review_event v ON v.id = (
    SELECT e.id FROM review_event e
    WHERE e.report = a.report AND e.indicator = a.indicator AND e.version = a.version
    AND e.act IN ('meet', 'fail', 'decide_met', 'decide_not_met') AND e.at <= :known AND e.at < :day_end
    ORDER BY e.id DESC LIMIT 1
)
LEFT JOIN unit o ON o.id = v.office
WHERE a.newest = 1
"""  # noqa: S608 - put together from constants
_EVIDENCE = """
SELECT e.report, e.indicator, count(*) AS pieces FROM evidence e
WHERE e.report IN ({marks}) AND e.at <= :known AND e.at < :day_end AND (e.kind <> 'photo' OR EXISTS (
    SELECT 1 FROM evidence_file f
    LEFT JOIN destroyed_file d ON d.evidence = f.evidence AND d.number = f.number
    WHERE f.evidence = e.id AND f.state = 'stored' AND f.stored_at <= :known AND (d.at IS NULL OR d.at > :known)
))
GROUP BY e.report, e.indicator
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentReport:
    """A report that counted then. state: how it stood. rule: the code by which it is owed."""

    id: ReportId
    unit: UnitId
    rule: str
    period: str
    set_id: SetId
    set_version: int
    state: ReportState


@dataclass(frozen=True, slots=True, kw_only=True)
class SentAnswer:
    """The version of an answer that counted then, and what its office had said of it. evidence: pieces to be seen."""

    answer: Answer
    verdict: Verdict | None
    evidence: int


async def periods_reported(tx: Transaction) -> frozenset[str]:
    """The keys of all periods of which there is any report."""
    return frozenset(row["period"] for row in await tx.all("SELECT DISTINCT period FROM report"))


async def reports_sent(
    tx: Transaction, units: Sequence[UnitId], *, day: date, known: datetime | None
) -> tuple[SentReport, ...]:
    """The reports of these units that had left, by unit as they were named, then by period."""
    place = {unit: number for number, unit in enumerate(units)}
    marks, named = listed(units)
    values = {"known": until(day, known)["known"], **named}
    rows = await tx.all(_REPORTS.format(marks=marks), **values)
    reports = [row["id"] for row in rows]
    states = await _states(tx, reports, known=values["known"])
    found = [
        SentReport(
            id=ReportId(row["id"]),
            unit=UnitId(row["unit"]),
            rule=row["code"],
            period=row["period"],
            set_id=SetId(row["set_id"]),
            set_version=row["set_version"],
            state=states[row["id"]],
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (place[one.unit], one.period, one.rule, one.id)))


async def _states(tx: Transaction, reports: Sequence[int], *, known: object) -> Mapping[int, ReportState]:
    """Played again from what was done, since a report's own row knows only how it stands now."""
    states = dict.fromkeys(reports, ReportState.DRAFT)
    for start in range(0, len(reports), AT_ONCE):
        marks, named = listed(reports[start : start + AT_ONCE])
        for row in await tx.all(_EVENTS.format(marks=marks), known=known, **named):
            before = states[row["report"]]
            states[row["report"]] = TRANSITIONS.get((before, ReportAct(row["act"])), before)
    return states


async def answers_sent(
    tx: Transaction, reports: Sequence[ReportId], *, day: date, known: datetime | None
) -> Mapping[ReportId, tuple[SentAnswer, ...]]:
    """Report to its answers that counted, in no order; at most AT_ONCE reports."""
    marks, named = listed(reports)
    values = {**until(day, known), **named}
    answers, evidence = await tx.together(
        (_ANSWERS.format(marks=marks), values), (_EVIDENCE.format(marks=marks), values)
    )
    pieces = {(row["report"], row["indicator"]): int(row["pieces"]) for row in evidence}
    found: dict[ReportId, list[SentAnswer]] = {report: [] for report in reports}
    for row in answers:
        verdict = None
        if row["verdict"] is not None:
            act = ItemAct(row["verdict"])
            verdict = Verdict(met=VERDICTS[act], office=row["judged_by"] or "", on=moment(row["judged_at"]).date())
        one = SentAnswer(
            answer=answer_of(row), verdict=verdict, evidence=pieces.get((row["report"], row["indicator"]), 0)
        )
        found[ReportId(row["report"])].append(one)
    return {report: tuple(given) for report, given in found.items()}
