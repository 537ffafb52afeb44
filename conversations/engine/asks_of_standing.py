"""What is asked for of how units stand: goals, roadmap, dossiers, money, what is lacking."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.engine.ask import Ask
from conversations.programme.criteria_table import Tables
from conversations.programme.crosswalk import StatusUnder
from conversations.programme.dossier_checklist import DossierList, DossierView
from conversations.programme.goal_assessment import Assessment
from conversations.programme.goal_set import UnitGoals
from conversations.programme.ids import DossierId, UnitId
from conversations.programme.money_checks import MoneyShown
from conversations.programme.nearest import Lacking
from conversations.programme.public_summary import PublicPage
from conversations.programme.roadmap_progress import RoadmapProgress


@dataclass(frozen=True, slots=True)
class RoadmapOf(Ask[RoadmapProgress]):
    """How far a unit is along its roadmap, whose digest this person may read; none where it has no roadmap."""

    unit: UnitId


@dataclass(frozen=True, slots=True)
class MoneyOf(Ask[MoneyShown]):
    """What the unit is assigned and has spent, and what rules find; only for managers of its digest."""

    unit: UnitId


@dataclass(frozen=True, slots=True)
class PublicPageOf(Ask[PublicPage]):
    """The unit's public page, whether it is open or not; only for its managers and those above."""

    unit: UnitId


@dataclass(frozen=True, slots=True)
class TablesOf(Ask[Tables]):
    """The unit's criteria table, where a criteria set is known."""

    unit: UnitId


@dataclass(frozen=True, slots=True)
class GoalsOf(Ask[UnitGoals]):
    """The goals of a unit, whose digest this person may read; none where no paper sets any."""

    unit: UnitId


@dataclass(frozen=True, slots=True)
class GoalsOver(Ask[Assessment]):
    """The same over a period: "2023-Q2"."""

    unit: UnitId
    period: str


@dataclass(frozen=True, slots=True)
class UnderOtherSet(Ask[StatusUnder]):
    """Where a commune stands under the criteria set before or after the one it is known under."""

    unit: UnitId


@dataclass(frozen=True, slots=True)
class LackingOf(Ask[Lacking]):
    """What a unit lacks for the criteria of its report that is due now."""

    unit: UnitId


@dataclass(frozen=True, slots=True)
class LackingBelow(Ask[tuple[Lacking, ...]]):
    """The same of every commune below a unit, for whoever reads its digest; those that lack the least first."""

    unit: UnitId


@dataclass(frozen=True, slots=True)
class DossiersNow(Ask[DossierList]):
    """The dossiers of the units that this person works at, and of all below those they manage or observe."""


@dataclass(frozen=True, slots=True)
class OneDossier(Ask[DossierView]):
    """One of them, with its conditions and its checklist."""

    number: DossierId
