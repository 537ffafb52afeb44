"""A table as it goes into an official's workbook: what stands where, without how it is written.

Whoever reads one out of a document (table.py) and whoever writes one share nothing but the paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

Value = str | int | Fraction | Decimal | date | None
"""What a cell holds; None: it stays empty. A text is always a text, whatever it begins with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """width: in characters. group: columns side by side under one heading. upright: the title is written upwards."""

    title: str
    group: str = ""
    width: int = 12
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Year:
    """A year is no quantity: it is written without a mark between its thousands."""

    value: int


@dataclass(frozen=True, slots=True)
class Sum:
    """A cell that counts or adds up: the workbook holds the formula and this value beside it.

    across: the cells of its row from that column on, before this one; otherwise those above it in its column.
    """

    value: int | Fraction
    counts: str = ""
    """The text that is counted; "": the numbers are added up."""
    average: bool = False
    across: int | None = None


Cell = Value | Year | Sum


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """name: on the tab, at most 31 characters. title: lines above the table. totals: rows below it."""

    name: str
    title: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[tuple[Cell, ...], ...] = ()
    notes: tuple[str, ...] = ()
    frozen: int = 1
    """So many columns stay in sight."""


def values(sheet: Sheet) -> tuple[tuple[Value, ...], ...]:
    """Rows and totals as plain values: what a CSV file holds, and what every formula must come to."""
    return tuple(
        tuple(cell.value if isinstance(cell, Sum | Year) else cell for cell in row)
        for row in (*sheet.rows, *sheet.totals)
    )
