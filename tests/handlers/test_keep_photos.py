from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import orjson
import pytest

from bot.channels.telegram.render import TelegramRenderer
from conversations.engine.effects import KeepEvidence
from conversations.programme.answer import EvidenceKind
from conversations.programme.person import Role
from handlers.keep_photos import WAITS, due_photos, photo_kept, photo_later, photo_not_kept
from tests.handlers.reporting_world import CHANNEL, World, begin, make_world

if TYPE_CHECKING:
    from storage.database import Database
    from storage.evidence import PendingFile


@pytest.fixture
async def world(database: Database) -> World:
    made = await make_world(database)
    made.services = replace(made.services, renderers={CHANNEL: TelegramRenderer()})
    return made


async def send(world: World, *references: str, album: str = "", language: str = "vi") -> tuple[PendingFile, ...]:
    """An officer sends photos for 17.1; what is then to be fetched."""
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune, language=language)
    photos = [
        KeepEvidence(key=world.key, indicator="17.1", kind=EvidenceKind.PHOTO, reference=reference, album=album)
        for reference in references
    ]
    await world.does(officer, begin(world.key), *photos)
    return await due_photos(world.database, world.services, channel=CHANNEL)


async def kept(world: World, photo: PendingFile) -> None:
    await photo_kept(world.database, world.services, photo, sha256="a" * 64, size=5, path="aa/a.jpg")


async def told(world: World) -> list[str]:
    async with world.database.read() as tx:
        rows = await tx.all("SELECT body FROM outbox ORDER BY id")
    return [orjson.loads(row["body"])["text"] for row in rows]


async def test_a_photo_is_confirmed_when_it_is_kept(world: World) -> None:
    (photo,) = await send(world, "p1")

    await kept(world, photo)

    assert await told(world) == ["Đã lưu ảnh cho câu 17.1."]
    assert await due_photos(world.database, world.services, channel=CHANNEL) == ()


async def test_a_photo_kept_twice_is_confirmed_once(world: World) -> None:
    (photo,) = await send(world, "p1")

    await kept(world, photo)
    await kept(world, photo)

    assert len(await told(world)) == 1


async def test_an_album_is_confirmed_once_when_all_of_it_is_kept(world: World) -> None:
    photos = await send(world, "p1", "p2", "p3", album="m1")

    for photo in photos:
        await kept(world, photo)

    assert await told(world) == ["Đã lưu 3 ảnh cho câu 17.1."]


async def test_of_an_album_the_photo_that_is_lost_is_asked_for_again(world: World) -> None:
    first, second = await send(world, "p1", "p2", album="m1")

    await kept(world, first)
    await photo_not_kept(world.database, world.services, second, reason="gone")

    (text,) = await told(world)
    assert text.splitlines() == [
        "Đã lưu ảnh cho câu 17.1.",
        "Ảnh cho câu 17.1 không còn trên máy chủ nhắn tin nên chưa lưu được. Xin anh/chị gửi lại ảnh.",
    ]


async def test_a_file_too_large_is_asked_for_again_as_a_photo(world: World) -> None:
    (photo,) = await send(world, "p1")

    await photo_not_kept(world.database, world.services, photo, reason="too_large")

    (text,) = await told(world)
    assert "lớn hơn 20 MB" in text
    assert "gửi lại dưới dạng ảnh" in text


async def test_a_photo_that_cannot_be_had_is_tried_again_later_and_at_last_given_up(world: World) -> None:
    await send(world, "p1")

    for wait in WAITS:
        (photo,) = await due_photos(world.database, world.services, channel=CHANNEL)
        await photo_later(world.database, world.services, photo)
        assert await due_photos(world.database, world.services, channel=CHANNEL) == ()
        world.clock.at += wait
    assert await told(world) == []

    (photo,) = await due_photos(world.database, world.services, channel=CHANNEL)
    await photo_later(world.database, world.services, photo)

    (text,) = await told(world)
    assert text.startswith("Mạng yếu, đã thử nhiều lần")
    world.clock.at += 10 * WAITS[-1]
    assert await due_photos(world.database, world.services, channel=CHANNEL) == ()


async def test_the_sender_is_told_in_the_senders_language(world: World) -> None:
    (photo,) = await send(world, "p1", language="en")

    await kept(world, photo)

    assert await told(world) == ["EN Đã lưu ảnh cho câu 17.1."]
