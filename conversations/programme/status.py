"""Where communes stand on a day: each criterion's state, from the plan's baseline and from later reports, self-assessed
until the offices have judged it. A commune of which nothing at all is known counts in no average and no bracket.

A baseline verdict on a whole criterion counts until its indicators replace it (all of them answered) or contradict it
(one of them answered as not met: a loss). What was reported before the baseline's day does not count against it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from conversations.programme.answer import Assessor, State
from conversations.programme.judgement import criterion_state

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from conversations.programme.criteria import CriteriaSet, Criterion
    from conversations.programme.report import PlanCell
    from conversations.programme.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What a commune last said of one indicator, and on which day; the office's verdict where there is one."""

    state: State
    on: date
    assessor: Assessor = Assessor.SELF
    as_of: date | None = None
    """The day its figure stands for, where one was named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionStatus:
    """One cell of the table. target_year is the plan's, whatever has been reached since."""

    state: State
    target_year: int | None = None
    lost: bool = False
    """Met by the baseline, answered as not met since."""
    assessor: Assessor = Assessor.SELF
    """Whose word the state is: the offices', once all judged indicators have their verdict."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneStatus:
    """One row of the table; criteria by code, in the order of the set."""

    unit: Unit
    criteria: Mapping[str, CriterionStatus]

    @property
    def met(self) -> int:
        """How many criteria count as met; it says something only where known does."""
        return sum(1 for status in self.criteria.values() if status.state.counts_as_met)

    @property
    def unreported(self) -> int:
        """Of how many criteria nothing is known."""
        return sum(status.state is State.NOT_REPORTED for status in self.criteria.values())

    @property
    def known(self) -> bool:
        """Whether anything is known of it."""
        return self.unreported < len(self.criteria)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """Communes with so many criteria met: from low to high, both included."""

    low: int
    high: int
    communes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The table of a unit. form None: no criteria set is known for the day, so nothing can be said."""

    unit: Unit
    as_of: date
    form: CriteriaSet | None
    communes: tuple[CommuneStatus, ...]
    in_force: CriteriaSet | None = None
    """The set that is valid on the day, where nothing is known under it yet and another one is shown."""

    @property
    def known(self) -> tuple[CommuneStatus, ...]:
        """The communes of which anything is known."""
        return tuple(one for one in self.communes if one.known)

    @property
    def by_criterion(self) -> Mapping[str, int]:
        """Criterion code to the number of communes that meet it."""
        codes = [criterion.code for criterion in self.form.criteria] if self.form else []
        return {
            code: sum(1 for commune in self.communes if commune.criteria[code].state.counts_as_met) for code in codes
        }

    @property
    def total_met(self) -> int:
        """Criteria met, over all communes."""
        return sum(commune.met for commune in self.communes)

    @property
    def total_confirmed(self) -> int:
        """Of the criteria met, those that the offices have confirmed."""
        return sum(
            1
            for commune in self.communes
            for status in commune.criteria.values()
            if status.state.counts_as_met and status.assessor is Assessor.OFFICE
        )

    @property
    def average(self) -> Fraction | None:
        """Criteria met per known commune, exact; None where none is known."""
        known = len(self.known)
        return Fraction(self.total_met, known) if known else None

    @property
    def brackets(self) -> tuple[Bracket, ...]:
        """Known communes by criteria met, the highest first, as the criteria set groups them; none where it does
        not.
        """
        form = self.form
        if form is None or not form.brackets:
            return ()
        lows = [*form.brackets, 0]
        highs = [len(form.criteria), *(low - 1 for low in form.brackets)]
        met = [commune.met for commune in self.known]
        return tuple(
            Bracket(low=low, high=high, communes=sum(1 for count in met if low <= count <= high))
            for low, high in zip(lows, highs, strict=True)
        )

    @property
    def open_by_year(self) -> Mapping[int, int]:
        """Year to the number of criteria that the plan promises for it and that are not met yet."""
        years = Counter(
            status.target_year
            for commune in self.communes
            for status in commune.criteria.values()
            if status.target_year is not None and not status.state.counts_as_met
        )
        return {year: years[year] for year in sorted(years)}


def commune_status(
    unit: Unit, form: CriteriaSet | None, *, plan: Mapping[str, PlanCell], reported: Mapping[str, Reported]
) -> CommuneStatus:
    """One commune's row. plan: by criterion code; reported: by indicator code, the last of each."""
    criteria = form.criteria if form else ()
    return CommuneStatus(
        unit=unit,
        criteria={
            criterion.code: criterion_status(criterion, plan.get(criterion.code), reported) for criterion in criteria
        },
    )


def criterion_status(
    criterion: Criterion, baseline: PlanCell | None, reported: Mapping[str, Reported]
) -> CriterionStatus:
    """One criterion of one commune."""
    judged = [indicator.code for indicator in criterion.indicators if indicator.judged]
    counted = [
        reported[code]
        for code in judged
        if code in reported
        and reported[code].state is not State.NOT_REPORTED
        and (baseline is None or reported[code].on >= baseline.on)
    ]
    said = [one.state for one in counted]
    target_year = baseline.target_year if baseline is not None else None
    if State.NOT_MET in said or (judged and len(said) == len(judged)):
        state = criterion_state(said)
        lost = state is State.NOT_MET and baseline is not None and baseline.met
        confirmed = len(said) == len(judged) and all(one.assessor is Assessor.OFFICE for one in counted)
        assessor = Assessor.OFFICE if confirmed else Assessor.SELF
        return CriterionStatus(state=state, target_year=target_year, lost=lost, assessor=assessor)
    if baseline is None:
        return CriterionStatus(state=State.NOT_REPORTED)
    return CriterionStatus(state=State.MET if baseline.met else State.NOT_MET, target_year=target_year)
