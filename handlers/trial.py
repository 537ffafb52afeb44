"""A transaction that can be a trial: everything is done as always, then undone; and what an import comes to."""

from __future__ import annotations

from contextlib import asynccontextmanager, suppress
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from storage.database import Database, Transaction


class Outcome(StrEnum):
    """What an import did (or, as a trial, would do)."""

    FIRST = "first"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class _NotKept(Exception):
    """No error: it only undoes."""


@asynccontextmanager
async def writing(database: Database, *, keep: bool) -> AsyncIterator[Transaction]:
    """A write transaction; without keep its work is rolled back at the end, as quietly as if it were committed."""
    with suppress(_NotKept):
        async with database.write() as tx:
            yield tx
            if not keep:
                raise _NotKept
