"""The real bot is killed in the middle of hundreds of interviews: what it acknowledged is there, once, under its own
question, and everybody goes on where they were.
"""

from __future__ import annotations

import asyncio
import random
import sys
from typing import TYPE_CHECKING

import pytest

from storage.audit import verify
from storage.open import open_database
from tests.endtoend.real_bot import RealBot
from tests.endtoend.villages import QUESTIONS, Officer, settle_villages, stored_in

if TYPE_CHECKING:
    from pathlib import Path

    from bot.simulator.telegram.server import Emulator

KILLS = 4
ANSWERED_WITHIN = 200.0
"""Only a run that is stuck takes so long; a quiet machine needs some fifteen seconds."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")


@pytest.mark.parametrize(("mode", "people", "seed"), [("webhook", 200, 13), ("polling", 40, 57)])
@pytest.mark.timeout(300)
async def test_what_was_acknowledged_survives_kills_in_the_middle_of_many_interviews(
    emulator: Emulator, folder: Path, mode: str, people: int, seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    phones = [emulator.phones.add(first_name=f"Trưởng xóm {number}") for number in range(people)]
    database = await open_database(f"sqlite:///{folder}/ntm.db")
    officers = await settle_villages(database, phones, now=emulator.world.clock())
    await database.close()
    bot = RealBot(emulator, folder, mode=mode)
    await bot.start()
    try:
        async with asyncio.timeout(ANSWERED_WITHIN), asyncio.TaskGroup() as interviews:
            for officer in officers:
                interviews.create_task(officer.report())
            for answers in _moments(people, random.Random(seed)):
                await _until_acknowledged(emulator, officers, answers)
                assert not all(officer.receipt for officer in officers)
                await bot.kill()
                await bot.start()
        await emulator.world.acknowledged()
        assert await bot.stop() == 0, bot.said()
    finally:
        await bot.close()

    database = await open_database(f"sqlite:///{folder}/ntm.db")
    try:
        stored = await stored_in(database)
        async with database.read() as tx:
            audit = await verify(tx)
    finally:
        await database.close()
    again = sum(officer.again for officer in officers)
    with capsys.disabled():
        print(f" [{people} interviews, {bot.lives - 1} kills, {again} had to press again]", end="")  # noqa: T201 - told
    addresses = [str(officer.phone.id) for officer in officers]
    assert {officer.number: officer.acknowledged for officer in officers} == {
        officer.number: officer.answers for officer in officers
    }
    assert stored.answers == {str(officer.phone.id): officer.answers for officer in officers}
    assert stored.receipts == dict.fromkeys(addresses, 1)
    assert len({officer.receipt.splitlines()[0] + officer.receipt.splitlines()[-1] for officer in officers}) == people
    if not again:
        assert stored.versions == people * len(QUESTIONS)
    assert audit.faults == ()
    assert bot.lives == KILLS + 1
    assert " ERROR " not in bot.said()
    assert "Traceback" not in bot.said()
    assert bot.told_secrets() == []


def _moments(people: int, chance: random.Random) -> list[int]:
    """After so many answers of all together the bot is killed: somewhere in each of the middle parts."""
    total = people * len(QUESTIONS)
    part = total // (KILLS + 1)
    return [part * number + chance.randrange(-part // 3, part // 3) for number in range(1, KILLS + 1)]


async def _until_acknowledged(emulator: Emulator, officers: list[Officer], answers: int) -> None:
    await emulator.world.wait_for(
        lambda: sum(len(officer.acknowledged) for officer in officers) >= answers, timeout=ANSWERED_WITHIN
    )
