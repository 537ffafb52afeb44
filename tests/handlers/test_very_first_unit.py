"""In an empty database a table without a letterhead founds the unit it is imported for, if the name says its kind."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from bot.documents.read_document import read_document
from conversations.programme.problem import Problem
from handlers.import_units import import_units
from storage.criteria import CriteriaSets
from storage.times import ZONE
from tests.documents.plan_files import csv_text

if TYPE_CHECKING:
    from pathlib import Path

    from storage.database import Database

NOW = datetime(2024, 1, 10, 8, 0, tzinfo=ZONE)


async def test_a_list_founds_the_first_unit_and_a_slip_founds_no_other(
    sqlite_database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "don-vi.csv"
    path.write_text(csv_text([["Huyện", "Xã"], ["A", "B"]], title="Danh sách", notes=[]), encoding="utf-8")

    async def imported(unit: str) -> str:
        done = await import_units(sqlite_database, CriteriaSets(), read_document(path), unit=unit, now=NOW)
        return done.unit.title

    with pytest.raises(Problem):
        await imported("X")
    assert await imported("tỉnh X") == "tỉnh X"
    with pytest.raises(Problem):
        await imported("tỉnh Z")
