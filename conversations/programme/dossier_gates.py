"""The conditions of recognition, shown on every dossier: what is known not to hold stops it, what is unknown is named.

Source: Quyết định 18/2022/QĐ-TTg: all criteria of the set; the satisfaction rate as required; no outstanding
construction debt; not "phức tạp về an ninh, trật tự". The rate required of a commune was found in no source.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from conversations.programme.answer import Assessor, State
from conversations.programme.criteria import Gate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from fractions import Fraction

    from conversations.programme.answer import Answer
    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.status import CommuneStatus

_MILLION = 1_000_000


class GateState(StrEnum):
    """Whether a condition holds."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaGate:
    """By the status of the day. missing: codes of criteria not met; unknown: of which nothing is reported."""

    of: int
    confirmed: int
    """Met, by the offices' word …"""
    said: int
    """… and by the unit's own."""
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def state(self) -> GateState:
        """What is missing is known not to hold; where anything is unknown, or no set is, all is unknown."""
        if self.missing:
            return GateState.NOT_MET
        return GateState.UNKNOWN if self.unknown or not self.of else GateState.MET


@dataclass(frozen=True, slots=True, kw_only=True)
class SatisfactionGate:
    """The survey. rate: in percent, exact; value: as it was understood; asked, satisfied: households, where given."""

    rate: Fraction | None = None
    value: Decimal | None = None
    asked: int | None = None
    satisfied: int | None = None
    on: date | None = None
    wanted: Decimal | None = None
    """None: not known."""

    @property
    def state(self) -> GateState:
        if self.rate is None or self.wanted is None:
            return GateState.UNKNOWN
        return GateState.MET if self.rate >= self.wanted else GateState.NOT_MET


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtGate:
    """dong: outstanding construction debt in đồng. listed: by the list of works, which names more than the unit."""

    dong: int | None = None
    on: date | None = None
    listed: bool = False

    @property
    def state(self) -> GateState:
        if self.dong is None:
            return GateState.UNKNOWN
        return GateState.NOT_MET if self.dong else GateState.MET


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityGate:
    """Only whether it is met, never why."""

    state: GateState = GateState.UNKNOWN


AnyGate = CriteriaGate | SatisfactionGate | DebtGate | SecurityGate


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """All four."""

    criteria: CriteriaGate
    satisfaction: SatisfactionGate = SatisfactionGate()
    debt: DebtGate = DebtGate()
    security: SecurityGate = SecurityGate()

    @property
    def all(self) -> tuple[AnyGate, ...]:
        """In the order of the decision."""
        return (self.criteria, self.satisfaction, self.debt, self.security)

    @property
    def shut(self) -> tuple[AnyGate, ...]:
        """Those known not to hold."""
        return tuple(gate for gate in self.all if gate.state is GateState.NOT_MET)


def criteria_gate(status: CommuneStatus | None) -> CriteriaGate:
    """None: nothing is known of the standard's own set here."""
    if status is None:
        return CriteriaGate(of=0, confirmed=0, said=0)
    met = [one for one in status.criteria.values() if one.state.counts_as_met]
    confirmed = sum(one.assessor is Assessor.OFFICE for one in met)
    return CriteriaGate(
        of=len(status.criteria),
        confirmed=confirmed,
        said=len(met) - confirmed,
        missing=tuple(code for code, one in status.criteria.items() if one.state is State.NOT_MET),
        unknown=tuple(code for code, one in status.criteria.items() if one.state is State.NOT_REPORTED),
    )


def gates_of(
    criteria: CriteriaGate,
    form: CriteriaSet | None,
    answers: Mapping[str, Answer],
    *,
    region: str | None,
    year: int,
    owed: tuple[int, date] | None = None,
) -> Gates:
    """All conditions, from the checklist's answers. form None: the dossier has no checklist here.

    owed: by the list of works, in đồng, and the day of that; it counts where the unit names less or nothing. That the
    list names no debt does not say that there is none.
    """
    told = (
        {} if form is None else {one.gate: (one, answers[one.code]) for one in form.indicators if one.code in answers}
    )
    satisfaction = told.get(Gate.SATISFACTION)
    debt = told.get(Gate.DEBT)
    security = told.get(Gate.SECURITY)
    wanted = None if form is None else next((one for one in form.indicators if one.gate is Gate.SATISFACTION), None)
    return Gates(
        criteria=criteria,
        satisfaction=_satisfaction(
            None if satisfaction is None else satisfaction[1],
            None if wanted is None else wanted.threshold(region=region, year=year),
        ),
        debt=_with_listed(DebtGate() if debt is None else _debt(debt[1]), owed),
        security=SecurityGate() if security is None else SecurityGate(state=_met(security[1].state)),
    )


def _satisfaction(answer: Answer | None, wanted: Decimal | None) -> SatisfactionGate:
    if answer is None or answer.figure is None:
        return SatisfactionGate(wanted=wanted)
    figure = answer.figure
    return SatisfactionGate(
        rate=figure.exact,
        value=figure.value,
        asked=figure.denominator,
        satisfied=figure.numerator,
        on=answer.as_of,
        wanted=wanted,
    )


def _debt(answer: Answer) -> DebtGate:
    if answer.figure is None:
        return DebtGate()
    return DebtGate(dong=int((answer.figure.value * _MILLION).to_integral_value()), on=answer.as_of)


def _with_listed(gate: DebtGate, owed: tuple[int, date] | None) -> DebtGate:
    if owed is None or owed[0] <= (gate.dong or 0):
        return gate
    return DebtGate(dong=owed[0], on=owed[1], listed=True)


def _met(state: State) -> GateState:
    if state is State.NOT_REPORTED:
        return GateState.UNKNOWN
    return GateState.MET if state.counts_as_met else GateState.NOT_MET
