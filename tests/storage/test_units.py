"""The tree of units, as of a day and as known at a moment, and names that lead to them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from conversations.programme.problem import Problem
from conversations.programme.unit import Level, kind_by_code
from storage.times import ZONE
from storage.unit_names import unit_named, units_named
from storage.units import (
    add_alias,
    add_succession,
    add_unit,
    children,
    lineage,
    region_in,
    root_units,
    set_region,
    units_below,
)

if TYPE_CHECKING:
    from conversations.programme.ids import UnitId
    from storage.database import Database, Transaction

AT = datetime(2023, 6, 5, 8, 0, tzinfo=ZONE)
DAY = AT.date()
AFTER_REFORM = date(2025, 7, 1)


class Tree:
    """Two districts of a province; both have a commune Đại Sơn."""

    province: UnitId
    first: UnitId
    second: UnitId
    commune: UnitId
    twin: UnitId
    village: UnitId
    office: UnitId

    @classmethod
    async def grow(cls, tx: Transaction) -> Tree:
        tree = cls()

        async def add(kind: str, name: str, parent: UnitId | None, region: str | None = None) -> UnitId:
            return await add_unit(tx, kind=kind_by_code(kind), name=name, parent=parent, at=AT, region=region)

        tree.province = await add("tinh", "Cao Bằng", None, "tdmnpb")
        tree.first = await add("huyen", "Quảng Hòa", tree.province)
        tree.second = await add("huyen", "Hòa An", tree.province)
        tree.commune = await add("xa", "Đại Sơn", tree.first)
        tree.twin = await add("xa", "Đại Sơn", tree.second)
        tree.village = await add("xom", "Bản Cải", tree.commune)
        tree.office = await add("co_quan", "Phòng Lao động, Thương binh và Xã hội", tree.first)
        await add_alias(tx, tree.office, "Phòng LĐTBXH", at=AT)
        return tree


async def test_a_lineage_leads_from_the_unit_to_the_root(database: Database) -> None:
    async with database.write() as tx:
        tree = await Tree.grow(tx)
        line = await lineage(tx, tree.village, day=DAY)
    assert [unit.title for unit in line] == ["xóm Bản Cải", "xã Đại Sơn", "huyện Quảng Hòa", "tỉnh Cao Bằng"]
    assert [unit.parent for unit in line] == [tree.commune, tree.first, tree.province, None]


async def test_a_region_comes_from_the_nearest_unit_that_has_one(database: Database) -> None:
    async with database.write() as tx:
        tree = await Tree.grow(tx)
        inherited = region_in(await lineage(tx, tree.village, day=DAY))
        await set_region(tx, tree.commune, "btb")
        own = region_in(await lineage(tx, tree.village, day=DAY))
        other = region_in(await lineage(tx, tree.twin, day=DAY))
    assert (inherited, own, other) == ("tdmnpb", "btb", "tdmnpb")


async def test_what_stands_below_is_found_at_any_depth_and_by_level(database: Database) -> None:
    async with database.write() as tx:
        tree = await Tree.grow(tx)
        everything = await units_below(tx, tree.province, day=DAY)
        communes = await units_below(tx, tree.province, day=DAY, levels=[Level.COMMUNE])
        next_below = await children(tx, tree.first, day=DAY)
        roots = await root_units(tx, day=DAY)
    assert [unit.name for unit in everything] == [
        "Bản Cải",
        "Đại Sơn",
        "Đại Sơn",
        "Hòa An",
        "Phòng Lao động, Thương binh và Xã hội",
        "Quảng Hòa",
    ]
    assert [unit.id for unit in communes] == [tree.commune, tree.twin]
    assert [unit.id for unit in next_below] == [tree.commune, tree.office]
    assert [unit.id for unit in roots] == [tree.province]


async def test_a_unit_recorded_later_is_not_known_before(database: Database) -> None:
    async with database.write() as tx:
        tree = await Tree.grow(tx)
        late = AT + timedelta(days=3)
        await add_unit(tx, kind=kind_by_code("xa"), name="Phúc Sen", parent=tree.first, at=late)
        before = await units_below(tx, tree.first, day=DAY, known=AT, levels=[Level.COMMUNE])
        after = await units_below(tx, tree.first, day=DAY, known=late, levels=[Level.COMMUNE])
    assert [unit.name for unit in before] == ["Đại Sơn"]
    assert [unit.name for unit in after] == ["Đại Sơn", "Phúc Sen"]


async def test_a_merged_unit_ends_on_its_day_and_stays_readable_before(database: Database) -> None:
    async with database.write() as tx:
        tree = await Tree.grow(tx)
        merged = await add_unit(
            tx, kind=kind_by_code("xa"), name="Phục Hòa", parent=tree.province, at=AT, valid_from=AFTER_REFORM
        )
        await add_succession(tx, predecessor=tree.commune, successor=merged, kind="merged", on=AFTER_REFORM, at=AT)
        day_before = AFTER_REFORM - timedelta(days=1)
        old = await units_below(tx, tree.province, day=day_before, levels=[Level.COMMUNE])
        new = await units_below(tx, tree.province, day=AFTER_REFORM, levels=[Level.COMMUNE])
        still_named = await unit_named(tx, "xã Đại Sơn, huyện Quảng Hòa", day=AFTER_REFORM)
    assert [unit.id for unit in old] == [tree.commune, tree.twin]
    assert [unit.id for unit in new] == [tree.twin, merged]
    assert (still_named.id, still_named.valid_to) == (tree.commune, AFTER_REFORM)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Cao Bằng", "tỉnh Cao Bằng"),
        ("quang hoa", "huyện Quảng Hòa"),
        ("Quảng Hoà", "huyện Quảng Hòa"),
        ("huyện Hòa An", "huyện Hòa An"),
        ("Phòng Lao động, Thương binh và Xã hội", "Phòng Lao động, Thương binh và Xã hội"),
        ("phong ldtbxh, quang hoa", "Phòng Lao động, Thương binh và Xã hội"),
        ("bản cải", "xóm Bản Cải"),
        ("xóm Bản Cải, xã Đại Sơn, huyện Quảng Hòa, tỉnh Cao Bằng", "xóm Bản Cải"),
    ],
)
async def test_a_name_leads_to_its_unit(sqlite_database: Database, text: str, found: str) -> None:
    async with sqlite_database.write() as tx:
        await Tree.grow(tx)
        assert (await unit_named(tx, text, day=DAY)).title == found


async def test_a_name_of_two_units_is_asked_back_and_the_unit_above_decides(database: Database) -> None:
    async with database.write() as tx:
        tree = await Tree.grow(tx)
        with pytest.raises(Problem) as asked:
            await unit_named(tx, "dai son", day=DAY)
        first = await unit_named(tx, "xã Đại Sơn, huyện Quảng Hòa", day=DAY)
        second = await unit_named(tx, "dai son, hoa an", day=DAY)
    assert asked.value.code == "unit_ambiguous"
    assert asked.value.sentence() == (
        "“dai son”: Có 2 đơn vị cùng tên: xã Đại Sơn, huyện Quảng Hòa; xã Đại Sơn, huyện Hòa An. "
        "Hãy ghi rõ đơn vị nào, ví dụ “xã Đại Sơn, huyện Quảng Hòa”."
    )
    assert (first.id, second.id) == (tree.commune, tree.twin)


async def test_a_name_nobody_has_is_told_with_names_that_are_near(database: Database) -> None:
    async with database.write() as tx:
        await Tree.grow(tx)
        assert await units_named(tx, "Đại Sơn, huyện Trùng Khánh", day=DAY) == ()
        with pytest.raises(Problem) as unknown:
            await unit_named(tx, "huyện Quảng Hà", day=DAY)
    assert unknown.value.code == "unit_unknown"
    assert unknown.value.remedy == "Có phải là Quảng Hòa?"
