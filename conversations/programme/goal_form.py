"""The form by which an office is asked for the figures of goals: one question a goal, and what an answer means.

A figure is asked with its day and whether it is an estimate, as any figure of a report; a grade and what is done or not
are chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from conversations.programme.answer import Nature
from conversations.programme.criteria import Measure
from conversations.programme.goal import GRADES, Goal, GoalKind, GoalValue
from conversations.programme.ids import SetId

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from conversations.programme.answer import Answer
    from conversations.programme.goal_set import CodedGoal
    from conversations.programme.ids import UnitId

_PREFIX = "chi-tieu-"
DONE, NOT_DONE = "Đã hoàn thành", "Chưa hoàn thành"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalQuestion:
    """code: the goal's. unit: of measure."""

    code: int
    text: str
    measure: Measure
    unit: str = ""
    options: tuple[str, ...] = ()


def form_id(unit: UnitId, office: UnitId) -> SetId:
    """Of the form by which one body reports on a unit's goals."""
    return SetId(f"{_PREFIX}{unit}-{office}")


def unit_asked_about(form: SetId) -> int | None:
    """Whose goals a form is about; None: it is another form."""
    number = form.removeprefix(_PREFIX).partition("-")[0]
    return int(number) if form.startswith(_PREFIX) and number.isdecimal() else None


def questions_of(goals: Sequence[CodedGoal]) -> tuple[GoalQuestion, ...]:
    """One for each goal: of a yearly fall the level is asked, of a ratio the figure itself."""
    names = {one.code: one.name for one in goals}
    return tuple(_question(one, names.get(one.parent or 0, "")) for one in goals)


def _question(coded: CodedGoal, within: str) -> GoalQuestion:
    goal = coded.goal
    text = f"{coded.name} (trong: {within})" if within else coded.name
    match goal.kind:
        case GoalKind.GRADE:
            return GoalQuestion(code=coded.code, text=text, measure=Measure.CHOICE, options=GRADES)
        case GoalKind.DONE:
            return GoalQuestion(code=coded.code, text=text, measure=Measure.CHOICE, options=(DONE, NOT_DONE))
        case GoalKind.SHARE:
            return GoalQuestion(code=coded.code, text=text, measure=Measure.PERCENT, unit="%")
        case GoalKind.YEARLY_RATE if goal.of_level:
            return GoalQuestion(code=coded.code, text=text, measure=Measure.PERCENT, unit="%")
        case GoalKind.RATIO_TO_BASE:
            return GoalQuestion(code=coded.code, text=text, measure=Measure.NUMBER)
        case _:
            text = f"{text}, {goal.measure}" if goal.measure else text
            return GoalQuestion(code=coded.code, text=text, measure=Measure.NUMBER, unit=goal.measure)


def value_of(goal: Goal, answer: Answer, *, day: date, source: str) -> GoalValue | None:
    """day: of an answer that names none. None: nothing was given."""
    on = answer.as_of or day
    estimate = answer.nature is Nature.ESTIMATE
    if answer.choice:
        if goal.kind is GoalKind.GRADE:
            return GoalValue(day=on, value=None, grade=answer.choice, estimate=estimate, source=source)
        done = Decimal(1 if answer.choice == DONE else 0)
        return GoalValue(day=on, value=done, estimate=estimate, source=source)
    figure = answer.figure
    if figure is None:
        return None
    if goal.kind is GoalKind.SHARE and figure.numerator is not None and figure.denominator:
        counted = Decimal(figure.numerator)
        return GoalValue(day=on, value=counted, of=figure.denominator, estimate=estimate, source=source)
    return GoalValue(day=on, value=figure.value, estimate=estimate, source=source)
