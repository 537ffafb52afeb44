"""The log of changes as admins read it: their own units and people, no figure of anybody, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conversations.engine.asks import LogOf
from conversations.engine.effects import GrantRole, MakeLinkCode, Rename, SwitchSchedule
from conversations.engine.facts import Needs
from conversations.engine.words import SOURCE
from conversations.programme.answer import State
from conversations.programme.change_log import LogKind, LogPage
from conversations.programme.person import Role
from conversations.screens.log_acts import done
from handlers.facts.change_log import ON_A_PAGE
from tests.handlers.reporting_world import World, make_world

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId
    from storage.database import Database


@pytest.fixture
async def world(database: Database) -> World:
    return await make_world(database)


async def page(world: World, person: PersonId, ask: LogOf | None = None) -> LogPage | None:
    wanted = ask or LogOf()
    return (await world.facts(person, Needs(asks=(wanted,)))).answer(wanted)


async def said(world: World, person: PersonId, ask: LogOf | None = None) -> list[str]:
    found = await page(world, person, ask)
    assert found is not None
    return [f"{entry.who}: {done(entry, SOURCE)}" for entry in found.entries]


async def test_an_admin_reads_what_concerns_the_own_units_and_no_answer(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune, name="Nông Văn A")
    other = await world.person(Role.COMMUNE_OFFICER, world.neighbour, name="Lý Thị B")
    top = await world.person(Role.ADMIN, world.district, name="Quản trị huyện")
    low = await world.person(Role.ADMIN, world.commune, name="Quản trị xã")
    await world.does(officer, world.answer(state=State.NOT_MET, reason="mưa lũ"))
    await world.does(other, Rename(name="Lý Thị Bí Mật"))
    await world.does(
        top, SwitchSchedule(stopped=True), GrantRole(person=officer, unit=world.commune, role=Role.COMMUNE_LEADER)
    )
    own = [
        "Quản trị huyện: cấp cho Nông Văn A vai trò lãnh đạo xã · xã Phúc Sen",
        "Nông Văn A: trả lời 1.1 · báo cáo 6 tháng đầu năm 2023 · xã Phúc Sen",
        "Nông Văn A: mở báo cáo 6 tháng đầu năm 2023 · xã Phúc Sen",
    ]
    assert await said(world, low) == own
    assert await said(world, top) == [
        own[0],
        "Quản trị huyện: dừng các tin theo lịch",
        "Lý Thị Bí Mật: sửa họ tên của mình",
        *own[1:],
    ]
    everything = str([await page(world, low), await page(world, top)])
    assert "not_met" not in everything
    assert "mưa lũ" not in everything
    # narrowed to what is not theirs there is nothing, and nobody else reads anything
    assert await page(world, low, LogOf(unit=world.neighbour)) is None
    assert await page(world, low, LogOf(person=other)) is None
    for role, unit in ((Role.MANAGER, world.district), (Role.COMMUNE_LEADER, world.commune)):
        assert await page(world, await world.person(role, unit)) is None


async def test_the_log_is_narrowed_by_person_unit_and_kind(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune, name="Nông Văn A")
    village = await world.person(Role.VILLAGE_OFFICER, world.villages[0], name="Lý Thị B")
    admin = await world.person(Role.ADMIN, world.district, name="Quản trị")
    await world.does(officer, world.answer(), MakeLinkCode())
    await world.does(village, Rename(name="Lý Thị C"))
    await world.does(admin, GrantRole(person=village, unit=world.commune, role=Role.COMMUNE_OFFICER))
    about = "Quản trị: cấp cho Lý Thị C vai trò cán bộ xã · xã Phúc Sen"
    assert await said(world, admin, LogOf(person=village)) == [about, "Lý Thị C: sửa họ tên của mình"]
    assert (await said(world, admin, LogOf(unit=world.commune)))[0] == about
    assert await said(world, admin, LogOf(unit=world.villages[0])) == ["Lý Thị C: sửa họ tên của mình"]
    assert await said(world, admin, LogOf(kind=LogKind.REPORTS)) == [
        "Nông Văn A: trả lời 1.1 · báo cáo 6 tháng đầu năm 2023 · xã Phúc Sen",
        "Nông Văn A: mở báo cáo 6 tháng đầu năm 2023 · xã Phúc Sen",
    ]
    assert await said(world, admin, LogOf(kind=LogKind.SYSTEM)) == []


async def test_every_entry_is_on_exactly_one_page(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    other = await world.person(Role.COMMUNE_OFFICER, world.neighbour)
    low = await world.person(Role.ADMIN, world.commune)
    for number in range(ON_A_PAGE * 2 + 3):
        await world.does(officer, Rename(name=f"A{number}"))
        await world.does(other, Rename(name=f"B{number}"))
    seen: list[int] = []
    before = 0
    for _ in range(10):
        found = await page(world, low, LogOf(before=before))
        assert found is not None
        seen += [entry.id for entry in found.entries]
        if found.older is None:
            break
        before = found.older
    assert len(seen) == ON_A_PAGE * 2 + 3
    assert seen == sorted(set(seen), reverse=True)
