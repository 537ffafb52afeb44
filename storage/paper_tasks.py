"""Tasks as papers give them, every version, and by which paper each was reported done; the last word counts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from conversations.programme.paper_tasks import DoneBy, PaperTask
from storage.goals import codes_of
from storage.times import millis
from storage.validity import known_by

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from conversations.programme.ids import UnitId
    from storage.database import Transaction


async def task_codes(tx: Transaction, unit: UnitId, keys: Sequence[str]) -> Mapping[str, int]:
    """The code of each of these tasks; one that is not known yet gets the next."""
    return await codes_of(tx, "paper_task", unit, keys)


def add_tasks(tx: Transaction, document: int, tasks: Sequence[tuple[int, PaperTask]]) -> None:
    """What a version of a paper orders."""
    for position, (code, task) in enumerate(tasks, start=1):
        tx.later(
            """
            INSERT INTO paper_task_text (document, code, position, number, body, who, due, place)
            VALUES (:document, :code, :position, :number, :body, :who, :due, :place)
            """,
            document=document,
            code=code,
            position=position,
            number=task.number,
            body=task.text,
            who=task.who,
            due=task.due,
            place=str(task.place),
        )


async def tasks_set(tx: Transaction, document: int) -> tuple[tuple[int, PaperTask], ...]:
    """The tasks of a version, each with its code, in the paper's order."""
    rows = await tx.all("SELECT * FROM paper_task_text WHERE document = :document ORDER BY position", document=document)
    return tuple(
        (row["code"], PaperTask(number=row["number"], text=row["body"], who=row["who"], due=row["due"])) for row in rows
    )


async def gives_tasks(tx: Transaction, unit: UnitId, *, known: datetime) -> bool:
    """Whether any paper of the unit that was known by then gives one."""
    row = await tx.one(
        """
        SELECT 1 AS found FROM goal_document d JOIN paper_task_text t ON t.document = d.id
        WHERE d.unit = :unit AND d.recorded_at <= :known LIMIT 1
        """,
        unit=unit,
        known=known_by(known),
    )
    return row is not None


async def tasks_done(tx: Transaction, unit: UnitId, *, known: datetime | None = None) -> Mapping[int, DoneBy]:
    """By code."""
    rows = await tx.all(
        "SELECT * FROM paper_task_done WHERE unit = :unit AND recorded_at <= :known ORDER BY recorded_at, id",
        unit=unit,
        known=known_by(known),
    )
    return {row["code"]: DoneBy(number=row["paper_number"], day=date.fromisoformat(row["paper_day"])) for row in rows}


async def add_done(tx: Transaction, unit: UnitId, code: int, done: DoneBy, *, at: datetime) -> None:
    """Beside what was reported before."""
    await tx.run(
        """
        INSERT INTO paper_task_done (unit, code, paper_number, paper_day, recorded_at)
        VALUES (:unit, :code, :number, :day, :at)
        """,
        unit=unit,
        code=code,
        number=done.number,
        day=done.day.isoformat(),
        at=millis(at),
    )
