"""A unit's money as a file: a workbook of three sheets, or one table as CSV."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from bot.documents.sheet_file import sheet_csv
from bot.documents.write_workbook import workbook
from conversations.screens.money_sheets import money_lines, moves, resources, works

if TYPE_CHECKING:
    from conversations.programme.money import MoneyState


def money_file(money: MoneyState, kind: str, *, of_works: bool = False) -> bytes:
    """The file. kind: xlsx or csv; of_works: as CSV the works. The same state gives the same bytes."""
    if kind == "csv":
        return sheet_csv(works(money) if of_works else money_lines(money))
    made_at = datetime.combine(money.day, time())
    return workbook((resources(money), money_lines(money), works(money), *moves(money)), made_at=made_at)
