"""What a dialogue asks for besides the report in hand. An ask is a small value that says what to load, and its type
says what comes back: `facts.answer(StuckNow())` is what did not leave, or None.

A dialogue names its asks in `needs`, handlers/facts/asked.py and its neighbours load each of them, and only where the
person may see it. So a new fact costs a class here and a case there, and turns that do not ask for it carry nothing of
it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from conversations.engine.ask import Ask, AskOfUnit
from conversations.engine.asks_of_registers import RegisterAsk
from conversations.engine.asks_of_standing import StandingAsk
from conversations.engine.facts import (
    Colleague,
    DeadlinesFacts,
    HistoryPage,
    OwnAbsences,
    RemindFacts,
    ReportSummary,
    ReportWish,
    ScheduleFacts,
)
from conversations.programme.ad_hoc_request import Receivers, Request, RequestAnswers
from conversations.programme.backup import Backups
from conversations.programme.calendar import Period
from conversations.programme.change_log import LogKind, LogPage
from conversations.programme.data_request import DataRequest
from conversations.programme.difficulty import Difficulty, DifficultyLists, DifficultyTags, Expected
from conversations.programme.digest import Digest
from conversations.programme.directory import AdministeredPerson, AdministeredUnits, Entry, OwnChannel
from conversations.programme.handover import HandoverView
from conversations.programme.ids import DifficultyId, PersonId, RuleId, UnitId
from conversations.programme.incident import Alarms, Incident
from conversations.programme.invitation import OpenInvitation
from conversations.programme.office_form import UnitForms
from conversations.programme.own_data import OwnData
from conversations.programme.person import Role
from conversations.programme.report import ReportKey
from conversations.programme.review import Desk, Queue, QueuedItem, ReviewedItem, SentReport
from conversations.programme.sent_plan import SentPlan
from conversations.programme.system import SystemState
from conversations.programme.unit_change import Made, PlannedChange, UndoView
from conversations.programme.wanted_change import WantedChange


@dataclass(frozen=True, slots=True)
class WaitingNow(Ask[tuple[ReportSummary, ...]]):
    """Reports waiting for this person's approval, the most urgent first."""


@dataclass(frozen=True, slots=True)
class ReceiptsNow(Ask[tuple[ReportSummary, ...]]):
    """What this person's units have sent, newest first, with its receipts."""


@dataclass(frozen=True, slots=True)
class WhomToRing(Ask[tuple[Colleague, ...]]):
    """The officers and managers above, the nearest first, then whoever runs the system."""


@dataclass(frozen=True, slots=True)
class AboutMe(Ask[tuple[tuple[str, str], ...]]):
    """What is stored about whoever asks, in outline: label and value, in the order shown."""


@dataclass(frozen=True, slots=True)
class DeadlinesOf(Ask[DeadlinesFacts]):
    """The reports owed below the units that this person administers; of one of them also who stands below it."""

    unit: UnitId | None = None


@dataclass(frozen=True, slots=True)
class DigestOf(AskOfUnit[Digest]):
    """All that a digest of the unit says; who is in charge where only for its managers."""


@dataclass(frozen=True, slots=True)
class DigestWanted(AskOfUnit[bool]):
    """Whether the unit's digest comes by itself; only whoever holds a role at the very unit can have it so."""


@dataclass(frozen=True, slots=True)
class WishFor(Ask[ReportWish]):
    """One report in a line, with what was promised for it."""

    key: ReportKey


@dataclass(frozen=True, slots=True)
class SnoozesNow(Ask[tuple[tuple[ReportKey, datetime], ...]]):
    """What this person is to be reminded of again, and when."""


@dataclass(frozen=True, slots=True)
class AbsencesNow(Ask[OwnAbsences]):
    """Where this person is not in charge any more, or away."""


@dataclass(frozen=True, slots=True)
class ReceiversBelow(AskOfUnit[Receivers]):
    """The units below this one that can be asked something."""


@dataclass(frozen=True, slots=True)
class RequestsOf(AskOfUnit[tuple[Request, ...]]):
    """What this unit asks others just now, the most urgent first."""


@dataclass(frozen=True, slots=True)
class RequestNow(AskOfUnit[RequestAnswers]):
    """One of these requests with the answers sent so far."""

    rule: RuleId


@dataclass(frozen=True, slots=True)
class OwedTo(AskOfUnit[RemindFacts]):
    """What is owed to a unit that this person manages. of: of one period, by rule and key; None: which there are, and
    where there is only one, that one.
    """

    of: tuple[RuleId, str] | None = None


@dataclass(frozen=True, slots=True)
class AlarmsNow(Ask[Alarms]):
    """What ended badly lately; only for whoever runs the system."""


@dataclass(frozen=True, slots=True)
class StuckNow(Ask[tuple[Incident, ...]]):
    """What did not leave, newest first; only for whoever runs the system."""


@dataclass(frozen=True, slots=True)
class ScheduleNow(Ask[ScheduleFacts]):
    """Whether the calendar is followed; only for whoever may stop it."""


@dataclass(frozen=True, slots=True)
class SystemNow(Ask[SystemState]):
    """How the system is; only for whoever runs it."""


@dataclass(frozen=True, slots=True)
class BackupsNow(Ask[Backups]):
    """The last backups; only for whoever may have one made."""


@dataclass(frozen=True, slots=True)
class OwnDataNow(Ask[OwnData]):
    """All that is stored about whoever asks."""


@dataclass(frozen=True, slots=True)
class Administered(Ask[AdministeredUnits]):
    """The units that this person administers; of one of them also the posts that are known there."""

    unit: UnitId | None = None


@dataclass(frozen=True, slots=True)
class PeopleFound(Ask[tuple[Entry, ...]]):
    """People in the units that this person administers, by name. text: who is looked for."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class PersonNow(Ask[AdministeredPerson]):
    """One of these people."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class HandoverNow(Ask[HandoverView]):
    """What would pass from one of these people to another. unit, role: only what is held there."""

    giver: PersonId
    successor: PersonId
    unit: UnitId | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class HistoryOf(AskOfUnit[HistoryPage]):
    """Some versions of a figure of a unit, from after so many of the newest on; only for whoever sees the unit."""

    item: str
    skip: int = 0


@dataclass(frozen=True, slots=True)
class OwnRequestsNow(Ask[tuple[DataRequest, ...]]):
    """What whoever asks has asked for about their data, oldest first."""


@dataclass(frozen=True, slots=True)
class DataRequestsNow(Ask[tuple[DataRequest, ...]]):
    """Everybody's requests about their data that are open; only for whoever runs the system."""


@dataclass(frozen=True, slots=True)
class InvitationsOpen(Ask[tuple[OpenInvitation, ...]]):
    """The invitations to units that this person administers, newest first."""


@dataclass(frozen=True, slots=True)
class DeskOf(AskOfUnit[Desk]):
    """What lies before an office, for its reviewers; or before a manager, of the unit that reports are owed to."""

    queue: Queue
    page: int = 0


@dataclass(frozen=True, slots=True)
class ReviewedItemOf(Ask[ReviewedItem]):
    """One item of a sent report, for whoever judges or decides it. skip: how many at the head of the queue were put
    off.
    """

    key: ReportKey
    item: str
    queue: Queue
    skip: int = 0


@dataclass(frozen=True, slots=True)
class ItemsWaiting(Ask[int]):
    """How many items wait for a verdict of the offices that this person judges for; counted a little beyond COUNTED."""


@dataclass(frozen=True, slots=True)
class SaidByOffices(Ask[tuple[QueuedItem, ...]]):
    """The items of this person's own units of which an office wants or has said something that can be answered."""


@dataclass(frozen=True, slots=True)
class SentTo(AskOfUnit[tuple[SentReport, ...]]):
    """The reports of criteria that were sent to the unit that this person manages, newest first."""


@dataclass(frozen=True, slots=True)
class ToAgree(Ask[tuple[SentReport, ...]]):
    """The reports that others want opened again and that this person, as the second one, can agree to."""


@dataclass(frozen=True, slots=True)
class SentReportOf(Ask[SentReport]):
    """One of them, for whoever may open it again, or agree to that."""

    key: ReportKey


@dataclass(frozen=True, slots=True)
class OwnChannels(Ask[tuple[OwnChannel, ...]]):
    """The chats of whoever asks."""


@dataclass(frozen=True, slots=True)
class DifficultiesNow(Ask[DifficultyLists]):
    """The difficulties of one's units, and those that wait for one's answer."""


@dataclass(frozen=True, slots=True)
class OneDifficulty(Ask[Difficulty]):
    """One of them, for whoever may see it."""

    number: DifficultyId


@dataclass(frozen=True, slots=True)
class TagsFor(AskOfUnit[DifficultyTags]):
    """What a difficulty of one's unit can belong to."""


@dataclass(frozen=True, slots=True)
class ExpectedFor(AskOfUnit[Expected]):
    """Who would have to answer a difficulty of one's unit under that criterion ("" none); None: nothing is above."""

    criterion: str


@dataclass(frozen=True, slots=True)
class LogOf(Ask[LogPage]):
    """A page of the log of changes, of what concerns the units that this person administers. before: from where it goes
    back; 0: now.
    """

    person: PersonId | None = None
    unit: UnitId | None = None
    kind: LogKind | None = None
    before: int = 0


@dataclass(frozen=True, slots=True)
class UnitPlan(Ask[PlannedChange]):
    """What a change of units would be, or why it cannot be; only for whoever administers them."""

    wanted: WantedChange


@dataclass(frozen=True, slots=True)
class UnitChangesOf(AskOfUnit[tuple[Made, ...]]):
    """What was changed of a unit and not taken back, the latest first; only for whoever administers it."""


@dataclass(frozen=True, slots=True)
class UndoOf(Ask[UndoView]):
    """A change of units, and whether it can be taken back; only for whoever administers them."""

    number: int


@dataclass(frozen=True, slots=True)
class PlanSent(Ask[SentPlan]):
    """The file that whoever asks sent last to be imported, as far as it has got."""


@dataclass(frozen=True, slots=True)
class FormsOf(AskOfUnit[UnitForms]):
    """The unit's own forms of reports; only for whoever administers it."""


@dataclass(frozen=True, slots=True)
class OtherPapers(AskOfUnit[tuple[Period, ...]]):
    """The reports of a unit, but for those of criteria, that can be taken as a paper, the newest first; for whoever may
    take its papers.
    """


@dataclass(frozen=True, slots=True)
class ReportPeriods(AskOfUnit[tuple[Period, ...]]):
    """The periods of which a unit's report of criteria can be taken as a paper: the one last due first, then the newest
    first; for whoever may take its papers.
    """


@dataclass(frozen=True, slots=True)
class OwnFormOf(AskOfUnit[bool]):
    """Whether the unit, or one above it, has a form of its own for reports; for whoever may take its papers."""


RunningAsk = (
    AlarmsNow
    | StuckNow
    | ScheduleNow
    | SystemNow
    | BackupsNow
    | DataRequestsNow
    | Administered
    | PeopleFound
    | PersonNow
    | HandoverNow
    | InvitationsOpen
    | DeadlinesOf
    | LogOf
    | UnitPlan
    | UnitChangesOf
    | UndoOf
    | PlanSent
    | FormsOf
)
"""Of admins."""
ReportingAsk = (
    WaitingNow
    | ReceiptsNow
    | WhomToRing
    | AboutMe
    | DigestOf
    | DigestWanted
    | WishFor
    | SnoozesNow
    | AbsencesNow
    | ReceiversBelow
    | RequestsOf
    | RequestNow
    | OwedTo
    | HistoryOf
    | OwnDataNow
    | OwnRequestsNow
    | DeskOf
    | ReviewedItemOf
    | ItemsWaiting
    | SaidByOffices
    | SentTo
    | SentReportOf
    | ToAgree
    | OwnChannels
    | DifficultiesNow
    | OneDifficulty
    | TagsFor
    | ExpectedFor
    | OtherPapers
    | ReportPeriods
    | OwnFormOf
)
"""Of those who report, judge and manage."""
AnyAsk = ReportingAsk | RunningAsk | RegisterAsk | StandingAsk
"""All that can be asked for: the loader handles each of them."""
