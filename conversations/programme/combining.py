"""Where a unit stands that takes the place of others: each value by the rule declared for it, and nothing invented.

Counts are added up, shares worked out again from their parts, a status is met only where it was met everywhere. What
the parts do not prove is unknown and reported anew. A whole that is divided proves next to nothing of its parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from conversations.programme.answer import Figure, State
from conversations.programme.criteria import Combining
from conversations.programme.judgement import criterion_state, judge
from conversations.programme.plan_rows import Met, PlanValue, Target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.programme.answer import LastKnown
    from conversations.programme.criteria import Indicator
    from conversations.programme.report import PlanCell


@dataclass(frozen=True, slots=True, kw_only=True)
class StartingValue:
    """What an indicator of a new unit begins with. NOT_REPORTED without a figure: unknown, to be reported."""

    indicator: str
    rule: Combining
    state: State
    figure: Figure | None = None

    @property
    def known(self) -> bool:
        """Whether there is anything to begin with."""
        return self.state is not State.NOT_REPORTED or self.figure is not None


def merged(indicator: Indicator, parts: Sequence[LastKnown | None], *, region: str | None, year: int) -> StartingValue:
    """What units that become one begin with. parts: what was last known of each, None where nothing was."""
    rule = indicator.combined
    counted = [part for part in parts if part is None or part.state is not State.NOT_APPLICABLE]
    if not counted:
        nowhere = State.NOT_APPLICABLE if parts else State.NOT_REPORTED
        return StartingValue(indicator=indicator.code, rule=rule, state=nowhere)
    figure = _figure(rule, [None if part is None else part.figure for part in counted])
    judged = judge(indicator, figure.exact, region=region, year=year) if figure is not None else None
    state = judged or _agreed([State.NOT_REPORTED if part is None else part.state for part in counted], rule)
    if not indicator.judged:
        state = State.NOT_REPORTED
    return StartingValue(indicator=indicator.code, rule=rule, state=state, figure=figure)


def divided(indicator: Indicator, whole: LastKnown | None, *, region: str | None, year: int) -> StartingValue:
    """What each part of a divided unit begins with: only all of a share, or nothing at all, holds in every part."""
    rule = indicator.combined
    figure = whole.figure if whole is not None else None
    everywhere = figure is not None and (figure.exact == 0 or (rule is Combining.SHARE and figure.exact == 100))
    if figure is None or not everywhere or rule not in {Combining.SUM, Combining.SHARE}:
        return StartingValue(indicator=indicator.code, rule=rule, state=State.NOT_REPORTED)
    state = judge(indicator, figure.exact, region=region, year=year) if indicator.judged else None
    same = Figure(value=figure.value)  # its parts were those of the whole
    return StartingValue(indicator=indicator.code, rule=rule, state=state or State.NOT_REPORTED, figure=same)


def _figure(rule: Combining, figures: Sequence[Figure | None]) -> Figure | None:
    """None: the values do not add up to anything, or one of them is missing."""
    given = [figure for figure in figures if figure is not None]
    if len(given) < len(figures):
        return None
    if rule is Combining.SUM:
        return Figure(value=sum((figure.value for figure in given), Decimal(0)))
    if rule is not Combining.SHARE:
        return None
    above = [figure.numerator for figure in given if figure.numerator is not None]
    below = [figure.denominator for figure in given if figure.denominator]
    if len(above) == len(below) == len(given):
        value = Decimal(sum(above) * 100) / Decimal(sum(below))
        return Figure(value=value, numerator=sum(above), denominator=sum(below))
    # the same share everywhere is the share of the whole, however large the parts are
    return Figure(value=given[0].value) if len({figure.exact for figure in given}) == 1 else None


def _agreed(states: Sequence[State], rule: Combining) -> State:
    """The state where no figure decides: a status by all, an average only where all are on the same side."""
    state = criterion_state(states)
    if rule is Combining.ALL_MET or state is not State.NOT_MET:
        return state
    return State.NOT_MET if all(one is State.NOT_MET for one in states) else State.NOT_REPORTED


def merged_cell(cells: Sequence[PlanCell | None], before: Sequence[State], now: Sequence[State]) -> PlanValue | None:
    """What a criterion's plan says of the new unit. before: where each unit stood; now: its indicators' new states.

    None: one of the units is unknown. The year is the latest: all parts have reached it by then.
    """
    state = criterion_state(now)
    if state is State.NOT_REPORTED:
        state = criterion_state(before)
    if state is State.NOT_REPORTED:
        return None
    if state.counts_as_met:
        return Met()
    years = [
        None if cell is None else cell.target_year
        for cell, stood in zip(cells, before, strict=True)
        if not stood.counts_as_met
    ]
    given = [year for year in years if year is not None]
    return Target(year=max(given) if given and len(given) == len(years) else None)


def divided_cell(cell: PlanCell | None) -> PlanValue | None:
    """What a criterion's plan says of each part: the promise goes on, what was met is to be shown again."""
    return None if cell is None or cell.met else Target(year=cell.target_year)
