"""Flood control, where it is asked for."""

import aiohttp

from bot.simulator.telegram.groups import Group
from bot.simulator.telegram.phones import Phone
from bot.simulator.telegram.server import Emulator
from bot.simulator.telegram.world import World
from tests.simulator.bot_side import BotSide, HandClock


async def _sent_until_refused(bot: BotSide, chat: int) -> tuple[int, str]:
    for number in range(100):
        answer = await bot.answer("sendMessage", chat_id=chat, text=str(number))
        if not answer["ok"]:
            return number, str(answer["description"])
    return 100, ""


async def test_each_chat_and_all_together_have_their_pace(clock: HandClock, session: aiohttp.ClientSession) -> None:
    async with Emulator(World(clock=clock, flood_control=True)) as emulator:
        bot = BotSide(emulator, session)
        people = [emulator.phones.add(first_name=str(number)) for number in range(8)]
        for person in people:
            person.start()
        assert await _sent_until_refused(bot, people[0].id) == (5, "Too Many Requests: retry after 5")
        for person in people[1:6]:
            assert (await _sent_until_refused(bot, person.id))[0] == 5
        assert await _sent_until_refused(bot, people[7].id) == (0, "Too Many Requests: retry after 1")
        clock.wind(seconds=5)
        await bot.call("sendMessage", chat_id=people[0].id, text="tiếp")
        group = Group(emulator.world, title="Huyện", by=people[0])
        group.add_bot(by=people[0])
        assert await _sent_until_refused(bot, group.id) == (20, "Too Many Requests: retry after 60")


async def test_without_it_everything_is_taken(bot: BotSide, officer: Phone) -> None:
    assert await _sent_until_refused(bot, officer.id) == (100, "")
