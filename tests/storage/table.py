"""A table for tests of the database itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.migrate import Migration, in_dialect

if TYPE_CHECKING:
    from storage.database import Database

THING = Migration(
    version=1,
    name="0001_thing.sql",
    text="""
CREATE TABLE thing (id {id}, name {text} NOT NULL, weight {int} CHECK (weight >= 0), body {bytes}) {strict};
CREATE UNIQUE INDEX thing_unique ON thing (name) WHERE name = 'unique';
CREATE TABLE part (id {id}, thing {int} NOT NULL REFERENCES thing (id)) {strict};
""",
)


async def make_table(database: Database) -> None:
    async with database.write() as tx:
        for statement in in_dialect(THING.text, database.dialect).split(";"):
            if statement.strip():
                await tx.run(statement)


async def names(database: Database) -> list[str]:
    async with database.read() as tx:
        return [row["name"] for row in await tx.all("SELECT name FROM thing ORDER BY id")]
