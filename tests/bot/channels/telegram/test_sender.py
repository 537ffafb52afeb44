import logging
from typing import Any

import orjson
import pytest

from bot.channels.results import (
    ChatClosed,
    Locked,
    Migrated,
    Refused,
    Result,
    RetryAfter,
    Sent,
    Unclear,
    Unreachable,
)
from bot.channels.telegram.connection import Connection
from bot.channels.telegram.render import TelegramRenderer
from bot.channels.telegram.sender import TelegramSender, press_answer, refusal_of
from bot.simulator.telegram.faults import FaultKind
from bot.simulator.telegram.groups import Group
from bot.simulator.telegram.phones import Phone
from bot.simulator.telegram.server import Emulator
from conversations.engine.screen import Message, Option, Screen
from conversations.programme.group import Barrier
from handlers.ports import Place

RENDERER = TelegramRenderer()
QUESTION = Screen(name="q", text="Câu 2", rows=((Option("met", "Đạt"),),))


def told(text: str, phone: Phone) -> bytes:
    return RENDERER.message(Message(name="m", text=text), address=str(phone.id))


def edited(screen: Screen, phone: Phone, message: int) -> bytes:
    return RENDERER.screen(screen, token="2", place=Place(address=str(phone.id), edit=str(message)))


@pytest.fixture
def sender(connection: Connection) -> TelegramSender:
    return TelegramSender(connection)


async def test_a_call_stands_in_the_chat_and_tells_its_message(
    sender: TelegramSender, phone: Phone, emulator: Emulator
) -> None:
    result = await sender.send(told("Chào <b>anh</b> & chị", phone))

    assert phone.last().text == "Chào <b>anh</b> & chị"
    assert result == Sent(str(phone.last().id))
    assert emulator.world.violations == []


async def test_an_edit_changes_the_message_and_keeps_its_number(sender: TelegramSender, phone: Phone) -> None:
    first = await sender.send(told("Câu 1", phone))
    assert isinstance(first, Sent)

    second = await sender.send(edited(QUESTION, phone, int(first.message_id)))

    assert second == first
    assert [shown.text for shown in phone.from_bot()] == ["Câu 2"]


async def test_an_edit_that_changes_nothing_has_been_done(sender: TelegramSender, phone: Phone) -> None:
    first = await sender.send(told("Câu 1", phone))
    assert isinstance(first, Sent)
    same = edited(Screen(name="q", text="Câu 1"), phone, int(first.message_id))

    assert await sender.send(same) == first


async def test_an_edit_of_a_message_that_is_gone_comes_as_a_new_message(sender: TelegramSender, phone: Phone) -> None:
    result = await sender.send(edited(QUESTION, phone, 999_999))

    assert phone.last().text == "Câu 2"
    assert result == Sent(str(phone.last().id))


async def test_taking_buttons_from_a_message_that_is_gone_is_done(sender: TelegramSender, phone: Phone) -> None:
    body = RENDERER.unbutton(address=str(phone.id), message_id="999999")
    assert body is not None

    assert await sender.send(body) == Sent()


@pytest.mark.parametrize(
    ("fault", "times", "expected"),
    [
        (FaultKind.OFFLINE, 1, Unclear("the line broke")),
        (FaultKind.LOST, 1, Unclear("the line broke")),
        (FaultKind.BROKEN, 1, Unclear("an answer that is no JSON")),
        (FaultKind.TOO_MANY, 1, RetryAfter(7.0)),
        (FaultKind.BLOCKED, 1, ChatClosed("Forbidden: bot was blocked by the user")),
    ],
)
async def test_faults_are_told_apart(
    sender: TelegramSender, phone: Phone, emulator: Emulator, fault: FaultKind, times: int, expected: Result
) -> None:
    emulator.world.faults.set(fault, times=times, retry_after=7)

    assert await sender.send(told("Câu 1", phone)) == expected


@pytest.mark.parametrize(
    ("code", "kind"), [(500, Unreachable), (503, Unreachable), (502, Unclear), (504, Unclear), (429, RetryAfter)]
)
async def test_of_server_faults_only_those_in_between_are_unclear(code: int, kind: type[Result]) -> None:
    assert isinstance(refusal_of(code, b"<html>bad</html>"), kind)


async def test_without_a_network_nothing_was_sent(sender: TelegramSender, phone: Phone, emulator: Emulator) -> None:
    body = told("Câu 1", phone)
    await emulator.unplug()

    assert await sender.send(body) == Unreachable("ConnectionRefusedError")


async def test_a_person_who_blocked_or_never_wrote_is_a_closed_chat(
    sender: TelegramSender, phone: Phone, emulator: Emulator
) -> None:
    stranger = emulator.phones.add(first_name="Người lạ")
    phone.block()

    assert await sender.send(told("Câu 1", phone)) == ChatClosed("Forbidden: bot was blocked by the user")
    assert await sender.send(told("Câu 1", stranger)) == ChatClosed(
        "Forbidden: bot can't initiate conversation with a user"
    )
    gone = RENDERER.message(Message(name="m", text="x"), address="123")
    assert await sender.send(gone) == ChatClosed("Bad Request: chat not found", Barrier.REMOVED)


async def test_a_group_that_became_a_supergroup_tells_its_new_address(
    sender: TelegramSender, phone: Phone, emulator: Emulator
) -> None:
    group = Group(emulator.world, title="Ban chỉ đạo", by=phone)
    group.add_bot(by=phone)
    old = group.id
    body = RENDERER.message(Message(name="m", text="Tuần này"), address=str(old))
    new = group.become_supergroup(by=phone)

    assert await sender.send(body) == Migrated(str(new))
    assert isinstance(await sender.send(sender.moved(body, str(new))), Sent)


async def test_a_group_says_what_stands_between_it_and_the_bot(
    sender: TelegramSender, phone: Phone, emulator: Emulator
) -> None:
    forum = Group(emulator.world, title="Ban chỉ đạo", by=phone, kind="supergroup", is_forum=True)
    forum.add_bot(by=phone)
    topic = forum.open_topic("Nông thôn mới", by=phone)
    in_topic = RENDERER.message(Message(name="m", text="Tuần này"), address=f"{forum.id}/{topic}")
    in_group = RENDERER.message(Message(name="m", text="Tuần này"), address=str(forum.id))
    picture = b'{"method":"sendPhoto","chat_id":%d,"photo":"x"}' % forum.id

    assert isinstance(await sender.send(in_topic), Sent)
    assert phone.last(chat=forum.id).thread == topic
    forum.forbid_all("photos")
    assert await sender.send(picture) == Refused(
        400, "Bad Request: not enough rights to send photos to the chat", Barrier.NO_PICTURES
    )
    forum.close_topic(topic, by=phone)
    assert await sender.send(in_topic) == ChatClosed("Bad Request: TOPIC_CLOSED", Barrier.TOPIC_GONE)
    forum.delete_topic(topic)
    assert await sender.send(in_topic) == ChatClosed("Bad Request: message thread not found", Barrier.TOPIC_GONE)
    assert isinstance(await sender.send(in_group), Sent)
    forum.restrict_bot(by=phone, may_not={"text messages"})
    no_rights = ChatClosed("Bad Request: not enough rights to send text messages to the chat", Barrier.NO_RIGHTS)
    assert await sender.send(in_group) == no_rights
    forum.remove_bot(by=phone)
    assert await sender.send(in_group) == ChatClosed(
        "Forbidden: bot was kicked from the supergroup chat", Barrier.REMOVED
    )


async def test_what_telegram_will_never_take_is_refused_with_its_reason(sender: TelegramSender, phone: Phone) -> None:
    body = b'{"method":"sendMessage","chat_id":%d,"text":""}' % phone.id

    assert await sender.send(body) == Refused(400, "Bad Request: message text is empty")


async def test_a_wrong_token_is_no_fault_of_the_call(emulator: Emulator, phone: Phone) -> None:
    connection = Connection(base_url=emulator.base_url, token="1:wrong")

    assert await TelegramSender(connection).send(told("Câu 1", phone)) == Locked("Unauthorized")

    await connection.close()


async def test_a_pressed_button_is_answered_and_losing_that_raises_nothing(
    sender: TelegramSender, phone: Phone, emulator: Emulator
) -> None:
    await sender.send(RENDERER.screen(QUESTION, token="1", place=Place(address=str(phone.id))))
    press = phone.press("Đạt")
    assert press.query is not None

    await sender.answer_press(press.query.id, "Đã nhận rồi ạ.")
    assert await press.answered() == "Đã nhận rồi ạ."

    await sender.answer_press("no such query", "")
    await emulator.unplug()
    await sender.answer_press(press.query.id, "")


def test_a_toast_is_as_short_as_telegram_wants_it() -> None:
    assert orjson.loads(press_answer("7", "x" * 300)) == {"callback_query_id": "7", "text": "x" * 200}
    assert orjson.loads(press_answer("7", "")) == {"callback_query_id": "7"}


@pytest.mark.parametrize("fault", [FaultKind.OFFLINE, FaultKind.BROKEN, FaultKind.SERVER, FaultKind.BLOCKED])
async def test_no_result_and_no_log_line_holds_the_token(
    sender: TelegramSender, phone: Phone, emulator: Emulator, fault: FaultKind, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    emulator.world.faults.set(fault)

    results: list[Any] = [await sender.send(told("Câu 1", phone))]
    await emulator.unplug()
    results.append(await sender.send(told("Câu 1", phone)))

    secret = emulator.world.token.partition(":")[2]
    assert secret not in repr(results)
    assert secret not in caplog.text
