"""Documents that admins sent in the chat, how far each has got, and the names in them that must be explained."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.programme.ids import PersonId, UnitId
from conversations.programme.import_kind import ImportKind
from conversations.programme.sent_plan import PlanState, SentName, SentPlan
from storage.times import millis

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from storage.database import Row, Transaction

_COLUMNS = "id, person, channel, unit, unit_name, kind, report, reference, name, state, said, tries"


async def add_sent_plan(
    tx: Transaction,
    *,
    person: PersonId,
    channel: str,
    unit: UnitId,
    unit_name: str,
    kind: ImportKind,
    report: str,
    reference: str,
    name: str,
    now: datetime,
) -> int:
    """A file to be fetched and read; its number."""
    row = await tx.one(
        """
        INSERT INTO sent_plan
            (person, channel, unit, unit_name, kind, report, reference, name, state, try_at, recorded_at)
        VALUES (:person, :channel, :unit, :unit_name, :kind, :report, :reference, :name, 'sent', :at, :at) RETURNING id
        """,
        person=person,
        channel=channel,
        unit=unit,
        unit_name=unit_name,
        kind=kind.value,
        report=report,
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
    return None if row is None else await _with_names(tx, _sent(row))


async def due_plans(tx: Transaction, *, channel: str, now: datetime) -> tuple[SentPlan, ...]:
    """Files to be read or imported now."""
    rows = await tx.all(
        f"SELECT {_COLUMNS} FROM sent_plan WHERE (state = 'sent' OR state = 'confirmed')"  # noqa: S608 - column names
        " AND try_at <= :now AND channel = :channel ORDER BY id LIMIT 5",
        now=millis(now),
        channel=channel,
    )
    return tuple([await _with_names(tx, _sent(row)) for row in rows])


def ask_names(tx: Transaction, sent: int, names: Sequence[SentName]) -> None:
    """What must be explained before the file can be imported, behind what was asked before."""
    for one in names:
        tx.later(
            """
            INSERT INTO sent_plan_name (plan, number, writing, place, candidates, elsewhere, may_be_new)
            VALUES (:plan, :number, :writing, :place, :candidates, :elsewhere, :new)
            """,
            plan=sent,
            number=one.number,
            writing=one.writing,
            place=one.place,
            candidates="\n".join(one.candidates),
            elsewhere="\n".join(one.elsewhere),
            new=int(one.new),
        )


async def explain_name(tx: Transaction, sent: int, name: SentName) -> None:
    """What the name means, as its answer says."""
    await tx.run(
        "UPDATE sent_plan_name SET answer = :answer WHERE plan = :plan AND number = :number",
        plan=sent,
        number=name.number,
        answer=name.answer,
    )


async def _with_names(tx: Transaction, sent: SentPlan) -> SentPlan:
    rows = await tx.all("SELECT * FROM sent_plan_name WHERE plan = :plan ORDER BY number", plan=sent.id)
    return replace(sent, names=tuple(_name(row) for row in rows))


def _name(row: Row) -> SentName:
    return SentName(
        number=row["number"],
        writing=row["writing"],
        place=row["place"],
        candidates=tuple(row["candidates"].splitlines()),
        elsewhere=tuple(row["elsewhere"].splitlines()),
        new=bool(row["may_be_new"]),
        answer=row["answer"],
    )


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
        kind=ImportKind(row["kind"]),
        report=row["report"],
        reference=row["reference"],
        name=row["name"],
        state=PlanState(row["state"]),
        said=row["said"],
        tries=row["tries"],
    )
