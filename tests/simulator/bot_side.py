"""The bot's side of the line in these tests: plain HTTP, each answer held against the published API."""

from datetime import datetime, timedelta
from io import BytesIO

import aiohttp

from bot.simulator.telegram.methods import CARRIED_OUT_ELSEWHERE, METHODS
from bot.simulator.telegram.server import Emulator
from bot.simulator.telegram.spec import Json

RETURNS = {**{name: method.returns for name, method in METHODS.items()}, **CARRIED_OUT_ELSEWHERE}


class HandClock:
    """A clock that moves only when it is wound."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def __call__(self) -> datetime:
        return self._now

    def wind(self, **by: float) -> None:
        self._now += timedelta(**by)


class BotSide:
    """Calls methods as a bot does. What the emulator returns must be what the published API says."""

    def __init__(self, emulator: Emulator, session: aiohttp.ClientSession) -> None:
        self._emulator = emulator
        self._session = session

    def url(self, method: str) -> str:
        return f"{self._emulator.base_url}{self._emulator.world.token}/{method}"

    async def answer(self, method: str, /, **params: object) -> Json:
        """The whole answer, the refusals too."""
        async with self._session.post(self.url(method), json=params) as response:
            answer: Json = await response.json()
            assert response.status == answer.get("error_code", 200)
        if answer["ok"]:
            assert self._emulator.world.spec.problems(answer["result"], RETURNS[method]) == []
        return answer

    async def call(self, method: str, /, **params: object) -> Json:
        answer = await self.answer(method, **params)
        assert answer["ok"], answer
        result: Json = answer["result"]
        return result

    async def refused(self, method: str, /, **params: object) -> str:
        """The description of a refusal."""
        answer = await self.answer(method, **params)
        assert not answer["ok"], answer
        return str(answer["description"])

    async def upload(self, method: str, fields: dict[str, str], files: dict[str, tuple[str, bytes]]) -> Json:
        form = aiohttp.FormData(fields)
        for name, (file_name, content) in files.items():
            form.add_field(name, BytesIO(content), filename=file_name)
        async with self._session.post(self.url(method), data=form) as response:
            answer: Json = await response.json()
        if answer["ok"]:
            assert self._emulator.world.spec.problems(answer["result"], RETURNS[method]) == []
        return answer

    async def updates(self, **params: object) -> list[Json]:
        found: object = await self.call("getUpdates", **params)
        assert isinstance(found, list)
        return found
