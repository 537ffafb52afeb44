"""Entries of registers and their steps. A step is added and never changed; what an entry says stands in its newest one.

Whoever adds a step names how many they had seen, so of two at once one wins and the other is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from conversations.programme.ids import EntryId, PersonId, UnitId
from conversations.programme.register import EntryAct, EntryStep, Said
from storage.statements import listed
from storage.times import day_or_none, millis, moment
from storage.validity import known_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from storage.database import Row, Transaction

AT_ONCE = 500
"""Numbers named in one statement; every database takes so many."""
_STEP = "s.number, s.act, s.sub, s.amount, s.whole, s.on_day, s.text, s.paper, s.ended_on, s.person, s.at"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEntry:
    """An entry by the number of its unit, with the newest step that was known."""

    id: EntryId
    unit: UnitId
    kind: str
    last: EntryStep
    recorded_at: datetime


async def add_entry(
    tx: Transaction, *, unit: UnitId, kind: str, said: Said, person: PersonId, channel: str, now: datetime
) -> EntryId:
    """Record one, with its first step."""
    row = await tx.one(
        """
        INSERT INTO register_entry (unit, kind, person, recorded_at, steps)
        VALUES (:unit, :kind, :person, :at, 1) RETURNING id
        """,
        unit=unit,
        kind=kind,
        person=person,
        at=millis(now),
    )
    if row is None:
        raise LookupError("register entry")
    entry = EntryId(row["id"])
    first = EntryStep(number=1, act=EntryAct.RECORD, said=said, ended_on=None, by=person, at=now)
    _add_step(tx, entry, first, channel=channel)
    return entry


async def step_entry(tx: Transaction, entry: EntryId, step: EntryStep, *, channel: str) -> bool:
    """Add the step after those that were seen; False: somebody else was quicker, nothing is written."""
    changed = await tx.run(
        "UPDATE register_entry SET steps = :number WHERE id = :id AND steps = :seen",
        id=entry,
        number=step.number,
        seen=step.number - 1,
    )
    if changed:
        _add_step(tx, entry, step, channel=channel)
    return changed == 1


def _add_step(tx: Transaction, entry: EntryId, step: EntryStep, *, channel: str) -> None:
    said = step.said
    tx.later(
        """
        INSERT INTO register_step
            (entry, number, act, sub, amount, whole, on_day, text, paper, ended_on, person, channel, at)
        VALUES (:entry, :number, :act, :sub, :amount, :whole, :on_day, :text, :paper, :ended_on, :person, :channel, :at)
        """,
        entry=entry,
        number=step.number,
        act=step.act.value,
        sub=said.sub,
        amount=said.amount,
        whole=said.whole,
        on_day=said.day.isoformat(),
        text=said.text,
        paper=said.paper,
        ended_on=None if step.ended_on is None else step.ended_on.isoformat(),
        person=step.by,
        channel=channel,
        at=millis(step.at),
    )


async def entry_numbered(tx: Transaction, number: EntryId) -> tuple[StoredEntry, tuple[EntryStep, ...]] | None:
    """The entry of that number with all its steps; None: there is none."""
    rows = await tx.all(
        f"""
        SELECT e.id, e.unit, e.kind, e.recorded_at, {_STEP}
        FROM register_entry e JOIN register_step s ON s.entry = e.id WHERE e.id = :id ORDER BY s.number
        """,  # noqa: S608 - a constant
        id=number,
    )
    return (_entry(rows[-1]), tuple(_step(row) for row in rows)) if rows else None


async def entries_of(
    tx: Transaction, units: Iterable[UnitId], *, kind: str = "", known: datetime | None = None
) -> tuple[StoredEntry, ...]:
    """What these units have recorded, as it was known then, oldest first. kind "": of all kinds."""
    wanted = tuple(units)
    of_kind = "AND e.kind = :kind" if kind else ""
    values = {"kind": kind} if kind else {}
    found: list[StoredEntry] = []
    for start in range(0, len(wanted), AT_ONCE):
        marks, named = listed(wanted[start : start + AT_ONCE])
        rows = await tx.all(
            f"""
            SELECT e.id, e.unit, e.kind, e.recorded_at, {_STEP}
            FROM register_entry e JOIN register_step s ON s.entry = e.id AND s.number = (
                SELECT max(n.number) FROM register_step n WHERE n.entry = e.id AND n.at <= :known
            )
            WHERE e.unit IN ({marks}) {of_kind} ORDER BY e.id
            """,  # noqa: S608 - names of values
            known=known_by(known),
            **named,
            **values,
        )
        found += [_entry(row) for row in rows]
    return tuple(sorted(found, key=lambda one: one.id))


def _entry(row: Row) -> StoredEntry:
    return StoredEntry(
        id=EntryId(row["id"]),
        unit=UnitId(row["unit"]),
        kind=row["kind"],
        last=_step(row),
        recorded_at=moment(row["recorded_at"]),
    )


def _step(row: Row) -> EntryStep:
    return EntryStep(
        number=row["number"],
        act=EntryAct(row["act"]),
        said=Said(
            sub=row["sub"],
            amount=int(row["amount"]),
            whole=None if row["whole"] is None else int(row["whole"]),
            day=date.fromisoformat(row["on_day"]),
            text=row["text"],
            paper=row["paper"],
        ),
        ended_on=day_or_none(row["ended_on"]),
        by=PersonId(row["person"]),
        at=moment(row["at"]),
    )


async def photos_of(tx: Transaction, entries: Sequence[EntryId]) -> Mapping[EntryId, int]:
    """How many photos of these are stored; what has none is not in it."""
    found: dict[EntryId, int] = {}
    for start in range(0, len(entries), AT_ONCE):
        marks, named = listed(entries[start : start + AT_ONCE])
        rows = await tx.all(
            f"""
            SELECT e.entry, count(*) AS photos FROM evidence e JOIN evidence_file f ON f.evidence = e.id
            WHERE e.entry IN ({marks}) AND f.state = 'stored' GROUP BY e.entry
            """,  # noqa: S608 - names of values
            **named,
        )
        found |= {EntryId(row["entry"]): int(row["photos"]) for row in rows}
    return found
