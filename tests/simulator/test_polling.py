"""getUpdates: what waits, what is confirmed, what expires, who may ask."""

import asyncio

from bot.simulator.telegram.phones import Phone
from bot.simulator.telegram.world import World
from tests.simulator.bot_side import BotSide, HandClock


def _texts(updates: list[dict[str, dict[str, str]]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_an_update_comes_again_until_an_offset_confirms_it(bot: BotSide, officer: Phone) -> None:
    officer.say("một")
    officer.say("hai")
    first = await bot.updates()
    assert _texts(await bot.updates()) == _texts(first) == ["một", "hai"]
    assert _texts(await bot.updates(offset=first[0]["update_id"] + 1)) == ["hai"]
    assert await bot.updates(offset=first[1]["update_id"] + 1) == []
    await officer.acknowledged()


async def test_a_limit_gives_the_oldest_and_a_negative_offset_keeps_the_newest(bot: BotSide, officer: Phone) -> None:
    for text in ("một", "hai", "ba"):
        officer.say(text)
    assert _texts(await bot.updates(limit=2)) == ["một", "hai"]
    assert _texts(await bot.updates(offset=-1)) == ["ba"]
    assert _texts(await bot.updates()) == ["ba"]


async def test_a_long_poll_ends_when_something_happens_and_takes_all_of_it(
    bot: BotSide, world: World, officer: Phone
) -> None:
    poll = asyncio.create_task(bot.updates(timeout=50))
    await world.listening()
    officer.say("một")
    officer.say("hai")
    assert _texts(await poll) == ["một", "hai"]


async def test_a_second_poll_ends_the_first_with_a_conflict(bot: BotSide, world: World, officer: Phone) -> None:
    first = asyncio.create_task(bot.answer("getUpdates", timeout=50))
    await world.listening()
    second = asyncio.create_task(bot.updates(timeout=50))
    refused = await first
    assert (refused["error_code"], refused["description"]) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    officer.say("một")
    assert _texts(await second) == ["một"]


async def test_with_a_webhook_polling_is_a_conflict(bot: BotSide, world: World) -> None:
    poll = asyncio.create_task(bot.answer("getUpdates", timeout=50))
    await world.listening()
    await bot.call("setWebhook", url="http://127.0.0.1:9/hook")
    assert (await poll)["description"] == "Conflict: terminated by setWebhook request"
    refused = await bot.answer("getUpdates")
    assert (refused["error_code"], refused["description"]) == (
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
    await bot.call("deleteWebhook")
    assert await bot.updates() == []


async def test_a_poll_that_hangs_up_confirms_nothing(bot: BotSide, world: World, officer: Phone) -> None:
    poll = asyncio.create_task(bot.updates(timeout=50))
    await world.listening()
    poll.cancel()
    await world.wait_for(lambda: not world.poll_waits)
    officer.say("một")
    assert _texts(await bot.updates()) == ["một"]


async def test_a_press_expires_after_150_seconds_and_a_text_after_a_day(
    bot: BotSide, officer: Phone, clock: HandClock
) -> None:
    sent = await bot.call(
        "sendMessage", chat_id=officer.id, text="?",
        reply_markup={"inline_keyboard": [[{"text": "Đạt", "callback_data": "1"}]]},
    )  # fmt: skip
    officer.say("một")
    officer.press("Đạt", message_id=sent["message_id"])
    clock.wind(seconds=149)
    assert [sorted(update) for update in await bot.updates()] == [
        ["message", "update_id"],
        ["callback_query", "update_id"],
    ]
    clock.wind(seconds=1)
    assert _texts(await bot.updates()) == ["một"]
    clock.wind(hours=24)
    assert await bot.updates() == []


async def test_allowed_updates_choose_kinds_and_stay_until_changed(bot: BotSide, officer: Phone) -> None:
    await bot.updates(allowed_updates=["MESSAGE", "nonsense"])
    officer.block()
    officer.say("một")
    assert _texts(await bot.updates()) == ["một"]
    await bot.updates(allowed_updates=[])
    officer.block()
    assert [sorted(update) for update in await bot.updates()] == [
        ["message", "update_id"],
        ["my_chat_member", "update_id"],
    ]
