"""What became of the plan's years: which criteria were met early, which in time, which are late, and whose they are.

The office shares the blame of a missed milestone, so what is late is told by commune and by office alike.
Source: Quảng Nam's plan for 2024-2025, section V.3; who is early is to be rewarded, section IV.4.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from conversations.programme.answer import State
from conversations.reading.fold import name_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from conversations.programme.criteria import Criterion
    from conversations.programme.ids import UnitId
    from conversations.programme.status import CriterionStatus, Reported, Status
    from conversations.programme.unit import Unit


class PromiseState(StrEnum):
    """What became of one promised year by a day."""

    EARLY = "early"
    """Met before its year began."""
    KEPT = "kept"
    OPEN = "open"
    """Its year has not ended."""
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One criterion of one commune with its year in the plan.

    wanting: the indicators that are known to keep it from being met; of a met one none. offices: who judges those, or,
    where none is known, any of the criterion's.
    """

    unit: Unit
    criterion: Criterion
    year: int
    state: PromiseState
    wanting: tuple[str, ...] = ()
    offices: tuple[UnitId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOutcome:
    """Every promise of a unit's communes, in the table's order. offices: by id, those that promises name."""

    unit: Unit
    as_of: date
    promises: tuple[Promise, ...]
    offices: Mapping[UnitId, Unit]

    def those(self, state: PromiseState) -> tuple[Promise, ...]:
        """The promises in that state."""
        return tuple(one for one in self.promises if one.state is state)

    @property
    def late_by_office(self) -> Mapping[UnitId, tuple[Promise, ...]]:
        """Office to what is late and its; the one with most first. What several judge stands with each of them."""
        found: dict[UnitId, tuple[Promise, ...]] = {}
        for one in self.those(PromiseState.LATE):
            for office in one.offices:
                found[office] = (*found.get(office, ()), one)
        return dict(sorted(found.items(), key=lambda item: (-len(item[1]), name_order(self.offices[item[0]].name))))

    @property
    def late_without_office(self) -> tuple[Promise, ...]:
        """What is late and no office judges."""
        return tuple(one for one in self.those(PromiseState.LATE) if not one.offices)


def promises_of(
    status: Status,
    reported: Mapping[UnitId, Mapping[str, Reported]],
    owners: Mapping[UnitId, Mapping[str, Sequence[UnitId]]],
) -> tuple[Promise, ...]:
    """Every criterion with a year in the plan. reported and owners: by commune, then by indicator code."""
    form = status.form
    if form is None:
        return ()
    return tuple(
        _promise(
            commune.unit,
            criterion,
            commune.criteria[criterion.code],
            year,
            as_of=status.as_of,
            reported=reported.get(commune.unit.id, {}),
            owners=owners.get(commune.unit.id, {}),
        )
        for commune in status.communes
        for criterion in form.criteria
        if (year := commune.criteria[criterion.code].target_year) is not None
    )


def _promise(
    unit: Unit,
    criterion: Criterion,
    found: CriterionStatus,
    year: int,
    *,
    as_of: date,
    reported: Mapping[str, Reported],
    owners: Mapping[str, Sequence[UnitId]],
) -> Promise:
    if found.state.counts_as_met:
        state = PromiseState.EARLY if as_of.year < year else PromiseState.KEPT
        return Promise(unit=unit, criterion=criterion, year=year, state=state)
    judged = [one.code for one in criterion.indicators if one.judged]
    wanting = tuple(code for code in judged if code in reported and reported[code].state is State.NOT_MET)
    offices = dict.fromkeys(office for code in wanting or judged for office in owners.get(code, ()))
    return Promise(
        unit=unit,
        criterion=criterion,
        year=year,
        state=PromiseState.LATE if year < as_of.year else PromiseState.OPEN,
        wanting=wanting,
        offices=tuple(offices),
    )
