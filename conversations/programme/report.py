"""One unit's report for one period: shared by several people, pinned to the criteria-set version it was begun with.

What is missing, promised, lost or unchanged is computed here from facts; nothing of it is stored.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from conversations.programme.answer import Answer, Evidence, EvidenceKind, EvidenceState, LastKnown, State
from conversations.programme.criteria import Measure, Purpose
from conversations.programme.ids import ReportId, RuleId, UnitId
from conversations.programme.judgement import criterion_state
from conversations.programme.unit import Level

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conversations.programme.calendar import Period
    from conversations.programme.criteria import CriteriaSet, Criterion, Indicator
    from conversations.programme.periodic_report import Beside
    from conversations.programme.review import ItemReview
    from conversations.programme.unit import Unit


class ReportState(StrEnum):
    """Where a report stands on its way up."""

    DRAFT = "draft"
    WAITING_FOR_LEADER = "waiting_for_leader"
    SENT = "sent"
    IN_REVIEW = "in_review"
    """Offices have begun to judge its items."""
    MORE_ASKED = "more_asked"
    """An office asks for more; the report counts as sent in time all the same."""
    ASSESSED = "assessed"
    """Every item has its verdict."""
    WITHDRAWN = "withdrawn"
    """Taken back before anybody above had opened it; filled in again like a draft."""
    REOPENED = "reopened"
    """A manager has opened it again, with a reason, also after the lock."""
    CLOSED = "closed"
    """The manager has closed the period for it."""

    @property
    def filling(self) -> bool:
        """Whether it is still being filled in, and nobody's word yet."""
        return self in _FILLING

    @property
    def with_officers(self) -> bool:
        """Whether the officers fill it in or correct it, and it is theirs to send."""
        return self in _FILLING or self is ReportState.REOPENED

    @property
    def handed_up(self) -> bool:
        """Whether it has left and was not taken back: it counts, and nobody owes it any more."""
        return self in _HANDED_UP


_FILLING = frozenset({ReportState.DRAFT, ReportState.WITHDRAWN})
_HANDED_UP = frozenset(ReportState) - _FILLING - {ReportState.WAITING_FOR_LEADER}


class ReportAct(StrEnum):
    """What can be done to a report as a whole, or follows for it from its items."""

    SUBMIT = "submit"
    """To the leader; a unit without a leader sends with SEND."""
    APPROVE = "approve"
    SEND_BACK = "send_back"
    SEND = "send"
    WITHDRAW = "withdraw"
    JUDGE = "judge"
    """The first verdict on one of its items."""
    ASK_MORE = "ask_more"
    ANSWERED = "answered"
    """Nothing is asked for any more."""
    ASSESS = "assess"
    """The last verdict that was missing."""
    RESUME = "resume"
    """An assessed item is open again."""
    REOPEN = "reopen"
    CLOSE = "close"


ByHand = Literal[ReportAct.SUBMIT, ReportAct.APPROVE, ReportAct.SEND_BACK, ReportAct.SEND, ReportAct.WITHDRAW]
"""What officers and leaders do to their report themselves."""

TRANSITIONS: Mapping[tuple[ReportState, ReportAct], ReportState] = {
    (ReportState.DRAFT, ReportAct.SUBMIT): ReportState.WAITING_FOR_LEADER,
    (ReportState.DRAFT, ReportAct.SEND): ReportState.SENT,
    (ReportState.WAITING_FOR_LEADER, ReportAct.APPROVE): ReportState.SENT,
    (ReportState.WAITING_FOR_LEADER, ReportAct.SEND_BACK): ReportState.DRAFT,
    (ReportState.WAITING_FOR_LEADER, ReportAct.WITHDRAW): ReportState.DRAFT,
    (ReportState.WAITING_FOR_LEADER, ReportAct.SEND): ReportState.SENT,
    (ReportState.SENT, ReportAct.WITHDRAW): ReportState.WITHDRAWN,
    (ReportState.WITHDRAWN, ReportAct.SUBMIT): ReportState.WAITING_FOR_LEADER,
    (ReportState.WITHDRAWN, ReportAct.SEND): ReportState.SENT,
    (ReportState.SENT, ReportAct.JUDGE): ReportState.IN_REVIEW,
    (ReportState.SENT, ReportAct.ASK_MORE): ReportState.MORE_ASKED,
    (ReportState.IN_REVIEW, ReportAct.ASK_MORE): ReportState.MORE_ASKED,
    (ReportState.MORE_ASKED, ReportAct.ANSWERED): ReportState.IN_REVIEW,
    (ReportState.IN_REVIEW, ReportAct.ASSESS): ReportState.ASSESSED,
    (ReportState.ASSESSED, ReportAct.ASK_MORE): ReportState.MORE_ASKED,
    (ReportState.ASSESSED, ReportAct.RESUME): ReportState.IN_REVIEW,
    (ReportState.ASSESSED, ReportAct.CLOSE): ReportState.CLOSED,
    (ReportState.SENT, ReportAct.REOPEN): ReportState.REOPENED,
    (ReportState.IN_REVIEW, ReportAct.REOPEN): ReportState.REOPENED,
    (ReportState.MORE_ASKED, ReportAct.REOPEN): ReportState.REOPENED,
    (ReportState.ASSESSED, ReportAct.REOPEN): ReportState.REOPENED,
    (ReportState.CLOSED, ReportAct.REOPEN): ReportState.REOPENED,
    (ReportState.REOPENED, ReportAct.SUBMIT): ReportState.REOPENED,
    (ReportState.REOPENED, ReportAct.SEND_BACK): ReportState.REOPENED,
    (ReportState.REOPENED, ReportAct.APPROVE): ReportState.SENT,
    (ReportState.REOPENED, ReportAct.SEND): ReportState.SENT,
}
"""The whole table; what is not here cannot happen. SEND where a leader must approve: the leader signed on paper. What
was opened again counts as sent all the time, so going back to the leader does not make it owed once more.
"""

CONFIRMED = frozenset({ReportState.ASSESSED, ReportState.CLOSED})
"""A report that offices have confirmed is opened again only when a second person agrees."""


_KEY = re.compile(r"(?P<unit>\d{1,18})\.(?P<rule>\d{1,18})\.(?P<period>[1-9]\d{3}-[0-9A-Za-z-]{1,12})", re.ASCII)
"""Numbers no longer than every database takes, and a year with a rule's code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportKey:
    """Names a report before it exists in any table: the unit, the rule and the period's key."""

    unit: UnitId
    rule: RuleId
    period: str

    def __str__(self) -> str:
        """The form in which links and logs carry it: "12.3.2023-H1"."""
        return f"{self.unit}.{self.rule}.{self.period}"

    @classmethod
    def read(cls, text: str) -> ReportKey | None:
        """The key that such a form names; None for anything else, whoever forged it."""
        found = _KEY.fullmatch(text)
        if found is None:
            return None
        return cls(unit=UnitId(int(found["unit"])), rule=RuleId(int(found["rule"])), period=found["period"])


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCell:
    """What the plan document says of one criterion of one commune."""

    met: bool
    """The baseline verdict "x": self-assessed by the commune and dated by the document."""
    target_year: int | None
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageSum:
    """What the villages' plain counts add up to for one commune indicator."""

    numerator: int
    denominator: int | None
    reported: int
    """Villages that gave the count …"""
    villages: int
    """… of so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Proof that a report left: numbered, with time and who looks at it next."""

    number: str
    """"12/2023-H1/03"."""
    at: datetime
    items: int
    """Answered items of so many …"""
    of: int
    photos: int
    """Stored photos only."""
    next_reader: str
    approved_on_paper: str = ""
    """Number and date of the signed paper where the leader is not in the bot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that a person filling, checking or approving a report must know. Mappings are by indicator code unless
    said.
    """

    key: ReportKey
    id: ReportId | None = None
    """None until somebody has opened it."""
    unit: Unit
    superior: Unit | None = None
    """The unit it is owed to."""
    period: Period
    form: CriteriaSet
    region: str | None
    state: ReportState = ReportState.DRAFT
    answers: Mapping[str, Answer] = field(default_factory=dict)
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    last: Mapping[str, LastKnown] = field(default_factory=dict)
    plan: Mapping[str, PlanCell] = field(default_factory=dict)
    """By criterion code."""
    posts: Mapping[str, str] = field(default_factory=dict)
    """The post an indicator is assigned to; absent: the officer in charge."""
    village_sums: Mapping[str, VillageSum] = field(default_factory=dict)
    villages_reported: int = 0
    villages: int = 0
    has_leader: bool = False
    """Whether a leader of the unit has joined."""
    leader_note: str = ""
    """Why the leader sent it back, while that stands."""
    receipt: Receipt | None = None
    reviews: Mapping[str, ItemReview] = field(default_factory=dict)
    """Where each item stands with its office, once the report has left."""
    opened_above: bool = False
    """Whether somebody above has opened it; then it can no longer be withdrawn freely."""
    replaced_by: str = ""
    """Title of what stands in the place of its unit, where that is no more: report there now."""
    beside: Beside | None = None
    """Of a periodic report: what is known of its items."""

    @property
    def total(self) -> int:
        """How many indicators the form has."""
        return len(self.form.indicators)

    @property
    def needs_leader(self) -> bool:
        """Whether a leader approves it before it leaves: a commune's report or dossier. A few questions are answered
        directly.
        """
        signed = self.form.periodic or self.form.of_dossier
        asked = self.form.purpose is Purpose.QUESTIONS and not signed
        return self.unit.kind.level is Level.COMMUNE and not asked

    @property
    def may_name_paper(self) -> bool:
        """Whether the paper that was signed can be named when it is sent: a district's leaders sign on paper, if
        at all.
        """
        return self.needs_leader or self.unit.kind.level is Level.DISTRICT

    def locked(self, today: date) -> bool:
        """Whether it takes nothing any more: after the lock, unless a manager has opened it again."""
        if self.state is ReportState.REOPENED:
            return False
        return self.state is ReportState.CLOSED or self.period.locked(today)

    def takes(self, code: str, today: date) -> bool:
        """Whether the item takes another answer: what an office has judged only when it asks for more."""
        review = self.reviews.get(code)
        if review is None or self.state is ReportState.REOPENED:
            return not self.locked(today)
        return review.asked or (review.unjudged and not self.locked(today))

    def takes_evidence(self, code: str, today: date) -> bool:
        """Whether the item takes more evidence: what an office has asked about until the next verdict, also when the
        first photo has answered it.
        """
        review = self.reviews.get(code)
        asked = self.state is not ReportState.CLOSED and review is not None and review.asked_before
        return asked or self.takes(code, today)

    def answered(self, code: str) -> bool:
        """Whether the item is no longer open."""
        answer = self.answers.get(code)
        return answer is not None and answer.given

    @property
    def given(self) -> int:
        """How many items are no longer open."""
        return sum(self.answered(indicator.code) for indicator in self.form.indicators)

    def open_items(self) -> tuple[Indicator, ...]:
        """The open items in asking order: what can be known at once first, the hard figures last."""
        given = {code for code, answer in self.answers.items() if answer.given}
        still_open = [indicator for indicator in self.form.indicators if indicator.code not in given]
        return tuple(sorted(still_open, key=lambda indicator: indicator.hard))

    def items_of(self, posts: frozenset[str]) -> tuple[Indicator, ...]:
        """The items these posts answer; all of them where no post is named or none is assigned anything."""
        if not posts or not self.posts:
            return self.form.indicators
        return tuple(indicator for indicator in self.form.indicators if self.post_of(indicator) in posts)

    def before(self, code: str, posts: frozenset[str]) -> str:
        """The code of the item before that one, answered or not, among the items of these posts; "" before the first.

        Whoever looks at an item of somebody else goes through all items.
        """
        codes = [indicator.code for indicator in self.items_of(posts)]
        if code not in codes:
            codes = [indicator.code for indicator in self.form.indicators]
        place = codes.index(code) if code in codes else 0
        return codes[place - 1] if place else ""

    def post_of(self, indicator: Indicator) -> str:
        """The post that answers it; empty: the officer in charge."""
        return self.posts.get(indicator.code, "")

    def waiting_by_post(self) -> tuple[tuple[str, int], ...]:
        """How many open items each post still has, most first; items of the officer in charge are not among them."""
        counts = Counter(post for indicator in self.open_items() if (post := self.post_of(indicator)))
        return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))

    def state_of(self, code: str) -> State:
        """The self-assessed state of an indicator in this report."""
        answer = self.answers.get(code)
        return answer.state if answer else State.NOT_REPORTED

    def criterion_state(self, criterion: Criterion) -> State:
        """The self-assessed state of a criterion in this report."""
        return criterion_state(self.state_of(indicator.code) for indicator in criterion.indicators if indicator.judged)

    def promised(self, year: int) -> tuple[Criterion, ...]:
        """The criteria that the plan promises for that year."""
        return tuple(
            criterion
            for criterion in self.form.criteria
            if (cell := self.plan.get(criterion.code)) is not None and not cell.met and cell.target_year == year
        )

    def owed_from_before(self) -> tuple[tuple[int, tuple[Criterion, ...]], ...]:
        """Promises of earlier years that neither this report nor what was last known shows as met, by year."""
        owed: dict[int, list[Criterion]] = {}
        for criterion in self.form.criteria:
            cell = self.plan.get(criterion.code)
            if cell is None or cell.met or cell.target_year is None or cell.target_year >= self.period.year:
                continue
            if not self._shown_met(criterion):
                owed.setdefault(cell.target_year, []).append(criterion)
        return tuple((year, tuple(owed[year])) for year in sorted(owed))

    def _shown_met(self, criterion: Criterion) -> bool:
        states = [
            self.state_of(indicator.code)
            if self.answered(indicator.code)
            else (self.last[indicator.code].state if indicator.code in self.last else State.NOT_REPORTED)
            for indicator in criterion.indicators
            if indicator.judged
        ]
        return criterion_state(states).counts_as_met

    def was_met(self, indicator: Indicator) -> bool:
        """Whether the indicator was met before: by what was last known of it, else by the plan's baseline of its
        criterion.
        """
        known = self.last.get(indicator.code)
        if known is not None:
            return known.state in {State.MET, State.UNSTABLE}
        cell = self.plan.get(indicator.criterion)
        return cell is not None and cell.met

    def lost(self) -> tuple[Indicator, ...]:
        """Items met before and answered as not met now."""
        return tuple(
            indicator
            for indicator in self.form.indicators
            if self.state_of(indicator.code) is State.NOT_MET and self.was_met(indicator)
        )

    def can_stay(self, indicator: Indicator) -> bool:
        """Whether "unchanged" may cover the item: met before, does not lapse silently, and nothing is missing to
        repeat it.

        A status can be repeated from the baseline verdict alone; a figure only when the figure itself is known.
        """
        if indicator.lapses or not indicator.judged or self.answered(indicator.code) or not self.was_met(indicator):
            return False
        known = self.last.get(indicator.code)
        return indicator.measure is Measure.STATUS or (known is not None and known.figure is not None)

    def staying(self, criterion: Criterion, posts: frozenset[str]) -> tuple[Indicator, ...]:
        """The items of the criterion that these posts can confirm as unchanged."""
        own = {indicator.code for indicator in self.items_of(posts)}
        return tuple(
            indicator for indicator in criterion.indicators if indicator.code in own and self.can_stay(indicator)
        )

    def unchanged_candidates(self, posts: frozenset[str]) -> tuple[Criterion, ...]:
        """Criteria that these posts can confirm as unchanged: nothing promised for this year or owed, and at least
        one item can stay.
        """
        return tuple(
            criterion
            for criterion in self.form.criteria
            if not ((cell := self.plan.get(criterion.code)) is not None and not cell.met)
            and self.staying(criterion, posts)
        )

    def photos(self) -> int:
        """Photos whose bytes are stored."""
        return sum(
            piece.pieces
            for pieces in self.evidence.values()
            for piece in pieces
            if piece.kind is EvidenceKind.PHOTO and piece.state is EvidenceState.STORED
        )
