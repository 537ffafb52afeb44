"""Where officers and leaders stand: filling in, assigning, approving, what was sent, when to be reminded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from conversations.programme.answer import Figure, Nature, State
from conversations.programme.ids import DifficultyId, EntryId, PersonId, UnitId
from conversations.programme.report import ReportKey


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseReport:
    """Several reports are due: which one."""

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


AtItem = Literal[
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
]
"""Stages of one item."""
FillStage = Literal[
    "overview",
    "list",
    "criterion",
    "unchanged",
    AtItem,
    "part_done",
    "summary",
    "paper_approval",
    "judged",
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
    lacks: bool = False
    """What it lacks for its criteria, page by page from 0; otherwise page 0 is the overview."""
    other_set: bool = False
    """Where it stands under the other criteria set, page by page from 0."""
    item: str = ""
    """The indicator or criterion of which it was asked who is in charge."""
    costing: Literal["", "which", "how_much", "sure"] = ""
    """What a criterion still takes is being said."""
    criterion: str = ""
    amount: int | None = None
    """Đồng, before it is confirmed."""


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


DifficultyStage = Literal["list", "unit", "what", "criterion", "indicator", "kind", "preview", "one", "say", "sure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difficulties:
    """Difficulties: those of one's unit and those that wait for one's answer; a new one as far as it was said."""

    stage: DifficultyStage = "list"
    unit: UnitId | None = None
    """Of the new one."""
    text: str = ""
    photos: tuple[str, ...] = ()
    """References of photos, and …"""
    voices: tuple[str, ...] = ()
    """… of voice notes, kept once the new one is confirmed."""
    criterion: str = ""
    """A code of the criteria in force; "" none."""
    tagged: bool = False
    """Whether it was said to which criterion the new one belongs, if to any."""
    kind: str = ""
    number: DifficultyId = DifficultyId(0)  # noqa: RUF009 - a number
    """The one that is looked at."""
    seen: int = 0
    """Its steps when it was shown."""
    act: str = ""
    """What is about to be done to it; `text` is what is said with it."""
    page: int = 0

    @property
    def half_written(self) -> bool:
        """Something was said that would be lost."""
        return self.stage != "list" and bool(self.text or self.photos or self.voices)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDraft:
    """An entry of a register as far as it has been said."""

    sub: str | None = None
    amount: int | None = None
    whole: int | None = None
    other: int | None = None
    """A second reading of the amount, while it is asked which was meant."""
    day: date | None = None
    text: str = ""
    worded: bool = False
    """Whether the words were asked for."""
    paper: str = ""
    papered: bool = False
    """Whether the document was asked for."""
    photos: tuple[str, ...] = ()
    """References, kept once the entry is confirmed."""


RegisterStage = Literal[
    "unit",
    "kinds",
    "list",
    "parts",
    "one",
    "sub",
    "value",
    "reading",
    "day",
    "words",
    "paper",
    "preview",
    "ending",
    "sure",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The registers of a unit; one of them; one entry; a new one, or a correction, as far as it was said."""

    stage: RegisterStage = "kinds"
    unit: UnitId | None = None
    """None: asks whose."""
    kind: str = ""
    page: int = 0
    number: EntryId = EntryId(0)  # noqa: RUF009 - a number
    """The entry that is looked at or changed; 0: a new one is written."""
    seen: int = 0
    """Its steps when it was shown."""
    act: str = ""
    """What is about to be done to it."""
    draft: EntryDraft = EntryDraft()

    @property
    def half_written(self) -> bool:
        """Something was said that would be lost."""
        return self.stage not in {"unit", "kinds", "list", "parts", "one"} and self.draft != EntryDraft()


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
