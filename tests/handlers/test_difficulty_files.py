"""Photos and voice notes of a difficulty: fetched like evidence, confirmed once a piece, opened by who may see it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import orjson
import pytest

from bot.channels.telegram.render import TelegramRenderer
from conversations.engine.effects import ShowDifficultyFiles
from conversations.programme.answer import EvidenceKind
from handlers.keep_photos import due_photos, photo_kept, photo_not_kept
from tests.handlers.difficulty_world import Places, make_places
from tests.handlers.reporting_world import CHANNEL

if TYPE_CHECKING:
    from storage.database import Database


@pytest.fixture
async def places(database: Database) -> Places:
    made = await make_places(database)
    made.world.services = replace(made.world.services, renderers={CHANNEL: TelegramRenderer()})
    return made


async def told(places: Places) -> list[str]:
    async with places.world.database.read() as tx:
        rows = await tx.all("SELECT body FROM outbox ORDER BY id")
    return [orjson.loads(row["body"])["text"] for row in rows]


async def test_each_piece_is_confirmed_once_and_only_what_is_there_is_opened(places: Places) -> None:
    world = places.world
    number = await places.records(text="", photos=("p1", "p2"), voices=("v1",))
    pending = await due_photos(world.database, world.services, channel=CHANNEL)
    assert [(one.reference, one.kind, one.difficulty) for one in pending] == [
        ("p1", EvidenceKind.PHOTO, number),
        ("p2", EvidenceKind.PHOTO, number),
        ("v1", EvidenceKind.VOICE, number),
    ]
    waiting = await world.does(places.reviewer, ShowDifficultyFiles(number=number))
    assert (waiting.pictures, len(waiting.lines)) == ((), 1)
    for one in pending[:2]:
        await photo_kept(world.database, world.services, one, sha256="a" * 64, size=5, path=f"aa/{one.reference}.jpg")
    await photo_not_kept(world.database, world.services, pending[2], reason="too_large")
    assert await told(places) == [
        f"Đã lưu 2 ảnh của khó khăn số {number}.",
        f"Tin thoại của khó khăn số {number} lớn hơn 5 MB nên chưa lưu. Xin anh/chị nói gọn rồi ghi lại.",
    ]
    opened = await world.does(places.reviewer, ShowDifficultyFiles(number=number))
    assert [(one.recipe.rsplit(":", 1)[1], one.voice) for one in opened.pictures] == [("1", False), ("2", False)]
    found = await places.read(places.officer, number)
    assert found is not None
    assert (found.attached.photos, found.attached.voices, found.attached.pending, found.attached.lost) == (2, 0, 0, 1)


async def test_a_voice_note_is_heard_and_every_opening_is_noted(places: Places) -> None:
    world = places.world
    number = await places.records(voices=("v1",))
    (voice,) = await due_photos(world.database, world.services, channel=CHANNEL)
    await photo_kept(world.database, world.services, voice, sha256="b" * 64, size=9, path="bb/b.oga")
    assert await told(places) == [f"Đã lưu tin thoại của khó khăn số {number}."]
    (picture,) = (await world.does(places.manager, ShowDifficultyFiles(number=number))).pictures
    assert picture.voice
    body = orjson.loads(TelegramRenderer().picture(picture, address="5"))
    assert (body["method"], body["document"]) == ("sendDocument", f"ntm:evidence:{voice.evidence}:1")
    assert await world.count_rows("audit WHERE act = 'evidence_viewed'") == 1


async def test_evidence_of_reports_is_what_it_was(places: Places) -> None:
    await places.records(photos=("p1",))
    assert await places.world.count_rows("evidence WHERE report IS NULL") == 1
    assert await places.world.count_rows("evidence WHERE report IS NULL AND difficulty IS NULL") == 0
