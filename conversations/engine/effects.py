"""What a turn changes: imperative names, decided by pure code, carried out in order by handlers/apply.py in one
transaction.

An effect says what the person did; who is told of it follows from the effect and is decided where it is applied.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from conversations.engine.frames import RuleDraft
    from conversations.programme.ad_hoc_request import Question
    from conversations.programme.answer import EvidenceKind, Figure, Nature, State
    from conversations.programme.calendar import Deadline
    from conversations.programme.ids import PersonId, RuleId, UnitId
    from conversations.programme.report import ReportAct, ReportKey
    from conversations.programme.unit import Level


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
class ActOnReport:
    """Move the whole report along its transition table. reason: of a return. paper: number and date of the signed
    paper.
    """

    key: ReportKey
    act: ReportAct
    reason: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignItems:
    """From now on this post answers these indicators in this unit's reports; an empty post: the officer in charge."""

    unit: UnitId
    post: str
    indicators: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskUnits:
    """Ask the units below a few questions once, by a day: everybody concerned is told, the answers are owed."""

    unit: UnitId
    title: str
    questions: tuple[Question, ...]
    owes: Level
    only: tuple[UnitId, ...]
    """Empty: all units of that level."""
    deadline: Deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """The person agreed to the consent text of that version; everything personal is stored from here on."""

    code: str
    text_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseConsent:
    """The person declined: nothing is kept, the invitation stays usable."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UseInvitation:
    """Take up the invitation's role. phone: the sender's own number where the invitation asks for one."""

    code: str
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLanguage:
    """Speak this language from now on."""

    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename:
    """Be called by this name."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRight:
    """Tell the people above that this person asks for a right. what: the command that was refused."""

    what: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindUnits:
    """Remind whoever owes this report of the period to the unit. units: only these; none: all of them."""

    unit: UnitId
    rule: RuleId
    period: str
    units: tuple[UnitId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchSchedule:
    """Send nothing any more that the calendar says (stopped True), or send it again."""

    stopped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawConsent:
    """Stop: roles end, the person is forgotten here; official figures stay under an opaque id. erase: also the name
    and account.
    """

    erase: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PutRule:
    """From today on this report is owed so: a new rule, or a changed one."""

    draft: RuleDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class EndRule:
    """From today on this report is no longer owed; what was due before stays."""

    rule: RuleId


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeDigest:
    """Want this unit's digests by themselves from now on, or no longer."""

    unit: UnitId
    wanted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowTable:
    """Send the criteria table of a unit to whoever asked, as it stands now. part: 0 is the whole."""

    unit: UnitId
    part: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SendAgain:
    """Queue these messages once more, also those of which nobody knows whether they arrived."""

    numbers: tuple[int, ...]


Effect = (
    BeginReport
    | SaveAnswer
    | KeepEvidence
    | ActOnReport
    | AssignItems
    | AskUnits
    | Consent
    | RefuseConsent
    | UseInvitation
    | SetLanguage
    | Rename
    | RequestRight
    | WithdrawConsent
    | PutRule
    | EndRule
    | ShowTable
    | SubscribeDigest
    | RemindAgain
    | DropReminder
    | LeaveCharge
    | TakeCharge
    | PromiseReport
    | SendAgain
    | GoOnLeave
    | ComeBack
    | RemindUnits
    | SwitchSchedule
)
