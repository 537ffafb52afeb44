"""Carries out the rows of a table of units one after the other: what is new, what becomes of units, what ends."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from conversations.engine.words import SOURCE
from conversations.programme.problem import Problem
from conversations.programme.source_warning import SourceWarning
from conversations.reading.fold import accents_agree
from conversations.reading.show import show_date
from conversations.screens.unit_changes import said, warning
from handlers.unit_changes.ending import plan_end, plan_leave
from handlers.unit_changes.making import make
from handlers.unit_changes.merge import plan_merge
from handlers.unit_changes.places import fits_under
from handlers.unit_changes.rename import plan_move, plan_rename
from handlers.unit_row_places import Imported, above_of, before_of, is_top, known_as, placed, refuse_elsewhere
from handlers.units import the_region
from storage.unit_names import unit_named
from storage.units import add_alias, add_unit, direct_predecessors, last_renamed, lineage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from conversations.programme.ids import UnitId
    from conversations.programme.unit import Unit
    from conversations.programme.unit_change import Change, Made
    from conversations.programme.unit_rows import UnitRow
    from storage.criteria import CriteriaSets
    from storage.database import Transaction


class RowOutcome(StrEnum):
    """What became of a row."""

    CREATED = "created"
    KNOWN = "known"
    CHANGED = "changed"
    """It was carried out as a change of units."""
    DIFFERS = "differs"
    """The unit that is there is another than the row says; nothing was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadUnit:
    """A row, the unit it is about, and what became of it."""

    row: UnitRow
    unit: Unit
    outcome: RowOutcome


@dataclass(slots=True)
class Work:
    """One import while it goes on."""

    tx: Transaction
    sets: CriteriaSets
    table: Imported
    source: str
    now: datetime
    units: dict[int, ReadUnit] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What somebody should look at before or after."""
    warnings: list[SourceWarning] = field(default_factory=list)


async def carry_out(work: Work, *, later: date) -> None:
    """What is new first, so that a merger takes it along; then what becomes of units; then the rest, which is compared
    with what stands there now or will on the last of the table's days.
    """
    rows = work.table.rows
    plain = sorted((one for one in range(len(rows)) if not rows[one].before), key=lambda one: rows[one].kind.rank)
    for number in plain:
        added = await _added(work, rows[number])
        if added is not None:
            work.units[number] = added
    for number in _in_order(rows):
        work.units[number] = await _succeeds(work, rows[number])
    ending = [one for one in plain if rows[one].last_day is not None and one not in work.units]
    for number in ending:
        work.units[number] = await _compared(work, rows[number], later=later)
    await _end(work, ending)
    for number in plain:
        if number not in work.units:
            work.units[number] = await _compared(work, rows[number], later=later)
    for number, row in enumerate(rows):
        if row.counted_to is not None:
            work.units[number] = await _leaves(work, work.units[number], row.counted_to + timedelta(days=1))


async def _end(work: Work, numbers: Sequence[int]) -> None:
    """The known units whose last day the table gives end, all of one day and one unit above in one change."""
    together: dict[tuple[date, UnitId | None], list[int]] = {}
    for number in numbers:
        found = work.units[number]
        last = found.row.last_day
        if found.outcome is not RowOutcome.KNOWN or last is None:
            continue
        on = last + timedelta(days=1)
        if found.unit.valid_to is None:
            together.setdefault((on, found.unit.parent), []).append(number)
        elif found.unit.valid_to != on:
            ends = show_date(found.unit.valid_to - timedelta(days=1))
            work.warnings.append(
                _otherwise(found.row, "to", stated=f"đến {show_date(last)}", computed=f"đến {ends}", unit=found.unit)
            )
    for (on, _), ended in together.items():
        with placed(work.units[ended[0]].row.place):
            units = [work.units[number].unit for number in ended]
            change = await plan_end(work.tx, units, on=on, source=work.source, today=work.table.today, words=SOURCE)
        await _make(work, change)
        for number in ended:
            work.units[number] = replace(work.units[number], outcome=RowOutcome.CHANGED)


async def _leaves(work: Work, found: ReadUnit, on: date) -> ReadUnit:
    """It is not counted from that day on; nothing where that is known already."""
    day = max(on, work.table.today)
    unit = (await lineage(work.tx, found.unit.id, day=day))[0]
    if found.outcome is RowOutcome.DIFFERS or unit.left_on == on:
        return found
    if unit.left_on is not None:
        left = show_date(unit.left_on - timedelta(days=1))
        stated = f"trong chương trình đến {show_date(on - timedelta(days=1))}"
        work.warnings.append(_otherwise(found.row, "counted", stated=stated, computed=f"đến {left}", unit=unit))
        return found
    with placed(found.row.at("counted")):
        change = await plan_leave(work.tx, unit, on=on, source=work.source, words=SOURCE)
    await _make(work, change)
    return replace(found, outcome=RowOutcome.CHANGED)


async def _added(work: Work, row: UnitRow) -> ReadUnit | None:
    """None: there is such a unit, or one like it, or nothing to stand under yet."""
    day = row.valid_from or work.table.today
    try:
        above = await above_of(work.tx, row, work.table, day)
    except Problem as problem:
        if problem.code in {"unit_above_unknown", "unit_ambiguous"}:
            return None  # perhaps it can be told once the table's changes are made
        raise
    for eve in _eves(work, row):
        with suppress(Problem):
            before = await above_of(work.tx, row, work.table, eve)
            if (await known_as(work.tx, row, before, work.table, eve))[0] is not None:
                return None  # it was there, and the table's own change has ended it already
    known, _ = await known_as(work.tx, row, above, work.table, row.last_day or max(day, work.table.today))
    return None if known is not None else await _new(work, row, above)


def _eves(work: Work, row: UnitRow) -> tuple[date, ...]:
    """The last days before changes of the table, already past, that take the row's unit."""
    taking = (other for other in work.table.rows if other is not row and other.before and _takes(other, row))
    days = (other.valid_from for other in taking)
    return tuple(on - timedelta(days=1) for on in days if on is not None and on <= work.table.today)


async def _compared(work: Work, row: UnitRow, *, later: date) -> ReadUnit:
    """With the unit that is there, was before the table's own changes, or will be; where none is, it is new."""
    days = dict.fromkeys((row.last_day or row.valid_from or work.table.today, *_eves(work, row), later))
    refused: Problem | None = None
    differs: tuple[Unit, SourceWarning | None] | None = None
    above: Unit | None = None
    for day in days:
        if not work.table.top.exists_on(day):
            continue
        try:
            above = await above_of(work.tx, row, work.table, day)
        except Problem as problem:
            refused = refused or problem
            continue
        known, warning = await known_as(work.tx, row, above, work.table, day)
        if known is not None and warning is None:
            return await _known(work, row, known, warning)
        if known is not None:
            differs = differs or (known, warning)
    if differs is not None:
        return await _known(work, row, *differs)
    if above is None and refused is not None:
        raise refused
    return await _new(work, row, above)


def _in_order(rows: Sequence[UnitRow]) -> list[int]:
    """Of the rows with predecessors what stands above comes first; within a rank a name is taken again only after the
    unit that bore it has become part of another.
    """
    waiting = sorted((one for one in range(len(rows)) if rows[one].before), key=lambda one: (rows[one].kind.rank, one))
    ordered: list[int] = []
    while waiting:
        rank = rows[waiting[0]].kind.rank
        level = [one for one in waiting if rows[one].kind.rank == rank]
        free = (one for one in level if not any(_frees(rows[other], rows[one]) for other in level))
        chosen = next(free, waiting[0])
        waiting.remove(chosen)
        ordered.append(chosen)
    return ordered


def _frees(row: UnitRow, other: UnitRow) -> bool:
    """Whether the name of the other row's unit is free only once this row is done."""
    return row is not other and _takes(row, other) and not _takes(other, other)


def _takes(row: UnitRow, other: UnitRow) -> bool:
    names = [name.split(",")[0].strip() for name in row.before]
    return any(accents_agree(name, text) for name in names for text in (other.name, other.title))


async def _known(work: Work, row: UnitRow, unit: Unit, warning: SourceWarning | None) -> ReadUnit:
    """Left as it is; what the row says otherwise is told."""
    if warning is not None:
        work.warnings.append(warning)
        if warning.code != "unit_spelled_otherwise":
            return ReadUnit(row=row, unit=unit, outcome=RowOutcome.DIFFERS)
    if row.valid_from is not None and row.valid_from not in {unit.valid_from, await last_renamed(work.tx, unit.id)}:
        begins = "từ trước" if unit.valid_from is None else f"từ {show_date(unit.valid_from)}"
        work.warnings.append(
            _otherwise(row, "from", stated=f"từ {show_date(row.valid_from)}", computed=begins, unit=unit)
        )
    code = await _region(work, row)
    if code is not None and code != unit.region:
        inherited = unit.region or "theo cấp trên"
        work.warnings.append(_otherwise(row, "region", stated=f"vùng {code}", computed=inherited, unit=unit))
    return ReadUnit(row=row, unit=unit, outcome=RowOutcome.KNOWN)


async def _new(work: Work, row: UnitRow, above: Unit | None) -> ReadUnit:
    if above is None:
        raise Problem(
            code="unit_above_missing",
            where=str(row.at("under")),
            message=f"Không rõ {row.title} thuộc đơn vị nào.",
            remedy="Hãy ghi cột “thuộc”.",
        )
    with placed(row.at("under")):
        fits_under(row.title, row.kind, above, SOURCE)
    region = await _region(work, row)
    begins = row.valid_from
    if begins is None and above.valid_from is not None and above.valid_from > work.table.today:
        begins = above.valid_from  # nothing stands under what is not there yet
    number = await add_unit(
        work.tx,
        kind=row.kind,
        name=row.name,
        parent=above.id,
        region=region,
        at=work.now,
        valid_from=begins,
        valid_to=None if row.last_day is None else row.last_day + timedelta(days=1),
    )
    if row.code:
        await add_alias(work.tx, number, row.code, at=work.now)
    unit = (await lineage(work.tx, number, day=row.last_day or max(work.table.today, begins or work.table.today)))[0]
    return ReadUnit(row=row, unit=unit, outcome=RowOutcome.CREATED)


async def _succeeds(work: Work, row: UnitRow) -> ReadUnit:
    """The row is the renaming, the move or the merger itself; nothing where it was made already."""
    on = row.valid_from
    if on is None:
        raise LookupError("valid_from")
    above = await above_of(work.tx, row, work.table, on)
    olds = await before_of(work.tx, row)
    there, _ = await known_as(work.tx, row, above, work.table, on)
    if there is not None and there.valid_from == on:
        if await direct_predecessors(work.tx, there.id) == {old.id for old in olds}:
            return ReadUnit(row=row, unit=there, outcome=RowOutcome.KNOWN)
        named = "; ".join(old.title for old in olds)
        work.warnings.append(_otherwise(row, "before", stated=named, computed="từ những đơn vị khác", unit=there))
        return ReadUnit(row=row, unit=there, outcome=RowOutcome.DIFFERS)
    await refuse_elsewhere(work.tx, row, olds, work.table)
    if there is not None and there.title == row.title and there.id not in {old.id for old in olds}:
        raise Problem(
            code="unit_exists",
            where=str(row.place),
            message=f"Ở đó đã có {there.title}, mà cột “trước đây là” không nêu.",
            remedy=f"Nếu {there.title} cũng nhập vào, hãy ghi thêm vào cột ấy; nếu không, hãy chọn tên khác.",
        )
    if len(olds) == 1:
        return await _goes_on(work, row, olds[0], above, on=on)
    region = await _region(work, row)
    with placed(row.place):
        change = await plan_merge(
            work.tx, work.sets, olds, into=row.title, kind=row.kind, parent=above, on=on, source=work.source,
            words=SOURCE,
        )  # fmt: skip
    if region is not None:
        change = replace(change, after=tuple(replace(new, region=region) for new in change.after))
    await _make(work, change)
    if row.code:
        code = f"mã {row.code}"
        work.warnings.append(_otherwise(row, "code", stated=code, computed="chưa có", unit=change.before[0]))
    unit = await unit_named(work.tx, row.title if above is None else f"{row.title}, {above.title}", day=on)
    unit = (await lineage(work.tx, unit.id, day=on))[0]
    if is_top(row, work.table):
        work.table = replace(
            work.table, top=unit, tops=frozenset({*work.table.tops, unit.id, *(old.id for old in olds)})
        )
    return ReadUnit(row=row, unit=unit, outcome=RowOutcome.CHANGED)


async def _goes_on(work: Work, row: UnitRow, old: Unit, above: Unit | None, *, on: date) -> ReadUnit:
    """One unit before it: the same unit under another name, of another kind, or in another place."""
    now = (await lineage(work.tx, old.id, day=on))[0]
    changes = []
    with placed(row.place):
        if (now.name, now.kind) != (row.name, row.kind):
            renamed = await plan_rename(
                work.tx, old, to=row.title, kind=row.kind, on=on, source=work.source, words=SOURCE
            )
            changes.append(await _make(work, renamed))
        if above is not None and now.parent != above.id:
            moved = await plan_move(work.tx, old, to=above, on=on, source=work.source, words=SOURCE)
            changes.append(await _make(work, moved))
    outcome = RowOutcome.CHANGED if changes else RowOutcome.KNOWN
    return ReadUnit(row=row, unit=(await lineage(work.tx, old.id, day=on))[0], outcome=outcome)


async def _region(work: Work, row: UnitRow) -> str | None:
    if not row.region:
        return None
    with placed(row.at("region")):
        return await the_region(work.tx, work.sets, row.region)


async def _make(work: Work, change: Change) -> Made:
    work.said.append(f"Từ ngày {show_date(change.on)}: {said(change, SOURCE)}")
    work.notes += [warning(one, change, SOURCE) for one in change.warnings]
    return await make(work.tx, change, person=None, at=work.now, words=SOURCE)


def _otherwise(row: UnitRow, column: str, *, stated: str, computed: str, unit: Unit) -> SourceWarning:
    return SourceWarning(
        code=f"unit_{column}_differs",
        place=row.at(column),
        stated=stated,
        computed=computed,
        message=f"{unit.title}: tệp ghi {stated}, trong hệ thống {computed}. Không đổi gì.",
    )
