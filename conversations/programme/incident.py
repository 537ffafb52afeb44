"""Messages that did not leave: their states, why, for whom; those of one kind that failed alike are looked at together.

A message is named by its number. What it says is nobody's business here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from conversations.programme.backup import BackupAlarm
    from conversations.programme.person import Role


class SendState(StrEnum):
    """The states of whatever is to leave."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    RETRYING = "retrying"
    FAILED = "failed"
    BLOCKED = "blocked"
    SUPERSEDED = "superseded"
    SKIPPED = "skipped"
    UNKNOWN = "unknown"

    @property
    def waits(self) -> bool:
        """It may still leave by itself."""
        return self in {SendState.QUEUED, SendState.SENDING, SendState.RETRYING}

    @property
    def may_be_sent_again(self) -> bool:
        """By somebody's decision; of what is in a worker's hand or has left there is nothing to decide."""
        return self in {SendState.RETRYING, SendState.FAILED, SendState.BLOCKED, SendState.UNKNOWN}


class Cause(StrEnum):
    """Why something did not leave, or may not have."""

    TOO_FAST = "too_fast"
    UNREACHABLE = "unreachable"
    LOCKED = "locked"
    """The channel does not let the bot in at all."""
    REFUSED = "refused"
    CLOSED = "closed"
    """The person or group takes nothing from us."""
    UNCLEAR = "unclear"
    STOPPED = "stopped"
    """The program ended in the middle of the call."""
    OTHER = "other"
    WAITING = "waiting"
    """Nothing went wrong yet: its turn has not come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """For whom, in words that name nobody: role and unit, or the unit that a group follows."""

    role: Role | None = None
    unit: str = ""
    group: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One message. since: waiting from then on, or ended then. detail: the channel's own words, for whoever runs it."""

    number: int
    channel: str
    kind: str
    state: SendState
    cause: Cause
    detail: str
    attempts: int
    created_at: datetime
    since: datetime
    next_at: datetime
    to: Recipient
    whole: bool
    """Its text is still there."""
    once: bool
    """It has a key: a reminder or a digest, which must not come twice."""

    @property
    def may_be_sent_again(self) -> bool:
        return self.whole and self.state.may_be_sent_again


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Messages of one kind that ended alike, newest first."""

    name: str
    """"reminder.failed.refused"."""
    incidents: tuple[Incident, ...]

    @property
    def first(self) -> Incident:
        return self.incidents[0]

    @property
    def again(self) -> tuple[Incident, ...]:
        """Those that can be sent again."""
        return tuple(one for one in self.incidents if one.may_be_sent_again)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarms:
    """What ended badly since yesterday's beginning, and how it stands with backups now."""

    failed: int = 0
    unknown: int = 0
    backup: tuple[BackupAlarm, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.failed or self.unknown or self.backup)


NO_ALARMS = Alarms()

_ORDER = (
    SendState.UNKNOWN,
    SendState.FAILED,
    SendState.RETRYING,
    SendState.QUEUED,
    SendState.SENDING,
    SendState.BLOCKED,
)


def group_name(one: Incident) -> str:
    """Which group it belongs to."""
    return f"{one.kind}.{one.state}.{one.cause}"


def grouped(incidents: Iterable[Incident]) -> tuple[Group, ...]:
    """By kind, state and cause: what is unclear first, then what failed, what waits, what was blocked; many first."""
    ordered = sorted(incidents, key=lambda one: (group_name(one), -one.number))
    groups = [Group(name=name, incidents=tuple(found)) for name, found in groupby(ordered, key=group_name)]
    places = {state: place for place, state in enumerate(_ORDER)}
    return tuple(
        sorted(groups, key=lambda one: (places.get(one.first.state, len(places)), -len(one.incidents), one.name))
    )


def cause_of(error: str, state: SendState) -> tuple[Cause, str]:
    """The cause and the channel's words, from what was kept: "refused: Bad Request: message is too long"."""
    name, _, detail = error.partition(": ")
    if name in set(Cause):
        return Cause(name), detail
    if error:
        return Cause.OTHER, error
    return (Cause.WAITING if state.waits else Cause.OTHER), ""
