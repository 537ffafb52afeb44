"""How the system is, for whoever runs it: what it is, what waits, what was last received and sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.backup import Backups
    from conversations.programme.incident import Alarms


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """One channel. None: nothing lately."""

    channel: str
    received_at: datetime | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unowned:
    """An indicator that no office judges: so many items of it wait in reports that were sent."""

    indicator: str
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemState:
    """database: "sqlite" or "postgresql"; size: bytes. waiting: messages that may still leave by themselves."""

    version: str
    database: str
    size: int
    waiting: int
    alarms: Alarms
    backups: Backups
    now: datetime
    ticked_until: datetime | None
    stopped_at: datetime | None
    channels: tuple[Traffic, ...]
    unowned: tuple[Unowned, ...] = ()
    """Items of sent reports that no office judges, most first."""
