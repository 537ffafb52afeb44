"""A washed database is as the template: rows, sequences, catalogue; else it is thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage.open import open_database
from tests.handlers.reporting_world import make_world
from tests.postgres_washing import AsNew, look

if TYPE_CHECKING:
    from tests.databases import PostgresServer


async def _use(postgres: PostgresServer, url: str, *, statement: str = "") -> None:
    database = await open_database(url)
    await make_world(database)
    if statement:
        async with database.write() as tx:
            await tx.run(statement)
    await database.close()
    await postgres.give_back(url)


async def _as_it_is(postgres: PostgresServer, url: str) -> AsNew:
    async with postgres.connected(url) as connection:
        return await look(connection)


async def test_a_used_database_is_given_out_again_as_new(postgres: PostgresServer) -> None:
    url = await postgres.migrated()
    postgres.washed[url] = 0
    new = await _as_it_is(postgres, url)
    await _use(postgres, url, statement="UPDATE schema_version SET name = 'x'")
    assert await postgres.migrated() == url
    assert await _as_it_is(postgres, url) == new
    assert new.rows.keys() >= {"schema_version"}
    await postgres.give_back(url)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE thing (id BIGINT)",
        "DROP TRIGGER audit_is_not_changed ON audit",
        "ALTER TABLE audit DISABLE TRIGGER audit_is_not_changed",
        "ALTER TABLE unit ADD COLUMN thing BIGINT",
        "CREATE OR REPLACE FUNCTION thing() RETURNS BIGINT LANGUAGE sql AS 'SELECT 1'",
    ],
)
async def test_a_database_of_another_shape_is_not_given_out_again(postgres: PostgresServer, statement: str) -> None:
    url = await postgres.migrated()
    await _use(postgres, url, statement=statement)
    another = await postgres.migrated()
    assert another != url
    await postgres.give_back(another)
