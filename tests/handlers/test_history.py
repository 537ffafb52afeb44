"""The history of a figure with a thousand versions: read page by page, with its evidence, in a few milliseconds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.channels.telegram.render import TelegramRenderer
from conversations.engine.effects import KeepEvidence
from conversations.programme.answer import Answer, EvidenceCount, EvidenceKind, State
from conversations.programme.person import Role
from handlers.keep_photos import due_photos, photo_kept
from storage.answers import save_answer
from tests.handlers.reporting_world import CHANNEL, NOW, World, begin, make_world

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId
    from storage.database import Database

VERSIONS = 1000


@pytest.fixture
async def world(database: Database) -> World:
    made = await make_world(database)
    made.services = replace(made.services, renderers={CHANNEL: TelegramRenderer()})
    return made


async def much_corrected(world: World) -> PersonId:
    """1.1 was answered once and corrected 999 times, a minute apart."""
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune, name="Công chức xã")
    await world.does(officer, begin(world.key))
    report = (await world.report(officer)).id
    assert report is not None
    async with world.database.write() as tx:
        for version in range(1, VERSIONS + 1):
            state = State.MET if version % 2 else State.NOT_MET
            at = NOW + timedelta(minutes=version)
            answer = Answer(indicator="1.1", version=version, state=state, by=officer, channel=CHANNEL, at=at)
            save_answer(tx, report, answer)
    return officer


async def test_every_page_of_a_thousand_versions_is_there(world: World) -> None:
    officer = await much_corrected(world)

    pages = [await world.history(officer, "1.1", skip=skip) for skip in (0, 500, 996)]

    assert [[one.answer.version for one in page.entries] for page in pages] == [
        [1000, 999, 998, 997, 996, 995],
        [500, 499, 498, 497, 496, 495],
        [4, 3, 2, 1],
    ]
    assert {(page.total, page.entries[0].by, page.entries[0].answer.channel) for page in pages} == {
        (VERSIONS, "Công chức xã", CHANNEL)
    }


async def test_evidence_is_counted_with_the_newest_version_and_opened_by_those_who_may(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    pieces = [
        KeepEvidence(key=world.key, indicator="1.1", kind=EvidenceKind.PHOTO, reference=name, album="m")
        for name in ("a", "b")
    ]
    paper = KeepEvidence(key=world.key, indicator="1.1", kind=EvidenceKind.PAPER, paper="BB số 1")
    waits = KeepEvidence(key=world.key, indicator="1.1", kind=EvidenceKind.PHOTO, reference="waits")
    await world.does(officer, begin(world.key), world.answer("1.1"), *pieces, paper, waits)
    await world.does(officer, world.answer("1.1", seen=1, state=State.NOT_MET))
    for photo in await due_photos(world.database, world.services, channel=CHANNEL):
        if photo.reference != "waits":
            await photo_kept(world.database, world.services, photo, sha256="a" * 64, size=5, path="aa/a.jpg")
    manager = await world.person(Role.MANAGER, world.district)
    observer = await world.person(Role.OBSERVER, world.district)

    found = {person: (await world.history(person, "1.1")).entries for person in (officer, manager, observer)}

    count = EvidenceCount(photos=2, papers=1)
    assert {person: [(one.evidence, one.may_open) for one in entries] for person, entries in found.items()} == {
        officer: [(count, True), (None, False)],
        manager: [(count, True), (None, False)],
        observer: [(count, False), (None, False)],
    }
    assert [one.key for one in found[officer]] == [world.key, world.key]
