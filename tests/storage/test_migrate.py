from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from conversations.programme.problem import Problem
from storage.database import Database
from storage.migrate import Migration, in_dialect, migrate, migrations_of_this_version
from storage.open import open_database

FIRST = Migration(
    version=1,
    name="0001_first.sql",
    text="CREATE TABLE thing (id {id}, name {text} NOT NULL) {strict};\nINSERT INTO thing (name) VALUES ('{}');\n",
)
SECOND = Migration(version=2, name="0002_second.sql", text="ALTER TABLE thing ADD COLUMN weight {int};")
BROKEN = Migration(
    version=2, name="0002_broken.sql", text="CREATE TABLE other (id {id});\nINSERT INTO nowhere VALUES (1);"
)


async def test_each_file_is_applied_once(database_url: str) -> None:
    database = await open_database(database_url)
    try:
        await migrate(database.write, [FIRST])
        await migrate(database.write, [FIRST, SECOND])
        await migrate(database.write, [FIRST, SECOND])
        async with database.read() as tx:
            rows = await tx.all("SELECT id, name, weight FROM thing")
            assert [(row["id"], row["name"], row["weight"]) for row in rows] == [(1, "{}", None)]
            rows = await tx.all("SELECT version, name FROM schema_version ORDER BY version")
            assert [(row["version"], row["name"]) for row in rows] == [(1, "0001_first.sql"), (2, "0002_second.sql")]
    finally:
        await database.close()


async def test_processes_that_migrate_at_once_wait_for_each_other(database_url: str) -> None:
    databases = [await open_database(database_url) for _ in range(4)]
    try:
        await asyncio.gather(*(database.migrate() for database in databases))
        async with databases[0].read() as tx:
            row = await tx.one("SELECT COUNT(*) AS applied FROM schema_version")
        assert row is not None
        assert row["applied"] == len(migrations_of_this_version())
    finally:
        for database in databases:
            await database.close()


async def test_a_file_that_fails_leaves_nothing(database_url: str) -> None:
    database = await open_database(database_url)
    try:
        with pytest.raises(Exception, match="nowhere"):
            await migrate(database.write, [FIRST, BROKEN])
        await migrate(database.write, [FIRST, replace(BROKEN, text="CREATE TABLE other (id {id});")])
    finally:
        await database.close()


async def test_a_file_changed_after_it_was_applied_stops_the_program(database_url: str) -> None:
    await _refuses(database_url, [FIRST], [replace(FIRST, text=FIRST.text + "\n")], "migration_changed")


async def test_a_database_of_a_newer_program_is_not_touched(database_url: str) -> None:
    await _refuses(database_url, [FIRST, SECOND], [FIRST], "database_newer")


async def _refuses(url: str, before: list[Migration], after: list[Migration], code: str) -> None:
    database = await open_database(url)
    try:
        await migrate(database.write, before)
        with pytest.raises(Problem) as refused:
            await migrate(database.write, after)
        assert refused.value.code == code
    finally:
        await database.close()


async def test_what_waits_in_the_outbox_outlives_the_change_of_its_checks(database_url: str) -> None:
    migrations = migrations_of_this_version()
    changing = next(place for place, one in enumerate(migrations) if one.name.endswith("_outbox_checks.sql"))
    database = await open_database(database_url)
    try:
        await migrate(database.write, migrations[:changing])
        async with database.write() as tx:
            for row, kind, state, leased_by, leased_until, finished_at in (
                (7, "answer", "queued", "one", 20, None),
                (8, "reminder", "sent", None, None, 12),
            ):
                await tx.run(
                    """
                    INSERT INTO outbox (id, channel, address, kind, priority, body, state, attempts, next_at, leased_by,
                        leased_until, created_at, finished_at)
                    VALUES (:id, 'telegram', '5', :kind, 0, :body, :state, 1, 10, :leased_by, :leased_until, 9,
                        CAST(:finished_at AS BIGINT))
                    """,
                    id=row,
                    kind=kind,
                    body=b"call",
                    state=state,
                    leased_by=leased_by,
                    leased_until=leased_until,
                    finished_at=finished_at,
                )
        before = await _outbox(database)
        await migrate(database.write, migrations)
        assert len(before) == 2
        assert await _outbox(database) == before
    finally:
        await database.close()


async def _outbox(database: Database) -> list[tuple[object, ...]]:
    columns = ("id", "channel", "address", "kind", "body", "state", "attempts", "leased_by", "finished_at", "guard")
    async with database.read() as tx:
        rows = await tx.all("SELECT * FROM outbox ORDER BY id")
    return [tuple(row[column] for column in columns) for row in rows]


async def test_both_databases_end_with_the_same_tables_and_columns(
    sqlite_database: Database, postgres_database: Database
) -> None:
    async with sqlite_database.read() as tx:
        rows = await tx.all(
            "SELECT m.name AS name, c.name AS field FROM sqlite_schema AS m, pragma_table_info(m.name) AS c"
            " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'"
        )
        sqlite = {(row["name"], row["field"]) for row in rows}
    async with postgres_database.read() as tx:
        rows = await tx.all(
            "SELECT table_name AS name, column_name AS field FROM information_schema.columns"
            " WHERE table_schema = 'public'"
        )
        postgres = {(row["name"], row["field"]) for row in rows}
    assert postgres - sqlite == {("audit_chain", field) for field in ("chain", "number", "previous", "digest")}
    assert sqlite - postgres == set()


def test_the_files_are_numbered_without_a_gap() -> None:
    versions = [migration.version for migration in migrations_of_this_version()]
    assert versions == list(range(1, len(versions) + 1))


def test_a_section_belongs_to_one_database_until_the_next() -> None:
    text = "a;\n-- only sqlite\nb;\n-- only postgresql\nc;\n  -- on both\nd;"
    assert in_dialect(text, "sqlite") == "a;\nb;\nd;"
    assert in_dialect(text, "postgresql") == "a;\nc;\nd;"


def test_an_unknown_placeholder_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"0009_x\.sql: unknown placeholder \{integer\}"):
        in_dialect("CREATE TABLE t (a {integer});", "sqlite", "0009_x.sql")


async def test_evidence_outlives_the_change_by_which_it_may_be_of_a_difficulty(database_url: str) -> None:
    migrations = migrations_of_this_version()
    changing = next(place for place, one in enumerate(migrations) if one.name.endswith("_difficulties.sql"))
    database = await open_database(database_url)
    try:
        await migrate(database.write, migrations[:changing])
        async with database.write() as tx:
            for statement in (
                "INSERT INTO person (id, created_at) VALUES (1, 0)",
                "INSERT INTO unit (id, kind, name, folded, recorded_at) VALUES (1, 'xa', 'A', 'a', 0)",
                "INSERT INTO reporting_rule (id, unit, code) VALUES (1, 1, 'H1')",
                """
                INSERT INTO report (id, unit, rule, period, set_id, set_version, stamp, opened_by, opened_at)
                VALUES (1, 1, 1, '2023-H1', 's', 1, 0, 1, 0)
                """,
                """
                INSERT INTO evidence (id, report, indicator, kind, album, person, channel, at)
                VALUES (7, 1, '17.1', 'photo', 'm1', 1, 'telegram', 5)
                """,
                """
                INSERT INTO evidence_file (evidence, number, reference, state, try_at, sha256, size, path, stored_at)
                VALUES (7, 1, 'p1', 'stored', 5, 'aa', 9, 'aa/a.jpg', 6)
                """,
                "INSERT INTO evidence_file (evidence, number, reference, try_at) VALUES (7, 2, 'p2', 5)",
            ):
                await tx.run(statement)
        before = await _evidence(database)
        await migrate(database.write, migrations)
        assert len(before) == 2
        assert await _evidence(database) == before
        with pytest.raises(Problem):
            async with database.write() as tx:
                await tx.run("INSERT INTO evidence_file (evidence, number, reference, try_at) VALUES (8, 1, 'p', 5)")
    finally:
        await database.close()


async def _evidence(database: Database) -> list[tuple[object, ...]]:
    columns = ("id", "report", "indicator", "kind", "album", "at", "number", "reference", "state", "path", "size")
    async with database.read() as tx:
        rows = await tx.all(
            "SELECT e.id, e.report, e.indicator, e.kind, e.album, e.at, f.number, f.reference, f.state, f.path, f.size"
            " FROM evidence e JOIN evidence_file f ON f.evidence = e.id ORDER BY f.number"
        )
    return [tuple(row[column] for column in columns) for row in rows]
