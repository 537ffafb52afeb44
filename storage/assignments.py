"""Assignments: which post answers which indicator of a unit. A new one ends the one before and keeps it as history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.times import millis

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from conversations.programme.ids import PersonId, UnitId
    from storage.database import Row, Transaction, Values


def posts_read(unit: UnitId) -> tuple[str, Values]:
    """The read for `posts_by_indicator`."""
    return (
        "SELECT indicator, post FROM assignment WHERE unit = :unit AND superseded_at IS NULL AND post <> ''",
        {"unit": unit},
    )


def posts_by_indicator(rows: Sequence[Row]) -> dict[str, str]:
    """The posts in force; an indicator that is absent is the officer's in charge."""
    return {row["indicator"]: row["post"] for row in rows}


def assign(tx: Transaction, unit: UnitId, indicators: Sequence[str], *, post: str, by: PersonId, now: datetime) -> None:
    """From today on this post answers these indicators; an empty post: the officer in charge."""
    for indicator in dict.fromkeys(indicators):
        tx.later(
            """
            UPDATE assignment SET superseded_at = :at,
                valid_to = CASE WHEN valid_from > :today THEN valid_from ELSE :today END
            WHERE unit = :unit AND indicator = :indicator AND superseded_at IS NULL
            """,
            unit=unit,
            indicator=indicator,
            today=now.date().isoformat(),
            at=millis(now),
        )
        tx.later(
            """
            INSERT INTO assignment (unit, indicator, post, valid_from, person, recorded_at)
            VALUES (:unit, :indicator, :post, :today, :person, :at)
            """,
            unit=unit,
            indicator=indicator,
            post=post,
            today=now.date().isoformat(),
            person=by,
            at=millis(now),
        )
