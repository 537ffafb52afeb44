"""Every table that names a unit says what its rows are called, so that taking a change back can say what stands in the
way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.unit_changes import TABLES
from storage.unit_references import REFERENCES

if TYPE_CHECKING:
    from storage.database import Database

LOGGED = {("handover", "unit")}
"""Logs of what happened: they name units, nothing is built on them."""


async def test_every_reference_to_a_unit_is_known(sqlite_database: Database) -> None:
    async with sqlite_database.read() as tx:
        tables = await tx.all("SELECT name FROM sqlite_master WHERE type = 'table'")
        found = set()
        for table in tables:
            for row in await tx.all(f"PRAGMA foreign_key_list({table['name']})"):
                if row["table"] == "unit":
                    found.add((table["name"], row["from"]))
    known = {(table, column) for table, column, _ in REFERENCES}
    assert found - LOGGED == known, "say in storage/unit_references.py what a new table's rows are called"


async def test_every_journaled_table_is_kept_whole(sqlite_database: Database) -> None:
    async with sqlite_database.read() as tx:
        for name, table in TABLES.items():
            rows = await tx.all(f"PRAGMA table_info({name})")
            assert {row["name"] for row in rows} == set(table.columns), name
