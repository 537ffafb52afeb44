"""Money that cannot be spent and money that was moved, as it was recorded; a move that was taken back never was."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from conversations.programme.ids import UnitId
from conversations.programme.money_moves import Moved, Unspendable
from storage.dialects import LOCK_MONEY
from storage.purses import purse_of, stored_purse
from storage.times import millis, moment

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.ids import PersonId
    from conversations.programme.money import Purse
    from storage.database import Row, Transaction

UNSPENDABLE = """
SELECT u.* FROM money_unspendable u
WHERE u.unit IN ({marks}) AND u.on_day <= :day AND u.recorded_at <= :known
ORDER BY u.on_day, u.id
"""
MOVES = """
SELECT m.* FROM money_move m
WHERE (m.giver IN ({marks}) OR m.taker IN ({marks})) AND m.on_day <= :day AND m.recorded_at <= :known
AND NOT EXISTS (SELECT 1 FROM money_move_undone b WHERE b.move = m.id AND b.at <= :known)
ORDER BY m.on_day, m.id
"""
"""All that a unit of these gave or got."""


async def lock_money(tx: Transaction) -> None:
    """Until this transaction ends nobody else states or moves money; to be called before it is read."""
    if tx.dialect == "postgresql":
        await tx.all(LOCK_MONEY)


async def add_unspendable(
    tx: Transaction,
    *,
    unit: UnitId,
    purse: Purse,
    amount: int,
    reason: str,
    on_day: date,
    person: PersonId,
    channel: str,
    at: datetime,
) -> None:
    """It replaces what the unit stated of this money up to that day."""
    await tx.run(
        """
        INSERT INTO money_unspendable (
            unit, programme, source, nature, year, amount, reason, on_day, person, channel, recorded_at
        )
        VALUES (:unit, :programme, :source, :nature, :year, :amount, :reason, :on_day, :person, :channel, :at)
        """,
        unit=unit,
        **stored_purse(purse),
        amount=amount,
        reason=reason,
        on_day=on_day.isoformat(),
        person=person,
        channel=channel,
        at=millis(at),
    )


async def add_move(
    tx: Transaction,
    *,
    unit: UnitId,
    giver: UnitId,
    taker: UnitId,
    purse: Purse,
    amount: int,
    on_day: date,
    paper: str,
    person: PersonId,
    channel: str,
    at: datetime,
) -> int:
    """Its number. unit: at which it is recorded."""
    row = await tx.one(
        """
        INSERT INTO money_move (
            unit, giver, taker, programme, source, nature, year, amount, on_day, paper, person, channel, recorded_at
        )
        VALUES (
            :unit, :giver, :taker, :programme, :source, :nature, :year, :amount, :on_day, :paper, :person, :channel, :at
        )
        RETURNING id
        """,
        unit=unit,
        giver=giver,
        taker=taker,
        **stored_purse(purse),
        amount=amount,
        on_day=on_day.isoformat(),
        paper=paper,
        person=person,
        channel=channel,
        at=millis(at),
    )
    if row is None:
        raise LookupError("money_move")
    return int(row["id"])


async def undo_move(tx: Transaction, number: int, *, person: PersonId, channel: str, at: datetime) -> bool:
    """Take it back; False: it was taken back already."""
    done = await tx.run(
        """
        INSERT INTO money_move_undone (move, person, channel, at) VALUES (:move, :person, :channel, :at)
        ON CONFLICT DO NOTHING
        """,
        move=number,
        person=person,
        channel=channel,
        at=millis(at),
    )
    return done == 1


def unspendable_of(row: Row) -> Unspendable:
    return Unspendable(
        id=row["id"],
        unit=UnitId(row["unit"]),
        purse=purse_of(row),
        amount=row["amount"],
        reason=row["reason"],
        on_day=date.fromisoformat(row["on_day"]),
        at=moment(row["recorded_at"]),
    )


def moved_of(row: Row) -> Moved:
    return Moved(
        id=row["id"],
        unit=UnitId(row["unit"]),
        giver=UnitId(row["giver"]),
        taker=UnitId(row["taker"]),
        purse=purse_of(row),
        amount=row["amount"],
        on_day=date.fromisoformat(row["on_day"]),
        paper=row["paper"],
        at=moment(row["recorded_at"]),
    )
