"""The district is loaded through the same use cases as the verbs, from an empty database; each step is told as a verb.

Whoever wants to follow types the lines: nothing is reached that they do not reach.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from bot.documents.read_document import read_document
from bot.simulator.worlds import verb
from conversations.programme.calendar import Form, Span
from handlers.import_plan import import_plan
from handlers.load_criteria import load_shipped_sets
from handlers.rules import add_rule
from handlers.units import add_named_unit
from storage.criteria import CriteriaSets

if TYPE_CHECKING:
    from storage.database import Database

PLAN: Final = Path(__file__).parent / "plan.txt"
DISTRICT: Final = "huyện Quảng Hòa"
PLAN_CAME: Final = datetime(2022, 10, 20, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
"""The plan is of October 2022: what it says is known from then on."""
VILLAGES: Final = (
    ("Lũng Vài", "xã Phúc Sen"),
    ("Phja Chang", "xã Phúc Sen"),
    ("Bản Khuông", "xã Tự Do"),
    ("Lũng Thôn", "xã Tự Do"),
)
VILLAGES_RULE: Final = "X1"


async def load_district(database: Database, *, now: datetime = PLAN_CAME) -> tuple[str, ...]:
    """Criteria sets, the plan, the villages and their report; the verbs that do the same."""
    sets = CriteriaSets()
    await load_shipped_sets(database, at=now)
    await import_plan(database, sets, read_document(PLAN), unit=DISTRICT, now=now)
    told = [verb("import", "plan", str(PLAN), "--unit", DISTRICT)]
    for name, parent in VILLAGES:
        await add_named_unit(database, sets, name=name, kind="xóm", parent=parent, now=now)
        told.append(verb("unit", "add", name, "--kind", "xóm", "--parent", parent))
    title = "Báo cáo xóm 6 tháng đầu năm"
    await add_rule(
        database, sets, unit=DISTRICT, owes="xóm", title=title, code=VILLAGES_RULE, before="8/6", until=None,
        form=Form.CRITERIA, set_id=None, span=Span.HALF_YEAR, now=now,
    )  # fmt: skip
    told.append(
        verb("rule", "add", "--unit", DISTRICT, "--owes", "xóm", "--title", title, "--code", VILLAGES_RULE,
             "--before", "8/6")
    )  # fmt: skip
    return tuple(told)
