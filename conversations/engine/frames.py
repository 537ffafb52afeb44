"""Frames: where a conversation stands. A session is a stack of them; the topmost is on the screen, the others wait.

Stored between turns, so every field has a plain type and adding one needs a default. Stages are names, never numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from conversations.programme.ad_hoc_request import Question
from conversations.programme.answer import Figure, Nature, State
from conversations.programme.calendar import LOCK_AFTER, DueOperator, Form, Offsets
from conversations.programme.ids import PersonId, RuleId, SetId, UnitId
from conversations.programme.report import ReportKey
from conversations.programme.unit import Level
from conversations.reading.deadlines import Due


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome:
    """Nobody we know yet: asks for the invitation code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Came with an invitation: consent first, then the unit, then perhaps the phone number."""

    code: str
    stage: Literal["consent", "unit", "phone", "wrong_unit"] = "consent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """What this person can do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseReport:
    """Several reports are due: which one."""

    page: int = 0


AboutUnit = Literal["tiendo", "phancong", "baothay", "lichsu"]
"""Commands that are about one unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseUnit:
    """Somebody with roles at several units: which of them a command is about. item: of /lichsu."""

    command: AboutUnit
    item: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """What was understood of the question on the screen but is not saved yet, because one thing is still to be
    asked.
    """

    figure: Figure | None = None
    other: Figure | None = None
    """The second reading, where the text could be read two ways."""
    state: State | None = None
    choice: str = ""
    """An option, or a text typed as the answer."""
    reason: str = ""
    checked: bool = False
    """The person has confirmed that an unlikely figure is right."""
    counted: str = ""
    """What was counted, as it was typed, where the question counts something else: "hộ" where houses are asked."""


FillStage = Literal[
    "overview",
    "list",
    "criterion",
    "unchanged",
    "question",
    "which_reading",
    "unlikely",
    "assess",
    "nature",
    "reason",
    "conflict",
    "more",
    "colleague",
    "colleague_source",
    "paper",
    "photo_for",
    "photo_warning",
    "part_done",
    "summary",
    "paper_approval",
    "sent",
    "withdraw",
    "locked",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class FillReport:
    """Filling one report. item: the indicator on the screen. seen: the version of its answer when it was shown."""

    key: ReportKey
    stage: FillStage = "overview"
    item: str = ""
    seen: int = 0
    pending: Pending | None = None
    as_of: date | None = None
    """The nature that the figures of this sitting have, once said."""
    nature: Nature | None = None
    source: str = ""
    """On whose word, for all answers of this sitting (a village that telephoned)."""
    page: int = 0
    criterion: str = ""
    skipped: tuple[str, ...] = ()
    """Put off in this sitting: asked again only when the others are done."""
    previous: str = ""
    """The item answered last, for "Sửa" and for a photo that came late."""
    photos: tuple[str, ...] = ()
    """References of photos waiting to be told which item they belong to (several pieces of one album come one by
    one)."""
    photo_album: str = ""
    """The album that came last and …"""
    photo_item: str = ""
    """… the item it was given to: its later pieces follow without a question."""
    item_source: str = ""
    """On whose word the answer to this one item is."""
    only: bool = False
    """Only this item is asked (a correction); afterwards the conversation goes back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where a unit stands."""

    unit: UnitId
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign:
    """Who answers what."""

    unit: UnitId
    stage: Literal["overview", "preset", "post", "items", "ask_post"] = "overview"
    post: str = ""
    criterion: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OnBehalf:
    """A commune officer enters a report for a village: which village, how and when it came."""

    unit: UnitId
    stage: Literal["village", "how", "when"] = "village"
    village: UnitId | None = None
    how: str = ""
    page: int = 0
    typed: str = ""
    """A name that may mean several villages: only these are offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approve:
    """A leader reads a report before it leaves. key None: choose among those waiting."""

    key: ReportKey | None = None
    stage: Literal["read", "details", "send_back"] = "read"
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipts:
    """The receipts of a person's units."""

    page: int = 0
    key: ReportKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The history of one figure; item empty: asks which."""

    unit: UnitId
    item: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """The digest of a unit, made when it was asked for."""

    unit: UnitId
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaTable:
    """The criteria table of a unit. part: which one was shown, 0 the whole. page: of the list of parts."""

    unit: UnitId
    part: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """Help; topic empty: the list."""

    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who am I, my rights, my language."""

    stage: Literal["overview", "language", "rename"] = "overview"


@dataclass(frozen=True, slots=True, kw_only=True)
class MyData:
    """What is stored about me; correct, withdraw, erase."""

    stage: Literal["overview", "withdraw", "erase"] = "overview"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ring."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snooze:
    """To be reminded of a report again; key None: of all that the person owes now."""

    key: ReportKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotInCharge:
    """A unit's reports are no longer this person's; unit None: asks which."""

    unit: UnitId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseDay:
    """Why a late report is late and by when it comes; key None: asks which."""

    key: ReportKey | None = None
    stage: Literal["reason", "day", "told"] = "reason"
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Away from a unit for some days, and who stands in; unit None: asks which."""

    unit: UnitId | None = None
    stage: Literal["overview", "first", "last", "who", "sure"] = "overview"
    first: date | None = None
    last: date | None = None
    substitute: PersonId | None = None
    """None: nobody."""
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindNow:
    """A manager reminds whoever still owes a report; rule None: asks of which."""

    unit: UnitId
    rule: RuleId | None = None
    period: str = ""
    stage: Literal["owing", "pick", "sure"] = "owing"
    picked: tuple[UnitId, ...] = ()
    """Only these units; none: all that owe it."""
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Whether what the calendar says is sent; an admin stops it and lets it go on."""

    stage: Literal["overview", "sure"] = "overview"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForRight:
    """Ask the people above for a right that was refused. command: the one that was refused."""

    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDraft:
    """A reporting rule as far as it has been said. rule: the one that is changed; None: a new one."""

    unit: UnitId
    rule: RuleId | None = None
    title: str = ""
    owes: Level | None = None
    only: tuple[UnitId, ...] = ()
    due: Due | None = None
    form: Form = Form.CRITERIA
    set_id: SetId | None = None
    offsets: Offsets = field(default_factory=Offsets)
    grace: int = 0
    """Days."""
    lock: int = LOCK_AFTER.days


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """An admin looks after the reports that are owed: by whom, to whom, by when, reminded when."""

    stage: Literal[
        "list",
        "rule",
        "unit",
        "title",
        "owes",
        "who",
        "only",
        "due",
        "which",
        "form",
        "offsets",
        "days",
        "check",
        "end",
    ] = "list"
    page: int = 0
    draft: RuleDraft | None = None
    readings: tuple[Due, ...] = ()
    """Of a deadline that can mean several things."""

    @property
    def half_written(self) -> bool:
        """A draft that would be lost, not a rule that is looked at."""
        return self.draft is not None and self.stage not in {"rule", "end"}


RequestStage = Literal[
    "overview", "title", "question", "kind", "options", "units", "which", "due", "which_due", "preview", "answers"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdHocRequest:
    """A manager asks units below a few questions, or looks at what was answered."""

    unit: UnitId
    """Of the manager; the units below are asked."""
    stage: RequestStage = "overview"
    title: str = ""
    questions: tuple[Question, ...] = ()
    text: str = ""
    """A question that has no kind yet, or a due date that can be read two ways."""
    owes: Level | None = None
    only: tuple[UnitId, ...] = ()
    """The units that were named; empty with `owes`: all of that level."""
    unclear: tuple[str, ...] = ()
    """Names that may mean several units, still to be asked."""
    operator: DueOperator | None = None
    day: date | None = None
    complete: bool = False
    """Everything was said once: after a correction the preview is shown again."""
    rule: RuleId | None = None
    """The request that is looked at."""
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Incidents:
    """What did not leave. group: "reminder.failed.refused"; number: one message of it."""

    stage: Literal["overview", "group", "one", "preview"] = "overview"
    group: str = ""
    number: int = 0
    page: int = 0


Frame = (
    Welcome
    | Join
    | Menu
    | ChooseReport
    | ChooseUnit
    | FillReport
    | Progress
    | Assign
    | OnBehalf
    | Approve
    | Receipts
    | History
    | Digest
    | CriteriaTable
    | Help
    | Account
    | MyData
    | Contact
    | AskForRight
    | Deadlines
    | Snooze
    | NotInCharge
    | PromiseDay
    | AdHocRequest
    | Incidents
    | Leave
    | RemindNow
    | Schedule
)
