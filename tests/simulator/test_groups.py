"""Groups: who is let in, what the bot hears there, topics, and the move to a supergroup."""

import pytest

from bot.simulator.telegram.groups import Group
from bot.simulator.telegram.phones import Phone
from bot.simulator.telegram.spec import Json
from bot.simulator.telegram.world import World
from tests.simulator.bot_side import BotSide


@pytest.fixture
def group(world: World, officer: Phone) -> Group:
    return Group(world, title="Ban Chỉ đạo huyện", by=officer)


def _kinds(updates: list[Json]) -> list[str]:
    return [next(name for name in update if name != "update_id") for update in updates]


async def test_the_bot_hears_that_it_was_let_in(bot: BotSide, group: Group, officer: Phone) -> None:
    group.add_bot(by=officer, payload="abc")
    updates = await bot.updates()
    assert _kinds(updates) == ["my_chat_member", "message", "message"]
    assert updates[0]["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert updates[2]["message"]["text"] == "/start@ntm_simulator_bot abc"


async def test_with_privacy_the_bot_hears_only_what_is_meant_for_it(
    bot: BotSide, world: World, group: Group, officer: Phone
) -> None:
    group.add_bot(by=officer)
    sent = await bot.call("sendMessage", chat_id=group.id, text="Chào cả nhà")
    before = world.updates.next_id()
    officer.say("chuyện riêng", chat=group.id)
    officer.say("/tonghop", chat=group.id)
    officer.say("/tonghop@other_bot", chat=group.id)
    officer.say("hỏi @ntm_simulator_bot", chat=group.id)
    officer.say("trả lời", chat=group.id, reply_to=sent["message_id"])
    heard = [update["message"]["text"] for update in await bot.updates(offset=before)]
    assert heard == ["/tonghop", "hỏi @ntm_simulator_bot", "trả lời"]
    group.promote_bot(by=officer)
    before = world.updates.next_id()
    officer.say("chuyện riêng", chat=group.id)
    assert [update["message"]["text"] for update in await bot.updates(offset=before)] == ["chuyện riêng"]


@pytest.mark.parametrize(("kind", "name"), [("group", "group"), ("supergroup", "supergroup")])
async def test_a_bot_that_was_thrown_out_or_left_may_not_write(
    bot: BotSide, world: World, officer: Phone, kind: str, name: str
) -> None:
    group = Group(world, title="Huyện", by=officer, kind="supergroup" if kind == "supergroup" else "group")
    group.add_bot(by=officer)
    group.remove_bot(by=officer)
    assert await bot.refused("sendMessage", chat_id=group.id, text="x") == (
        f"Forbidden: bot was kicked from the {name} chat"
    )
    group.add_bot(by=officer)
    await bot.call("leaveChat", chat_id=group.id)
    assert await bot.refused("sendMessage", chat_id=group.id, text="x") == (
        f"Forbidden: bot is not a member of the {name} chat"
    )


async def test_a_group_that_became_a_supergroup_says_where_it_went(bot: BotSide, group: Group, officer: Phone) -> None:
    group.add_bot(by=officer)
    await bot.updates()
    old, new = group.id, group.become_supergroup(by=officer)
    answer = await bot.answer("sendMessage", chat_id=old, text="x")
    assert (answer["error_code"], answer["description"], answer["parameters"]) == (
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        {"migrate_to_chat_id": new},
    )
    moved = [update["message"] for update in (await bot.updates())[-2:]]
    assert (moved[0]["migrate_to_chat_id"], moved[1]["migrate_from_chat_id"]) == (new, old)
    sent = await bot.call("sendMessage", chat_id=new, text="x")
    assert sent["chat"]["type"] == "supergroup"
    officer.say("/tonghop", chat=old)
    assert (await bot.updates())[-1]["message"]["chat"]["id"] == new


async def test_topics_carry_their_messages_and_unknown_ones_are_refused(
    bot: BotSide, world: World, officer: Phone
) -> None:
    forum = Group(world, title="Huyện", by=officer, kind="supergroup", is_forum=True)
    forum.add_bot(by=officer)
    topic = forum.open_topic("Nông thôn mới", by=officer)
    sent = await bot.call("sendMessage", chat_id=forum.id, message_thread_id=topic, text="Tuần 23")
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic, True)
    assert await bot.refused("sendMessage", chat_id=forum.id, message_thread_id=999, text="x") == (
        "Bad Request: message thread not found"
    )
    officer.say("/tonghop", chat=forum.id, thread=topic)
    assert (await bot.updates())[-1]["message"]["message_thread_id"] == topic


async def test_members_are_told_to_an_administrator_that_asked(
    bot: BotSide, world: World, group: Group, officer: Phone
) -> None:
    await bot.updates(allowed_updates=["chat_member"])
    group.add_bot(by=officer, administrator=True)
    colleague = Phone(world, world.add_user(first_name="Phó"), phone_number="+84")
    group.join(colleague)
    group.leave(colleague)
    updates = await bot.updates()
    assert _kinds(updates) == ["chat_member", "chat_member"]
    assert updates[1]["chat_member"]["new_chat_member"]["status"] == "left"


async def test_the_bot_learns_about_a_group_and_its_members(bot: BotSide, group: Group, officer: Phone) -> None:
    group.add_bot(by=officer, administrator=True)
    assert (await bot.call("getChat", chat_id=group.id))["title"] == "Ban Chỉ đạo huyện"
    member = await bot.call("getChatMember", chat_id=group.id, user_id=officer.id)
    assert member["status"] == "creator"
    administrators: object = await bot.call("getChatAdministrators", chat_id=group.id)
    assert isinstance(administrators, list)
    assert [one["status"] for one in administrators] == ["creator", "administrator"]
    count: object = await bot.call("getChatMemberCount", chat_id=group.id)
    assert count == 2


async def test_a_person_outside_cannot_write_in_a_group(world: World, group: Group) -> None:
    outsider = Phone(world, world.add_user(first_name="Người lạ"), phone_number="+84")
    with pytest.raises(ValueError, match="no member"):
        outsider.say("xin chào", chat=group.id)


async def test_a_telephone_number_is_asked_for_in_private_only(bot: BotSide, group: Group, officer: Phone) -> None:
    group.add_bot(by=officer)
    markup = {"keyboard": [[{"text": "Gửi số", "request_contact": True}]]}
    assert await bot.refused("sendMessage", chat_id=group.id, text="?", reply_markup=markup) == (
        "Bad Request: phone number can be requested in private chats only"
    )


async def test_rights_that_were_taken_are_told_and_refused_until_they_are_given_back(
    bot: BotSide, world: World, officer: Phone
) -> None:
    group = Group(world, title="Huyện", by=officer, kind="supergroup")
    group.add_bot(by=officer)
    await bot.updates()
    before = world.updates.next_id()
    group.restrict_bot(by=officer, may_not={"text messages"})
    (told,) = await bot.updates(offset=before)
    member = told["my_chat_member"]["new_chat_member"]
    assert (member["status"], member["can_send_messages"], member["can_send_photos"]) == ("restricted", False, True)
    assert world.spec.problems(told, "Update") == []
    assert await bot.refused("sendMessage", chat_id=group.id, text="x") == (
        "Bad Request: not enough rights to send text messages to the chat"
    )
    group.restrict_bot(by=officer, may_not=set())
    assert (await bot.call("sendMessage", chat_id=group.id, text="x"))["text"] == "x"


async def test_what_a_group_forbids_its_members_only_an_administrator_may(
    bot: BotSide, world: World, group: Group, officer: Phone
) -> None:
    group.add_bot(by=officer)
    group.forbid_all("text messages")
    assert await bot.refused("sendMessage", chat_id=group.id, text="x") == (
        "Bad Request: not enough rights to send text messages to the chat"
    )
    group.promote_bot(by=officer)
    assert (await bot.call("sendMessage", chat_id=group.id, text="x"))["text"] == "x"


async def test_a_closed_topic_and_a_deleted_one_take_nothing(bot: BotSide, world: World, officer: Phone) -> None:
    forum = Group(world, title="Huyện", by=officer, kind="supergroup", is_forum=True)
    forum.add_bot(by=officer)
    topic = forum.open_topic("Nông thôn mới", by=officer)
    forum.close_topic(topic, by=officer)
    assert await bot.refused("sendMessage", chat_id=forum.id, message_thread_id=topic, text="x") == (
        "Bad Request: TOPIC_CLOSED"
    )
    updates = await bot.updates()
    assert updates[-1]["message"]["forum_topic_closed"] == {}
    assert world.spec.problems(updates[-1], "Update") == []
    forum.delete_topic(topic)
    assert await bot.refused("sendMessage", chat_id=forum.id, message_thread_id=topic, text="x") == (
        "Bad Request: message thread not found"
    )
    assert (await bot.call("sendMessage", chat_id=forum.id, text="x"))["text"] == "x"
