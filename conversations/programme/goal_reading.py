"""Goals out of running text: each figure with what it speaks of, its bound, unit, year and what it is a part of.

What is not understood is told with its sentence, never left out silently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from conversations.programme.goal import Bound, Goal, GoalKind
from conversations.programme.goal_clauses import BASICALLY, GRADED, NAMED, NONE_LEFT, clauses_of, lead_of
from conversations.programme.goal_figures import figures_of, has_digits
from conversations.programme.goal_sections import STRIVES, Part, goal_sections, whole_paragraphs
from conversations.programme.goal_wording import (
    for_each,
    goal_of,
    group_of,
    named_goals,
    none_left_goal,
    stripped,
    whole_goal,
)
from conversations.programme.table import Paragraph, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conversations.programme.goal_clauses import Clause
    from conversations.programme.goal_figures import Figure

_BY = re.compile(
    r"(?P<lead>\b(?:phấn đấu\s+)?(?:đến|tới|trong|vào)\s+(?:hết\s+|cuối\s+)?năm\s+(?P<year>20\d{2})\b,?\s*)",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"(?:giai đoạn\s+20\d{2}\s*[-–]\s*|đến\s+(?:hết\s+|cuối\s+)?năm\s+)(20\d{2})", re.IGNORECASE)
_SHARE_OF_IT = re.compile(r"^(?:và\s+)?chiếm(?: tỷ lệ)?\s", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\bph[aấâầ]n\s+đ[aấâầ]u\s+(?:đến\s+(?:cuối\s+|hết\s+)?năm\s+20\d{2},?\s*)?"
    r"(?=mỗi\s+(?:xã|huyện|thôn)\b|\d{1,3}\s*%|(?:ít nhất|tối thiểu|trên)\s+\d)(?P<said>[^.;]*)",
    re.IGNORECASE,
)
_INTRO = re.compile(r":\s*$")
_ABOUT_PAPERS = re.compile(r"\b(?:hồ sơ (?:xét |đề nghị )?công nhận|hoàn thành hồ sơ|giải ngân|vốn)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFollowed:
    """A sentence of the goals' part from which no goal could be made."""

    quote: str
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedPercent:
    """A count out of a whole with the percentage the document gives for it."""

    count: Decimal
    of: int
    percent: Decimal
    what: str
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadGoals:
    """What the running text sets."""

    goals: tuple[Goal, ...]
    not_followed: tuple[NotFollowed, ...]
    percents: tuple[StatedPercent, ...]


class _Reading:
    """The goals so far; children know their parent by its position."""

    def __init__(self) -> None:
        self.goals: list[Goal] = []
        self.left: list[NotFollowed] = []
        self.percents: list[StatedPercent] = []

    def paragraph(self, one: Paragraph, *, part: Part, year: int) -> None:
        label, text = lead_of(one.text)
        year = _year_of(label, year)
        parent: int | None = None
        missed: list[str] = []
        for clause in clauses_of(text):
            year = _year_of(clause.text, year)
            made = len(self.goals)
            if not self._clause(clause, one.place, year=year, parent=parent if clause.within else None):
                if not _INTRO.search(clause.quote) and _worth_telling(clause, part):
                    missed.append(clause.quote)
                if not clause.within:
                    parent = None
                continue
            if not clause.within:
                parent = made
        if missed:
            told = "; ".join(missed)
            self.left.append(NotFollowed(quote=f"{label}: {told}" if label else told, place=one.place))

    def _clause(self, clause: Clause, place: Place, *, year: int, parent: int | None) -> bool:
        text = stripped(clause.text)
        named = NAMED.match(text)
        figures = tuple(figures_of(clause.text))
        if named is not None and not figures:
            self.goals += named_goals(named, clause.quote, place, year=year, parent=parent)
            return True
        if graded := GRADED.match(text):
            self._add(
                Goal(
                    name=graded["name"],
                    kind=GoalKind.GRADE,
                    bound=Bound.AT_LEAST,
                    target=None,
                    by_year=year,
                    grade=graded["grade"],
                    parent=parent,
                    quote=clause.quote,
                    place=place,
                )
            )
            return True
        if whole := BASICALLY.search(text):
            self._add(whole_goal(whole["what"], clause.quote, place, year=year, parent=parent))
            return True
        if NONE_LEFT.search(text) and not figures:
            self._add(none_left_goal(text, clause.quote, place, year=year, parent=parent))
            return True
        if not figures or _ABOUT_PAPERS.search(clause.text):
            return False
        return self._figure(clause, figures[0], place, year=year, parent=parent)

    def _figure(self, clause: Clause, figure: Figure, place: Place, *, year: int, parent: int | None) -> bool:
        if _SHARE_OF_IT.match(stripped(clause.text)) and figure.percent and self.goals:
            last = self.goals[-1]
            if last.of is not None and last.target is not None:
                self.percents.append(
                    StatedPercent(count=last.target, of=last.of, percent=figure.low, what=last.name, place=place)
                )
                return True
            parent = len(self.goals) - 1
        goal = goal_of(clause, figure, place, year=year, parent=parent)
        if goal is None:
            return False
        if parent is not None and not goal.name:
            name = self.goals[parent].name
            goal = replace(goal, name=name, group=group_of(name, goal.measure))
        self._add(goal)
        self._brackets(clause, goal, place, year=year)
        return True

    def _brackets(self, clause: Clause, goal: Goal, place: Place, *, year: int) -> None:
        at = len(self.goals) - 1
        for inside in clause.brackets:
            figure = next(figures_of(inside), None)
            if figure is None or inside.lower().startswith(("tương đương", "theo ", "không tính")):
                continue
            if figure.of is not None and goal.measure == "%" and goal.target is not None:
                self.percents.append(
                    StatedPercent(count=figure.low, of=figure.of, percent=goal.target, what=goal.name, place=place)
                )
                continue
            inner = goal_of(next(clauses_of(inside)), figure, place, year=year, parent=at)
            if inner is not None and inside.lower().startswith("mỗi "):
                self._add(for_each(replace(inner, measure=figure.measure), inside.split()[1].lower(), goal.name))

    def _add(self, goal: Goal) -> None:
        self.goals.append(goal)


def read_goals(prose: Sequence[Paragraph], *, year: int) -> ReadGoals:
    """year: by whose end a goal is to be reached where the text names none."""
    reading = _Reading()
    sections = goal_sections(prose)
    for section in sections:
        reading.paragraph(section.paragraph, part=section.part, year=_last_year(section.heading) or year)
    read = {section.paragraph.place.row for section in sections}
    for paragraph in _elsewhere(prose, read) if sections else _striving(prose):
        reading.paragraph(paragraph, part=Part.GENERAL, year=year)
    return ReadGoals(goals=tuple(reading.goals), not_followed=tuple(reading.left), percents=tuple(reading.percents))


def period_end(texts: Sequence[str]) -> int | None:
    """The last year of the period that a title names: "giai đoạn 2021 - 2025", "đến năm 2025"."""
    return next((found for text in texts if (found := _last_year(text)) is not None), None)


def _last_year(text: str) -> int | None:
    years = [int(found[1]) for found in _PERIOD.finditer(text)]
    return max(years, default=None)


def _striving(prose: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Of a document without a part for goals: the sentences from the first "phấn đấu" of a numbered paragraph on."""
    for one in whole_paragraphs(prose):
        found = STRIVES.search(one.text)
        if found is not None and re.match(r"\d{1,2}\.\s", one.text):
            yield Paragraph(text=one.text[found.start() :], place=one.place)


def _elsewhere(prose: Sequence[Paragraph], read: set[int]) -> Iterator[Paragraph]:
    """Sentences outside the part for goals that set a figure all the same: "Phấn đấu mỗi xã có ít nhất 10 mô hình"."""
    for one in whole_paragraphs(prose):
        if one.place.row not in read:
            for found in _ELSEWHERE.finditer(one.text):
                yield Paragraph(text=found[0], place=one.place)


def _year_of(text: str, before: int) -> int:
    found = next(iter(_BY.finditer(text)), None)
    return int(found["year"]) if found else before


def _worth_telling(clause: Clause, part: Part) -> bool:
    return part is Part.GOALS or has_digits(clause.text) or STRIVES.search(clause.text) is not None
