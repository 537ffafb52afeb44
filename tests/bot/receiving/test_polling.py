import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.channels.telegram.connection import Connection
from bot.receiving.intake import Answer, Intake
from bot.receiving.polling import Polling
from bot.simulator.telegram import oddities
from bot.simulator.telegram.faults import FaultKind
from bot.simulator.telegram.groups import Group
from bot.simulator.telegram.phones import Phone
from bot.simulator.telegram.server import Emulator
from conversations.engine.events import Blocked, Said
from conversations.engine.group import BotStands, GroupCommanded
from storage.refusals import DATABASE_FULL, refusal
from tests.bot.paces import HandPace
from tests.bot.receiving.conftest import Taken


@pytest.fixture
def answers() -> list[Answer]:
    return []


@asynccontextmanager
async def running(polling: Polling) -> AsyncIterator[Polling]:
    task = asyncio.create_task(polling.run())
    try:
        yield polling
    finally:
        polling.stop()
        await task


@pytest.fixture
def polling(connection: Connection, intake: Intake, answers: list[Answer], pace: HandPace) -> Polling:
    return Polling(connection=connection, intake=intake, answer=answers.append, pace=pace, wait=5)


async def test_updates_are_taken_in_order_and_confirmed_after_their_turns(
    polling: Polling, taken: Taken, phone: Phone, emulator: Emulator
) -> None:
    taken.held = asyncio.Event()
    for text in ("một", "hai", "ba"):
        phone.say(text)

    async with running(polling):
        await emulator.world.called("getUpdates")
        assert emulator.world.updates.count() == 3
        taken.held.set()
        await phone.acknowledged()

    assert taken.events() == [Said(text="một"), Said(text="hai"), Said(text="ba")]


async def test_what_was_not_committed_when_we_stopped_comes_again(
    polling: Polling, connection: Connection, intake: Intake, taken: Taken, phone: Phone, emulator: Emulator
) -> None:
    taken.failing = [refusal(DATABASE_FULL)] * 2
    phone.say("một")
    pace = HandPace(holds=0.1)
    stopping = Polling(connection=connection, intake=intake, answer=lambda _: None, pace=pace, wait=5)
    task = asyncio.create_task(stopping.run())
    while not pace.slept:
        await asyncio.sleep(0)

    stopping.stop()
    pace.wind(1)
    await task
    assert emulator.world.updates.count() == 1

    async with running(polling):
        await phone.acknowledged()
    assert taken.events() == [Said(text="một")]


async def test_an_outage_of_the_database_is_waited_out_and_loses_nothing(
    polling: Polling, taken: Taken, phone: Phone, pace: HandPace
) -> None:
    taken.failing = [refusal(DATABASE_FULL)] * 4
    phone.say("một")
    phone.say("hai")

    async with running(polling):
        await phone.acknowledged()

    assert sorted(event.text for event in taken.events() if isinstance(event, Said)) == ["hai", "một"]


async def test_a_poison_turn_is_skipped_and_the_others_are_taken(
    polling: Polling, taken: Taken, phone: Phone, intake: Intake
) -> None:
    taken.failing = [ValueError("ours")] * 3
    phone.say("một")
    phone.say("hai")

    async with running(polling):
        await phone.acknowledged()

    assert taken.events() == [Said(text="hai")]
    assert intake.counted == {"skipped": 1, "taken": 1}


async def test_bytes_that_nobody_can_read_are_stepped_over(
    polling: Polling, taken: Taken, phone: Phone, emulator: Emulator, intake: Intake
) -> None:
    phone.say("một")
    oddities.raw(emulator.world, b'{"update_id":%d,"message":{{{' % emulator.world.updates.next_id())
    phone.say("hai")

    async with running(polling):
        await emulator.world.acknowledged()

    assert taken.events() == [Said(text="một"), Said(text="hai")]
    assert intake.counted == {"broken": 1, "taken": 2}


async def test_odd_updates_stop_nothing(
    polling: Polling, taken: Taken, phone: Phone, emulator: Emulator, intake: Intake
) -> None:
    world = emulator.world
    group = Group(world, title="Ban chỉ đạo", by=phone)
    group.add_bot(by=phone)
    phone.say("/baocao@ntm_simulator_bot", chat=group.id)
    phone.say("chuyện riêng @ntm_simulator_bot", chat=group.id)
    oddities.without_sender(world, chat=phone.id)
    oddities.unknown_kind(world)
    oddities.misshapen(world)
    phone.block()
    phone.unblock()
    phone.say("vẫn chạy")

    async with running(polling):
        await world.acknowledged()

    assert taken.events() == [
        BotStands(inside=True, may_write=True, came=True),
        GroupCommanded(name="baocao"),
        Blocked(blocked=True),
        Blocked(blocked=False),
        Said(text="vẫn chạy"),
    ]
    assert intake.counted["broken"] == 1


async def test_a_press_is_answered_with_the_turns_toast_also_where_nothing_came_of_it(
    polling: Polling, taken: Taken, phone: Phone, emulator: Emulator, answers: list[Answer]
) -> None:
    taken.toast = "Đã nhận rồi ạ."
    message = emulator.world.post(
        emulator.world.chats[phone.id], emulator.world.bot, {"text": "?"},
        markup={"inline_keyboard": [[{"text": "Đạt", "callback_data": "1|met"}]]},
    )  # fmt: skip
    press = phone.press("Đạt")
    forged = phone.forge("x" * 65, message_id=message.id)
    assert press.query is not None
    assert forged.query is not None

    async with running(polling):
        await phone.acknowledged()

    assert answers == [Answer(press.query.id, "Đã nhận rồi ạ."), Answer(forged.query.id, "Đã nhận rồi ạ.")]


async def test_the_network_may_go_and_come_back(
    polling: Polling, taken: Taken, phone: Phone, emulator: Emulator, pace: HandPace
) -> None:
    await emulator.unplug()
    async with running(polling):
        while len(pace.slept) < 9:
            await asyncio.sleep(0)
        await emulator.plug_in()
        phone.say("một")
        await phone.acknowledged()

    assert taken.events() == [Said(text="một")]
    assert pace.slept[:9] == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0]


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [(FaultKind.SERVER, "refuses to give updates (502"), (FaultKind.LOST, "no connection to Telegram")],
)
async def test_faults_of_the_server_are_rested_from(
    polling: Polling, taken: Taken, phone: Phone, emulator: Emulator, fault: FaultKind, sentence: str,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    emulator.world.faults.set(fault, method="getUpdates", times=2)
    phone.say("một")

    async with running(polling):
        await phone.acknowledged()

    assert taken.events()[-1] == Said(text="một")
    assert sentence in caplog.text
    assert emulator.world.token.partition(":")[2] not in caplog.text


async def test_another_process_with_the_same_token_is_told_of_and_rested_from(
    polling: Polling, phone: Phone, emulator: Emulator, connection: Connection, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(polling):
        await emulator.world.wait_for(lambda: emulator.world.running_calls == 1)
        await connection.post("getUpdates", b'{"timeout":0}')
        phone.say("một")
        await phone.acknowledged()

    assert "another process polls with the same token" in caplog.text


async def test_a_webhook_in_the_way_is_taken_away(
    polling: Polling, taken: Taken, phone: Phone, emulator: Emulator, connection: Connection
) -> None:
    await connection.post("setWebhook", b'{"url":"http://127.0.0.1:9/x"}')

    async with running(polling):
        await emulator.world.called("deleteWebhook")
        phone.say("một")
        await emulator.world.wait_for(lambda: taken.events() == [Said(text="một")])

    assert emulator.world.webhook is None


async def test_a_wrong_token_is_told_in_one_sentence(
    emulator: Emulator, intake: Intake, pace: HandPace, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    connection = Connection(base_url=emulator.base_url, token="1:wrong")
    async with running(Polling(connection=connection, intake=intake, answer=lambda _: None, pace=pace, wait=5)):
        while not pace.slept:
            await asyncio.sleep(0)
    await connection.close()

    assert "check NTM_TELEGRAM_TOKEN" in caplog.text
    assert "1:wrong" not in caplog.text


async def test_only_the_kinds_that_are_used_are_asked_for(polling: Polling, emulator: Emulator, phone: Phone) -> None:
    async with running(polling):
        phone.say("một")
        await phone.acknowledged()

    calls = emulator.world.calls_of("getUpdates")
    assert {tuple(call.params["allowed_updates"]) for call in calls} == {
        ("message", "edited_message", "callback_query", "my_chat_member")
    }
    assert emulator.world.violations == []
