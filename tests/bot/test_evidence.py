import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import orjson
import pytest

from bot.channels.telegram.files import Kept, Later, NotKept
from bot.channels.telegram.render import TelegramRenderer
from bot.evidence import Evidence
from conversations.engine.effects import KeepEvidence
from conversations.programme.answer import EvidenceKind
from conversations.programme.person import Role
from storage.database import Database
from tests.bot.paces import HandPace
from tests.handlers.reporting_world import CHANNEL, World, begin, make_world


class Files:
    """In place of Telegram's: what each reference comes to."""

    def __init__(self) -> None:
        self.found: dict[str, Kept | NotKept | Later | Exception] = {}
        self.asked: list[str] = []

    async def fetch(self, reference: str, *, voice: bool = False) -> Kept | NotKept | Later:
        self.asked.append(f"voice {reference}" if voice else reference)
        found = self.found.get(reference, Kept(sha256="a" * 64, size=5, path="aa/a.jpg"))
        if isinstance(found, Exception):
            raise found
        return found


@pytest.fixture
async def world(sqlite_database: Database) -> World:
    made = await make_world(sqlite_database)
    made.services = replace(made.services, renderers={CHANNEL: TelegramRenderer()})
    return made


@pytest.fixture
def files() -> Files:
    return Files()


@pytest.fixture
def evidence(world: World, files: Files, pace: HandPace) -> Evidence:
    return Evidence(channel=CHANNEL, files=files, database=world.database, services=world.services, pace=pace)


async def send(world: World, *references: str, album: str = "") -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    photos = [
        KeepEvidence(key=world.key, indicator="17.1", kind=EvidenceKind.PHOTO, reference=reference, album=album)
        for reference in references
    ]
    await world.does(officer, begin(world.key), *photos)


async def told(world: World) -> list[str]:
    async with world.database.read() as tx:
        return [orjson.loads(row["body"])["text"] for row in await tx.all("SELECT body FROM outbox ORDER BY id")]


async def photo_states(world: World) -> list[tuple[str, str]]:
    async with world.database.read() as tx:
        rows = await tx.all("SELECT reference, state FROM evidence_file ORDER BY reference")
    return [(row["reference"], row["state"]) for row in rows]


@asynccontextmanager
async def running(evidence: Evidence) -> AsyncIterator[None]:
    task = asyncio.create_task(evidence.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_what_was_pending_at_start_is_fetched_at_once(evidence: Evidence, world: World) -> None:
    await send(world, "p1", "p2", "p3", album="m1")

    async with running(evidence):
        while not await told(world):
            await asyncio.sleep(0)

    assert await told(world) == ["Đã lưu 3 ảnh cho câu 17.1."]


async def test_a_photo_that_comes_later_is_fetched_a_moment_after_its_turn(
    evidence: Evidence, world: World, pace: HandPace
) -> None:
    async with running(evidence):
        await send(world, "p1")
        evidence.photo_came()
        while not await told(world):
            await asyncio.sleep(0)

    assert pace.slept == [2.5]


async def test_each_outcome_is_written_down_and_none_stops_the_others(
    evidence: Evidence, world: World, files: Files
) -> None:
    await send(world, "p1", "p2", "p3", "p4")
    files.found = {"p1": NotKept("gone"), "p2": Later("HTTP 502"), "p3": OSError("disk full")}

    assert await evidence.fetch_due() == 4

    assert await photo_states(world) == [("p1", "failed"), ("p2", "pending"), ("p3", "pending"), ("p4", "stored")]
    assert await evidence.fetch_due() == 0


async def test_a_fault_of_one_round_does_not_end_fetching(
    evidence: Evidence, world: World, files: Files, caplog: pytest.LogCaptureFixture
) -> None:
    await send(world, "p1")
    files.found = {"p1": ValueError("ours")}
    async with running(evidence):
        while not files.asked:
            await asyncio.sleep(0)
        files.found = {}
        evidence.photo_came()
        while not await told(world):
            evidence.photo_came()
            await asyncio.sleep(0)

    assert "it is tried again" in caplog.text
