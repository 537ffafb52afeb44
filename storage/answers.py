"""Answers: every version is kept, answer_now names the one that counts; a turn costs the same however many there are.

A report's latest answers are read by its number alone, through two primary keys. Figures are decimals written as text.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from conversations.programme.answer import Answer, Figure, Nature, State
from conversations.programme.ids import PersonId, ReportId, SetId, UnitId
from storage.times import day_or_none, millis, moment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from storage.database import Row, Transaction, Values

COLUMNS = """a.indicator, a.version, a.state, a.value, a.numerator, a.denominator, a.choice, a.as_of, a.nature,
    a.reason, a.source, a.unchanged, a.person, a.channel, a.recorded_at"""

_NOW = """
FROM answer_now n
JOIN answer a ON a.report = n.report AND a.indicator = n.indicator AND a.version = n.version
"""

_LATEST = f"SELECT {COLUMNS} {_NOW} WHERE n.report = :report"

GIVEN = """
(SELECT count(*) FROM answer_now n
 JOIN answer a ON a.report = n.report AND a.indicator = n.indicator AND a.version = n.version
 WHERE n.report = r.id AND (a.state <> 'not_reported' OR a.value IS NOT NULL OR a.choice <> '')) AS given
"""
"""How many items of report r are no longer open: the same as Answer.given, counted by the database for lists."""


def latest_read(report: ReportId) -> tuple[str, Values]:
    """The read for `answers_by_indicator`: the answers of one report that count."""
    return _LATEST, {"report": report}


def answers_by_indicator(rows: Sequence[Row]) -> dict[str, Answer]:
    return {row["indicator"]: answer_of(row) for row in rows}


def answer_of(row: Row) -> Answer:
    """One version out of its row."""
    value = row["value"]
    nature = row["nature"]
    return Answer(
        indicator=row["indicator"],
        version=row["version"],
        state=State(row["state"]),
        figure=None
        if value is None
        else Figure(value=Decimal(value), numerator=row["numerator"], denominator=row["denominator"]),
        choice=row["choice"],
        as_of=day_or_none(row["as_of"]),
        nature=None if nature is None else Nature(nature),
        reason=row["reason"],
        source=row["source"],
        unchanged=bool(row["unchanged"]),
        by=PersonId(row["person"]),
        channel=row["channel"],
        at=moment(row["recorded_at"]),
    )


def save_answer(tx: Transaction, report: ReportId, answer: Answer) -> None:
    """Keep the version and let it count. Its number is the one after what counts, read under the report's lock.

    The key refuses a version that is there already, so two writers can never both be the next one.
    """
    figure = answer.figure
    tx.later(
        """
        INSERT INTO answer (report, indicator, version, state, value, numerator, denominator, choice, as_of, nature,
            reason, source, unchanged, person, channel, recorded_at)
        VALUES (:report, :indicator, :version, :state, :value, :numerator, :denominator, :choice, :as_of, :nature,
            :reason, :source, :unchanged, :person, :channel, :at)
        """,
        report=report,
        indicator=answer.indicator,
        version=answer.version,
        state=answer.state.value,
        value=None if figure is None else format(figure.value, "f"),
        numerator=None if figure is None else figure.numerator,
        denominator=None if figure is None else figure.denominator,
        choice=answer.choice,
        as_of=None if answer.as_of is None else answer.as_of.isoformat(),
        nature=None if answer.nature is None else answer.nature.value,
        reason=answer.reason,
        source=answer.source,
        unchanged=int(answer.unchanged),
        person=answer.by,
        channel=answer.channel,
        at=millis(answer.at),
    )
    tx.later(
        """
        INSERT INTO answer_now (report, indicator, version) VALUES (:report, :indicator, :version)
        ON CONFLICT (report, indicator) DO UPDATE SET version = excluded.version
        """,
        report=report,
        indicator=answer.indicator,
        version=answer.version,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierAnswer:
    """What a sent report of an earlier period says of one indicator."""

    rule: int
    period: str
    sent_at: datetime
    answer: Answer
    met: bool | None = None
    """The office's verdict on this very answer; None: none yet."""
    judged_by: str = ""
    """The office; "" for the manager's last word."""


_EARLIER_ANSWERS = f"""
SELECT r.rule, r.period, r.sent_at, {COLUMNS}, v.state AS verdict,
    CASE WHEN v.final = 0 THEN o.name END AS judged_by
FROM report r
JOIN answer_now n ON n.report = r.id
JOIN answer a ON a.report = n.report AND a.indicator = n.indicator AND a.version = n.version
LEFT JOIN item_review v ON v.report = a.report AND v.indicator = a.indicator AND v.version = a.version
    AND v.state IN ('met', 'not_met')
LEFT JOIN unit o ON o.id = v.office
WHERE r.unit = :unit AND r.set_id = :set_id AND r.sent_at IS NOT NULL AND r.period <> :period
"""  # noqa: S608 - put together from the constants above
_EARLIER = f"{_EARLIER_ANSWERS} ORDER BY r.period, r.id"
_EARLIER_OF_ONE = f"{_EARLIER_ANSWERS} AND n.indicator = :indicator ORDER BY r.period, r.id"


def earlier_read(unit: UnitId, set_id: str, period: str) -> tuple[str, Values]:
    """The read for `earlier_answers`: what the unit's sent reports of other periods say under the same set."""
    return _EARLIER, {"unit": unit, "set_id": set_id, "period": period}


def earlier_of_one_read(unit: UnitId, set_id: str, period: str, indicator: str) -> tuple[str, Values]:
    """The same of one indicator."""
    return _EARLIER_OF_ONE, {"unit": unit, "set_id": set_id, "period": period, "indicator": indicator}


def earlier_answers(rows: Sequence[Row]) -> tuple[EarlierAnswer, ...]:
    """In the order of the periods' keys, which is not the order of their deadlines within a year."""
    return tuple(
        EarlierAnswer(
            rule=row["rule"],
            period=row["period"],
            sent_at=moment(row["sent_at"]),
            answer=answer_of(row),
            met=None if row["verdict"] is None else row["verdict"] == "met",
            judged_by=row["judged_by"] or "",
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageAnswer:
    """A figure out of a village's sent report."""

    village: UnitId
    report: ReportId
    rule: int
    period: str
    set_id: SetId
    set_version: int
    indicator: str
    value: Decimal | None


_VILLAGES = """
SELECT r.unit, r.id, r.rule, r.period, r.set_id, r.set_version, a.indicator, a.value
FROM unit_parent p
JOIN report r ON r.unit = p.unit AND r.sent_at IS NOT NULL AND r.period >= :from_key AND r.period < :to_key
LEFT JOIN answer_now n ON n.report = r.id
LEFT JOIN answer a ON a.report = n.report AND a.indicator = n.indicator AND a.version = n.version
WHERE p.parent = :unit AND p.superseded_at IS NULL AND p.valid_from <= :today AND p.valid_to > :today
"""


def villages_read(unit: UnitId, *, year: int, today: str) -> tuple[str, Values]:
    """The read for `village_answers`: what the reports of the units below, sent for that year, say."""
    return _VILLAGES, {"unit": unit, "today": today, "from_key": f"{year:04}-", "to_key": f"{year + 1:04}-"}


def village_answers(rows: Sequence[Row]) -> tuple[VillageAnswer, ...]:
    """A report without any answer is there with an empty indicator."""
    return tuple(
        VillageAnswer(
            village=UnitId(row["unit"]),
            report=ReportId(row["id"]),
            rule=row["rule"],
            period=row["period"],
            set_id=SetId(row["set_id"]),
            set_version=row["set_version"],
            indicator=row["indicator"] or "",
            value=None if row["value"] is None else Decimal(row["value"]),
        )
        for row in rows
    )
