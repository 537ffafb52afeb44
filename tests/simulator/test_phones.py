"""What a person can do on the phone, and what the bot hears of it."""

import pytest

from bot.simulator.telegram.phones import NoSuchButtonError, Phone, Phones
from bot.simulator.telegram.spec import Json
from bot.simulator.telegram.world import World
from tests.simulator.bot_side import BotSide


async def _message(bot: BotSide) -> Json:
    (update,) = await bot.updates()
    message: Json = update["message"]
    return message


async def test_a_link_with_a_payload_opens_the_bot_with_it(bot: BotSide, phones: Phones) -> None:
    phone = phones.add(first_name="Trưởng xóm", language="vi")
    phone.open_link("https://t.me/ntm_simulator_bot?start=Xa-Phuc_Sen1")
    message = await _message(bot)
    assert message["text"] == "/start Xa-Phuc_Sen1"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert (message["from"]["language_code"], message["chat"]["type"]) == ("vi", "private")
    with pytest.raises(ValueError, match="does not lead to"):
        phone.open_link("https://t.me/other_bot?start=a")


async def test_a_text_too_long_for_one_message_becomes_two(bot: BotSide, officer: Phone) -> None:
    officer.say("a" * 5000)
    assert [len(update["message"]["text"]) for update in await bot.updates()] == [4096, 904]


async def test_nfd_and_direction_marks_reach_the_bot(bot: BotSide, officer: Phone) -> None:
    officer.say("a\u0323t \u200fxong")
    assert (await _message(bot))["text"] == "a\u0323t \u200fxong"


async def test_a_button_is_pressed_by_label_data_or_part_of_its_label(bot: BotSide, officer: Phone) -> None:
    rows = [[{"text": "✅ Đạt", "callback_data": "d"}, {"text": "❌ Chưa đạt", "callback_data": "c"}]]
    await bot.call("sendMessage", chat_id=officer.id, text="?", reply_markup={"inline_keyboard": rows})
    for wanted in ("✅ Đạt", "d", "✅"):
        officer.press(wanted)
    assert [update["callback_query"]["data"] for update in await bot.updates()] == ["d", "d", "d"]
    with pytest.raises(NoSuchButtonError, match="Không"):
        officer.press("Không")
    with pytest.raises(NoSuchButtonError, match="fits"):
        officer.press("ạt")


async def test_the_newest_message_with_the_button_is_meant_unless_another_is_named(
    bot: BotSide, officer: Phone
) -> None:
    numbers = []
    for data in ("cũ", "mới"):
        markup = {"inline_keyboard": [[{"text": "Đạt", "callback_data": data}]]}
        sent = await bot.call("sendMessage", chat_id=officer.id, text="?", reply_markup=markup)
        numbers.append(sent["message_id"])
    officer.press("Đạt")
    officer.press("Đạt", message_id=numbers[0])
    updates = await bot.updates()
    assert [update["callback_query"]["data"] for update in updates] == ["mới", "cũ"]
    assert [update["callback_query"]["message"]["message_id"] for update in updates] == [numbers[1], numbers[0]]


async def test_data_that_stands_under_no_message_can_be_forged(bot: BotSide, officer: Phone) -> None:
    sent = await bot.call("sendMessage", chat_id=officer.id, text="?")
    officer.forge("x" * 65, message_id=sent["message_id"])
    (update,) = await bot.updates()
    assert update["callback_query"]["data"] == "x" * 65


async def test_a_link_button_opens_the_bot_and_a_copy_button_tells_nobody(bot: BotSide, officer: Phone) -> None:
    rows = [
        [{"text": "Mở", "url": "https://t.me/ntm_simulator_bot?start=abc"}],
        [{"text": "Chép", "copy_text": {"text": "XPS-2023-1"}}],
    ]
    await bot.call("sendMessage", chat_id=officer.id, text="?", reply_markup={"inline_keyboard": rows})
    assert officer.press("Chép").button.copies == "XPS-2023-1"
    officer.press("Mở")
    assert (await _message(bot))["text"] == "/start abc"


async def test_an_album_is_several_messages_with_one_group_id(bot: BotSide, officer: Phone) -> None:
    officer.send_album(caption="Đường bê tông")
    messages = [update["message"] for update in await bot.updates()]
    assert [len(message["photo"]) for message in messages] == [2, 2, 2]
    assert len({message["media_group_id"] for message in messages}) == 1
    assert [message.get("caption") for message in messages] == ["Đường bê tông", None, None]


async def test_only_the_largest_size_of_a_photo_holds_the_picture(bot: BotSide, officer: Phone, world: World) -> None:
    officer.send_photo()
    small, large = (await _message(bot))["photo"]
    assert (max(small["width"], small["height"]), (large["width"], large["height"])) == (90, (960, 1280))
    assert len(world.files.get(small["file_id"]).content) < 1000


async def test_a_shared_contact_says_whose_it_is(bot: BotSide, officer: Phone) -> None:
    officer.send_contact()
    officer.send_contact(phone_number="+84911111111", first_name="Chị Hoa")
    own, other = [update["message"]["contact"] for update in await bot.updates()]
    assert (own["user_id"], own["phone_number"]) == (officer.id, officer.phone_number)
    assert other == {"phone_number": "+84911111111", "first_name": "Chị Hoa"}


async def test_other_kinds_of_messages_reach_the_bot(bot: BotSide, officer: Phone, world: World) -> None:
    officer.send_document(caption="Biên bản")
    officer.send_location(accuracy=None)
    officer.send_sticker()
    officer.send_voice()
    first = officer.say("một")
    officer.edit(first.message_id, "một rưỡi")
    officer.forward(first.message)
    updates = await bot.updates()
    assert [sorted(set(update) - {"update_id"}) for update in updates] == [["message"]] * 5 + [
        ["edited_message"],
        ["message"],
    ]
    assert updates[0]["message"]["document"]["mime_type"] == "application/pdf"
    assert updates[1]["message"]["location"] == {"latitude": 22.69, "longitude": 106.41}
    assert updates[5]["edited_message"]["text"] == "một rưỡi"
    assert updates[6]["message"]["forward_origin"]["sender_user"]["id"] == officer.id
    assert world.violations == []


async def test_blocking_and_returning_are_told_to_the_bot(bot: BotSide, officer: Phone) -> None:
    officer.block()
    officer.start()
    changes = [
        (update["my_chat_member"]["old_chat_member"]["status"], update["my_chat_member"]["new_chat_member"]["status"])
        for update in await bot.updates()
        if "my_chat_member" in update
    ]
    assert changes == [("member", "kicked"), ("kicked", "member")]


async def test_waiting_for_a_reply_counts_from_the_last_action(bot: BotSide, officer: Phone) -> None:
    await bot.call("sendMessage", chat_id=officer.id, text="trước")
    officer.say("một")
    with pytest.raises(TimeoutError, match="person: một"):
        await officer.reply(timeout=0.01)
    await bot.call("sendMessage", chat_id=officer.id, text="sau")
    assert (await officer.reply()).text == "sau"
    assert (await officer.sees("trước")).text == "trước"
