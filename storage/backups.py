"""Backups that were asked for, made, failed, and looked into; the files are elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.backup import Backup, BackupReason, Backups, BackupState
from conversations.programme.ids import PersonId
from storage.times import millis, moment, moment_or_none

if TYPE_CHECKING:
    from datetime import datetime

    from storage.database import Row, Transaction

LATEST = 40
"""So many of the newest are looked at: more than a month of nights."""


async def backups(tx: Transaction) -> Backups:
    """How it stands with them. The last good one, proved one and checked one are among them, however old."""
    watch, rows = await tx.together(
        ("SELECT since FROM backup_watch", {}),
        (
            """
            SELECT * FROM backup
            WHERE id IN (SELECT id FROM backup ORDER BY id DESC LIMIT :latest)
                OR id = (SELECT max(id) FROM backup WHERE state = 'made' AND coalesce(check_problem, '') = '')
                OR id = (SELECT max(id) FROM backup WHERE check_problem = '')
                OR id = (SELECT id FROM backup WHERE checked_at IS NOT NULL ORDER BY checked_at DESC, id DESC LIMIT 1)
            ORDER BY id DESC
            """,
            {"latest": LATEST},
        ),
    )
    return Backups(since=moment(watch[0]["since"]) if watch else None, latest=tuple(map(_backup, rows)))


async def watch_backups(tx: Transaction, now: datetime) -> None:
    """From the first call on their age counts."""
    await tx.run("INSERT INTO backup_watch (id, since) VALUES (1, :now) ON CONFLICT (id) DO NOTHING", now=millis(now))


async def want_backup(tx: Transaction, *, reason: BackupReason, by: PersonId | None, now: datetime) -> int:
    """One is to be made; its number."""
    row = await tx.one(
        """
        INSERT INTO backup (reason, asked_by, asked_at, state) VALUES (:reason, :by, :now, 'wanted') RETURNING id
        """,
        reason=reason.value,
        by=by,
        now=millis(now),
    )
    if row is None:
        raise LookupError("backup")
    return int(row["id"])


async def backup_made(
    tx: Transaction,
    number: int,
    *,
    place: str,
    size: int,
    files: int,
    missing: int,
    fingerprint: str,
    problem: str,
    now: datetime,
) -> bool:
    """It is there, at this place. problem: the code of what was wrong in the database. False where it had ended."""
    changed = await tx.run(
        """
        UPDATE backup SET state = 'made', ended_at = :now, place = :place, size = :size, files = :files,
            missing = :missing, fingerprint = :fingerprint, problem = :problem
        WHERE id = :number AND state = 'wanted'
        """,
        number=number,
        place=place,
        size=size,
        files=files,
        missing=missing,
        fingerprint=fingerprint,
        problem=problem,
        now=millis(now),
    )
    return changed == 1


async def backup_failed(tx: Transaction, number: int, *, problem: str, now: datetime) -> bool:
    """It could not be made. problem: the code. False where it had ended already."""
    changed = await tx.run(
        "UPDATE backup SET state = 'failed', ended_at = :now, problem = :problem WHERE id = :number"
        " AND state = 'wanted'",
        number=number,
        problem=problem,
        now=millis(now),
    )
    return changed == 1


async def give_up_wanted(tx: Transaction, *, problem: str, now: datetime) -> None:
    """Nobody makes any longer what was asked for."""
    await tx.run(
        "UPDATE backup SET state = 'failed', ended_at = :now, problem = :problem WHERE state = 'wanted'",
        problem=problem,
        now=millis(now),
    )


async def backup_checked(tx: Transaction, number: int, *, problem: str, now: datetime) -> None:
    """It was looked into. problem: the code of what was wrong, or nothing."""
    await tx.run(
        "UPDATE backup SET checked_at = :now, check_problem = :problem WHERE id = :number",
        number=number,
        problem=problem,
        now=millis(now),
    )


def _backup(row: Row) -> Backup:
    return Backup(
        number=row["id"],
        reason=BackupReason(row["reason"]),
        state=BackupState(row["state"]),
        asked_at=moment(row["asked_at"]),
        asked_by=None if row["asked_by"] is None else PersonId(row["asked_by"]),
        ended_at=moment_or_none(row["ended_at"]),
        place=row["place"],
        size=row["size"],
        files=row["files"],
        missing=row["missing"],
        fingerprint=row["fingerprint"],
        problem=row["problem"],
        checked_at=moment_or_none(row["checked_at"]),
        check_problem=row["check_problem"],
    )
