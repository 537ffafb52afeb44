"""A plan's file that somebody sent in the chat, on its way from there to what it says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from conversations.reading.limits import PLAN_FILE

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId, UnitId

ENDINGS = (".docx", ".xlsx", ".csv", ".txt")
"""What is asked for; what a file is is decided by its content."""


class PlanState(StrEnum):
    """How far it has got."""

    SENT = "sent"
    """Fetched and read as a trial in a moment."""
    READY = "ready"
    """Read; said is what it would change."""
    CONFIRMED = "confirmed"
    """Imported in a moment."""
    DONE = "done"
    FAILED = "failed"
    """said is why; nothing of it was imported."""
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPlan:
    """One file. said: what came of it, in lines."""

    id: int
    person: PersonId
    channel: str
    unit: UnitId
    unit_name: str
    """With what stands above it, so that it means one unit only."""
    reference: str
    name: str
    state: PlanState
    said: str
    tries: int = 0


def fits(name: str, size: int) -> bool:
    """Whether it is worth fetching: of a kind that is read, and not too large."""
    return name.casefold().endswith(ENDINGS) and size <= PLAN_FILE
