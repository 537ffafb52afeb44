"""What was handed over from one person to another, and what of the giver's goes with it besides the role."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from conversations.programme.handover import TookOver
from conversations.programme.ids import PersonId
from conversations.programme.unit import kind_by_code, title_of
from storage.people import pseudonym
from storage.times import millis

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.ids import UnitId
    from conversations.programme.person import Role
    from storage.database import Transaction


def note_handover(
    tx: Transaction,
    *,
    giver: PersonId,
    successor: PersonId,
    unit: UnitId,
    role: Role,
    post: str,
    by: PersonId | None,
    now: datetime,
) -> None:
    """Keep who took what over."""
    tx.later(
        """
        INSERT INTO handover (giver, successor, unit, role, post, handed_by, on_day, recorded_at)
        VALUES (:giver, :successor, :unit, :role, :post, :by, :day, :at)
        """,
        giver=giver,
        successor=successor,
        unit=unit,
        role=role.value,
        post=post,
        by=by,
        day=now.date().isoformat(),
        at=millis(now),
    )


async def took_over(tx: Transaction, giver: PersonId, unit: UnitId) -> TookOver | None:
    """Who took over from this person there last; None: nobody ever did."""
    row = await tx.one(
        """
        SELECT h.successor, i.name, h.on_day, u.kind, u.name AS unit_name
        FROM handover h JOIN unit u ON u.id = h.unit LEFT JOIN identity i ON i.person = h.successor
        WHERE h.giver = :giver AND h.unit = :unit ORDER BY h.id DESC LIMIT 1
        """,
        giver=giver,
        unit=unit,
    )
    if row is None:
        return None
    successor = PersonId(row["successor"])
    return TookOver(
        successor=successor,
        name=row["name"] or pseudonym(successor),
        unit=title_of(kind_by_code(row["kind"]), row["unit_name"]),
        on=date.fromisoformat(row["on_day"]),
    )


async def wait_for_turns_of(tx: Transaction, person: PersonId) -> None:
    """Whatever this person is just doing is done first, and whatever they do next sees what this transaction did."""
    if tx.dialect == "postgresql":
        await tx.all(LOCK_SESSIONS, person=person)


LOCK_SESSIONS = "SELECT address FROM session WHERE person = :person ORDER BY channel, address FOR UPDATE"
"""PostgreSQL only: every turn locks its session first. SQLite has one writer."""


def pass_snoozes(tx: Transaction, giver: PersonId, successor: PersonId, unit: UnitId, *, now: datetime) -> None:
    """What the giver wanted to be reminded of again the successor is, unless they wished for a time of their own."""
    values = {"giver": giver, "successor": successor, "unit": unit, "at": millis(now)}
    tx.later(
        """
        INSERT INTO snooze (person, unit, rule, period, remind_at, recorded_at)
        SELECT CAST(:successor AS BIGINT), s.unit, s.rule, s.period, s.remind_at, CAST(:at AS BIGINT) FROM snooze s
        WHERE s.person = :giver AND s.unit = :unit AND s.ended_at IS NULL AND s.remind_at > :at
        ON CONFLICT (person, unit, rule, period) WHERE ended_at IS NULL DO NOTHING
        """,
        **values,
    )
    end_snoozes(tx, giver, unit, now=now)


def end_snoozes(tx: Transaction, person: PersonId, unit: UnitId, *, now: datetime) -> None:
    """Nothing of this unit is to be said again to this person."""
    tx.later(
        "UPDATE snooze SET ended_at = :at WHERE person = :person AND unit = :unit AND ended_at IS NULL",
        person=person,
        unit=unit,
        at=millis(now),
    )


def end_own_words(tx: Transaction, person: PersonId, unit: UnitId, *, now: datetime) -> None:
    """Neither away from the unit nor no longer in charge there: there is no role any more to say so of."""
    for table in ("absence", "not_in_charge"):
        tx.later(
            f"UPDATE {table} SET ended_at = :at WHERE person = :person AND unit = :unit AND ended_at IS NULL",  # noqa: S608 - two names from above
            person=person,
            unit=unit,
            at=millis(now),
        )


def pass_subscription(tx: Transaction, giver: PersonId, successor: PersonId, unit: UnitId) -> None:
    """Whether the unit's digests are wanted, where the successor has not said it."""
    tx.later(
        """
        INSERT INTO digest_subscription (person, unit, wanted, at)
        SELECT CAST(:successor AS BIGINT), d.unit, d.wanted, d.at FROM digest_subscription d
        WHERE d.person = :giver AND d.unit = :unit
        ON CONFLICT (person, unit) DO NOTHING
        """,
        giver=giver,
        successor=successor,
        unit=unit,
    )
