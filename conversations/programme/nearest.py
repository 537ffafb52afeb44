"""What a unit lacks, and which criteria it is nearest to: from the thresholds, the last figures and the plan.

What is said to take the least money comes first; of the others the nearest is what has the fewest indicators open and
the smallest part of each left. Only what is known counts: an indicator of which nothing is known is told apart and
never guessed, and so is a cost that nobody stated.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from conversations.programme.answer import LastKnown, State
from conversations.programme.criteria import WITHOUT_FIGURE, Direction, Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from conversations.programme.answer import Figure
    from conversations.programme.criteria import CriteriaSet, Criterion, Indicator
    from conversations.programme.criterion_cost import CriterionCost
    from conversations.programme.report import PlanCell, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One indicator that keeps its criterion from being met. figure and required None: not known, or none is asked."""

    indicator: Indicator
    figure: Figure | None = None
    required: Decimal | None = None

    @property
    def left(self) -> Fraction | None:
        """How far the figure is from what is required, in the indicator's unit; for a share in percentage points."""
        if self.figure is None or self.required is None:
            return None
        exact, required = self.figure.exact, Fraction(self.required)
        left = required - exact if self.indicator.direction is Direction.AT_LEAST else exact - required
        return left if left > 0 else None

    @property
    def counted(self) -> int | None:
        """How many more of the whole, where a share to be raised is known by its parts."""
        figure, required = self.figure, self.required
        if figure is None or required is None or figure.numerator is None or not figure.denominator:
            return None
        if self.indicator.measure is not Measure.PERCENT or self.indicator.direction is not Direction.AT_LEAST:
            return None
        more = ceil(Fraction(required) * figure.denominator / 100) - figure.numerator
        return more if more > 0 else None

    @property
    def part(self) -> Fraction:
        """Which part of the way is left, from 0 to 1; 1 where it cannot be told."""
        if self.left is None or not self.required:
            return Fraction(1)
        return min(Fraction(1), self.left / Fraction(self.required))


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """One criterion that is not met. unknown: its judged indicators of which nothing is known."""

    criterion: Criterion
    gaps: tuple[Gap, ...]
    unknown: tuple[Indicator, ...]
    target_year: int | None
    cost: CriterionCost | None = None
    """What it still takes, where somebody has said so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """What one unit lacks. offices: by indicator, who judges it. costs: by criterion, what it still takes."""

    report: Report
    offices: Mapping[str, tuple[str, ...]]
    costs: Mapping[str, CriterionCost]

    @property
    def nearest(self) -> tuple[Near, ...]:
        """Every criterion that is not met, the cheapest and then the nearest first."""
        return cheapest_first(nearest(self.report), self.costs)


def cheapest_first(found: Iterable[Near], costs: Mapping[str, CriterionCost]) -> tuple[Near, ...]:
    """With what each is said to take, the least first; then those of which nobody said it, the nearest first."""
    return tuple(sorted((replace(near, cost=costs.get(near.criterion.code)) for near in found), key=_distance))


def least_left(found: Iterable[Lacking]) -> tuple[Lacking, ...]:
    """Those that lack something, the fewest criteria first, of equals the one whose next is nearer."""
    there = [(one, near) for one in found if (near := one.nearest)]
    return tuple(one for one, near in sorted(there, key=lambda pair: (len(pair[1]), _distance(pair[1][0]))))


def nearest(report: Report) -> tuple[Near, ...]:
    """Every criterion that is not met, the nearest first: what this report says, else what was last known, else the
    plan's baseline. Without costs.
    """
    here = {code: LastKnown(state=one.state, figure=one.figure) for code, one in report.answers.items() if one.given}
    known = {**report.last, **here}
    return nearest_of(report.form, known, report.plan, region=report.region, year=report.period.year)


def nearest_of(
    form: CriteriaSet,
    known: Mapping[str, LastKnown],
    plan: Mapping[str, PlanCell],
    *,
    region: str | None,
    year: int,
) -> tuple[Near, ...]:
    """The same without a report. known: by indicator. plan: by criterion. region, year: of what is required."""
    at = _Looking(known=known, plan=plan, region=region, year=year)
    found = [near for criterion in form.criteria if (near := _near(at, criterion)) is not None]
    return tuple(sorted(found, key=_distance))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looking:
    known: Mapping[str, LastKnown]
    plan: Mapping[str, PlanCell]
    region: str | None
    year: int


def _distance(near: Near) -> tuple[bool, int, bool, int, Fraction]:
    """What has a cost comes first, the cheapest of it; then what is known: fewer indicators, the smaller part left."""
    return (
        near.cost is None,
        0 if near.cost is None else near.cost.total,
        bool(near.unknown),
        len(near.gaps) + len(near.unknown),
        sum((gap.part for gap in near.gaps), Fraction(0)),
    )


def _near(at: _Looking, criterion: Criterion) -> Near | None:
    cell = at.plan.get(criterion.code)
    gaps: list[Gap] = []
    unknown: list[Indicator] = []
    for indicator in criterion.indicators:
        if not indicator.judged:
            continue
        state, figure = _known(at, indicator)
        if state is State.NOT_REPORTED:
            unknown.append(indicator)
        elif state is State.NOT_MET:
            gaps.append(_gap(at, indicator, figure))
    unmet_by_plan = bool(unknown) and cell is not None and not cell.met
    if not gaps and not unmet_by_plan:
        return None
    # what the baseline calls met is not asked about because another indicator of it fell
    open_ones = tuple(unknown) if cell is None or not cell.met else ()
    target_year = cell.target_year if cell is not None else None
    return Near(criterion=criterion, gaps=tuple(gaps), unknown=open_ones, target_year=target_year)


def _known(at: _Looking, indicator: Indicator) -> tuple[State, Figure | None]:
    known = at.known.get(indicator.code)
    return (State.NOT_REPORTED, None) if known is None else (known.state, known.figure)


def _gap(at: _Looking, indicator: Indicator, figure: Figure | None) -> Gap:
    required = None
    if indicator.measure not in WITHOUT_FIGURE:
        required = indicator.threshold(region=at.region, year=at.year)
    return Gap(indicator=indicator, figure=figure, required=required)
