"""Imports a paper that sets goals of a province or district, in one transaction or not at all.

The same goals again change nothing, in whatever file they come; changed ones become a new version of that paper beside
the old. Other papers of the unit stay in force.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conversations.programme.duties import Duty
from conversations.programme.goal_document import (
    canonical_goals,
    goal_keys,
    goal_totals,
    goal_warnings,
    read_goal_document,
    task_keys,
)
from conversations.programme.goal_set import Paper
from conversations.programme.name_warnings import issuer_warnings
from conversations.programme.paper_tasks import TASK_RULE
from conversations.programme.unit import Level
from conversations.programme.unit_match import kind_and_name
from conversations.reading.fold import fold, plain_words
from handlers.load_duties import keep_duties
from handlers.named_units import create, very_first
from handlers.trial import Outcome, writing
from storage.goals import add_goals, goal_codes, goals_set, newest_paper
from storage.paper_tasks import add_tasks, task_codes
from storage.unit_names import unit_named, units_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from conversations.programme.goal import Goal
    from conversations.programme.goal_document import GoalDocument
    from conversations.programme.paper_tasks import PaperTask
    from conversations.programme.source_warning import SourceWarning
    from conversations.programme.table import Document
    from conversations.programme.unit import Unit
    from storage.database import Database, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalChange:
    """What a new version of a paper sets otherwise; None: it is not in that version."""

    code: int
    before: Goal | None
    after: Goal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalImport:
    """What was read, and what it changed."""

    outcome: Outcome
    unit: Unit
    document: GoalDocument
    paper: Paper
    codes: tuple[int, ...]
    """Of the document's goals, in its order."""
    created: tuple[Unit, ...]
    totals: Mapping[str, int | float]
    warnings: tuple[SourceWarning, ...]
    changes: tuple[GoalChange, ...] = ()


async def import_goals(
    database: Database,
    document: Document,
    *,
    unit: str,
    now: datetime,
    dated: date | None = None,
    number: str = "",
    dry_run: bool = False,
) -> GoalImport:
    """dated, number: the paper's own, where the document does not say them. Raises Problem: nothing is changed."""
    read = read_goal_document(document)
    source = read.source
    read = replace(read, source=replace(source, dated=dated or source.dated, number=number or source.number))
    async with writing(database, keep=not dry_run) as tx:
        return await _import(tx, read, document, name=unit, now=now)


async def _import(tx: Transaction, read: GoalDocument, document: Document, *, name: str, now: datetime) -> GoalImport:
    source = read.source
    day = source.dated or now.date()
    created: list[Unit] = []
    unit = await _unit(tx, document, name, day=day, now=now, created=created)
    known_as = _known_as(read)
    before = await newest_paper(tx, unit.id, known_as)
    dated = source.dated or (before.paper.dated if before is not None else now.date())
    paper = Paper(
        title=source.title,
        number=source.number,
        dated=dated,
        day_known=source.dated is not None or (before is not None and before.paper.day_known),
        version=1 if before is None else before.paper.version,
        party=source.party,
    )
    codes = await goal_codes(tx, unit.id, goal_keys(read.goals))
    done = GoalImport(
        outcome=Outcome.FIRST if before is None else Outcome.UNCHANGED,
        unit=unit,
        document=read,
        paper=paper,
        codes=tuple(codes[key] for key in goal_keys(read.goals)),
        created=tuple(created),
        totals=goal_totals(read),
        warnings=(*issuer_warnings(source.issued_by, unit), *goal_warnings(read)),
    )
    digest = hashlib.sha256(canonical_goals(read).encode()).hexdigest()
    if before is not None and before.digest == digest:
        return done
    if before is not None:
        old = {one.code: one.goal for one in await goals_set(tx, (before,))}
        paper = replace(paper, version=before.paper.version + 1)
        changes = tuple(_changes(old, dict(zip(done.codes, read.goals, strict=True))))
        done = replace(done, outcome=Outcome.CHANGED, paper=paper, changes=changes)
    document_id = await add_goals(
        tx,
        unit=unit.id,
        source=known_as,
        digest=digest,
        paper=paper,
        file_name=document.name,
        goals=tuple(zip(done.codes, read.goals, strict=True)),
        at=now,
    )
    keys = task_keys(read.tasks)
    numbers = await task_codes(tx, unit.id, keys)
    tasks = tuple((numbers[key], task) for key, task in zip(keys, read.tasks, strict=True))
    add_tasks(tx, document_id, tasks)
    await keep_duties(tx, [_duty(code, task) for code, task in tasks if task.due], unit, dated=dated, now=now)
    return done


def _duty(code: int, task: PaperTask) -> Duty:
    return Duty(
        code=f"{TASK_RULE}{code}",
        section=task.number,
        who=task.who,
        to="",
        via="",
        due=task.due,
        what=task.text,
        place=str(task.place),
    )


async def _unit(
    tx: Transaction, document: Document, name: str, *, day: date, now: datetime, created: list[Unit]
) -> Unit:
    """The unit it is imported for; a province that is not known yet is made where the document names it."""
    kind, bare = kind_and_name(name)
    if (
        kind is not None
        and kind.level is Level.PROVINCE
        and not await units_named(tx, name, day=day)
        and any(plain_words(name) in plain_words(one.text) for one in document.prose())
    ):
        return await create(tx, kind, bare, None, day=day, at=now, created=created)
    first = None if any(document.prose()) else await very_first(tx, name, day=day, at=now, created=created)
    return first or await unit_named(tx, name, day=day)


def _known_as(read: GoalDocument) -> str:
    """By what the next version of the same paper is recognised: its number, else its title."""
    number = read.source.number
    return fold(number) if any(char.isdigit() for char in number) else plain_words(read.source.title)


def _changes(old: Mapping[int, Goal], new: Mapping[int, Goal]) -> Iterator[GoalChange]:
    for code in dict.fromkeys((*new, *old)):
        before, after = old.get(code), new.get(code)
        if before is None or after is None or _figures(before) != _figures(after):
            yield GoalChange(code=code, before=before, after=after)


def _figures(goal: Goal) -> tuple[object, ...]:
    return (goal.bound, goal.target, goal.upto, goal.of, goal.grade, goal.by_year, goal.base_year, goal.interims)
