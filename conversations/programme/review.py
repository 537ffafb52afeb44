"""What an office says of one item of a sent report, and what comes of it: two tables, one for the item, one for the
whole report (report.py). The commune proposes, the office confirms or asks for more, the manager has the last word.

Source: the plan of huyện Quảng Hòa, where each office "phụ trách đánh giá" its own items.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from conversations.programme.answer import Assessor, State
from conversations.programme.report import TRANSITIONS, ReportAct, ReportState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from conversations.programme.answer import Answer, Evidence, LastKnown
    from conversations.programme.calendar import Period
    from conversations.programme.criteria import CriteriaSet, Indicator
    from conversations.programme.ids import PersonId
    from conversations.programme.report import ReportKey
    from conversations.programme.unit import Unit


class ItemState(StrEnum):
    """Where one item stands on its way to a verdict."""

    WAITING = "waiting"
    """For the office; for the manager where no office judges it."""
    ASKED = "asked"
    """The office asks for more; the item is open for the commune, and only it."""
    MET = "met"
    NOT_MET = "not_met"
    DISPUTED = "disputed"
    """The commune does not agree; it waits for the manager's last word."""

    @property
    def judged(self) -> bool:
        """Whether a verdict stands and nothing is open."""
        return self in {ItemState.MET, ItemState.NOT_MET}


class ItemAct(StrEnum):
    """What somebody does to one item."""

    ASK = "ask"
    REPLY = "reply"
    """The commune answers what was asked: with another figure, evidence or words."""
    CHANGE = "change"
    """The commune changes a judged item of a report that was opened again."""
    MEET = "meet"
    FAIL = "fail"
    WISH = "wish"
    """The commune asks the office to let it correct a judged item."""
    DISPUTE = "dispute"
    DECIDE_MET = "decide_met"
    """The manager's last word …"""
    DECIDE_NOT_MET = "decide_not_met"
    """… and the other way."""


ITEM_TRANSITIONS: Mapping[tuple[ItemState, ItemAct], ItemState] = {
    (ItemState.WAITING, ItemAct.ASK): ItemState.ASKED,
    (ItemState.WAITING, ItemAct.MEET): ItemState.MET,
    (ItemState.WAITING, ItemAct.FAIL): ItemState.NOT_MET,
    (ItemState.WAITING, ItemAct.DECIDE_MET): ItemState.MET,
    (ItemState.WAITING, ItemAct.DECIDE_NOT_MET): ItemState.NOT_MET,
    (ItemState.ASKED, ItemAct.ASK): ItemState.ASKED,
    (ItemState.ASKED, ItemAct.REPLY): ItemState.WAITING,
    (ItemState.ASKED, ItemAct.MEET): ItemState.MET,
    (ItemState.ASKED, ItemAct.FAIL): ItemState.NOT_MET,
    (ItemState.MET, ItemAct.ASK): ItemState.ASKED,
    (ItemState.MET, ItemAct.FAIL): ItemState.NOT_MET,
    (ItemState.MET, ItemAct.WISH): ItemState.WAITING,
    (ItemState.MET, ItemAct.CHANGE): ItemState.WAITING,
    (ItemState.NOT_MET, ItemAct.ASK): ItemState.ASKED,
    (ItemState.NOT_MET, ItemAct.MEET): ItemState.MET,
    (ItemState.NOT_MET, ItemAct.WISH): ItemState.WAITING,
    (ItemState.NOT_MET, ItemAct.CHANGE): ItemState.WAITING,
    (ItemState.NOT_MET, ItemAct.DISPUTE): ItemState.DISPUTED,
    (ItemState.DISPUTED, ItemAct.MEET): ItemState.MET,
    (ItemState.DISPUTED, ItemAct.CHANGE): ItemState.WAITING,
    (ItemState.DISPUTED, ItemAct.DECIDE_MET): ItemState.MET,
    (ItemState.DISPUTED, ItemAct.DECIDE_NOT_MET): ItemState.NOT_MET,
}
"""The whole table; what is not here cannot happen. After the manager's word the office changes nothing any more (see
`ItemReview.allows`). A verdict stands until another one comes, also while a correction is wished for.
"""

BY_OFFICE = frozenset({ItemAct.ASK, ItemAct.MEET, ItemAct.FAIL})
BY_COMMUNE = frozenset({ItemAct.REPLY, ItemAct.CHANGE, ItemAct.WISH, ItemAct.DISPUTE})
IN_WORDS = BY_COMMUNE - {ItemAct.CHANGE}
"""What the commune says of an item; a change follows from another answer alone."""
BY_MANAGER = frozenset({ItemAct.DECIDE_MET, ItemAct.DECIDE_NOT_MET})
VERDICTS: Mapping[ItemAct, bool] = {
    ItemAct.MEET: True,
    ItemAct.FAIL: False,
    ItemAct.DECIDE_MET: True,
    ItemAct.DECIDE_NOT_MET: False,
}
"""The acts that say whether the item is met."""
REASONED = frozenset({ItemAct.ASK, ItemAct.REPLY, ItemAct.WISH, ItemAct.DISPUTE, *BY_MANAGER})
"""Never without words. A verdict "not met" needs them only where the commune says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemReview:
    """Where one item of a report stands now."""

    indicator: str
    state: ItemState
    version: int
    """Of the answer that was judged or asked about last; 0: nobody has said anything yet."""
    office: Unit | None = None
    """Who judges it; None: no office is known for it."""
    reviewer: PersonId | None = None
    """Who has judged or asked last: the answer goes back there."""
    reason: str = ""
    """What was said last: why more is asked for, why it is not met, why the commune does not agree."""
    since: datetime
    fell: bool = False
    """Met before, by its own word not met now."""
    final: bool = False
    """The manager has decided; the office changes nothing any more."""
    wished: bool = False
    """The commune wishes to correct what was judged."""
    together: bool = False
    """May be confirmed with others in one go (see `may_confirm_together`)."""

    @property
    def asked(self) -> bool:
        """Whether the office asks for more, so that the item is open for the commune."""
        return self.state is ItemState.ASKED

    @property
    def unjudged(self) -> bool:
        """Whether it waits for a verdict and no earlier one stands."""
        return self.state is ItemState.WAITING and not self.wished

    @property
    def asked_before(self) -> bool:
        """Whether it waits for the next word of an office that has already said something: it takes more evidence."""
        return self.unjudged and self.version > 0

    def allows(self, act: ItemAct) -> bool:
        """Whether the item can be treated so now."""
        if (self.state, act) not in ITEM_TRANSITIONS:
            return False
        if act in BY_MANAGER:
            return self.state is ItemState.DISPUTED or self.office is None
        if not self.final:
            return True
        # a wish would bring what the manager has decided back to the office; where there is none, to the manager
        return act not in {*BY_OFFICE, ItemAct.DISPUTE} and (act is not ItemAct.WISH or self.office is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that was said of an item. by: name or office, as it may be shown."""

    act: ItemAct
    by: str
    at: datetime
    version: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedItem:
    """One item as whoever judges it sees it."""

    key: ReportKey
    unit: Unit
    period: Period
    form: CriteriaSet
    region: str | None
    indicator: Indicator
    answer: Answer
    review: ItemReview
    last: LastKnown | None = None
    evidence: tuple[Evidence, ...] = ()
    events: tuple[Event, ...] = ()
    """Oldest first."""
    judges: bool = False
    """Whoever looks speaks for an office that judges it …"""
    decides: bool = False
    """… or is the manager who decides it."""
    at_head: bool = False
    """It is the next in its queue, but for those put off."""
    following: tuple[ReportKey, str] | None = None
    """The item that comes after it."""


class Queue(StrEnum):
    """What a list of items is about."""

    WAITING = "waiting"
    """For the office."""
    ASKED = "asked"
    """The commune has not answered yet."""
    TOGETHER = "together"
    """Unchanged, met and with evidence: can be confirmed together."""
    DISPUTED = "disputed"
    """For the manager's last word."""
    UNOWNED = "unowned"
    """No office judges them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedItem:
    """One line of a list."""

    key: ReportKey
    unit: Unit
    period: Period
    indicator: Indicator
    answer: Answer
    review: ItemReview


COUNTED = 500
"""Items of a queue that are counted for its desk; beyond them one more says that there are more. Nobody pages so far,
and a province's queue opens like a commune's.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What lies before an office (or a manager, where disputes and unowned items are theirs). Numbers up to COUNTED."""

    unit: Unit
    waiting: int = 0
    fell: int = 0
    asked: int = 0
    together: int = 0
    disputed: int = 0
    unowned: int = 0
    oldest: date | None = None
    """Since when the oldest item waits."""
    queue: Queue = Queue.WAITING
    items: tuple[QueuedItem, ...] = ()
    """Of the list that was asked for, one page of it."""
    page: int = 0
    pages: int = 1
    of: int = 0
    """Items of that list in all."""
    own: tuple[Indicator, ...] = ()
    """What an office judges, told where nothing waits for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InCharge:
    """Which offices judge an indicator of communes; none: nobody does."""

    indicator: Indicator
    offices: tuple[Unit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentReport:
    """A report that has left, as a manager sees it who may open it again."""

    key: ReportKey
    unit: Unit
    period: Period
    state: ReportState
    sent_on: date
    judged: int = 0
    of: int = 0
    """Items before offices, judged or not."""
    wished: bool = False
    """Somebody wants it opened again …"""
    wished_by: str = ""
    """… who wants it opened again, where a second person's yes is waited for …"""
    reason: str = ""
    own_wish: bool = False
    """… where that is whoever looks."""
    manages: bool = False
    """Whoever looks may open and close it; otherwise only agree."""


def judged_state(answer: State, *, met: bool) -> State:
    """The state that an office's verdict makes of a self-assessed one."""
    if not met:
        return State.NOT_MET
    return answer if answer.counts_as_met else State.MET


def may_confirm_together(answer: Answer, last: LastKnown | None, *, evidence: bool) -> bool:
    """Whether a sent item may be confirmed with others in one go: unchanged and met, and evidence is there or an office
    has confirmed it before. What fell is answered as not met, so it never is.
    """
    if not answer.unchanged:
        return False
    confirmed = last is not None and last.assessor is Assessor.OFFICE and last.state.counts_as_met
    return answer.state.counts_as_met and (evidence or confirmed)


REVIEWED = frozenset({ReportState.SENT, ReportState.IN_REVIEW, ReportState.MORE_ASKED, ReportState.ASSESSED})
"""While a report stands so, its state follows from its items."""
_FOLLOWING = frozenset(
    {ReportAct.JUDGE, ReportAct.ASK_MORE, ReportAct.ANSWERED, ReportAct.ASSESS, ReportAct.RESUME},
)


def acts_that_follow(state: ReportState, items: Iterable[ItemState]) -> tuple[ReportAct, ...]:
    """What happens to the whole report because of where its items stand; in order, nothing where all is as it should
    be.
    """
    if state not in REVIEWED:
        return ()
    found = tuple(items)
    if ItemState.ASKED in found:
        wanted = ReportState.MORE_ASKED
    elif found and all(one.judged for one in found):
        wanted = ReportState.ASSESSED
    elif state is ReportState.SENT and all(one is ItemState.WAITING for one in found):
        return ()
    else:
        wanted = ReportState.IN_REVIEW
    return _way(state, wanted)


def _way(start: ReportState, end: ReportState) -> tuple[ReportAct, ...]:
    """The shortest way through the table by acts that follow from items."""
    ways: dict[ReportState, tuple[ReportAct, ...]] = {start: ()}
    line = deque([start])
    while line:
        here = line.popleft()
        for (state, act), to in TRANSITIONS.items():
            if state is here and act in _FOLLOWING and to not in ways:
                ways[to] = (*ways[here], act)
                line.append(to)
    return ways[end]
