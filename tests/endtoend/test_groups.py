"""Groups against the emulated Telegram: bound by pressing, followed where they move, and what becomes of those that put
the bot out, silence it or lose their topic.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.channels.telegram.render import TelegramRenderer
from bot.simulator.telegram.groups import Group
from conversations.engine.screen import Message
from conversations.programme.person import Role
from handlers.groups_watch import watch_groups
from storage.groups import groups_following
from storage.open import open_database
from storage.outbox import Outgoing, put_later
from storage.times import millis
from storage.unit_names import unit_named
from tests.endtoend.inside import Inside, inside

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.simulator.telegram.phones import Phone
    from storage.database import Database

MODES = pytest.mark.parametrize("mode", ["polling", "webhook"])
DISTRICT = "huyện Quảng Hòa"


@pytest.fixture
async def bot(folder: Path, request: pytest.FixtureRequest) -> AsyncIterator[Inside]:
    mode = request.node.callspec.params.get("mode", "webhook") if hasattr(request.node, "callspec") else "webhook"
    database = await open_database(f"sqlite:///{folder}/ntm.db")
    try:
        async with inside(database, folder, mode=mode) as found:
            yield found
    finally:
        await database.close()


@pytest.fixture
async def manager(bot: Inside) -> Phone:
    return await bot.joined(DISTRICT, Role.MANAGER, "Phòng Nông nghiệp")


def founded(bot: Inside, by: Phone, *, forum: bool = False) -> Group:
    group = Group(bot.world, title="Nông thôn mới", by=by, kind="supergroup" if forum else "group", is_forum=forum)
    group.add_bot(by=by)
    return group


async def binds(bot: Inside, manager: Phone, group: Group, *, topic: int | None = None) -> None:
    manager.say("/gannhom", chat=group.id, thread=topic)
    place = "nhóm này" if topic is None else "chủ đề này"
    asked = f"Gắn {place} với huyện Quảng Hòa?"
    await bot.until(lambda: any(asked in shown.text for shown in manager.from_bot(chat=group.id)))
    manager.press("Gắn nhóm", chat=group.id)
    done = f"✔ {place.capitalize()} theo dõi huyện Quảng Hòa từ hôm nay"
    await bot.until(lambda: any(done in shown.text for shown in manager.from_bot(chat=group.id)))
    await bot.settled()


async def states(database: Database) -> list[tuple[Any, ...]]:
    async with database.read() as tx:
        rows: Any = await tx.all("SELECT address, topic, state FROM group_chat WHERE ended_at IS NULL ORDER BY id")
    return [tuple(row) for row in rows]


async def sent(bot: Inside, address: str, text: str, *, method: str = "sendMessage") -> None:
    """What a digest would send to a place, delivered or refused."""
    if method == "sendMessage":
        body = TelegramRenderer().message(Message(name="m", text=text), address=address)
    else:
        body = b'{"method":"sendPhoto","chat_id":%s,"photo":"AgAC"}' % address.encode()
    before = len(bot.world.calls_of(method))
    async with bot.database.write() as tx:
        outgoing = Outgoing(channel="telegram", address=address, kind="notice", body=body)
        put_later(tx, outgoing, at=millis(bot.clock.now()))
    await bot.until(lambda: len(bot.world.calls_of(method)) > before)
    await bot.settled()


@MODES
async def test_a_group_is_bound_by_its_manager_and_another_member_only_gets_a_toast(
    bot: Inside, manager: Phone, mode: str
) -> None:
    officer = await bot.joined("xã Phúc Sen", Role.COMMUNE_OFFICER)
    group = founded(bot, manager)
    group.join(officer)
    await manager.sees("người quản lý của đơn vị gõ /gannhom", chat=group.id)
    assert [command["command"] for command in manager.screen(chat=group.id).commands] == [
        "tonghop", "bangtieuchi", "gannhom", "bogannhom",
    ]  # fmt: skip
    manager.say("/gannhom@ntm_simulator_bot", chat=group.id)
    await manager.sees("Gắn nhóm này với huyện Quảng Hòa?", chat=group.id)
    toast = await officer.press("Gắn nhóm", chat=group.id).answered()
    assert toast == "Chỉ người đã gõ lệnh mới bấm được nút này."
    manager.press("Gắn nhóm", chat=group.id)
    await manager.sees("✔ Nhóm này theo dõi huyện Quảng Hòa", chat=group.id)
    assert manager.last(chat=group.id).labels() == []
    assert await states(bot.database) == [(str(group.id), 0, "reachable")]


async def test_a_topic_is_bound_where_the_command_was_given(bot: Inside, manager: Phone) -> None:
    group = founded(bot, manager, forum=True)
    topic = group.open_topic("Tổng hợp", by=manager)
    await binds(bot, manager, group, topic=topic)
    assert [shown.thread for shown in manager.from_bot(chat=group.id)][1:] == [topic, topic]
    assert await states(bot.database) == [(str(group.id), topic, "reachable")]


@MODES
async def test_a_group_that_moves_in_the_middle_of_the_question_is_bound_where_it_is(
    bot: Inside, manager: Phone, mode: str
) -> None:
    group = founded(bot, manager)
    manager.say("/gannhom", chat=group.id)
    await manager.sees("Gắn nhóm này", chat=group.id)
    await bot.settled()
    old = bot.world.chats[group.id]
    question = next(message for message in old.messages.values() if message.markup is not None)
    new = group.become_supergroup(by=manager)
    query = bot.world.new_query(chat=old, user=manager.user, message_id=question.id, data=_data(question.markup, 0))
    payload = {
        "id": query.id,
        "from": manager.user.as_json(),
        "message": question.as_pressed(),
        "chat_instance": old.instance,
        "data": query.data,
    }
    bot.world.push("callback_query", payload, chat=new, queue=f"chat {old.id}")
    await manager.sees("✔ Nhóm này theo dõi huyện Quảng Hòa", chat=new)
    await bot.settled()
    assert await states(bot.database) == [(str(new), 0, "reachable")]


def _data(markup: Any, row: int) -> str:
    return str(markup["inline_keyboard"][row][0]["callback_data"])


async def test_the_answer_that_a_group_has_moved_is_enough(bot: Inside, manager: Phone) -> None:
    group = founded(bot, manager)
    await binds(bot, manager, group)
    old, new = group.id, group.become_supergroup(by=manager)
    await bot.world.acknowledged()
    async with bot.database.write() as tx:  # as if neither notice had come
        await tx.run("UPDATE group_chat SET address = :old", old=str(old))
        await tx.run("DELETE FROM group_move")
    await sent(bot, str(old), "Tổng hợp tuần")
    await manager.sees("Tổng hợp tuần", chat=new)
    assert await states(bot.database) == [(str(new), 0, "reachable")]


async def test_who_bound_it_is_told_at_once_and_the_group_is_reachable_when_the_bot_comes_back(
    bot: Inside, manager: Phone
) -> None:
    group = founded(bot, manager)
    await binds(bot, manager, group)
    group.remove_bot(by=manager)
    await manager.sees("Trợ lý không còn ở trong nhóm “Nông thôn mới”")
    await bot.settled()
    assert await states(bot.database) == [(str(group.id), 0, "removed")]
    bot.wind(hours=2)
    group.add_bot(by=manager)
    await manager.sees("Trợ lý đã trở lại. Nhóm này đang theo dõi huyện Quảng Hòa.", chat=group.id)
    await bot.settled()
    assert await states(bot.database) == [(str(group.id), 0, "reachable")]


async def test_rights_that_were_lost_without_a_word_show_when_something_is_sent(bot: Inside, manager: Phone) -> None:
    group = founded(bot, manager)
    await binds(bot, manager, group)
    group.forbid_all("text messages", "photos")
    await sent(bot, str(group.id), "Tuần 23")
    await bot.until(lambda: "không cho trợ lý viết" in manager.last().text)
    assert await states(bot.database) == [(str(group.id), 0, "no_rights")]
    group.forbid_all()
    await sent(bot, str(group.id), "Tuần 24")
    assert manager.last(chat=group.id).text == "Tuần 24"
    await bot.settled()
    assert await states(bot.database) == [(str(group.id), 0, "reachable")]


async def test_a_group_without_pictures_still_gets_its_text(bot: Inside, manager: Phone) -> None:
    group = founded(bot, manager)
    await binds(bot, manager, group)
    group.forbid_all("photos")
    await sent(bot, str(group.id), "", method="sendPhoto")
    await bot.until(lambda: "không cho trợ lý gửi ảnh" in manager.last().text)
    await sent(bot, str(group.id), "Tuần 23")
    assert manager.last(chat=group.id).text == "Tuần 23"
    assert await states(bot.database) == [(str(group.id), 0, "reachable")]


async def test_a_deleted_topic_is_told_and_the_rest_of_the_group_goes_on(bot: Inside, manager: Phone) -> None:
    group = founded(bot, manager, forum=True)
    topic = group.open_topic("Tổng hợp", by=manager)
    await binds(bot, manager, group, topic=topic)
    await binds(bot, manager, group)
    group.delete_topic(topic)
    await sent(bot, f"{group.id}/{topic}", "Tuần 23")
    await bot.until(lambda: "Chủ đề nhận bản tổng hợp" in manager.last().text)
    await sent(bot, str(group.id), "Tuần 24")
    assert manager.last(chat=group.id).text == "Tuần 24"
    await bot.settled()
    assert await states(bot.database) == [(str(group.id), topic, "topic_gone"), (str(group.id), 0, "reachable")]
    async with bot.database.read() as tx:
        unit = await unit_named(tx, DISTRICT, day=bot.clock.now().date())
        following = await groups_following(tx, unit.id)
    assert [one.address for one in following] == [str(group.id)]


async def test_after_a_day_the_admin_gets_one_notice_from_the_tick(bot: Inside, manager: Phone) -> None:
    admin = await bot.joined(DISTRICT, Role.ADMIN, "Quản trị")
    group = founded(bot, manager)
    await binds(bot, manager, group)
    group.remove_bot(by=manager)
    await manager.sees("Trợ lý không còn ở trong nhóm")
    bot.clock.set(bot.clock.now() + timedelta(days=1))
    for _ in range(2):
        await watch_groups(bot.database, bot.serving._parts.turns.services)
    await bot.until(lambda: "Hơn một ngày nay" in admin.last().text)
    told = [shown for shown in admin.from_bot() if "Hơn một ngày nay" in shown.text]
    assert len(told) == 1
    assert "• “Nông thôn mới” (huyện Quảng Hòa): trợ lý không còn ở trong nhóm, từ 5/6/2023" in told[0].text


async def test_the_summary_and_the_table_arrive_in_the_group(bot: Inside, manager: Phone) -> None:
    group = founded(bot, manager)
    await binds(bot, manager, group)
    manager.say("/tonghop", chat=group.id)
    await bot.until(lambda: "Báo cáo 6 tháng đầu năm 2023" in manager.last(chat=group.id).text)
    manager.say("/bangtieuchi", chat=group.id)
    await bot.until(lambda: bot.world.calls_of("sendPhoto", chat=group.id))
    await bot.settled()
    (call,) = bot.world.calls_of("sendPhoto", chat=group.id)
    assert call.outcome == "ok"
    assert manager.last(chat=group.id).kind == "photo"
