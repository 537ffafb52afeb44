"""A unit's workbook: the table of the plan's annex, by criterion, commune and office, what is lacking, money, registers
and the answers themselves, each on a sheet that can be printed as it stands.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from bot.documents.difficulty_file import difficulties_sheet
from bot.documents.dossier_file import dossiers_sheet
from bot.documents.register_file import register_sheets
from bot.documents.table_file import no_set
from bot.documents.write_workbook import workbook
from conversations.programme.criteria_table import tables_of
from conversations.screens.money_sheets import money_lines, moves, resources, works
from conversations.screens.table_file import sheets_of
from conversations.screens.workbook_sheets import by_office, raw_answers, what_is_lacking

if TYPE_CHECKING:
    from conversations.programme.sheet import Sheet
    from handlers.district_workbook import DistrictWorkbook


def workbook_file(found: DistrictWorkbook) -> bytes:
    """The file; the same as was found gives the same bytes. Raises Problem: no criteria set is known for the day."""
    return workbook(workbook_sheets(found), made_at=datetime.combine(found.status.as_of, time()))


def workbook_sheets(found: DistrictWorkbook) -> tuple[Sheet, ...]:
    """Its sheets, in their order. Raises Problem as above."""
    status, form, tables = found.status, found.status.form, tables_of(found.status)
    if form is None or tables is None:
        raise no_set(status.unit)
    return (
        *sheets_of(status, tables.whole),
        by_office(status, form, found.reported, found.offices),
        what_is_lacking(status, found.lacking, found.offices),
        resources(found.money),
        money_lines(found.money),
        works(found.money),
        *moves(found.money),
        difficulties_sheet(found.difficulties),
        dossiers_sheet(found.dossiers),
        *register_sheets(found.registers),
        raw_answers(status, found.raw, more=found.more),
    )
