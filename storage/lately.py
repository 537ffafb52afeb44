"""What one person stored last, newest first: shown beside the chat where the bot is tried out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.answers import answer_of

if TYPE_CHECKING:
    from conversations.programme.answer import Answer
    from conversations.programme.ids import PersonId
    from storage.database import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Lately:
    """One version of an answer, and the report it belongs to."""

    answer: Answer
    unit: str
    report: str
    counts: bool
    """It is the version that counts."""


async def answers_lately(tx: Transaction, person: PersonId, *, limit: int) -> tuple[Lately, ...]:
    """The last versions a person gave."""
    rows = await tx.all(
        """
        SELECT a.indicator, a.version, a.state, a.value, a.numerator, a.denominator, a.choice, a.as_of, a.nature,
            a.reason, a.source, a.unchanged, a.person, a.channel, a.recorded_at,
            r.period, u.name AS unit_name,
            (SELECT v.title FROM reporting_rule_version v WHERE v.rule = r.rule ORDER BY v.version DESC LIMIT 1)
                AS report_title,
            CASE WHEN n.version = a.version THEN 1 ELSE 0 END AS counts
        FROM answer a
        JOIN report r ON r.id = a.report
        JOIN unit u ON u.id = r.unit
        LEFT JOIN answer_now n ON n.report = a.report AND n.indicator = a.indicator
        WHERE a.person = :person
        ORDER BY a.recorded_at DESC, a.report DESC, a.indicator DESC
        LIMIT :limit
        """,
        person=person,
        limit=limit,
    )
    return tuple(
        Lately(
            answer=answer_of(row),
            unit=row["unit_name"],
            report=f"{row['report_title']} ({row['period']})",
            counts=row["counts"] == 1,
        )
        for row in rows
    )
