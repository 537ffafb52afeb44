"""All registers of a unit in one file: a sheet for each, or one document for programs."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

import orjson

from bot.documents.difficulty_file import difficulties_document, difficulties_sheet
from bot.documents.dossier_file import dossiers_document, dossiers_sheet
from bot.documents.register_file import register_document, register_sheets
from bot.documents.write_workbook import workbook

if TYPE_CHECKING:
    from handlers.difficulty_register import DifficultyRegister
    from handlers.dossier_register import DossierRegister
    from handlers.register_at import RegistersAt


def registers_file(
    difficulties: DifficultyRegister, dossiers: DossierRegister, others: RegistersAt, kind: str
) -> bytes:
    """The same registers give the same bytes. kind: xlsx or json."""
    if kind == "json":
        document = {
            "unit": others.unit.title,
            "as_of": others.as_of.isoformat(),
            "registers": [
                difficulties_document(difficulties),
                dossiers_document(dossiers),
                *(register_document(others, book) for book in others.books),
            ],
        }
        return orjson.dumps(document, option=orjson.OPT_INDENT_2)
    sheets = (difficulties_sheet(difficulties), dossiers_sheet(dossiers), *register_sheets(others))
    return workbook(sheets, made_at=datetime.combine(others.as_of, time()))
