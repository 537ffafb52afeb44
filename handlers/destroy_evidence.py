"""Evidence over its time: the bytes go from the disk first, then the row says so and keeps the digest.

Cut off in between, the next round finds the file gone and writes the row. What another piece still needs stays.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from storage.audit import note_later
from storage.retention import FILE_KINDS, file_destroyed, old_files, shared_bytes
from storage.times import millis

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from handlers.ports import Services
    from storage.database import Database, Transaction
    from storage.retention import OldFile

AT_ONCE: Final = 50
"""Files of one kind at a time."""

_log = logging.getLogger(__name__)


async def destroy_old_evidence(
    database: Database, services: Services, *, remove: Callable[[str], Awaitable[None]]
) -> int:
    """All that is over its time; how many pieces were destroyed. remove: takes a path below the folder for evidence off
    the disk, also where it is gone already; may raise OSError.
    """
    now = services.clock.now()
    before = services.retention.cutoffs(now)
    destroyed = 0
    for kind, name in FILE_KINDS.items():
        refused: set[OldFile] = set()
        while files := [file for file in await _old(database, name, before[kind], len(refused)) if file not in refused]:
            for file in files:
                try:
                    # of several old pieces with the same bytes the last one takes them along
                    if not await _shared(database, file):
                        await remove(file.path)
                except OSError as problem:
                    _log.error(
                        "a file over its time could not be removed: %s", problem, extra={"evidence": file.evidence}
                    )
                    refused.add(file)
                    continue
                await _write_down(database, file, now=now)
                destroyed += 1
    return destroyed


async def _old(database: Database, kind: str, before: int, refused: int) -> tuple[OldFile, ...]:
    async with database.read() as tx:
        return await old_files(tx, kind, before, limit=AT_ONCE + refused)


async def _write_down(database: Database, file: OldFile, *, now: datetime) -> None:
    async def work(tx: Transaction) -> None:
        file_destroyed(tx, file, now=now)
        note_later(
            tx,
            at=millis(now),
            person=None,
            act="evidence_destroyed",
            subject=f"evidence:{file.evidence}",
            detail={"number": file.number, "sha256": file.sha256, "why": "retention"},
        )

    await database.turn(work)


async def _shared(database: Database, file: OldFile) -> bool:
    async with database.read() as tx:
        return await shared_bytes(tx, file)
