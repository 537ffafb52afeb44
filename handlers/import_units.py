"""Imports a table of administrative units: new ones are made, known ones left, and a row with predecessors is that very
renaming, move or merger. All in one transaction or not at all; each change can be taken back by itself, the last first.

What the table says otherwise of a unit that is there is told and never changed silently. The same table again changes
nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.programme.nested_units import read_units
from conversations.programme.unit import Level, title_of
from conversations.programme.unit_match import kind_and_name
from conversations.reading.fold import accents_agree
from handlers.named_units import issuer_named
from handlers.trial import writing
from handlers.unit_marks import keep_mark
from handlers.unit_row_places import Imported
from handlers.unit_rows_done import ReadUnit, RowOutcome, Work, carry_out
from storage.unit_marks import StoredMark, mark_of
from storage.units import lineage, predecessors, units_below

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from conversations.programme.ids import UnitId
    from conversations.programme.source_warning import SourceWarning
    from conversations.programme.table import Document
    from conversations.programme.unit import Unit
    from conversations.programme.unit_rows import UnitRow
    from storage.criteria import CriteriaSets
    from storage.database import Database, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How many units of each kind stood there on a day, and how many communes of them the programme counts."""

    on: date
    counts: Mapping[str, int]
    communes: int
    counted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsImport:
    """What was read, and what it changed. said: each change in a few words, as they were made.

    notes: what somebody should look at, as the changes say it.
    """

    unit: Unit
    units: tuple[ReadUnit, ...]
    said: tuple[str, ...]
    notes: tuple[str, ...]
    before: Standing
    after: Standing
    warnings: tuple[SourceWarning, ...]

    @property
    def totals(self) -> Mapping[str, int]:
        """Kind to the units of it that the table lists."""
        return Counter(one.row.kind.name for one in sorted(self.units, key=lambda one: one.row.kind.rank))

    def of(self, outcome: RowOutcome) -> tuple[ReadUnit, ...]:
        """The rows of which that became."""
        return tuple(one for one in self.units if one.outcome is outcome)


async def import_units(
    database: Database,
    sets: CriteriaSets,
    document: Document,
    *,
    unit: str,
    now: datetime,
    source: str = "",
    dry_run: bool = False,
) -> UnitsImport:
    """source: the document that orders it, kept with each change. Raises Problem and changes nothing where anything is
    wrong.
    """
    read = read_units(document)
    async with writing(database, keep=not dry_run) as tx:
        today = now.date()
        named, founded = await _named(tx, read.rows, unit, now=now)
        top = (await lineage(tx, named.id, day=today))[0]
        days = [day for row in read.rows for day in _days(row)]
        eve = min((day - timedelta(days=1) for day in days), default=today)
        table = Imported(
            top=top,
            rows=read.rows,
            today=today,
            tops=frozenset({top.id, *(one.id for one in await predecessors(tx, top.id))}),
        )
        work = Work(tx=tx, sets=sets, table=table, source=source, now=now, warnings=list(read.warnings))
        before = await _standing(tx, top, eve)
        await carry_out(work, later=max([today, *days]))
        await _mark(work, document.name)
        after = await _standing(tx, work.table.top, max([today, *days]))
    return UnitsImport(
        unit=work.table.top,
        units=tuple(_as_founded(work.units[number], founded) for number in range(len(read.rows))),
        said=tuple(work.said),
        notes=tuple(dict.fromkeys(work.notes)),
        before=before,
        after=after,
        warnings=tuple(work.warnings),
    )


async def _named(
    tx: Transaction, rows: Sequence[UnitRow], name: str, *, now: datetime
) -> tuple[Unit, frozenset[UnitId]]:
    """The unit the table is for, and what was made: a first table founds the unit it lists or hangs rows below."""
    listed = [title_of(row.kind, row.name) for row in sorted(rows, key=lambda row: row.kind.rank) if not row.before]
    said = [one for one in (*listed, *(row.under for row in rows)) if one]
    same = next((one for one in said if any(accents_agree(name, part) for part in (one, kind_and_name(one)[1]))), "")
    founded: list[Unit] = []
    unit = await issuer_named(tx, same, name, day=now.date(), at=now, created=founded)
    return unit, frozenset(one.id for one in founded)


async def _mark(work: Work, source: str) -> None:
    """The groups that the rows name, unless something was said of that before; what a row does not name stays."""
    for one in work.units.values():
        for name in one.row.marks if one.outcome is not RowOutcome.DIFFERS else ():
            if await mark_of(work.tx, one.unit.id, name) is not None:
                continue
            mark = StoredMark(
                unit=one.unit.id,
                name=name,
                valid_from=one.row.valid_from,
                valid_to=None,
                source=work.source or source,
            )
            if await keep_mark(work.tx, mark, now=work.now):
                work.said.append(f"{one.unit.title} thuộc nhóm “{name}”")


def _as_founded(one: ReadUnit, founded: frozenset[UnitId]) -> ReadUnit:
    return replace(one, outcome=RowOutcome.CREATED) if one.unit.id in founded else one


def _days(row: UnitRow) -> tuple[date, ...]:
    """The first days on which something is otherwise by this row."""
    ends = [day + timedelta(days=1) for day in (row.last_day, row.counted_to) if day is not None]
    return (*ends, row.valid_from) if row.before and row.valid_from is not None else tuple(ends)


async def _standing(tx: Transaction, top: Unit, day: date) -> Standing:
    below = await units_below(tx, top.id, day=day)
    ordered = sorted(below, key=lambda unit: unit.kind.rank)
    communes = [unit for unit in ordered if unit.kind.level is Level.COMMUNE]
    return Standing(
        on=day,
        counts=Counter(unit.kind.name for unit in ordered),
        communes=len(communes),
        counted=sum(unit.counted_on(day) for unit in communes),
    )
