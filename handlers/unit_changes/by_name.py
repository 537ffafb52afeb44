"""The same changes for whoever names units in words: the command line and scripts. A trial does all of it and keeps
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.engine.words import SOURCE
from conversations.programme.unit import Level
from conversations.screens import unit_problems
from handlers.trial import writing
from handlers.unit_changes.ending import plan_end, plan_leave
from handlers.unit_changes.making import make
from handlers.unit_changes.merge import plan_merge
from handlers.unit_changes.rename import plan_move, plan_rename
from handlers.unit_changes.split import plan_split
from handlers.unit_changes.undo import undo
from handlers.units import the_kind
from storage.unit_changes import changes_of
from storage.unit_names import unit_named
from storage.units import children, lineage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from conversations.programme.unit import Unit
    from conversations.programme.unit_change import Change, Made
    from handlers.unit_changes.split import Part
    from storage.criteria import CriteriaSets
    from storage.database import Database, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A change with its plan. Of a trial the number means nothing."""

    change: Change
    made: Made


async def rename_named(
    database: Database, *, name: str, to: str, kind: str | None, on: date, source: str, now: datetime, keep: bool
) -> Done:
    """Another name or kind from a day on. Raises Problem."""
    async with writing(database, keep=keep) as tx:
        unit = await _before(tx, name, on)
        new_kind = None if kind is None else the_kind(kind)
        change = await plan_rename(tx, unit, to=to, kind=new_kind, on=on, source=source, words=SOURCE)
        return Done(change=change, made=await make(tx, change, person=None, at=now, words=SOURCE))


async def move_named(
    database: Database, *, name: str, to: str, on: date, source: str, now: datetime, keep: bool
) -> Done:
    """Another unit above from a day on. Raises Problem."""
    async with writing(database, keep=keep) as tx:
        unit = await _before(tx, name, on)
        above = await _whole(tx, await unit_named(tx, to, day=on), on)
        change = await plan_move(tx, unit, to=above, on=on, source=source, words=SOURCE)
        return Done(change=change, made=await make(tx, change, person=None, at=now, words=SOURCE))


async def merge_named(
    database: Database,
    sets: CriteriaSets,
    *,
    names: Sequence[str],
    into: str,
    kind: str | None,
    parent: str | None,
    on: date,
    source: str,
    now: datetime,
    keep: bool,
) -> Done:
    """Several units become one from a day on. Raises Problem."""
    async with writing(database, keep=keep) as tx:
        units = [await _before(tx, name, on) for name in names]
        above = None if parent is None else await _whole(tx, await unit_named(tx, parent, day=on), on)
        change = await plan_merge(
            tx, sets, units, into=into, kind=None if kind is None else the_kind(kind), parent=above, on=on,
            source=source, words=SOURCE,
        )  # fmt: skip
        return Done(change=change, made=await make(tx, change, person=None, at=now, words=SOURCE))


async def split_named(
    database: Database,
    sets: CriteriaSets,
    *,
    name: str,
    parts: Sequence[Part],
    on: date,
    source: str,
    now: datetime,
    keep: bool,
) -> Done:
    """One unit becomes several from a day on. Raises Problem."""
    async with writing(database, keep=keep) as tx:
        unit = await _before(tx, name, on)
        change = await plan_split(tx, sets, unit, parts=parts, on=on, source=source, words=SOURCE)
        return Done(change=change, made=await make(tx, change, person=None, at=now, words=SOURCE))


async def end_named(
    database: Database, *, names: Sequence[str], under: str | None, on: date, source: str, now: datetime, keep: bool
) -> Done:
    """These units end, or all of the district level below one. Raises Problem."""
    async with writing(database, keep=keep) as tx:
        units = [await _before(tx, name, on) for name in names]
        if under is not None:
            top = await _before(tx, under, on)
            below = await children(tx, top.id, day=on - timedelta(days=1))
            units += [one for one in below if one.kind.level is Level.DISTRICT]
        if not units:
            raise unit_problems.nothing_ends(SOURCE)
        change = await plan_end(tx, units, on=on, source=source, today=now.date(), words=SOURCE)
        return Done(change=change, made=await make(tx, change, person=None, at=now, words=SOURCE))


async def leave_named(database: Database, *, name: str, on: date, source: str, now: datetime, keep: bool) -> Done:
    """The unit lives on and is not counted any more. Raises Problem."""
    async with writing(database, keep=keep) as tx:
        unit = await unit_named(tx, name, day=on)
        change = await plan_leave(tx, unit, on=on, source=source, words=SOURCE)
        return Done(change=change, made=await make(tx, change, person=None, at=now, words=SOURCE))


async def changes_named(database: Database, *, name: str, today: date) -> tuple[Made, ...]:
    """What was changed of a unit and not taken back; the latest first."""
    async with database.read() as tx:
        return await _changes(tx, name, today)


async def undo_named(database: Database, *, name: str, number: int | None, now: datetime, keep: bool) -> Made:
    """Take back the latest change of a unit, or the one of that number. Raises Problem."""
    async with writing(database, keep=keep) as tx:
        made = await _changes(tx, name, now.date())
        chosen = [one for one in made if number is None or one.id == number]
        if not chosen:
            raise unit_problems.no_such_change(SOURCE)
        return await undo(tx, chosen[0].id, person=None, at=now, words=SOURCE)


async def _changes(tx: Transaction, name: str, today: date) -> tuple[Made, ...]:
    unit = await unit_named(tx, name, day=today)
    return await changes_of(tx, [unit.id])


async def _before(tx: Transaction, name: str, on: date) -> Unit:
    """The unit that bears the name on the day before."""
    return await unit_named(tx, name, day=on - timedelta(days=1))


async def _whole(tx: Transaction, unit: Unit, day: date) -> Unit:
    line = await lineage(tx, unit.id, day=day)
    return line[0] if line else unit
