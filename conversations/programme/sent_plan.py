"""A document or a criteria set that somebody sent in the chat, on its way from there to what it says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from conversations.programme.import_kind import ImportKind
from conversations.reading.limits import CRITERIA_FILE, FORM_FILE, PLAN_FILE

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId, UnitId

ENDINGS = (".docx", ".xlsx", ".csv", ".txt")
"""What is asked for of a document; what a file is is decided by its content."""
CRITERIA = ".toml"
"""How the name of a criteria set's file ends."""


class PlanState(StrEnum):
    """How far it has got."""

    SENT = "sent"
    """Fetched and read as a trial in a moment."""
    READY = "ready"
    """Read; said is what it would change, unless a name in it must be explained first."""
    CONFIRMED = "confirmed"
    """Imported in a moment."""
    DONE = "done"
    FAILED = "failed"
    """said is why; nothing of it was imported."""
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class SentName:
    """A name of the document that is no unit's, or several units'. candidates: what it may mean, each as it is found by
    name. new: it may be a unit that is not there yet. answer: one of the candidates, NEW, or "" while nobody has said.
    """

    number: int
    writing: str
    place: str
    candidates: tuple[str, ...]
    elsewhere: tuple[str, ...] = ()
    new: bool = False
    answer: str = ""


NEW = "0"
"""The answer that a name is a new unit's, as on the command line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPlan:
    """One file. said: what came of it, in lines. names: in the order in which they are asked."""

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
    kind: ImportKind = ImportKind.PLAN
    report: str = ""
    """Of a form: the code of the rule whose report it is for; "": every report."""
    names: tuple[SentName, ...] = ()

    @property
    def of_criteria(self) -> bool:
        """Whether it is a criteria set, not a document."""
        return self.kind is ImportKind.CRITERIA

    @property
    def in_doubt(self) -> tuple[SentName, ...]:
        """The names that nobody has explained yet."""
        return tuple(one for one in self.names if not one.answer)

    @property
    def answers(self) -> tuple[str, ...]:
        """Those that were explained, as --alias would give them."""
        return tuple(f"{one.writing}={one.answer}" for one in self.names if one.answer)


def of_criteria(name: str) -> bool:
    """Whether a file of that name is a criteria set."""
    return name.casefold().endswith(CRITERIA)


def fits(name: str, size: int, kind: ImportKind | None = None) -> bool:
    """Whether it is worth fetching: named as what it is to be, and not too large. kind: None, where it is not said."""
    if of_criteria(name):
        return size <= CRITERIA_FILE and kind in {None, ImportKind.CRITERIA}
    if kind is ImportKind.FORM:
        return name.casefold().endswith(".docx") and size <= FORM_FILE
    return name.casefold().endswith(ENDINGS) and size <= PLAN_FILE and kind is not ImportKind.CRITERIA
