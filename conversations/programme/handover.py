"""A handover: which roles pass from whom to whom, and what is open with them on that day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from conversations.programme.calendar import Period
    from conversations.programme.ids import PersonId
    from conversations.programme.person import Grant
    from conversations.programme.report import ReportKey, ReportState
    from conversations.programme.unit import Unit
    from conversations.programme.wishes import PromisedDay


@dataclass(frozen=True, slots=True, kw_only=True)
class TookOver:
    """Who took something of a unit over from somebody, by name, and since when."""

    successor: PersonId
    name: str
    unit: str
    """As it stands in a sentence."""
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReport:
    """A report that has not left. given of `of` items; for a post only its own items are counted."""

    key: ReportKey
    unit: Unit
    period: Period
    state: ReportState
    given: int
    of: int
    post: str = ""
    promised: PromisedDay | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedBelow:
    """So many units still owe a manager's unit this period's report."""

    unit: Unit
    period: Period
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedBack:
    """Items of one sent report of which offices want more; codes in the order in which they were asked."""

    unit: Unit
    period: Period
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskNow:
    """What lies before an office: items to be judged, and items that communes still have to answer."""

    unit: Unit
    waiting: int
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DifficultiesNow:
    """Difficulties of a unit: its own that are not closed, and those that wait for its answer."""

    unit: Unit
    own: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverView:
    """What would pass, or why nothing can."""

    handover: Handover | None = None
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """What passes on that day. The names are those that others know the two by."""

    giver: PersonId
    giver_name: str
    successor: PersonId
    successor_name: str
    grants: tuple[Grant, ...]
    on: date
    open: tuple[OpenReport, ...] = ()
    """The most urgent first."""
    below: tuple[OwedBelow, ...] = ()
    asked: tuple[AskedBack, ...] = ()
    desks: tuple[DeskNow, ...] = ()
    difficulties: tuple[DifficultiesNow, ...] = ()
    coming: tuple[tuple[Unit, Period], ...] = ()
    """What is due next where nothing is open."""
    stands_in_for: tuple[str, ...] = ()
    """Colleagues who are away and had named the giver: the successor is reminded instead of them now."""
    successor_away_until: date | None = None
    """The last day on which the successor is away from one of these units, by their own word."""
