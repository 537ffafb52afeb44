"""What units have answered to an ad hoc request. Only what was sent counts; a draft is nobody's but its unit's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.ids import UnitId
from storage.answers import answer_of
from storage.reports import fresh_stamp
from storage.times import millis

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from conversations.programme.answer import Answer
    from conversations.programme.ids import RuleId
    from storage.database import Row, Transaction, Values

_SENT = "SELECT r.unit FROM report r WHERE r.rule = :rule AND r.sent_at IS NOT NULL"
_SAID = """
SELECT r.unit, r.opened_above_at, a.indicator, a.version, a.state, a.value, a.numerator, a.denominator, a.choice,
    a.as_of, a.nature, a.reason, a.source, a.unchanged, a.person, a.channel, a.recorded_at
FROM report r
JOIN answer_now n ON n.report = r.id
JOIN answer a ON a.report = n.report AND a.indicator = n.indicator AND a.version = n.version
WHERE r.rule = :rule AND r.sent_at IS NOT NULL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Unit to question code to answer; unread: some of it nobody above has looked at before."""

    answers: Mapping[UnitId, Mapping[str, Answer]]
    unread: bool


def sent_by_read(rule: RuleId) -> tuple[str, Values]:
    """The read for `sent_by`: which units have sent their answers to a request."""
    return _SENT, {"rule": rule}


def sent_by(rows: Sequence[Row]) -> frozenset[UnitId]:
    return frozenset(UnitId(row["unit"]) for row in rows)


def said_read(rule: RuleId) -> tuple[str, Values]:
    """The read for `said_of`: all answers that were sent under a rule asked once."""
    return _SAID, {"rule": rule}


def said_of(rows: Sequence[Row]) -> Said:
    answers: dict[UnitId, dict[str, Answer]] = {}
    for row in rows:
        answers.setdefault(UnitId(row["unit"]), {})[row["indicator"]] = answer_of(row)
    return Said(answers=answers, unread=any(row["opened_above_at"] is None for row in rows))


def mark_read(tx: Transaction, rule: RuleId, *, now: datetime) -> None:
    """Whoever asked has the answers on the screen: they can no longer be taken back unseen."""
    tx.later(
        """
        UPDATE report SET opened_above_at = :at, stamp = :stamp
        WHERE rule = :rule AND sent_at IS NOT NULL AND opened_above_at IS NULL
        """,
        rule=rule,
        at=millis(now),
        stamp=fresh_stamp(),
    )
