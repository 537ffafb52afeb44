from __future__ import annotations

import asyncio
import hashlib
import json
from functools import partial
from typing import TYPE_CHECKING

import pytest

from conversations.programme.ids import PersonId
from conversations.programme.problem import Problem
from storage import audit
from storage.audit import ChainEnd, Fault, Verified
from storage.refusals import APPEND_ONLY

if TYPE_CHECKING:
    from storage.database import Database, Transaction


async def note(tx: Transaction, number: int) -> None:
    person = PersonId(number % 5) if number % 5 else None
    audit.note_later(
        tx, at=number, person=person, act="report_sent", subject="report:1.2.2026-H1", detail={"số": "một"}
    )


async def verified(database: Database) -> Verified:
    async with database.read() as tx:
        return await audit.verify(tx)


async def entries_of_a_whole_log(database: Database) -> int:
    found = await verified(database)
    assert found.faults == ()
    return found.entries


async def run(tx: Transaction, sql: str) -> int:
    return await tx.run(sql)


async def test_an_empty_log_is_right(database: Database) -> None:
    assert await verified(database) == Verified(entries=0, chains=(), faults=(), faults_found=0)


async def test_entries_of_many_turns_at_once_are_chained_without_a_fault(database: Database) -> None:
    await asyncio.gather(*(database.turn(partial(note, number=number)) for number in range(40)))
    assert await entries_of_a_whole_log(database) == 40
    async with database.read() as tx:
        rows = await tx.all("SELECT person, number, detail FROM audit WHERE chain = 3 ORDER BY number")
    assert [(row["person"], row["number"]) for row in rows] == [(3, number) for number in range(1, 9)]
    assert rows[0]["detail"] == '{"số":"một"}'


async def test_an_entry_is_written_as_it_always_was(database: Database) -> None:
    """The digests of entries that stand already are computed from this very text."""
    subject, detail = 'report:1.2."', {"tên": "Xã\tA\n“B” \\ \x1f", "b": 2, "a": -1}

    async def work(tx: Transaction) -> None:
        audit.note_later(tx, at=7, person=PersonId(1), act="report_sent", subject=subject, detail=detail)

    await database.turn(work)
    async with database.read() as tx:
        (row,) = await tx.all("SELECT detail, digest FROM audit")
    text = json.dumps(detail, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    entry = json.dumps([7, 1, "report_sent", subject, text], ensure_ascii=False, separators=(",", ":"))
    assert (row["detail"], row["digest"]) == (text, hashlib.sha256(entry.encode()).hexdigest())


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit SET act = 'nothing' WHERE number = 1",
        "DELETE FROM audit WHERE number = 1",
        "DELETE FROM audit",
    ],
)
async def test_the_database_refuses_to_change_the_log(database: Database, sql: str) -> None:
    await database.turn(partial(note, number=1))
    with pytest.raises(Problem) as refused:
        await database.turn(lambda tx: tx.run(sql))
    assert refused.value.code == APPEND_ONLY
    assert await entries_of_a_whole_log(database) == 1


async def test_replacing_and_emptying_are_refused_too(sqlite_database: Database, postgres_database: Database) -> None:
    for database, sql in (
        (
            sqlite_database,
            "INSERT OR REPLACE INTO audit SELECT id, chain, number, 0, NULL, '', '', '', '', '' FROM audit",
        ),
        (postgres_database, "TRUNCATE audit"),
    ):
        await database.turn(partial(note, number=1))
        with pytest.raises(Problem) as refused:
            await database.turn(partial(run, sql=sql))
        assert refused.value.code == APPEND_ONLY


@pytest.mark.parametrize(
    ("sql", "faults"),
    [
        ("UPDATE audit SET detail = '{}' WHERE number = 2", [(2, "changed")]),
        ("UPDATE audit SET at = at + 1 WHERE number = 3", [(3, "changed")]),
        ("UPDATE audit SET person = NULL WHERE number = 1", [(1, "changed")]),
        ("UPDATE audit SET digest = previous WHERE number = 2", [(2, "changed"), (3, "link")]),
        ("DELETE FROM audit WHERE number = 2", [(3, "gap")]),
        ("DELETE FROM audit WHERE number = 1", [(2, "gap")]),
    ],
)
async def test_whoever_gets_around_the_database_is_found_out(
    database: Database, sql: str, faults: list[tuple[int, str]]
) -> None:
    async with database.write() as tx:
        for number in (1, 6, 11):
            await note(tx, number)
    async with database.write() as tx:
        on = " ON audit" if database.dialect == "postgresql" else ""
        for trigger in ("audit_is_not_changed",) if on else ("audit_is_not_changed", "audit_is_not_deleted"):
            await tx.run(f"DROP TRIGGER {trigger}{on}")
        await tx.run(sql)
    found = await verified(database)
    assert found.faults == tuple(Fault(chain=1, number=number, kind=kind) for number, kind in faults)


async def test_more_entries_than_a_page_are_examined_once_each(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "PAGE", 3)
    async with database.write() as tx:
        for number in range(1, 20):
            await note(tx, number)
    found = await verified(database)
    assert (found.entries, found.faults_found) == (19, 0)
    assert [(end.chain, end.entries, end.last) for end in found.chains] == [
        (0, 3, 3), (1, 4, 4), (2, 4, 4), (3, 4, 4), (4, 4, 4)
    ]  # fmt: skip


async def test_a_cut_off_end_shows_only_against_an_earlier_note(database: Database) -> None:
    async with database.write() as tx:
        for number in (1, 6, 11, 2):
            await note(tx, number)
    earlier = (await verified(database)).chains
    async with database.write() as tx:
        await note(tx, 16)
    async with database.read() as tx:
        assert await audit.against(tx, earlier) == ()

    async with database.write() as tx:
        on = " ON audit" if database.dialect == "postgresql" else ""
        for trigger in ("audit_is_not_changed",) if on else ("audit_is_not_changed", "audit_is_not_deleted"):
            await tx.run(f"DROP TRIGGER {trigger}{on}")
        await tx.run("DELETE FROM audit WHERE chain = 1 AND number > 2")

    assert (await verified(database)).faults == ()
    other = ChainEnd(chain=2, entries=1, last=1, digest="0" * 64)
    async with database.read() as tx:
        assert await audit.against(tx, (*earlier, other)) == (
            Fault(chain=1, number=3, kind="cut"),
            Fault(chain=2, number=1, kind="rewritten"),
        )


async def test_a_turn_that_failed_leaves_no_entry(database: Database) -> None:
    async def fails(tx: Transaction) -> None:
        await note(tx, 1)
        await tx.all("SELECT 1 AS one")
        raise ArithmeticError

    await database.turn(partial(note, number=1))
    await asyncio.gather(database.turn(fails), return_exceptions=True)
    await database.turn(partial(note, number=6))
    assert await entries_of_a_whole_log(database) == 2
