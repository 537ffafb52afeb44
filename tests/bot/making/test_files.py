"""Files made from their recipes: own data, codes, papers and evidence, as they stand; what is gone is refused."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import orjson
import pytest
from docx import Document

from bot.channels.plain import PlainRenderer
from bot.channels.results import Refused, Sent
from bot.channels.telegram.files import keep
from bot.channels.telegram.render import TelegramRenderer
from bot.channels.telegram.sender import TelegramSender
from bot.making.files import FileMaker
from bot.making.pictures import Pictures
from conversations.engine.asks import OwnFormOf, ReportPeriods
from conversations.engine.effects import KeepEvidence, SendOwnData, SendPaper, WithdrawConsent
from conversations.engine.words import SOURCE
from conversations.programme.answer import EvidenceKind
from conversations.programme.paper import PaperKind
from conversations.programme.person import Role
from conversations.programme.problem import Problem
from conversations.programme.report import ReportAct
from conversations.screens.qr_recipe import QrRecipe
from handlers.keep_photos import due_photos, photo_kept
from handlers.office_forms import keep_form
from tests.bot.test_attachments import JPEG, world
from tests.documents.test_fill_form import form
from tests.handlers.reporting_world import CHANNEL, World, begin

if TYPE_CHECKING:
    from pathlib import Path

    from bot.channels.telegram.connection import Connection
    from bot.simulator.telegram.phones import Phone
    from bot.simulator.telegram.server import Emulator
    from conversations.programme.ids import PersonId

__all__ = ["world"]


def files_of(world: World, folder: Path) -> FileMaker:
    words = {"vi": SOURCE}
    return FileMaker(
        database=world.database, pictures=Pictures(database=world.database, words=words), folder=folder, words=words
    )


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
