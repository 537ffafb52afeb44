"""Difficulties and their steps. A step is added and never changed; the difficulty's own row repeats the newest one.

Whoever adds a step names how many they had seen, so of two at once one wins and the other is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from conversations.programme.difficulty import (
    Attached,
    DifficultyAct,
    DifficultyKind,
    DifficultyState,
    Step,
)
from conversations.programme.ids import DifficultyId, PersonId, SetId, UnitId
from storage.statements import listed
from storage.times import millis, moment
from storage.validity import known_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from storage.database import Row, Transaction

AT_ONCE = 500
"""Numbers named in one statement; every database takes so many."""

_COLUMNS = "d.id, d.unit, d.set_id, d.criterion, d.kind, d.text, d.person"
_WAITS = "(d.state = 'open' OR d.state = 'climbed')"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDifficulty:
    """A difficulty by the numbers of its units."""

    id: DifficultyId
    unit: UnitId
    set_id: SetId | None
    criterion: str
    kind: DifficultyKind
    text: str
    by: PersonId
    steps: tuple[Step, ...]

    @property
    def last(self) -> Step:
        """The newest step."""
        return self.steps[-1]


async def add_difficulty(
    tx: Transaction,
    *,
    unit: UnitId,
    set_id: SetId | None,
    criterion: str,
    kind: DifficultyKind,
    text: str,
    owner: UnitId,
    due: date,
    person: PersonId,
    channel: str,
    now: datetime,
) -> DifficultyId:
    """Record one, with its first step."""
    row = await tx.one(
        """
        INSERT INTO difficulty (unit, set_id, criterion, kind, text, person, recorded_at, state, owner, due_on, steps)
        VALUES (:unit, :set_id, :criterion, :kind, :text, :person, :at, 'open', :owner, :due, 1) RETURNING id
        """,
        unit=unit,
        set_id=set_id,
        criterion=criterion,
        kind=kind.value,
        text=text,
        person=person,
        at=millis(now),
        owner=owner,
        due=due.isoformat(),
    )
    if row is None:
        raise LookupError("difficulty")
    number = DifficultyId(row["id"])
    first = Step(
        number=1, act=DifficultyAct.RECORD, state=DifficultyState.OPEN, owner=owner, due=due, by=person, at=now
    )
    _add_step(tx, number, first, channel=channel)
    return number


async def step_difficulty(tx: Transaction, difficulty: DifficultyId, step: Step, *, channel: str = "") -> bool:
    """Add the step after those that were seen; False: somebody else was quicker, nothing is written."""
    changed = await tx.run(
        """
        UPDATE difficulty SET state = :state, owner = :owner, due_on = :due, steps = :number
        WHERE id = :id AND steps = :seen
        """,
        id=difficulty,
        state=step.state.value,
        owner=step.owner,
        due=step.due.isoformat(),
        number=step.number,
        seen=step.number - 1,
    )
    if changed:
        _add_step(tx, difficulty, step, channel=channel)
    return changed == 1


def _add_step(tx: Transaction, difficulty: DifficultyId, step: Step, *, channel: str) -> None:
    tx.later(
        """
        INSERT INTO difficulty_step (difficulty, number, act, state, owner, due_on, text, person, channel, at)
        VALUES (:difficulty, :number, :act, :state, :owner, :due, :text, :person, :channel, :at)
        """,
        difficulty=difficulty,
        number=step.number,
        act=step.act.value,
        state=step.state.value,
        owner=step.owner,
        due=step.due.isoformat(),
        text=step.text,
        person=step.by,
        channel=channel,
        at=millis(step.at),
    )


async def difficulty_numbered(tx: Transaction, number: DifficultyId) -> StoredDifficulty | None:
    """The difficulty of that number; None: there is none."""
    rows = await tx.all(f"SELECT {_COLUMNS} FROM difficulty d WHERE d.id = :id", id=number)  # noqa: S608 - a constant
    found = await _with_steps(tx, rows)
    return found[0] if found else None


async def difficulties_of(tx: Transaction, units: Sequence[UnitId], *, limit: int) -> tuple[StoredDifficulty, ...]:
    """What these units have recorded and not closed, newest first."""
    marks, named = listed(units)
    rows = await tx.all(
        f"""
        SELECT {_COLUMNS} FROM difficulty d WHERE d.unit IN ({marks}) AND d.state <> 'closed'
        ORDER BY d.recorded_at DESC, d.id DESC LIMIT :limit
        """,  # noqa: S608 - names of values
        limit=limit,
        **named,
    )
    return await _with_steps(tx, rows)


async def difficulties_waiting(
    tx: Transaction, owners: Sequence[UnitId], *, limit: int
) -> tuple[tuple[StoredDifficulty, ...], int]:
    """What waits for an answer of these, oldest first, and how many there are in all."""
    marks, named = listed(owners)
    rows, counted = await tx.together(
        (
            f"""
            SELECT {_COLUMNS} FROM difficulty d WHERE d.owner IN ({marks}) AND {_WAITS}
            ORDER BY d.recorded_at, d.id LIMIT :limit
            """,  # noqa: S608 - names of values
            {"limit": limit, **named},
        ),
        (f"SELECT count(*) AS n FROM difficulty d WHERE d.owner IN ({marks}) AND {_WAITS}", named),  # noqa: S608 - marks and conditions from code
    )
    return await _with_steps(tx, rows), int(counted[0]["n"])


async def difficulty_counts(tx: Transaction, unit: UnitId) -> tuple[int, int]:
    """How many of the unit's own are not closed, and how many wait for its answer."""
    own, waiting = await tx.together(
        ("SELECT count(*) AS n FROM difficulty d WHERE d.unit = :unit AND d.state <> 'closed'", {"unit": unit}),
        (f"SELECT count(*) AS n FROM difficulty d WHERE d.owner = :unit AND {_WAITS}", {"unit": unit}),  # noqa: S608 - marks and conditions from code
    )
    return int(own[0]["n"]), int(waiting[0]["n"])


async def difficulties_to_climb(
    tx: Transaction, *, before: date, after: int, limit: int
) -> tuple[StoredDifficulty, ...]:
    """What never climbed, waits and was due before that day, in the order of the numbers, beyond that one."""
    rows = await tx.all(
        f"""
        SELECT {_COLUMNS} FROM difficulty d
        WHERE d.state = 'open' AND d.due_on < :before AND d.id > :after ORDER BY d.id LIMIT :limit
        """,  # noqa: S608 - a constant
        before=before.isoformat(),
        after=after,
        limit=limit,
    )
    return await _with_steps(tx, rows)


async def days_to_climb(tx: Transaction, *, until: date) -> tuple[date, ...]:
    """The last good days, before that one, of what waits for its first answer; each once, in order."""
    rows = await tx.all(
        "SELECT DISTINCT due_on FROM difficulty WHERE state = 'open' AND due_on < :until ORDER BY due_on",
        until=until.isoformat(),
    )
    return tuple(date.fromisoformat(row["due_on"]) for row in rows)


async def difficulties_known(
    tx: Transaction, *, known: datetime | None = None, waiting: bool = False
) -> tuple[StoredDifficulty, ...]:
    """All difficulties with the steps known at that moment, oldest first. waiting: only those that waited then."""
    state = "AND (s.state = 'open' OR s.state = 'climbed')" if waiting else ""
    rows = await tx.all(
        f"""
        SELECT {_COLUMNS} FROM difficulty d JOIN difficulty_step s ON s.difficulty = d.id AND s.number = (
            SELECT max(n.number) FROM difficulty_step n WHERE n.difficulty = d.id AND n.at <= :known
        )
        WHERE d.recorded_at <= :known {state}
        ORDER BY d.recorded_at, d.id
        """,  # noqa: S608 - constants
        known=known_by(known),
    )
    return await _with_steps(tx, rows, known=known)


async def _with_steps(
    tx: Transaction, rows: Sequence[Row], *, known: datetime | None = None
) -> tuple[StoredDifficulty, ...]:
    steps: dict[int, tuple[Step, ...]] = {}
    numbers = [row["id"] for row in rows]
    for start in range(0, len(numbers), AT_ONCE):
        marks, named = listed(numbers[start : start + AT_ONCE])
        found = await tx.all(
            f"""
            SELECT difficulty, number, act, state, owner, due_on, text, person, at FROM difficulty_step
            WHERE difficulty IN ({marks}) AND at <= :known ORDER BY difficulty, number
            """,  # noqa: S608 - names of values
            known=known_by(known),
            **named,
        )
        for row in found:
            steps[row["difficulty"]] = (*steps.get(row["difficulty"], ()), _step(row))
    return tuple(
        StoredDifficulty(
            id=DifficultyId(row["id"]),
            unit=UnitId(row["unit"]),
            set_id=None if row["set_id"] is None else SetId(row["set_id"]),
            criterion=row["criterion"],
            kind=DifficultyKind(row["kind"]),
            text=row["text"],
            by=PersonId(row["person"]),
            steps=steps[row["id"]],
        )
        for row in rows
    )


def _step(row: Row) -> Step:
    return Step(
        number=row["number"],
        act=DifficultyAct(row["act"]),
        state=DifficultyState(row["state"]),
        owner=UnitId(row["owner"]),
        due=date.fromisoformat(row["due_on"]),
        by=None if row["person"] is None else PersonId(row["person"]),
        at=moment(row["at"]),
        text=row["text"],
    )


async def attached_to(tx: Transaction, numbers: Iterable[DifficultyId]) -> Mapping[DifficultyId, Attached]:
    """How far the photos and voice notes of these are; what has none is not in it."""
    wanted = tuple(numbers)
    found: dict[DifficultyId, Attached] = {}
    for start in range(0, len(wanted), AT_ONCE):
        marks, named = listed(wanted[start : start + AT_ONCE])
        rows = await tx.all(
            f"""
            SELECT e.difficulty,
                sum(CASE WHEN f.state = 'stored' AND e.kind = 'photo' THEN 1 ELSE 0 END) AS photos,
                sum(CASE WHEN f.state = 'stored' AND e.kind = 'voice' THEN 1 ELSE 0 END) AS voices,
                sum(CASE WHEN f.state = 'pending' THEN 1 ELSE 0 END) AS pending,
                sum(CASE WHEN f.state = 'failed' THEN 1 ELSE 0 END) AS lost
            FROM evidence e JOIN evidence_file f ON f.evidence = e.id
            WHERE e.difficulty IN ({marks}) GROUP BY e.difficulty
            """,  # noqa: S608 - names of values
            **named,
        )
        for row in rows:
            found[DifficultyId(row["difficulty"])] = Attached(
                photos=int(row["photos"]), voices=int(row["voices"]), pending=int(row["pending"]), lost=int(row["lost"])
            )
    return found
