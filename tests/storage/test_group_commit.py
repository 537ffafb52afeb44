"""SQLite's writer: many turns, one commit."""

from __future__ import annotations

import asyncio
import sqlite3
from functools import partial
from typing import TYPE_CHECKING

import pytest

from conversations.programme.problem import Problem
from storage import sqlite_connection
from storage.refusals import DATABASE_BUSY, DATABASE_FULL
from storage.sqlite import SqliteDatabase
from tests.databases import AS_SHIPPED
from tests.storage.table import make_table, names

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from storage.database import Transaction


@pytest.fixture
async def table(tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    database = await SqliteDatabase.open(tmp_path / "ntm.db")
    await make_table(database)
    yield database
    await database.close()


async def insert(tx: Transaction, name: str) -> str:
    tx.later("INSERT INTO thing (name) VALUES (:name)", name=name)
    return name


async def test_turns_that_wait_together_are_committed_together(table: SqliteDatabase) -> None:
    found = await asyncio.gather(*(table.turn(partial(insert, name=f"{number:02}")) for number in range(40)))
    assert table.commits == 1
    assert await names(table) == list(found)


async def test_turns_one_after_another_are_committed_one_after_another(table: SqliteDatabase) -> None:
    for number in range(3):
        await table.turn(partial(insert, name=str(number)))
    assert table.commits == 3


async def test_a_turn_that_arrives_while_others_run_joins_their_commit(table: SqliteDatabase) -> None:
    async def work(tx: Transaction) -> str:
        joined.append(asyncio.create_task(table.turn(partial(insert, name="b"))))
        await asyncio.sleep(0)
        return await insert(tx, "a")

    joined: list[asyncio.Task[str]] = []
    await table.turn(work)
    assert await joined[0] == "b"
    assert table.commits == 1


async def test_no_turn_is_answered_before_its_commit(table: SqliteDatabase, tmp_path: Path) -> None:
    seen = []

    async def one(name: str) -> None:
        await table.turn(partial(insert, name=name))
        with sqlite3.connect(tmp_path / "ntm.db") as other:
            seen.append(other.execute("SELECT COUNT(*) FROM thing").fetchone()[0])
        other.close()

    await asyncio.gather(*(one(name) for name in "abcde"))
    assert seen == [5, 5, 5, 5, 5]


async def test_a_refused_commit_fails_every_turn_of_it_and_the_next_turn_works(table: SqliteDatabase) -> None:
    async def promise(tx: Transaction) -> None:
        await tx.run("PRAGMA defer_foreign_keys = ON")
        await tx.run("INSERT INTO part (thing) VALUES (99)")

    outcomes = await asyncio.gather(table.turn(partial(insert, name="a")), table.turn(promise), return_exceptions=True)
    assert [getattr(outcome, "code", None) for outcome in outcomes] == ["unknown_reference", "unknown_reference"]
    assert await names(table) == []
    await table.turn(partial(insert, name="b"))
    assert await names(table) == ["b"]


async def test_a_full_disk_fails_all_turns_of_the_commit_and_loses_nothing_before(table: SqliteDatabase) -> None:
    await table.turn(partial(insert, name="before"))

    async def too_much(tx: Transaction) -> None:
        await tx.run("PRAGMA max_page_count = 1")
        await tx.run("INSERT INTO thing (name, body) VALUES ('big', zeroblob(1000000))")

    outcomes = await asyncio.gather(
        *(table.turn(work) for work in (partial(insert, name="a"), too_much, partial(insert, name="b"))),
        return_exceptions=True,
    )
    assert getattr(outcomes[1], "code", None) == DATABASE_FULL
    async with table.write() as tx:
        await tx.run("PRAGMA max_page_count = 1000000")
    # each of the other two either stands and was acknowledged, or neither
    stands = ["before", *(outcome for outcome in (outcomes[0], outcomes[2]) if isinstance(outcome, str))]
    assert await names(table) == stands


async def test_a_work_that_waits_for_something_else_can_be_called_off(table: SqliteDatabase) -> None:
    started = asyncio.Event()

    async def endless(tx: Transaction) -> None:
        await tx.run("INSERT INTO thing (name) VALUES ('half')")
        started.set()
        await asyncio.Event().wait()

    before = asyncio.create_task(table.turn(partial(insert, name="before")))
    task = asyncio.create_task(table.turn(endless))
    after = asyncio.create_task(table.turn(partial(insert, name="after")))
    await started.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert [await before, await after] == ["before", "after"]
    assert await names(table) == ["before", "after"]
    assert await table.turn(partial(insert, name="next")) == "next"


async def test_a_work_cancelled_by_what_it_waited_for_is_undone_alone(table: SqliteDatabase) -> None:
    async def work(tx: Transaction) -> None:
        await tx.run("INSERT INTO thing (name) VALUES ('half')")
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await table.turn(work)
    await table.turn(partial(insert, name="next"))
    assert await names(table) == ["next"]


async def test_a_turn_inside_a_turn_is_an_error_and_no_standstill(table: SqliteDatabase) -> None:
    async def turn(_tx: Transaction) -> None:
        await table.turn(partial(insert, name="inner"))

    async def write(_tx: Transaction) -> None:
        async with table.write():
            pass

    for work in (turn, write):
        with pytest.raises(RuntimeError, match="inside a turn"):
            await table.turn(work)


async def test_turns_and_writes_share_the_writer(table: SqliteDatabase) -> None:
    async def write(name: str) -> None:
        async with table.write() as tx:
            await tx.run("INSERT INTO thing (name) VALUES (:name)", name=name)
            await asyncio.sleep(0)
            await tx.run("UPDATE thing SET name = name || '!' WHERE name = :name", name=name)

    await asyncio.gather(
        *(table.turn(partial(insert, name=f"turn {number}")) for number in range(10)),
        *(write(f"write {number}") for number in range(10)),
    )
    assert sorted(await names(table)) == [
        *(f"turn {number}" for number in range(10)),
        *(f"write {number}!" for number in range(10)),
    ]


async def test_a_cancelled_write_is_undone(table: SqliteDatabase) -> None:
    started = asyncio.Event()

    async def write() -> None:
        async with table.write() as tx:
            await tx.run("INSERT INTO thing (name) VALUES ('half')")
            started.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write())
    await started.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await table.turn(partial(insert, name="next"))
    assert await names(table) == ["next"]


async def test_two_programs_on_one_file_wait_for_each_other(table: SqliteDatabase, tmp_path: Path) -> None:
    other = await SqliteDatabase.open(tmp_path / "ntm.db")
    try:
        await asyncio.gather(
            *(database.turn(partial(insert, name="a")) for _ in range(50) for database in (table, other))
        )
        assert len(await names(other)) == 100
    finally:
        await other.close()


async def test_a_file_held_by_another_program_for_too_long_is_told_to_everybody_who_waits(
    table: SqliteDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.sqlite_connection.BUSY_MILLISECONDS", 1)
    other = sqlite3.connect(tmp_path / "ntm.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    outcomes = await asyncio.gather(*(table.turn(partial(insert, name=name)) for name in "ab"), return_exceptions=True)
    other.execute("COMMIT")
    other.close()
    assert [outcome.code for outcome in outcomes if isinstance(outcome, Problem)] == [DATABASE_BUSY, DATABASE_BUSY]
    assert await table.turn(partial(insert, name="c")) == "c"


@pytest.fixture
def as_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_connection, "SYNCHRONOUS", AS_SHIPPED)


async def test_the_file_is_set_up_to_keep_what_was_acknowledged(as_shipped: None, table: SqliteDatabase) -> None:
    names_of_settings = ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "busy_timeout")
    execute = table._writer.raw.execute
    assert {name: execute(f"PRAGMA {name}").fetchone()[0] for name in names_of_settings} == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "busy_timeout": 0,
    }


async def test_a_turn_waits_for_another_program_that_is_writing(table: SqliteDatabase, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "ntm.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("INSERT INTO thing (name) VALUES ('theirs')")
    ours = asyncio.create_task(table.turn(partial(insert, name="ours")))
    while not table._turns._gate.locked():
        await asyncio.sleep(0)
    other.execute("COMMIT")
    other.close()
    assert await ours == "ours"
    assert await names(table) == ["theirs", "ours"]
