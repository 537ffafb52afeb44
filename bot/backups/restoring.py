"""Restoring: into an empty place only, aside first, proved, and then put in place by renaming; nothing half done.

A restore that was cut off leaves no database, so no bot can begin on half of it; the next try clears what it left.
"""

from __future__ import annotations

import errno
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.backups.folder import remove, sync
from bot.backups.making import MODE, Wish
from bot.backups.manifest import DATABASE, EVIDENCE
from bot.backups.proving import prove
from bot.backups.refusals import database_first, not_written, occupied, other_database
from bot.backups.unpacking import read_manifest
from bot.only_one import only_one
from handlers.restored import Settled, is_filled, settle_restored
from storage.open import open_database, sqlite_file
from storage.sqlite import SqliteDatabase

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from bot.backups.manifest import Manifest
    from bot.settings import Settings
    from handlers.drafts_read import DraftsRead
    from storage.database import Database

ASIDE: Final = ".ntm-restore.part"
MOVING: Final = "moving"
"""A file aside that says: evidence that stands in place without a database is this restore's."""
BESIDE: Final = ("-wal", "-shm", "-journal")
"""What SQLite puts beside its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was put in place. database: None where PostgreSQL's own tools restored it before."""

    manifest: Manifest
    fingerprint: str
    database: Path | None
    drafts: DraftsRead | None
    settled: Settled


async def restore(file: Path, settings: Settings, *, now: datetime) -> Restored:
    """Put a backup in the place that the settings name. Raises Problem; the place is then as it was."""
    database, evidence = sqlite_file(settings.database_url), settings.evidence_dir
    manifest, _ = read_manifest(file)
    if (manifest.database == "sqlite") != (database is not None):
        raise other_database(file, kept=manifest.database)
    with only_one(settings):
        aside = settings.data_dir / ASIDE
        try:
            settings.data_dir.mkdir(parents=True, exist_ok=True)
            _clear(aside, database, evidence)
            _check_empty(database, evidence)
            aside.mkdir(mode=0o700)
        except OSError as problem:
            raise not_written(settings.data_dir, problem) from problem
        try:
            manifest, fingerprint, drafts = await prove(file, aside, now=now, wish=Wish())
            if database is not None:
                settled = await _settle(await SqliteDatabase.open(aside / DATABASE), manifest, fingerprint, now=now)
            else:
                settled = await _settle(await _restored_before(file, settings), manifest, fingerprint, now=now)
            try:
                _put_in_place(aside, database, evidence)
            except OSError as problem:
                raise not_written(settings.data_dir, problem) from problem
        finally:
            remove(aside)
    return Restored(manifest=manifest, fingerprint=fingerprint, database=database, drafts=drafts, settled=settled)


def _check_empty(database: Path | None, evidence: Path) -> None:
    if database is not None:
        for place in (database, *(database.with_name(database.name + ending) for ending in BESIDE)):
            if place.exists() or place.is_symlink():
                raise occupied(place)
    if evidence.is_symlink() or (evidence.exists() and (not evidence.is_dir() or any(evidence.iterdir()))):
        raise occupied(evidence)


def _clear(aside: Path, database: Path | None, evidence: Path) -> None:
    """What a restore left that was cut off."""
    if (aside / MOVING).exists() and database is not None and not database.exists():
        remove(evidence)
    remove(aside)


async def _restored_before(file: Path, settings: Settings) -> Database:
    """PostgreSQL's, which its own tools have restored; brought to this version."""
    database = await open_database(settings.database_url)
    try:
        filled = await is_filled(database)
        if filled:
            await database.migrate()
    except BaseException:
        await database.close()
        raise
    if not filled:
        await database.close()
        raise database_first(file)
    return database


async def _settle(database: Database, manifest: Manifest, fingerprint: str, *, now: datetime) -> Settled:
    """Tell it of the time that has passed, and close it."""
    try:
        return await settle_restored(database, fingerprint=fingerprint, made_at=manifest.made_at, now=now)
    finally:
        await database.close()


def _put_in_place(aside: Path, database: Path | None, evidence: Path) -> None:
    """The evidence first: whoever finds the database finds all that it names."""
    arrived = None if database is None else _beside(aside / DATABASE, database)
    moved = False
    try:
        _check_empty(database, evidence)
        (aside / MOVING).touch()
        sync(aside)
        if evidence.is_dir():
            evidence.rmdir()
        if (aside / EVIDENCE).is_dir():
            (aside / EVIDENCE).rename(evidence)
            moved = True
            sync(evidence.parent)
        if arrived is not None and database is not None:
            arrived.rename(database)
            sync(database.parent)
    except BaseException:
        if moved and database is not None and not database.exists():
            remove(evidence)
        raise
    finally:
        if arrived is not None:
            remove(arrived)


def _beside(copy: Path, database: Path) -> Path:
    """The copy on the disk where the database is to be, under another name: the renaming is then one step."""
    database.parent.mkdir(parents=True, exist_ok=True)
    arrived = database.with_name(f".{database.name}.restore.part")
    remove(arrived)
    try:
        copy.rename(arrived)
    except OSError as problem:
        if problem.errno != errno.EXDEV:
            raise
        shutil.copyfile(copy, arrived)
    arrived.chmod(MODE)
    sync(arrived)
    return arrived
