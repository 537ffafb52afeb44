"""Fixtures: an empty database of the present schema, made anew for each test. `database` runs a test on both kinds.

A test of one kind only asks for `sqlite_database` or `postgres_database`; one that opens its own asks for an address
without the schema: `sqlite_url`, `postgres_url`, or `database_url` for both.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import asynccontextmanager
from itertools import count
from typing import TYPE_CHECKING

import pytest

from storage import sqlite_connection
from storage.open import open_database
from tests.postgres_server import postgres_server, why_not
from tests.postgres_washing import AsNew, look, wash

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    import asyncpg

    from storage.database import Database

POSTGRES_MISSING = why_not()
AS_SHIPPED = sqlite_connection.SYNCHRONOUS


WASHED_AT_MOST = 30
"""So often, then a new one: what was deleted still takes its place in the files."""


class PostgresServer:
    """One server for the whole run; each test has a database for itself, copied from a template or washed."""

    def __init__(self, address: str) -> None:
        self._root = address.rpartition("/")[0]
        self._numbers = count(1)
        self._template = ""
        self._as_new: AsNew | None = None
        self._clean: list[str] = []
        self.washed: Counter[str] = Counter()

    async def empty(self) -> str:
        """The address of a new database without any table."""
        return await self._create("template0")

    async def migrated(self) -> str:
        """The address of a new database of the present schema."""
        if not self._template:
            url = await self.empty()
            database = await open_database(url)
            await database.migrate()
            await database.close()
            async with self.connected(url) as connection:
                self._as_new = await look(connection)
            self._template = url.rpartition("/")[2]
        return self._clean.pop() if self._clean else await self._create(self._template)

    async def give_back(self, url: str) -> None:
        """A database of the present schema that its test needs no more."""
        assert self._as_new is not None
        self.washed[url] += 1
        washed = False
        if self.washed[url] <= WASHED_AT_MOST:
            async with self.connected(url) as connection:
                washed = await wash(connection, self._as_new)
        if washed:
            self._clean.append(url)
        else:
            await self.drop(url)

    async def drop(self, url: str) -> None:
        """Give its space back: each is some megabytes."""
        await self._carry_out(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)")

    async def _create(self, template: str) -> str:
        name = f"test{next(self._numbers)}"
        await self._carry_out(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return f"{self._root}/{name}"

    async def _carry_out(self, sql: str) -> None:
        async with self.connected(f"{self._root}/postgres") as connection:
            await connection.execute(sql)

    @asynccontextmanager
    async def connected(self, url: str) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
        import asyncpg

        connection = await asyncpg.connect(url)
        try:
            yield connection
        finally:
            await connection.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    if POSTGRES_MISSING:
        pytest.skip(f"no PostgreSQL: {POSTGRES_MISSING}")
    with postgres_server() as address:
        yield PostgresServer(address)


@pytest.fixture(scope="session", autouse=True)
def no_commit_waits_for_the_disk() -> Iterator[None]:
    """No test cuts the power; who is killed leaves what the system has taken, waited for or not."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite_connection, "SYNCHRONOUS", "OFF")
        yield


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/ntm.db"


@pytest.fixture
async def postgres_url(postgres: PostgresServer) -> AsyncIterator[str]:
    url = await postgres.empty()
    yield url
    await postgres.drop(url)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An SQLite file of the present schema: copying it is cheaper than migrating."""
    path = tmp_path_factory.mktemp("template") / "ntm.db"

    async def make() -> None:
        database = await open_database(f"sqlite:///{path}")
        await database.migrate()
        await database.close()

    asyncio.run(make())
    return path.read_bytes()


@pytest.fixture
async def sqlite_database(sqlite_url: str, sqlite_template: bytes, tmp_path: Path) -> AsyncIterator[Database]:
    (tmp_path / "ntm.db").write_bytes(sqlite_template)
    database = await open_database(sqlite_url)
    yield database
    await database.close()


@pytest.fixture
async def postgres_database(postgres: PostgresServer) -> AsyncIterator[Database]:
    url = await postgres.migrated()
    database = await open_database(url)
    yield database
    await database.close()
    await postgres.give_back(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    name = "sqlite_database" if request.param == "sqlite" else "postgres_database"
    found: Database = request.getfixturevalue(name)
    return found


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database without the schema, of both kinds."""
    found: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return found
