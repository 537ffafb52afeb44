"""What is asked for of how units stand: goals, roadmap, dossiers, money, what is lacking."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.engine.ask import Ask, AskOfUnit
from conversations.programme.criteria_table import Tables
from conversations.programme.crosswalk import StatusUnder
from conversations.programme.decisions import Decisions
from conversations.programme.dossier_checklist import DossierList, DossierView
from conversations.programme.dossier_plan import NamedUnit, NamingPlace
from conversations.programme.goal_assessment import Assessment
from conversations.programme.goal_set import FollowedGoal, UnitGoals
from conversations.programme.ids import DossierId, UnitId
from conversations.programme.money_finding import MoneyShown
from conversations.programme.nearest import Lacking
from conversations.programme.paper_tasks import UnitTasks
from conversations.programme.public_summary import PublicPage
from conversations.programme.review import InCharge
from conversations.programme.roadmap_progress import RoadmapProgress
from conversations.programme.target_progress import TargetsProgress
from conversations.programme.village_progress import VillageProgress


@dataclass(frozen=True, slots=True)
class RoadmapOf(AskOfUnit[RoadmapProgress]):
    """How far a unit is along its roadmap, whose digest this person may read; none where it has no roadmap."""


@dataclass(frozen=True, slots=True)
class TargetsOf(AskOfUnit[TargetsProgress]):
    """How far a unit is towards its table of targets, as above; none where it has no such table."""


@dataclass(frozen=True, slots=True)
class DecisionsNow(Ask[tuple[Decisions, ...]]):
    """What only this person can decide, of each unit that they manage; units without any are left out."""


@dataclass(frozen=True, slots=True)
class MoneyOf(AskOfUnit[MoneyShown]):
    """What the unit is assigned and has spent, and what rules find; only for managers of its digest."""


@dataclass(frozen=True, slots=True)
class TasksOf(AskOfUnit[UnitTasks]):
    """The tasks that papers give the unit's bodies; only for those who may read its digest."""


@dataclass(frozen=True, slots=True)
class PublicPageOf(AskOfUnit[PublicPage]):
    """The unit's public page, whether it is open or not; only for its managers and those above."""


@dataclass(frozen=True, slots=True)
class TablesOf(AskOfUnit[Tables]):
    """The unit's criteria table, where a criteria set is known."""


@dataclass(frozen=True, slots=True)
class GoalsOf(AskOfUnit[UnitGoals]):
    """The goals of a unit, whose digest this person may read; none where no paper sets any."""


@dataclass(frozen=True, slots=True)
class GoalsToFill(AskOfUnit[tuple[FollowedGoal, ...]]):
    """The unit's goals of which whoever asks says the figures: its managers, those of which no office is named."""


@dataclass(frozen=True, slots=True)
class GoalsOver(AskOfUnit[Assessment]):
    """The same over a period: "2023-Q2"."""

    period: str


@dataclass(frozen=True, slots=True)
class UnderOtherSet(AskOfUnit[StatusUnder]):
    """Where a commune stands under the criteria set before or after the one it is known under."""


@dataclass(frozen=True, slots=True)
class InChargeOf(Ask[InCharge]):
    """Which offices beside this reviewer's judge what; item: the code of an indicator, as typed."""

    item: str


@dataclass(frozen=True, slots=True)
class LackingOf(AskOfUnit[Lacking]):
    """What a unit lacks for the criteria of its report that is due now."""


@dataclass(frozen=True, slots=True)
class LackingBelow(AskOfUnit[tuple[Lacking, ...]]):
    """The same of every commune below a unit, for whoever reads its digest; those that lack the least first."""


@dataclass(frozen=True, slots=True)
class DossiersNow(Ask[DossierList]):
    """The dossiers of the units that this person works at, and of all below those they manage or observe."""


@dataclass(frozen=True, slots=True)
class OneDossier(Ask[DossierView]):
    """One of them, with its conditions and its checklist."""

    number: DossierId


@dataclass(frozen=True, slots=True)
class NamingAt(Ask[NamingPlace]):
    """Where this person can name units for a dossier. at None: where they start."""

    at: UnitId | None = None


@dataclass(frozen=True, slots=True)
class UnitToName(AskOfUnit[NamedUnit]):
    """A unit that this person can name for a dossier, with those it has."""


@dataclass(frozen=True, slots=True)
class VillagesNow(Ask[tuple[VillageProgress, ...]]):
    """Villages by standard and year, of each unit whose dossiers this person reads."""


StandingAsk = (
    DecisionsNow
    | RoadmapOf
    | TargetsOf
    | MoneyOf
    | TasksOf
    | PublicPageOf
    | TablesOf
    | GoalsOf
    | GoalsToFill
    | GoalsOver
    | UnderOtherSet
    | InChargeOf
    | LackingOf
    | LackingBelow
    | DossiersNow
    | OneDossier
    | NamingAt
    | UnitToName
    | VillagesNow
)
