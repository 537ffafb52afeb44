"""Units are added under their parent, once, and listed as a tree."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from conversations.programme.problem import Problem
from handlers.load_criteria import load_shipped_sets
from handlers.units import ListedUnit, add_named_unit, change_unit, list_units, succeed_unit
from storage.criteria import CriteriaSets
from storage.times import ZONE

if TYPE_CHECKING:
    from storage.database import Database

NOW = datetime(2023, 6, 5, 8, 0, tzinfo=ZONE)


@dataclass(slots=True)
class Registry:
    """Somebody who keeps the register of units."""

    database: Database
    sets: CriteriaSets = field(default_factory=CriteriaSets)

    async def add(
        self,
        name: str,
        kind: str,
        parent: str | None = None,
        *,
        region: str | None = None,
        aliases: tuple[str, ...] = (),
    ) -> ListedUnit:
        return await add_named_unit(
            self.database, self.sets, name=name, kind=kind, parent=parent, region=region, aliases=aliases, now=NOW
        )

    async def refused(self, name: str, kind: str, parent: str | None = None, *, region: str | None = None) -> Problem:
        with pytest.raises(Problem) as problem:
            await self.add(name, kind, parent, region=region)
        return problem.value

    async def tree(self, under: str | None = None) -> list[str]:
        listed = await list_units(self.database, under=under, day=NOW.date())
        return ["  " * line.depth + line.unit.title for line in listed]


@pytest.fixture
async def registry(database: Database) -> Registry:
    await load_shipped_sets(database, at=NOW)
    found = Registry(database)
    await found.add("Cao Bằng", "tỉnh", region="tdmnpb")
    await found.add("huyện Quảng Hòa", "huyện", "Cao Bằng")
    await found.add("Tự Do", "xã", "Quảng Hòa")
    return found


async def test_units_are_listed_as_a_tree_communes_before_offices(registry: Registry) -> None:
    await registry.add("Phòng Y tế", "cơ quan", "huyện Quảng Hòa")
    await registry.add("Bản Cải", "xóm", "Tự Do")
    await registry.add("Phúc Sen", "xa", "quang hoa")
    whole = [
        "tỉnh Cao Bằng",
        "  huyện Quảng Hòa",
        "    xã Phúc Sen",
        "    xã Tự Do",
        "      xóm Bản Cải",
        "    Phòng Y tế",
    ]
    assert await registry.tree() == whole
    assert await registry.tree("Tự Do") == ["xã Tự Do", "  xóm Bản Cải"]


async def test_a_kind_written_before_the_name_is_no_part_of_it(registry: Registry) -> None:
    listed = await registry.add("Xã  Độc Lập", "xã", "Quảng Hòa")
    assert (listed.unit.name, listed.unit.title, listed.superior and listed.superior.title, listed.region) == (
        "Độc Lập",
        "xã Độc Lập",
        "huyện Quảng Hòa",
        "tdmnpb",
    )


async def test_the_same_unit_twice_under_one_parent_is_refused(registry: Registry) -> None:
    again = await registry.refused("xã tự do", "xã", "Quảng Hòa")
    assert (again.code, again.sentence()) == (
        "unit_exists",
        "xã Tự Do, huyện Quảng Hòa: Đơn vị này đã có. Xem các đơn vị đã có: ntm unit list.",
    )
    assert (await registry.refused("Cao Bằng", "tỉnh")).code == "unit_exists"


async def test_the_same_name_is_another_unit_under_another_parent_or_of_another_kind(registry: Registry) -> None:
    await registry.add("Tự Do", "xóm", "xã Tự Do")
    await registry.add("Hòa An", "huyện", "Cao Bằng")
    await registry.add("Tự Do", "xã", "Hòa An")
    assert [line.strip() for line in await registry.tree("Cao Bằng")].count("xã Tự Do") == 2


@pytest.mark.parametrize(
    ("name", "kind", "parent", "region", "code"),
    [
        ("Đông Khê", "phủ", "Quảng Hòa", None, "kind_unknown"),
        ("Đông Khê", "xã", "Trùng Khánh", None, "unit_unknown"),
        ("Trùng Khánh", "huyện", "xã Tự Do", None, "unit_parent_wrong"),
        ("Đông Khê", "xã", "Quảng Hòa", "tay-bac", "region_unknown"),
        ("  ", "xã", "Quảng Hòa", None, "unit_name_wrong"),
        ("x" * 121, "xã", "Quảng Hòa", None, "unit_name_wrong"),
    ],
)
async def test_a_unit_that_cannot_be_is_refused_and_nothing_is_added(
    registry: Registry, name: str, kind: str, parent: str, region: str | None, code: str
) -> None:
    before = await registry.tree()
    assert (await registry.refused(name, kind, parent, region=region)).code == code
    assert await registry.tree() == before


async def test_nothing_stands_below_an_office(registry: Registry) -> None:
    await registry.add("Phòng Y tế", "cơ quan", "Quảng Hòa")
    assert (await registry.refused("Tổ một", "cơ quan", "Phòng Y tế")).code == "unit_parent_wrong"


async def test_a_region_and_another_name_are_given_later(registry: Registry) -> None:
    changed = await change_unit(
        registry.database, registry.sets, name="Tự Do", region="btb", aliases=["Thống Nhất"], now=NOW
    )
    assert changed.region == "btb"
    assert await registry.tree("xã thong nhat") == ["xã Tự Do"]


async def test_a_successor_stands_in_the_place_of_units_that_end(registry: Registry) -> None:
    await registry.add("Phúc Sen", "xã", "Quảng Hòa")
    await registry.add("Phục Hòa", "xã", "Cao Bằng")
    before, after = await succeed_unit(
        registry.database,
        predecessors=["Tự Do", "Phúc Sen"],
        successor="Phục Hòa",
        kind="merged",
        on=date(2025, 7, 1),
        source="",
        now=NOW,
    )
    assert ([unit.title for unit in before], after.title) == (["xã Tự Do", "xã Phúc Sen"], "xã Phục Hòa")
    then = await list_units(registry.database, under=None, day=date(2025, 6, 30))
    now = await list_units(registry.database, under=None, day=date(2025, 7, 1))
    assert {line.unit.title for line in then} - {line.unit.title for line in now} == {"xã Tự Do", "xã Phúc Sen"}
    with pytest.raises(Problem) as again:
        await succeed_unit(
            registry.database,
            predecessors=["Tự Do"],
            successor="Phục Hòa",
            kind="merged",
            on=date(2025, 8, 1),
            source="",
            now=NOW,
        )
    assert again.value.code == "succession_wrong"


async def test_a_unit_that_stood_alone_is_put_below_another_as_if_always(registry: Registry) -> None:
    await registry.add("Hòa An", "huyện")
    changed = await change_unit(registry.database, registry.sets, name="Hòa An", parent="Cao Bằng", now=NOW)
    assert (changed.superior and changed.superior.title, changed.region) == ("tỉnh Cao Bằng", "tdmnpb")
    long_ago = await list_units(registry.database, under="Cao Bằng", day=date(2001, 1, 1))
    assert [line.unit.title for line in long_ago if line.depth == 1] == ["huyện Hòa An", "huyện Quảng Hòa"]


async def test_a_unit_moves_below_another_from_a_day_on_and_its_past_stays(registry: Registry) -> None:
    await change_unit(
        registry.database, registry.sets, name="Tự Do", parent="Cao Bằng", valid_from=date(2025, 7, 1), now=NOW
    )
    before, after = [
        {line.unit.title: line.superior and line.superior.title for line in listed}
        for listed in [
            await list_units(registry.database, under=None, day=day) for day in (date(2025, 6, 30), date(2025, 7, 1))
        ]
    ]
    assert (before["xã Tự Do"], after["xã Tự Do"]) == ("huyện Quảng Hòa", "tỉnh Cao Bằng")


async def test_a_unit_cannot_stand_below_one_of_its_own(registry: Registry) -> None:
    with pytest.raises(Problem) as wrong:
        await change_unit(registry.database, registry.sets, name="Quảng Hòa", parent="Tự Do", now=NOW)
    assert wrong.value.code == "unit_parent_wrong"


async def test_a_unit_of_a_reform_exists_from_its_day_on(registry: Registry) -> None:
    reform = date(2025, 7, 1)
    await add_named_unit(
        registry.database, registry.sets, name="Phục Hòa", kind="xã", parent="Cao Bằng", now=NOW, valid_from=reform
    )
    days = [await list_units(registry.database, under=None, day=day) for day in (date(2025, 6, 30), reform)]
    assert [any(line.unit.name == "Phục Hòa" for line in listed) for listed in days] == [False, True]
