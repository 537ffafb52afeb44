"""How the reports stand that are owed below a unit, as known at a moment: what is overdue, and what is due next."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.programme.answer import Nature
from conversations.programme.calendar import periods_between
from conversations.programme.criteria import purpose_of
from conversations.programme.report import ReportAct, ReportState
from conversations.programme.reporting_rate import LATELY, Standing, UnitReport, state_after
from conversations.programme.review import ItemAct
from conversations.programme.unit import Level
from storage.known_reports import known_reports
from storage.rules import rules_of_unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from conversations.programme.calendar import Period, ReportingRule
    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.ids import UnitId
    from conversations.programme.unit import Unit
    from storage.criteria import CriteriaSets
    from storage.database import Transaction
    from storage.known_reports import KnownReport

AHEAD = timedelta(days=30)
"""What is due later is not spoken of yet."""
LOCKED_SHOWN = timedelta(days=90)
"""So long after a period was locked the manager is still asked about it."""
SPOKEN_OF = frozenset({Level.DISTRICT, Level.COMMUNE, Level.OFFICE})
"""Villages' reports are their commune's business."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """A unit, what stands above it, and all units below it. line: the unit, then upwards."""

    line: Sequence[Unit]
    units: Sequence[Unit]
    parents: Mapping[UnitId, UnitId | None] = field(init=False, repr=False, compare=False)
    """Of each of them."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "parents", {one.id: one.parent for one in (*self.units, *self.line)})

    def above(self, unit: Unit) -> tuple[UnitId, ...]:
        """What stands above a unit, the nearest first."""
        found = []
        parent = unit.parent
        while parent is not None:
            found.append(parent)
            parent = self.parents.get(parent)
        return tuple(found)

    def owing(self, rule: ReportingRule) -> tuple[Unit, ...]:
        """The units among these that owe a report by the rule, in order."""
        return tuple(one for one in (self.line[0], *self.units) if rule.asks(one) and rule.unit in self.above(one))


async def standings_of(
    tx: Transaction, sets: CriteriaSets, below: Below, *, at: datetime
) -> tuple[tuple[Standing, ...], tuple[Standing, ...]]:
    """What is overdue and not complete and what is due next; and what is locked without being complete."""
    today = at.date()
    units = [*below.line, *(one for one in below.units if one.kind.level is Level.DISTRICT)]
    present: list[Standing] = []
    locked: list[Standing] = []
    for unit in units:
        for rule in await rules_of_unit(tx, unit.id, known=at):
            if rule.owes not in SPOKEN_OF or not below.owing(rule):
                continue
            periods = periods_between(rule, today - rule.lock_after - LOCKED_SHOWN, today + AHEAD)
            for period in periods:
                if period.covers_from > today:
                    continue
                standing = await _standing(tx, sets, rule, period, below, at=at)
                if standing is None:
                    continue
                if period.locked(today):
                    locked += [standing] if standing.unsent else []
                elif standing.unsent or not standing.late or today <= period.grace_ends_on + timedelta(days=LATELY):
                    present.append(standing)
    present.sort(key=lambda one: (one.period.last_good_day, one.period.title))
    return tuple(present), tuple(locked)


async def _standing(
    tx: Transaction, sets: CriteriaSets, rule: ReportingRule, period: Period, below: Below, *, at: datetime
) -> Standing | None:
    """None: nothing can be filled in for it, or nobody owes it."""
    owing = below.owing(rule)
    known = await known_reports(tx, rule.id, period.key, known=at)
    default = (
        await sets.newest(tx, rule.set_id, known=at)
        if rule.set_id
        else await sets.in_force(tx, rule.owes, day=period.last_good_day, known=at, purpose=purpose_of(rule.form))
    )
    reports = []
    for unit in owing:
        stored = known.get(unit.id)
        form = default if stored is None else await sets.get(tx, stored.set_id, stored.set_version)
        if form is not None:
            reports.append(_report(unit, form, stored, at))
    if not reports:
        return None
    return Standing(period=period, owes=rule.owes, today=at.date(), reports=tuple(reports))


def _report(unit: Unit, form: CriteriaSet, stored: KnownReport | None, at: datetime) -> UnitReport:
    codes = [indicator.code for indicator in form.indicators]
    if stored is None:
        return UnitReport(unit=unit, of=len(codes), missing=tuple(codes))
    given = {code: stored.items[code] for code in codes if code in stored.items and stored.items[code].given}
    state = state_after(act for act, _ in stored.acts)
    return UnitReport(
        unit=unit,
        state=state,
        of=len(codes),
        missing=tuple(code for code in codes if code not in given),
        answered=tuple(indicator.code for indicator in form.indicators if indicator.judged and indicator.code in given),
        to_judge=tuple(
            indicator.code
            for indicator in form.indicators
            if indicator.judged and indicator.code in given and stored.said.get(indicator.code) in _WAITING
        ),
        lately=sum(1 for item in given.values() if item.at > at - timedelta(days=LATELY)),
        last_active=max(
            (*(item.at for item in stored.items.values()), *(moment for _, moment in stored.acts)), default=None
        ),
        waiting_since=_last(stored, ReportAct.SUBMIT) if state is ReportState.WAITING_FOR_LEADER else None,
        sent_on=_sent_first(stored) if state.handed_up else None,
        estimates=sum(1 for item in given.values() if item.nature is Nature.ESTIMATE),
    )


def _last(stored: KnownReport, *acts: ReportAct) -> date | None:
    return max((moment.date() for act, moment in stored.acts if act in acts), default=None)


_WAITING = frozenset({None, ItemAct.REPLY, ItemAct.CHANGE, ItemAct.WISH})
"""Said last of an item that waits for its office; None: nothing yet."""


def _sent_first(stored: KnownReport) -> date | None:
    """The day it was sent; what was withdrawn does not count, and sending what was opened again is no later day."""
    first: date | None = None
    for act, at in stored.acts:
        if act is ReportAct.WITHDRAW:
            first = None
        elif act in {ReportAct.SEND, ReportAct.APPROVE} and first is None:
            first = at.date()
    return first
