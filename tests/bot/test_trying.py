"""The clock that is wound and the phones without buttons, on the real process with the real turns."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.channels.loopback import LoopbackSender
from bot.channels.results import ChatClosed, Refused, RetryAfter, Sent, Unreachable
from bot.clock import Clock
from bot.serving import Serving
from bot.settings import Settings
from bot.simulator.telegram.server import Emulator
from bot.wiring import wire_telegram
from storage.database import Database
from storage.open import open_database
from storage.times import ZONE
from tests.bot.paces import HandPace

NOW = datetime(2023, 6, 5, 8, 0, tzinfo=ZONE)


class Mailbox:
    """Where the plain channel's texts arrive; answers with the statuses it was given, then 200."""

    def __init__(self) -> None:
        self.came: list[dict[str, Any]] = []
        self.statuses: list[int] = []
        self.there = asyncio.Event()

    async def take(self, request: web.Request) -> web.Response:
        if self.statuses:
            return web.Response(status=self.statuses.pop(0), headers={"Retry-After": "0"})
        self.came.append(await request.json())
        self.there.set()
        return web.Response()


@pytest.fixture
async def mailbox() -> AsyncIterator[tuple[Mailbox, str]]:
    box = Mailbox()
    app = web.Application()
    app.router.add_post("/box", box.take)
    runner = web.AppRunner(app, shutdown_timeout=0.2)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield box, f"http://127.0.0.1:{runner.addresses[0][1]}/box"
    await runner.cleanup()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(f"sqlite:///{tmp_path}/ntm.db")
    await opened.migrate()
    yield opened
    await opened.close()


@pytest.fixture
async def tried(
    emulator: Emulator, tmp_path: Path, database: Database, mailbox: tuple[Mailbox, str]
) -> AsyncIterator[tuple[Clock, str]]:
    settings = Settings(
        telegram_token=SecretStr(emulator.world.token),
        telegram_base_url=emulator.base_url,
        telegram_file_url=emulator.file_url,
        data_dir=tmp_path,
        try_listen="127.0.0.1:0",
        clock=NOW,
        plain_url=mailbox[1],
    )
    clock = Clock(NOW)
    parts = wire_telegram(settings, database, clock=clock, pace=HandPace(holds=0.5))
    life = Serving(parts)
    task = asyncio.create_task(life.run())
    await life.ready.wait()
    assert parts.trying is not None
    yield clock, f"http://127.0.0.1:{parts.trying.port}"
    life.stop()
    await task


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def test_the_clock_is_wound_forward_and_never_back(tried: tuple[Clock, str], http: aiohttp.ClientSession) -> None:
    clock, url = tried
    async with http.post(f"{url}/clock", json={"advance_seconds": 3600}) as answer:
        assert answer.status == 200
    assert (clock.now() - NOW).total_seconds() >= 3600
    async with http.post(f"{url}/clock", json={"at": "2023-06-09T07:00+07:00"}) as answer:
        assert (await answer.json())["now"].startswith("2023-06-09T07:00:0")
    async with http.post(f"{url}/clock", json={"at": "2023-06-05T08:00+07:00"}) as answer:
        assert answer.status == 409
    async with http.post(f"{url}/clock", json={"at": "soon"}) as answer:
        assert answer.status == 400
    async with http.get(f"{url}/clock") as answer:
        assert (await answer.json())["now"].startswith("2023-06-09T07:00:0")


async def test_no_web_page_and_no_other_name_reaches_them(
    tried: tuple[Clock, str], http: aiohttp.ClientSession
) -> None:
    _, url = tried
    for headers in ({"Origin": "http://evil.example"}, {"Host": "evil.example"}):
        for path in ("/clock", "/plain"):
            async with http.post(f"{url}{path}", json={"advance_seconds": 1}, headers=headers) as answer:
                assert answer.status == 403


async def test_a_phone_without_buttons_types_and_is_answered_in_text(
    tried: tuple[Clock, str], http: aiohttp.ClientSession, mailbox: tuple[Mailbox, str]
) -> None:
    _, url = tried
    box, _ = mailbox
    typed = {"key": "1", "sender": "phone-7", "name": "Cán bộ xã", "text": "xin chào"}
    for _ in range(2):  # the same text once more: taken once
        async with http.post(f"{url}/plain", json=typed) as answer:
            assert (answer.status, await answer.json()) == (200, {"taken": True})
    await asyncio.wait_for(box.there.wait(), 30)

    assert [one["to"] for one in box.came] == ["phone-7"]
    assert "mã mời" in box.came[0]["texts"][0]
    async with http.post(f"{url}/plain", json={"text": "no key"}) as answer:
        assert answer.status == 400


async def test_what_the_other_side_says_decides_what_becomes_of_a_text(mailbox: tuple[Mailbox, str]) -> None:
    box, url = mailbox
    box.statuses = [429, 500, 403, 404]
    sender = LoopbackSender(url)
    try:
        found = [await sender.send(b'{"to":"a","texts":["x"]}') for _ in range(5)]
    finally:
        await sender.close()

    assert found == [RetryAfter(0.0), Unreachable("500"), ChatClosed("403"), Refused(404, "not taken"), Sent()]
    assert [one["texts"] for one in box.came] == [["x"]]
