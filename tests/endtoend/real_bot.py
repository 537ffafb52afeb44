"""The bot as it is run: `python -m bot run` in a process of its own, told by its environment where Telegram is.

It can be told to stop, or be killed and begun again; its clock goes on where the last life's stood.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp

from storage.times import ZONE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.simulator.telegram.server import Emulator

HOUSE = Path(__file__).parents[2]
START = datetime(2023, 6, 5, 8, 0, tzinfo=ZONE)
SECRET = "made-up_secret-of-the-webhook"
ENDS_WITHIN = 30.0


class RunningClock:
    """The same clock for the emulated Telegram and for every life of the bot."""

    def __init__(self) -> None:
        self._begun = time.monotonic()

    def __call__(self) -> datetime:
        return START + timedelta(seconds=time.monotonic() - self._begun)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


class RealBot:
    """One bot with its data folder, in as many lives as the test gives it."""

    def __init__(
        self, emulator: Emulator, folder: Path, *, mode: str = "webhook", database_url: str = "", **settings: str
    ) -> None:
        self.lives = 0
        self.port = free_port()
        self.log = folder / "log.txt"
        self._emulator = emulator
        self._process: asyncio.subprocess.Process | None = None
        self._settings = {
            "NTM_TELEGRAM_TOKEN": emulator.world.token,
            "NTM_TELEGRAM_BASE_URL": emulator.base_url,
            "NTM_TELEGRAM_FILE_URL": emulator.file_url,
            "NTM_TELEGRAM_MODE": mode,
            "NTM_TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{self.port}/telegram",
            "NTM_TELEGRAM_WEBHOOK_SECRET": SECRET,
            "NTM_LISTEN": f"127.0.0.1:{self.port}",
            "NTM_DATA_DIR": str(folder),
            "NTM_DATABASE_URL": database_url or f"sqlite:///{folder}/ntm.db",
            **settings,
        }

    async def start(self) -> None:
        """Another life. Returns when the process is there, not when it serves."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("NTM_")}
        clock = {"NTM_CLOCK": self._emulator.world.clock().isoformat()}
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run",
                env=kept | self._settings | clock, cwd=HOUSE, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.lives += 1

    async def kill(self) -> None:
        """As a power cut, or the system that needs the memory: without a warning."""
        await self._ended_by(signal.SIGKILL)

    async def stop(self) -> int:
        """Ask it to end; its exit code."""
        return await self._ended_by(signal.SIGTERM)

    async def ended(self) -> int:
        """Its exit code, once it ends by itself."""
        assert self._process is not None
        async with asyncio.timeout(ENDS_WITHIN):
            return await self._process.wait()

    async def _ended_by(self, number: signal.Signals) -> int:
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(number)
        return await self.ended()

    async def health(self) -> tuple[int, dict[str, object]]:
        async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{self.port}/health") as answer:
            return answer.status, await answer.json()

    async def post(self, body: bytes, **headers: str) -> int:
        """Somebody calls the webhook; the status that comes back."""
        url = f"http://127.0.0.1:{self.port}/telegram"
        async with (
            aiohttp.ClientSession() as session,
            session.post(url, data=body, headers={"X-Telegram-Bot-Api-Secret-Token": "", **headers}) as answer,
        ):
            return answer.status

    def said(self) -> str:
        """Everything all its lives wrote to stdout and stderr."""
        return self.log.read_text(encoding="utf-8") if self.log.exists() else ""

    def told_secrets(self) -> list[str]:
        """Which of its secrets it wrote somewhere."""
        said = self.said()
        return [secret for secret in (self._emulator.world.token, SECRET) if secret in said]

    async def close(self) -> None:
        if self._process is not None and self._process.returncode is None:
            await self.kill()


@asynccontextmanager
async def running(bot: RealBot) -> AsyncIterator[RealBot]:
    """The bot, serving; it ends in good order, or is killed where the test fails."""
    await bot.start()
    try:
        await bot._emulator.world.listening(timeout=ENDS_WITHIN)
        yield bot
        assert await bot.stop() == 0, bot.said()
        assert bot.told_secrets() == []
    finally:
        await bot.close()
