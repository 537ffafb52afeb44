"""A file that somebody sent in the chat, a plan or a criteria set, on its way from there to what it says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from conversations.reading.limits import CRITERIA_FILE, PLAN_FILE

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId, UnitId

ENDINGS = (".docx", ".xlsx", ".csv", ".txt")
"""What is asked for of a plan; what a file is is decided by its content."""
CRITERIA = ".toml"
"""How the name of a criteria set's file ends."""


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

    @property
    def of_criteria(self) -> bool:
        """Whether it is a criteria set, not a plan."""
        return of_criteria(self.name)


def of_criteria(name: str) -> bool:
    """Whether a file of that name is a criteria set."""
    return name.casefold().endswith(CRITERIA)


def fits(name: str, size: int) -> bool:
    """Whether it is worth fetching: of a kind that is read, and not too large."""
    if of_criteria(name):
        return size <= CRITERIA_FILE
    return name.casefold().endswith(ENDINGS) and size <= PLAN_FILE
