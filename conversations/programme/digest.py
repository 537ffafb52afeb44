"""What a digest says, as facts and sums: one read of everything at one moment, so its numbers agree with each other.

Words stand in screens/digest.py. Before the deadline nobody late is named to a group; persons are named to managers
alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from conversations.programme.answer import State
from conversations.programme.criteria_table import tables_of
from conversations.programme.decisions import decisions_of
from conversations.programme.forecast import Forecast
from conversations.programme.rule_checks import is_below

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date, datetime

    from conversations.programme.criteria import CriteriaSet, Criterion, Floor
    from conversations.programme.criteria_table import Tables
    from conversations.programme.decisions import Decisions
    from conversations.programme.difficulty import Difficulty
    from conversations.programme.dossier_checklist import DossierList
    from conversations.programme.fall import OpenFall
    from conversations.programme.goal_set import UnitGoals
    from conversations.programme.ids import UnitId
    from conversations.programme.money_finding import MoneyShown
    from conversations.programme.reporting_rate import Standing
    from conversations.programme.rule_checks import Findings
    from conversations.programme.status import CommuneStatus, CriterionStatus, Status
    from conversations.programme.unit import Unit
    from conversations.programme.unit_marks import MarkAverage

NEAR = 7
"""In the last so many days before a deadline there is a digest every day."""


class Audience(StrEnum):
    """For whom a digest is."""

    MANAGER = "manager"
    OBSERVER = "observer"
    """As the manager's, without persons and without what only the manager can decide."""
    GROUP = "group"


class DigestKind(StrEnum):
    """Which digest."""

    WEEKLY = "weekly"
    DAILY = "daily"
    """In the week before a deadline: only what is not sent, and offices that must still judge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToRing:
    """Somebody in charge at a unit."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeStanding:
    """One office: items of sent reports without its verdict, and promises of this year in its field."""

    office: Unit
    waiting: int = 0
    oldest: date | None = None
    """The day on which the oldest of them was sent."""
    communes: int = 0
    """From so many communes."""
    promised_open: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one commune reports differently than before."""

    unit: Unit
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two moments compared. Only communes and criteria that both know count."""

    since: date
    total: int
    """Criteria met now, less those met then."""
    average: Fraction
    gained: tuple[Change, ...]
    lost: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finishing:
    """A commune that the plan lets reach the standard this year, and the criteria that it still lacks."""

    unit: Unit
    lacking: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """All that is known of a unit at a moment and a digest can say."""

    unit: Unit
    at: datetime
    now: Status
    week_ago: Status
    month_ago: Status
    standings: tuple[Standing, ...] = ()
    """What is overdue and not complete, then what is due next, the most urgent first."""
    locked: tuple[Standing, ...] = ()
    """Periods that take no answers any more and are not complete."""
    offices: tuple[OfficeStanding, ...] = ()
    unowned: int = 0
    """Judged indicators that no office judges."""
    finishing_targets: Mapping[UnitId, int] | None = None
    """The year by which the plan lets a commune reach the standard; None: the plan has no such list."""
    reported_this_year: frozenset[UnitId] = frozenset()
    people: Mapping[UnitId, tuple[ToRing, ...]] | None = None
    """Who is in charge at each unit; a unit that is absent has nobody. None: not read, because nobody may see it."""
    groups: Mapping[UnitId, Unit] | None = None
    difficulties: tuple[Difficulty, ...] = ()
    """Those that wait for an answer, oldest first; only where persons may be read."""
    falls: tuple[OpenFall, ...] = ()
    """Items that were met and are not met any more, and that no office has judged yet."""
    findings: Findings | None = None
    """What rules find; None: not read, as it is for managers."""
    goals: UnitGoals | None = None
    """Where the unit's own goals stand; None: no paper sets any."""
    dossiers: DossierList | None = None
    """None: as above."""
    money: MoneyShown | None = None
    """None: as above, or nothing is known of any money."""
    marked: tuple[MarkAverage, ...] = ()
    """Averages of groups of communes."""
    on_roadmap: bool = False
    has_targets: bool = False
    gives_tasks: bool = False
    """Papers of the unit give its bodies something to do."""
    """Whether a document says who of the unit is to be recognised in which year."""

    @property
    def today(self) -> date:
        """The day of the digest."""
        return self.at.date()

    @property
    def tables(self) -> Tables | None:
        """The criteria table of the moment."""
        return tables_of(self.now, self.groups)

    @property
    def table_changed(self) -> bool:
        """Whether any cell says something else than a week ago."""
        then = tables_of(self.week_ago, self.groups)
        now = self.tables
        if now is None or then is None:
            return now is not then
        return now.whole.rows != then.whole.rows

    @property
    def near(self) -> tuple[Standing, ...]:
        """What is due within the next days."""
        return tuple(one for one in self.standings if 0 <= one.period.days_left(self.today) <= NEAR)

    @property
    def floor(self) -> Floor | None:
        """The floor of the programme that is measured against now."""
        return None if self.now.form is None else self.now.form.floor(self.today.year)

    @property
    def under_floor(self) -> tuple[CommuneStatus, ...]:
        """Communes with fewer criteria than the floor, whatever they still report."""
        floor = self.floor
        if floor is None:
            return ()
        return tuple(one for one in self.now.known if is_below(floor, one))

    @property
    def overdue(self) -> tuple[Change, ...]:
        """Promises of years that are over and not met, by commune."""
        return self._promises(lambda status: status.target_year is not None and status.target_year < self.today.year)

    @property
    def promised_open(self) -> tuple[Change, ...]:
        """Promises of this year that are not met yet, by commune."""
        return self._promises(lambda status: status.target_year == self.today.year)

    def _promises(self, wanted: Callable[[CriterionStatus], bool]) -> tuple[Change, ...]:
        form = self.now.form
        if form is None:
            return ()
        found = []
        for commune in self.now.communes:
            promised = [one for one in form.criteria if wanted(commune.criteria[one.code])]
            still_open = tuple(one for one in promised if not commune.criteria[one.code].state.counts_as_met)
            if still_open:
                found.append(Change(unit=commune.unit, criteria=still_open))
        return _hardest_first(found, form)

    @property
    def forecast(self) -> Forecast:
        """Whether this year's promises will be kept."""
        promised = [
            status
            for commune in self.now.communes
            for status in commune.criteria.values()
            if status.target_year == self.today.year
        ]
        return Forecast(
            promised=len(promised),
            done=sum(1 for status in promised if status.state.counts_as_met),
            reported=sum(1 for commune in self.now.communes if commune.unit.id in self.reported_this_year),
            communes=len(self.now.communes),
            on=self.today,
        )

    @property
    def finishing(self) -> tuple[Finishing, ...]:
        """Communes that reach the standard this year by the plan: by its list, else by their last promise."""
        form = self.now.form
        if form is None:
            return ()
        return tuple(
            Finishing(
                unit=commune.unit,
                lacking=form.hardest_first(
                    criterion for criterion in form.criteria if not commune.criteria[criterion.code].state.counts_as_met
                ),
            )
            for commune in self.now.communes
            if self._finishes(commune)
        )

    def _finishes(self, commune: CommuneStatus) -> bool:
        if self.finishing_targets is not None:
            return self.finishing_targets.get(commune.unit.id) == self.today.year
        years = [status.target_year for status in commune.criteria.values() if status.target_year is not None]
        return bool(years) and max(years) == self.today.year

    @property
    def since_week(self) -> Compared | None:
        """What changed since a week ago; None where the two cannot be compared."""
        return self._compared(self.week_ago)

    @property
    def since_month(self) -> Compared | None:
        """What changed since the same day of the month before."""
        return self._compared(self.month_ago)

    def _compared(self, then: Status) -> Compared | None:
        form, found = self.now.form, compared(self.now, then)
        if form is None or found is None:
            return None
        return replace(found, gained=_hardest_first(found.gained, form), lost=_hardest_first(found.lost, form))

    @property
    def decisions(self) -> Decisions:
        """What only the manager can decide; where people were not read, none about them."""
        return decisions_of(
            self.unit,
            self.standings,
            locked=self.locked,
            people=self.people,
            unowned=self.unowned,
            findings=self.findings,
        )


def compared(now: Status, then: Status) -> Compared | None:
    """The same communes under the same criteria set, at two moments; None where the set or all communes differ."""
    if now.form is None or then.form is None or now.form.id != then.form.id:
        return None
    before = {commune.unit.id: commune for commune in then.known}
    both = [(new, old) for new in now.known if (old := before.get(new.unit.id)) is not None]
    codes = {criterion.code for criterion in then.form.criteria}
    criteria = [criterion for criterion in now.form.criteria if criterion.code in codes]
    if not both:
        return None
    total = sum(new.met - old.met for new, old in both)
    gained, lost = [], []
    for new, old in both:
        up = tuple(one for one in criteria if _reached(new.criteria[one.code], old.criteria[one.code]))
        down = tuple(one for one in criteria if _fell(new.criteria[one.code], old.criteria[one.code]))
        gained += [Change(unit=new.unit, criteria=up)] if up else []
        lost += [Change(unit=new.unit, criteria=down)] if down else []
    return Compared(
        since=then.as_of,
        total=total,
        average=Fraction(total, len(both)),
        gained=tuple(gained),
        lost=tuple(lost),
    )


def _hardest_first(changes: Iterable[Change], form: CriteriaSet) -> tuple[Change, ...]:
    """Criteria that are hard to keep before the others, and so units with one of them; else in the given order."""
    ordered = [replace(change, criteria=form.hardest_first(change.criteria)) for change in changes]
    return tuple(sorted(ordered, key=lambda change: change.criteria[0].code not in form.hard_to_hold))


def offices_by_promise(promised: tuple[Change, ...], owners: Mapping[str, tuple[UnitId, ...]]) -> Counter[UnitId]:
    """How many promised criteria, over all communes, have an indicator that the office judges."""
    counts: Counter[UnitId] = Counter()
    for change in promised:
        for criterion in change.criteria:
            counts.update({office for indicator in criterion.indicators for office in owners.get(indicator.code, ())})
    return counts


def _reached(new: CriterionStatus, old: CriterionStatus) -> bool:
    return new.state.counts_as_met and not old.state.counts_as_met


def _fell(new: CriterionStatus, old: CriterionStatus) -> bool:
    return new.state is State.NOT_MET and old.state.counts_as_met
