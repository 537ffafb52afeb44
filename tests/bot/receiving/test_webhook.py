import asyncio
import logging
from collections.abc import AsyncIterator

import aiohttp
import orjson
import pytest

from bot.channels.telegram.connection import Connection
from bot.listening import Listener, Reply
from bot.receiving.intake import Intake
from bot.receiving.webhook import SECRET_HEADER, Webhook
from bot.simulator.telegram import oddities
from bot.simulator.telegram.phones import Phone
from bot.simulator.telegram.server import Emulator
from conversations.engine.events import Said
from storage.refusals import DATABASE_FULL, refusal
from tests.bot.receiving.conftest import Taken

SECRET = "made-up-secret"


async def healthy() -> Reply:
    return Reply(body=b'{"database":"ok"}')


@pytest.fixture
async def listener(intake: Intake) -> AsyncIterator[Listener]:
    opened = Listener(health=healthy, webhook=Webhook(intake=intake, secret=SECRET))
    await opened.open("127.0.0.1", 0)
    yield opened
    await opened.close()


@pytest.fixture
def url(listener: Listener) -> str:
    return f"http://127.0.0.1:{listener.port}/telegram"


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


async def set_webhook(connection: Connection, url: str) -> None:
    status, _ = await connection.post("setWebhook", orjson.dumps({"url": url, "secret_token": SECRET}))
    assert status == 200


async def test_updates_are_acknowledged_after_their_turns(
    connection: Connection, url: str, emulator: Emulator, phone: Phone, taken: Taken
) -> None:
    taken.held = asyncio.Event()
    await set_webhook(connection, url)
    phone.say("một")
    while not taken.begun:
        await asyncio.sleep(0)
    assert emulator.world.updates.count() == 1

    taken.held.set()
    await phone.acknowledged()

    assert taken.events() == [Said(text="một")]


async def test_the_answer_to_a_press_travels_in_the_response(
    connection: Connection, url: str, emulator: Emulator, phone: Phone, taken: Taken
) -> None:
    taken.toast = "Đã nhận rồi ạ."
    await set_webhook(connection, url)
    emulator.world.post(
        emulator.world.chats[phone.id], emulator.world.bot, {"text": "?"},
        markup={"inline_keyboard": [[{"text": "Đạt", "callback_data": "1|met"}]]},
    )  # fmt: skip

    press = phone.press("Đạt")

    assert await press.answered() == "Đã nhận rồi ạ."
    assert [call.via for call in emulator.world.calls_of("answerCallbackQuery")] == ["webhook"]
    assert emulator.world.violations == []


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", "ữ"])
async def test_whoever_does_not_know_the_secret_is_refused(
    url: str, session: aiohttp.ClientSession, taken: Taken, secret: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    headers = {} if secret is None else {SECRET_HEADER: secret}

    async with session.post(url, data=b'{"update_id":1}', headers=headers) as answer:
        assert answer.status == 403
        assert await answer.read() == b""

    assert taken.begun == 0
    assert SECRET not in caplog.text


async def test_the_warning_about_wrong_secrets_grows_rare(
    url: str, session: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(9):
        async with session.post(url, data=b"x") as answer:
            await answer.read()

    assert len([record for record in caplog.records if record.levelno == logging.WARNING]) == 4


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b'{"update_id":1}', b'{"update_id":1,"message":5}'])
async def test_what_cannot_be_read_is_acknowledged_so_that_it_does_not_come_for_ever(
    url: str, session: aiohttp.ClientSession, taken: Taken, body: bytes
) -> None:
    async with session.post(url, data=body, headers={SECRET_HEADER: SECRET}) as answer:
        assert answer.status == 200

    assert taken.begun == 0


async def test_an_outage_of_the_database_asks_telegram_to_come_again(
    connection: Connection, url: str, emulator: Emulator, phone: Phone, taken: Taken
) -> None:
    taken.failing = [refusal(DATABASE_FULL)] * 2
    await set_webhook(connection, url)

    phone.say("một")
    await phone.acknowledged()

    assert taken.begun == 3
    assert taken.events() == [Said(text="một")]


async def test_odd_updates_stop_nothing(
    connection: Connection, url: str, emulator: Emulator, phone: Phone, taken: Taken, intake: Intake
) -> None:
    await set_webhook(connection, url)
    oddities.without_sender(emulator.world, chat=phone.id)
    oddities.unknown_kind(emulator.world)
    oddities.misshapen(emulator.world)
    oddities.raw(emulator.world, b'{"update_id":')
    phone.say("vẫn chạy")

    await emulator.world.acknowledged()

    assert taken.events() == [Said(text="vẫn chạy")]
    assert intake.counted == {"ignored": 2, "broken": 2, "taken": 1}
