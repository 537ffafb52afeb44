"""All that is stored about one person, for themselves: who they are here, what they agreed to, what they did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from conversations.programme.data_request import DataRequest
    from conversations.programme.ids import PersonId
    from conversations.programme.person import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnChannel:
    """A chat of theirs. address: the channel's number of it."""

    channel: str
    address: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnConsent:
    """What they agreed to, where and when."""

    version: str
    channel: str
    given: datetime
    withdrawn: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRole:
    """A role, also one that has ended. unit: its title. until: the first day on which it is held no more."""

    role: Role
    post: str
    unit: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWish:
    """What they said about being reminded. kind: "absence", "not_in_charge", "snooze". what: a unit, or a report."""

    kind: str
    what: str
    first: datetime | date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAnswer:
    """One version of an answer, or one piece of evidence (version 0), that they gave. report: its title and unit."""

    report: str
    item: str
    version: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAct:
    """Anything they did or looked at, or that was done to them, as the audit log has it."""

    at: datetime
    act: str
    subject: str
    """"report:12.3.2023-H1", "evidence:5", "person:7"."""
    by: str = ""
    """Whose act it was: their own name, somebody else's number in the system, or "" for the system's."""
    about: str = ""
    """The subject as it stands in a sentence: a report's or a unit's title, a name."""
    item: str = ""
    role: Role | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnData:
    """Lists in the order of time, oldest first."""

    person: PersonId
    made_at: datetime
    name: str
    phone: str
    language: str
    joined_at: datetime
    channels: tuple[OwnChannel, ...] = ()
    consents: tuple[OwnConsent, ...] = ()
    roles: tuple[OwnRole, ...] = ()
    rights_asked: tuple[tuple[str, datetime], ...] = ()
    """The command that was refused, and when the right to it was asked for."""
    requests: tuple[DataRequest, ...] = ()
    wishes: tuple[OwnWish, ...] = ()
    answers: tuple[OwnAnswer, ...] = ()
    evidence: tuple[OwnAnswer, ...] = ()
    acts: tuple[OwnAct, ...] = ()
