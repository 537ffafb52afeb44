"""A goal of a province or district that stands outside the criteria sets: so much of something by the end of a year.

Figures are decimals as the document states them, never floats; shares are parts of a hundred, or a count out of a
count. A range is met from its lower end on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from conversations.programme.table import Place


class GoalKind(StrEnum):
    """What is measured."""

    LEVEL = "level"
    """A figure as it stands: income, an index."""
    COUNT = "count"
    """So many of something."""
    SHARE = "share"
    """A share of a whole: so many of a hundred, or so many of so many."""
    YEARLY_RATE = "yearly_rate"
    """A change a year, on average over the years."""
    RATIO_TO_BASE = "ratio_to_base"
    """So many times what it was in the base year."""
    GRADE = "grade"
    """A place on a scale of words: khá."""
    DONE = "done"
    """Reached or not: a named place is recognised."""


class Bound(StrEnum):
    """On which side of the figure the goal is reached."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    RANGE = "range"
    """From the lower figure on; the upper one is shown."""

    @property
    def falling(self) -> bool:
        """Whether less is better."""
        return self in {Bound.AT_MOST, Bound.LESS_THAN}

    def holds(self, value: Fraction, target: Fraction) -> bool:
        """Exact: nothing is rounded before it is compared."""
        match self:
            case Bound.AT_LEAST | Bound.RANGE:
                return value >= target
            case Bound.MORE_THAN:
                return value > target
            case Bound.AT_MOST:
                return value <= target
            case Bound.LESS_THAN:
                return value < target


GRADES = ("kém", "yếu", "trung bình", "khá", "tốt", "rất tốt")
"""Words in the order of their meaning; a document names one of them, never the scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interim:
    """A figure to be reached by the end of an earlier year. source: the paper that says so, where it is another one."""

    year: int
    value: Decimal
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """Where it stood when the document was written. of: out of how many; None: a figure, or a part of a hundred."""

    value: Decimal
    of: int | None
    day: date | None
    """None: the document's own day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One goal as a document sets it."""

    name: str
    """What it speaks of, without its figure: "Tỷ lệ người dân tham gia bảo hiểm y tế"."""
    kind: GoalKind
    bound: Bound
    by_year: int
    """By whose end."""
    target: Decimal | None
    """None of a grade. Of a share out of so many: the count."""
    upto: Decimal | None = None
    """The upper end of a range."""
    of: int | None = None
    """Of a share that names its whole: 13 of 13."""
    grade: str = ""
    measure: str = ""
    """Unit of measure: "%", "km", "triệu đồng/người/năm"."""
    group: str = ""
    """Of whom or what: xã, huyện, hộ nghèo, sản phẩm."""
    falls: bool = False
    """Of a yearly rate: the level that is reported is to fall by it."""
    of_level: bool = False
    """Of a yearly rate: what is reported is the level; else the rate of each year."""
    base_year: int | None = None
    base: Base | None = None
    parent: int | None = None
    """The position, in the document, of the goal that it is a part of ("trong đó")."""
    interims: tuple[Interim, ...] = ()
    owner: str = ""
    """Who answers for it, where the document says."""
    quote: str = field(default="", compare=False)
    place: Place = field(default=Place(), compare=False)

    @property
    def exact(self) -> Fraction | None:
        """The figure to be reached, as values are compared with it: of a share a part of 1."""
        return self.figure(self.target)

    def figure(self, value: Decimal | None, of: int | None = None) -> Fraction | None:
        """A figure of this goal's kind, made comparable."""
        if self.kind is GoalKind.GRADE:
            return Fraction(GRADES.index(self.grade)) if self.grade in GRADES else None
        if value is None:
            return None
        if self.kind is GoalKind.SHARE:
            return Fraction(value) / (of or self.of or 100)
        return Fraction(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalValue:
    """What is known of a goal on a day. Of a share: a part of a hundred, or of is set and it is a count out of it."""

    day: date
    value: Decimal | None
    of: int | None = None
    grade: str = ""
    estimate: bool = False
    """Not the last word: never enough for "met"."""
    computed: bool = False
    """Counted from confirmed reports and plans in force."""
    source: str = ""

    def figure_for(self, goal: Goal) -> Fraction | None:
        """Comparable with the goal's own figure; None: it says nothing about this goal."""
        match goal.kind:
            case GoalKind.GRADE:
                return Fraction(GRADES.index(self.grade)) if self.grade in GRADES else None
            case GoalKind.SHARE:
                if self.value is None:
                    return None
                return Fraction(self.value) / (self.of or 100)
            case _:
                return None if self.value is None else Fraction(self.value)
