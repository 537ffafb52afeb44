"""How long the picture of the criteria table takes: 16 communes by 19 criteria, as the district's plan says."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import date
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from bot.bench.prepare import database_url
from bot.documents.table_picture import TablePictures
from bot.simulator.quang_hoa.district import DISTRICT, load_district
from conversations.engine.words import SOURCE
from conversations.programme.criteria_table import MOST_ROWS, tables_of
from conversations.screens.criteria_table import table_drawing
from handlers.show_status import show_status
from storage.criteria import CriteriaSets
from storage.open import open_database

if TYPE_CHECKING:
    from pathlib import Path

    from conversations.programme.criteria_table import Table

AS_OF: Final = date(2023, 6, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictured:
    """Milliseconds: the first picture of a process, the median of those after it, and of their processor time alone.

    size: bytes.
    """

    rows: int
    columns: int
    first: float
    warm: float
    cpu: float
    size: int

    def document(self) -> dict[str, Any]:
        return {
            "rows": self.rows,
            "columns": self.columns,
            "first_ms": round(self.first, 1),
            "warm_ms": round(self.warm, 1),
            "cpu_ms": round(self.cpu, 1),
            "bytes": self.size,
        }

    def line(self) -> str:
        return (
            f"Ảnh bảng tiêu chí {self.rows} × {self.columns}: {self.warm:.0f} ms "
            f"(bộ xử lý {self.cpu:.0f} ms, ảnh đầu tiên {self.first:.0f} ms), {self.size / 1000:.0f} kB"
        )


async def pictured(folder: Path, *, times: int) -> tuple[Pictured, ...]:
    """The district's table, and the longest that one picture shows. The first one loads the engine."""
    database = await open_database(database_url(folder / "pictures.db"))
    try:
        await database.migrate()
        await load_district(database)
        status = await show_status(database, CriteriaSets(), unit=DISTRICT, as_of=AS_OF)
    finally:
        await database.close()
    tables = tables_of(status)
    if tables is None:
        raise LookupError("criteria set")
    whole = tables.whole
    longest = replace(whole, rows=(whole.rows * 2)[:MOST_ROWS])
    pictures = TablePictures()
    return tuple(_measured(pictures, table, times) for table in (whole, longest))


def _measured(pictures: TablePictures, table: Table, times: int) -> Pictured:
    drawing = table_drawing(table, SOURCE)
    took = []
    worked = []
    size = 0
    for number in range(times + 1):
        # another title every time, so that nothing is taken from what was laid out before
        begun, busy = time.perf_counter(), time.process_time()
        size = len(pictures.draw(replace(drawing, title=f"{drawing.title} {number}")))
        took.append((time.perf_counter() - begun) * 1000)
        worked.append((time.process_time() - busy) * 1000)
    return Pictured(
        rows=len(table.rows),
        columns=len(table.form.criteria),
        first=took[0],
        warm=median(took[1:]),
        cpu=median(worked[1:]),
        size=size,
    )
