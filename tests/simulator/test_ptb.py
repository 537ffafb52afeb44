"""python-telegram-bot, unmodified, works against the emulator."""

import asyncio
from datetime import timedelta

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.simulator.telegram.faults import FaultKind
from bot.simulator.telegram.files import SAMPLES, sample
from bot.simulator.telegram.groups import Group
from bot.simulator.telegram.phones import Phone, Phones
from bot.simulator.telegram.server import Emulator
from bot.simulator.telegram.world import World

KEYBOARD = InlineKeyboardMarkup(
    [[InlineKeyboardButton("Đạt", callback_data="q1:1")], [InlineKeyboardButton("Chưa đạt", callback_data="q1:0")]]
)


async def test_the_bot_learns_who_it_is(ptb: telegram.Bot, world: World) -> None:
    me = await ptb.get_me()
    assert (me.id, me.is_bot, me.username) == (world.bot.id, True, "ntm_simulator_bot")


async def test_a_message_with_buttons_reaches_the_phone_and_is_edited_there(ptb: telegram.Bot, officer: Phone) -> None:
    sent = await ptb.send_message(officer.id, "  Tiêu chí 1 đã đạt chưa? ", reply_markup=KEYBOARD)
    assert sent.text == "Tiêu chí 1 đã đạt chưa?"
    assert officer.last().labels() == ["Đạt", "Chưa đạt"]
    edited = await ptb.edit_message_text("Đã ghi: đạt", chat_id=officer.id, message_id=sent.message_id)
    assert isinstance(edited, telegram.Message)
    assert (officer.last().text, officer.last().labels(), officer.last().edited) == ("Đã ghi: đạt", [], True)


async def test_a_pressed_button_comes_as_an_update_and_its_answer_goes_back(ptb: telegram.Bot, officer: Phone) -> None:
    await ptb.send_message(officer.id, "Đạt chưa?", reply_markup=KEYBOARD)
    press = officer.press("Chưa đạt")
    (update,) = await ptb.get_updates(timeout=0)
    assert update.callback_query is not None
    assert update.callback_query.data == "q1:0"
    assert update.callback_query.from_user.id == officer.id
    await update.callback_query.answer("Đã ghi")
    assert await press.answered() == "Đã ghi"


async def test_a_photo_goes_there_and_back(ptb: telegram.Bot, officer: Phone) -> None:
    officer.send_photo(sample_number=1, caption="Bể nước")
    (update,) = await ptb.get_updates(timeout=0)
    assert update.message is not None
    file = await update.message.photo[-1].get_file()
    assert bytes(await file.download_as_bytearray()) == sample(SAMPLES[1])
    sent = await ptb.send_photo(officer.id, sample(SAMPLES[0]), caption="Ảnh đã nhận")
    again = await ptb.send_photo(officer.id, sent.photo[-1].file_id)
    assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id
    assert [shown.kind for shown in officer.from_bot()] == ["photo", "photo"]


async def test_a_document_and_an_album_arrive_with_their_names_and_captions(ptb: telegram.Bot, officer: Phone) -> None:
    sent = await ptb.send_document(officer.id, b"a,b\n1,2\n", filename="tong_hop.csv", caption="Bảng tổng hợp")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size) == ("tong_hop.csv", 8)
    pictures = [telegram.InputMediaPhoto(sample(name), caption=name) for name in SAMPLES]
    album = await ptb.send_media_group(officer.id, pictures)
    assert len({message.media_group_id for message in album}) == 1
    assert [shown.text for shown in officer.from_bot()] == ["Bảng tổng hợp", *SAMPLES]


async def test_commands_and_menus_are_set_for_each_scope(ptb: telegram.Bot, officer: Phone) -> None:
    await ptb.set_my_commands([("baocao", "Làm báo cáo")], language_code="vi")
    await ptb.set_my_commands([("start", "Begin")])
    await ptb.set_my_commands([("duyet", "Duyệt báo cáo")], scope=telegram.BotCommandScopeChat(officer.id))
    assert [one.command for one in await ptb.get_my_commands(language_code="vi")] == ["baocao"]
    assert [one["command"] for one in officer.screen().commands] == ["duyet"]
    await ptb.delete_my_commands(scope=telegram.BotCommandScopeChat(officer.id))
    assert [one["command"] for one in officer.screen().commands] == ["baocao"]
    await ptb.set_chat_menu_button(officer.id, telegram.MenuButtonCommands())
    assert isinstance(await ptb.get_chat_menu_button(officer.id), telegram.MenuButtonCommands)


async def test_every_refusal_becomes_its_error_class(
    ptb: telegram.Bot, world: World, phones: Phones, officer: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    stranger = phones.add(first_name="Người lạ")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await ptb.send_message(stranger.id, "Xin chào")
    officer.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await ptb.send_message(officer.id, "Xin chào")
    officer.unblock()
    with pytest.raises(BadRequest, match="Message is too long"):
        await ptb.send_message(officer.id, "ă" * 4097)
    world.faults.set(FaultKind.TOO_MANY, chat=officer.id, retry_after=7, times=1)
    with pytest.raises(RetryAfter) as limited:
        await ptb.send_message(officer.id, "Xin chào")
    assert limited.value.retry_after == timedelta(seconds=7)
    world.faults.set(FaultKind.SERVER, code=502, times=1)
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await ptb.send_message(officer.id, "Xin chào")
    group = Group(world, title="Ban Chỉ đạo", by=officer)
    group.add_bot(by=officer)
    old = group.id
    new = group.become_supergroup(by=officer)
    with pytest.raises(ChatMigrated) as moved:
        await ptb.send_message(old, "Xin chào")
    assert moved.value.new_chat_id == new


async def test_a_wrong_token_is_refused(emulator: Emulator) -> None:
    wrong = telegram.Bot("123:other", base_url=emulator.base_url)
    with pytest.raises(InvalidToken):
        await wrong.initialize()
    await wrong.shutdown()


async def test_two_consumers_are_told_of_each_other(ptb: telegram.Bot, world: World) -> None:
    first = asyncio.create_task(ptb.get_updates(timeout=30))
    await world.listening()
    await ptb.get_updates(timeout=0)
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first


async def test_a_whole_application_runs_by_polling(emulator: Emulator, phones: Phones, world: World) -> None:
    """Life-cycle, updater and handlers of the library's own Application."""

    async def start(update: telegram.Update, _context: object) -> None:
        assert update.message is not None
        await update.message.reply_text("Đạt chưa?", reply_markup=KEYBOARD)

    async def pressed(update: telegram.Update, _context: object) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer()
        await update.callback_query.edit_message_text(f"Đã ghi {update.callback_query.data}")

    async def photo(update: telegram.Update, _context: object) -> None:
        assert update.message is not None
        file = await update.message.photo[-1].get_file()
        content = await file.download_as_bytearray()
        await update.message.reply_text(f"Đã nhận {len(content)} byte")

    application = (
        Application.builder()
        .token(world.token)
        .base_url(emulator.base_url)
        .base_file_url(emulator.file_url)
        .job_queue(None)
        .build()
    )
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(pressed))
    application.add_handler(MessageHandler(filters.PHOTO, photo))
    async with application:
        assert application.updater is not None
        await application.updater.start_polling(timeout=5)
        await application.start()
        phone = phones.add(first_name="Trưởng xóm")
        phone.start()
        assert (await phone.reply()).labels() == ["Đạt", "Chưa đạt"]
        press = phone.press("Đạt")
        assert await press.answered() is None
        assert (await phone.sees("Đã ghi")).text == "Đã ghi q1:1"
        phone.send_photo()
        await phone.sees(f"Đã nhận {len(sample(SAMPLES[0]))} byte")
        await application.updater.stop()
        await application.stop()
    assert world.violations == []
