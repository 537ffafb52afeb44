"""What goes wrong on purpose goes wrong exactly so."""

import asyncio
from functools import partial
from json import JSONDecodeError

import aiohttp
import pytest

from bot.simulator.telegram import oddities
from bot.simulator.telegram.faults import Fault, FaultKind
from bot.simulator.telegram.phones import Phone, Phones
from bot.simulator.telegram.server import Emulator
from bot.simulator.telegram.world import World
from tests.simulator.bot_side import BotSide


async def test_a_lost_answer_leaves_the_message_on_the_phone(bot: BotSide, world: World, officer: Phone) -> None:
    world.faults.set(FaultKind.LOST, method="sendMessage", times=1)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await bot.call("sendMessage", chat_id=officer.id, text="một")
    assert [shown.text for shown in officer.from_bot()] == ["một"]
    (call,) = world.calls_of("sendMessage")
    assert (call.applied, call.outcome) == (True, "cut")
    await bot.call("sendMessage", chat_id=officer.id, text="hai")


async def test_offline_cuts_the_line_before_anything_happens(bot: BotSide, world: World, officer: Phone) -> None:
    world.faults.set(FaultKind.OFFLINE)
    for method in ("sendMessage", "getUpdates"):
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await bot.call(method, chat_id=officer.id, text="một")
    assert officer.from_bot() == []
    world.faults.clear()
    await bot.call("sendMessage", chat_id=officer.id, text="hai")


async def test_going_offline_cuts_the_poll_that_waits_and_keeps_the_updates(
    bot: BotSide, world: World, officer: Phone
) -> None:
    poll = asyncio.create_task(bot.updates(timeout=50))
    await world.listening()
    world.faults.set(FaultKind.OFFLINE)
    officer.say("một")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await poll
    world.faults.clear()
    assert [update["message"]["text"] for update in await bot.updates()] == ["một"]


async def test_an_unplugged_emulator_refuses_connections_and_comes_back_at_the_same_port(
    bot: BotSide, emulator: Emulator, officer: Phone
) -> None:
    poll = asyncio.create_task(bot.answer("getUpdates", timeout=50))
    await emulator.world.listening()
    port = emulator.port
    await emulator.unplug()
    with pytest.raises(aiohttp.ClientError):
        await poll
    with pytest.raises(aiohttp.ClientConnectorError):
        await bot.call("sendMessage", chat_id=officer.id, text="một")
    await emulator.plug_in()
    assert emulator.port == port
    await bot.call("sendMessage", chat_id=officer.id, text="hai")
    assert [shown.text for shown in officer.from_bot()] == ["hai"]


async def test_too_many_requests_name_the_pause_and_hit_only_their_chat(
    bot: BotSide, world: World, officer: Phone, phones: Phones
) -> None:
    other = phones.add(first_name="Người khác")
    other.start()
    world.faults.set(FaultKind.TOO_MANY, chat=officer.id, retry_after=9, times=2)
    for _ in range(2):
        answer = await bot.answer("sendMessage", chat_id=officer.id, text="một")
        assert (answer["error_code"], answer["description"], answer["parameters"]) == (
            429,
            "Too Many Requests: retry after 9",
            {"retry_after": 9},
        )
    await bot.call("sendMessage", chat_id=other.id, text="hai")
    await bot.call("sendMessage", chat_id=officer.id, text="ba")
    assert [shown.text for shown in officer.from_bot()] == ["ba"]


async def test_a_server_fault_and_a_block_are_told_with_telegrams_words(
    bot: BotSide, world: World, officer: Phone
) -> None:
    world.faults.set(FaultKind.SERVER, code=504, times=1)
    assert await bot.refused("sendMessage", chat_id=officer.id, text="một") == "Gateway Timeout"
    world.faults.set(FaultKind.BLOCKED, chat=officer.id, times=1)
    assert await bot.refused("sendMessage", chat_id=officer.id, text="một") == "Forbidden: bot was blocked by the user"


async def test_a_delay_is_the_worlds_and_not_the_tests(
    bot: BotSide, world: World, officer: Phone, pauses: list[float]
) -> None:
    world.faults.set(FaultKind.DELAY, method="sendMessage", seconds=30, times=1)
    await bot.call("sendMessage", chat_id=officer.id, text="một")
    assert pauses == [30]


def hit_once(fault: Fault) -> bool:
    return fault.hits == 1


async def test_a_held_call_waits_and_a_held_answer_has_already_taken_effect(
    bot: BotSide, world: World, officer: Phone
) -> None:
    for kind, applied in ((FaultKind.HELD, 0), (FaultKind.HELD_ANSWER, 1)):
        before = officer.shown()
        fault = world.faults.set(kind, method="sendMessage", times=1)
        call = asyncio.create_task(bot.call("sendMessage", chat_id=officer.id, text="một"))
        await world.wait_for(partial(hit_once, fault), chat=officer.id)
        assert officer.shown() - before == applied
        world.faults.clear(fault.id)
        await call
        assert officer.shown() - before == 1


async def test_a_broken_answer_is_no_json(bot: BotSide, world: World, officer: Phone) -> None:
    officer.say("một")
    world.faults.set(FaultKind.BROKEN, method="getUpdates", times=1)
    with pytest.raises(JSONDecodeError):
        await bot.updates()
    assert len(await bot.updates()) == 1


async def test_an_update_arrives_twice(bot: BotSide, world: World, officer: Phone) -> None:
    world.faults.set(FaultKind.TWICE, chat=officer.id, times=1)
    officer.say("một")
    officer.say("hai")
    updates = await bot.updates()
    assert [update["message"]["text"] for update in updates] == ["một", "một", "hai"]
    assert updates[0] == updates[1]


async def test_a_late_update_arrives_after_younger_ones(bot: BotSide, world: World, officer: Phone) -> None:
    world.faults.set(FaultKind.LATE, times=1)
    officer.say("một")
    officer.say("hai")
    (younger,) = await bot.updates()
    assert await bot.updates(offset=younger["update_id"] + 1) == []
    assert world.updates.open_in(officer.id) == 1
    world.updates.release()
    (late,) = await bot.updates(offset=younger["update_id"] + 1)
    assert (late["message"]["text"], late["update_id"]) == ("một", younger["update_id"] - 1)
    await officer.acknowledged()


async def test_a_confirmed_update_can_be_delivered_once_more(bot: BotSide, world: World, officer: Phone) -> None:
    officer.say("một")
    (first,) = await bot.updates()
    assert await bot.updates(offset=first["update_id"] + 1) == []
    world.updates.redeliver(first["update_id"])
    assert await bot.updates(offset=first["update_id"] + 1) == [first]
    assert await bot.updates(offset=first["update_id"] + 1) == []


async def test_a_download_can_fail_too(
    bot: BotSide, world: World, officer: Phone, emulator: Emulator, session: aiohttp.ClientSession
) -> None:
    officer.send_photo()
    (update,) = await bot.updates()
    file = await bot.call("getFile", file_id=update["message"]["photo"][-1]["file_id"])
    url = f"{emulator.file_url}{world.token}/{file['file_path']}"
    world.faults.set(FaultKind.SERVER, method="fetchFile", times=1)
    async with session.get(url) as answer:
        assert answer.status == 502
    async with session.get(url) as answer:
        assert len(await answer.read()) == file["file_size"]


async def test_odd_updates_arrive_as_they_are(bot: BotSide, world: World, officer: Phone) -> None:
    oddities.without_sender(world, chat=officer.id)
    oddities.unknown_kind(world)
    oddities.misshapen(world)
    async with aiohttp.ClientSession() as session, session.post(bot.url("getUpdates")) as answer:
        nobody, unknown, misshapen = (await answer.json())["result"]
    assert "from" not in nobody["message"]
    assert unknown["future_thing"] == {"value": 1}
    assert misshapen["message"]["chat"] == "y"


async def test_bytes_that_are_no_json_spoil_the_whole_answer(bot: BotSide, world: World, officer: Phone) -> None:
    officer.say("một")
    oddities.raw(world, b'{"update_id": 1, "message": {"text": "\xff')
    with pytest.raises(UnicodeDecodeError):
        await bot.updates()
