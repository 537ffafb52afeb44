"""Files made in processes of their own: the same files, and a process that fails takes none of the others with it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import orjson
import pytest

from bot.attachments import Photos
from bot.making.files import FileMaker
from bot.making.pictures import Pictures
from bot.making.workshop import NotMade, Start, Workshop
from conversations.engine.effects import SendPaper
from conversations.engine.words import SOURCE
from conversations.programme.ids import EvidenceId
from conversations.programme.paper import PaperKind
from conversations.programme.person import Role
from conversations.programme.problem import Problem
from conversations.screens.evidence_recipe import EvidenceRecipe
from conversations.screens.paper_recipe import PaperRecipe
from conversations.screens.qr_recipe import QrRecipe
from storage.open import open_database
from tests.handlers.reporting_world import World, make_world

if TYPE_CHECKING:
    from pathlib import Path

    from storage.database import Database

CODE = str(QrRecipe(text="https://t.me/ntm_bot?start=K7M2P9RTXA"))


@pytest.fixture
async def world(sqlite_database: Database) -> World:
    return await make_world(sqlite_database)


def workshop(world: World, url: str, folder: Path, *, idle: float = 60, most: float = 60) -> Workshop:
    photos = Photos(database=world.database, folder=folder)
    return Workshop(Start(database_url=url, folder=str(folder)), photos=photos, idle=idle, most=most)


async def until_gone(process: int) -> None:
    while True:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        await asyncio.sleep(0.01)


async def test_a_process_makes_what_this_one_would_and_is_followed_by_another_when_it_dies(
    world: World, sqlite_url: str, tmp_path: Path
) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    (document,) = (await world.does(officer, SendPaper(unit=world.commune, kind=PaperKind.WORKBOOK))).documents
    words = {"vi": SOURCE}
    here = FileMaker(
        database=world.database, pictures=Pictures(database=world.database, words=words), folder=tmp_path, words=words
    )
    made_here = await here.made(document.recipe)
    assert made_here is not None
    recipe = PaperRecipe.read(document.recipe)
    assert recipe is not None
    never_owed = str(replace(recipe, kind=PaperKind.REPORT, period="2023-Q9"))
    with pytest.raises(Problem) as said_here:
        await here.made(never_owed)

    files = workshop(world, sqlite_url, tmp_path)
    assert await files.made(document.recipe) == made_here
    with pytest.raises(Problem) as said:
        await files.made(never_owed)
    assert vars(said.value) == vars(said_here.value)
    assert await files.made(document.recipe.replace(f":{world.commune}:", ":999999:")) is None

    (first,) = files.idle
    assert os.getpriority(os.PRIO_PROCESS, first) > os.getpriority(os.PRIO_PROCESS, 0)
    os.kill(first, signal.SIGKILL)
    await until_gone(first)
    made = await files.made(CODE)
    assert made is not None
    assert made.file_name == "ma-qr.png"

    (second,) = files.idle
    assert second != first
    await files.close()
    await until_gone(second)
    assert files.idle == ()


async def test_a_file_that_takes_too_long_and_one_whose_process_is_killed_are_not_made(
    world: World, sqlite_url: str, tmp_path: Path
) -> None:
    with pytest.raises(NotMade):
        await workshop(world, sqlite_url, tmp_path, most=0.001).made(CODE)

    files = workshop(world, sqlite_url, tmp_path)
    making = asyncio.create_task(files.made(CODE))
    while not files.busy:
        await asyncio.sleep(0.001)
    (process,) = files.busy
    os.kill(process, signal.SIGKILL)
    with pytest.raises(NotMade):
        await making
    assert files.idle == files.busy == ()


async def test_whoever_no_longer_waits_for_a_file_leaves_no_process_behind(
    world: World, sqlite_url: str, tmp_path: Path
) -> None:
    files = workshop(world, sqlite_url, tmp_path)
    making = asyncio.create_task(files.made(CODE))
    while not files.busy:
        await asyncio.sleep(0.001)
    (process,) = files.busy
    making.cancel()
    with pytest.raises(asyncio.CancelledError):
        await making
    await until_gone(process)


async def test_a_process_with_nothing_to_do_ends(world: World, sqlite_url: str, tmp_path: Path) -> None:
    files = workshop(world, sqlite_url, tmp_path, idle=0)
    assert await files.made(CODE) is not None
    (process,) = files.idle
    await until_gone(process)
    assert files.idle == ()
    await files.close()


async def test_a_photo_is_read_without_any_process(world: World, sqlite_url: str, tmp_path: Path) -> None:
    files = workshop(world, sqlite_url, tmp_path)
    assert await files.made(str(EvidenceRecipe(evidence=EvidenceId(1), number=1))) is None
    assert files.idle == ()


@pytest.mark.parametrize("said", ["no JSON", "[1]", '{"came": "file"}', "x" * 100_000])
async def test_what_is_no_answer_makes_no_file_and_ends_the_process(
    world: World, sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    babbling = tmp_path / "babbling"
    babbling.write_text(f"#!{sys.executable}\nimport sys\nprint({said!r}, flush=True)\nsys.stdin.read()\n")
    babbling.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(babbling))

    files = workshop(world, sqlite_url, tmp_path)
    with pytest.raises(NotMade):
        await files.made(CODE)
    assert files.idle == files.busy == ()


async def test_each_recipe_has_its_own_answer_whatever_is_in_it(world: World, sqlite_url: str, tmp_path: Path) -> None:
    files = workshop(world, sqlite_url, tmp_path)
    for nothing in ("", "\n", f"ntm:none\n{CODE}", "ntm:\0:\x1b", "ntm:đ"):
        assert await files.made(nothing) is None
    made = await files.made(CODE)
    assert made is not None
    assert made.file_name == "ma-qr.png"
    assert len(files.idle) == 1
    await files.close()


async def test_where_the_database_is_gone_none_is_made_anew(world: World, tmp_path: Path) -> None:
    gone = tmp_path / "gone" / "ntm.db"
    with pytest.raises(NotMade):
        await workshop(world, f"sqlite:///{gone}", tmp_path).made(CODE)
    assert not gone.parent.exists()


async def test_two_processes_make_the_files_of_many_on_postgresql_and_none_tells_a_password(
    postgres_url: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    database = await open_database(postgres_url)
    await database.migrate()
    world = await make_world(database)
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    (document,) = (await world.does(officer, SendPaper(unit=world.commune, kind=PaperKind.WORKBOOK))).documents
    files = workshop(world, postgres_url, tmp_path)
    made = await asyncio.gather(*(files.made(document.recipe) for _ in range(6)))
    assert len({one.content for one in made if one is not None}) == 1
    assert len(files.idle) == 2
    await files.close()
    with pytest.raises(NotMade):
        await workshop(world, "postgresql://ntm:m4t-kh4u@127.0.0.1:1/ntm", tmp_path).made(CODE)
    await database.close()
    told = capfd.readouterr().err
    assert "files cannot be made" in told
    assert "m4t-kh4u" not in told


ALONE = """
import asyncio, os, sys
from bot.making.workshop import Start, Workshop

async def main():
    files = Workshop(Start(database_url=sys.argv[1], folder=sys.argv[2]), photos=None)
    await files.made(sys.argv[3])
    print(*files.idle, flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


async def test_no_process_outlives_a_killed_bot(world: World, sqlite_url: str, tmp_path: Path) -> None:
    command = (sys.executable, "-c", ALONE, sqlite_url, str(tmp_path), CODE)
    bot = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert bot.stdout is not None
    process = int(await bot.stdout.readline())
    bot.kill()
    await bot.wait()
    await until_gone(process)


STUCK = """
import asyncio
from bot.making import process

process._answer = lambda *_: asyncio.sleep(3600)
process.main()
"""


async def test_a_file_being_made_is_let_go_when_the_bot_is_gone(world: World, sqlite_url: str, tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", STUCK, stdin=asyncio.subprocess.PIPE)
    start = Start(database_url=sqlite_url, folder=str(tmp_path))
    async with asyncio.timeout(60):
        await process.communicate(orjson.dumps(start) + b"\n" + orjson.dumps(CODE) + b"\n")
    assert process.returncode == 1
