"""The money of a district or province in its official report: by source and year, what rules find, and an annex.

The annex has the rows of the workbook's sheet of resources.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from conversations.engine.words import SOURCE
from conversations.programme.money_finding import Standing
from conversations.programme.money_moves import newest
from conversations.programme.paper import Annex, Grid, Heading, Paragraph
from conversations.programme.sheet import Sum, Year
from conversations.reading.show import show_date, show_number
from conversations.screens.casing import capital
from conversations.screens.money_findings import finding_head
from conversations.screens.money_moves import moved_line, unspendable_line
from conversations.screens.money_sheets import resources
from conversations.screens.money_words import pot_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conversations.programme.money_finding import MoneyShown
    from conversations.programme.paper import Block
    from conversations.programme.sheet import Cell

_TOLD = (Standing.BROKEN, Standing.WARN)


def money_blocks(found: MoneyShown, number: int) -> Iterable[Block]:
    """number: of the heading."""
    yield Heading(f"{number}. Vốn và giải ngân", 2)
    yield from (Paragraph(f"- {line}.") for line in pot_lines(found, SOURCE))
    yield from moves_blocks(found)
    yield from (Paragraph(f"- {finding_head(one, SOURCE)}") for one in found.findings if one.standing in _TOLD)


def moves_blocks(found: MoneyShown) -> Iterable[Block]:
    """What was stated that cannot be spent, and what was moved."""
    for one in newest(found.state.unspendable):
        yield Paragraph(f"- {capital(unspendable_line(one, found.state, SOURCE))}.")
    yield from (Paragraph(f"- {capital(moved_line(one, found.state, SOURCE))}.") for one in found.state.moved)


def money_annex(found: MoneyShown) -> Annex:
    """Resources by source and year."""
    sheet = resources(found.state)
    grid = Grid(
        head=tuple(column.title for column in sheet.columns),
        rows=tuple(tuple(_shown(cell) for cell in row) for row in (*sheet.rows, *sheet.totals)),
        widths=(4, 13, 13, 6, 14, 13, 14, 7, 9, 7),
        centred=frozenset({0, 3, 7, 8}),
        total=bool(sheet.totals),
    )
    title = f"NGUỒN LỰC CỦA {found.state.units[found.state.unit].title.upper()}"
    return Annex(title=title, wide=True, blocks=(grid, *(Paragraph(note) for note in sheet.notes)))


def _shown(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return cell
        case Year():
            return str(cell.value)
        case Sum():
            return show_number(Decimal(int(cell.value)))
        case date():
            return show_date(cell)
        case int() | Decimal():
            return show_number(cell)
        case _:
            return str(cell)
