"""Progress along a roadmap: who is recognised of those named, by year, and which districts have nobody."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from conversations.programme.dossier import DossierAct, DossierState, DossierStep
from conversations.programme.plan_targets import Standard
from handlers.import_roadmap import import_roadmap
from handlers.load_criteria import load_shipped_sets
from handlers.show_roadmap import show_roadmap
from handlers.units import change_unit
from storage.criteria import CriteriaSets
from storage.dossiers import dossiers_of, step_dossier
from storage.times import ZONE
from storage.unit_names import unit_named
from tests.programme.quang_nam import seed

if TYPE_CHECKING:
    from conversations.programme.roadmap_progress import RoadmapProgress, YearProgress
    from storage.database import Database

NOW = datetime(2024, 2, 1, 9, 0, tzinfo=ZONE)
PROVINCE = "tỉnh Quảng Nam"


async def quang_nam(database: Database) -> CriteriaSets:
    sets = CriteriaSets()
    await load_shipped_sets(database, at=NOW)
    await import_roadmap(database, sets, seed(), unit=PROVINCE, now=NOW, sure=True)
    await change_unit(database, sets, name="xã Tà Bhing", parent="huyện Nam Giang", now=NOW)
    await change_unit(database, sets, name="xã Đại Tân", parent="huyện Đại Lộc", now=NOW)
    return sets


async def decided(database: Database, commune: str, on: date) -> None:
    async with database.write() as tx:
        unit = await unit_named(tx, commune, day=NOW.date())
        one = next(each for each in await dossiers_of(tx, [unit.id]) if each.standard is Standard.NTM)
        step = DossierStep(
            number=one.steps + 1,
            act=DossierAct.RECOGNISE,
            state=DossierState.RECOGNISED,
            at=datetime(on.year, on.month, on.day, 9, tzinfo=ZONE),
            paper_number="1/QĐ-UBND",
            paper_day=on,
        )
        assert await step_dossier(tx, one.id, step)


def year(found: RoadmapProgress, wanted: int) -> YearProgress:
    return next(one for one in found.goals[0].years if one.year == wanted)


async def test_recognition_is_counted_by_year_as_of_the_day(database: Database) -> None:
    sets = await quang_nam(database)
    await decided(database, "Đại Tân", date(2024, 12, 20))
    await decided(database, "Tà Bhing", date(2025, 2, 10))
    before = await show_roadmap(database, sets, unit=PROVINCE, as_of=date(2024, 12, 19))
    assert (before.goals[0].recognised, before.goals[0].left, before.goals[0].holding) == (0, 42, 0)
    after = await show_roadmap(database, sets, unit=PROVINCE, as_of=date(2024, 12, 31))
    assert (after.goals[0].named, after.goals[0].recognised, after.goals[0].left) == (28, 1, 41)
    assert (year(after, 2024).in_time, year(after, 2024).open, len(year(after, 2024).late)) == (1, 7, 7)
    later = await show_roadmap(database, sets, unit=PROVINCE, as_of=date(2025, 3, 1))
    assert (year(later, 2024).recognised, year(later, 2024).in_time) == (2, 1)
    assert (later.goals[0].holding, later.goals[1].holding) == (2, 0)
    known = await show_roadmap(database, sets, unit=PROVINCE, as_of=date(2025, 3, 1), known_at=NOW + timedelta(days=1))
    assert (known.goals[0].recognised, known.goals[0].named) == (0, 28)


async def test_a_district_is_bare_until_one_of_its_communes_is_recognised(database: Database) -> None:
    sets = await quang_nam(database)
    await decided(database, "Đại Tân", date(2024, 12, 20))
    found = await show_roadmap(database, sets, unit=PROVINCE, as_of=date(2024, 12, 31))
    assert [
        (one.unit.title, one.stated, one.communes, [(unit.name, at) for unit, at in one.named]) for one in found.bare
    ] == [("huyện Nam Giang", True, 1, [("Tà Bhing", 2024)])]
    assert [one.name for one in found.not_told] == [
        "Duy Xuyên",
        "Hội An",
        "Nông Sơn",
        "Núi Thành",
        "Phú Ninh",
        "Quế Sơn",
        "Tiên Phước",
    ]
    await decided(database, "Tà Bhing", date(2025, 2, 10))
    later = await show_roadmap(database, sets, unit=PROVINCE, as_of=date(2025, 3, 1))
    assert later.bare == ()
    assert (found.covers_all, found.floor, found.under_floor) == (True, 15, ())
    assert [one.unit.title for one in found.keeping] == ["xã Đại Hiệp"]
