"""What is over its time goes, and only that: bytes from the disk, names of people who left, words of old requests."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import orjson
import pytest

from bot.channels.telegram.files import keep
from bot.channels.telegram.render import TelegramRenderer
from bot.kept_files import remove_file
from conversations.engine.effects import (
    HandleDataRequest,
    KeepEvidence,
    RequestAboutData,
    ShowEvidence,
    WithdrawConsent,
)
from conversations.engine.facts import Needs
from conversations.engine.session import Session
from conversations.engine.words import SOURCE
from conversations.programme.answer import EvidenceKind
from conversations.programme.data_request import RequestAct, RequestKind
from conversations.programme.person import Role
from conversations.programme.problem import Problem
from handlers.destroy_evidence import destroy_old_evidence
from handlers.forget_person import forget_person
from handlers.housekeeping import tidy_up
from handlers.invite import invite
from handlers.keep_photos import due_photos, photo_kept
from handlers.retention import Retention, retention_now
from storage.people import give_consent
from storage.sessions import save_later
from storage.times import millis
from tests.handlers.reporting_world import CHANNEL, NOW, World, begin, make_world

if TYPE_CHECKING:
    from pathlib import Path

    from conversations.programme.ids import PersonId
    from storage.database import Database

ITEM = "17.1"
LAST_MOMENT = datetime(2028, 12, 31, 23, 59, tzinfo=NOW.tzinfo)
"""What came in 2023 is kept for five years, until then."""
NEXT_YEAR = LAST_MOMENT + timedelta(minutes=1)


@pytest.fixture
async def world(database: Database) -> World:
    made = await make_world(database)
    made.services = replace(made.services, renderers={CHANNEL: TelegramRenderer()})
    return made


async def photographed(world: World, folder: Path, *contents: bytes) -> PersonId:
    """Photos with these bytes, kept on the disk."""
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    photos = [
        KeepEvidence(key=world.key, indicator=ITEM, kind=EvidenceKind.PHOTO, reference=f"p{place}")
        for place in range(len(contents))
    ]
    await world.does(officer, begin(world.key), world.answer(ITEM), *photos)
    for photo in await due_photos(world.database, world.services, channel=CHANNEL):
        kept = keep(contents[int(photo.reference.removeprefix("p"))], "jpg", folder)
        await photo_kept(world.database, world.services, photo, sha256=kept.sha256, size=kept.size, path=kept.path)
    return officer


async def destroyed(world: World, folder: Path) -> int:
    async def remove(path: str) -> None:
        await asyncio.to_thread(remove_file, folder, path)

    return await destroy_old_evidence(world.database, world.services, remove=remove)


def on_disk(folder: Path) -> set[bytes]:
    return {file.read_bytes() for file in folder.rglob("*.jpg")}


async def test_photos_over_their_time_are_gone_from_the_disk_and_the_row_keeps_the_digest(
    world: World, tmp_path: Path
) -> None:
    officer = await photographed(world, tmp_path, b"one", b"two")
    world.clock.at = LAST_MOMENT
    assert await destroyed(world, tmp_path) == 0
    assert on_disk(tmp_path) == {b"one", b"two"}

    world.clock.at = NEXT_YEAR
    assert await destroyed(world, tmp_path) == 2

    assert on_disk(tmp_path) == set()
    async with world.database.read() as tx:
        rows = await tx.all(
            "SELECT f.sha256, d.at FROM evidence_file f JOIN destroyed_file d ON d.evidence = f.evidence"
            " AND d.number = f.number ORDER BY f.evidence"
        )
        noted = await tx.all("SELECT person, subject, detail FROM audit WHERE act = 'evidence_destroyed' ORDER BY id")
    assert [(len(row["sha256"]), row["at"]) for row in rows] == [(64, millis(NEXT_YEAR))] * 2
    assert [orjson.loads(row["detail"])["sha256"] for row in noted] == [row["sha256"] for row in rows]
    assert await destroyed(world, tmp_path) == 0
    shown = await world.does(officer, ShowEvidence(key=world.key, indicator=ITEM))
    assert (shown.pictures, shown.lines) == (
        (),
        ("Câu 17.1 có 2 ảnh đã hủy theo thời hạn lưu; mã băm của ảnh vẫn giữ.",),
    )
    assert [one.evidence for one in (await world.history(officer, ITEM)).entries] == [None]


async def test_the_same_bytes_go_with_the_last_piece_that_has_them(world: World, tmp_path: Path) -> None:
    await photographed(world, tmp_path, b"same", b"same")
    async with world.database.write() as tx:
        await tx.run("UPDATE evidence_file SET stored_at = :at WHERE evidence = 2", at=millis(LAST_MOMENT))
    world.clock.at = NEXT_YEAR
    assert (await destroyed(world, tmp_path), on_disk(tmp_path)) == (1, {b"same"})
    world.clock.at = NEXT_YEAR.replace(year=2034)
    assert (await destroyed(world, tmp_path), on_disk(tmp_path)) == (1, set())


async def test_two_old_pieces_of_the_same_bytes_leave_none_behind(world: World, tmp_path: Path) -> None:
    await photographed(world, tmp_path, b"same", b"same")
    world.clock.at = NEXT_YEAR
    assert (await destroyed(world, tmp_path), on_disk(tmp_path)) == (2, set())


async def test_a_file_that_cannot_be_removed_is_not_said_to_be_gone_and_the_others_go(
    world: World, tmp_path: Path
) -> None:
    await photographed(world, tmp_path, b"one", b"two")
    world.clock.at = NEXT_YEAR
    asked: list[str] = []

    async def refuses_the_first(path: str) -> None:
        asked.append(path)
        if len(asked) == 1:
            raise OSError("read-only")

    assert await destroy_old_evidence(world.database, world.services, remove=refuses_the_first) == 1
    assert await world.count_rows("destroyed_file") == 1
    assert await destroyed(world, tmp_path) == 1


def test_a_removed_file_stays_removed_and_no_path_leads_out_of_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("x")
    folder = tmp_path / "evidence"
    kept = keep(b"one", "jpg", folder)
    remove_file(folder, kept.path)
    remove_file(folder, kept.path)
    with pytest.raises(OSError, match="leads out"):
        remove_file(folder, "../outside.txt")
    assert (on_disk(folder), outside.exists()) == (set(), True)


async def test_people_who_left_are_erased_when_what_was_promised_is_over_and_nobody_else(world: World) -> None:
    people = {name: await world.person(Role.OBSERVER, world.district, name=name) for name in ("left", "stays", "back")}
    async with world.database.write() as tx:
        for person in people.values():
            give_consent(tx, person, text_version="1", channel=CHANNEL, now=NOW)
    for name in ("left", "back"):
        await world.does(people[name], WithdrawConsent(erase=False))
    async with world.database.write() as tx:
        give_consent(tx, people["back"], text_version="2", channel=CHANNEL, now=NOW)

    world.clock.at = LAST_MOMENT
    assert (await tidy_up(world.database, world.clock, Retention())).people == 0
    world.clock.at = NEXT_YEAR
    assert (await tidy_up(world.database, world.clock, Retention())).people == 1

    async with world.database.read() as tx:
        names = {row["name"] for row in await tx.all("SELECT name FROM identity")}
    assert names == {"stays", "back"}
    assert await world.count_rows("audit WHERE act = 'person_forgotten' AND person IS NULL") == 1


async def test_words_of_finished_requests_and_talks_with_strangers_grow_old(world: World) -> None:
    admin = await world.person(Role.ADMIN, world.district)
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    for _ in range(2):
        await world.does(officer, RequestAboutData(kind=RequestKind.ACCESS, text="bản sao"))
    await world.does(admin, HandleDataRequest(number=1, act=RequestAct.FINISH, text="đã gửi"))
    async with world.database.write() as tx:
        save_later(tx, channel=CHANNEL, address="stranger", session=Session(), at=millis(NOW))
        save_later(tx, channel=CHANNEL, address="known", session=Session(person=officer), at=millis(NOW))

    world.clock.at = NOW + timedelta(days=30)
    assert (await tidy_up(world.database, world.clock, Retention())).visitors == 0
    world.clock.at = NOW + timedelta(days=30, minutes=1)
    assert (await tidy_up(world.database, world.clock, Retention())).visitors == 1
    world.clock.at = NEXT_YEAR
    assert (await tidy_up(world.database, world.clock, Retention())).requests == 1
    async with world.database.read() as tx:
        bodies = [row["body"] for row in await tx.all("SELECT body FROM data_request ORDER BY id")]
        sessions = [row["address"] for row in await tx.all("SELECT address FROM session")]
    assert (bodies, sessions) == (["", "bản sao"], ["known"])


async def test_what_goes_next_is_counted_without_changing_anything(world: World, tmp_path: Path) -> None:
    await photographed(world, tmp_path, b"one", b"two")
    world.clock.at = NEXT_YEAR
    found = await retention_now(world.database, world.clock, Retention())
    assert (found["photos"].kept, found["photos"].over) == (2, 2)
    assert await retention_now(world.database, world.clock, Retention()) == found
    assert set(found) == {
        "update_keys", "messages", "message_rows", "visitors", "people", "requests", "photos", "voice",
    }  # fmt: skip
    longer = await retention_now(world.database, world.clock, Retention(photos_years=6))
    assert longer["photos"].over == 0


async def test_the_consent_says_for_how_long_this_installation_keeps_data(world: World) -> None:
    made = await invite(
        world.database,
        unit="xã Phúc Sen",
        role=Role.OBSERVER,
        words=SOURCE,
        secrets=world.services.secrets,
        now=NOW,
    )
    world.services = replace(world.services, retention=Retention(people_years=7))
    found = (await world.facts(None, Needs(invitation=made.code))).invitation
    assert found.kept_until == date(2030, 12, 31)


async def test_whoever_is_erased_from_outside_is_gone_and_their_figures_stay(world: World, tmp_path: Path) -> None:
    officer = await photographed(world, tmp_path, b"one")
    helper = await world.person(Role.COMMUNE_OFFICER, world.commune)
    looked = await forget_person(world.database, officer, now=NOW, only_look=True)
    assert (looked.name, looked.roles, looked.channels) == ("Cán bộ", 1, 1)
    assert await world.count_rows("identity WHERE person = :person", person=officer) == 1

    await forget_person(world.database, officer, now=NOW, only_look=False)

    assert await world.count_rows("identity WHERE person = :person", person=officer) == 0
    assert await world.count_rows("channel_account WHERE person = :person", person=officer) == 0
    assert await world.count_rows("role_grant WHERE person = :person AND ended_at IS NULL", person=officer) == 0
    assert [one.by for one in (await world.history(helper, ITEM)).entries] == [f"người dùng #{officer}"]
    with pytest.raises(Problem, match="Không có người dùng"):
        await forget_person(world.database, officer, now=NOW, only_look=False)
