"""Every world of the demo starts out of its documents, tells the verbs that do the same, and its people can join."""

from __future__ import annotations

import asyncio
import shlex
from typing import TYPE_CHECKING

import aiohttp
import pytest

from bot.cli.main import main
from bot.simulator.demo import Demo
from bot.simulator.worlds import WORLDS, world_named
from storage.open import open_database
from storage.times import ZONE

if TYPE_CHECKING:
    from pathlib import Path

    from bot.simulator.worlds import Step
    from storage.database import Database

TABLES = (
    "unit",
    "unit_alias",
    "reporting_rule",
    "plan",
    "target_document",
    "roadmap",
    "dossier",
    "money_line",
    "goal",
)
LOADED = {
    "quang-hoa": {"plan", "reporting_rule"},
    "quang-nam": {"roadmap", "dossier", "money_line", "reporting_rule", "unit_alias"},
    "ha-giang": {"target_document", "reporting_rule"},
    "ha-tinh": {"goal", "reporting_rule"},
}


async def rows(database: Database) -> dict[str, int]:
    async with database.read() as tx:
        counts = {table: await tx.one(f"SELECT count(*) AS n FROM {table}") for table in TABLES}  # noqa: S608 - names from above
    return {table: count["n"] for table, count in counts.items() if count is not None and count["n"]}


async def loaded(name: str, database: Database) -> tuple[dict[str, int], tuple[Step, ...]]:
    steps = await world_named(name).load(database)
    return await rows(database), steps


@pytest.mark.parametrize("name", WORLDS)
async def test_a_world_holds_what_its_documents_say(name: str, sqlite_database: Database) -> None:
    found, _ = await loaded(name, sqlite_database)
    assert LOADED[name] <= set(found)


@pytest.mark.parametrize("name", WORLDS)
def test_the_verbs_that_are_told_load_the_same(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def by_handlers() -> tuple[dict[str, int], tuple[Step, ...]]:
        database = await open_database(f"sqlite:///{tmp_path}/handlers.db")
        try:
            await database.migrate()
            return await loaded(name, database)
        finally:
            await database.close()

    async def by_verbs() -> dict[str, int]:
        database = await open_database(f"sqlite:///{tmp_path}/ntm.db")
        try:
            return await rows(database)
        finally:
            await database.close()

    wanted, steps = asyncio.run(by_handlers())
    monkeypatch.setenv("NTM_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("NTM_DATABASE_URL", raising=False)
    for at, lines in steps:
        monkeypatch.setenv("NTM_CLOCK", at.isoformat(timespec="minutes"))
        for line in lines:
            assert main(shlex.split(line)[1:]) == 0, (line, capsys.readouterr().err)
    assert asyncio.run(by_verbs()) == wanted


@pytest.mark.parametrize("name", [name for name in WORLDS if name != "quang-hoa"])
async def test_a_world_plays_and_its_people_join(name: str, tmp_path: Path) -> None:
    place = world_named(name)
    async with Demo(data=tmp_path / "data", place=place) as demo, aiohttp.ClientSession() as http:
        async with http.get(f"{demo.emulator.url}/_demo/state") as answer:
            state = await answer.json()
        assert (state["place"], [one["key"] for one in state["phones"]]) == (
            place.title,
            [member.key for member in place.cast],
        )
        assert [one["name"] for one in state["group"]["members"]] == [
            member.name for key in place.group.members for member in place.cast if member.key == key
        ]
        for one in state["phones"]:
            phone = demo.emulator.phones[one["id"]]
            phone.open_link(one["link"])
            await phone.reply()
            for label in ("Đồng ý", "Đúng"):
                phone.press(next(shown for shown in phone.last().labels() if label in shown))
                await phone.reply()
            assert (await demo.why(phone.id))["known"], one["key"]
        assert demo.world.violations == []


async def test_the_dossiers_day_is_reminded_of_like_any_reports(tmp_path: Path) -> None:
    async with Demo(data=tmp_path / "data", place=world_named("quang-nam")) as demo:
        one = next(one for one in demo.state()["phones"] if one["key"] == "dai_chanh")
        phone = demo.emulator.phones[one["id"]]
        phone.open_link(one["link"])
        await phone.reply()
        for label in ("Đồng ý", "Đúng"):
            phone.press(next(shown for shown in phone.last().labels() if label in shown))
            await phone.reply()
        await demo.wind({"at": "2024-10-31T12:00"})
        days = [
            f"{shown.at.astimezone(ZONE):%d/%m}"
            for shown in phone.messages()
            if shown.text.startswith(("⏰", "Đã qua hạn")) and "hồ sơ đề nghị công nhận xã NTM năm 2024" in shown.text
        ]
    assert days == ["15/10", "22/10", "25/10", "28/10", "29/10", "30/10"]


def test_a_world_that_is_none_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--with", "ha-noi", "--no-browser"]) == 2
    assert "quang-hoa, quang-nam, ha-giang, ha-tinh" in capsys.readouterr().err
