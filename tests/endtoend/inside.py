"""The bot in the test's own process, against the emulated Telegram: time passes only when it is wound, and both have
the same clock.
"""

from __future__ import annotations

import asyncio
import itertools
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.clock import Clock
from bot.codes import RandomCodes
from bot.serving import Serving
from bot.settings import Settings
from bot.simulator.telegram.server import Emulator
from bot.simulator.telegram.world import World
from bot.wiring import wire_telegram
from conversations.engine.words import SOURCE
from handlers.invite import invite
from tests.bot.paces import HandPace
from tests.endtoend.real_bot import SECRET, START, free_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from bot.simulator.telegram.phones import Phone
    from conversations.programme.person import Role
    from storage.database import Database

WITHIN = 30.0


@dataclass(kw_only=True)
class Inside:
    """A bot that serves, Telegram before it and the database behind it."""

    emulator: Emulator
    database: Database
    serving: Serving
    pace: HandPace
    clock: Clock

    @property
    def world(self) -> World:
        return self.emulator.world

    def wind(self, **by: float) -> None:
        """Time passes: for the bot, for Telegram, for whoever waits."""
        self.pace.wind(timedelta(**by).total_seconds())

    async def until(self, happened: Callable[[], object], *, winding: float = 1.0) -> None:
        """Let time pass, that many seconds at once, until it has happened."""
        async with asyncio.timeout(WITHIN):
            while not happened():
                self.wind(seconds=winding)
                for _ in range(20):
                    await asyncio.sleep(0)

    async def joined(self, unit: str, role: Role, name: str = "Cán bộ xã", *, phone_number: str | None = None) -> Phone:
        """Somebody who has come by an invitation's link."""
        made = await invite(
            self.database, unit=unit, role=role, words=SOURCE, secrets=RandomCodes(), now=self.clock.now()
        )
        phone = self.emulator.phones.add(first_name=name, phone_number=phone_number)
        phone.start(made.code)
        await phone.sees("Anh/chị có đồng ý không ạ?")
        phone.press("Đồng ý")
        await phone.sees("Có đúng không ạ?")
        phone.press("Đúng")
        await phone.sees("Xong rồi, cảm ơn anh/chị!")
        await phone.acknowledged()
        return phone

    async def at_the_first_question(self, phone: Phone) -> None:
        phone.say("/baocao")
        await phone.sees("Đã có 0/57 chỉ tiêu")
        phone.press("▶ Tiếp tục")
        await phone.sees("1.1 · ")
        await phone.acknowledged()

    async def settled(self) -> None:
        """Everything was taken, and what it led to has left."""
        await self.world.acknowledged()
        await self.serving._parts.dispatcher.settled()


@asynccontextmanager
async def inside(database: Database, folder: Path, *, mode: str = "webhook") -> AsyncIterator[Inside]:
    """The bot serves until the end of the block. What it did must fit the published API."""
    pace = HandPace(holds=0.5)
    clock = Clock(START, monotonic=pace.now)

    async def no_pause(_seconds: float) -> None:
        await asyncio.sleep(0)

    async with Emulator(World(clock=clock.now), sleep=no_pause) as emulator:
        port = free_port()
        settings = Settings.model_validate(
            {
                "telegram_token": SecretStr(emulator.world.token),
                "telegram_base_url": emulator.base_url,
                "telegram_file_url": emulator.file_url,
                "telegram_mode": mode,
                "telegram_webhook_url": f"http://127.0.0.1:{port}/telegram",
                "telegram_webhook_secret": SecretStr(SECRET),
                "listen": f"127.0.0.1:{port}",
                "data_dir": folder,
            }
        )
        parts = wire_telegram(settings, database, clock=clock, pace=pace)
        serving = Serving(parts)
        life = asyncio.create_task(serving.run())
        try:
            await emulator.world.listening()
            await emulator.world.called("setMyCommands", times=4)
            yield Inside(emulator=emulator, database=database, serving=serving, pace=pace, clock=clock)
        finally:
            serving.stop()
            for _ in itertools.takewhile(lambda _: not life.done(), range(100_000)):
                pace.wind(1)
                await asyncio.sleep(0)
            await life
        assert emulator.world.violations == []
