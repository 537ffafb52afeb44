"""The whole process against the emulated Telegram and a real database; only what a turn decides is made up here."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from pydantic import SecretStr

import bot
from bot.channels.telegram.render import TelegramRenderer
from bot.clock import Clock
from bot.receiving.polling import Polling
from bot.serving import Serving
from bot.settings import Settings, SettingsProblem
from bot.simulator.telegram.faults import FaultKind
from bot.simulator.telegram.phones import Phone
from bot.simulator.telegram.server import Emulator
from bot.wiring import wire_telegram
from conversations.engine.events import Said
from conversations.engine.screen import Message
from handlers.deliver import LEASE
from handlers.group_turn import GroupIncoming
from handlers.ports import Services
from handlers.turn import Incoming, Turned
from storage import inbox
from storage.database import Database, Transaction
from storage.open import open_database
from storage.outbox import Outgoing, put_in_hand, put_later
from storage.times import ZONE, millis
from tests.bot.paces import HandPace

NOW = datetime(2023, 6, 5, 8, 0, tzinfo=ZONE)
SECRET = "made-up-secret"


async def echo(database: Database, incoming: Incoming | GroupIncoming, services: Services) -> Turned:
    """Says back what was said, once."""

    async def work(tx: Transaction) -> Turned:
        at = millis(services.clock.now())
        if not await inbox.claim(tx, channel=incoming.channel, update_key=incoming.key, kind=incoming.kind, at=at):
            return Turned(duplicate=True)
        text = incoming.event.text if isinstance(incoming.event, Said) else type(incoming.event).__name__
        body = services.renderers["telegram"].message(Message(name="echo", text=text), address=incoming.address)
        outgoing = Outgoing(channel="telegram", address=incoming.address, kind="answer", body=body)
        due = await put_in_hand(tx, outgoing, at=at, worker=services.worker, until=at + LEASE.seconds * 1000)
        return Turned(outgoing=(due,) if due else ())

    return await database.turn(work)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(f"sqlite:///{tmp_path}/ntm.db")
    await opened.migrate()
    yield opened
    await opened.close()


@pytest.fixture
def settings(emulator: Emulator, tmp_path: Path) -> Settings:
    return Settings(
        telegram_token=SecretStr(emulator.world.token),
        telegram_base_url=emulator.base_url,
        telegram_file_url=emulator.file_url,
        data_dir=tmp_path,
    )


@asynccontextmanager
async def serving(settings: Settings, database: Database, *, at: datetime = NOW) -> AsyncIterator[Serving]:
    parts = wire_telegram(settings, database, clock=Clock(at), pace=HandPace(holds=0.5))
    parts.turns._take = echo
    life = Serving(parts)
    task = asyncio.create_task(life.run())
    try:
        ready = asyncio.create_task(life.ready.wait())
        await asyncio.wait((ready, task), return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()
        yield life
    finally:
        life.stop()
        await task


def webhook(settings: Settings) -> Settings:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    return Settings(
        **{name: getattr(settings, name) for name in settings.model_fields_set},
        telegram_mode="webhook",
        telegram_webhook_secret=SecretStr(SECRET),
        telegram_webhook_url=f"http://127.0.0.1:{port}/telegram",
        listen=f"127.0.0.1:{port}",
    )


async def texts(database: Database) -> list[tuple[str, str]]:
    async with database.read() as tx:
        return [(row["state"], row["kind"]) for row in await tx.all("SELECT state, kind FROM outbox ORDER BY id")]


async def test_a_person_writes_and_is_answered_by_polling(
    settings: Settings, database: Database, phone: Phone, emulator: Emulator
) -> None:
    async with serving(settings, database):
        phone.say("95,5%")
        await phone.reply()

    assert [shown.text for shown in phone.from_bot()] == ["95,5%"]
    assert await texts(database) == [("sent", "answer")]
    assert emulator.world.violations == []
    assert emulator.world.updates.count() == 0


async def test_a_person_writes_and_is_answered_by_webhook(
    settings: Settings, database: Database, phone: Phone, emulator: Emulator
) -> None:
    async with serving(webhook(settings), database):
        phone.say("95,5%")
        await phone.reply()
        await phone.acknowledged()

    assert [shown.text for shown in phone.from_bot()] == ["95,5%"]
    (call,) = emulator.world.calls_of("setWebhook")
    assert call.params["allowed_updates"] == ["message", "edited_message", "callback_query", "my_chat_member"]
    assert call.params["secret_token"] == SECRET
    assert emulator.world.violations == []


async def test_the_default_menus_are_set_in_both_languages(
    settings: Settings, database: Database, emulator: Emulator
) -> None:
    async with serving(settings, database):
        await emulator.world.called("setMyCommands", times=4)

    assert list(emulator.world.profile.commands) == [
        ("default", ""), ("default", "en"), ("all_group_chats", ""), ("all_group_chats", "en"),
    ]  # fmt: skip
    assert emulator.world.violations == []


async def test_health_tells_how_the_bot_is(settings: Settings, database: Database, phone: Phone) -> None:
    listening = webhook(settings)
    async with serving(listening, database), aiohttp.ClientSession() as session:
        phone.say("95,5%")
        await phone.reply()
        await phone.acknowledged()
        async with session.get(f"http://{listening.listen}/health") as answer:
            document = await answer.json()

    assert document == {
        "version": bot.__version__,
        "mode": "webhook",
        "database": "ok",
        "outbox": document["outbox"],
        "updates": {"taken": 1},
        "last_update": "2023-06-05T08:00:00+07:00",
        "sent": 1,
    }


async def test_a_taken_address_stops_the_start_with_a_sentence(settings: Settings, database: Database) -> None:
    listening = webhook(settings)
    with socket.create_server(("127.0.0.1", listening.listen_port)), pytest.raises(SettingsProblem) as refused:
        async with serving(listening, database):
            pass

    assert refused.value.where == "NTM_LISTEN"
    assert listening.listen in refused.value.message


async def test_a_wrong_token_stops_the_bot_with_a_sentence_that_does_not_hold_it(
    settings: Settings, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = settings.model_copy(update={"telegram_token": SecretStr("55:" + "w" * 35)})

    with pytest.raises(SettingsProblem) as refused:
        async with serving(wrong, database) as life:
            await life._stop.wait()

    assert refused.value.where == "NTM_TELEGRAM_TOKEN"
    assert "w" * 35 not in refused.value.sentence() + caplog.text


async def test_a_start_without_a_network_waits_for_it(
    settings: Settings, database: Database, phone: Phone, emulator: Emulator
) -> None:
    await emulator.unplug()
    async with serving(settings, database) as life:
        pace = life._parts.pace
        assert isinstance(pace, HandPace)
        while not {0.5, 1.0} <= set(pace.slept):
            await asyncio.sleep(0)
        await emulator.plug_in()
        phone.say("95,5%")
        while not phone.from_bot():
            pace.wind(60)
            await asyncio.sleep(0)

    assert [shown.text for shown in phone.from_bot()] == ["95,5%"]


@pytest.mark.parametrize("fault", [FaultKind.OFFLINE, FaultKind.SERVER, FaultKind.TOO_MANY, FaultKind.BROKEN])
async def test_an_answer_that_did_not_arrive_is_sent_again(
    settings: Settings, database: Database, phone: Phone, emulator: Emulator, fault: FaultKind
) -> None:
    emulator.world.faults.set(fault, method="sendMessage", times=2, code=503, retry_after=2)
    async with serving(settings, database) as life:
        pace, clock = life._parts.pace, life._parts.clock
        assert isinstance(pace, HandPace)
        phone.say("95,5%")
        while fault is not FaultKind.BROKEN and not phone.from_bot():
            clock.set(clock.now() + timedelta(seconds=5))
            pace.wind(5)
            await asyncio.sleep(0)
        while ("sent", "answer") not in await texts(database):
            clock.set(clock.now() + timedelta(seconds=5))
            pace.wind(5)
            await asyncio.sleep(0)

    assert {shown.text for shown in phone.from_bot()} == {"95,5%"}


async def test_what_a_killed_life_had_in_hand_is_sent_by_the_next(
    settings: Settings, database: Database, phone: Phone, emulator: Emulator
) -> None:
    parts = wire_telegram(settings, database, clock=Clock(NOW), pace=HandPace())
    incoming = Incoming(
        channel="telegram", key="1", kind="message", address=str(phone.id), sender="", language="vi",
        event=Said(text="95,5%"),
    )  # fmt: skip
    await echo(database, incoming, parts.turns.services)
    reminder = Outgoing(
        channel="telegram", address=str(phone.id), kind="reminder", key="reminder:1",
        body=TelegramRenderer().message(Message(name="r", text="Còn 3 ngày"), address=str(phone.id)),
    )  # fmt: skip
    async with database.write() as tx:
        put_later(tx, reminder, at=millis(NOW))
    (claimed,) = await parts.outbox.claim(10)
    assert await parts.outbox.begin([claimed]) == {claimed.id}
    await parts.connection.close()

    async with serving(settings, database, at=NOW + timedelta(minutes=1)):
        await emulator.world.wait_for(phone.from_bot)

    assert [shown.text for shown in phone.from_bot()] == ["95,5%"]
    assert await texts(database) == [("sent", "answer"), ("unknown", "reminder")]


async def test_stopping_in_the_middle_loses_nothing_and_repeats_nothing(
    settings: Settings, database: Database, phone: Phone, emulator: Emulator
) -> None:
    async with serving(settings, database):
        held = emulator.world.faults.set(FaultKind.HELD, method="sendMessage")
        for text in ("một", "hai", "ba"):
            phone.say(text)
        await phone.acknowledged()
        asyncio.get_running_loop().call_later(0.02, emulator.world.faults.clear, held.id)
    phone.say("bốn")

    async with serving(settings, database, at=NOW + timedelta(minutes=1)):
        await emulator.world.wait_for(lambda: len(phone.from_bot()) == 4)

    assert [shown.text for shown in phone.from_bot()] == ["một", "hai", "ba", "bốn"]
    assert await texts(database) == [("sent", "answer")] * 4


async def test_a_bot_that_no_longer_receives_ends_with_its_fault(
    settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_polling: Polling) -> None:
        raise ValueError("ours")

    monkeypatch.setattr(Polling, "run", broken)
    parts = wire_telegram(settings, database, clock=Clock(NOW), pace=HandPace(holds=0.5))

    with pytest.raises(ValueError, match="ours"):
        await Serving(parts).run()
