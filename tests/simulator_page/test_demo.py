"""The demo from an empty folder, over HTTP as the page uses it, with the unmodified bot in a process of its own."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import aiohttp

from bot.simulator.quang_hoa.cast import CAST
from bot.simulator.quang_hoa.world import WORLD
from handlers.rules import list_rules
from handlers.units import list_units
from storage.open import open_database
from storage.times import ZONE
from tests.transcript import play

if TYPE_CHECKING:
    from pathlib import Path

    from bot.simulator.demo import Demo
    from bot.simulator.telegram.phones import Phone
    from storage.database import Database


def phone_of(demo: Demo, key: str) -> Phone:
    number = next(one["id"] for one in demo.state()["phones"] if one["key"] == key)
    return demo.emulator.phones[number]


def link_of(demo: Demo, key: str) -> str:
    return str(next(one["link"] for one in demo.state()["phones"] if one["key"] == key))


async def joined(demo: Demo, key: str) -> Phone:
    phone = phone_of(demo, key)
    phone.open_link(link_of(demo, key))
    await phone.reply()
    for label in ("Đồng ý", "Đúng"):
        phone.press(next(shown for shown in phone.last().labels() if label in shown))
        await phone.reply()
    return phone


async def told(http: aiohttp.ClientSession, demo: Demo, path: str, **body: object) -> dict[str, Any]:
    async with http.post(f"{demo.emulator.url}{path}", json=body) as answer:
        document: dict[str, Any] = await answer.json()
        assert answer.status == 200, document
        return document


async def test_the_district_comes_from_an_empty_database_by_verbs_that_are_told(demo: Demo) -> None:
    (_, loaded), (_, invited) = demo.steps
    assert [line.split()[1] for line in loaded] == ["import", *["unit"] * 4, "rule"]
    assert [line.split()[1] for line in invited] == ["invite"] * len(CAST)
    database = await open_database(f"sqlite:///{demo.data}/ntm.db")
    try:
        day = WORLD.starts.date()
        titles = [line.unit.title for line in await list_units(database, under=None, day=day)]
        rules = [line.rule.code for line in await list_rules(database, unit="huyện Quảng Hòa", day=day)]
    finally:
        await database.close()
    assert len([title for title in titles if title.startswith("xã ")]) == 16
    assert [title for title in titles if title.startswith("xóm ")] == [
        "xóm Lũng Vài", "xóm Phja Chang", "xóm Bản Khuông", "xóm Lũng Thôn",
    ]  # fmt: skip
    assert "X1" in rules


async def test_only_this_computer_sees_the_page(demo: Demo, http: aiohttp.ClientSession) -> None:
    for path in ("/", "/page/main.js", "/_demo/state"):
        async with http.get(f"{demo.emulator.url}{path}") as answer:
            assert answer.status == 200
        for headers in ({"Host": "evil.example"}, {"Origin": "http://evil.example"}):
            async with http.get(f"{demo.emulator.url}{path}", headers=headers) as answer:
                assert answer.status == 403


async def test_an_officer_joins_and_the_panel_tells_why_this_question_came(
    demo: Demo, http: aiohttp.ClientSession
) -> None:
    officer = phone_of(demo, "phuc_sen")
    assert await demo.why(officer.id) == {"channel": "telegram", "known": False, "calls": []}

    await joined(demo, "phuc_sen")

    async with http.get(f"{demo.emulator.url}/_demo/why", params={"phone": officer.id}) as answer:
        why = await answer.json()
    assert (why["known"], why["stack"][-1]["frame"], why["answers"]) == (True, "menu", [])
    assert why["calls"][0]["outcome"] == "ok"


async def test_a_killed_bot_comes_back_and_answers_what_was_said_meanwhile(
    demo: Demo, http: aiohttp.ClientSession
) -> None:
    officer = await joined(demo, "tu_do")
    before = demo.bot.pid
    await told(http, demo, "/_demo/bot/stop")
    officer.say("/trogiup")
    assert (await told(http, demo, "/_demo/bot/start"))["running"]
    await officer.reply()
    await told(http, demo, "/_demo/bot/kill")
    officer.say("/menu")
    await officer.reply()

    assert demo.bot.pid not in {None, before}
    assert demo.bot.starts == 3
    assert demo.world.violations == []


async def test_the_clock_is_wound_forward_for_telegram_and_the_bot_alike(
    demo: Demo, http: aiohttp.ClientSession
) -> None:
    await told(http, demo, "/_demo/clock", hours=1)
    await told(http, demo, "/_demo/clock", days=1)
    await told(http, demo, "/_demo/clock", to="morning")
    assert timedelta() <= demo.clock.now() - WORLD.starts.replace(day=7, hour=7) < timedelta(minutes=1)
    async with http.get(f"http://127.0.0.1:{demo.bot._port}/clock") as answer:
        assert (await answer.json())["now"].startswith("2023-06-07T07:00")
    async with http.post(f"{demo.emulator.url}/_demo/clock", json={"at": "2023-06-05T08:00"}) as answer:
        assert (answer.status, (await answer.json())["error"][:20]) == (400, "Đồng hồ chỉ vặn tới.")


async def test_a_phone_switched_to_plain_joins_by_its_code_and_answers_by_numbers(
    demo: Demo, http: aiohttp.ClientSession
) -> None:
    person = phone_of(demo, "village").id
    code = next(one["code"] for one in demo.state()["phones"] if one["id"] == person)
    place = f"/_demo/phones/{person}/plain"
    await told(http, demo, place, on=True)

    async def says(text: str) -> str:
        chat = demo.plain[person]
        there = len(chat.messages)
        await told(http, demo, f"{place}/say", text=text)
        async with asyncio.timeout(10):
            while len(chat.messages) < there + 2:
                await asyncio.sleep(0)
        return chat.messages[-1].text

    assert "\n\n1. Đồng ý" in await says(code.lower())
    assert "xóm Lũng Vài" in await says("1")
    assert "Trưởng xóm Lũng Vài" in await says("1")
    assert (await demo.why(person))["channel"] == "plain"


async def test_a_phone_keeps_its_owner_when_it_is_switched_to_plain_and_back(
    demo: Demo, http: aiohttp.ClientSession
) -> None:
    officer = await joined(demo, "phuc_sen")
    place = f"/_demo/phones/{officer.id}/plain"
    await told(http, demo, place, on=True)
    await told(http, demo, f"{place}/say", text="tai khoan")
    async with asyncio.timeout(30):
        while len(demo.plain[officer.id].messages) < 2:
            await asyncio.sleep(0)
    assert "Cán bộ xã Phúc Sen" in demo.plain[officer.id].messages[-1].text
    await told(http, demo, place, on=False)
    officer.say("/dulieucanhan")
    assert "plain" in (await officer.reply()).text.lower()

    database = await open_database(f"sqlite:///{demo.data}/ntm.db")
    async with database.read() as tx:
        accounts = await tx.all(
            "SELECT channel, person FROM channel_account WHERE address = :a ORDER BY channel", a=str(officer.id)
        )
        grants = await tx.all("SELECT person FROM role_grant")
    await database.close()
    assert [row["channel"] for row in accounts] == ["plain", "telegram"]
    assert {row["person"] for row in accounts} == {row["person"] for row in grants}
    assert len(grants) == 1


async def test_a_saved_conversation_is_replayed_by_the_tests_word_for_word(
    demo: Demo, http: aiohttp.ClientSession, tmp_path: Path, sqlite_database: Database
) -> None:
    officer = await joined(demo, "phuc_sen")
    officer.say("/trogiup")
    await officer.reply()
    await officer.acknowledged()
    async with http.get(f"{demo.emulator.url}/_demo/transcript") as answer:
        saved = await answer.text()
    file = tmp_path / "saved.md"
    file.write_text(saved, encoding="utf-8")

    assert await play(file, sqlite_database, plain=False) == saved
    assert "Cán bộ xã Phúc Sen: (mã mời commune_officer, xã Phúc Sen)" in saved


async def test_the_founder_binds_the_group_and_the_panel_tells_what_it_follows(demo: Demo) -> None:
    manager = await joined(demo, "manager")
    group = demo.state()["group"]
    async with aiohttp.ClientSession() as http:
        await told(http, demo, f"/_sim/groups/{group['id']}/add_bot", by=group["members"][0]["id"])
        await manager.sees("gõ /gannhom kèm tên đơn vị", chat=group["id"])
        await told(http, demo, f"/_sim/phones/{manager.id}/say", text="/gannhom", chat=group["id"])
        await manager.sees("Gắn nhóm này với huyện Quảng Hòa?", chat=group["id"])
        asked = await demo.why(group["id"])
        pressed = await told(http, demo, f"/_sim/phones/{manager.id}/press", button="Gắn nhóm", chat=group["id"])
        await manager.sees("✔ Nhóm này theo dõi huyện Quảng Hòa", chat=group["id"])

    assert group["members"][0]["id"] == manager.id
    assert (asked["follows"], asked["asked"], pressed["answered"]) == ([], 1, True)
    assert await demo.why(group["id"]) == {
        "known": True,
        "follows": [{"topic": 0, "unit": "Quảng Hòa", "since": "5/6/2023", "state": "tới được"}],
        "asked": 0,
    }
    assert demo.world.violations == []


async def test_winding_past_the_deadline_brings_reminders_the_list_of_who_is_late_and_the_digest(
    demo: Demo, http: aiohttp.ClientSession
) -> None:
    officer = await joined(demo, "phuc_sen")
    manager = await joined(demo, "manager")

    await told(http, demo, "/_demo/clock", at="2023-06-16T12:00")

    def days(phone: Phone, beginning: str) -> list[str]:
        return [
            f"{shown.at.astimezone(ZONE):%d/%m %H:%M}" for shown in phone.messages() if shown.text.startswith(beginning)
        ]

    assert days(officer, "⏰") == ["06/06 08:00", "08/06 08:00", "09/06 08:00"]
    assert days(officer, "Đã qua hạn") == ["12/06 08:00", "16/06 08:00"]
    assert days(manager, "Báo cáo 6 tháng đầu năm 2023: đến") == ["12/06 08:30", "16/06 08:30"]
    assert demo.world.violations == []
