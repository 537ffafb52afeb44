"""What is written down about backups: asked for, made, failed, looked into. Who had one made is in the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.audit import note_later
from storage.backups import (
    backup_checked,
    backup_failed,
    backup_made,
    backups,
    want_backup,
    watch_backups,
)
from storage.times import millis

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.backup import Backup, BackupReason, Backups
    from conversations.programme.ids import PersonId
    from storage.database import Database, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """What came out of making one. problem: a code, where it failed. missing: evidence that could not go with it."""

    place: str = ""
    size: int = 0
    files: int = 0
    missing: int = 0
    fingerprint: str = ""
    problem: str = ""


async def look_at_backups(database: Database) -> Backups:
    """How it stands with them."""
    async with database.read() as tx:
        return await backups(tx)


async def begin_backup(database: Database, *, reason: BackupReason, now: datetime) -> int:
    """One is being made without anybody's asking in a chat; its number."""

    async def work(tx: Transaction) -> int:
        return await want(tx, reason=reason, by=None, now=now)

    return await database.turn(work)


async def want(tx: Transaction, *, reason: BackupReason, by: PersonId | None, now: datetime, channel: str = "") -> int:
    """One is to be made; its number."""
    number = await want_backup(tx, reason=reason, by=by, now=now)
    if by is not None:
        note_later(
            tx, at=millis(now), person=by, act="backup_wanted", subject=f"backup:{number}", detail={"channel": channel}
        )
    return number


async def end_backup(database: Database, number: int, finished: Finished, *, now: datetime) -> None:
    """It is there, or it failed."""

    async def work(tx: Transaction) -> None:
        if finished.problem:
            await backup_failed(tx, number, problem=finished.problem, now=now)
            return
        await backup_made(
            tx,
            number,
            place=finished.place,
            size=finished.size,
            files=finished.files,
            missing=finished.missing,
            fingerprint=finished.fingerprint,
            now=now,
        )
        note_later(
            tx,
            at=millis(now),
            person=None,
            act="backup_made",
            subject=f"backup:{number}",
            detail={"fingerprint": finished.fingerprint},
        )

    await database.turn(work)


async def end_check(database: Database, backup: Backup, *, problem: str, now: datetime) -> None:
    """It was looked into. problem: a code; empty where it is whole."""

    async def work(tx: Transaction) -> None:
        await backup_checked(tx, backup.number, problem=problem, now=now)

    await database.turn(work)


async def begin_watch(database: Database, *, now: datetime) -> Backups:
    """From the first call on their age counts; how it stands."""

    async def work(tx: Transaction) -> Backups:
        await watch_backups(tx, now)
        return await backups(tx)

    return await database.turn(work)


async def migration_of(database: Database) -> int:
    """The number of the schema's last migration."""
    async with database.read() as tx:
        row = await tx.one("SELECT max(version) AS version FROM schema_version")
    return 0 if row is None else int(row["version"])
