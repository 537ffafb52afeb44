"""A manager says by which paper a task of the unit's papers is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.paper_tasks import DoneBy
from conversations.programme.rights import may_record_tasks
from conversations.reading.limits import PAPER_NUMBER
from conversations.screens import problems
from handlers.paper_tasks import keep_done

if TYPE_CHECKING:
    from conversations.engine.effects import RecordTaskDone
    from handlers.apply.acting import Acting


async def record_task_done(acting: Acting, effect: RecordTaskDone) -> None:
    """Raises Refusal: not theirs to say, or no such unit; Problem: no such task, or a day that has not come."""
    line = await acting.programme.line(acting.tx, effect.unit)
    above = frozenset(unit.id for unit in line[1:])
    if not line or acting.person is None or not may_record_tasks(acting.person, line[0], above):
        raise problems.not_yours(acting.words)
    paper = effect.paper
    if not paper.number or len(paper.number) > PAPER_NUMBER:
        raise problems.not_yours(acting.words)
    await keep_done(acting.tx, line[0], effect.code, DoneBy(number=paper.number, day=paper.day), now=acting.now)
    acting.note("task_done", f"unit:{effect.unit}", task=effect.code)
