"""What a district's plan wants as a whole is followed: communes from what is confirmed, villages once known."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from conversations.programme.goal_state import GoalState
from conversations.programme.plan_targets import Standard
from conversations.programme.unit import kind_by_code
from handlers.import_goals import import_goals
from handlers.import_plan import import_plan
from handlers.load_criteria import load_shipped_sets
from handlers.show_goals import show_goals
from storage.criteria import CriteriaSets
from storage.times import ZONE
from storage.unit_names import unit_named
from storage.units import add_unit
from tests.handlers.dossier_world import recognised_by_name
from tests.handlers.test_import_plan import seed

if TYPE_CHECKING:
    from storage.database import Database

NOW = datetime(2023, 6, 1, 9, 0, tzinfo=ZONE)
DISTRICT = "huyện Quảng Hòa"


async def test_the_districts_own_goals_are_read_out_of_its_plan_and_held_against_its_communes(
    database: Database,
) -> None:
    sets = CriteriaSets()
    await load_shipped_sets(database, at=NOW)
    await import_plan(database, sets, seed(), unit=DISTRICT, now=NOW)
    done = await import_goals(database, seed(), unit=DISTRICT, now=NOW)
    assert [(one.name, str(one.target), one.of, one.by_year) for one in done.document.goals] == [
        ("xã đạt chuẩn nông thôn mới", "16", 16, 2025),
        ("xã đạt nông thôn mới nâng cao và nông thôn mới kiểu mẫu", "2", None, 2025),
        ("số xóm đạt chuẩn nông thôn mới", "65", None, 2025),
        ("xóm đạt chuẩn thôn nông thôn mới nâng cao", "8", None, 2025),
    ]
    found = await show_goals(database, sets, unit=DISTRICT, as_of=date(2023, 6, 1))
    communes, _, villages, _ = found.goals
    assert [(int(one.value or 0), one.of) for one in communes.values] == [(1, 16)]
    assert (villages.values, villages.standing.state) == ((), GoalState.NOT_KNOWN)


async def test_recognised_villages_count_towards_the_share_the_plan_wants(database: Database) -> None:
    sets = CriteriaSets()
    await load_shipped_sets(database, at=NOW)
    await import_plan(database, sets, seed(), unit=DISTRICT, now=NOW)
    await import_goals(database, seed(), unit=DISTRICT, now=NOW)
    async with database.write() as tx:
        commune = await unit_named(tx, "xã Phúc Sen", day=NOW.date())
        for name in ("Lũng Vài", "Phja Chang", "Pác Rằng"):
            await add_unit(tx, kind=kind_by_code("xom"), name=name, parent=commune.id, at=NOW)
    await recognised_by_name(database, "xóm Lũng Vài", Standard.NTM, now=NOW)
    await recognised_by_name(database, "xóm Pác Rằng", Standard.ADVANCED, now=NOW)
    found = await show_goals(database, sets, unit=DISTRICT, as_of=NOW.date())
    _, _, share, advanced = found.goals
    assert [(int(one.value or 0), one.of) for one in share.values] == [(2, 3)], "a higher standard holds the lower one"
    assert [(int(one.value or 0), one.of) for one in advanced.values] == [(1, None)]
