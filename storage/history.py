"""The history of one figure, page by page: who said what, when, by which way, and what evidence there is for it.

A page costs the same whichever it is, and with a thousand versions little more than with one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.answer import EvidenceCount
from conversations.programme.ids import ReportId, RuleId, UnitId
from conversations.programme.report import ReportKey
from storage.answers import COLUMNS, answer_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from conversations.programme.answer import Answer
    from storage.database import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class PastVersion:
    """One version of an indicator's answer in one of a unit's reports, and whose it was."""

    report: ReportId
    key: ReportKey
    set_id: str
    answer: Answer
    name: str
    """Empty after erasure."""
    post: str


_OF_FIGURE = """
FROM report r
JOIN criteria_set s ON s.id = r.set_id AND s.version = r.set_version {purpose}
JOIN answer a ON a.report = r.id AND a.indicator = :indicator
WHERE r.unit = :unit
"""
_OF_CRITERIA = "AND s.purpose = 'criteria'"
_SENT = "AND r.state NOT IN ('draft', 'waiting_for_leader', 'withdrawn')"
# the page is found first, so that names and posts are looked up for its rows only
_PAGE = f"""
WITH page AS (
    SELECT r.id, a.version, a.recorded_at {{figure}}
    ORDER BY a.recorded_at DESC, a.version DESC LIMIT :limit OFFSET :skip
)
SELECT r.id, r.unit, r.rule, r.period, r.set_id, i.name, {COLUMNS},
    (SELECT g.post FROM role_grant g WHERE g.person = a.person AND g.unit = r.unit AND g.recorded_at <= a.recorded_at
     ORDER BY g.id DESC LIMIT 1) AS post
FROM page
JOIN report r ON r.id = page.id
JOIN answer a ON a.report = page.id AND a.indicator = :indicator AND a.version = page.version
LEFT JOIN identity i ON i.person = a.person
ORDER BY page.recorded_at DESC, page.version DESC
"""  # noqa: S608 - put together from constants
_EVIDENCE = """
SELECT sum(CASE WHEN f.state = 'stored' AND d.at IS NULL THEN 1 ELSE 0 END) AS photos,
    sum(CASE WHEN e.kind = 'paper' THEN 1 ELSE 0 END) AS papers,
    sum(CASE WHEN e.kind = 'place' THEN 1 ELSE 0 END) AS places
FROM evidence e
LEFT JOIN evidence_file f ON f.evidence = e.id
LEFT JOIN destroyed_file d ON d.evidence = f.evidence AND d.number = f.number
WHERE e.report = :report AND e.indicator = :indicator
"""


async def history(
    tx: Transaction,
    unit: UnitId,
    indicator: str,
    *,
    skip: int = 0,
    limit: int,
    only_sent: bool = False,
    forms: bool = False,
) -> tuple[tuple[PastVersion, ...], int]:
    """Versions of one indicator's answers in a unit's criteria reports, newest first, and how many there are in all:
    a form's question 3 is no criterion 3. only_sent: without reports that have not left. forms: also of other forms,
    for a unit that reports no criteria.
    """
    figure = _OF_FIGURE.format(purpose="" if forms else _OF_CRITERIA) + (_SENT if only_sent else "")
    counted, rows = await tx.together(
        (f"SELECT count(*) AS n {figure}", {"unit": unit, "indicator": indicator}),
        (_PAGE.format(figure=figure), {"unit": unit, "indicator": indicator, "skip": skip, "limit": limit}),
    )
    versions = tuple(
        PastVersion(
            report=ReportId(row["id"]),
            key=ReportKey(unit=UnitId(row["unit"]), rule=RuleId(row["rule"]), period=row["period"]),
            set_id=row["set_id"],
            answer=answer_of(row),
            name=row["name"] or "",
            post=row["post"] or "",
        )
        for row in rows
    )
    return versions, int(counted[0]["n"])


async def evidence_counts(
    tx: Transaction, reports: Iterable[ReportId], indicator: str
) -> Mapping[ReportId, EvidenceCount]:
    """What there is for the indicator in each of these reports; those without any are not in it."""
    wanted = tuple(dict.fromkeys(reports))
    found = await tx.together(*((_EVIDENCE, {"report": report, "indicator": indicator}) for report in wanted))
    counts = {
        report: EvidenceCount(
            photos=int(rows[0]["photos"] or 0), papers=int(rows[0]["papers"] or 0), places=int(rows[0]["places"] or 0)
        )
        for report, rows in zip(wanted, found, strict=True)
    }
    return {report: count for report, count in counts.items() if count != EvidenceCount()}
