"""A dossier that a person or a list names: whose, for which standard, of which year, by which days.

No document names villages, so somebody does. What was refused, revoked or kept before gets another round by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from conversations.programme.dossier import DossierKind, DossierState
from conversations.programme.plan_targets import Standard
from conversations.programme.unit import Level
from conversations.reading.show import show_date

if TYPE_CHECKING:
    from datetime import date

    from conversations.programme.dossier import Dossier, DossierDates
    from conversations.programme.unit import Unit

LEVELS: Final = frozenset({Level.VILLAGE, Level.COMMUNE})
"""Of which levels a dossier is opened by name; districts are named by their roadmap."""
YEARS: Final = range(2010, 2051)
"""The programme began in 2010."""


class PlanOutcome(StrEnum):
    """What comes of naming it."""

    OPENS = "opens"
    MOVES = "moves"
    """It is on its way already, with another year or other days."""
    AGAIN = "again"
    """It was refused, revoked or kept: another round begins."""
    SAME = "same"
    HELD = "held"
    """The standard is recognised by it already."""
    BY_REPORT = "by_report"
    """Its days are those of a roadmap's report, which reminds of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierPlan:
    """What is named."""

    standard: Standard
    kind: DossierKind
    dates: DossierDates

    @property
    def possible(self) -> bool:
        """Whether year and days can be so: the level above does not come before the unit itself."""
        first, second = self.dates.first_by, self.dates.second_by
        in_order = first is None or second is None or first <= second
        return in_order and self.dates.year is not None and self.dates.year in YEARS


@dataclass(frozen=True, slots=True, kw_only=True)
class NamingPlace:
    """Where units are named for a dossier: those right below, and perhaps the unit itself."""

    unit: Unit | None
    """None: the several places of the person are below."""
    below: tuple[Unit, ...]
    itself: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedUnit:
    """A unit that a dossier can be opened for, with those it has."""

    unit: Unit
    hands_in: Unit
    superior: Unit | None
    recogniser: Unit | None
    dossiers: tuple[Dossier, ...]

    @property
    def direct(self) -> bool:
        """Whether the unit above itself recognises."""
        return self.superior is None or (self.recogniser is not None and self.recogniser.id == self.superior.id)

    def there(self, standard: Standard, kind: DossierKind) -> Dossier | None:
        """The one there is."""
        return next((one for one in self.dossiers if (one.standard, one.kind) == (standard, kind)), None)


def outcome_of(plan: DossierPlan, state: DossierState | None, dates: DossierDates | None, *, tied: bool) -> PlanOutcome:
    """state, dates: of the dossier there is; None: there is none. tied: a report fills it."""
    if state is None:
        return PlanOutcome.OPENS
    if state is DossierState.RECOGNISED:
        return PlanOutcome.HELD
    if tied:
        return PlanOutcome.BY_REPORT
    if dates == plan.dates:
        return PlanOutcome.SAME
    return PlanOutcome.MOVES if state.open else PlanOutcome.AGAIN


def difference(old: DossierDates, new: DossierDates) -> str:
    """From what to what, as people read it: only what is other than it was."""
    pairs = (
        ("năm", old.year, new.year),
        ("hạn của đơn vị", old.first_by, new.first_by),
        ("hạn của cấp trên", old.second_by, new.second_by),
    )
    return "; ".join(f"{what} {_shown(was)} → {_shown(now)}" for what, was, now in pairs if was != now)


def _shown(value: date | int | None) -> str:
    match value:
        case None:
            return "không có"
        case int():
            return str(value)
        case _:
            return show_date(value)
