"""Marks of units: set by name, read for a unit and all below it; a commune's are its villages' too."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conversations.programme.problem import Problem
from conversations.programme.unit import Level
from conversations.programme.unit_marks import MARK_LENGTH, UnitMark, averages_by_mark, mark_key, mark_name
from conversations.reading.fold import name_order
from handlers.show_status import status_of
from handlers.trial import writing
from storage.audit import note_later
from storage.times import millis
from storage.unit_marks import StoredMark, mark_of, marks_on, put_mark
from storage.unit_names import unit_named
from storage.units import lineage, units_below

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from conversations.programme.ids import UnitId
    from conversations.programme.status import Status
    from conversations.programme.unit import Unit
    from conversations.programme.unit_marks import MarkAverage
    from storage.criteria import CriteriaSets
    from storage.database import Database, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What came of it, in the order of the names given."""

    name: str
    units: tuple[Unit, ...]
    changed: tuple[Unit, ...]


async def mark_named(
    database: Database,
    names: Sequence[str],
    mark: str,
    *,
    valid_from: date | None,
    valid_to: date | None,
    source: str,
    now: datetime,
    dry_run: bool = False,
) -> Marked:
    """Raises Problem: no such unit, an office, no name of a mark, or the days the wrong way round."""
    name = named_mark(mark)
    if valid_from is not None and valid_to is not None and valid_to <= valid_from:
        raise Problem(
            code="mark_days_wrong", message="Ngày thôi phải sau ngày bắt đầu.", remedy="Hãy ghi lại hai ngày."
        )
    async with writing(database, keep=not dry_run) as tx:
        units = [await _there(tx, one, now.date()) for one in names]
        wanted = StoredMark(unit=units[0].id, name=name, valid_from=valid_from, valid_to=valid_to, source=source)
        changed = [one for one in units if await keep_mark(tx, replace(wanted, unit=one.id), now=now)]
        return Marked(name=name, units=tuple(units), changed=tuple(changed))


async def unmark_named(
    database: Database, names: Sequence[str], mark: str, *, on: date, now: datetime, dry_run: bool = False
) -> Marked:
    """From that day on the units bear it no more. Raises Problem: one does not bear it, or began to only later."""
    name = named_mark(mark)
    async with writing(database, keep=not dry_run) as tx:
        units = [await _there(tx, one, now.date()) for one in names]
        changed = []
        for one in units:
            held = await mark_of(tx, one.id, name)
            if held is None or (held.valid_from is not None and on <= held.valid_from):
                raise Problem(
                    code="mark_unknown",
                    where=one.title,
                    message=f"Trước ngày này {one.title} không thuộc nhóm “{name}”.",
                    remedy="Xem các nhóm: ntm unit marks.",
                )
            if await keep_mark(tx, replace(held, valid_to=on), now=now):
                changed.append(one)
        return Marked(name=name, units=tuple(units), changed=tuple(changed))


def named_mark(text: str) -> str:
    """Raises Problem: no name of a mark."""
    name = mark_name(text)
    if not name:
        raise Problem(
            code="mark_name_wrong",
            where=f"“{text[:MARK_LENGTH]}”",
            message=f"Tên nhóm phải có chữ và dài không quá {MARK_LENGTH} ký tự.",
            remedy="Ví dụ: đặc biệt khó khăn, biên giới, vùng trũng.",
        )
    return name


async def keep_mark(tx: Transaction, mark: StoredMark, *, now: datetime) -> bool:
    """The same of one unit that is known, with a note in the log; False: nothing changes."""
    changed = await put_mark(tx, mark, at=now)
    if changed:
        note_later(
            tx,
            at=millis(now),
            person=None,
            act="unit_marked",
            subject=f"unit:{mark.unit}",
            detail={"mark": mark_key(mark.name)},
        )
    return changed


async def _there(tx: Transaction, name: str, day: date) -> Unit:
    unit = await unit_named(tx, name, day=day)
    if unit.kind.level is Level.OFFICE:
        raise Problem(
            code="mark_of_office",
            where=unit.title,
            message="Cơ quan không thuộc nhóm nào.",
            remedy="Hãy ghi xã, thôn, huyện hoặc tỉnh.",
        )
    return unit


async def list_marks(
    database: Database, *, unit: str, as_of: date, known_at: datetime | None = None
) -> tuple[UnitMark, ...]:
    """Of the unit and all below it, as they were given, by mark and by name of the unit. Raises Problem."""
    async with database.read() as tx:
        named = await unit_named(tx, unit, day=as_of)
        below = await units_below(tx, named.id, day=as_of, known=known_at)
        there = {one.id: one for one in (named, *below)}
        found = [
            UnitMark(
                unit=there[one.unit],
                name=one.name,
                valid_from=one.valid_from,
                valid_to=one.valid_to,
                source=one.source,
            )
            for one in await marks_on(tx, day=as_of, known=known_at)
            if one.unit in there
        ]
    return tuple(sorted(found, key=lambda one: (mark_key(one.name), name_order(one.unit.name))))


async def marks_among(
    tx: Transaction, units: Sequence[Unit], *, day: date, known: datetime | None = None
) -> Mapping[str, frozenset[UnitId]]:
    """By mark, which of these units bear it, themselves or by a unit above them. Of two writings the first counts."""
    names: dict[str, str] = {}
    borne: dict[UnitId, list[str]] = {}
    for mark in await marks_on(tx, day=day, known=known):
        borne.setdefault(mark.unit, []).append(names.setdefault(mark_key(mark.name), mark.name))
    if not borne:
        return {}
    lines: dict[UnitId | None, frozenset[UnitId]] = {None: frozenset()}
    found: dict[str, set[UnitId]] = {}
    for unit in units:
        if unit.parent not in lines:
            above = await lineage(tx, unit.parent, day=day, known=known) if unit.parent is not None else ()
            lines[unit.parent] = frozenset(one.id for one in above)
        for one in (unit.id, *lines[unit.parent]):
            for name in borne.get(one, ()):
                found.setdefault(name, set()).add(unit.id)
    return {name: frozenset(ids) for name, ids in found.items()}


async def averages_of(tx: Transaction, status: Status, *, known: datetime | None = None) -> tuple[MarkAverage, ...]:
    """Of the communes of a status, by mark."""
    marks = await marks_among(tx, [one.unit for one in status.communes], day=status.as_of, known=known)
    return averages_by_mark(status, marks)


async def show_status_by_mark(
    database: Database, sets: CriteriaSets, *, unit: str, as_of: date, known_at: datetime | None = None
) -> tuple[Status, tuple[MarkAverage, ...]]:
    """The status of a unit, with the averages of its communes by mark."""
    async with database.read() as tx:
        named = await unit_named(tx, unit, day=as_of)
        status = await status_of(tx, sets, named, as_of=as_of, known_at=known_at)
        return status, await averages_of(tx, status, known=known_at)
