import hashlib
from pathlib import Path
from typing import Literal

import pytest

from bot.channels.telegram.connection import Connection
from bot.channels.telegram.files import Kept, Later, NotKept, TelegramFiles, keep, picture_ending, voice_ending
from bot.channels.telegram.request import make_bot
from bot.channels.telegram.updates import LARGEST_VOICE
from bot.simulator.telegram.faults import FaultKind
from bot.simulator.telegram.phones import VOICE, Phone
from bot.simulator.telegram.server import Emulator

JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 1000
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 30
WEBP = b"RIFF\x00\x00\x00\x00WEBPVP8 "


@pytest.fixture
def files(emulator: Emulator, connection: Connection, tmp_path: Path) -> TelegramFiles:
    bot = make_bot(connection, emulator.world.token, base_url=emulator.base_url, file_url=emulator.file_url)
    return TelegramFiles(bot=bot, connection=connection, folder=tmp_path)


def sent(phone: Phone, content: bytes, *, size: int | None = None) -> str:
    """A photo on Telegram; its reference."""
    message = phone.send_document(content, name="anh.jpg", mime="image/jpeg", size=size).message
    return str(message.content["document"]["file_id"])


async def test_a_photo_is_kept_under_its_digest(files: TelegramFiles, phone: Phone, tmp_path: Path) -> None:
    digest = hashlib.sha256(JPEG).hexdigest()

    kept = await files.fetch(sent(phone, JPEG))

    assert kept == Kept(sha256=digest, size=len(JPEG), path=f"{digest[:2]}/{digest}.jpg")
    assert (tmp_path / kept.path).read_bytes() == JPEG
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [f"{digest}.jpg"]


async def test_the_same_photo_twice_is_one_file(files: TelegramFiles, phone: Phone, tmp_path: Path) -> None:
    first = await files.fetch(sent(phone, JPEG))
    second = await files.fetch(sent(phone, JPEG))

    assert first == second
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    ("content", "size", "reason"),
    [
        (b"%PDF-1.7 no picture", None, "no_picture"),
        (b"", None, "no_picture"),
        (b"<svg onload='x'/>", None, "no_picture"),
        (JPEG, (20 << 20) + 1, "too_large"),
    ],
)
async def test_what_is_no_picture_or_too_large_is_not_kept(
    files: TelegramFiles,
    phone: Phone,
    tmp_path: Path,
    content: bytes,
    size: int | None,
    reason: Literal["no_picture", "too_large"],
) -> None:
    assert await files.fetch(sent(phone, content, size=size)) == NotKept(reason)
    assert list(tmp_path.rglob("*")) == []


async def test_a_reference_telegram_does_not_know_is_gone(files: TelegramFiles) -> None:
    assert await files.fetch("no such file") == NotKept("gone")


@pytest.mark.parametrize("fault", [FaultKind.SERVER, FaultKind.OFFLINE, FaultKind.TOO_MANY])
@pytest.mark.parametrize("method", ["getFile", "fetchFile"])
async def test_what_cannot_be_had_now_is_tried_later(
    files: TelegramFiles, phone: Phone, emulator: Emulator, fault: FaultKind, method: str
) -> None:
    reference = sent(phone, JPEG)
    emulator.world.faults.set(fault, method=method)

    assert isinstance(await files.fetch(reference), Later)
    emulator.world.faults.clear()
    assert isinstance(await files.fetch(reference), Kept)


@pytest.mark.parametrize(
    ("content", "ending"), [(JPEG, "jpg"), (PNG, "png"), (WEBP, "webp"), (b"GIF89a", None), (b"RIFF1234WAVE", None)]
)
def test_a_picture_is_known_by_its_first_bytes(content: bytes, ending: str | None) -> None:
    assert picture_ending(content) == ending


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (VOICE, "oga"),
        (b"ID3\x03", "mp3"),
        (b"\xff\xfb\x90", "mp3"),
        (b"\x00\x00\x00\x1cftypM4A ", "m4a"),
        (b"OggS\x00\x02 vorbis", None),
        (JPEG, None),
        (b"<html>", None),
    ],
)
def test_a_voice_note_is_known_by_its_first_bytes(content: bytes, ending: str | None) -> None:
    assert voice_ending(content) == ending


async def test_a_voice_note_is_kept_and_a_photo_or_too_long_a_one_in_its_place_is_not(
    files: TelegramFiles, phone: Phone, tmp_path: Path
) -> None:
    reference = str(phone.send_voice().message.content["voice"]["file_id"])
    kept = await files.fetch(reference, voice=True)
    assert isinstance(kept, Kept)
    assert (tmp_path / kept.path).read_bytes() == VOICE
    assert await files.fetch(sent(phone, JPEG), voice=True) == NotKept("no_picture")
    assert await files.fetch(reference) == NotKept("no_picture")
    assert await files.fetch(sent(phone, JPEG, size=LARGEST_VOICE + 1), voice=True) == NotKept("too_large")


def test_a_half_written_file_of_that_name_is_replaced(tmp_path: Path) -> None:
    digest = hashlib.sha256(PNG).hexdigest()
    place = tmp_path / digest[:2] / f"{digest}.png"
    place.parent.mkdir()
    place.write_bytes(PNG[:5])

    keep(PNG, "png", tmp_path)

    assert place.read_bytes() == PNG
