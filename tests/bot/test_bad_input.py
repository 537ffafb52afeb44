"""What no dialogue asked for: each gets a polite answer or a logged refusal, nothing is lost, nothing stops."""

from __future__ import annotations

import asyncio
import logging
import unicodedata
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from bot.clock import Clock
from bot.serving import Serving
from bot.settings import Settings
from bot.simulator.telegram import oddities
from bot.wiring import wire_telegram
from conversations.programme.person import Role
from storage.times import ZONE
from tests.bot.paces import HandPace
from tests.stage import Stage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from bot.simulator.telegram.phones import Phone
    from bot.simulator.telegram.server import Emulator
    from storage.database import Database

NOW = datetime(2023, 6, 5, 8, 0, tzinfo=ZONE)
TOO_BIG = (20 << 20) + 1


@asynccontextmanager
async def serving(emulator: Emulator, database: Database, folder: Path) -> AsyncIterator[Serving]:
    settings = Settings(
        telegram_token=SecretStr(emulator.world.token),
        telegram_base_url=emulator.base_url,
        telegram_file_url=emulator.file_url,
        data_dir=folder,
    )
    life = Serving(wire_telegram(settings, database, clock=Clock(NOW), pace=HandPace(holds=0.5)))
    task = asyncio.create_task(life.run())
    await life.ready.wait()
    try:
        yield life
    finally:
        life.stop()
        await task


@pytest.fixture
async def officer(emulator: Emulator, sqlite_database: Database, tmp_path: Path) -> AsyncIterator[Phone]:
    """An officer of Phúc Sen who has joined and stands in the middle of a report, talking to the whole process."""
    stage = Stage(sqlite_database)
    await stage.load()
    code = await stage.invited("xã Phúc Sen", Role.COMMUNE_OFFICER)
    phone = emulator.phones.add(first_name="<b>Hoa</b>", last_name="& \u202eCán bộ")
    async with serving(emulator, sqlite_database, tmp_path):
        phone.start(code)
        await phone.reply()
        for label, next_screen in (("Đồng ý", "Có đúng không"), ("Đúng", "Cán bộ xã · xã Phúc Sen")):
            press = phone.press(label)
            await phone.sees(next_screen)
            await press.answered()
        phone.say("/baocao")
        await phone.sees("Gửi trước ngày 10/6/2023")
        yield phone
        phone.say("/menu")
        await phone.acknowledged()
        await phone.reply()
    assert emulator.world.updates.count() == 0
    assert emulator.world.violations == []


ODD: dict[str, Callable[[Phone], object]] = {
    "a text of 5,000 letters": lambda phone: phone.say("x" * 5000),
    "emoji": lambda phone: phone.say("👍🏽🎉"),
    "Vietnamese taken apart": lambda phone: phone.say(unicodedata.normalize("NFD", "chưa đạt ạ")),
    "marks that turn the direction": lambda phone: phone.say("\u200fđạt\u061c"),
    "HTML": lambda phone: phone.say("<script>alert('x')</script> & <b>"),
    "braces": lambda phone: phone.say("{text} {0} %s {"),
    "a sticker": lambda phone: phone.send_sticker(),
    "a voice": lambda phone: phone.send_voice(),
    "a document": lambda phone: phone.send_document(),
    "a photo over 20 MB": lambda phone: phone.send_document(name="a.jpg", mime="image/jpeg", size=TOO_BIG),
    "a place": lambda phone: phone.send_location(),
    "an unknown command": lambda phone: phone.say("/khongco"),
    "a command of another role": lambda phone: phone.say("/duyet"),
    "a code that is none": lambda phone: phone.say("/start AAAAAAAAAA"),
}


async def test_each_gets_a_polite_answer(officer: Phone, caplog: pytest.LogCaptureFixture) -> None:
    silent = []
    for oddity, do in ODD.items():
        before = officer.shown()
        do(officer)
        await officer.acknowledged()
        await officer.reply()
        if officer.shown() == before:
            silent.append(oddity)

    assert silent == []
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_an_edited_message_changes_nothing_and_that_is_said(
    officer: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    sent = officer.say("đạt")
    await officer.reply()

    officer.edit(sent.message_id, "chưa đạt")
    await officer.acknowledged()

    assert (await officer.reply()).text
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


FORGED = ("x" * 65, "không phải", "1|menu", "ffffffff|send", "@|report:999.999.x", "@|", "|", "")


async def test_a_forged_button_is_answered_and_writes_nothing(
    officer: Phone, sqlite_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    for data in FORGED:
        press = officer.forge(data, message_id=officer.last().id)
        await press.answered()
        await officer.acknowledged()

    async with sqlite_database.read() as tx:
        assert await tx.all("SELECT * FROM answer") == []
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_updates_nobody_can_use_stop_nothing(
    officer: Phone, emulator: Emulator, caplog: pytest.LogCaptureFixture
) -> None:
    oddities.without_sender(emulator.world, chat=officer.id)
    oddities.unknown_kind(emulator.world)
    oddities.misshapen(emulator.world, chat=officer.id)
    oddities.raw(emulator.world, b'{"update_id":%d,"message":{' % emulator.world.updates.next_id())
    officer.say("/menu")

    await emulator.world.acknowledged()

    assert (await officer.reply()).text
    refused = [record.message for record in caplog.records if record.levelno == logging.WARNING]
    assert len(refused) == 2
    assert all(message.startswith("update not understood") for message in refused)


async def test_no_log_line_holds_what_was_written_or_who_wrote_it(
    officer: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    officer.say("bí mật 0912345678")
    officer.send_contact()
    officer.say("/start khongphaimama")
    await officer.acknowledged()
    await officer.reply()

    told = caplog.text + "".join(repr(record.__dict__) for record in caplog.records)
    for secret in ("bí mật", "0912345678", officer.phone_number, "Hoa", "khongphaimama"):
        assert secret not in told
