"""A bound group: what it is shown on demand, and who is told when nothing reaches it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from conversations.programme.person import Role
from handlers.groups_watch import watch_groups
from handlers.units import add_named_unit, succeed_unit
from storage.groups import no_pictures
from storage.outbox import claim_due
from storage.times import millis
from tests.group_room import DISTRICT, Room, bound, rows
from tests.stage import Stage

if TYPE_CHECKING:
    from storage.database import Database
    from tests.phone import Phone

REMOVED = (
    "Trợ lý không còn ở trong nhóm “Nông thôn mới huyện” nên không gửi được bản tổng hợp của huyện Quảng Hòa vào đó. "
    "Nếu vẫn cần, xin anh/chị thêm trợ lý vào nhóm lại."
)
NO_RIGHTS = (
    "Nhóm “Nông thôn mới huyện” không cho trợ lý viết nên không gửi được bản tổng hợp của huyện Quảng Hòa vào đó. "
    "Xin anh/chị nhờ quản trị nhóm cho trợ lý quyền gửi tin."
)


@pytest.fixture
async def stage(sqlite_database: Database) -> Stage:
    found = Stage(sqlite_database)
    await found.load()
    return found


@pytest.fixture
async def manager(stage: Stage) -> Phone:
    return await stage.joined("Phòng Nông nghiệp", DISTRICT, Role.MANAGER)


@pytest.fixture
def room(stage: Stage) -> Room:
    return Room(stage)


@pytest.mark.parametrize(
    ("come", "told", "state"),
    [
        (
            False,
            REMOVED,
            "removed",
        ),
        (
            True,
            NO_RIGHTS,
            "no_rights",
        ),
    ],
)
async def test_a_group_out_of_reach_is_told_to_whoever_bound_it_and_after_a_day_to_the_admin(
    stage: Stage, room: Room, manager: Phone, *, come: bool, told: str, state: str
) -> None:
    admin = await stage.joined("Quản trị", DISTRICT, Role.ADMIN)
    await bound(room, manager)
    for _ in range(2):
        await room.lets_the_bot(admin, come=come, write=False)
        assert manager.screen() == told
        told = ""
    assert await rows(stage, "SELECT state FROM group_chat") == [(state,)]
    stage.clock.wind(hours=23)
    assert await watch_groups(stage.database, stage.services) == 0
    stage.clock.wind(hours=1)
    admin.arrived.clear()
    assert [await watch_groups(stage.database, stage.services) for _ in range(3)] == [1, 0, 0]
    await _delivered(stage)
    why = "trợ lý không còn ở trong nhóm" if state == "removed" else "trợ lý không được viết"
    assert admin.screen() == (
        "Hơn một ngày nay trợ lý không gửi được vào các nhóm sau:\n"
        f"• “Nông thôn mới huyện” (huyện Quảng Hòa): {why}, từ 5/6/2023"
    )
    await room.lets_the_bot(admin)
    room.sees("Trợ lý đã trở lại. Nhóm này đang theo dõi huyện Quảng Hòa.")
    assert await rows(stage, "SELECT state, unreachable_since FROM group_chat") == [("reachable", None)]


async def _delivered(stage: Stage) -> None:
    async with stage.database.write() as tx:
        now = millis(stage.clock.now())
        found = await claim_due(tx, worker="test", now=now, until=now + 1000, limit=10)
    for due in found:
        await stage._arrives(due)


async def test_where_no_admin_can_be_told_it_is_tried_again(stage: Stage, room: Room, manager: Phone) -> None:
    await bound(room, manager)
    await room.lets_the_bot(manager, come=False)
    stage.clock.wind(days=2)
    assert await watch_groups(stage.database, stage.services) == 0
    await stage.joined("Quản trị", DISTRICT, Role.ADMIN)
    assert await watch_groups(stage.database, stage.services) == 1


async def test_anybody_in_a_bound_group_may_ask_for_the_summary_and_the_table(
    stage: Stage, room: Room, manager: Phone
) -> None:
    stranger = stage.phone("Người lạ")
    for command in ("/tonghop", "/bangtieuchi"):
        await room.says(stranger, command)
        assert room.shows() == (
            "Nhóm này chưa theo dõi đơn vị nào. Người quản lý của đơn vị gõ /gannhom kèm tên đơn vị để gắn."
        )
        stage.clock.wind(minutes=1)
    officer = await stage.joined("Hoàng Thị Riêng Tư", "xã Phúc Sen", Role.COMMUNE_OFFICER)
    await bound(room, manager)
    await room.says(stranger, "/tonghop")
    room.sees("huyện Quảng Hòa", "Báo cáo 6 tháng đầu năm 2023: đã gửi 0/16 xã")
    assert [part for part in ("Riêng Tư", officer.address, "Phúc Sen") if part in room.shows()] == []
    await room.says(stranger, "/tonghop")
    assert room.shows() == "Bản này vừa gửi ngay phía trên, chưa có gì mới."
    await room.says(stranger, "/tonghop")
    assert room.shows() == ""
    for _ in range(2):
        await room.says(stranger, "/bangtieuchi")
        assert room.methods == ["sendPhoto"]
        room.sees("Huyện Quảng Hòa · hiện trạng tiêu chí\nĐến ngày 5/6/2023")
        stage.clock.wind(minutes=2)


async def test_where_pictures_are_not_taken_the_table_comes_in_words(stage: Stage, room: Room, manager: Phone) -> None:
    await bound(room, manager)
    async with stage.database.write() as tx:
        await no_pictures(tx, channel="telegram", address="-5001", now=stage.clock.now())
    for method in ("sendMessage", "sendPhoto"):
        await room.says(manager, "/bangtieuchi")
        assert room.methods == [method]
        room.sees("Huyện Quảng Hòa · hiện trạng tiêu chí", "Phúc Sen 13/19")
        stage.clock.wind(days=7)


async def test_a_unit_that_was_merged_is_said_to_be_gone(stage: Stage, room: Room, manager: Phone) -> None:
    await bound(room, manager)
    await succeed(stage)
    await room.says(manager, "/tonghop")
    assert room.shows() == (
        "Huyện Quảng Hòa không còn là đơn vị riêng nên không có bản tổng hợp mới. "
        "Người quản lý gõ /gannhom để theo dõi đơn vị thay thế."
    )


async def succeed(stage: Stage) -> None:
    """The district is no more from tomorrow on."""
    now = stage.clock.now()
    await add_named_unit(
        stage.database, stage.sets, name="Quảng Uyên", kind="huyện", parent=None, now=now, valid_from=now.date()
    )
    await succeed_unit(
        stage.database, predecessors=[DISTRICT], successor="huyện Quảng Uyên", kind="merged",
        on=now.date() + timedelta(days=1), source="Nghị quyết", now=now,
    )  # fmt: skip
    stage.clock.wind(days=1)
