"""How a period's reports stand: who owes, who has sent, who in time. The rates are those of DHIS2.

Reporting rate (completeness): reports there over reports expected. On time: those sent by the last day that counts as
in time, over the same expected. Known before the deadline: the first only.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from conversations.programme.report import TRANSITIONS, ReportAct, ReportState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from conversations.programme.calendar import Period
    from conversations.programme.unit import Level, Unit

LATELY = 7
"""Days over which the pace of answering is taken."""


class Outlook(StrEnum):
    """Whether a report will be there in time, and why."""

    APPROVAL = "approval"
    """All that is missing is the leader's word."""
    COMPLETE = "complete"
    """Nothing is missing; it only has to be sent."""
    LIKELY = "likely"
    """At the pace of the last days what is missing will be answered."""
    UNLIKELY = "unlikely"
    """At that pace it will not."""
    NOT_BEGUN = "not_begun"
    """Nothing was answered, so there is no pace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReport:
    """One unit's report of one period, as it was known at a moment."""

    unit: Unit
    state: ReportState = ReportState.DRAFT
    of: int
    missing: tuple[str, ...] = ()
    """Codes of the open items, in the order of the form."""
    answered: tuple[str, ...] = ()
    """Codes of the judged items that are not open."""
    to_judge: tuple[str, ...] = ()
    """Of these, once it has left, those that still wait for their office's word."""
    lately: int = 0
    """Items answered in the last days."""
    last_active: datetime | None = None
    waiting_since: date | None = None
    """Since when it waits for the leader."""
    sent_on: date | None = None
    """The day of the sending that stands."""
    estimates: int = 0
    """Figures that are estimates for a day to come."""

    @property
    def given(self) -> int:
        """Items that are no longer open."""
        return self.of - len(self.missing)

    @property
    def sent(self) -> bool:
        """Whether it has left."""
        return self.state.handed_up

    def outlook(self, days: int) -> Outlook:
        """The forecast with so many days left, today included."""
        if self.state is ReportState.WAITING_FOR_LEADER:
            return Outlook.APPROVAL
        if not self.missing:
            return Outlook.COMPLETE
        if not self.given:
            return Outlook.NOT_BEGUN
        return Outlook.LIKELY if self.lately * days >= len(self.missing) * LATELY else Outlook.UNLIKELY


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One period of one rule with the report of every unit that owes it."""

    period: Period
    owes: Level
    today: date
    reports: tuple[UnitReport, ...]

    @property
    def expected(self) -> int:
        """Reports that are owed."""
        return len(self.reports)

    @property
    def unsent(self) -> tuple[UnitReport, ...]:
        """Those that have not left, in order."""
        return tuple(report for report in self.reports if not report.sent)

    @property
    def sent(self) -> int:
        """Reports that are there."""
        return self.expected - len(self.unsent)

    @property
    def on_time(self) -> int:
        """Reports that came while they counted as in time."""
        return sum(1 for one in self.reports if one.sent_on is not None and one.sent_on <= self.period.grace_ends_on)

    @property
    def rate(self) -> Fraction | None:
        """Reporting rate in percent; None where nothing is expected."""
        return Fraction(100 * self.sent, self.expected) if self.expected else None

    @property
    def on_time_rate(self) -> Fraction | None:
        """On-time rate in percent; None before the last day that counts as in time is over."""
        if not self.expected or self.today <= self.period.grace_ends_on:
            return None
        return Fraction(100 * self.on_time, self.expected)

    @property
    def late(self) -> bool:
        """Whether the last good day is over."""
        return self.period.overdue(self.today)


def state_after(acts: Iterable[ReportAct]) -> ReportState:
    """Where a report stands after these acts, from its beginning."""
    state = ReportState.DRAFT
    for act in acts:
        state = TRANSITIONS.get((state, act), state)
    return state
