"""Only whoever administers units changes them, within their own subtree; whoever works there is told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from conversations.engine.asks import UndoOf, UnitChangesOf, UnitPlan
from conversations.engine.effects import ChangeUnits, UndoUnitChange
from conversations.engine.facts import Needs
from conversations.programme.person import Role
from conversations.programme.problem import Problem
from conversations.programme.unit import kind_by_code
from conversations.programme.wanted_change import ChangeKind, WantedChange
from storage.units import add_unit
from tests.every_row import everything
from tests.handlers.reporting_world import NOW, World, make_world

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId, UnitId
    from storage.database import Database

DAY = date(2023, 7, 1)


@pytest.fixture
async def world(sqlite_database: Database) -> World:
    return await make_world(sqlite_database)


def wishes(world: World, other: UnitId) -> dict[str, WantedChange]:
    """One of each kind, all about the commune."""
    commune = world.commune
    return {
        "add": WantedChange(unit=commune, new_kind="xom", name="Cốc Chia"),
        "rename": WantedChange(unit=commune, kind=ChangeKind.RENAME, name="Sen", on=DAY),
        "move": WantedChange(unit=commune, kind=ChangeKind.MOVE, to=other, on=DAY),
        "merge": WantedChange(unit=commune, kind=ChangeKind.MERGE, others=(world.neighbour,), name="Hạnh Phúc", on=DAY),
        "split": WantedChange(unit=commune, kind=ChangeKind.SPLIT, parts=("Sen", "Rằng: Pác Rằng"), on=DAY),
    }


ALLOWED = {
    "district": {"add", "rename", "merge", "split"},
    "province": {"add", "rename", "move", "merge", "split"},
    "commune": {"add", "rename"},
    "village": set(),
    "other district": set(),
    "manager": set(),
    "officer": set(),
}


async def people(world: World) -> tuple[dict[str, PersonId], UnitId]:
    """Admins of several units, and others; another district under the same province."""
    async with world.database.write() as tx:
        province = await add_unit(tx, kind=kind_by_code("tinh"), name="Cao Bằng", parent=None, at=NOW)
        other = await add_unit(tx, kind=kind_by_code("huyen"), name="Hòa An", parent=province, at=NOW)
        await tx.run(
            "INSERT INTO unit_parent (unit, parent, recorded_at) VALUES (:unit, :parent, 1)",
            unit=world.district,
            parent=province,
        )
    return {
        "province": await world.person(Role.ADMIN, province),
        "district": await world.person(Role.ADMIN, world.district),
        "commune": await world.person(Role.ADMIN, world.commune),
        "village": await world.person(Role.ADMIN, world.villages[0]),
        "other district": await world.person(Role.ADMIN, other),
        "manager": await world.person(Role.MANAGER, world.district),
        "officer": await world.person(Role.COMMUNE_OFFICER, world.commune),
    }, other


@pytest.mark.parametrize("what", ["add", "rename", "move", "merge", "split"])
async def test_every_role_may_change_just_what_is_below_it(world: World, what: str) -> None:
    found, other = await people(world)
    wanted = wishes(world, other)[what]
    for who, person in found.items():
        before = await everything(world.database)
        may = what in ALLOWED[who]
        ask = UnitPlan(wanted)
        planned = (await world.facts(person, Needs(asks=(ask,)))).answer(ask)
        assert (planned is not None and not planned.problem) is may, who
        if may:
            continue
        with pytest.raises(Problem) as refused:
            await world.does(person, ChangeUnits(wanted=wanted))
        assert refused.value.code == "not_yours", who
        assert await everything(world.database) == before
    await world.does(found["province"], ChangeUnits(wanted=wanted))


async def test_a_change_tells_whoever_works_there_and_so_does_taking_it_back(world: World) -> None:
    found, _ = await people(world)
    admin = found["district"]
    before = await everything(world.database)
    told = await world.does(admin, ChangeUnits(wanted=wishes(world, world.district)["merge"]))
    assert {one.person for one in told.messages} == {found["officer"], found["commune"]}
    assert told.messages[0].message.text.startswith(
        "Từ ngày 1/7/2023: xã Phúc Sen, xã Độc Lập sáp nhập thành xã Hạnh Phúc."
    )
    ask = UnitChangesOf(world.district)
    (made,) = (await world.facts(admin, Needs(asks=(ask,)))).answer(ask) or ()
    undo = UndoOf(made.id)
    for who in ("commune", "other district", "officer", "manager"):
        assert (await world.facts(found[who], Needs(asks=(undo,)))).answer(undo) is None
        with pytest.raises(Problem) as refused:
            await world.does(found[who], UndoUnitChange(number=made.id))
        assert refused.value.code == "not_yours"
    told = await world.does(admin, UndoUnitChange(number=made.id))
    assert {one.person for one in told.messages} == {found["officer"], found["commune"]}
    assert await everything(world.database) == before
    assert await world.count_rows("audit WHERE act IN ('units_merged', 'unit_change_undone')") == 4


async def test_a_problem_is_shown_before_anything_is_pressed(world: World) -> None:
    found, other = await people(world)
    ask = UnitPlan(WantedChange(unit=world.commune, kind=ChangeKind.RENAME, name="Độc Lập", on=DAY - timedelta(days=1)))
    planned = (await world.facts(found["district"], Needs(asks=(ask,)))).answer(ask)
    assert planned is not None
    assert planned.problem.startswith("xã Độc Lập: Ở đó đã có đơn vị tên như vậy.")
    assert other
