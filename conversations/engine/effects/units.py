"""What whoever administers units does to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conversations.programme.ids import UnitId
    from conversations.programme.import_kind import ImportKind
    from conversations.programme.wanted_change import WantedChange


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeUnits:
    """Add, rename, move, merge or split units as it was previewed."""

    wanted: WantedChange


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoUnitChange:
    """Take a change of units back."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SendPlan:
    """Have a file read as the unit's document of that kind; nothing of it counts until it is confirmed."""

    unit: UnitId
    kind: ImportKind
    reference: str
    name: str
    size: int
    report: str = ""
    """Of a form: as in SentPlan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainName:
    """Which unit a name of the file means: one of those it was asked with, by its place from 0, or a unit that was
    typed; neither: a new one.
    """

    number: int
    name: int
    candidate: int | None = None
    unit: UnitId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidePlan:
    """Import what was read as it was shown, or leave it."""

    number: int
    keep: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EndForm:
    """From now on the unit has no form of its own for that report ("": the one for every report)."""

    unit: UnitId
    report: str


OnUnits = ChangeUnits | UndoUnitChange | SendPlan | ExplainName | DecidePlan | EndForm
