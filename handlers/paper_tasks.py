"""The tasks that papers give a unit's bodies: who owes each, by when, what has come, and by which paper it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.calendar import period_of
from conversations.programme.duties import who_owes
from conversations.programme.paper_tasks import TASK_RULE, DoneBy, FollowedTask, UnitTasks
from conversations.programme.problem import Problem
from conversations.programme.report import ReportAct
from conversations.reading.deadlines import Due, read_deadline
from handlers.reporting_rates import Below
from storage.goals import papers_in_force
from storage.known_reports import known_reports
from storage.paper_tasks import add_done, tasks_done, tasks_set
from storage.rules import rules_of_unit
from storage.unit_names import unit_named
from storage.units import lineage, units_below

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from conversations.programme.goal_set import Paper
    from conversations.programme.paper_tasks import PaperTask
    from conversations.programme.unit import Unit
    from storage.database import Database, Transaction


async def show_tasks(database: Database, *, unit: str, as_of: date, known_at: datetime | None = None) -> UnitTasks:
    """Raises Problem: no such unit, or no paper of it gives a task by that day."""
    async with database.read() as tx:
        named = await unit_named(tx, unit, day=as_of)
        found = await tasks_of(tx, named, as_of=as_of, known_at=known_at)
    if not found.tasks:
        raise Problem(
            code="tasks_missing",
            where=named.title,
            message="Chưa có văn bản nào giao nhiệm vụ cho đến ngày này.",
            remedy="Hãy nhập công văn, nghị quyết trước bằng: ntm import indicators.",
        )
    return found


async def tasks_of(tx: Transaction, unit: Unit, *, as_of: date, known_at: datetime | None) -> UnitTasks:
    """Perhaps none."""
    done = await tasks_done(tx, unit.id, known=known_at)
    progress = await _progress(tx, unit, as_of=as_of, known_at=known_at)
    tasks = [
        _followed(code, task, one.paper, done=done.get(code), came=progress.get(code, (0, 0)))
        for one in await papers_in_force(tx, unit.id, day=as_of, known=known_at)
        for code, task in await tasks_set(tx, one.id)
    ]
    return UnitTasks(unit=unit, as_of=as_of, tasks=tuple(tasks))


def _followed(code: int, task: PaperTask, paper: Paper, *, done: DoneBy | None, came: tuple[int, int]) -> FollowedTask:
    due = read_deadline(task.due, today=paper.dated) if task.due else None
    once = due.once() if isinstance(due, Due) else None
    return FollowedTask(
        code=code,
        task=task,
        paper=paper.label,
        owing=who_owes(task.who),
        last_day=None if once is None else once.last_good_day,
        done=done,
        sent=came[0],
        owed=came[1],
    )


async def _progress(
    tx: Transaction, unit: Unit, *, as_of: date, known_at: datetime | None
) -> Mapping[int, tuple[int, int]]:
    """By a task's code: how many reports have left by the day, of how many that are owed."""
    rules = [one for one in await rules_of_unit(tx, unit.id, known=known_at) if one.code.startswith(TASK_RULE)]
    if not rules:
        return {}
    line = await lineage(tx, unit.id, day=as_of, known=known_at)
    below = Below(line=line, units=await units_below(tx, unit.id, day=as_of, known=known_at))
    found: dict[int, tuple[int, int]] = {}
    for rule in rules:
        code = rule.code.removeprefix(TASK_RULE).partition("-")[0]
        if not code.isdecimal() or rule.due_year is None:
            continue
        owing = below.owing(rule)
        period = period_of(rule, rule.due_year)
        reports = {} if period is None else await known_reports(tx, rule.id, period.key, known=known_at)
        sent = sum(1 for one in owing if one.id in reports and _left(reports[one.id].acts, as_of))
        before = found.get(int(code), (0, 0))
        found[int(code)] = (before[0] + sent, before[1] + len(owing))
    return found


def _left(acts: tuple[tuple[ReportAct, datetime], ...], day: date) -> bool:
    """Whether a report had left by the day, and had not been taken back."""
    last = [act for act, at in acts if at.date() <= day and act in {*_LEAVES, ReportAct.WITHDRAW}]
    return bool(last) and last[-1] in _LEAVES


_LEAVES = frozenset({ReportAct.SEND, ReportAct.APPROVE})


async def report_done(
    database: Database, *, unit: str, code: int, number: str, day: date, now: datetime
) -> tuple[Unit, PaperTask]:
    """Keep by which paper a task is done. Raises Problem: no such unit, or as below."""
    async with database.write() as tx:
        named = await unit_named(tx, unit, day=now.date())
        return named, await keep_done(tx, named, code, DoneBy(number=number, day=day), now=now)


async def keep_done(tx: Transaction, unit: Unit, code: int, done: DoneBy, *, now: datetime) -> PaperTask:
    """The same in a transaction that is open already. Raises Problem: no such task, or a day that has not come."""
    if done.day > now.date():
        raise Problem(
            code="task_day_ahead",
            where=done.day.isoformat(),
            message="Văn bản không thể có ngày chưa tới.",
            remedy="Hãy ghi ngày của văn bản.",
        )
    found = (await tasks_of(tx, unit, as_of=now.date(), known_at=None)).task(code)
    if found is None:
        raise Problem(
            code="task_unknown",
            where=str(code),
            message=f"{unit.title} không có nhiệm vụ này.",
            remedy="Hãy xem mã bằng: ntm show tasks.",
        )
    await add_done(tx, unit.id, code, done, at=now)
    return found.task
