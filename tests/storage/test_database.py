"""The contract of a Database, the same on both."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from conversations.programme.problem import Problem
from storage.database import Database, Transaction
from storage.refusals import ALREADY_THERE, OUT_OF_RANGE, UNKNOWN_REFERENCE, VALUE_MISSING
from tests.storage.table import make_table, names


@pytest.fixture
async def table(database: Database) -> Database:
    await make_table(database)
    return database


class DeliberateError(Exception):
    pass


async def test_a_turn_returns_what_its_work_returns_and_its_changes_stand(table: Database) -> None:
    async def work(tx: Transaction) -> str:
        tx.later("INSERT INTO thing (name) VALUES (:name)", name="a")
        return "done"

    assert await table.turn(work) == "done"
    assert await names(table) == ["a"]


async def test_an_exception_undoes_its_own_turn_and_no_other(table: Database) -> None:
    async def work(tx: Transaction, name: str) -> str:
        await tx.run("INSERT INTO thing (name) VALUES (:name)", name=name)
        tx.later("INSERT INTO thing (name) VALUES (:name)", name=f"{name} later")
        if name == "b":
            raise DeliberateError(name)
        return name

    outcomes = await asyncio.gather(*(table.turn(partial(work, name=name)) for name in "abc"), return_exceptions=True)
    assert [str(outcome) for outcome in outcomes] == ["a", "b", "c"]
    assert isinstance(outcomes[1], DeliberateError)
    # the promise is which rows stand: whose came first is for the database to say
    assert sorted(await names(table)) == ["a", "a later", "c", "c later"]


async def test_later_comes_before_what_is_asked_next_and_in_the_order_asked_for(table: Database) -> None:
    async def work(tx: Transaction) -> list[str]:
        tx.later("INSERT INTO thing (name) VALUES (:name)", name="first")
        tx.later("UPDATE thing SET name = name || :more", more=" second")
        tx.later("UPDATE thing SET name = name || :more", more=" third")
        (row,) = await tx.all("SELECT name FROM thing")
        tx.later("UPDATE thing SET name = name || :more", more=" fourth")
        changed = await tx.run("UPDATE thing SET name = name || :more", more=" fifth")
        tx.later("UPDATE thing SET name = name || :more", more=" sixth")
        return [row["name"], str(changed)]

    assert await table.turn(work) == ["first second third", "1"]
    assert await names(table) == ["first second third fourth fifth sixth"]


async def test_several_queries_come_back_in_the_order_asked_for(table: Database) -> None:
    async def work(tx: Transaction) -> list[list[int]]:
        found = await tx.together(
            ("INSERT INTO thing (name) VALUES (:name) RETURNING id", {"name": "a"}),
            ("SELECT id FROM thing WHERE name = :name", {"name": "a"}),
            ("SELECT id FROM thing WHERE name = :name", {"name": "nobody"}),
        )
        return [[row["id"] for row in rows] for rows in found]

    assert await table.turn(work) == [[1], [1], []]


async def test_one_gives_the_first_row_or_none(table: Database) -> None:
    async with table.write() as tx:
        await tx.run("INSERT INTO thing (name) VALUES ('a'), ('b')")
        row = await tx.one("SELECT name FROM thing ORDER BY name DESC")
        assert row is not None
        assert row["name"] == "b"
        assert await tx.one("SELECT name FROM thing WHERE name = :name", name="c") is None


async def test_run_counts_the_rows_it_changed(table: Database) -> None:
    async with table.write() as tx:
        assert await tx.run("INSERT INTO thing (name) VALUES ('a'), ('b')") == 2
        assert await tx.run("UPDATE thing SET weight = 1 WHERE name = 'c'") == 0
        assert await tx.run("INSERT INTO thing (id, name) VALUES (1, 'x') ON CONFLICT (id) DO NOTHING") == 0
        assert await tx.run("DELETE FROM thing") == 2


async def test_values_come_back_as_they_went_in(table: Database) -> None:
    text = "Điều 'x' có “:tên” — $1 \N{PILE OF POO}"
    async with table.write() as tx:
        row = await tx.one(
            "INSERT INTO thing (name, weight, body) VALUES (:name, :weight, :body) RETURNING name, weight, body",
            name=text,
            weight=2**62,
            body=b"\x00\xff",
        )
        assert row is not None
        assert (row["name"], row["weight"], row["body"]) == (text, 2**62, b"\x00\xff")


async def test_a_write_that_fails_leaves_nothing_and_the_next_one_works(table: Database) -> None:
    async def write() -> None:
        async with table.write() as tx:
            await tx.run("INSERT INTO thing (name) VALUES ('a')")
            raise DeliberateError

    with pytest.raises(DeliberateError):
        await write()
    async with table.write() as tx:
        tx.later("INSERT INTO thing (name) VALUES ('b')")
    assert await names(table) == ["b"]


async def test_reading_sees_one_picture_while_others_write(table: Database) -> None:
    async with table.read() as tx:
        before = await tx.all("SELECT name FROM thing")
        async with table.write() as other:
            await other.run("INSERT INTO thing (name) VALUES ('a')")
        assert [row["name"] for row in await tx.all("SELECT name FROM thing")] == [row["name"] for row in before] == []
    assert await names(table) == ["a"]


async def test_reading_cannot_write(table: Database) -> None:
    with pytest.raises(Problem) as refused:
        async with table.read() as tx:
            await tx.run("INSERT INTO thing (name) VALUES ('a')")
    assert refused.value.code == "database_read_only"
    assert await names(table) == []


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("INSERT INTO thing (id, name) VALUES (7, 'a'), (7, 'b')", ALREADY_THERE),
        ("INSERT INTO thing (name) VALUES ('unique'), ('unique')", ALREADY_THERE),
        ("INSERT INTO thing (name, weight) VALUES ('a', -1)", OUT_OF_RANGE),
        ("INSERT INTO thing (name) VALUES (NULL)", VALUE_MISSING),
        ("INSERT INTO part (thing) VALUES (99)", UNKNOWN_REFERENCE),
    ],
)
async def test_a_refusal_of_the_database_is_a_problem_in_words(table: Database, sql: str, code: str) -> None:
    async def work(tx: Transaction) -> None:
        tx.later(sql)

    with pytest.raises(Problem) as refused:
        await table.turn(work)
    assert refused.value.code == code
    assert refused.value.__cause__ is not None
    assert await names(table) == []


async def test_a_refusal_that_a_work_swallows_still_undoes_it(table: Database) -> None:
    async def work(tx: Transaction) -> None:
        await tx.run("INSERT INTO thing (name) VALUES ('a')")
        with pytest.raises(Problem):
            await tx.run("INSERT INTO part (thing) VALUES (99)")

    with pytest.raises(Problem) as refused:
        await table.turn(work)
    assert refused.value.code == UNKNOWN_REFERENCE
    with pytest.raises(Problem):
        async with table.write() as tx:
            await work(tx)
    assert await names(table) == []


async def test_a_wrong_statement_is_a_fault_of_ours_and_no_problem(table: Database) -> None:
    async def work(tx: Transaction) -> None:
        await tx.all("SELECT nonsense FROM thing")

    with pytest.raises(Exception, match="nonsense") as fault:
        await table.turn(work)
    assert not isinstance(fault.value, Problem)


async def test_counting_up_from_many_turns_at_once_loses_none(table: Database) -> None:
    async with table.write() as tx:
        await tx.run("INSERT INTO thing (name, weight) VALUES ('a', 0)")

    lock = " FOR UPDATE" if table.dialect == "postgresql" else ""

    async def work(tx: Transaction) -> int:
        row = await tx.one(f"SELECT weight FROM thing WHERE name = 'a'{lock}")  # noqa: S608 - written above
        assert row is not None
        tx.later("UPDATE thing SET weight = :weight WHERE name = 'a'", weight=row["weight"] + 1)
        return int(row["weight"])

    found = await asyncio.gather(*(table.turn(work) for _ in range(60)))
    assert sorted(found) == list(range(60))


async def test_cancelling_one_turn_of_many_harms_no_other(table: Database) -> None:
    async def work(tx: Transaction, name: str) -> None:
        await tx.run("INSERT INTO thing (name) VALUES (:name)", name=name)
        await asyncio.sleep(0)
        tx.later("INSERT INTO thing (name) VALUES (:name)", name=f"{name} later")

    kept = []
    for number in range(60):
        task = asyncio.create_task(table.turn(partial(work, name=f"{number:02}")))
        if number % 3:
            kept.append((f"{number:02}", task))
        else:
            # at another point of its way each time
            asyncio.get_running_loop().call_soon(task.cancel)
        for _ in range(number % 4):
            await asyncio.sleep(0)
    await asyncio.gather(*(task for _, task in kept))
    wanted = {name for number, _ in kept for name in (number, f"{number} later")}
    found = await names(table)
    assert wanted <= set(found)
    # a cancelled turn is there whole or not at all
    assert sorted(name for name in found if not name.endswith("later")) == sorted(
        name.removesuffix(" later") for name in found if name.endswith("later")
    )
    assert await table.turn(_one) == 1


async def _one(tx: Transaction) -> int:
    return len(await tx.all("SELECT 1 AS one"))


async def test_after_closing_nothing_is_taken_any_more(table: Database) -> None:
    await table.close()
    with pytest.raises(Problem) as refused:
        await table.turn(_one)
    assert refused.value.code == "database_closed"
    with pytest.raises(Problem):
        async with table.write():
            pass
    with pytest.raises(Problem):
        async with table.read():
            pass


async def test_closing_first_finishes_the_turns_that_wait(table: Database) -> None:
    async def work(tx: Transaction) -> int:
        return await tx.run("INSERT INTO thing (name) VALUES ('a')")

    tasks = [asyncio.create_task(table.turn(work)) for _ in range(100)]
    await asyncio.sleep(0)
    await table.close()
    assert await asyncio.gather(*tasks) == [1] * 100
