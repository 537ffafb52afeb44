"""A copy of a running SQLite database, and what stands in it: every table's count and digest, the chained log.

The copy is one step of SQLite's online backup from a connection of its own. In WAL mode it holds up nobody who writes,
and shows one moment; in several steps it would begin anew after every commit. All of this is for a thread.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from storage.audit import NEXT_CHAIN, PAGE_OF_LOG, Examination, Verified
from storage.refusals import DATABASE_BROKEN, refusal, refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

AT_ONCE = 1_000
"""Rows in memory at a time."""
FILES_KEPT_IN = ("evidence_file",)
"""Tables whose rows with a path name a file on the disk, unless it was destroyed; a test compares them with the schema.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableContents:
    """One table. digest: SHA-256 over all rows in the order of the key."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a database holds. files: the paths that its rows name, below the folder for evidence."""

    migration: int
    tables: dict[str, TableContents]
    audit: Verified
    files: frozenset[str]


def copy_online(source: Path, target: Path) -> None:
    """Copy a database that others may be writing to, as of one moment. target: a new file, one file when it is done.
    Raises Problem.
    """
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as running,
            closing(sqlite3.connect(target, isolation_level=None)) as copy,
        ):
            running.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise refused(error) from error


def contents_of(file: Path, *, still_wanted: Callable[[], None] = lambda: None) -> Contents:
    """Examine a copy that nobody writes to. still_wanted: asked now and then; it may raise. Raises Problem where the
    file is no whole database.
    """
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise refusal(DATABASE_BROKEN)
            names = [
                name
                for (name,) in connection.execute(
                    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
                )
            ]
            (migration,) = connection.execute("SELECT coalesce(max(version), 0) FROM schema_version").fetchone()
            return Contents(
                migration=migration,
                tables={name: _table(connection, name, still_wanted) for name in names},
                audit=_audit(connection, still_wanted),
                files=_files(connection, names),
            )
    except sqlite3.DatabaseError as error:
        raise refusal(DATABASE_BROKEN, error) from error


def _table(connection: sqlite3.Connection, name: str, still_wanted: Callable[[], None]) -> TableContents:
    columns = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
    key = [f'"{column[1]}"' for column in sorted(columns, key=lambda column: column[5]) if column[5]] or ["rowid"]
    rows = connection.execute(f'SELECT * FROM "{name}" ORDER BY {", ".join(key)}')  # noqa: S608 - the schema's names
    digest, number = hashlib.sha256(), 0
    while found := rows.fetchmany(AT_ONCE):
        still_wanted()
        for row in found:
            digest.update(orjson.dumps(row, default=bytes.hex, option=orjson.OPT_APPEND_NEWLINE))
        number += len(found)
    return TableContents(rows=number, digest=digest.hexdigest())


def _audit(connection: sqlite3.Connection, still_wanted: Callable[[], None]) -> Verified:
    examination = Examination()
    chain = _one(connection, NEXT_CHAIN, {"chain": -1})
    while chain is not None:
        examination.begin(chain)
        while rows := connection.execute(PAGE_OF_LOG, examination.after).fetchall():
            still_wanted()
            examination.take(rows)
        chain = _one(connection, NEXT_CHAIN, {"chain": chain})
    return examination.outcome()


def _files(connection: sqlite3.Connection, tables: Sequence[str]) -> frozenset[str]:
    found: set[str] = set()
    for table in FILES_KEPT_IN:
        if table in tables:
            found |= {path for (path,) in connection.execute(f"SELECT path FROM {table} WHERE path IS NOT NULL")}  # noqa: S608 - named above
    if "destroyed_file" in tables:
        found -= {path for (path,) in connection.execute(_DESTROYED)}
    return frozenset(found)


# paths of which no file is left that was not destroyed
_DESTROYED = """
SELECT f.path FROM evidence_file f LEFT JOIN destroyed_file d ON d.evidence = f.evidence AND d.number = f.number
WHERE f.path IS NOT NULL GROUP BY f.path HAVING count(d.at) = count(*)
"""


def _one(connection: sqlite3.Connection, sql: str, values: dict[str, int]) -> Any:  # noqa: ANN401 - what SQL gives
    return connection.execute(sql, values).fetchone()[0]
