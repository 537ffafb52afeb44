"""One person in a terminal: the very dialogues, in text with numbers."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from bot.clock import Clock
from bot.console import Console
from conversations.programme.person import Role
from storage.outbox import Outgoing, put_later
from storage.times import ZONE, millis
from tests.bot.paces import HandPace
from tests.stage import Stage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from storage.database import Database

NOW = datetime(2023, 6, 5, 8, 0, tzinfo=ZONE)


class Screen:
    """What the terminal shows since it was last looked at."""

    def __init__(self) -> None:
        self._texts: list[str] = []

    def write(self, text: str) -> None:
        self._texts.append(text)

    def look(self) -> str:
        texts, self._texts = self._texts, []
        return "\n".join(texts)


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.fixture
async def stage(sqlite_database: Database) -> Stage:
    made = Stage(sqlite_database)
    await made.load()
    return made


@pytest.fixture
async def console(stage: Stage, screen: Screen) -> AsyncIterator[Console]:
    opened = Console(database=stage.database, clock=Clock(NOW), pace=HandPace(), address="lan", write=screen.write)
    await opened.open()
    yield opened
    await opened.close()


async def test_a_person_joins_by_a_typed_code_and_answers_by_numbers(
    console: Console, screen: Screen, stage: Stage
) -> None:
    code = await stage.invited("xã Phúc Sen", Role.COMMUNE_OFFICER)
    assert "mã mời" in screen.look()

    await console.say(code)
    assert "1. Đồng ý" in screen.look()
    await console.say("1")
    assert "xã Phúc Sen" in screen.look()
    await console.say("dung")
    assert "1. " in screen.look()

    await console.say("baocao")
    assert "Báo cáo 6 tháng đầu năm 2023 · xã Phúc Sen" in screen.look()


async def test_a_conversation_goes_on_in_the_next_call(console: Console, screen: Screen, stage: Stage) -> None:
    await console.say(await stage.invited("xã Phúc Sen", Role.COMMUNE_OFFICER))
    await console.say("1")
    await console.say("1")
    await console.close()
    screen.look()

    again = Console(database=stage.database, clock=Clock(NOW), pace=HandPace(), address="lan", write=screen.write)
    await again.open()
    await again.close()

    assert "Cán bộ xã · xã Phúc Sen" in screen.look()


async def test_what_came_meanwhile_is_shown_and_what_is_for_others_is_not(
    console: Console, screen: Screen, stage: Stage
) -> None:
    async with stage.database.write() as tx:
        for address, text in (("lan", "Cho chị Lan"), ("hoa", "Cho chị Hoa")):
            body = b'{"to":"%s","texts":["%s"]}' % (address.encode(), text.encode())
            put_later(tx, Outgoing(channel="console", address=address, kind="notice", body=body), at=millis(NOW))
    screen.look()

    await console.say("menu")

    shown = screen.look()
    assert "Cho chị Lan" in shown
    assert "Cho chị Hoa" not in shown


async def test_what_a_turn_tells_somebody_else_says_to_whom(console: Console, screen: Screen, stage: Stage) -> None:
    manager = Console(database=stage.database, clock=Clock(NOW), pace=HandPace(), address="huy", write=Screen().write)
    await manager.open()
    for said in (await stage.invited("huyện Quảng Hòa", Role.MANAGER), "1", "1"):
        await manager.say(said)
    await manager.close()
    for said in (await stage.invited("xã Phúc Sen", Role.COMMUNE_OFFICER), "1", "1"):
        await console.say(said)
    for said in ("/khokhan", "Ghi khó khăn mới", "Thiếu vốn làm đường xóm", "2 Giao thông", "Kinh phí", "Ghi và gửi"):
        await console.say(said)
    parts = screen.look().split("\n\n")
    (told,) = [part for part in parts if "chờ anh/chị trả lời" in part]
    assert told.strip().startswith("[Tin gửi cho huy]\n")
    assert sum("[Tin gửi cho" in part for part in parts) == 1


@pytest.mark.parametrize("text", ["", "   ", "\u200b"])
async def test_an_empty_line_is_nothing(console: Console, screen: Screen, text: str) -> None:
    screen.look()

    await console.say(text)

    assert screen.look() == ""


async def test_a_text_of_5000_letters_gets_an_answer(console: Console, screen: Screen) -> None:
    screen.look()

    await console.say("x" * 5000)

    assert screen.look() != ""
