"""What officers and leaders do to reports, and to their own reminders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from conversations.programme.answer import EvidenceKind, Figure, Nature, State
    from conversations.programme.ids import PersonId, UnitId
    from conversations.programme.report import ByHand, ReportKey


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginReport:
    """Open the draft, pinned to the criteria-set version in force; nothing happens where it exists."""

    key: ReportKey


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveAnswer:
    """A new version of one answer. seen: the version the person had on the screen (0: none); another one is a
    conflict.
    """

    key: ReportKey
    indicator: str
    seen: int
    state: State
    figure: Figure | None = None
    choice: str = ""
    as_of: date | None = None
    nature: Nature | None = None
    reason: str = ""
    source: str = ""
    unchanged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepEvidence:
    """Evidence for one indicator: a photo's reference (bytes are fetched later), a declared place, or a paper's
    number.
    """

    key: ReportKey
    indicator: str
    kind: EvidenceKind
    reference: str = ""
    album: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowEvidence:
    """Send the evidence for one indicator of a report to whoever asked; each piece is noted as seen."""

    key: ReportKey
    indicator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActOnReport:
    """Move the whole report along its transition table. reason: of a return. paper: number and date of the signed
    paper.
    """

    key: ReportKey
    act: ByHand
    reason: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignItems:
    """From now on this post answers these indicators in this unit's reports; an empty post: the officer in charge."""

    unit: UnitId
    post: str
    indicators: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindAgain:
    """Be reminded of these reports once more: tomorrow, or today while it is their last day."""

    keys: tuple[ReportKey, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DropReminder:
    """The reminder that was asked for is not wanted any more."""

    keys: tuple[ReportKey, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveCharge:
    """Be reminded no more of this unit's reports; whoever can name another is told. The role goes on."""

    unit: UnitId


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeCharge:
    """In charge of the unit's reports after all."""

    unit: UnitId


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseReport:
    """A late report comes by that day; the level above is told so, with the reason."""

    key: ReportKey
    day: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoOnLeave:
    """Away from a unit on these days, both included; substitute None: nobody stands in, and the level above is told."""

    unit: UnitId
    first: date
    last: date
    substitute: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComeBack:
    """At work again at that unit."""

    unit: UnitId


OnReports = (
    BeginReport
    | SaveAnswer
    | KeepEvidence
    | ActOnReport
    | AssignItems
    | RemindAgain
    | DropReminder
    | LeaveCharge
    | TakeCharge
    | PromiseReport
    | GoOnLeave
    | ComeBack
)
