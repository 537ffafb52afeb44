"""What only PostgreSQL can do to us: deadlocks, lost connections, a server that is not there."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

import pytest

from conversations.programme.problem import Problem
from tests.storage.table import make_table, names

if TYPE_CHECKING:
    from storage.database import Database, Transaction


@pytest.fixture
async def table(postgres_database: Database) -> Database:
    await make_table(postgres_database)
    return postgres_database


async def test_turns_that_lock_each_other_out_are_run_again(table: Database) -> None:
    async with table.write() as tx:
        await tx.run("INSERT INTO thing (name, weight) VALUES ('a', 0), ('b', 0)")
    runs = 0

    async def work(tx: Transaction, order: tuple[str, str]) -> None:
        nonlocal runs
        runs += 1
        first, second = order
        await tx.run("UPDATE thing SET weight = weight + 1 WHERE name = :name", name=first)
        if runs <= 2:
            await met.wait()
        await tx.run("UPDATE thing SET weight = weight + 1 WHERE name = :name", name=second)

    met = asyncio.Barrier(2)
    await asyncio.gather(*(table.turn(partial(work, order=order)) for order in (("a", "b"), ("b", "a"))))
    async with table.read() as tx:
        assert [row["weight"] for row in await tx.all("SELECT weight FROM thing ORDER BY name")] == [2, 2]
    assert runs == 3


async def test_a_turn_whose_connection_dies_before_its_commit_is_run_again(table: Database) -> None:
    runs = 0

    async def work(tx: Transaction) -> int:
        nonlocal runs
        runs += 1
        await tx.run("INSERT INTO thing (name) VALUES ('a')")
        if runs == 1:
            row = await tx.one("SELECT pg_backend_pid() AS pid")
            assert row is not None
            async with table.read() as other:
                await other.all("SELECT pg_terminate_backend(:pid)", pid=row["pid"])
        return await tx.run("UPDATE thing SET weight = 1")

    assert await table.turn(work) == 1
    assert (runs, await names(table)) == (2, ["a"])


async def test_a_turn_that_never_gets_through_is_told_so(table: Database) -> None:
    runs = 0

    async def work(tx: Transaction) -> None:
        nonlocal runs
        runs += 1
        await tx.run("DO $$ BEGIN RAISE EXCEPTION 'made up' USING ERRCODE = '40001'; END $$")

    with pytest.raises(Problem) as refused:
        await table.turn(work)
    assert (refused.value.code, runs) == ("database_busy", 5)


async def test_connections_are_given_back_whatever_happens(table: Database) -> None:
    started = asyncio.Semaphore(0)

    async def endless(tx: Transaction) -> None:
        await tx.run("INSERT INTO thing (name) VALUES ('half')")
        started.release()
        await asyncio.Event().wait()

    # more than there are connections: ten are at work, the others wait for one
    tasks = [asyncio.create_task(table.turn(endless)) for _ in range(25)]
    for _ in range(10):
        await started.acquire()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

    async def one(tx: Transaction) -> int:
        return await tx.run("INSERT INTO thing (name) VALUES ('whole')")

    assert await asyncio.gather(*(table.turn(one) for _ in range(25))) == [1] * 25
    assert await names(table) == ["whole"] * 25
