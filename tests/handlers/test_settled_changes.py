"""A change of units recorded before its day: what waits goes on then, and groups of units that became one are asked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from conversations.engine.effects import SaveAnswer
from conversations.programme.answer import State
from conversations.programme.person import Role
from conversations.programme.report import ReportKey
from conversations.programme.unit import kind_by_code
from conversations.programme.unit_change import WarningCode
from handlers.unit_changes.by_name import merge_named, undo_named
from handlers.unit_changes.settling import settle_changes
from storage.criteria import CriteriaSets
from storage.unit_names import unit_named
from storage.units import add_unit, put_parent
from tests.every_row import everything
from tests.group_room import DISTRICT, Room, bound, followed
from tests.handlers.reporting_world import NOW
from tests.handlers.scheduled import at
from tests.handlers.test_unit_endings import MORNING, Reform, reform, rule_of
from tests.stage import Stage

if TYPE_CHECKING:
    from storage.database import Database
    from tests.phone import Phone

__all__ = ["reform"]
ON = date(2023, 7, 1)


async def test_drafts_and_judging_go_up_on_the_day_of_an_end_that_was_recorded_before(reform: Reform) -> None:
    world = reform.world
    await reform.review.send("1.1", "1.2")
    year = ReportKey(unit=world.commune, rule=await rule_of(reform, "Y"), period="2023-Y")
    answer = SaveAnswer(key=year, indicator="1.2", seen=0, state=State.MET, as_of=NOW.date())
    await world.does(reform.review.officer, answer)
    before = await everything(world.database)
    done = await reform.ends()
    assert WarningCode.DRAFTS_WAIT in {one.code for one in done.change.warnings}
    world.clock.at = MORNING - timedelta(days=1)
    assert await settle_changes(world.database, world.services) == 0
    world.clock.at = MORNING
    assert await settle_changes(world.database, world.services) == 1
    assert await settle_changes(world.database, world.services) == 0, "once"
    report = await world.report(reform.review.officer, await reform.new_key("2023-Y"))
    assert report.superior is not None
    assert (report.superior.title, report.answers["1.2"].state) == ("tỉnh Cao Bằng", State.MET)
    desk = await reform.review.desk(reform.judge, reform.office)
    assert desk is not None
    assert [line.indicator.code for line in desk.items] == ["1.1"]
    await reform.undoes("huyện Quảng Hòa")
    assert await everything(world.database) == before


async def test_what_is_recorded_on_its_day_is_not_moved_twice(reform: Reform) -> None:
    reform.world.clock.at = MORNING
    await reform.ends()
    before = await everything(reform.world.database)
    assert await settle_changes(reform.world.database, reform.world.services) == 1
    assert await everything(reform.world.database) == before


@pytest.fixture
async def stage(sqlite_database: Database) -> Stage:
    """Two districts of a province that become one on 1 July."""
    found = Stage(sqlite_database)
    await found.load()
    now = found.clock.now()
    async with sqlite_database.write() as tx:
        province = await add_unit(tx, kind=kind_by_code("tinh"), name="Cao Bằng", parent=None, at=now)
        district = await unit_named(tx, DISTRICT, day=now.date())
        await put_parent(tx, district.id, province, valid_from=None, at=now)
        await add_unit(tx, kind=kind_by_code("huyen"), name="Hòa An", parent=province, at=now)
    return found


async def become_one(stage: Stage) -> None:
    await merge_named(
        stage.database,
        CriteriaSets(),
        names=(DISTRICT, "huyện Hòa An"),
        into="Quảng An",
        kind=None,
        parent=None,
        on=ON,
        source="NQ 1",
        now=stage.clock.now(),
        keep=True,
    )


async def test_the_group_of_a_district_that_became_part_of_another_is_asked_and_a_manager_answers_with_one_tap(
    stage: Stage,
) -> None:
    manager: Phone = await stage.joined("Phòng Nông nghiệp", DISTRICT, Role.MANAGER)
    officer = await stage.joined("Cán bộ xã", "xã Phúc Sen", Role.COMMUNE_OFFICER)
    room = Room(stage)
    await bound(room, manager)
    await become_one(stage)
    await stage.winds_to(at("2023-06-30T09:00"))
    assert "nay thuộc" not in "\n".join(shown.text for shown in room.board.chat)
    await stage.winds_to(at("2023-07-01T06:00"))
    assert await followed(stage) == [("-5001", 0, "Quảng Hòa")], "nobody's group follows another unit unasked"
    await stage.winds_to(at("2023-07-01T08:00"))
    (asked,) = [shown for shown in room.board.chat if "nay thuộc" in shown.text]
    assert asked.text == (
        "Huyện Quảng Hòa nay thuộc huyện Quảng An. Nhóm này chuyển sang theo dõi huyện Quảng An? Khi đó trợ lý gửi vào "
        "đây bản tổng hợp của huyện Quảng An; ai trong nhóm cũng đọc được. Người quản lý của huyện Quảng An bấm một "
        "lần, hoặc gõ /gannhom."
    )
    await room.presses(officer, "Chuyển")
    assert (room.toast, len(await followed(stage))) == ("Chỉ người quản lý của đơn vị mới bấm được nút này.", 1)
    await room.presses(manager, "Chuyển")
    room.sees("✔ Nhóm này theo dõi huyện Quảng An từ hôm nay")
    assert await followed(stage) == [("-5001", 0, "Quảng An")]
    await stage.winds_to(at("2023-07-03T08:00"))
    assert len([shown for shown in room.board.chat if "nay thuộc" in shown.text]) == 0


async def test_a_group_that_nobody_answers_for_gets_nothing_of_the_new_district(stage: Stage) -> None:
    manager = await stage.joined("Phòng Nông nghiệp", DISTRICT, Role.MANAGER)
    room = Room(stage)
    await bound(room, manager)
    await become_one(stage)
    await stage.winds_to(at("2023-07-10T09:00"))
    seen = "\n".join(shown.text for shown in room.board.chat)
    assert "nay thuộc huyện Quảng An" in seen
    assert "Tổng hợp · huyện Quảng An" not in seen
    await undo_named(stage.database, name="huyện Quảng An", number=None, now=stage.clock.now(), keep=True)
    await room.presses(manager, "Chuyển")
    assert await followed(stage) == [("-5001", 0, "Quảng Hòa")]
