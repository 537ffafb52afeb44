"""Criteria sets: what is judged, by which measure, against which threshold. Always data; nothing knows how many there
are.

A threshold that is not in the file is unknown and is shown as such; it is never invented. Source: Quyết định
318/QĐ-TTg and
its successors; provinces and years change values, so a threshold is looked up by region (or group) and year.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from conversations.programme.calendar import Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from decimal import Decimal

    from conversations.programme.ids import SetId
    from conversations.programme.money import Purse
    from conversations.programme.rule_checks import Revocation, YearlyGain
    from conversations.programme.unit import Kind, Level


class Measure(StrEnum):
    """How an indicator is answered."""

    STATUS = "status"
    """Met or not met; no figure."""
    PERCENT = "percent"
    MONEY = "money"
    """Triệu đồng per person and year."""
    AREA_PER_PERSON = "area_per_person"
    COUNT = "count"
    """A whole number: houses, households."""
    NUMBER = "number"
    """A plain number of anything, with decimals perhaps; such an answer carries no verdict."""
    CHOICE = "choice"
    """One of the indicator's own options; such an answer carries no verdict."""
    TEXT = "text"
    """An answer in one's own words, at most limits.ANSWER_TEXT characters; it carries no verdict."""


WITHOUT_FIGURE = frozenset({Measure.STATUS, Measure.CHOICE, Measure.TEXT})
"""What is answered without a number."""
UNJUDGED = frozenset({Measure.NUMBER, Measure.CHOICE, Measure.TEXT})
"""What can be neither met nor not met."""


class Combining(StrEnum):
    """What becomes of an indicator's values when units are merged into one."""

    SUM = "sum"
    """Counted things are added up."""
    SHARE = "share"
    """Numerators and denominators are added up and the share is worked out again."""
    ALL_MET = "all_met"
    """Met only where every unit met it."""
    ANEW = "anew"
    """Cannot be combined (income per head without the population): unknown, to be reported by the new unit."""


_COMBINED = {
    Measure.STATUS: Combining.ALL_MET,
    Measure.PERCENT: Combining.SHARE,
    Measure.COUNT: Combining.SUM,
    Measure.MONEY: Combining.ANEW,
    Measure.AREA_PER_PERSON: Combining.ANEW,
    Measure.NUMBER: Combining.ANEW,
    Measure.CHOICE: Combining.ANEW,
    Measure.TEXT: Combining.ANEW,
}
"""Where the set's file does not say it: by what is measured."""


class Purpose(StrEnum):
    """What a set is filled in for. Only CRITERIA says where a unit stands: tables, plans and progress know no other."""

    CRITERIA = "criteria"
    FORM = "form"
    """A periodic form of a level, such as the offices' own report: it says nothing of met and not met."""
    QUESTIONS = "questions"
    """The questions of one ad hoc request: nobody is asked them but under the rule that names the set."""


class Gate(StrEnum):
    """A condition of recognition that is told by an answer in a dossier; source: Quyết định 18/2022/QĐ-TTg."""

    SATISFACTION = "satisfaction"
    """Households satisfied, of those asked."""
    DEBT = "debt"
    """Outstanding construction debt, in triệu đồng."""
    SECURITY = "security"


class Content(StrEnum):
    """What of a periodic report an answer is: it is asked beside what is known of it, and has its part of the paper.
    Source: Quảng Nam's plan 2024-2025, V.4.
    """

    RESULTS = "results"
    SPENT = "spent"
    """Of the money that was assigned, cumulative, in triệu đồng."""
    DIFFICULTIES = "difficulties"
    PROPOSALS = "proposals"


def purpose_of(form: Form) -> Purpose:
    """What the set must be for that is filled in by a rule which names none."""
    return Purpose.FORM if form is Form.OFFICE else Purpose.CRITERIA


class Direction(StrEnum):
    """On which side of the threshold an indicator is met."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A value that must be reached. region and year None mean "any"; the most specific one wins."""

    value: Decimal
    region: str | None = None
    year: int | None = None


class Part(StrEnum):
    """Which part of a commune's figure the villages' counts add up to."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A village count is a summand of this commune indicator."""

    indicator: str
    part: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One chỉ tiêu: the smallest thing that is answered, owned by an office and judged."""

    code: str
    criterion: str
    title: str
    measure: Measure
    unit: str = ""
    """"%", "nhà", "hộ", "triệu đồng/người/năm", …; empty for a status."""
    direction: Direction = Direction.AT_LEAST
    thresholds: tuple[Threshold, ...] = ()
    ask: str = ""
    """The question in plain words, where the title is not plain (villages). Empty: the title is asked."""
    judged: bool = True
    """False for a plain count or choice that is collected but says nothing about met or not met."""
    may_not_apply: bool = False
    """"(nếu có)": may be answered as not applicable."""
    lapses: bool = False
    """Lapses silently (insurance, ratings, cooperatives): never covered by "unchanged"."""
    hard: bool = False
    """A figure that is not known at once (income, poverty): asked after the others."""
    confidential: bool = False
    """Defence, security, protected persons: only met or not met, and a warning before photos."""
    dated: bool = True
    """Whether a figure needs its nature (as of which day, official or estimate)."""
    source: str = ""
    """Legal source of title and threshold, for the question."""
    office: str = ""
    """Name of the office that judges it, as in the set's example district."""
    post: str = ""
    """Preset: the post in a commune that usually answers it."""
    options: tuple[str, ...] = ()
    """The options of a CHOICE."""
    feeds: tuple[Feed, ...] = ()
    """Village counts: the commune indicators whose sums this count belongs to."""
    combining: Combining | None = None
    """As the set's file declares it; None: by the measure."""
    gate: Gate | None = None
    content: Content | None = None
    purse: Purse | None = None
    """Of what is spent: which money; None: of all that was assigned for the year."""

    @property
    def combined(self) -> Combining:
        """What becomes of its values when units are merged."""
        return self.combining or _COMBINED[self.measure]

    @property
    def question(self) -> str:
        """What is asked."""
        return self.ask or self.title

    def threshold(self, *, region: str | None, year: int) -> Decimal | None:
        """The value required in that region and year; None where it is not known. Region and year exact beat "any"."""
        best: tuple[int, Decimal] | None = None
        for candidate in self.thresholds:
            if candidate.region not in {None, region} or candidate.year not in {None, year}:
                continue
            weight = 2 * (candidate.region is not None) + (candidate.year is not None)
            if best is None or weight > best[0]:
                best = (weight, candidate.value)
        return best[1] if best else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One tiêu chí: met when all its applicable indicators are."""

    code: str
    title: str
    indicators: tuple[Indicator, ...]
    short: str = ""
    """A name that fits a phone's line; empty: the title."""
    variants: tuple[str, ...] = ()
    """Other headings under which officials' tables name it."""

    @property
    def label(self) -> str:
        """The short name."""
        return self.short or self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """By the end of that year no unit shall meet fewer criteria."""

    year: int
    criteria: int
    source: str = ""
    """The document that says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaSet:
    """A versioned set. A draft keeps the version it was begun with; (id, version) never changes its text."""

    id: SetId
    version: int
    title: str
    level: Level
    criteria: tuple[Criterion, ...]
    valid_from: date
    valid_to: date | None = None
    legal_basis: str = ""
    source: str = ""
    example: bool = False
    """An example set, shown as such; provinces issue their own."""
    purpose: Purpose = Purpose.CRITERIA
    regions: tuple[tuple[str, str], ...] = ()
    """(code, name) of the regions or groups that thresholds may name."""
    brackets: tuple[int, ...] = ()
    """Lower ends of the groups in which units are counted by criteria met, highest first: 19, 15, 10."""
    floors: tuple[Floor, ...] = ()
    gains: tuple[YearlyGain, ...] = ()
    revocations: tuple[Revocation, ...] = ()
    hard_to_hold: frozenset[str] = frozenset()
    """Codes of criteria that a source calls hard to reach and hard to keep."""

    indicators: tuple[Indicator, ...] = field(init=False, repr=False, compare=False)
    """All indicators in the order of the set."""
    places: Mapping[str, int] = field(init=False, repr=False, compare=False)
    """Where the indicator of a code stands among all, from 0."""
    asking_order: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """All codes as they are asked: what can be known at once first, the hard figures last."""
    of_dossier: bool = field(init=False, repr=False, compare=False)
    """Whether it is the checklist of a dossier: only there an answer tells a condition of recognition."""
    periodic: bool = field(init=False, repr=False, compare=False)
    """Whether it is a report of results, money and difficulties, its items asked beside what is known of them."""

    def __post_init__(self) -> None:
        # every turn asks for these several times, and the set never changes
        indicators = tuple(indicator for criterion in self.criteria for indicator in criterion.indicators)
        object.__setattr__(self, "indicators", indicators)
        object.__setattr__(self, "places", {indicator.code: place for place, indicator in enumerate(indicators)})
        asked = sorted(indicators, key=lambda indicator: indicator.hard)
        object.__setattr__(self, "asking_order", tuple(indicator.code for indicator in asked))
        object.__setattr__(self, "of_dossier", any(indicator.gate is not None for indicator in indicators))
        object.__setattr__(self, "periodic", any(indicator.content is not None for indicator in indicators))

    def indicator(self, code: str) -> Indicator | None:
        """The indicator of that code."""
        place = self.places.get(code)
        return None if place is None else self.indicators[place]

    def criterion(self, code: str) -> Criterion | None:
        """The criterion of that code."""
        for criterion in self.criteria:
            if criterion.code == code:
                return criterion
        return None

    def hardest_first(self, criteria: Iterable[Criterion]) -> tuple[Criterion, ...]:
        """Those that are hard to reach and to keep before the others, else in the given order."""
        return tuple(sorted(criteria, key=lambda criterion: criterion.code not in self.hard_to_hold))

    def floor(self, year: int) -> Floor | None:
        """The floor that units are measured against in that year: the next one to come, else the last there was."""
        ordered = sorted(self.floors, key=lambda floor: floor.year)
        return next((floor for floor in ordered if floor.year >= year), ordered[-1] if ordered else None)

    @property
    def of_criteria(self) -> bool:
        """Whether it judges where a unit stands; its items are then "chỉ tiêu", otherwise plain questions."""
        return self.purpose is Purpose.CRITERIA

    def region_name(self, code: str | None) -> str:
        """The name of a region or group; empty where unknown."""
        return next((name for known, name in self.regions if known == code), "")


def worded(form: CriteriaSet, kind: Kind) -> CriteriaSet:
    """The set as it is said to a unit of that kind: `{kind}` and `{Kind}` in its texts become "xóm" and "Xóm"."""

    def said(text: str) -> str:
        return text.replace("{kind}", kind.name).replace("{Kind}", kind.name[:1].upper() + kind.name[1:])

    return replace(
        form,
        criteria=tuple(
            replace(
                criterion,
                title=said(criterion.title),
                short=said(criterion.short),
                indicators=tuple(
                    replace(indicator, title=said(indicator.title), ask=said(indicator.ask))
                    for indicator in criterion.indicators
                ),
            )
            for criterion in form.criteria
        ),
    )
