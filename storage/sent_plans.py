"""Files of plans that admins sent in the chat, and how far each has got."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.ids import PersonId, UnitId
from conversations.programme.sent_plan import PlanState, SentPlan
from storage.times import millis

if TYPE_CHECKING:
    from datetime import datetime

    from storage.database import Row, Transaction

_COLUMNS = "id, person, channel, unit, unit_name, reference, name, state, said, tries"


async def add_sent_plan(
    tx: Transaction,
    *,
    person: PersonId,
    channel: str,
    unit: UnitId,
    unit_name: str,
    reference: str,
    name: str,
    now: datetime,
) -> int:
    """A file to be fetched and read; its number."""
    row = await tx.one(
        """
        INSERT INTO sent_plan (person, channel, unit, unit_name, reference, name, state, try_at, recorded_at)
        VALUES (:person, :channel, :unit, :unit_name, :reference, :name, 'sent', :at, :at) RETURNING id
        """,
        person=person,
        channel=channel,
        unit=unit,
        unit_name=unit_name,
        reference=reference,
        name=name,
        at=millis(now),
    )
    if row is None:
        raise LookupError("sent_plan")
    return int(row["id"])


async def last_sent_plan(tx: Transaction, person: PersonId) -> SentPlan | None:
    """The file this person sent last."""
    row = await tx.one(
        f"SELECT {_COLUMNS} FROM sent_plan WHERE person = :person ORDER BY id DESC LIMIT 1",  # noqa: S608 - column names
        person=person,
    )
    return None if row is None else _sent(row)


async def due_plans(tx: Transaction, *, channel: str, now: datetime) -> tuple[SentPlan, ...]:
    """Files to be read or imported now."""
    rows = await tx.all(
        f"SELECT {_COLUMNS} FROM sent_plan WHERE (state = 'sent' OR state = 'confirmed')"  # noqa: S608 - column names
        " AND try_at <= :now AND channel = :channel ORDER BY id LIMIT 5",
        now=millis(now),
        channel=channel,
    )
    return tuple(_sent(row) for row in rows)


async def move_plan(tx: Transaction, sent: SentPlan, to: PlanState, *, said: str, now: datetime) -> bool:
    """It has got so far; False where it is not where it was thought to be."""
    changed = await tx.run(
        """
        UPDATE sent_plan SET state = :to, said = :said, tries = 0, try_at = :now WHERE id = :id AND state = :state
        """,
        id=sent.id,
        state=sent.state.value,
        to=to.value,
        said=said,
        now=millis(now),
    )
    return changed == 1


async def try_plan_again(tx: Transaction, sent: SentPlan, *, at: datetime) -> None:
    """It could not be had this time."""
    await tx.run(
        "UPDATE sent_plan SET tries = tries + 1, try_at = :at WHERE id = :id AND state = :state",
        id=sent.id,
        state=sent.state.value,
        at=millis(at),
    )


def _sent(row: Row) -> SentPlan:
    return SentPlan(
        id=row["id"],
        person=PersonId(row["person"]),
        channel=row["channel"],
        unit=UnitId(row["unit"]),
        unit_name=row["unit_name"],
        reference=row["reference"],
        name=row["name"],
        state=PlanState(row["state"]),
        said=row["said"],
        tries=row["tries"],
    )
