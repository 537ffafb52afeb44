"""What an official report of a unit stands on: its communes now and when the period began, its difficulties, and of a
commune every indicator it has answered. Everything as of one day and as known at one moment.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conversations.programme.digest import Change, compared
from conversations.programme.unit import Level

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from conversations.programme.calendar import Period
    from conversations.programme.criteria import Criterion
    from conversations.programme.criterion_cost import CriterionCost
    from conversations.programme.difficulty import Difficulty
    from conversations.programme.digest import Compared
    from conversations.programme.ground import Ground
    from conversations.programme.ids import UnitId
    from conversations.programme.money_finding import MoneyShown
    from conversations.programme.periodic_sheet import PeriodicSheet
    from conversations.programme.register import PeriodBook
    from conversations.programme.report import Report
    from conversations.programme.status import Status
    from conversations.programme.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialReport:
    """now: as of the day. then: as of the day before the period began. report: the unit's own, of a commune or
    where it is no report of criteria.
    """

    unit: Unit
    superior: Unit | None
    period: Period
    now: Status
    then: Status
    grounds: tuple[Ground, ...] = ()
    """The papers it stands on: of the units above first, then its own."""
    difficulties: tuple[Difficulty, ...] = ()
    """Those that nobody has settled, oldest first."""
    registers: tuple[PeriodBook, ...] = ()
    """The registers in which something was entered in the period."""
    money: MoneyShown | None = None
    """Of a district or province of which any money is known."""
    plan_rows: Mapping[str, CriterionCost] = field(default_factory=dict)
    """Of a commune: what its detailed plan says is still to be done, by criterion."""
    report: Report | None = None
    verdicts: Mapping[str, bool] = field(default_factory=dict)
    """Of its answers, by indicator: whether the office says met."""
    sheet: PeriodicSheet | None = None
    """Where it is no report of criteria: what else it stands on."""

    @property
    def as_of(self) -> date:
        """The day of all its figures."""
        return self.now.as_of

    @property
    def of_commune(self) -> bool:
        """Whether it speaks of one commune."""
        return self.unit.kind.level is Level.COMMUNE

    @property
    def changes(self) -> Compared | None:
        """What was gained and lost since the period began; None where that cannot be compared."""
        return compared(self.now, self.then)

    def promised(self, *, kept: bool) -> tuple[Change, ...]:
        """The plan's promises of the year, kept or not, by commune."""
        form = self.now.form
        if form is None:
            return ()
        found = []
        for commune in self.now.communes:
            criteria = tuple(one for one in form.criteria if self._promise(commune.unit.id, one, kept=kept))
            found += [Change(unit=commune.unit, criteria=criteria)] if criteria else []
        return tuple(found)

    def _promise(self, unit: UnitId, criterion: Criterion, *, kept: bool) -> bool:
        commune = next(one for one in self.now.communes if one.unit.id == unit)
        status = commune.criteria[criterion.code]
        return status.target_year == self.period.year and status.state.counts_as_met is kept
