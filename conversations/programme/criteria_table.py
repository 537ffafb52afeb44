"""The criteria table: rows are communes, columns criteria, each cell one mark; picture and text are made of these.

Over so many rows one table is unreadable: then there is one part for each unit below, and a summary that counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from conversations.programme.answer import Assessor, State
from conversations.reading.fold import name_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.ids import UnitId
    from conversations.programme.status import CommuneStatus, CriterionStatus, Status
    from conversations.programme.unit import Unit

MOST_ROWS = 30
"""Rows of one picture; more are not legible on a phone."""


class Mark(StrEnum):
    """What a cell says."""

    CONFIRMED = "confirmed"
    """Met, by the office's verdict."""
    MET = "met"
    """Met, by the commune's own word."""
    UNSTABLE = "unstable"
    NOT_APPLICABLE = "not_applicable"
    LOST = "lost"
    """Met before, not met now."""
    OVERDUE = "overdue"
    """Not met, and promised for a year that is over."""
    PROMISED = "promised"
    """Not met, and promised for this year."""
    LATER = "later"
    """Not met, and promised for a later year."""
    NOT_MET = "not_met"
    """Not met, and promised for no year."""
    NOT_REPORTED = "not_reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One commune's criterion. year: for which it was promised, where it is not met and that says more."""

    mark: Mark
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One commune. cells: in the order of the set's criteria."""

    unit: Unit
    met: int
    cells: tuple[Cell, ...]

    @property
    def known(self) -> bool:
        """Whether anything is known of it."""
        return any(cell.mark is not Mark.NOT_REPORTED for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The table of a unit, or a part of it. group: the unit whose communes these are, where it is a part."""

    unit: Unit
    as_of: date
    form: CriteriaSet
    rows: tuple[Row, ...]
    group: Unit | None = None
    number: int = 0
    """Which part of the group, from 1, where the group has more rows than fit; 0: all of it."""
    of: int = 0

    @property
    def known(self) -> int:
        """Of so many of its communes anything is known."""
        return sum(row.known for row in self.rows)

    @property
    def total_met(self) -> int:
        """Criteria met, over all rows."""
        return sum(row.met for row in self.rows)

    @property
    def average(self) -> Fraction | None:
        """Criteria met per known commune, exact; None where none is known."""
        return Fraction(self.total_met, self.known) if self.known else None

    @property
    def confirmed(self) -> int:
        """How many cells are an office's verdict."""
        return sum(1 for row in self.rows for cell in row.cells if cell.mark is Mark.CONFIRMED)

    @property
    def by_criterion(self) -> tuple[int, ...]:
        """How many communes meet each criterion, in the order of the set."""
        return tuple(sum(1 for row in self.rows if met(row.cells[place])) for place in range(len(self.form.criteria)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """All of a unit. parts: one where it fits into one; otherwise several, and the whole is shown as a summary."""

    whole: Table
    parts: tuple[Table, ...]

    @property
    def several(self) -> bool:
        """Whether the whole is too long for one picture."""
        return len(self.parts) > 1

    def part(self, number: int) -> Table | None:
        """The part of that number, from 1; 0: the whole. None: there is none."""
        if number == 0:
            return self.whole
        return self.parts[number - 1] if 0 < number <= len(self.parts) else None


def met(cell: Cell) -> bool:
    """Whether the cell counts as met."""
    return cell.mark in {Mark.CONFIRMED, Mark.MET, Mark.UNSTABLE, Mark.NOT_APPLICABLE}


def cell_of(found: CriterionStatus, *, year: int) -> Cell:
    """The cell of a criterion as it stands in that year."""
    match found.state:
        case State.MET:
            return Cell(mark=Mark.CONFIRMED if found.assessor is Assessor.OFFICE else Mark.MET)
        case State.UNSTABLE:
            return Cell(mark=Mark.UNSTABLE)
        case State.NOT_APPLICABLE:
            return Cell(mark=Mark.NOT_APPLICABLE)
        case State.NOT_REPORTED:
            return Cell(mark=Mark.NOT_REPORTED)
        case State.NOT_MET:
            return _not_met(found, year)
        case _:
            assert_never(found.state)


def _not_met(found: CriterionStatus, year: int) -> Cell:
    if found.lost:
        return Cell(mark=Mark.LOST)
    if found.target_year is None:
        return Cell(mark=Mark.NOT_MET)
    if found.target_year < year:
        return Cell(mark=Mark.OVERDUE, year=found.target_year)
    return Cell(mark=Mark.PROMISED if found.target_year == year else Mark.LATER, year=found.target_year)


def tables_of(status: Status, groups: Mapping[UnitId, Unit] | None = None) -> Tables | None:
    """The tables of a unit's communes; None: no criteria set is known for the day, so nothing can be said.

    groups: each commune's unit right below the one that is shown; a commune without one stands below it itself.
    """
    form = status.form
    if form is None:
        return None
    rows = tuple(_row(commune, form, status.as_of.year) for commune in status.communes)
    whole = Table(unit=status.unit, as_of=status.as_of, form=form, rows=rows)
    if len(rows) <= MOST_ROWS:
        return Tables(whole=whole, parts=(whole,))
    grouped: dict[UnitId, tuple[Unit, list[Row]]] = {}
    for row in rows:
        group = (groups or {}).get(row.unit.id, status.unit)
        grouped.setdefault(group.id, (group, []))[1].append(row)
    by_name = sorted(grouped.values(), key=lambda one: (one[0].id == status.unit.id, name_order(one[0].name)))
    parts = [part for group, below in by_name for part in _split(whole, group, below)]
    return Tables(whole=whole, parts=tuple(parts))


def _split(whole: Table, group: Unit, rows: Sequence[Row]) -> list[Table]:
    """The rows in as few parts as can be, of about the same length."""
    count = -(-len(rows) // MOST_ROWS)
    ends = [len(rows) * number // count for number in range(count + 1)]
    return [
        Table(
            unit=whole.unit,
            as_of=whole.as_of,
            form=whole.form,
            rows=tuple(rows[ends[number] : ends[number + 1]]),
            group=group,
            number=number + 1 if count > 1 else 0,
            of=count if count > 1 else 0,
        )
        for number in range(count)
    ]


def _row(commune: CommuneStatus, form: CriteriaSet, year: int) -> Row:
    return Row(
        unit=commune.unit,
        met=commune.met,
        cells=tuple(cell_of(commune.criteria[criterion.code], year=year) for criterion in form.criteria),
    )
