"""What is written down about backups: asked for, made, failed, looked into. Who had one made is in the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.backup import LOG_BROKEN, BackupReason
from conversations.programme.due import MORNING
from conversations.screens.backup_words import alarm, ended
from handlers.schedule.planned import Planned, put_planned
from storage.audit import note_later
from storage.backups import (
    backup_checked,
    backup_failed,
    backup_made,
    backups,
    want_backup,
    watch_backups,
)
from storage.owing import Chat
from storage.people import accounts_of
from storage.roles import admins
from storage.times import millis

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.backup import Backup, BackupAlarm, Backups
    from conversations.programme.ids import PersonId
    from handlers.ports import Services
    from storage.database import Database, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """What came out of making one. problem: a code, where it failed. missing: evidence that could not go with it.
    log_broken: the chained log in it is not whole.
    """

    place: str = ""
    size: int = 0
    files: int = 0
    missing: int = 0
    fingerprint: str = ""
    log_broken: bool = False
    problem: str = ""


async def look_at_backups(database: Database) -> Backups:
    """How it stands with them."""
    async with database.read() as tx:
        return await backups(tx)


async def begin_due(database: Database, *, hour: int, now: datetime) -> int | None:
    """Tonight's, where it is due and nobody has begun it; its number."""

    async def work(tx: Transaction) -> int | None:
        known = await backups(tx)
        if known.wanted or not known.due(now, hour=hour):
            return None
        return await want(tx, reason=BackupReason.SCHEDULE, by=None, now=now)

    return await database.turn(work)


async def write_down(database: Database, finished: Finished, *, begun_at: datetime, now: datetime) -> None:
    """One that was made without anybody's asking in a chat, and is there."""

    async def work(tx: Transaction) -> None:
        await _made(tx, await want(tx, reason=BackupReason.COMMAND, by=None, now=begun_at), finished, now=now)

    await database.turn(work)


async def want(tx: Transaction, *, reason: BackupReason, by: PersonId | None, now: datetime, channel: str = "") -> int:
    """One is to be made; its number."""
    number = await want_backup(tx, reason=reason, by=by, now=now)
    if by is not None:
        note_later(
            tx, at=millis(now), person=by, act="backup_wanted", subject=f"backup:{number}", detail={"channel": channel}
        )
    return number


async def end_backup(
    database: Database, number: int, finished: Finished, *, now: datetime, services: Services | None = None
) -> None:
    """It is there, or it failed. services: whoever asked for it in a chat is told."""

    async def work(tx: Transaction) -> None:
        if finished.problem:
            await backup_failed(tx, number, problem=finished.problem, now=now)
        else:
            await _made(tx, number, finished, now=now)
        await _tell_whoever_asked(tx, number, services, now=now)

    await database.turn(work)


async def _made(tx: Transaction, number: int, finished: Finished, *, now: datetime) -> None:
    changed = await backup_made(
        tx,
        number,
        place=finished.place,
        size=finished.size,
        files=finished.files,
        missing=finished.missing,
        fingerprint=finished.fingerprint,
        problem=LOG_BROKEN if finished.log_broken else "",
        now=now,
    )
    if changed:
        note_later(
            tx,
            at=millis(now),
            person=None,
            act="backup_made",
            subject=f"backup:{number}",
            detail={"fingerprint": finished.fingerprint},
        )


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


async def tell_alarms(
    database: Database, services: Services, alarms: tuple[BackupAlarm, ...], *, now: datetime
) -> None:
    """Whoever runs the system, by day and once a day for the same."""
    if not alarms or now.time() < MORNING:
        return

    async def work(tx: Transaction) -> None:
        people = tuple(dict.fromkeys(held.person for held in await admins(tx, today=now.date())))
        for account in await accounts_of(tx, people):
            message = alarm(services.words_in(account.language), alarms)
            key = f"backup-alarm:{now.date()}:{'+'.join(alarms)}:{account.person}"
            chat = Chat(account.channel, account.address, account.language)
            put_planned(tx, Planned(key, "notice", chat, message), services, now)

    await database.turn(work)


async def _tell_whoever_asked(tx: Transaction, number: int, services: Services | None, *, now: datetime) -> None:
    backup = next((one for one in (await backups(tx)).latest if one.number == number), None)
    if backup is None or backup.asked_by is None or services is None:
        return
    for account in await accounts_of(tx, (backup.asked_by,)):
        chat = Chat(account.channel, account.address, account.language)
        message = ended(services.words_in(account.language), backup)
        put_planned(tx, Planned(f"backup:{number}:{account.person}", "notice", chat, message), services, now)


async def migration_of(database: Database) -> int:
    """The number of the schema's last migration."""
    async with database.read() as tx:
        row = await tx.one("SELECT max(version) AS version FROM schema_version")
    return 0 if row is None else int(row["version"])
