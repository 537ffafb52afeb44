"""What Telegram does to a message that the bot sends."""

import pytest

from bot.simulator.telegram.files import PHOTO_LIMIT, SAMPLES, sample
from bot.simulator.telegram.phones import Phone, Phones
from bot.simulator.telegram.world import World
from tests.simulator.bot_side import BotSide, HandClock


async def test_spaces_and_newlines_are_cut_from_both_ends(bot: BotSide, officer: Phone) -> None:
    sent = await bot.call("sendMessage", chat_id=officer.id, text="\n  Xã Phúc Sen \n")
    assert sent["text"] == "Xã Phúc Sen"


async def test_control_characters_and_direction_overrides_do_not_survive(bot: BotSide, officer: Phone) -> None:
    sent = await bot.call("sendMessage", chat_id=officer.id, text="a\x07b\u202ec\r\nd\te")
    assert sent["text"] == "a bc\nd e"


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", "Bad Request: message text is empty"),
        (" \n ", "Bad Request: text must be non-empty"),
        ("\u200b\u00a0", "Bad Request: text must be non-empty"),
        ("x" * 4097, "Bad Request: message is too long"),
    ],
)
async def test_a_text_that_shows_nothing_or_too_much_is_refused(
    bot: BotSide, officer: Phone, text: str, refusal: str
) -> None:
    assert await bot.refused("sendMessage", chat_id=officer.id, text=text) == refusal
    assert officer.from_bot() == []


async def test_letters_are_counted_not_bytes(bot: BotSide, officer: Phone) -> None:
    sent = await bot.call("sendMessage", chat_id=officer.id, text="😀" * 4096)
    assert len(sent["text"]) == 4096


async def test_commands_are_found_with_offsets_in_utf16_units(bot: BotSide, officer: Phone) -> None:
    sent = await bot.call("sendMessage", chat_id=officer.id, text="😀 gõ /baocao hoặc 1/2")
    assert sent["entities"] == [{"type": "bot_command", "offset": 6, "length": 7}]


async def test_html_leaves_plain_text_and_entities(bot: BotSide, officer: Phone) -> None:
    sent = await bot.call("sendMessage", chat_id=officer.id, text="<b>Đạt</b> 5 &lt; 6", parse_mode="HTML")
    assert (sent["text"], sent["entities"]) == ("Đạt 5 < 6", [{"type": "bold", "offset": 0, "length": 3}])
    refusal = await bot.refused("sendMessage", chat_id=officer.id, text="a <b>b", parse_mode="HTML")
    assert refusal.startswith("Bad Request: can't parse entities")
    assert await bot.refused("sendMessage", chat_id=officer.id, text="a", parse_mode="bold") == (
        "Bad Request: unsupported parse_mode"
    )


async def test_without_a_parse_mode_tags_are_text(bot: BotSide, officer: Phone) -> None:
    sent = await bot.call("sendMessage", chat_id=officer.id, text="<b>5 & 6")
    assert sent["text"] == "<b>5 & 6"


def _one_button(**button: object) -> dict[str, object]:
    return {"inline_keyboard": [[{"text": "Đạt", **button}]]}


@pytest.mark.parametrize("data", ["a", "đ" * 32, "x" * 64])
async def test_button_data_of_up_to_64_bytes_is_taken(bot: BotSide, officer: Phone, data: str) -> None:
    await bot.call("sendMessage", chat_id=officer.id, text="?", reply_markup=_one_button(callback_data=data))
    assert officer.last().rows[0][0].data == data


@pytest.mark.parametrize("data", ["x" * 65, "đ" * 33])
async def test_button_data_of_65_bytes_is_refused(bot: BotSide, officer: Phone, data: str) -> None:
    refusal = await bot.refused(
        "sendMessage", chat_id=officer.id, text="?", reply_markup=_one_button(callback_data=data)
    )
    assert refusal == "Bad Request: BUTTON_DATA_INVALID"


async def test_a_button_without_an_action_is_refused(bot: BotSide, officer: Phone) -> None:
    for markup in (_one_button(), _one_button(callback_data="")):
        assert await bot.refused("sendMessage", chat_id=officer.id, text="?", reply_markup=markup) == (
            "Bad Request: can't parse InlineKeyboardButton: Text buttons are not allowed in the inline keyboard"
        )


async def test_new_members_of_buttons_are_taken(bot: BotSide, world: World, officer: Phone) -> None:
    markup = {
        "inline_keyboard": [
            [{"text": "Gửi", "callback_data": "g", "style": "success"}, {"text": "Xong", "disabled": {}}]
        ]
    }
    await bot.call("sendMessage", chat_id=officer.id, text="?", reply_markup=markup)
    first, second = officer.last().rows[0]
    assert (first.style, second.disabled, world.violations) == ("success", True, [])


async def test_a_keyboard_below_the_input_field_stays_until_it_is_removed(bot: BotSide, officer: Phone) -> None:
    keyboard = {"keyboard": [["Đạt", "Chưa đạt"], [{"text": "Gửi số điện thoại", "request_contact": True}]]}
    await bot.call("sendMessage", chat_id=officer.id, text="Chọn", reply_markup=keyboard)
    await bot.call("sendMessage", chat_id=officer.id, text="Mời anh/chị")
    assert [[button.text for button in row] for row in officer.screen().keyboard] == [
        ["Đạt", "Chưa đạt"],
        ["Gửi số điện thoại"],
    ]
    officer.press("Gửi số điện thoại")
    officer.press("Chưa đạt")
    contact, text = [shown for shown in officer.messages() if shown.mine][-2:]
    assert (contact.kind, text.text) == ("contact", "Chưa đạt")
    await bot.call("sendMessage", chat_id=officer.id, text="Cảm ơn", reply_markup={"remove_keyboard": True})
    assert officer.screen().keyboard == ()


async def test_a_caption_may_have_1024_letters(bot: BotSide, officer: Phone) -> None:
    photo = {"photo": (SAMPLES[0], sample(SAMPLES[0]))}
    good = await bot.upload("sendPhoto", {"chat_id": str(officer.id), "caption": "ă" * 1024}, photo)
    assert good["ok"]
    bad = await bot.upload("sendPhoto", {"chat_id": str(officer.id), "caption": "ă" * 1025}, photo)
    assert bad["description"] == "Bad Request: message caption is too long"


async def test_a_photo_must_be_a_picture_of_at_most_10_megabytes(bot: BotSide, officer: Phone) -> None:
    chat = {"chat_id": str(officer.id)}
    no_picture = await bot.upload("sendPhoto", chat, {"photo": ("a.jpg", b"not a picture")})
    assert no_picture["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    huge = await bot.upload("sendPhoto", chat, {"photo": ("a.jpg", sample(SAMPLES[0]) + b"\0" * PHOTO_LIMIT)})
    assert "is too big for a photo" in huge["description"]


async def test_a_file_is_sent_again_by_its_id_and_only_as_what_it_is(bot: BotSide, officer: Phone) -> None:
    answer = await bot.upload("sendDocument", {"chat_id": str(officer.id)}, {"document": ("a.csv", b"1,2")})
    document = answer["result"]["document"]
    again = await bot.call("sendDocument", chat_id=officer.id, document=document["file_id"])
    assert again["document"] == document
    assert await bot.refused("sendPhoto", chat_id=officer.id, photo=document["file_id"]) == (
        "Bad Request: can't use file of type Document as Photo"
    )
    assert await bot.refused("sendDocument", chat_id=officer.id, document="nonsense") == (
        "Bad Request: wrong file identifier/HTTP URL specified"
    )


async def test_a_file_of_more_than_20_megabytes_cannot_be_fetched(bot: BotSide, officer: Phone) -> None:
    officer.send_document(size=20 * 1024 * 1024 + 1)
    officer.send_document(size=20 * 1024 * 1024)
    too_big, fits = [update["message"]["document"] for update in await bot.updates()]
    assert await bot.refused("getFile", file_id=too_big["file_id"]) == "Bad Request: file is too big"
    file = await bot.call("getFile", file_id=fits["file_id"])
    assert file["file_size"] == 20 * 1024 * 1024
    assert await bot.refused("getFile", file_id="nonsense") == (
        "Bad Request: wrong file_id or the file is temporarily unavailable"
    )


async def test_a_place_is_shown_on_the_phone(bot: BotSide, officer: Phone) -> None:
    await bot.call("sendLocation", chat_id=officer.id, latitude=22.7, longitude=106.4)
    assert officer.last().place == (22.7, 106.4)


async def test_typing_is_shown_for_five_seconds_or_until_a_message(
    bot: BotSide, officer: Phone, clock: HandClock
) -> None:
    await bot.call("sendChatAction", chat_id=officer.id, action="typing")
    assert officer.screen().typing == "typing"
    clock.wind(seconds=6)
    assert officer.screen().typing is None
    await bot.call("sendChatAction", chat_id=officer.id, action="upload_document")
    await bot.call("sendMessage", chat_id=officer.id, text="Xong")
    assert officer.screen().typing is None
    assert await bot.refused("sendChatAction", chat_id=officer.id, action="dancing") == (
        "Bad Request: wrong parameter action in request"
    )


async def test_a_reply_names_its_message_and_a_missing_one_is_refused(bot: BotSide, officer: Phone) -> None:
    question = officer.say("Tiêu chí 17.1 là gì?")
    sent = await bot.call(
        "sendMessage", chat_id=officer.id, text="Nước sạch", reply_parameters={"message_id": question.message_id}
    )
    assert sent["reply_to_message"]["text"] == "Tiêu chí 17.1 là gì?"
    assert (
        await bot.refused("sendMessage", chat_id=officer.id, text="?", reply_parameters={"message_id": 999_999})
        == "Bad Request: message to be replied not found"
    )
    lenient = {"message_id": 999_999, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await bot.call(
        "sendMessage", chat_id=officer.id, text="?", reply_parameters=lenient
    )


async def test_an_unknown_chat_is_refused_only_after_the_arguments(bot: BotSide) -> None:
    assert await bot.refused("sendMessage", chat_id=5, text="x") == "Bad Request: chat not found"
    assert await bot.refused("sendMessage", chat_id=5, text="") == "Bad Request: message text is empty"
    assert await bot.refused("sendMessage", text="x") == "Bad Request: chat_id is empty"


async def test_a_person_who_never_wrote_blocked_or_left_telegram_gets_nothing(
    bot: BotSide, phones: Phones, officer: Phone
) -> None:
    stranger = phones.add(first_name="Người lạ")
    assert await bot.refused("sendMessage", chat_id=stranger.id, text="x") == (
        "Forbidden: bot can't initiate conversation with a user"
    )
    officer.block()
    assert await bot.refused("sendMessage", chat_id=officer.id, text="x") == "Forbidden: bot was blocked by the user"
    officer.unblock()
    officer.deactivate()
    assert await bot.refused("sendMessage", chat_id=officer.id, text="x") == "Forbidden: user is deactivated"
    assert officer.from_bot() == []


async def test_what_telegram_overlooks_is_noted_as_a_violation(bot: BotSide, world: World, officer: Phone) -> None:
    await bot.call(
        "sendMessage", chat_id=officer.id, text="x", colour="green",
        reply_markup={"inline_keyboard": [[{"text": "a", "callback_data": "b", "tint": 1}]]},
    )  # fmt: skip
    assert [(one.method, one.what) for one in world.violations] == [
        ("sendMessage", "unknown parameter colour"),
        ("sendMessage", "reply_markup.inline_keyboard[0][0] has the unknown member tint"),
    ]
    assert officer.last().text == "x"
