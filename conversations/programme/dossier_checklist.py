"""What a dossier holds, and all that is shown of one on a screen: its conditions, its checklist, which years count."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from conversations.programme.criteria import Measure
from conversations.programme.dossier import DossierAct, DossierKind, DossierState
from conversations.programme.dossier_gates import CriteriaGate, Gates
from conversations.programme.recognition import BUILDS_ON, holds
from conversations.programme.unit import Level
from conversations.reading.fold import name_order

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from conversations.programme.answer import Answer
    from conversations.programme.criteria import CriteriaSet, Indicator
    from conversations.programme.dossier import Dossier
    from conversations.programme.dossier_gates import AnyGate
    from conversations.programme.plan_targets import Standard
    from conversations.programme.recognition import Recognition
    from conversations.programme.report import PlanCell
    from conversations.programme.status import CommuneStatus, Reported

LAST_YEAR_MAY_COUNT: Final = frozenset({4, 5})
"""Months in which a dossier may use the values of the year before, for criteria met then. Source: Quảng Nam's plan
2024-2025, which reads khoản 4 Điều 2 Quyết định 18/2022/QĐ-TTg so.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """One item. answer None: nothing was said of it."""

    indicator: Indicator
    answer: Answer | None = None

    @property
    def done(self) -> bool:
        """Whether it is there: the first of its options, or any answer to what has none."""
        if self.answer is None or not self.answer.given:
            return False
        return self.indicator.measure is not Measure.CHOICE or self.answer.choice == self.indicator.options[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """pieces: evidence attached to its items. example: the list that ships, not the province's own."""

    items: tuple[ChecklistItem, ...]
    pieces: int = 0
    example: bool = False

    @property
    def done(self) -> int:
        """So many items are there, of all."""
        return sum(item.done for item in self.items)

    @property
    def missing(self) -> tuple[str, ...]:
        """The codes of the others."""
        return tuple(item.indicator.code for item in self.items if not item.done)


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierView:
    """One dossier with what a decision on it rests on. held: what the unit is recognised at on the day."""

    dossier: Dossier
    gates: Gates = field(default_factory=lambda: Gates(criteria=CriteriaGate(of=0, confirmed=0, said=0)))
    checklist: Checklist | None = None
    """None: it is handed in on paper."""
    held: Mapping[Standard, Recognition] = field(default_factory=dict)
    years: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """Of which year the values of the criteria are, latest first: year and codes."""

    lower_pending: bool = False
    """The lower standard is known not to be held: it is still aimed at, or was refused or revoked."""

    @property
    def conditions(self) -> tuple[AnyGate, ...]:
        """Those that are looked at; no source sets any for a village."""
        return () if self.dossier.unit.kind.level is Level.VILLAGE else self.gates.all

    @property
    def lacks(self) -> Standard | None:
        """The standard that must be held first and is not, as far as is known; of a village none need be."""
        below = None if self.dossier.unit.kind.level is Level.VILLAGE else BUILDS_ON.get(self.dossier.standard)
        return None if below is None or holds(self.held, below) else below

    def decides(self, act: DossierAct) -> bool:
        """Whether the act rests on the conditions."""
        return act in {DossierAct.PASS_UP, DossierAct.RECOGNISE, DossierAct.KEEP}

    def stops(self, act: DossierAct) -> bool:
        """Whether a condition known not to hold, or a lower standard known to be missing, stops the act."""
        lacking = act is DossierAct.RECOGNISE and self.lacks is not None and self.lower_pending
        return lacking or (self.decides(act) and bool(self.gates.shut))


class DossierGroup(NamedTuple):
    """Dossiers counted together. sort: what their units are called ("xóm"), "" of communes."""

    year: int | None
    standard: Standard
    kind: DossierKind
    sort: str


def group_of(dossier: Dossier) -> DossierGroup:
    """Where it is counted."""
    unit = dossier.unit.kind
    sort = "" if unit.level is Level.COMMUNE else unit.name
    return DossierGroup(year=dossier.dates.year, standard=dossier.standard, kind=dossier.kind, sort=sort)


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierList:
    """The dossiers of a unit and below, or of one's own units."""

    dossiers: tuple[Dossier, ...]
    today: date

    def counted(self) -> tuple[tuple[DossierGroup, Mapping[DossierState, int]], ...]:
        """By year, standard, kind and sort of unit, how many stand where; the earliest year first."""
        found: dict[DossierGroup, dict[DossierState, int]] = {}
        for one in self.dossiers:
            states = found.setdefault(group_of(one), {})
            states[one.state] = states.get(one.state, 0) + 1
        return tuple(sorted(found.items(), key=lambda pair: (pair[0].year or 0, *map(str, pair[0][1:]))))

    @property
    def early(self) -> tuple[Dossier, ...]:
        """Recognised before the year that the roadmap names."""
        found = []
        for one in self.dossiers:
            decided = one.decided
            if one.state is DossierState.RECOGNISED and decided is not None and decided.paper_day is not None:
                found += [one] if one.dates.year is not None and decided.paper_day.year < one.dates.year else []
        return tuple(found)

    @property
    def missed(self) -> tuple[Dossier, ...]:
        """Not recognised though the year that the roadmap names, and the last day of it, are over."""
        return tuple(
            one
            for one in self.dossiers
            if one.kind is DossierKind.RECOGNITION
            and not one.state.recognised
            and one.dates.year is not None
            and one.dates.year < self.today.year
            and (one.dates.second_by is None or one.dates.second_by < self.today)
        )

    @property
    def late(self) -> tuple[Dossier, ...]:
        """Those whose day has passed, longest first."""
        late = [one for one in self.dossiers if one.days_late(self.today)]
        return tuple(sorted(late, key=lambda one: (-one.days_late(self.today), name_order(one.unit.name), one.id)))


def checklist_of(form: CriteriaSet, answers: Mapping[str, Answer], pieces: int) -> Checklist:
    """How far it is filled in."""
    items = tuple(ChecklistItem(indicator=one, answer=answers.get(one.code)) for one in form.indicators)
    return Checklist(items=items, pieces=pieces, example=form.example)


def years_of(
    form: CriteriaSet, status: CommuneStatus, reported: Mapping[str, Reported], plan: Mapping[str, PlanCell]
) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Of which year each criterion's value is: the latest of its indicators', else that of the plan's document."""
    found: dict[int, list[str]] = {}
    for criterion in form.criteria:
        if not status.criteria[criterion.code].state.counts_as_met:
            continue
        said = [(one.as_of or one.on).year for item in criterion.indicators if (one := reported.get(item.code))]
        baseline = plan.get(criterion.code)
        if said or baseline is not None:
            year = max(said) if said else baseline.on.year if baseline is not None else 0
            found.setdefault(year, []).append(criterion.code)
    return tuple((year, tuple(found[year])) for year in sorted(found, reverse=True))
