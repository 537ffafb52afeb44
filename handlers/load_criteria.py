"""Loads criteria sets: those that come with the program, and files of a province or an operator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.problem import Problem
from handlers.trial import writing
from storage.criteria import ensure_shipped_sets, store_set, stored_sets

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.criteria import CriteriaSet
    from storage.criteria import CriteriaSets, StoredSet
    from storage.database import Database


def criteria_text(content: bytes, *, name: str) -> str:
    """The text of a set's file. Raises Problem: it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise unreadable(name) from None


def unreadable(name: str) -> Problem:
    """A set's file that is not there, or is no text."""
    return Problem(
        code="file_unreadable",
        where=name,
        message="Không đọc được tệp.",
        remedy="Tệp phải có và ghi mã UTF-8.",
    )


async def load_shipped_sets(database: Database, *, at: datetime) -> tuple[StoredSet, ...]:
    """Every verb that brings a database up loads the sets of this version of the program; those that were new."""
    async with database.write() as tx:
        return await ensure_shipped_sets(tx, at=at)


async def load_criteria(database: Database, text: str, *, name: str, at: datetime, dry_run: bool = False) -> StoredSet:
    """Load a file as its set's next version. The same file again, and a trial, change nothing."""
    async with writing(database, keep=not dry_run) as tx:
        return await store_set(tx, text, name=name, origin="file", at=at)


async def list_criteria(database: Database, sets: CriteriaSets) -> tuple[tuple[StoredSet, CriteriaSet], ...]:
    """Every set in its newest version."""
    async with database.read() as tx:
        return tuple([(one, await sets.get(tx, one.id, one.version)) for one in await stored_sets(tx, questions=True)])
