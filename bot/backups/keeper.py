"""The running bot's own backups: every night, whenever an admin asks, and once a week one is put to the test.

A tick only looks; what is to be done is read from rows, so a bot that was killed in the middle does it in its next
life. The work itself runs in threads beside the turns.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.backups.folder import remove, unfinished, writing_in
from bot.backups.making import Wish, make_backup
from bot.backups.proving import prove
from bot.backups.refusals import altered
from bot.backups.source import finished, source_of
from conversations.programme.backup import BackupState
from conversations.programme.problem import Problem
from handlers.backups import Finished, begin_due, begin_watch, end_backup, end_check, look_at_backups, tell_alarms

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.settings import Settings
    from conversations.programme.backup import Backup, Backups
    from handlers.ports import Services
    from storage.database import Database

EVERY: Final = 15.0
"""Seconds: so long an admin waits at most until theirs begins."""

_log = logging.getLogger(__name__)


class BackupKeeper:
    """Looks at each tick; one piece of work at a time."""

    def __init__(self, *, settings: Settings, database: Database, services: Callable[[], Services]) -> None:
        """services: those of now, see bot/scheduling.py."""
        self._settings = settings
        self._database = database
        self._services = services
        self._wish = Wish()
        self._work: asyncio.Task[None] | None = None

    async def tick(self) -> None:
        """Begin what is to be done, and do not wait for it."""
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._round(), name="backups")

    async def close(self) -> None:
        """Give up what is being made; the next life makes it."""
        self._wish.give_up()
        if self._work is not None:
            await asyncio.gather(self._work, return_exceptions=True)

    async def round(self) -> None:
        """All that is to be done now: what was asked for, tonight's, the weekly test, and what is alarming."""
        now = self._services().clock.now()
        hour = self._settings.backup_hour
        known = await (look_at_backups(self._database) if hour is None else begin_watch(self._database, now=now))
        for wanted in known.wanted:
            await self._make(wanted.number)
        if hour is not None and known.due(now, hour=hour):
            number = await begin_due(self._database, hour=hour, now=now)
            if number is not None:
                await self._make(number)
        known = await look_at_backups(self._database)
        to_check = self._ours(known).to_check(now)
        if to_check is not None:
            await self._check(to_check)
            known = await look_at_backups(self._database)
        await tell_alarms(self._database, self._services(), known.alarms(now), now=now)

    async def _round(self) -> None:
        try:
            await self.round()
        except Exception:  # noqa: BLE001 - whatever it is, ticking goes on
            _log.exception("backups could not be looked after; the next tick tries again")

    def _ours(self, known: Backups) -> Backups:
        """Without those that were made elsewhere: their disk may be away."""
        folder = self._settings.backup_folder
        ours = [one for one in known.latest if one.state is not BackupState.MADE or Path(one.place).parent == folder]
        return replace(known, latest=tuple(ours))

    async def _make(self, number: int) -> None:
        services = self._services()
        folder, keep = self._settings.backup_folder, self._settings.backup_keep
        try:
            source = await source_of(self._settings, self._database)
            proved = (await look_at_backups(self._database)).last_proved
            made = await asyncio.to_thread(
                make_backup,
                source,
                folder=folder,
                now=services.clock.now(),
                keep=keep,
                spare="" if proved is None else proved.name,
                wish=self._wish,
            )
        except Problem as problem:
            if problem.code in {"backup_stopped", "backup_running"}:
                return  # it is still wanted: by the next life, or by the next tick if another process does not make it
            _log.error("no backup was made: %s", problem.sentence())
            outcome = Finished(problem=problem.code)
        except Exception:  # noqa: BLE001 - written down as failed, so that it is neither lost nor tried at every tick
            _log.exception("no backup was made")
            outcome = Finished(problem="internal")
        else:
            _log.info("a backup was made", extra={"place": str(made.file), "size": made.size})
            outcome = finished(made)
        await end_backup(self._database, number, outcome, now=services.clock.now(), services=services)

    async def _check(self, backup: Backup) -> None:
        problem = ""
        try:
            await self._prove(Path(backup.place), backup.fingerprint)
        except Problem as found:
            if found.code in {"backup_stopped", "backup_running"}:
                return
            _log.error("the backup could not be restored: %s", found.sentence())
            problem = found.code
        except Exception:  # noqa: BLE001 - as above
            _log.exception("the backup could not be restored")
            problem = "internal"
        await end_check(self._database, backup, problem=problem, now=self._services().clock.now())

    async def _prove(self, file: Path, fingerprint: str) -> None:
        with writing_in(self._settings.backup_folder):
            aside = unfinished(self._settings.backup_folder, "restored")
            aside.mkdir(mode=0o700)
            try:
                _, found, _ = await prove(file, aside, now=self._services().clock.now(), wish=self._wish)
            finally:
                await asyncio.to_thread(remove, aside)
        if found != fingerprint:
            raise altered(file, "manifest.json")
