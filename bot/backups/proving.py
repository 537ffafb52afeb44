"""A backup put to the test: unpacked aside, compared with its manifest, brought to this version, its drafts read."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.backups.making import spare_room
from bot.backups.manifest import DATABASE
from bot.backups.refusals import drafts_unreadable, no_room
from bot.backups.unpacking import read_manifest, unpack
from handlers.drafts_read import DraftsRead, read_drafts
from storage.sqlite import SqliteDatabase

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from bot.backups.making import Wish
    from bot.backups.manifest import Manifest


async def prove(file: Path, folder: Path, *, now: datetime, wish: Wish) -> tuple[Manifest, str, DraftsRead | None]:
    """Unpack it into the folder (empty, nobody else's); what it says of itself, the fingerprint of that, and what
    people are in the middle of (None: without a database). The database there is then of this version. Raises Problem.
    """
    manifest, _ = await asyncio.to_thread(read_manifest, file)
    needed, free = manifest.size, spare_room(folder)
    if needed > free:
        raise no_room(folder, needed=needed, free=free, restoring=True)
    manifest, fingerprint = await asyncio.to_thread(unpack, file, folder, wish=wish)
    if manifest.database != "sqlite":
        return manifest, fingerprint, None
    database = await SqliteDatabase.open(folder / DATABASE)
    try:
        await database.migrate()
        drafts = await read_drafts(database, now=now)
    finally:
        await database.close()
    if drafts.unreadable:
        raise drafts_unreadable(file, drafts.unreadable)
    return manifest, fingerprint, drafts
