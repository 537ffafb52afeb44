"""The log of changes as whoever administers reads it: who did what to what, when; never what anybody wrote."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.person import Role
    from conversations.programme.unit import Unit


class LogKind(StrEnum):
    """Kinds of acts that the log can be narrowed to."""

    REPORTS = "reports"
    PEOPLE = "people"
    DATA = "data"
    """Views of evidence and whatever concerns somebody's own data."""
    SYSTEM = "system"


_KINDS: tuple[tuple[LogKind, tuple[str, ...]], ...] = (
    (
        LogKind.DATA,
        (
            "evidence_viewed",
            "evidence_destroyed",
            "own_data",
            "data_request",
            "consent_",
            "person_erased",
            "person_forgotten",
        ),
    ),
    (
        LogKind.REPORTS,
        (
            "report_",
            "item_",
            "items_",
            "answer_",
            "evidence_",
            "receipt_",
            "reopening_",
            "units_asked",
            "reminded_",
            "difficulty_",
            "entry_",
            "dossier_",
            "cost_",
            "register_",
            "raw_",
        ),
    ),
    (
        LogKind.PEOPLE,
        (
            "role_",
            "person_",
            "invitation_",
            "charge_",
            "leave_",
            "channel_",
            "account_",
            "link_code_",
            "right_",
            "language_",
            "group_",
            "digest_wish",
        ),
    ),
)


def kind_of(act: str) -> LogKind:
    """By the act's name; what nothing else claims is the system's."""
    return next((kind for kind, starts in _KINDS if act.startswith(starts)), LogKind.SYSTEM)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One line. who: by name, "" where no person did it. subject: what it was done to, as it stands in a sentence."""

    id: int
    at: datetime
    who: str
    act: str
    subject: str = ""
    item: str = ""
    """An indicator's code."""
    role: Role | None = None
    unit: str = ""
    to: str = ""
    """Who took something over, by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """Newest first. older: from where the next page goes on; None: nothing is older. The filters by their names."""

    entries: tuple[LogEntry, ...]
    older: int | None
    person: str = ""
    unit: Unit | None = None
