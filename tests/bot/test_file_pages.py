"""Links to files on a channel that carries none: signed, for a time, for whoever may still have the file."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from bot.attachments import Photos
from bot.channels.plain import PlainRenderer, texts_of
from bot.channels.telegram.files import keep
from bot.file_pages import AT_ONCE, FilePages, disposition
from bot.logs import redact
from bot.making.files import FileMaker
from bot.making.pictures import Pictures
from bot.simulator.telegram.files import sample
from conversations.engine.effects import (
    KeepEvidence,
    MakeInvitation,
    SendOwnData,
    SendPaper,
    ShowEvidence,
    ShowTable,
    WithdrawConsent,
)
from conversations.engine.words import SOURCE
from conversations.programme.answer import EvidenceKind
from conversations.programme.paper import PaperKind
from conversations.programme.person import Role
from conversations.programme.problem import Problem
from handlers.keep_photos import due_photos, photo_kept
from handlers.ports import FileLinks
from storage.roles import end_all_roles
from storage.suspensions import suspend
from tests.handlers.reporting_world import CHANNEL, World, begin, make_world

if TYPE_CHECKING:
    from pathlib import Path

    from bot.attachments import Attachment
    from bot.listening import Reply
    from conversations.programme.ids import PersonId
    from handlers.apply import Applied
    from storage.database import Database

LINK = re.compile(r"https://ntm\.example/tep/(\S+)")
JPEG = sample("be_nuoc.jpg")


@pytest.fixture
async def world(database: Database) -> World:
    made = await make_world(database)
    made.services = replace(
        made.services,
        renderers={CHANNEL: PlainRenderer()},
        file_links=FileLinks(base="https://ntm.example", good_for=timedelta(hours=48)),
    )
    return made


class Here:
    """Makes all of them in this process."""

    def __init__(self, photos: Photos, files: FileMaker) -> None:
        self._photos = photos
        self._files = files

    async def made(self, recipe: str) -> Attachment | None:
        return await self._photos.made(recipe) or await self._files.made(recipe)


@pytest.fixture
def pages(world: World, tmp_path: Path) -> FilePages:
    words = {"vi": SOURCE}
    pictures = Pictures(database=world.database, words=words)
    files = Here(
        Photos(database=world.database, folder=tmp_path),
        FileMaker(database=world.database, pictures=pictures, folder=tmp_path, words=words),
    )
    return FilePages(database=world.database, files=files, services=world.services)


def tokens(applied: Applied) -> list[str]:
    """As they stand in what a plain channel shows."""
    renderer = PlainRenderer()
    bodies = [renderer.picture(one, address="a") for one in applied.pictures]
    bodies += [body for one in applied.documents if (body := renderer.document(one, address="a")) is not None]
    return [found[1] for body in bodies for text in texts_of(body) if (found := LINK.search(text)) is not None]


async def token(world: World, person: PersonId, kind: PaperKind = PaperKind.REPORT) -> str:
    (found,) = tokens(await world.does(person, SendPaper(unit=world.commune, kind=kind)))
    return found


async def officer_of(world: World) -> PersonId:
    return await world.person(Role.COMMUNE_OFFICER, world.commune)


def refused(reply: Reply) -> bool:
    """One sentence and nothing else, the same for whatever is wrong."""
    assert reply.status is HTTPStatus.NOT_FOUND
    said = re.sub(r"<[^>]*>", "", reply.body.decode().partition("<body>")[2]).strip()
    assert said.startswith("Liên kết này không dùng được hoặc đã hết hạn; xin anh/chị")
    assert said.count(".") == 1
    return True


async def test_a_link_gives_the_file_to_be_saved_and_to_be_kept_nowhere(world: World, pages: FilePages) -> None:
    reply = await pages.get(await token(world, await officer_of(world)))

    headers = dict(reply.headers)
    assert zipfile.ZipFile(io.BytesIO(reply.body)).testzip() is None
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    name = headers["Content-Disposition"].partition("filename*=UTF-8''")[2]
    assert unquote(name) == "Báo cáo 6 tháng đầu năm 2023 xã Phúc Sen.docx"
    assert 'filename="bao-cao-6-thang-dau-nam-2023-xa-phuc-sen.docx"' in headers["Content-Disposition"]
    assert await world.count_rows("audit WHERE act = 'link_opened'") == 1


async def test_nothing_is_stored_but_what_the_file_is_named_by(world: World) -> None:
    made = await token(world, await officer_of(world))

    async with world.database.read() as tx:
        (row,) = await tx.all("SELECT * FROM file_link")
    assert row["recipe"].startswith("ntm:paper:")
    assert made.partition(".")[2] not in str(tuple(row))


async def test_a_link_with_one_letter_changed_opens_nothing(world: World, pages: FilePages) -> None:
    officer = await officer_of(world)
    first, second = await token(world, officer), await token(world, officer)
    forged = [
        first[:-1] + ("A" if first[-1] != "A" else "B"),
        second.partition(".")[0] + "." + first.partition(".")[2],
        first.partition(".")[0],
        f"{first}x",
        "999." + first.partition(".")[2],
        "../../etc/passwd",
        "",
    ]

    assert [refused(await pages.get(one)) for one in forged] == [True] * len(forged)
    assert (await pages.get(first)).status is HTTPStatus.OK


async def test_a_link_ends_after_its_time_and_after_so_many_openings(world: World, pages: FilePages) -> None:
    officer = await officer_of(world)
    often, late = await token(world, officer), await token(world, officer)

    assert [(await pages.get(often)).status for _ in range(6)] == [HTTPStatus.OK] * 5 + [HTTPStatus.NOT_FOUND]
    world.clock.at += timedelta(hours=48)
    assert refused(await pages.get(late))


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (OSError(28, "full"), HTTPStatus.SERVICE_UNAVAILABLE),
        (Problem(code="form_refused", message="không nhận"), HTTPStatus.NOT_FOUND),
    ],
)
async def test_a_file_that_cannot_be_made_now_may_be_asked_for_again_and_one_that_is_refused_says_the_same_as_any(
    world: World, pages: FilePages, monkeypatch: pytest.MonkeyPatch, fault: Exception, status: HTTPStatus
) -> None:
    async def failing(_self: FileMaker, _recipe: str) -> None:
        raise fault

    monkeypatch.setattr(FileMaker, "made", failing)
    reply = await pages.get(await token(world, await officer_of(world)))
    assert reply.status is status
    if status is HTTPStatus.NOT_FOUND:
        assert refused(reply)
    else:
        assert "Chưa làm được tệp; xin anh/chị mở lại liên kết sau một phút." in reply.body.decode()
        assert reply.retry_after == 60


@pytest.mark.parametrize("ending", ["roles", "suspended", "left"])
async def test_rights_are_asked_again_when_it_is_opened(world: World, pages: FilePages, ending: str) -> None:
    officer = await officer_of(world)
    made = await token(world, officer)
    if ending == "left":
        await world.does(officer, WithdrawConsent(erase=False))
    else:
        async with world.database.write() as tx:
            if ending == "roles":
                end_all_roles(tx, officer, by=None, now=world.clock.at)
            else:
                await suspend(tx, officer, by=None, now=world.clock.at)

    assert refused(await pages.get(made))


async def test_own_data_tables_codes_and_photos_come_by_links_too(
    world: World, pages: FilePages, tmp_path: Path
) -> None:
    officer = await officer_of(world)
    manager = await world.person(Role.MANAGER, world.district)
    admin = await world.person(Role.ADMIN, world.district)
    photo = KeepEvidence(key=world.key, indicator="17.1", kind=EvidenceKind.PHOTO, reference="p")
    await world.does(officer, begin(world.key), photo)
    (due,) = await due_photos(world.database, world.services, channel=CHANNEL)
    kept = keep(JPEG, "jpg", tmp_path)
    await photo_kept(world.database, world.services, due, sha256=kept.sha256, size=kept.size, path=kept.path)

    invitation = MakeInvitation(
        unit=world.commune,
        role=Role.COMMUNE_OFFICER,
        post="",
        uses=1,
        phone=False,
        until=world.clock.at.date(),
    )
    own = tokens(await world.does(officer, SendOwnData()))
    (table,) = tokens(await world.does(manager, ShowTable(unit=world.district, part=0)))
    (code,) = tokens(await world.does(admin, invitation))
    (seen,) = tokens(await world.does(officer, ShowEvidence(key=world.key, indicator="17.1")))
    assert await world.count_rows("audit WHERE act = 'evidence_viewed'") == 0

    kinds = [(await pages.get(one)).kind for one in (*own, table, code, seen)]
    assert kinds == ["text/plain", "application/json", "image/png", "image/png", "image/jpeg"]
    assert (await pages.get(seen)).body == JPEG
    assert await world.count_rows("audit WHERE act = 'evidence_viewed' AND detail LIKE '%link%'") == 2


async def test_without_an_address_nothing_is_linked(world: World) -> None:
    officer = await officer_of(world)
    world.services = replace(world.services, file_links=None)

    (document,) = (await world.does(officer, SendPaper(unit=world.commune, kind=PaperKind.REPORT))).documents

    assert document.text == (
        "Kênh này không gửi được tệp. Xin anh/chị lấy tệp trên Telegram, hoặc nhờ quản trị hệ thống xuất giúp "
        "(ntm export) hay bật đường dẫn tải tệp (NTM_PUBLIC_URL)."
    )
    assert await world.count_rows("file_link") == 0


async def test_logs_never_hold_a_link(world: World) -> None:
    made = await token(world, await officer_of(world))

    assert redact(f"GET /tep/{made} HTTP/1.1") == "GET /tep/[…] HTTP/1.1"


def test_a_name_is_no_path_and_no_header() -> None:
    said = disposition("a\r\nb.docx", "Báo cáo ../../\r\nSet-Cookie: x\u202e")

    assert "\r" not in said
    assert "\n" not in said
    assert unquote(said.partition("''")[2]) == "Báo cáo .. .. Set-Cookie x.docx"


async def test_a_forged_link_takes_no_turn_and_nobodys_place(world: World, pages: FilePages) -> None:
    good = await token(world, await officer_of(world))
    number, _, signature = good.partition(".")
    forged = [f"{number}.{signature[::-1]}", f"999.{signature}", f"{number}.{'A' * 24}", "x"]
    # with all places taken a reader is asked to come again; a forged link is told at once that it opens nothing
    pages._making = AT_ONCE
    replies = [await pages.get(one) for one in (*forged, good)]
    assert [one.status for one in replies] == [*[HTTPStatus.NOT_FOUND] * 4, HTTPStatus.SERVICE_UNAVAILABLE]
    pages._making = 0
    assert (await pages.get(good)).status is HTTPStatus.OK
