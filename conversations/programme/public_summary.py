"""What everybody may read of a commune: whole criteria, whose word each is, and the year of the plan.

No indicator, no figure, no evidence and no person is in it. What the commune says itself is never called met.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from conversations.programme.answer import Assessor, State

if TYPE_CHECKING:
    from datetime import date

    from conversations.programme.criteria import Criterion
    from conversations.programme.status import CommuneStatus, CriterionStatus, Status
    from conversations.programme.unit import Unit


class PublicState(StrEnum):
    """How one criterion stands for everybody."""

    JUDGED = "judged"
    """The offices have judged it to be met."""
    SAID = "said"
    """The commune says so itself."""
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicCriterion:
    """target_year: of the plan, where it is not met."""

    code: str
    label: str
    state: PublicState
    target_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicCommune:
    """One commune, as of a day."""

    unit: Unit
    as_of: date
    set_title: str
    criteria: tuple[PublicCriterion, ...]

    @property
    def known(self) -> bool:
        """Whether anything is known of it."""
        return self.count(PublicState.UNKNOWN) < len(self.criteria)

    def count(self, state: PublicState) -> int:
        """How many criteria stand so."""
        return sum(one.state is state for one in self.criteria)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPage:
    """A unit's page as its manager looks at it. address: the whole one, "" where none is known; path: its
    last part.
    """

    unit: Unit
    is_open: bool
    by_above: Unit | None
    """The unit above that is open already, so that this one is, too."""
    communes: tuple[PublicCommune, ...]
    address: str
    path: str


def public_communes(status: Status) -> tuple[PublicCommune, ...]:
    """All communes of a status; none where no criteria set is known."""
    form = status.form
    if form is None:
        return ()
    return tuple(
        PublicCommune(
            unit=one.unit,
            as_of=status.as_of,
            set_title=form.title,
            criteria=tuple(_criterion(criterion, one) for criterion in form.criteria),
        )
        for one in status.communes
    )


def _criterion(criterion: Criterion, commune: CommuneStatus) -> PublicCriterion:
    found = commune.criteria[criterion.code]
    state = _state(found)
    open_one = state is not PublicState.JUDGED
    return PublicCriterion(
        code=criterion.code,
        label=criterion.label,
        state=state,
        target_year=found.target_year if open_one else None,
    )


def _state(found: CriterionStatus) -> PublicState:
    if found.state is State.NOT_REPORTED:
        return PublicState.UNKNOWN
    if not found.state.counts_as_met:
        return PublicState.NOT_MET
    return PublicState.JUDGED if found.assessor is Assessor.OFFICE else PublicState.SAID
