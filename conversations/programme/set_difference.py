"""What a new version of a criteria set changes: items, measures, thresholds; and which communes' criteria would stand
differently if their last answers were judged by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.judgement import judge
from conversations.programme.status import Reported, commune_status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from conversations.programme.answer import LastKnown, State
    from conversations.programme.criteria import CriteriaSet, Indicator
    from conversations.programme.report import PlanCell
    from conversations.programme.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdChange:
    """A value required of an indicator, in a region and year or in any. None: there is none."""

    indicator: str
    region: str | None
    year: int | None
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDifference:
    """Codes, in the order of their set."""

    new_criteria: tuple[str, ...]
    dropped_criteria: tuple[str, ...]
    new: tuple[str, ...]
    dropped: tuple[str, ...]
    measured_otherwise: tuple[str, ...]
    reworded: tuple[str, ...]
    thresholds: tuple[ThresholdChange, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing changes that anybody is asked or judged by."""
        return self == SetDifference(
            new_criteria=(), dropped_criteria=(), new=(), dropped=(), measured_otherwise=(), reworded=(), thresholds=()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChange:
    """A commune's criterion that would stand differently."""

    unit: str
    criterion: str
    before: State | None
    after: State | None
    """None: the criterion is not in that version."""


def difference(old: CriteriaSet, new: CriteriaSet) -> SetDifference:
    """Items are the same by their code."""
    before = {criterion.code for criterion in old.criteria}
    after = {criterion.code for criterion in new.criteria}
    kept = [(one, other) for other in new.indicators if (one := old.indicator(other.code)) is not None]
    return SetDifference(
        new_criteria=tuple(one.code for one in new.criteria if one.code not in before),
        dropped_criteria=tuple(one.code for one in old.criteria if one.code not in after),
        new=tuple(one.code for one in new.indicators if old.indicator(one.code) is None),
        dropped=tuple(one.code for one in old.indicators if new.indicator(one.code) is None),
        measured_otherwise=tuple(
            other.code
            for one, other in kept
            if (one.measure, one.direction, one.judged) != (other.measure, other.direction, other.judged)
        ),
        reworded=tuple(other.code for one, other in kept if one.question != other.question),
        thresholds=tuple(change for one, other in kept for change in _thresholds(one, other)),
    )


def _thresholds(old: Indicator, new: Indicator) -> list[ThresholdChange]:
    before = {(one.region, one.year): one.value for one in old.thresholds}
    after = {(one.region, one.year): one.value for one in new.thresholds}
    return [
        ThresholdChange(
            indicator=new.code, region=region, year=year, before=before.get((region, year)),
            after=after.get((region, year)),
        )
        for region, year in dict.fromkeys((*before, *after))
        if before.get((region, year)) != after.get((region, year))
    ]  # fmt: skip


def judged_anew(
    known: Mapping[str, LastKnown], said: Mapping[str, Reported], new: CriteriaSet, *, region: str | None, year: int
) -> dict[str, Reported]:
    """What was last said, by the new thresholds: a figure is judged again, a status and what has no threshold stays."""
    found = {}
    for code, one in said.items():
        indicator = new.indicator(code)
        if indicator is None or not indicator.judged:
            continue
        last = known.get(code)
        state = one.state
        if last is not None and last.figure is not None:
            state = judge(indicator, last.figure.exact, region=region, year=year) or state
        found[code] = Reported(state=state, on=one.on)
    return found


def state_changes(
    unit: Unit,
    old: CriteriaSet,
    new: CriteriaSet,
    *,
    plan: Mapping[str, PlanCell],
    said: Mapping[str, Reported],
    anew: Mapping[str, Reported],
) -> tuple[StateChange, ...]:
    """The criteria of one commune that would stand differently, in the order of the new version, dropped ones last."""
    before = commune_status(unit, old, plan=plan, reported=said).criteria
    after = commune_status(unit, new, plan=plan, reported=anew).criteria
    changes = []
    for code in dict.fromkeys((*after, *before)):
        was = before[code].state if code in before else None
        now = after[code].state if code in after else None
        if was is not now:
            changes.append(StateChange(unit=unit.title, criterion=code, before=was, after=now))
    return tuple(changes)
