"""Edits, deletions, pins, and answers to pressed buttons."""

import pytest

from bot.simulator.telegram.phones import Phone
from bot.simulator.telegram.spec import Json
from tests.simulator.bot_side import BotSide, HandClock

MARKUP = {"inline_keyboard": [[{"text": "Đạt", "callback_data": "1"}]]}
SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)


@pytest.fixture
async def question(bot: BotSide, officer: Phone) -> Json:
    """A message with a button; what comes back names it in further calls."""
    sent = await bot.call("sendMessage", chat_id=officer.id, text="Đạt chưa?", reply_markup=MARKUP)
    return {"chat_id": officer.id, "message_id": sent["message_id"]}


async def test_an_edit_without_a_keyboard_removes_it(bot: BotSide, officer: Phone, question: Json) -> None:
    edited = await bot.call("editMessageText", **question, text="Đạt chưa?")
    assert "reply_markup" not in edited
    assert (officer.last().labels(), officer.last().changes) == ([], 1)


async def test_an_edit_that_changes_nothing_is_refused(bot: BotSide, officer: Phone, question: Json) -> None:
    assert await bot.refused("editMessageText", **question, text=" Đạt chưa? ", reply_markup=MARKUP) == SAME
    assert await bot.refused("editMessageReplyMarkup", **question, reply_markup=MARKUP) == SAME
    assert officer.last().changes == 0


async def test_the_keyboard_alone_is_changed_and_removed(bot: BotSide, officer: Phone, question: Json) -> None:
    other = {"inline_keyboard": [[{"text": "Chưa", "callback_data": "0"}]]}
    await bot.call("editMessageReplyMarkup", **question, reply_markup=other)
    assert officer.last().labels() == ["Chưa"]
    await bot.call("editMessageReplyMarkup", **question)
    assert officer.last().labels() == []


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"text": "x" * 4097}, "Bad Request: MESSAGE_TOO_LONG"),
        ({"text": ""}, "Bad Request: message text is empty"),
        ({"text": "x", "message_id": 999_999}, "Bad Request: message to edit not found"),
        ({"text": "x", "message_id": 1}, "Bad Request: message can't be edited"),
    ],
)
async def test_an_edit_that_cannot_be_made_is_refused(
    bot: BotSide, question: Json, changed: Json, refusal: str
) -> None:
    assert await bot.refused("editMessageText", **{**question, **changed}) == refusal


async def test_a_message_with_a_keyboard_below_the_input_field_cannot_be_edited(bot: BotSide, officer: Phone) -> None:
    sent = await bot.call("sendMessage", chat_id=officer.id, text="Chọn", reply_markup={"keyboard": [["Đạt"]]})
    assert (
        await bot.refused("editMessageText", chat_id=officer.id, message_id=sent["message_id"], text="Khác")
        == "Bad Request: message can't be edited"
    )


async def test_a_deleted_message_is_gone_from_the_phone(bot: BotSide, officer: Phone, question: Json) -> None:
    await bot.call("deleteMessage", **question)
    assert officer.from_bot() == []
    assert await bot.refused("deleteMessage", **question) == "Bad Request: message to delete not found"
    assert await bot.refused("editMessageText", **question, text="x") == "Bad Request: message to edit not found"


async def test_after_two_days_a_message_cannot_be_deleted(bot: BotSide, question: Json, clock: HandClock) -> None:
    clock.wind(hours=48, seconds=1)
    assert await bot.refused("deleteMessage", **question) == ("Bad Request: message can't be deleted for everyone")


async def test_a_pinned_message_is_told_to_the_bot_too(bot: BotSide, officer: Phone, question: Json) -> None:
    await bot.call("pinChatMessage", **question)
    (update,) = await bot.updates()
    assert update["message"]["pinned_message"]["message_id"] == question["message_id"]
    chat = await bot.call("getChat", chat_id=officer.id)
    assert chat["pinned_message"]["message_id"] == question["message_id"]
    await bot.call("unpinChatMessage", chat_id=officer.id)
    assert "pinned_message" not in await bot.call("getChat", chat_id=officer.id)


TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def test_the_first_answer_to_a_press_counts(bot: BotSide, officer: Phone, question: Json) -> None:
    press = officer.press("Đạt", message_id=question["message_id"])
    (update,) = await bot.updates()
    query = update["callback_query"]["id"]
    await bot.call("answerCallbackQuery", callback_query_id=query, text="Đã ghi", show_alert=True)
    assert await press.answered() == "Đã ghi"
    assert press.query is not None
    assert press.query.alert
    assert await bot.refused("answerCallbackQuery", callback_query_id=query) == TOO_OLD


async def test_an_answer_to_an_unknown_press_or_too_late_is_refused(
    bot: BotSide, officer: Phone, question: Json, clock: HandClock
) -> None:
    assert await bot.refused("answerCallbackQuery", callback_query_id="12") == TOO_OLD
    press = officer.press("Đạt", message_id=question["message_id"])
    (update,) = await bot.updates()
    clock.wind(seconds=31)
    assert await bot.refused("answerCallbackQuery", callback_query_id=update["callback_query"]["id"]) == TOO_OLD
    assert press.query is not None
    assert not press.query.answered


async def test_an_answer_of_more_than_200_letters_leaves_the_press_open(
    bot: BotSide, officer: Phone, question: Json
) -> None:
    officer.press("Đạt", message_id=question["message_id"])
    (update,) = await bot.updates()
    query = update["callback_query"]["id"]
    assert await bot.refused("answerCallbackQuery", callback_query_id=query, text="x" * 201) == (
        "Bad Request: MESSAGE_TOO_LONG"
    )
    await bot.call("answerCallbackQuery", callback_query_id=query, text="x" * 200)


async def test_a_press_under_a_deleted_message_says_that_it_is_gone(
    bot: BotSide, officer: Phone, question: Json
) -> None:
    await bot.call("deleteMessage", **question)
    officer.forge("1", message_id=question["message_id"])
    (update,) = await bot.updates()
    assert update["callback_query"]["message"]["date"] == 0
