"""A PostgreSQL database that was used is made as new: its thousand files are not copied again.

What a test stored is deleted past all triggers, what the template holds is put back, sequences begin where they began.
Whoever still uses it is put out. A database whose catalogue a test has changed is not washed: it must be thrown away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import asyncpg

CATALOGUE = (
    "pg_class",
    "pg_attribute",
    "pg_attrdef",
    "pg_constraint",
    "pg_index",
    "pg_trigger",
    "pg_proc",
    "pg_rewrite",
)
# no statement that changes a catalogue leaves both numbers as they were
SHAPE = " UNION ALL ".join(
    f"SELECT '{name} ' || count(*) || ' ' || max(xmin::text::bigint) FROM {name}"  # noqa: S608 - names of this file
    for name in CATALOGUE
)
END_OTHERS = (
    "SELECT bool_and(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
TABLES = (
    "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    " AND pg_relation_size(oid) > 0 ORDER BY relname"
)
SEQUENCES = "SELECT sequencename::text AS name, coalesce(last_value, 0) AS last FROM pg_sequences ORDER BY sequencename"


@dataclass(frozen=True, slots=True, kw_only=True)
class AsNew:
    """A database before its first test. shape: counts and newest changes of its catalogue. rows: by their table."""

    shape: tuple[str, ...]
    rows: Mapping[str, Sequence[Sequence[Any]]]
    sequences: Mapping[str, int]


async def look(connection: asyncpg.Connection[asyncpg.Record]) -> AsNew:
    """How it is now."""
    rows = {}
    for (table,) in await connection.fetch(TABLES):
        found = await connection.fetch(f'SELECT * FROM "{table}"')  # noqa: S608 - a name of the schema
        rows[table] = [tuple(row) for row in found]
    return AsNew(
        shape=await _shape(connection),
        rows={table: kept for table, kept in rows.items() if kept},
        sequences={row["name"]: row["last"] for row in await connection.fetch(SEQUENCES)},
    )


async def wash(connection: asyncpg.Connection[asyncpg.Record], as_new: AsNew) -> bool:
    """Make it so again; False: it cannot be."""
    if await connection.fetchval(END_OTHERS) is False or await _shape(connection) != as_new.shape:
        return False
    async with connection.transaction():
        await connection.execute("SET LOCAL session_replication_role = replica")
        used = [table for (table,) in await connection.fetch(TABLES)]
        await connection.execute(";".join(f'DELETE FROM "{table}"' for table in used))  # noqa: S608 - as above
        for table, rows in as_new.rows.items():
            places = ", ".join(f"${number}" for number in range(1, len(rows[0]) + 1))
            await connection.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)  # noqa: S608 - as above
        now = {row["name"]: row["last"] for row in await connection.fetch(SEQUENCES)}
        begin = [
            f"SELECT setval('\"{name}\"', {max(last, 1)}, {last > 0})"
            for name, last in as_new.sequences.items()
            if now[name] != last
        ]
        if begin:
            await connection.execute(";".join(begin))
    return True


async def _shape(connection: asyncpg.Connection[asyncpg.Record]) -> tuple[str, ...]:
    return tuple(told for (told,) in await connection.fetch(SHAPE))
