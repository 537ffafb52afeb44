"""A program killed in the middle of many turns: every acknowledged one is there once, and none is there by half."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from storage.open import open_database
from tests.storage.table import make_table

if TYPE_CHECKING:
    from storage.database import Transaction

ROUNDS = 4
AT_ONCE = 30


async def answer(tx: Transaction, name: str) -> str:
    """Two halves that belong together."""
    await tx.run("INSERT INTO thing (name) VALUES (:name)", name=name)
    tx.later("INSERT INTO part (thing) SELECT id FROM thing WHERE name = :name", name=name)
    return name


async def endlessly(url: str, round_: int) -> None:
    """Many turns at once, each told to the parent as soon as it is acknowledged."""
    database = await open_database(url)

    async def one(person: int) -> None:
        number = 0
        while True:
            name = await database.turn(partial(answer, name=f"{round_}.{person}.{number}"))
            os.write(1, f"{name}\n".encode())
            number += 1

    await asyncio.gather(*(one(person) for person in range(AT_ONCE)))


def killed_after(url: str, round_: int, lines: int) -> list[str]:
    """What the child had acknowledged when it was killed."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.storage.test_killed", url, str(round_)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as child:
        assert child.stdout is not None
        acknowledged = [child.stdout.readline() for _ in range(lines)]
        child.send_signal(signal.SIGKILL)
        acknowledged += child.stdout.readlines()
    return [line.decode().rstrip("\n") for line in acknowledged if line.endswith(b"\n")]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
async def test_what_was_acknowledged_survives_the_death_of_the_program(database_url: str) -> None:
    database = await open_database(database_url)
    await make_table(database)
    await database.close()
    acknowledged: list[str] = []
    for round_ in range(ROUNDS):
        acknowledged += await asyncio.to_thread(killed_after, database_url, round_, 50 + 37 * round_)
    database = await open_database(database_url)
    try:
        async with database.read() as tx:
            rows = await tx.all(
                "SELECT t.name AS name, COUNT(p.id) AS parts FROM thing AS t"
                " LEFT JOIN part AS p ON p.thing = t.id GROUP BY t.id, t.name"
            )
    finally:
        await database.close()
    stored = Counter(row["name"] for row in rows)
    assert [name for name in acknowledged if stored[name] != 1] == []
    assert [row["name"] for row in rows if row["parts"] != 1] == []
    assert len(acknowledged) >= 50 * ROUNDS


if __name__ == "__main__":
    asyncio.run(endlessly(sys.argv[1], int(sys.argv[2])))
