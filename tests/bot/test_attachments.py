"""Files that are made when they leave: evidence as it was kept, own data as it stands; what is gone is refused."""

from __future__ import annotations

import asyncio
import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import orjson
import pytest
from docx import Document

from bot.attachments import Attachment, Photos
from bot.channels.plain import PlainRenderer
from bot.channels.results import NeverBegun, Refused, Sent
from bot.channels.telegram import sender as sending
from bot.channels.telegram.files import keep
from bot.channels.telegram.render import TelegramRenderer
from bot.channels.telegram.sender import TelegramSender
from bot.making.files import FileMaker
from bot.making.pictures import Pictures
from bot.simulator.telegram.files import sample
from conversations.engine import screen
from conversations.engine.asks import OwnFormOf, ReportPeriods
from conversations.engine.effects import KeepEvidence, SendOwnData, SendPaper, ShowEvidence, WithdrawConsent
from conversations.engine.words import SOURCE
from conversations.programme.answer import EvidenceKind
from conversations.programme.paper import PaperKind
from conversations.programme.person import Role
from conversations.programme.problem import Problem
from conversations.programme.report import ReportAct
from conversations.screens.qr_recipe import QrRecipe
from handlers.keep_photos import due_photos, photo_kept
from handlers.office_forms import keep_form
from tests.documents.test_fill_form import form
from tests.handlers.reporting_world import CHANNEL, World, begin, make_world

if TYPE_CHECKING:
    from pathlib import Path

    from bot.channels.telegram.connection import Connection
    from bot.simulator.telegram.phones import Phone
    from bot.simulator.telegram.server import Emulator
    from conversations.programme.ids import PersonId
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


def files_of(world: World, folder: Path) -> FileMaker:
    words = {"vi": SOURCE}
    return FileMaker(
        database=world.database, pictures=Pictures(database=world.database, words=words), folder=folder, words=words
    )


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


async def test_own_data_leaves_as_two_files_and_not_at_all_once_the_person_is_erased(
    world: World, connection: Connection, phone: Phone, emulator: Emulator, tmp_path: Path
) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune, name="Nông Văn Kiên")
    sender = TelegramSender(connection, files_of(world, tmp_path))
    documents = (await world.does(officer, SendOwnData())).documents
    bodies = [TelegramRenderer().document(one, address=str(phone.id)) or b"" for one in documents]

    contents = []
    for body in bodies:
        assert isinstance(await sender.send(body), Sent)
        contents.append(emulator.world.files.get(str(phone.last().file_id)).content)

    assert contents[0].decode("utf-8-sig").startswith("DỮ LIỆU CÁ NHÂN CỦA Nông Văn Kiên\n")
    assert orjson.loads(contents[1])["name"] == "Nông Văn Kiên"
    assert phone.last().text == "Dữ liệu của anh/chị, bản cho máy đọc (JSON)."
    assert emulator.world.violations == []

    await world.does(officer, WithdrawConsent(erase=True))
    assert [type(await sender.send(body)) for body in bodies] == [Refused, Refused]


async def test_a_code_is_drawn_as_a_qr_picture_when_it_leaves(world: World, tmp_path: Path) -> None:
    recipe = str(QrRecipe(text="https://t.me/ntm_bot?start=K7M2P9RTXA"))
    assert QrRecipe.read(recipe) == QrRecipe(text="https://t.me/ntm_bot?start=K7M2P9RTXA")
    assert QrRecipe.read("ntm:qr:two words") is None
    made = await files_of(world, tmp_path).made(recipe)
    assert made is not None
    assert (made.file_name, made.kind, made.content[:4]) == ("ma-qr.png", "image/png", b"\x89PNG")


@pytest.mark.parametrize(
    ("kind", "name", "parts"),
    [
        (PaperKind.REPORT, "bao-cao-6-thang-dau-nam-2023-xa-phuc-sen.docx", {"word/document.xml"}),
        (PaperKind.PRINT, "bao-cao-6-thang-dau-nam-2023-xa-phuc-sen.pdf", set()),
        (PaperKind.WORKBOOK, "so-so-lieu-xa-phuc-sen-2023-06-05.xlsx", {"xl/worksheets/sheet11.xml"}),
        (PaperKind.TABLE, "bang-tieu-chi-xa-phuc-sen-2023-06-05.xlsx", {"xl/workbook.xml"}),
    ],
)
async def test_official_files_are_made_when_they_leave_and_only_for_whoever_may_take_them(
    world: World, tmp_path: Path, kind: PaperKind, name: str, parts: set[str]
) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    (document,) = (await world.does(officer, SendPaper(unit=world.commune, kind=kind))).documents
    files = files_of(world, tmp_path)
    made = await files.made(document.recipe)
    assert made is not None
    assert made.file_name == name
    if parts:
        assert parts <= set(zipfile.ZipFile(io.BytesIO(made.content)).namelist())
    else:
        assert made.content.startswith(b"%PDF-1.")
    again = await files.made(document.recipe)
    assert again is not None
    assert again.content == made.content

    neighbour = await world.person(Role.COMMUNE_OFFICER, world.neighbour)
    with pytest.raises(Problem):
        await world.does(neighbour, SendPaper(unit=world.commune, kind=kind))
    assert await files.made(document.recipe.replace(f":{world.commune}:", ":999999:")) is None
    assert await files.made(document.recipe.replace(kind.value, "secret")) is None


async def test_the_report_of_criteria_is_taken_of_any_period_that_has_begun_and_of_no_other(
    world: World, tmp_path: Path
) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    offered = await world.told(officer, ReportPeriods(world.commune))
    assert [one.key for one in offered] == ["2023-H1", "2023-Y", "2022-Y", "2022-H1"]
    files = files_of(world, tmp_path)
    for kind, ending in ((PaperKind.REPORT, "docx"), (PaperKind.PRINT, "pdf"), (PaperKind.FORM, "docx")):
        wish = SendPaper(unit=world.commune, kind=kind, period="2022-Y")
        (document,) = (await world.does(officer, wish)).documents
        assert document.caption == "Báo cáo năm 2022 của xã Phúc Sen, số liệu đến 5/6/2023."
        made = await files.made(document.recipe)
        assert made is not None
        assert made.file_name == f"bao-cao-nam-2022-xa-phuc-sen.{ending}"
        assert await refused(world, officer, replace(wish, period="2024-H1")) == "not_yours"
        assert await refused(world, officer, replace(wish, kind=PaperKind.TABLE)) == "not_yours"


async def test_evidence_leaves_as_one_file_for_whoever_may_see_it_and_is_noted(world: World, tmp_path: Path) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    neighbour = await world.person(Role.COMMUNE_OFFICER, world.neighbour)
    wish = SendPaper(unit=world.commune, kind=PaperKind.EVIDENCE)
    photo = KeepEvidence(key=world.key, indicator="17.1", kind=EvidenceKind.PHOTO, reference="p")
    await world.does(officer, begin(world.key), photo, world.answer("17.1"))
    (due,) = await due_photos(world.database, world.services, channel=CHANNEL)
    kept = keep(JPEG, "jpg", tmp_path)
    await photo_kept(world.database, world.services, due, sha256=kept.sha256, size=kept.size, path=kept.path)
    assert await refused(world, officer, wish) == "no_evidence"

    await world.does(officer, world.act(ReportAct.SEND, paper="12/BC-UBND ngày 5/6/2023"))
    assert await refused(world, neighbour, wish) == "not_yours"
    noted = "audit WHERE act = 'evidence_viewed'"
    assert await world.count_rows(noted) == 0
    (document,) = (await world.does(officer, wish)).documents
    assert await world.count_rows(f"{noted} AND person = :person", person=officer) == 1

    files = files_of(world, tmp_path)
    made, again = [await files.made(document.recipe) for _ in range(2)]
    assert made is not None
    assert made == again
    assert (made.file_name, made.kind) == ("minh-chung-xa-phuc-sen-2023-06-05.zip", "application/zip")
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        assert archive.namelist() == ["17.1/17.1-xa-phuc-sen-1.jpg", "danh-sach.csv"]
        assert archive.read("17.1/17.1-xa-phuc-sen-1.jpg") == JPEG

    telegram = world.services
    world.services = replace(telegram, renderers={CHANNEL: PlainRenderer()})
    await world.does(officer, wish)
    assert await world.count_rows(noted) == 1
    world.services = telegram

    async with world.database.write() as tx:
        await tx.run("UPDATE evidence_file SET size = :size", size=50_000_000)
    assert await refused(world, officer, wish) == "too_much_evidence"


async def refused(world: World, person: PersonId, wish: SendPaper) -> str:
    with pytest.raises(Problem) as caught:
        await world.does(person, wish)
    return caught.value.code


async def test_a_report_in_the_offices_own_form_has_its_words(world: World, tmp_path: Path) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    assert await world.asked(officer, OwnFormOf(world.commune)) is False
    await keep_form(
        world.database,
        unit="huyện Quảng Hòa",
        kind="",
        file_name="mau.docx",
        content=form("Mẫu của huyện: {{co_quan}}"),
        now=world.clock.at,
    )
    assert await world.asked(officer, OwnFormOf(world.commune)) is True
    (document,) = (await world.does(officer, SendPaper(unit=world.commune, kind=PaperKind.FORM))).documents
    files = files_of(world, tmp_path)
    made = await files.made(document.recipe)

    assert made is not None
    assert Document(io.BytesIO(made.content)).paragraphs[0].text == "Mẫu của huyện: ỦY BAN NHÂN DÂN XÃ PHÚC SEN"
