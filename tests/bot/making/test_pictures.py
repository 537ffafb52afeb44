"""Pictures from recipes: made off the event loop, once for many chats, and the same again after a crash."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
import pytest

from bot.channels.results import Refused, Sent, Unreachable
from bot.channels.telegram.render import TelegramRenderer
from bot.channels.telegram.sender import TelegramSender
from bot.making.files import FileMaker
from bot.making.pictures import Pictures
from conversations.engine.screen import Picture
from conversations.engine.words import SOURCE
from conversations.programme.digest import Audience
from conversations.programme.ids import UnitId
from conversations.screens.criteria_table import Drawing
from conversations.screens.picture_recipe import TableRecipe
from tests.handlers.digest_world import QuangHoa, a_june, at, quang_hoa

if TYPE_CHECKING:
    from bot.channels.telegram.connection import Connection
    from bot.simulator.telegram.phones import Phone
    from bot.simulator.telegram.server import Emulator
    from storage.database import Database

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
async def june(sqlite_database: Database) -> QuangHoa:
    place = await quang_hoa(sqlite_database)
    await a_june(place)
    return place


def pictures_of(place: QuangHoa) -> Pictures:
    return Pictures(database=place.database, words={"vi": SOURCE})


def sender_of(connection: Connection, place: QuangHoa, pictures: Pictures) -> TelegramSender:
    attachments = FileMaker(database=place.database, pictures=pictures, folder=Path("nowhere"), words={"vi": SOURCE})
    return TelegramSender(connection, attachments)


async def table_of_june(place: QuangHoa) -> Picture:
    (picture,) = [one for one in await place.told(at(12, 7), Audience.GROUP) if isinstance(one, Picture)]
    return picture


def test_a_recipe_reads_back_and_nothing_else_is_one() -> None:
    recipe = TableRecipe(
        unit=UnitId(12), as_of=date(2023, 6, 12), known_at=datetime(2023, 6, 12, tzinfo=UTC), part=3, language="en"
    )
    assert str(recipe) == "ntm:table:12:2023-06-12:1686528000000:3:en"
    assert TableRecipe.read(str(recipe)) == recipe
    forged = (
        "",
        "ntm:table",
        f"{recipe} ",
        "ntm:table:12:2023-02-30:1:0:vi",
        "AgACAgUAAxkBAAI",
        "ntm:table:-1:x:1:0:vi",
    )
    assert [TableRecipe.read(text) for text in forged] == [None] * len(forged)


async def test_the_picture_of_a_recipe_is_the_same_in_another_life_and_after_a_week_of_changes(june: QuangHoa) -> None:
    recipe = (await table_of_june(june)).recipe
    first = await pictures_of(june).made(recipe)
    officer = await june.officer("xã Tự Do", "Hoàng Văn Chung", now=at(13))
    await june.answers("xã Tự Do", now=at(14), by=officer)
    await june.act("xã Tự Do", "send", now=at(15), by=officer)
    assert first is not None
    assert first.startswith(PNG)
    assert await pictures_of(june).made(recipe) == first
    later = TableRecipe(unit=await june.unit(), as_of=at(19).date(), known_at=at(19))
    assert await pictures_of(june).made(str(later)) != first


async def test_many_chats_ask_for_one_picture_and_it_is_drawn_once_while_the_loop_goes_on(
    june: QuangHoa, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = pictures_of(june)
    drawn: list[bytes] = []
    threads: set[bool] = set()
    draw = pictures._tables.draw

    def watched(drawing: Drawing) -> bytes:
        try:
            asyncio.get_running_loop()
            threads.add(True)
        except RuntimeError:
            threads.add(False)
        drawn.append(draw(drawing))
        return drawn[-1]

    monkeypatch.setattr(pictures._tables, "draw", watched)
    recipe = (await table_of_june(june)).recipe
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    going_on = asyncio.create_task(others())
    made = await asyncio.gather(*(pictures.made(recipe) for _ in range(5)))
    going_on.cancel()
    assert made == [drawn[0]] * 5
    assert (len(drawn), threads) == (1, {False})
    assert turns > 10


async def test_what_names_no_table_has_no_picture(june: QuangHoa) -> None:
    pictures = pictures_of(june)
    unknown = TableRecipe(unit=UnitId(999_999), as_of=at(12).date(), known_at=at(12))
    office = TableRecipe(unit=await june.unit("Phòng Y tế"), as_of=at(12).date(), known_at=at(12))
    no_part = TableRecipe(unit=await june.unit(), as_of=at(12).date(), known_at=at(12), part=7)
    assert [await pictures.made(str(one)) for one in (unknown, office, no_part, "AgAC")] == [None] * 4


async def test_a_picture_is_uploaded_with_its_caption_and_stands_in_the_chat(
    june: QuangHoa, connection: Connection, phone: Phone, emulator: Emulator
) -> None:
    picture = await table_of_june(june)
    sender = sender_of(connection, june, pictures_of(june))

    result = await sender.send(TelegramRenderer().picture(picture, address=str(phone.id)))

    shown = phone.last()
    assert result == Sent(str(shown.id))
    assert shown.text == "Bảng tiêu chí huyện Quảng Hòa, đến ngày 12/6/2023. Ý nghĩa từng ô ghi dưới bảng."
    kept = emulator.world.files.get(str(shown.file_id))
    assert kept.content == await pictures_of(june).made(picture.recipe)
    assert emulator.world.violations == []


async def test_a_picture_that_cannot_be_made_is_refused_and_one_that_failed_is_tried_again(
    june: QuangHoa, connection: Connection, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = pictures_of(june)
    sender = sender_of(connection, june, pictures)
    gone = Picture(name="t", recipe="ntm:table:99:2023-06-12:1:0:vi", caption="Bảng", text="Bảng")
    refused = await sender.send(TelegramRenderer().picture(gone, address=str(phone.id)))
    assert isinstance(refused, Refused)

    def fails(_drawing: object) -> bytes:
        raise OSError("disk")

    monkeypatch.setattr(pictures._tables, "draw", fails)
    body = TelegramRenderer().picture(await table_of_june(june), address=str(phone.id))
    assert await sender.send(body) == Unreachable("OSError")


def test_a_prepared_picture_carries_its_recipe_and_no_bytes() -> None:
    picture = Picture(name="t", recipe="ntm:table:1:2023-06-12:1:0:vi", caption="Bảng", text="Bảng chữ")
    assert orjson.loads(TelegramRenderer().picture(picture, address="7")) == {
        "method": "sendPhoto",
        "chat_id": 7,
        "photo": "ntm:table:1:2023-06-12:1:0:vi",
        "caption": "Bảng",
    }
