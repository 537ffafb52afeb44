"""What is read of groups, and what is nobody's business there."""

from typing import Any

import orjson
import pytest

from bot.channels.telegram.updates import Ignored, Read, Received, read_update
from conversations.engine.group import BotStands, GroupCommanded, GroupMoved, GroupPressed
from handlers.group_turn import GroupIncoming

OFFICER = {"id": 700, "is_bot": False, "first_name": "Nông Thị"}
GROUP = {"id": -100, "type": "supergroup", "title": " Ban  chỉ đạo "}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


def read(kind: str, **members: object) -> Read:
    return read_update(orjson.dumps({"update_id": 5, kind: members}), username="ntm_bot")


def said(text: str, **members: object) -> Read:
    return read("message", **{"message_id": 9, "chat": GROUP, "from": OFFICER, "text": text, **members})


def incoming(found: Read) -> GroupIncoming:
    assert isinstance(found, Received), found
    assert isinstance(found.incoming, GroupIncoming)
    return found.incoming


def test_a_command_names_group_topic_and_the_account_that_gave_it() -> None:
    assert said("/GanNhom@NTM_bot huyện  Quảng Hòa", message_thread_id=45, is_topic_message=True) == Received(
        incoming=GroupIncoming(
            channel="telegram",
            key="5",
            kind="message",
            address="-100",
            topic=45,
            title="Ban chỉ đạo",
            sender="700",
            event=GroupCommanded(name="gannhom", arguments="huyện Quảng Hòa"),
        )
    )


def test_the_thread_of_an_answer_is_no_topic() -> None:
    assert incoming(said("/gannhom", message_thread_id=8)).topic is None


def test_who_writes_in_the_groups_name_has_no_account() -> None:
    for sender in ({"from": ANONYMOUS}, {"from": OFFICER}):
        assert incoming(said("/gannhom", sender_chat=GROUP, **sender)).sender == ""


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"text": "hôm nay họp"}, "talk in a group"),
        ({"text": "/menu@other_bot"}, "talk in a group"),
        ({"text": "hôm nay họp", "sender_chat": GROUP, "from": ANONYMOUS}, "talk in a group"),
        ({"text": "/menu", "chat": {"id": -7, "type": "channel"}}, "talk in a group"),
        ({"text": "/menu", "from": {**OFFICER, "is_bot": True}}, "sent by a bot"),
        ({"text": "/menu", "from": None}, "no sender"),
    ],
)
def test_talk_is_nobodys_business(members: dict[str, Any], reason: str) -> None:
    text = str(members.pop("text"))
    assert said(text, **members) == Ignored(key="5", kind="message", reason=reason)


def test_a_press_names_who_pressed_and_waits_for_its_answer() -> None:
    below = {"message_id": 9, "date": 1, "chat": GROUP}
    found = read("callback_query", **{"id": "77", "from": OFFICER, "message": below, "data": "1f|yes"})
    assert isinstance(found, Received)
    assert found.query == "77"
    pressed = incoming(found)
    assert (pressed.event, pressed.sender, pressed.pressed_on) == (GroupPressed(token="1f", option="yes"), "700", "9")


@pytest.mark.parametrize("data", ["@|report:1.2.2023-H1", "không phải", "x" * 65, None])
def test_a_forged_button_is_of_no_question(data: str | None) -> None:
    below = {"message_id": 9, "date": 1, "chat": GROUP}
    found = read("callback_query", **{"id": "77", "from": OFFICER, "message": below, "data": data})
    assert incoming(found).event == GroupPressed(token="", option="")


MEMBER = {"status": "member"}
LEFT = {"status": "left"}
CUT = {"status": "restricted", "is_member": True, "can_send_messages": False}
HELD = {"status": "restricted", "is_member": True, "can_send_messages": True}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (LEFT, MEMBER, BotStands(inside=True, may_write=True, came=True)),
        (MEMBER, {"status": "administrator"}, BotStands(inside=True, may_write=True, came=False)),
        (MEMBER, CUT, BotStands(inside=True, may_write=False, came=False)),
        (CUT, HELD, BotStands(inside=True, may_write=True, came=False)),
        (MEMBER, {"status": "kicked"}, BotStands(inside=False, may_write=False, came=False)),
        (CUT, {**CUT, "is_member": False}, BotStands(inside=False, may_write=False, came=False)),
        ({"status": "kicked"}, CUT, BotStands(inside=True, may_write=False, came=True)),
    ],
)
def test_the_bots_place_is_read_with_its_rights(
    before: dict[str, Any], after: dict[str, Any], expected: BotStands
) -> None:
    change = read(
        "my_chat_member", **{"chat": GROUP, "from": OFFICER, "old_chat_member": before, "new_chat_member": after}
    )
    assert incoming(change).event == expected


def test_both_notices_of_a_move_say_the_same() -> None:
    old, new = {"id": -5, "type": "group"}, {"id": -1005, "type": "supergroup"}
    for notice in (
        read("message", message_id=9, chat=old, migrate_to_chat_id=-1005),
        read("message", **{"message_id": 1, "chat": new, "from": OFFICER, "migrate_from_chat_id": -5}),
    ):
        assert (incoming(notice).address, incoming(notice).event) == ("-5", GroupMoved(to="-1005"))
