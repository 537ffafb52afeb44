"""How far each place is towards its targets, from plans in force and from what communes have reported.

Reached is a commune that a plan in force calls recognised, or all of whose criteria the offices have confirmed; one
that only says so itself is proposed. Districts and villages are not followed: their own criteria are not reported.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.answer import Assessor
from conversations.programme.plan_targets import Standard
from conversations.programme.unit import Level
from conversations.reading.fold import name_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from decimal import Decimal
    from fractions import Fraction

    from conversations.programme.ids import UnitId
    from conversations.programme.status import CommuneStatus
    from conversations.programme.target_lines import TargetKey
    from conversations.programme.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceProgress:
    """One target of one place. reached None: nothing that is reported tells it, or none of its communes is known."""

    unit: Unit
    as_of: date
    """The day asked for; of a place that has ended by then, its last day."""
    result: int
    planned: int
    communes: int
    """How many communes of the place are known to the programme."""
    recognised: int | None
    """Of those reached, by the word of a plan."""
    reached: int | None
    proposed: int | None

    @property
    def wanted(self) -> int:
        return self.result + self.planned

    @property
    def left(self) -> int | None:
        """How many are still missing; None: not followed."""
        return None if self.reached is None else max(0, self.wanted - self.reached)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineProgress:
    """One target over all places."""

    key: TargetKey
    title: str
    base_year: int | None
    by_year: int | None
    places: tuple[PlaceProgress, ...]

    @property
    def followed(self) -> bool:
        """Whether anything that is reported tells it."""
        return any(one.reached is not None for one in self.places)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsProgress:
    """A unit's targets and where it stands. under_floor: communes with something known, fewest criteria first."""

    unit: Unit
    as_of: date
    title: str
    number: str
    dated: date
    version: int
    lines: tuple[LineProgress, ...]
    floor: int | None
    under_floor: tuple[CommuneStatus, ...]
    average_wanted: Decimal | None
    average: Fraction | None
    """Over the communes of which anything is known; None: there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of a place: its communes, and which are recognised at which standard. villages: those that any
    standard was recognised of by a dossier.
    """

    communes: tuple[CommuneStatus, ...]
    recognised: Mapping[Standard, frozenset[UnitId]]
    as_of: date
    villages: frozenset[UnitId] = frozenset()


def place_progress(key: TargetKey, unit: Unit, *, result: int, planned: int, standing: Standing) -> PlaceProgress:
    """One target of one place, counted."""
    communes = standing.communes
    recognised: int | None = None
    reached: int | None = None
    proposed: int | None = None
    if key.level is Level.VILLAGE and standing.villages:
        # fewer than there were before anything was recorded here say nothing of how many there are
        recognised = len(standing.villages & standing.recognised.get(key.standard, frozenset()))
        reached = recognised if recognised >= result else None
        proposed = None if reached is None else 0
    elif key.level is Level.COMMUNE and communes:
        named = standing.recognised.get(key.standard, frozenset())
        there = {one.unit.id for one in communes if one.unit.id in named}
        confirmed = {one.unit.id for one in communes if key.standard is Standard.NTM and all_confirmed(one)}
        recognised, reached = len(there), len(there | confirmed)
        proposed = sum(
            1
            for one in communes
            if key.standard is Standard.NTM and all_met(one) and one.unit.id not in there | confirmed
        )
    return PlaceProgress(
        unit=unit,
        as_of=standing.as_of,
        result=result,
        planned=planned,
        communes=len(communes),
        recognised=recognised,
        reached=reached,
        proposed=proposed,
    )


def all_met(commune: CommuneStatus) -> bool:
    """Whether every criterion counts as met, by whosever word."""
    return bool(commune.criteria) and commune.met == len(commune.criteria)


def all_confirmed(commune: CommuneStatus) -> bool:
    """Whether the offices have confirmed every criterion."""
    return all_met(commune) and all(one.assessor is Assessor.OFFICE for one in commune.criteria.values())


def under_floor(communes: Iterable[CommuneStatus], floor: int | None) -> tuple[CommuneStatus, ...]:
    """Those with something known and fewer criteria than the floor, fewest first."""
    low = [one for one in communes if floor is not None and one.known and one.met < floor]
    return tuple(sorted(low, key=lambda one: (one.met, name_order(one.unit.name))))
