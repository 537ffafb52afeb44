"""The district out of its plan of October 2022, with some villages and what they owe."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.clock import ZONE
from bot.documents.read_document import read_document
from bot.simulator.loading import Loading
from handlers.import_plan import import_plan
from handlers.load_criteria import load_shipped_sets

if TYPE_CHECKING:
    from bot.simulator.worlds import Step
    from storage.database import Database

PLAN: Final = Path(__file__).parent / "plan.txt"
DISTRICT: Final = "huyện Quảng Hòa"
PLAN_CAME: Final = datetime(2022, 10, 20, 9, 0, tzinfo=ZONE)
"""The plan is of October 2022: what it says is known from then on."""
VILLAGES: Final = (
    ("Lũng Vài", "xã Phúc Sen"),
    ("Phja Chang", "xã Phúc Sen"),
    ("Bản Khuông", "xã Tự Do"),
    ("Lũng Thôn", "xã Tự Do"),
)


async def load_district(database: Database) -> Step:
    """Criteria sets, the plan, the villages and their report."""
    await load_shipped_sets(database, at=PLAN_CAME)
    began = Loading(database=database, unit=DISTRICT, now=PLAN_CAME)
    await import_plan(database, began.sets, read_document(PLAN), unit=DISTRICT, now=PLAN_CAME)
    began.tells("import", "plan", str(PLAN), "--unit", DISTRICT)
    for name, parent in VILLAGES:
        await began.unit_below(name, kind="xóm", parent=parent)
    await began.rule("X1", "Báo cáo xóm 6 tháng đầu năm", owes="xóm", before="8/6")
    return began.step
