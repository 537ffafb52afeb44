"""Backups as whoever runs the system sees them: which there are, when one is due, when the last one is looked into,
and when there is cause for alarm.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId

STALE_AFTER: Final = timedelta(hours=26)
"""A day, and two hours for tonight's to be finished."""
CHECKED_EVERY: Final = timedelta(days=7)
AGAIN_AFTER: Final = timedelta(hours=1)
"""So long after one failed the next is tried."""


class BackupReason(StrEnum):
    """Why one is made."""

    SCHEDULE = "schedule"
    PERSON = "person"
    COMMAND = "command"


class BackupState(StrEnum):
    """wanted: asked for, not finished yet."""

    WANTED = "wanted"
    MADE = "made"
    FAILED = "failed"


LOG_BROKEN: Final = "log_broken"
"""The problem of a backup that is whole itself, of a log that is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """One backup, or the try at one. size: bytes. missing: evidence that could not go with it. problem: a code."""

    number: int
    reason: BackupReason
    state: BackupState
    asked_at: datetime
    asked_by: PersonId | None = None
    ended_at: datetime | None = None
    place: str = ""
    size: int = 0
    files: int = 0
    missing: int = 0
    fingerprint: str = ""
    problem: str = ""
    checked_at: datetime | None = None
    check_problem: str | None = None

    @property
    def name(self) -> str:
        """The file's, without its folder."""
        return self.place.rpartition("/")[2]

    @property
    def good(self) -> bool:
        """Made, and not found to be broken since."""
        return self.state is BackupState.MADE and not self.check_problem


class BackupAlarm(StrEnum):
    """What whoever runs the system must know of. log_broken: the chained log was not whole when it was backed up."""

    OLD = "old"
    CHECK_FAILED = "check_failed"
    LOG_BROKEN = "log_broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backups:
    """The last ones, newest first. since: when they began to be looked after; None: never yet."""

    since: datetime | None = None
    latest: tuple[Backup, ...] = ()

    @property
    def last_good(self) -> Backup | None:
        return next((one for one in self.latest if one.good), None)

    @property
    def last_made(self) -> Backup | None:
        """Whatever was found in it since."""
        return next((one for one in self.latest if one.state is BackupState.MADE), None)

    @property
    def last_proved(self) -> Backup | None:
        """The newest one that was looked into and found whole."""
        return next((one for one in self.latest if one.check_problem == ""), None)

    @property
    def last_check(self) -> Backup | None:
        """The one that was looked into last."""
        checked = [one for one in self.latest if one.checked_at is not None]
        return max(checked, key=lambda one: (one.checked_at, one.number), default=None)

    @property
    def wanted(self) -> tuple[Backup, ...]:
        """Asked for and not there yet, oldest first."""
        return tuple(one for one in reversed(self.latest) if one.state is BackupState.WANTED)

    def due(self, now: datetime, *, hour: int) -> bool:
        """Whether tonight's is due: the hour has passed since the last one, and none failed just now."""
        made_at = self.since if self.last_made is None else self.last_made.asked_at
        if made_at is None or made_at >= _last_time_of(hour, now):
            return False
        failed = next((one for one in self.latest if one.state is BackupState.FAILED), None)
        return failed is None or failed.ended_at is None or now - failed.ended_at >= AGAIN_AFTER

    def to_check(self, now: datetime) -> Backup | None:
        """The one to look into now: the last good one, every week, and the first made after one that was broken."""
        good, last = self.last_good, self.last_check
        if good is None:
            return None
        if last is None or last.checked_at is None:
            return good
        if last.check_problem:
            return good if good.number > last.number else None
        return good if now - last.checked_at >= CHECKED_EVERY else None

    def alarms(self, now: datetime) -> tuple[BackupAlarm, ...]:
        """What is wrong."""
        found = []
        good_at = self.since if self.last_good is None else self.last_good.asked_at
        if good_at is not None and now - good_at > STALE_AFTER:
            found.append(BackupAlarm.OLD)
        if self.last_check is not None and self.last_check.check_problem:
            found.append(BackupAlarm.CHECK_FAILED)
        if self.last_made is not None and self.last_made.problem == LOG_BROKEN:
            found.append(BackupAlarm.LOG_BROKEN)
        return tuple(found)


def _last_time_of(hour: int, now: datetime) -> datetime:
    today = datetime.combine(now.date(), time(hour), now.tzinfo)
    return today if today <= now else today - timedelta(days=1)
