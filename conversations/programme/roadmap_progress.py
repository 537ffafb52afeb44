"""How far a unit is along its roadmap: what was to be reached, who is named for it, who has been recognised, by year.

Recognised is whom a plan in force or the decision behind a dossier says so of; what was recognised before anything was
recorded here is not known, so it is not counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.dossier import DossierKind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from conversations.programme.dossier import Dossier
    from conversations.programme.ids import UnitId
    from conversations.programme.roadmap import Goal
    from conversations.programme.status import CommuneStatus
    from conversations.programme.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class YearProgress:
    """Those named for one year. in_time: recognised by its end; recognised: by the day; late: nobody has moved it on by
    its day.
    """

    year: int | None
    named: int
    in_time: int
    recognised: int
    open: int
    late: tuple[Unit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalProgress:
    """One goal. holding: how many units of the level hold the standard on the day; None: that is not recorded."""

    goal: Goal
    years: tuple[YearProgress, ...]
    holding: int | None

    @property
    def named(self) -> int:
        """For any year."""
        return sum(one.named for one in self.years)

    @property
    def recognised(self) -> int:
        """Of those named."""
        return sum(one.recognised for one in self.years)

    @property
    def left(self) -> int | None:
        """So many are still to be recognised anew; None: no number is wanted."""
        return None if self.goal.added is None else max(0, self.goal.added - self.recognised)


@dataclass(frozen=True, slots=True, kw_only=True)
class BareDistrict:
    """A district none of whose communes is recognised. stated: the document says so; named: its communes on the roadmap
    with their years. communes: so many are known; where none is, only the document says it.
    """

    unit: Unit
    stated: bool
    communes: int
    named: tuple[tuple[Unit, int | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapProgress:
    """A unit's roadmap and where it stands. under_floor: communes with something known, fewest criteria first."""

    unit: Unit
    as_of: date
    title: str
    number: str
    dated: date
    version: int
    goals: tuple[GoalProgress, ...]
    covers_all: bool
    bare: tuple[BareDistrict, ...]
    not_told: tuple[Unit, ...]
    """Districts of which no commune is known, so nothing can be said."""
    floor: int | None
    under_floor: tuple[CommuneStatus, ...]
    keeping: tuple[Dossier, ...]
    """Those to be reviewed by name."""


def goal_progress(goal: Goal, dossiers: Sequence[Dossier], *, holding: int | None, day: date) -> GoalProgress:
    """dossiers: all of the roadmap. Of a goal for a part of the units nothing is followed."""
    mine = [
        one
        for one in dossiers
        if not goal.part
        and one.kind is DossierKind.RECOGNITION
        and one.opened_for.kind.level is goal.level
        and one.standard is goal.standard
    ]
    years = sorted({one.dates.year for one in mine}, key=lambda year: year or 0)
    return GoalProgress(goal=goal, holding=holding, years=tuple(_year(year, mine, day) for year in years))


def _year(year: int | None, dossiers: Sequence[Dossier], day: date) -> YearProgress:
    mine = [one for one in dossiers if one.dates.year == year]
    recognised = [one for one in mine if one.state.recognised]
    return YearProgress(
        year=year,
        named=len(mine),
        in_time=sum(_decided_in(one, year) for one in recognised),
        recognised=len(recognised),
        open=sum(one.state.open for one in mine),
        late=tuple(one.opened_for for one in mine if one.days_late(day)),
    )


def _decided_in(dossier: Dossier, year: int | None) -> bool:
    """Whether it was recognised by the end of that year."""
    decided = dossier.since.paper_day or dossier.since.at.date()
    return year is not None and decided.year <= year


def bare_districts(
    districts: Sequence[Unit],
    communes: Mapping[UnitId, Sequence[Unit]],
    holding: Collection[UnitId],
    *,
    stated: Collection[UnitId],
    named: Mapping[UnitId, int | None],
) -> tuple[tuple[BareDistrict, ...], tuple[Unit, ...]]:
    """Those without a recognised commune, and those of which nothing is known. communes: by district."""
    bare, not_told = [], []
    for district in districts:
        below = communes.get(district.id, ())
        if not below and district.id not in stated:
            not_told.append(district)
        elif not any(one.id in holding for one in below):
            bare.append(
                BareDistrict(
                    unit=district,
                    stated=district.id in stated,
                    communes=len(below),
                    named=tuple((one, named[one.id]) for one in below if one.id in named),
                )
            )
    return tuple(bare), tuple(not_told)
