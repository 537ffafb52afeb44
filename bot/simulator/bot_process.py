"""The bot beside the demo: the same program as anywhere, in a process of its own, told where Telegram is by settings.

It can be killed in the middle of a sentence and started anew; what it had acknowledged is there.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Final

import aiohttp

from conversations.programme.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.clock import Clock

LOG: Final = "bot.log"
ANSWERS_WITHIN: Final = 15.0
ENDS_WITHIN: Final = 8.0
_LOOK_AGAIN: Final = 0.03


class BotProcess:
    """Between start() and stop(); `told` is called whenever it begins or ends."""

    def __init__(self, *, data: Path, clock: Clock, told: Callable[[], None] = lambda: None) -> None:
        self.starts = 0
        self._settings: dict[str, str] = {}
        self._data = data
        self._clock = clock
        self._told = told
        self._process: asyncio.subprocess.Process | None = None
        self._port = 0
        self._pages = ""
        self._session: aiohttp.ClientSession | None = None

    def use(self, settings: Mapping[str, str]) -> None:
        """NTM_… from the next start on; the clock, the data folder and the address to listen at are set by start()."""
        self._settings = dict(settings)

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None and self.running else None

    @property
    def log(self) -> Path:
        return self._data / LOG

    async def start(self) -> None:
        """Return when it answers. Raises Problem, with the end of its log, where it does not."""
        self._port = _free_port()
        pages = self._pages = self._pages or f"127.0.0.1:{_free_port()}"  # what was linked to before stays there
        own = {name: value for name, value in os.environ.items() if not name.startswith("NTM_")}
        environment = own | self._settings | {
            "NTM_DATA_DIR": str(self._data),
            "NTM_TRY_LISTEN": f"127.0.0.1:{self._port}",
            "NTM_LISTEN": pages,
            "NTM_PUBLIC_URL": f"http://{pages}",
            "NTM_CLOCK": self._clock.now().isoformat(timespec="seconds"),
            "PYTHONUNBUFFERED": "1",
        }  # fmt: skip
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", env=environment, stdin=asyncio.subprocess.DEVNULL, stdout=log,
                stderr=log, start_new_session=True,
            )  # fmt: skip
        await self._answering(self._process)
        self.starts += 1
        self._told()

    async def stop(self) -> None:
        """In good order; by force where it does not come to an end."""
        process = self._process
        if process is not None and process.returncode is None:
            process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(process.wait(), ENDS_WITHIN)
            except TimeoutError:
                process.kill()
                await process.wait()
            self._told()
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def kill(self) -> None:
        """kill -9, without a word of warning."""
        process = self._process
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()
            self._told()

    async def wind(self, at: datetime) -> None:
        """Set its clock; a bot that is down takes the time when it starts."""
        if self.running:
            await self.post("/clock", {"at": at.isoformat()})

    async def next_stop(self, until: datetime) -> datetime | None:
        """The next moment at which its schedule has something to send; None where there is none, or it is down."""
        if not self.running or self._session is None:
            return None
        url = f"http://127.0.0.1:{self._port}/clock"
        async with self._session.get(url, params={"until": until.isoformat()}) as answer:
            found = (await answer.json()).get("next") if answer.status == HTTPStatus.OK else None
        return None if found is None else datetime.fromisoformat(found)

    async def post(self, path: str, document: Mapping[str, object]) -> bool:
        """Whether it took what was posted. Raises aiohttp's errors where it is away."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30), trust_env=False)
        async with self._session.post(f"http://127.0.0.1:{self._port}{path}", json=document) as answer:
            return answer.status == 200

    async def _answering(self, process: asyncio.subprocess.Process) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + ANSWERS_WITHIN
        while process.returncode is None and loop.time() < until:
            try:
                if await self.post("/clock", {"at": self._clock.now().isoformat()}):
                    return
            except (aiohttp.ClientError, OSError):
                await asyncio.sleep(_LOOK_AGAIN)
        await self.kill()
        end = self.log.read_text(encoding="utf-8", errors="replace")[-1500:]
        raise Problem(
            code="bot_did_not_start",
            message=f"Bot không khởi động được. Nhật ký ({self.log}) kết thúc bằng:\n{end}",
            remedy="Hãy gửi đoạn nhật ký này cho người quản trị.",
        )


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])
