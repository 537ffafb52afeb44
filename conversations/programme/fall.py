"""An item that was met and is not met any more, or whose figure went through its threshold: one alarm, until an office
confirms it or it is corrected.

Source: Nghị quyết 28-NQ/TU of Hà Giang, "các xã sau đạt chuẩn NTM đều có xu hướng tụt giảm tiêu chí".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from conversations.programme.answer import Assessor, State
from conversations.programme.judgement import judge

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.answer import Figure
    from conversations.programme.criteria import Indicator
    from conversations.programme.ids import FallId, ReportId, SetId, UnitId
    from conversations.programme.report import Report
    from conversations.programme.unit import Unit


class Closing(StrEnum):
    """How an alarm ended."""

    CONFIRMED = "confirmed"
    """An office's or a manager's verdict is: not met."""
    CORRECTED = "corrected"
    """A later answer or verdict is: met. Also where a verdict of the same report is taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """How an item stood before, or stands after. assessor None: the plan's baseline."""

    state: State
    figure: Figure | None = None
    assessor: Assessor | None = Assessor.SELF


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """One alarm. closed_at, closing: None while it is open."""

    id: FallId
    unit: UnitId
    set_id: SetId
    set_version: int
    report: ReportId
    indicator: str
    before: Side
    after: Side
    raised_at: datetime
    closing: Closing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFall:
    """An alarm that nobody has confirmed or corrected, as a digest names it."""

    unit: Unit
    indicator: Indicator
    raised_at: datetime


class Step(StrEnum):
    """What a new word on an item means to its alarm."""

    NOTHING = "nothing"
    RAISE = "raise"
    RAISE_CONFIRMED = "raise_confirmed"
    """The office itself says so first: alarm and confirmation are one."""
    CONFIRM = "confirm"
    CORRECT = "correct"


def side_before(report: Report, indicator: Indicator) -> Side:
    """How the item stood before this report: as last confirmed or reported, else by the plan's baseline."""
    known = report.last.get(indicator.code)
    if known is not None:
        return Side(state=known.state, figure=known.figure, assessor=known.assessor)
    cell = report.plan.get(indicator.criterion)
    return Side(state=State.MET if cell is not None and cell.met else State.NOT_REPORTED, assessor=None)


def fell(indicator: Indicator, before: Side, after: Side, *, region: str | None, year: int) -> bool:
    """Whether the item was met and is not now, or its figure went through the threshold of that region and year."""
    if before.state in {State.MET, State.UNSTABLE} and after.state is State.NOT_MET:
        return True
    if before.state is State.NOT_MET or after.assessor is Assessor.OFFICE:
        return False
    if before.figure is None or after.figure is None:
        return False
    then = judge(indicator, before.figure.exact, region=region, year=year)
    now = judge(indicator, after.figure.exact, region=region, year=year)
    return then is State.MET and now is State.NOT_MET


def step_of(latest: Fall | None, report: ReportId, after: Side, *, fallen: bool) -> Step:
    """What comes of it. latest: the last alarm of the item, open or closed; report: in which the word stands.

    What an office has confirmed is not raised again by the same report, and only that report's verdict takes it back.
    """
    is_open = latest is not None and latest.closing is None
    confirmed_here = latest is not None and latest.closing is Closing.CONFIRMED and latest.report == report
    if after.assessor is Assessor.OFFICE:
        if after.state.counts_as_met:
            return Step.CORRECT if is_open or confirmed_here else Step.NOTHING
        if is_open:
            return Step.CONFIRM
        return Step.RAISE_CONFIRMED if fallen and not confirmed_here else Step.NOTHING
    if fallen:
        return Step.NOTHING if is_open or confirmed_here else Step.RAISE
    return Step.CORRECT if is_open and after.state.counts_as_met else Step.NOTHING
