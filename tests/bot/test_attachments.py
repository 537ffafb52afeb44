"""What leaves with a call: evidence as it was kept, a long file that is announced; what is gone is refused."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.attachments import Attachment, Photos
from bot.channels.results import NeverBegun, Refused, Sent
from bot.channels.telegram import sender as sending
from bot.channels.telegram.files import keep
from bot.channels.telegram.render import TelegramRenderer
from bot.channels.telegram.sender import TelegramSender
from bot.simulator.telegram.files import sample
from conversations.engine import screen
from conversations.engine.effects import KeepEvidence, ShowEvidence
from conversations.programme.answer import EvidenceKind
from conversations.programme.person import Role
from conversations.screens.qr_recipe import QrRecipe
from handlers.keep_photos import due_photos, photo_kept
from tests.handlers.reporting_world import CHANNEL, World, begin, make_world

if TYPE_CHECKING:
    from pathlib import Path

    from bot.channels.telegram.connection import Connection
    from bot.simulator.telegram.phones import Phone
    from bot.simulator.telegram.server import Emulator
    from storage.database import Database

JPEG = sample("be_nuoc.jpg")


@pytest.fixture
async def world(sqlite_database: Database) -> World:
    made = await make_world(sqlite_database)
    made.services = replace(made.services, renderers={CHANNEL: TelegramRenderer()})
    return made


async def prepared(world: World, folder: Path, phone: Phone) -> bytes:
    """One photo, kept and then opened by its officer: the call that shows it."""
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    photo = KeepEvidence(key=world.key, indicator="17.1", kind=EvidenceKind.PHOTO, reference="p")
    await world.does(officer, begin(world.key), photo)
    (due,) = await due_photos(world.database, world.services, channel=CHANNEL)
    kept = keep(JPEG, "jpg", folder)
    await photo_kept(world.database, world.services, due, sha256=kept.sha256, size=kept.size, path=kept.path)
    (picture,) = (await world.does(officer, ShowEvidence(key=world.key, indicator="17.1"))).pictures
    return TelegramRenderer().picture(picture, address=str(phone.id))


def photo_sender(connection: Connection, world: World, folder: Path) -> TelegramSender:
    return TelegramSender(connection, Photos(database=world.database, folder=folder))


async def test_a_photo_of_evidence_is_shown_as_it_was_kept(
    world: World, connection: Connection, phone: Phone, emulator: Emulator, tmp_path: Path
) -> None:
    body = await prepared(world, tmp_path, phone)
    assert JPEG not in body

    result = await photo_sender(connection, world, tmp_path).send(body)

    shown = phone.last()
    assert result == Sent(str(shown.id))
    assert shown.text == "xã Phúc Sen, câu 17.1: ảnh 1/1, gửi lúc 8 giờ 00 ngày 5/6/2023."
    assert emulator.world.files.get(str(shown.file_id)).content == JPEG
    assert emulator.world.violations == []


async def test_a_photo_too_large_to_be_shown_leaves_as_a_document(
    world: World,
    connection: Connection,
    phone: Phone,
    emulator: Emulator,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sending, "LARGEST_PHOTO", len(JPEG) - 1)
    body = await prepared(world, tmp_path, phone)

    assert isinstance(await photo_sender(connection, world, tmp_path).send(body), Sent)

    assert emulator.world.files.get(str(phone.last().file_id)).content == JPEG
    assert emulator.world.violations == []


async def test_a_photo_that_the_messenger_cannot_show_leaves_as_a_document(
    world: World, connection: Connection, phone: Phone, emulator: Emulator, tmp_path: Path
) -> None:
    body = await prepared(world, tmp_path, phone)
    (file,) = tmp_path.rglob("*.jpg")
    file.write_bytes(b"\xff\xd8\xff no picture")

    assert isinstance(await photo_sender(connection, world, tmp_path).send(body), Sent)

    assert emulator.world.files.get(str(phone.last().file_id)).content == b"\xff\xd8\xff no picture"


class Never:
    """Begins a file and does not finish it."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()

    async def made(self, recipe: str) -> Attachment | None:
        self.begun.set()
        await asyncio.Event().wait()
        return None


async def test_a_file_that_is_cut_off_while_it_is_made_was_certainly_not_sent(
    world: World, connection: Connection, phone: Phone, tmp_path: Path
) -> None:
    files = Never()
    sending = asyncio.create_task(TelegramSender(connection, files).send(await prepared(world, tmp_path, phone)))
    await files.begun.wait()
    sending.cancel()
    with pytest.raises(NeverBegun):
        await sending


class Slow:
    """Makes a file once the phone shows that one is coming."""

    def __init__(self, phone: Phone) -> None:
        self._phone = phone
        self.shown = ""

    async def made(self, recipe: str) -> Attachment | None:
        while not (typing := self._phone.screen().typing):
            await asyncio.sleep(0)
        self.shown = typing
        return Attachment(file_name="so.xlsx", kind="application/zip", content=b"PK")


async def test_whoever_waits_for_a_long_file_sees_that_it_is_coming(
    connection: Connection, phone: Phone, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "SHOWN_AFTER", 0)
    slow = Slow(phone)
    document = screen.Document(name="so", recipe=str(QrRecipe(text="a")), caption="Sổ số liệu", text="")
    body = TelegramRenderer().document(document, address=str(phone.id)) or b""
    assert isinstance(await TelegramSender(connection, slow).send(body), Sent)
    assert (slow.shown, phone.screen().typing, phone.last().text) == ("upload_document", None, "Sổ số liệu")
    assert emulator.world.violations == []


async def test_a_photo_whose_bytes_are_gone_is_refused(
    world: World, connection: Connection, phone: Phone, tmp_path: Path
) -> None:
    body = await prepared(world, tmp_path, phone)
    for file in tmp_path.rglob("*.jpg"):
        file.unlink()

    assert isinstance(await photo_sender(connection, world, tmp_path).send(body), Refused)
