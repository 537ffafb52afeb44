"""Groups: who may bind one to a unit, that everything is asked once, and that nobody answers for somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conversations.engine.events import Joined
from conversations.programme.person import Role
from storage.roles import end_role
from storage.unit_names import unit_named
from tests.group_room import DISTRICT, Room, bound, followed, rows
from tests.stage import Stage

if TYPE_CHECKING:
    from storage.database import Database
    from tests.phone import Phone

REFUSED = (
    "Lệnh này chỉ dành cho người quản lý hoặc người quản trị của đơn vị. "
    "Cần giúp, xin anh/chị nhắn riêng cho trợ lý và gõ /lienhe."
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


async def also(stage: Stage, phone: Phone, unit: str, role: Role) -> None:
    """The same person gets another role."""
    await phone.does(Joined(payload=await stage.invited(unit, role)))
    await phone.chooses("Đúng")


async def test_a_manager_of_one_unit_binds_the_group_without_naming_it(
    stage: Stage, room: Room, manager: Phone
) -> None:
    await room.says(manager, "/gannhom")
    assert room.shows() == (
        "Gắn nhóm này với huyện Quảng Hòa?\n"
        "Trợ lý sẽ gửi vào đây bản tổng hợp của huyện Quảng Hòa; ai trong nhóm cũng đọc được. "
        "Trong đó không có tên người và số điện thoại.\n"
        "[Gắn nhóm]\n[Thôi]"
    )
    assert await followed(stage) == []
    await room.presses(manager, "Gắn nhóm")
    assert room.shows() == (
        "✔ Nhóm này theo dõi huyện Quảng Hòa từ hôm nay, 5/6/2023. Muốn thôi, người quản lý gõ /bogannhom."
    )
    assert [shown.options for shown in room.board.chat] == [()]
    assert await followed(stage) == [("-5001", 0, "Quảng Hòa")]


@pytest.mark.parametrize("name", ["huyện Quảng Hòa", "quang hoa", "Quảng Hòa", "H. Quảng Hòa"])
async def test_the_unit_may_be_named_as_people_write_it(stage: Stage, room: Room, manager: Phone, name: str) -> None:
    await room.says(manager, f"/gannhom {name}")
    room.sees("Gắn nhóm này với huyện Quảng Hòa?")


async def test_who_thinks_better_of_it_changes_nothing(stage: Stage, room: Room, manager: Phone) -> None:
    await room.says(manager, "/gannhom")
    await room.presses(manager, "Thôi")
    assert room.shows() == "Vâng, không có gì thay đổi."
    await room.forges(manager, "1", "yes")
    assert (room.toast, await followed(stage)) == ("Đã nhận rồi ạ.", [])


@pytest.mark.parametrize(
    ("unit", "role"),
    [
        ("xã Phúc Sen", Role.COMMUNE_OFFICER),
        ("xã Phúc Sen", Role.COMMUNE_LEADER),
        (DISTRICT, Role.OBSERVER),
        ("Phòng Tài nguyên và Môi trường", Role.OFFICE_REVIEWER),
    ],
)
@pytest.mark.parametrize("text", ["/gannhom", "/gannhom xã Phúc Sen", "/gannhom huyện Không Có", "/bogannhom"])
async def test_whoever_is_no_manager_gets_the_same_refusal_whatever_they_name(
    stage: Stage, room: Room, unit: str, role: Role, text: str
) -> None:
    member = await stage.joined("Ai đó", unit, role)
    await room.says(member, text)
    assert room.shows() == REFUSED
    assert await followed(stage) == []


async def test_a_stranger_is_refused_once_and_nothing_of_them_is_kept(stage: Stage, room: Room) -> None:
    stranger = stage.phone("Người lạ")
    await room.says(stranger, "/gannhom huyện Quảng Hòa")
    assert room.shows() == REFUSED
    await room.says(stranger, "/gannhom huyện Quảng Hòa")
    assert room.shows() == ""
    stage.clock.wind(minutes=1)
    await room.says(stranger, "/gannhom")
    assert room.shows() == REFUSED
    assert await rows(stage, "SELECT count(*) FROM person") == [(0,)]
    assert await rows(stage, "SELECT count(*) FROM group_question") == [(0,)]
    assert [row for row in await rows(stage, "SELECT * FROM group_told") if stranger.address in row] == []


async def test_a_manager_who_names_another_unit_is_told_the_same_whether_it_exists_or_not(
    stage: Stage, room: Room, manager: Phone
) -> None:
    shown = []
    for name in ("xã Phúc Sen", "xã Không Có Thật"):
        await room.says(manager, f"/gannhom {name}")
        shown.append(room.shows())
    told = (
        "Anh/chị không có quyền dùng lệnh này cho đơn vị vừa ghi. Gõ /gannhom không kèm tên để gắn với đơn vị của mình."
    )
    assert shown == [told, told]


async def test_somebody_who_writes_in_the_groups_name_is_asked_to_write_in_their_own(room: Room) -> None:
    await room.says(None, "/gannhom")
    room.sees("Tin này gửi dưới tên nhóm nên trợ lý chưa biết ai gõ lệnh.")


async def test_who_has_several_units_is_asked_which(stage: Stage, room: Room, manager: Phone) -> None:
    await also(stage, manager, "xã Phúc Sen", Role.ADMIN)
    await room.says(manager, "/gannhom")
    assert room.shows() == ("Anh/chị muốn gắn với đơn vị nào?\n[huyện Quảng Hòa]\n[xã Phúc Sen]\n[Thôi]")
    await room.presses(manager, "xã Phúc Sen")
    room.sees("Gắn nhóm này với xã Phúc Sen?")
    await room.presses(manager, "Gắn nhóm")
    assert await followed(stage) == [("-5001", 0, "Phúc Sen")]


async def test_before_one_unit_is_chosen_nothing_can_be_confirmed(stage: Stage, room: Room, manager: Phone) -> None:
    await also(stage, manager, "xã Phúc Sen", Role.ADMIN)
    await room.says(manager, "/gannhom")
    for option in ("yes", "unit:", "unit:99999", "unit:x", "", "unit:1:2"):
        await room.forges(manager, "1", option)
        assert room.toast == "Nút này đã cũ, không ghi gì.", option
    assert await followed(stage) == []


async def test_only_whoever_gave_the_command_may_answer(stage: Stage, room: Room, manager: Phone) -> None:
    other = await stage.joined("Quản trị", DISTRICT, Role.ADMIN)
    stranger = stage.phone("Người lạ")
    await room.says(manager, "/gannhom")
    for member in (other, stranger):
        for label in ("Gắn nhóm", "Thôi"):
            await room.presses(member, label)
            assert (room.toast, room.shows()) == ("Chỉ người đã gõ lệnh mới bấm được nút này.", "")
    assert await followed(stage) == []
    await room.presses(manager, "Gắn nhóm")
    assert await followed(stage) == [("-5001", 0, "Quảng Hòa")]


@pytest.mark.parametrize("token", ["2", "0", "-1", "", "01", "f" * 16, "x", "１"])
async def test_a_forged_button_is_of_no_question(stage: Stage, room: Room, manager: Phone, token: str) -> None:
    await room.says(manager, "/gannhom")
    await room.forges(manager, token, "yes")
    assert (room.toast, await followed(stage)) == ("Nút này đã cũ, không ghi gì.", [])


async def test_a_button_of_another_group_does_nothing(stage: Stage, room: Room, manager: Phone) -> None:
    other = Room(stage, chat="-6002")
    await room.says(manager, "/gannhom")
    await other.forges(manager, "1", "yes")
    assert (other.toast, await followed(stage)) == ("Nút này đã cũ, không ghi gì.", [])


async def test_the_same_update_again_changes_nothing(stage: Stage, room: Room, manager: Phone) -> None:
    await room.says(manager, "/gannhom")
    command = room.last_incoming
    assert command is not None
    assert (await room.sends(command)).duplicate
    await room.presses(manager, "Gắn nhóm")
    press = room.last_incoming
    assert press is not None
    before = await rows(stage, "SELECT * FROM group_chat")
    assert (await room.sends(press)).duplicate
    await room.says(manager, "/bogannhom")
    await room.presses(manager, "Thôi theo dõi")
    assert (await room.sends(press)).duplicate
    assert await followed(stage) == []
    assert len(before) == 1


async def test_a_button_pressed_twice_binds_once(stage: Stage, room: Room, manager: Phone) -> None:
    await room.says(manager, "/gannhom")
    question = room.board.last
    await room.presses(manager, "Gắn nhóm")
    await room.presses(manager, "Gắn nhóm", on=question)
    assert (room.toast, room.shows()) == ("Đã nhận rồi ạ.", "")
    assert await rows(stage, "SELECT count(*) FROM group_chat") == [(1,)]


async def test_a_question_is_open_for_a_day(stage: Stage, room: Room, manager: Phone) -> None:
    await room.says(manager, "/gannhom")
    stage.clock.wind(hours=24)
    await room.presses(manager, "Gắn nhóm")
    assert (room.toast, await followed(stage)) == ("Nút này đã cũ, không ghi gì.", [])


async def test_whoever_lost_the_role_meanwhile_binds_nothing(stage: Stage, room: Room, manager: Phone) -> None:
    await room.says(manager, "/gannhom")
    ((person,),) = await rows(stage, "SELECT id FROM person")
    async with stage.database.write() as tx:
        unit = await unit_named(tx, DISTRICT, day=stage.clock.now().date())
        await end_role(tx, person, unit=unit.id, role=Role.MANAGER, by=None, now=stage.clock.now())
    await room.presses(manager, "Gắn nhóm")
    assert (room.shows(), await followed(stage)) == (REFUSED, [])


async def test_going_over_to_another_unit_is_asked_and_told_to_whoever_bound_it(
    stage: Stage, room: Room, manager: Phone
) -> None:
    await bound(room, manager)
    other = await stage.joined("Quản trị xã", "xã Phúc Sen", Role.ADMIN)
    await room.says(other, "/gannhom")
    assert room.shows() == (
        "Nhóm này đang theo dõi huyện Quảng Hòa. Chuyển sang theo dõi xã Phúc Sen?\n"
        "Từ đó nơi này nhận bản tổng hợp của xã Phúc Sen, không nhận của huyện Quảng Hòa nữa.\n"
        "[Chuyển]\n[Thôi]"
    )
    await room.presses(other, "Chuyển")
    assert await followed(stage) == [("-5001", 0, "Phúc Sen")]
    assert (
        manager.screen() == "Nhóm “Nông thôn mới huyện” nay theo dõi xã Phúc Sen, không còn theo dõi huyện Quảng Hòa."
    )
    assert await rows(stage, "SELECT act FROM audit WHERE act LIKE 'group%' ORDER BY id") == [
        ("group_bound",),
        ("group_bound",),
    ]


async def test_the_same_unit_again_is_nothing_to_do(stage: Stage, room: Room, manager: Phone) -> None:
    await bound(room, manager)
    await room.says(manager, "/gannhom")
    assert room.shows() == "Nhóm này đã theo dõi huyện Quảng Hòa từ 5/6/2023."


async def test_what_somebody_else_changed_meanwhile_is_not_overwritten(
    stage: Stage, room: Room, manager: Phone
) -> None:
    other = await stage.joined("Quản trị xã", "xã Phúc Sen", Role.ADMIN)
    await room.says(manager, "/gannhom")
    first = room.board.last
    await room.says(other, "/gannhom")
    await room.presses(other, "Gắn nhóm")
    await room.presses(manager, "Gắn nhóm", on=first)
    assert room.shows() == ("Trong lúc chờ, đơn vị theo dõi ở đây đã đổi nên chưa làm gì. Xin anh/chị gõ lại lệnh.")
    assert await followed(stage) == [("-5001", 0, "Phúc Sen")]


async def test_a_group_is_let_go_after_one_question(stage: Stage, room: Room, manager: Phone) -> None:
    await room.says(manager, "/bogannhom")
    assert room.shows() == (
        "Nhóm này chưa theo dõi đơn vị nào. Người quản lý của đơn vị gõ /gannhom kèm tên đơn vị để gắn."
    )
    await bound(room, manager)
    await room.says(manager, "/bogannhom")
    assert room.shows() == (
        "Nhóm này đang theo dõi huyện Quảng Hòa. Thôi theo dõi?\n"
        "Trợ lý sẽ không gửi bản tổng hợp vào đây nữa; số liệu và báo cáo không mất gì.\n"
        "[Thôi theo dõi]\n[Giữ nguyên]"
    )
    await room.presses(manager, "Giữ nguyên")
    assert await followed(stage) == [("-5001", 0, "Quảng Hòa")]
    await room.says(manager, "/bogannhom")
    await room.presses(manager, "Thôi theo dõi")
    assert room.shows() == "✔ Nhóm này không còn theo dõi huyện Quảng Hòa."
    assert await followed(stage) == []


async def test_another_units_manager_lets_no_group_go(stage: Stage, room: Room, manager: Phone) -> None:
    await bound(room, manager)
    other = await stage.joined("Quản trị xã", "xã Phúc Sen", Role.ADMIN)
    await room.says(other, "/bogannhom")
    assert room.shows() == REFUSED


async def test_each_topic_follows_a_unit_of_its_own_and_several_follow_one(
    stage: Stage, room: Room, manager: Phone
) -> None:
    topic = Room(stage, chat="-1007", topic=45)
    whole = Room(stage, chat="-1007")
    await topic.says(manager, "/gannhom")
    topic.sees("Gắn chủ đề này với huyện Quảng Hòa?")
    await topic.presses(manager, "Gắn nhóm")
    topic.sees("✔ Chủ đề này theo dõi huyện Quảng Hòa từ hôm nay")
    assert [shown.options for shown in topic.board.chat] == [(), ()]
    await bound(whole, manager)
    await bound(room, manager)
    assert await followed(stage) == [
        ("-1007", 45, "Quảng Hòa"), ("-1007", 0, "Quảng Hòa"), ("-5001", 0, "Quảng Hòa"),
    ]  # fmt: skip


async def test_a_group_that_moves_in_the_middle_of_the_question_is_bound_where_it_is_now(
    stage: Stage, room: Room, manager: Phone
) -> None:
    await room.says(manager, "/gannhom")
    question = room.board.last
    await room.becomes("-1009")
    late = Room(stage)  # the press comes from the old group's message, under its old id
    new = stage.phones["-1009"]
    await late.presses(manager, "Gắn nhóm", on=question)
    assert new.screen().startswith("✔ Nhóm này theo dõi huyện Quảng Hòa")
    assert await followed(stage) == [("-1009", 0, "Quảng Hòa")]
    await room.says(manager, "/gannhom")
    room.sees("Nhóm này đã theo dõi huyện Quảng Hòa")


async def test_a_bound_group_that_moves_stays_bound_and_hearing_it_twice_changes_nothing(
    stage: Stage, room: Room, manager: Phone
) -> None:
    await bound(room, manager)
    await room.becomes("-1009")
    old = Room(stage)
    await old.becomes("-1009")
    await old.lets_the_bot(manager, come=False)
    await room.lets_the_bot(manager)
    assert room.shows() == ""
    assert await followed(stage) == [("-1009", 0, "Quảng Hòa")]
    assert await rows(stage, "SELECT state FROM group_chat") == [("reachable",)]


async def test_the_bot_greets_once_and_says_how_to_bind_the_group(stage: Stage, room: Room, manager: Phone) -> None:
    hello = (
        "Kính chào anh/chị! Đây là trợ lý báo cáo nông thôn mới.\n"
        "Để nhóm nhận bản tổng hợp của một đơn vị, người quản lý của đơn vị gõ /gannhom kèm tên đơn vị. "
        "Báo cáo vẫn điền trong cuộc trò chuyện riêng với trợ lý."
    )
    await room.lets_the_bot(manager)
    assert room.shows() == hello
    await room.says(manager, "/start abc")
    assert room.shows() == ""
    await room.says(manager, "/baocao")
    room.sees("Xin anh/chị nhắn riêng cho trợ lý để báo cáo; trong nhóm trợ lý không nhận báo cáo.")
    await room.says(manager, "/menu")
    assert room.shows() == ""
    stage.clock.wind(hours=1)
    await room.says(manager, "/trogiup")
    assert room.shows() == hello


async def test_in_the_private_chat_the_command_says_where_it_belongs(manager: Phone) -> None:
    await manager.says("/gannhom huyện Quảng Hòa")
    manager.sees("Lệnh /gannhom dùng trong nhóm: xin anh/chị thêm trợ lý vào nhóm rồi gõ lệnh ở đó.")


async def test_a_fault_of_ours_is_told_with_a_code_and_binds_nothing(
    stage: Stage, room: Room, manager: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    await room.says(manager, "/gannhom")

    async def broken(*_args: object, **_values: object) -> None:
        raise RuntimeError("ours")

    monkeypatch.setattr("handlers.group_turn.bind", broken)
    await room.presses(manager, "Gắn nhóm")
    room.sees("Hệ thống vừa trục trặc (mã ")
    monkeypatch.undo()
    assert await followed(stage) == []
    await room.presses(manager, "Gắn nhóm")
    assert await followed(stage) == [("-5001", 0, "Quảng Hòa")]
