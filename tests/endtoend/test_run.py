"""`ntm run` from start to end against the emulated Telegram: a person joins, reports, sends a photo, leaves and comes
back; the network goes and comes; strangers knock at the webhook; SIGTERM ends everything in good order.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import orjson
import pytest

from bot.codes import RandomCodes
from bot.simulator.telegram.faults import FaultKind
from bot.simulator.telegram.files import SAMPLES, sample
from conversations.dialogues.commands import commands_for
from conversations.engine.words import SOURCE
from conversations.programme.person import Role
from handlers.invite import invite
from storage.open import open_database
from tests.endtoend.real_bot import SECRET, START, RealBot, running

if TYPE_CHECKING:
    from pathlib import Path

    from bot.simulator.telegram.phones import Phone
    from bot.simulator.telegram.server import Emulator

MODES = pytest.mark.parametrize("mode", ["polling", "webhook"])


async def invited(folder: Path, unit: str, role: Role, *, asks_phone: bool = False) -> str:
    database = await open_database(f"sqlite:///{folder}/ntm.db")
    try:
        made = await invite(
            database, unit=unit, role=role, words=SOURCE, secrets=RandomCodes(), now=START, asks_phone=asks_phone
        )
    finally:
        await database.close()
    return made.code


async def joined(emulator: Emulator, folder: Path, unit: str, role: Role, name: str = "Cán bộ xã") -> Phone:
    """Somebody who has come by the invitation's link."""
    code = await invited(folder, unit, role)
    phone = emulator.phones.add(first_name=name)
    phone.open_link(f"https://t.me/{emulator.world.bot.username}?start={code}")
    await phone.sees("Anh/chị có đồng ý không ạ?")
    phone.press("Đồng ý")
    await phone.sees("Có đúng không ạ?")
    phone.press("Đúng")
    await phone.sees("Xong rồi, cảm ơn anh/chị!")
    return phone


def stored(folder: Path, sql: str) -> list[tuple[object, ...]]:
    """What a query finds in the database after the bot has ended."""
    connection = sqlite3.connect(folder / "ntm.db")
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


ANSWERS = """
SELECT a.indicator, a.state, a.value FROM answer_now n
JOIN answer a ON a.report = n.report AND a.indicator = n.indicator AND a.version = n.version ORDER BY a.indicator
"""


@MODES
async def test_an_officer_joins_reports_and_gets_the_receipt(emulator: Emulator, folder: Path, mode: str) -> None:
    picture = sample(SAMPLES[0])
    async with running(RealBot(emulator, folder, mode=mode)) as bot:
        phone = await joined(emulator, folder, "xã Phúc Sen", Role.COMMUNE_OFFICER)
        phone.say("/baocao")
        await phone.sees("Đã có 0/57 chỉ tiêu")
        phone.press("▶ Tiếp tục")
        await phone.sees("1.1 · ")
        phone.send_photo(picture)
        await phone.sees("Đã nhận ảnh cho câu 1.1, đang lưu.")
        phone.press("✅ Đạt")
        await phone.sees("✔ 1.1 · xã tự đánh giá: đạt")
        phone.say("chưa đạt")
        await phone.sees("✔ 1.2 · xã tự đánh giá: chưa đạt")
        phone.say("95,5")
        await phone.sees("2.1 = 95,5%.")
        phone.press("✅ Đạt")
        await phone.sees("Số này tính đến ngày nào?")
        phone.press("Đến 31/5/2023, số chính thức")
        await phone.sees("✔ 2.1 = 95,5% · xã tự đánh giá: đạt · tính đến 31/5/2023, số chính thức")
        phone.say("/thoat")
        await phone.sees("Đã thoát. Mọi câu đã trả lời đều được lưu.")
        phone.say("/tieptuc")
        await phone.sees("Đã có 3/57 chỉ tiêu")
        await phone.sees("Đã lưu ảnh cho câu 1.1.")
        phone.press("Gửi báo cáo")
        await phone.sees("Chuẩn bị gửi")
        phone.press("Lãnh đạo đã duyệt trên giấy")
        await phone.sees("Xin ghi số và ngày văn bản")
        phone.say("12/BC-UBND ngày 8/6/2023")
        receipt = await phone.sees("Biên nhận số 01/2023-H1")
        await phone.acknowledged()

    assert "Đã trả lời 3/57, có 1 ảnh đã lưu" in receipt.text
    assert stored(folder, ANSWERS) == [("1.1", "met", None), ("1.2", "not_met", None), ("2.1", "met", "95.5")]
    ((path, size, tries),) = stored(folder, "SELECT path, size, tries FROM evidence_file WHERE state = 'stored'")
    assert (folder / "evidence" / str(path)).read_bytes() == picture
    assert (size, tries) == (len(picture), tries)
    assert stored(folder, "SELECT number FROM receipt") == [(1,)]
    assert stored(folder, "SELECT DISTINCT state FROM outbox") == [("sent",)]
    # whoever types faster than it is written down which message shows the screen: its buttons may be gone already
    harmless = {"hung up", "400 Bad Request: message is not modified"}
    assert {call.outcome.partition(": specified")[0] for call in emulator.world.calls} - harmless == {"ok"}
    assert [line for line in bot.said().splitlines() if " WARNING " in line or " ERROR " in line] == []


@MODES
async def test_each_role_is_shown_its_own_commands(emulator: Emulator, folder: Path, mode: str) -> None:
    async with running(RealBot(emulator, folder, mode=mode)):
        officer = await joined(emulator, folder, "xã Phúc Sen", Role.COMMUNE_OFFICER)
        leader = await joined(emulator, folder, "xã Phúc Sen", Role.COMMUNE_LEADER, "Chủ tịch xã")
        stranger = emulator.phones.add(first_name="Người lạ")
        stranger.start()
        await stranger.sees("xin anh/chị gõ mã mời đã nhận")
        await emulator.world.called("setMyCommands", chat=None, times=6)

        def menu(phone: Phone) -> set[str]:
            return {str(command["command"]) for command in phone.screen().commands}

        everybody = {command.name for command in commands_for(None)}
        assert "baocao" in menu(officer) - menu(leader)
        assert "duyet" in menu(leader) - menu(officer)
        assert menu(stranger) == everybody
        assert everybody < menu(officer) | everybody
        assert all(str(command["description"]).strip() for command in officer.screen().commands)


async def test_a_restart_goes_on_where_everybody_was(emulator: Emulator, folder: Path) -> None:
    bot = RealBot(emulator, folder, mode="polling")
    async with running(bot):
        phone = await joined(emulator, folder, "xã Phúc Sen", Role.COMMUNE_OFFICER)
        phone.say("/baocao")
        await phone.sees("Đã có 0/57 chỉ tiêu")
        phone.press("▶ Tiếp tục")
        await phone.sees("1.1 · ")
        await phone.acknowledged()
    phone.press("✅ Đạt")  # while nobody is there
    async with running(bot):
        await phone.sees("✔ 1.1 · xã tự đánh giá: đạt")
        await phone.acknowledged()

    assert stored(folder, ANSWERS) == [("1.1", "met", None)]
    assert bot.lives == 2


@MODES
async def test_a_start_without_a_network_waits_and_then_serves(emulator: Emulator, folder: Path, mode: str) -> None:
    code = await invited(folder, "xã Phúc Sen", Role.COMMUNE_OFFICER)
    phone = emulator.phones.add(first_name="Cán bộ xã")
    phone.start(code)
    bot = RealBot(emulator, folder, mode=mode)
    fault = emulator.world.faults.set(FaultKind.OFFLINE)
    try:
        await bot.start()
        await emulator.world.wait_for(lambda: fault.hits >= 2 and _waits(bot))
        emulator.world.faults.clear()
        await phone.sees("Anh/chị có đồng ý không ạ?")
        await phone.acknowledged()
        assert await bot.stop() == 0
    finally:
        await bot.close()

    assert "Traceback" not in bot.said()


def _waits(bot: RealBot) -> bool:
    return "Telegram cannot be reached yet" in bot.said() or "no connection to Telegram" in bot.said()


async def test_whoever_does_not_know_the_secret_is_refused_before_anything_is_read(
    emulator: Emulator, folder: Path
) -> None:
    update = {
        "update_id": 1,
        "message": {
            "message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "text": "/start",
            "from": {"id": 5, "is_bot": False, "first_name": "Kẻ gian"},
        },
    }  # fmt: skip
    body = orjson.dumps(update)
    name = "X-Telegram-Bot-Api-Secret-Token"
    async with running(RealBot(emulator, folder)) as bot:
        statuses = [
            await bot.post(body),
            await bot.post(body, **{name: "wrong"}),
            await bot.post(body, **{name: SECRET[:-1]}),
            await bot.post(body, **{name: SECRET + " "}),
            await bot.post(body, **{name: "é" * 20}),
        ]
        known = await bot.post(b"{no json", **{name: SECRET})
        large = await bot.post(b" " * ((1 << 20) - 1), **{name: SECRET})
        status, _ = await bot.health()

    assert statuses[:3] == [403, 403, 403]
    assert statuses[4] == 403
    assert (known, large, status) == (200, 200, 200)
    assert stored(folder, "SELECT count(*) FROM inbox WHERE update_key = '1'") == [(int(statuses[3] == 200),)]
    assert "Kẻ gian" not in bot.said()
    assert SECRET not in bot.said()


@MODES
async def test_health_tells_how_the_bot_is_and_names_nobody(emulator: Emulator, folder: Path, mode: str) -> None:
    async with running(RealBot(emulator, folder, mode=mode)) as bot:
        phone = await joined(emulator, folder, "xã Phúc Sen", Role.COMMUNE_OFFICER, "Hoàng Thị Bí Mật")
        await phone.acknowledged()
        status, document = await bot.health()

    assert (status, document["mode"], document["database"]) == (200, mode, "ok")
    assert document["updates"] == {"taken": 3}
    told = orjson.dumps(document).decode()
    assert [part for part in ("Bí Mật", str(phone.id), emulator.world.token, SECRET) if part in told] == []


@MODES
async def test_sigterm_in_the_middle_of_work_loses_nothing(emulator: Emulator, folder: Path, mode: str) -> None:
    bot = RealBot(emulator, folder, mode=mode)
    async with running(bot):
        phone = await joined(emulator, folder, "xã Phúc Sen", Role.COMMUNE_OFFICER)
        phone.say("/baocao")
        await phone.sees("Đã có 0/57 chỉ tiêu")
        phone.press("▶ Tiếp tục")
        await phone.sees("1.1 · ")
        phone.say("đạt")
        phone.say("/thoat")
    async with running(bot):
        await phone.sees("Đã thoát. Mọi câu đã trả lời đều được lưu.")
        await phone.acknowledged()

    assert stored(folder, ANSWERS) == [("1.1", "met", None)]
    assert stored(folder, "SELECT count(*) FROM answer") == [(1,)]
    assert "the last life was cut off" not in bot.said()


async def test_a_second_bot_on_the_same_data_stops_at_once_with_a_sentence(emulator: Emulator, folder: Path) -> None:
    async with running(RealBot(emulator, folder, mode="polling")):
        second = RealBot(emulator, folder, mode="polling")
        second.log = folder / "second.txt"
        await second.start()
        assert await second.ended() == 2
        assert second.said().strip().splitlines()[-1].startswith("Bot đang chạy") or "Bot đang chạy" in second.said()


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"NTM_TELEGRAM_TOKEN": ""}, "NTM_TELEGRAM_TOKEN"),
        ({"NTM_TELEGRAM_TOKEN": "not a token"}, "NTM_TELEGRAM_TOKEN"),
        ({"NTM_TELEGRAM_TOKEN": "123:" + "w" * 35}, "NTM_TELEGRAM_TOKEN"),
        ({"NTM_TELEGRAM_MODE": "webhok"}, "NTM_TELEGRAM_MODE"),
        ({"NTM_TELEGRAM_WEBHOOK_SECRET": ""}, "NTM_TELEGRAM_WEBHOOK_SECRET"),
        ({"NTM_TELEGRAM_BASE_URL": "https://example.org/bot"}, "NTM_CLOCK"),
        ({"NTM_LISTEN": "127.0.0.1"}, "NTM_LISTEN"),
        ({"NTM_DATABASE_URL": "mysql://x:geheim@y/z"}, "NTM_DATABASE_URL"),
    ],
)
async def test_a_wrong_setting_stops_the_start_with_one_sentence(
    emulator: Emulator, tmp_path: Path, settings: dict[str, str], named: str
) -> None:
    bot = RealBot(emulator, tmp_path, **settings)
    await bot.start()
    try:
        assert await bot.ended() == 2
    finally:
        await bot.close()

    last = bot.said().strip().splitlines()[-1]
    assert named in last
    assert "Traceback" not in bot.said()
    assert [secret for secret in (emulator.world.token, SECRET, "w" * 35, "geheim") if secret in bot.said()] == []
