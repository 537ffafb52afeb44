"""Every row of every table, to be compared: what a change left and what taking it back restored."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from storage.database import Database, Transaction

LOGS = {
    "audit",
    "audit_chain",
    "unit_change",
    "unit_change_unit",
    "unit_change_row",
    "programme_stamp",
    "schema_version",
}
"""Tables that tell what was done; everything else must be as it was."""


async def everything(database: Database) -> dict[str, list[str]]:
    """Every row of every table but the logs, as text in an order of its own."""
    async with database.read() as tx:
        found = {}
        for table in await _tables(tx):
            if table not in LOGS:
                rows = await tx.all(f"SELECT * FROM {table}")  # noqa: S608 - names of the schema
                found[table] = sorted(json.dumps(_plain(row), default=str, sort_keys=True) for row in rows)
        return found


async def _tables(tx: Transaction) -> list[str]:
    if tx.dialect == "sqlite":
        rows = await tx.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    else:
        rows = await tx.all("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'")
    return sorted(row["name"] for row in rows)


def _plain(row: Any) -> dict[str, Any]:
    return {key: row[key] for key in row.keys()}  # noqa: SIM118 - sqlite3.Row is no mapping
