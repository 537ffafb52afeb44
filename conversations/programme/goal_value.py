"""A figure of a goal as somebody types it: "171/182", "94,5", "khá", "đạt". What can be read two ways is refused."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from conversations.programme.goal import GRADES, GoalKind, GoalValue
from conversations.programme.problem import Problem
from conversations.reading.figures import Number, NumberKind, TwoReadings
from conversations.reading.fold import fold, plain_words
from conversations.reading.numbers import read_number
from conversations.reading.plausible import doubt
from conversations.reading.show import show_number

if TYPE_CHECKING:
    from datetime import date

    from conversations.programme.goal import Goal

_WHOLE = Decimal(100)
"""Percent."""
_DONE = {
    "dat": 1,
    "da dat": 1,
    "hoan thanh": 1,
    "xong": 1,
    "chua dat": 0,
    "chua": 0,
    "khong dat": 0,
    "chua hoan thanh": 0,
}


def read_goal_value(goal: Goal, text: str, *, day: date, estimate: bool, source: str, where: str = "") -> GoalValue:
    """where: the place in a file. Raises Problem: it is no figure of this kind, or can be read two ways."""
    plain = GoalValue(day=day, value=None, estimate=estimate, source=source)
    match goal.kind:
        case GoalKind.GRADE:
            grade = fold(text).removeprefix("loai ")
            named = next((one for one in GRADES if fold(one) == grade), None)
            if named is None:
                raise _wrong(text, where, f"Phải là một trong các loại: {', '.join(GRADES)}.")
            return replace(plain, grade=named)
        case GoalKind.DONE:
            done = _DONE.get(plain_words(text))
            if done is None:
                raise _wrong(text, where, "Phải là “đạt” hoặc “chưa đạt”.")
            return replace(plain, value=Decimal(done))
        case _:
            return _figure(goal, text, plain, where)


def _figure(goal: Goal, text: str, plain: GoalValue, where: str) -> GoalValue:
    bare = text.strip()
    sinks = goal.kind is GoalKind.YEARLY_RATE and not goal.of_level and bare.startswith(("-", "–"))
    if goal.of is not None and bare.replace(".", "").isdecimal():
        raise _wrong(text, where, f"Hãy ghi cả mẫu số hoặc dấu %, ví dụ {bare}/{goal.of} hay {bare}%.")
    read = read_number(bare.lstrip("-– ") if sinks else bare, kind=_reading(goal))
    if isinstance(read, TwoReadings):
        ways = " hay ".join(show_number(one.value) for one in (read.first, read.second))
        raise _wrong(text, where, f"Có thể hiểu là {ways}; hãy ghi rõ, dấu phẩy trước phần lẻ.")
    if not isinstance(read, Number):
        raise _wrong(text, where, f"Phải là một con số ({goal.measure or 'số'}).")
    if goal.kind is GoalKind.SHARE and read.value > _WHOLE:
        raise _wrong(text, where, "Một phần không thể lớn hơn 100%.")
    if goal.kind is GoalKind.SHARE and read.numerator is not None and read.denominator is not None:
        return replace(plain, value=Decimal(read.numerator), of=read.denominator)
    return replace(plain, value=-read.value if sinks else read.value)


def _reading(goal: Goal) -> NumberKind:
    if goal.kind is GoalKind.SHARE or "%" in goal.measure:
        return NumberKind.PLAIN if goal.kind is GoalKind.YEARLY_RATE and not goal.of_level else NumberKind.PERCENT
    if goal.measure.startswith("triệu đồng"):
        return NumberKind.MONEY
    return NumberKind.PLAIN


def implausible(goal: Goal, value: GoalValue, last: GoalValue | None) -> Decimal | None:
    """The last figure, where the new one is so far from it that it is asked back."""
    new, old = value.figure_for(goal), None if last is None else last.figure_for(goal)
    if new is None or old is None or goal.kind in {GoalKind.GRADE, GoalKind.DONE}:
        return None
    percent = goal.kind is GoalKind.SHARE or "%" in goal.measure
    times = 100 if goal.kind is GoalKind.SHARE else 1
    last_shown = Decimal(old.numerator * times) / Decimal(old.denominator)
    shown = Decimal(new.numerator * times) / Decimal(new.denominator)
    return last_shown if doubt(shown, last=last_shown, percent=percent) is not None else None


def _wrong(text: str, where: str, why: str) -> Problem:
    return Problem(
        code="goal_value_wrong", where=where or text, message=f"“{text}” chưa dùng được. {why}", remedy="Hãy ghi lại."
    )
