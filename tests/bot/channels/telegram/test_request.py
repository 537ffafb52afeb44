import logging
from io import BytesIO

import pytest
from telegram import BotCommand
from telegram.error import InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.channels.telegram.connection import Connection
from bot.channels.telegram.request import make_bot
from bot.simulator.telegram.faults import FaultKind
from bot.simulator.telegram.phones import Phone
from bot.simulator.telegram.server import Emulator


async def test_ptb_runs_over_our_session(emulator: Emulator, connection: Connection, phone: Phone) -> None:
    bot = make_bot(connection, emulator.world.token, base_url=emulator.base_url, file_url=emulator.file_url)

    me = await bot.get_me()
    await bot.set_my_commands([BotCommand("baocao", "Báo cáo kỳ đang đến hạn")], language_code="vi")
    await bot.send_document(phone.id, BytesIO(b"1,2"), filename="bảng.csv", caption="Bảng")

    assert me.username == emulator.world.bot.username
    assert phone.last().file_name == "bảng.csv"
    assert [language for _, language in emulator.world.profile.commands] == ["vi"]


async def test_ptbs_own_errors_come_up(emulator: Emulator, connection: Connection, phone: Phone) -> None:
    bot = make_bot(connection, emulator.world.token, base_url=emulator.base_url, file_url=emulator.file_url)
    emulator.world.faults.set(FaultKind.TOO_MANY, method="sendMessage", retry_after=9, times=1)

    with pytest.raises(RetryAfter):
        await bot.send_message(phone.id, "x")


async def test_a_silent_server_is_a_timeout_and_a_missing_one_a_network_error(
    emulator: Emulator, connection: Connection
) -> None:
    bot = make_bot(connection, emulator.world.token, base_url=emulator.base_url, file_url=emulator.file_url)
    held = emulator.world.faults.set(FaultKind.HELD, method="getMe")

    with pytest.raises(TimedOut):
        await bot.get_me(read_timeout=0.01)

    emulator.world.faults.clear(held.id)
    await emulator.unplug()
    with pytest.raises(NetworkError):
        await bot.get_me()


async def test_no_error_and_no_log_line_holds_the_token(emulator: Emulator, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    token = "55:AAAAwrongtokenAAAAAAAAAAAAAAAAAAAAAA"
    connection = Connection(base_url=emulator.base_url, token=token)
    bot = make_bot(connection, token, base_url=emulator.base_url, file_url=emulator.file_url)

    with pytest.raises(InvalidToken) as refused:
        await bot.get_me()
    await emulator.unplug()
    with pytest.raises(NetworkError) as unreachable:
        await bot.get_me()

    assert "wrongtoken" not in repr(refused.value) + repr(unreachable.value) + caplog.text
    await connection.close()
