"""Facts a turn runs on, and the needs by which a dialogue asks for them. Facts are read in the turn's own transaction.

A dialogue asks by its frame alone, so what is loaded can be told before anything runs. A fact that was not asked for
is a fault
of ours and says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from conversations.engine.words import SOURCE, Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from conversations.engine.ask import Ask, Found_co
    from conversations.engine.asks import AnyAsk
    from conversations.programme.answer import Answer, EvidenceCount
    from conversations.programme.calendar import Period, ReportingRule
    from conversations.programme.criteria import Indicator
    from conversations.programme.handover import TookOver
    from conversations.programme.ids import PersonId, RuleId, SetId, UnitId
    from conversations.programme.owed import OwedReport, Unattended
    from conversations.programme.person import Person, Role
    from conversations.programme.report import Receipt, Report, ReportKey, ReportState
    from conversations.programme.review import Event
    from conversations.programme.unit import Level, Unit
    from conversations.programme.wishes import Absence, PromisedDay


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What to load. Everything absent costs nothing."""

    report: ReportKey | None = None
    due: bool = False
    """The reports that this person's units owe now, have sent lately, and had begun when they were locked."""
    invitation: str = ""
    unit: UnitId | None = None
    """A unit with its villages (or communes), their reports of the present period, and its people."""
    asks: tuple[AnyAsk, ...] = ()
    """Anything else: see engine/asks.py."""
    shown: tuple[AnyAsk, ...] = ()
    """The same, but of the screen alone: whoever presses there and goes elsewhere does not wait for it."""

    @property
    def to_take(self) -> Needs:
        """What an input at the frame is answered with."""
        return replace(self, shown=()) if self.shown else self

    @property
    def report_alone(self) -> bool:
        """Whether a report is all that is needed."""
        return not (self.due or self.invitation or self.unit or self.asks or self.shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSummary:
    """One report in a list."""

    key: ReportKey
    unit: Unit
    period: Period
    state: ReportState
    given: int
    of: int
    receipt: Receipt | None = None
    replaced_by: str = ""
    """Title of what stands in its unit's place, where that is no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWish:
    """A report that this person may be reminded of, with the day by which it was promised."""

    summary: ReportSummary
    promised: PromisedDay | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """This person is away from a unit; the substitute's name, "" where nobody was named."""

    unit: Unit
    absence: Absence
    substitute: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAbsences:
    """left: units of which this person said to be no longer in charge. away: of today and later."""

    left: tuple[Unit, ...] = ()
    away: tuple[Away, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedPeriod:
    """A period whose report so many units still owe."""

    rule: RuleId
    period: Period
    units: int
    kinds: str = ""
    """What these units are called: "xã", "xã, thị trấn"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwingUnit:
    """A unit that still owes. people: who would be told. twice: of them, who has had both reminders of the day."""

    report: OwedReport
    unattended: Unattended | None = None
    people: frozenset[PersonId] = frozenset()
    twice: frozenset[PersonId] = frozenset()
    last_active: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindFacts:
    """periods: the most urgent first. of: the one in question, with the units that owe it in Vietnamese order."""

    unit: Unit
    periods: tuple[OwedPeriod, ...] = ()
    of: OwedPeriod | None = None
    owing: tuple[OwingUnit, ...] = ()
    stopped: bool = False
    """Nothing leaves now, by an admin's word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleFacts:
    """ticked_until: up to when the calendar was followed; None: never yet. stopped_at: since when nothing leaves."""

    ticked_until: datetime | None = None
    stopped_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What an invitation offers. problem: "" or "unknown", "expired", "used_up", "withdrawn"."""

    code: str
    problem: str = ""
    role: Role | None = None
    unit: Unit | None = None
    superior: Unit | None = None
    post: str = ""
    asks_phone: bool = False
    operator: str = ""
    """Who runs the assistant, for the consent text."""
    kept_until: date | None = None
    already_held: bool = False
    """The person already holds this role there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody with a role at a unit."""

    person: PersonId
    name: str
    role: Role
    post: str = ""
    phone: str = ""
    in_charge: bool = True
    """False: by their own word no longer in charge there, though the role goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFacts:
    """A unit, what stands below it, and who works there."""

    unit: Unit
    superior: Unit | None = None
    below: tuple[ReportSummary, ...] = ()
    """Villages of a commune (communes of a district) with their report of the present period, in Vietnamese order."""
    colleagues: tuple[Colleague, ...] = ()
    report: Report | None = None
    """The unit's own report that is due now, where it owes one."""
    other_set: bool = False
    """A loaded crosswalk leads from or to the set of that report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """One version of a figure in one period."""

    period: str
    answer: Answer
    by: str
    """Name and post, or the pseudonym of somebody erased."""
    key: ReportKey | None = None
    evidence: EvidenceCount | None = None
    """What the report has for this indicator; said once, with its newest version on the page."""
    may_open: bool = False
    """Whether whoever looks may see that evidence."""
    unit: str = ""
    """Title of the unit whose report it was, where that is one before this unit."""
    said: tuple[Event, ...] = ()
    """What the office, the commune and the manager said of this very version, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """Versions of a figure, newest first. before: how many newer ones there are; total: of all."""

    entries: tuple[HistoryEntry, ...] = ()
    before: int = 0
    total: int = 0
    unit: Unit | None = None
    """Whose figure it is, and …"""
    indicator: Indicator | None = None
    """… which, as the newest version's set has it; None where there is no version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlinesFacts:
    """What an admin can set deadlines for. Everything is of the units this person administers."""

    rules: tuple[ReportingRule, ...] = ()
    """Those in force or to come, one for each report, in the order of their units and codes."""
    receivers: tuple[Unit, ...] = ()
    """The units to which reports can be owed, highest first."""
    below: tuple[Unit, ...] = ()
    """The units anywhere below the one asked for."""
    sets: tuple[tuple[SetId, Level, str], ...] = ()
    """The criteria sets that can be filled in: id, level, title."""

    def unit(self, unit: UnitId) -> Unit | None:
        """The unit of that number, among the receivers."""
        return next((one for one in self.receivers if one.id == unit), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """now: aware, in the programme's zone. Properties below raise where a fact was not asked for."""

    now: datetime
    words: Words = SOURCE
    person: Person | None = None
    plain: bool = False
    """The channel has no buttons: links to commands are named in words."""
    loaded: Needs = field(default_factory=Needs)
    report_found: Report | None = None
    """None with a need for it: the unit does not owe such a report, or the person may not see it."""
    took_over: TookOver | None = None
    """Where the report is not found: who took the unit's work over from this person, if somebody did."""
    due: tuple[ReportSummary, ...] = ()
    lately_sent: tuple[ReportSummary, ...] = ()
    locked: tuple[ReportSummary, ...] = ()
    """Begun and never sent; nothing is taken any more."""
    coming: tuple[ReportSummary, ...] = ()
    """Where nothing is due: what will be next. Its time has not begun."""
    invitation_found: Invitation | None = None
    unit_found: UnitFacts | None = None
    answers: Mapping[AnyAsk, object] = field(default_factory=dict)
    """To the asks; read with `answer`."""

    def answer(self, ask: Ask[Found_co]) -> Found_co | None:
        """What was asked for; None: there is no such thing, or it is not for this person to see."""
        return cast("Found_co | None", self.answers[cast("AnyAsk", ask)])

    @property
    def today(self) -> date:
        """The day of the turn."""
        return self.now.date()

    @property
    def somebody(self) -> Person:
        """The person, where only joined people can be."""
        if self.person is None:
            raise LookupError("person")
        return self.person

    @property
    def report(self) -> Report:
        """The report asked for."""
        if self.report_found is None:
            raise LookupError("report")
        return self.report_found

    @property
    def invitation(self) -> Invitation:
        """The invitation asked for."""
        if self.invitation_found is None:
            raise LookupError("invitation")
        return self.invitation_found

    @property
    def unit(self) -> UnitFacts:
        """The unit asked for."""
        if self.unit_found is None:
            raise LookupError("unit")
        return self.unit_found
