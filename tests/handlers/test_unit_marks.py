"""Marks of units: dated, kept as they were known, of a commune also its villages'; averages and villages by mark."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from bot.cli.shows.status_text import in_words
from conversations.engine.words import SOURCE
from conversations.programme.digest import Audience, DigestKind
from conversations.programme.ids import SetId
from conversations.programme.plan_rows import Met
from conversations.programme.problem import Problem
from conversations.programme.unit import kind_by_code
from conversations.screens.digest import digest_text
from handlers.digest import load_digest
from handlers.import_units import import_units
from handlers.unit_marks import list_marks, mark_named, show_status_by_mark, unmark_named
from handlers.village_progress import villages_of
from storage.criteria import CriteriaSets
from storage.document_versions import NewVersion
from storage.plans import PlannedUnit, add_plan
from storage.unit_names import unit_named
from storage.units import add_unit
from tests.handlers.money_world import as_csv
from tests.handlers.reporting_world import NOW, World, make_world

if TYPE_CHECKING:
    from handlers.unit_marks import Marked
    from storage.database import Database

DISTRICT = "huyện Quảng Hòa"
DAY = NOW.date()


async def world_with_plan(database: Database) -> World:
    """Two communes with 3 and 1 criteria, and one of which nothing is known."""
    world = await make_world(database)
    async with database.write() as tx:
        await add_unit(tx, kind=kind_by_code("xa"), name="Tự Do", parent=world.district, at=NOW)
        cells = {world.commune: ("1", "2", "4"), world.neighbour: ("4",)}
        await add_plan(
            tx,
            NewVersion(
                unit=world.district,
                version=1,
                digest="x",
                title="Kế hoạch",
                number="1",
                file_name="",
                dated_on=date(2022, 10, 1),
                at=NOW - timedelta(days=90),
            ),
            set_id=SetId("xa-ntm-2021-2025"),
            set_version=1,
            rows=[PlannedUnit(unit=one, cells=tuple((code, Met()) for code in codes)) for one, codes in cells.items()],
        )
    return world


async def marked(database: Database, *names: str, mark: str = "đặc biệt khó khăn", **more: object) -> Marked:
    wanted = {"valid_from": None, "valid_to": None, "source": "QĐ 861", "now": NOW} | more
    return await mark_named(database, names, mark, **wanted)  # type: ignore[arg-type]


async def test_averages_are_told_by_mark_in_the_status_and_in_the_digest(database: Database) -> None:
    await world_with_plan(database)
    await marked(database, "xã Phúc Sen", "xã Tự Do")
    await marked(database, DISTRICT, mark="biên giới")
    status, groups = await show_status_by_mark(database, CriteriaSets(), unit=DISTRICT, as_of=DAY)
    assert [(one.name, one.communes, one.known, one.average) for one in groups] == [
        ("biên giới", 3, 2, Fraction(2)),
        ("đặc biệt khó khăn", 2, 1, Fraction(3)),
    ]
    lines = in_words(status, groups).splitlines()
    assert "- biên giới: 3 xã, bình quân 2,0 tiêu chí/xã (2 xã có số liệu)." in lines
    async with database.read() as tx:
        digest = await load_digest(tx, CriteriaSets(), unit=status.unit.id, at=NOW, persons=True)
    assert digest is not None
    for audience in (Audience.MANAGER, Audience.GROUP):
        assert "• đặc biệt khó khăn: 2 xã, bình quân 3,0 tiêu chí/xã (1 xã có số liệu)" in digest_text(
            digest, audience, DigestKind.WEEKLY, SOURCE
        )


async def test_a_mark_has_its_days_and_what_was_known_before_stays_known(database: Database) -> None:
    await world_with_plan(database)
    until = date(2023, 7, 1)
    await marked(database, "xã Độc Lập", valid_from=date(2021, 1, 1), valid_to=until)
    before = NOW
    again = await marked(database, "xã Độc Lập", valid_from=date(2021, 1, 1), valid_to=until)
    assert again.changed == ()
    later = NOW + timedelta(days=2)
    await unmark_named(database, ["xã Độc Lập"], "Đặc biệt khó khăn", on=date(2023, 6, 1), now=later)

    async def there(day: date, known: object = None) -> list[str]:
        found = await list_marks(database, unit=DISTRICT, as_of=day, known_at=known)  # type: ignore[arg-type]
        return [one.unit.name for one in found]

    assert [await there(day) for day in (date(2020, 12, 31), date(2021, 1, 1), date(2023, 5, 31), DAY)] == [
        [], ["Độc Lập"], ["Độc Lập"], [],
    ]  # fmt: skip
    assert await there(DAY, before) == ["Độc Lập"]


async def test_villages_of_a_marked_commune_are_of_its_group(database: Database) -> None:
    world = await world_with_plan(database)
    async with database.write() as tx:
        await add_unit(tx, kind=kind_by_code("xom"), name="Bó Choóng", parent=world.neighbour, at=NOW)
    await marked(database, "xã Phúc Sen")
    await marked(database, "xóm Bó Choóng", mark="biên giới")
    async with database.read() as tx:
        district = await unit_named(tx, DISTRICT, day=DAY)
        found = await villages_of(tx, district, day=DAY)
    assert [(one.name, one.villages, one.holding) for one in found.marked] == [
        ("biên giới", 1, {}),
        ("đặc biệt khó khăn", 2, {}),
    ]


async def test_a_units_table_names_groups_once_and_takes_none_away(database: Database) -> None:
    await world_with_plan(database)
    table = as_csv("Loại,Tên,Thuộc,Thuộc diện\nxã,Phúc Sen,huyện Quảng Hòa,vùng trũng; biên giới\nxã,Độc Lập,,\n")
    done = await import_units(database, CriteriaSets(), table, unit=DISTRICT, now=NOW)
    assert sorted(done.said) == ["xã Phúc Sen thuộc nhóm “biên giới”", "xã Phúc Sen thuộc nhóm “vùng trũng”"]
    found = await list_marks(database, unit=DISTRICT, as_of=DAY)
    assert [(one.name, one.unit.name, one.source) for one in found] == [
        ("biên giới", "Phúc Sen", "bang.csv"),
        ("vùng trũng", "Phúc Sen", "bang.csv"),
    ]
    assert (await import_units(database, CriteriaSets(), table, unit=DISTRICT, now=NOW)).said == ()
    await unmark_named(database, ["xã Phúc Sen"], "biên giới", on=DAY, now=NOW)
    assert (await import_units(database, CriteriaSets(), table, unit=DISTRICT, now=NOW)).said == ()
    wrong = as_csv("Loại,Tên,Thuộc,Thuộc diện\nxã,Phúc Sen,huyện Quảng Hòa,135\n")
    with pytest.raises(Problem) as refused:
        await import_units(database, CriteriaSets(), wrong, unit=DISTRICT, now=NOW)
    assert refused.value.code == "mark_name_wrong"


@pytest.mark.parametrize(
    ("names", "more", "code"),
    [
        (("xã Không Có",), {}, "unit_unknown"),
        (("xã Phúc Sen",), {"mark": "135"}, "mark_name_wrong"),
        (("xã Phúc Sen",), {"mark": "a" * 61}, "mark_name_wrong"),
        (("xã Phúc Sen",), {"valid_from": DAY, "valid_to": DAY}, "mark_days_wrong"),
    ],
)
async def test_what_cannot_be_marked_is_said(
    database: Database, names: tuple[str, ...], more: dict[str, object], code: str
) -> None:
    await world_with_plan(database)
    with pytest.raises(Problem) as refused:
        await marked(database, *names, **more)  # type: ignore[arg-type]
    assert refused.value.code == code
    with pytest.raises(Problem) as refused:
        await unmark_named(database, ["xã Phúc Sen"], "biên giới", on=DAY, now=NOW)
    assert refused.value.code == "mark_unknown"
    assert await list_marks(database, unit=DISTRICT, as_of=DAY) == ()
