"""A province's goals in words: what is to be reached, what is known, what is missing, and why it stands as it does."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from conversations.programme.goal import GRADES, Bound, GoalKind
from conversations.programme.goal_state import GoalState, Why, gap
from conversations.reading.show import show_average, show_date, show_number

if TYPE_CHECKING:
    from decimal import Decimal

    from conversations.engine.words import Words
    from conversations.programme.goal import Goal, GoalValue
    from conversations.programme.goal_state import Standing

PLACES = 2
"""Decimals shown of a computed figure."""


def state_words(state: GoalState, words: Words) -> str:
    """As a heading."""
    match state:
        case GoalState.MET:
            return words.say("goals", "Đạt")
        case GoalState.ON_THE_WAY:
            return words.say("goals", "Đúng tiến độ")
        case GoalState.AT_RISK:
            return words.say("goals", "Có nguy cơ không đạt")
        case GoalState.NOT_KNOWN:
            return words.say("goals", "Chưa đủ số liệu")
        case _:
            assert_never(state)


def target_words(goal: Goal, words: Words) -> str:
    """Such as "trên 95%", "13/13 đơn vị cấp huyện", "giảm trên 1,5%/năm", "từ 1,5 lần so với năm 2020"."""
    match goal.kind:
        case GoalKind.DONE:
            return words.say("goals", "hoàn thành")
        case GoalKind.GRADE:
            return words.say("goals", "loại {grade}", grade=goal.grade)
        case _:
            pass
    figure = _bounded(goal, _figure(goal), words)
    if goal.kind is GoalKind.RATIO_TO_BASE:
        return words.say("goals", "{figure} so với năm {year}", figure=figure, year=goal.base_year or "")
    return words.say("goals", "giảm {figure}", figure=figure) if goal.falls else figure


def _figure(goal: Goal) -> str:
    low = "" if goal.target is None else show_number(goal.target)
    if goal.of is not None:
        low = f"{low}/{goal.of}"
    if goal.upto is not None:
        low = f"{low}-{show_number(goal.upto)}"
    return with_unit(low, goal.measure)


def with_unit(figure: str, measure: str) -> str:
    """A percent sign stands close to its figure."""
    return f"{figure}{measure}" if measure.startswith("%") else f"{figure} {measure}".strip()


def _bounded(goal: Goal, figure: str, words: Words) -> str:
    match goal.bound:
        case Bound.AT_LEAST if goal.of is not None or (goal.kind is GoalKind.SHARE and goal.target == 100):
            return figure
        case Bound.AT_LEAST:
            return words.say("goals", "từ {figure}", figure=figure)
        case Bound.MORE_THAN:
            return words.say("goals", "trên {figure}", figure=figure)
        case Bound.AT_MOST if goal.target == 0 and goal.kind is GoalKind.COUNT:
            return words.say("goals", "không còn {measure} nào", measure=goal.measure)
        case Bound.AT_MOST:
            return words.say("goals", "không quá {figure}", figure=figure)
        case Bound.LESS_THAN:
            return words.say("goals", "dưới {figure}", figure=figure)
        case Bound.RANGE:
            return figure
        case _:
            assert_never(goal.bound)


def value_words(goal: Goal, value: GoalValue, words: Words) -> str:
    """The figure as it was given: "171/182 (93,96%)", "35 triệu đồng/người/năm", "loại khá"."""
    match goal.kind:
        case GoalKind.GRADE:
            return words.say("goals", "loại {grade}", grade=value.grade)
        case GoalKind.DONE:
            return words.say("goals", "hoàn thành") if value.value else words.say("goals", "chưa hoàn thành")
        case GoalKind.SHARE if value.value is not None and value.of:
            percent = show_number(value.value * 100 / value.of, places=PLACES)
            return f"{show_number(value.value)}/{value.of} ({percent}%)"
        case GoalKind.SHARE:
            return f"{_shown(value.value)}%"
        case GoalKind.YEARLY_RATE if goal.of_level:
            return f"{_shown(value.value)}%"
        case GoalKind.RATIO_TO_BASE:
            return _shown(value.value)
        case _:
            return with_unit(_shown(value.value), goal.measure)


def _shown(value: Decimal | None) -> str:
    return "" if value is None else show_number(value, places=PLACES)


def figure_words(goal: Goal, figure: Fraction, words: Words) -> str:
    """A computed or interim figure that is compared with the goal's."""
    match goal.kind:
        case GoalKind.GRADE:
            return words.say("goals", "loại {grade}", grade=GRADES[min(max(round(figure), 0), len(GRADES) - 1)])
        case GoalKind.SHARE if goal.of is not None:
            return with_unit(f"{_average(figure * goal.of)}/{goal.of}", goal.measure)
        case GoalKind.SHARE:
            return f"{_average(figure * 100)}%"
        case _:
            return with_unit(_average(figure), goal.measure)


def wanted_words(goal: Goal, wanted: Fraction, words: Words) -> str:
    """The same of what is wanted: of things that are counted whole ones, on the goal's side."""
    of = goal.of if goal.kind is GoalKind.SHARE else 1 if goal.kind is GoalKind.COUNT else None
    if of is None:
        return figure_words(goal, wanted, words)
    count = wanted * of
    whole = count.numerator // count.denominator if goal.bound.falling else -(-count.numerator // count.denominator)
    return figure_words(goal, Fraction(whole, of), words)


def _average(figure: Fraction) -> str:
    text = show_average(figure, PLACES)
    return text.rstrip("0").rstrip(",") if "," in text else text


def known_words(goal: Goal, found: Standing, words: Words) -> str:
    """What is known: the figure, what follows from it, on which day, and whether it is an estimate."""
    newest = found.newest
    if newest is None:
        return words.say("goals", "chưa có số liệu")
    said = value_words(goal, newest, words)
    if goal.kind in {GoalKind.YEARLY_RATE, GoalKind.RATIO_TO_BASE} and found.figure is not None:
        figure = figure_words(goal, found.figure, words)
        if goal.kind is GoalKind.RATIO_TO_BASE:
            said = words.say("goals", "{value}, bằng {figure} năm gốc", value=said, figure=figure)
        elif goal.falls:
            said = words.say("goals", "{value}, bình quân giảm {figure}", value=said, figure=figure)
        else:
            said = words.say("goals", "{value}, bình quân {figure}", value=said, figure=figure)
    day = show_date(newest.day)
    if newest.estimate:
        return words.say("goals", "{value} (ước, {day})", value=said, day=day)
    return words.say("goals", "{value}, ngày {day}", value=said, day=day)


def left_words(goal: Goal, found: Standing, words: Words) -> str:
    """What is missing; "" where nothing is, or it cannot be told."""
    missing = gap(goal, found)
    if missing is None:
        return ""
    size = _average(missing.size)
    if missing.counted and found.newest is not None:
        return words.say("goals", "thiếu {n} trong {of}", n=size, of=found.newest.of or "")
    if goal.measure == "%" or (goal.kind is GoalKind.SHARE and goal.of is None):
        size = words.say("goals", "{n} điểm phần trăm", n=size)
    elif goal.kind is GoalKind.SHARE:
        size = f"{size}%"
    else:
        size = with_unit(size, goal.measure)
    if goal.bound.falling:
        return words.say("goals", "vượt {size}", size=size)
    return words.say("goals", "thiếu {size}", size=size)


def why_words(goal: Goal, found: Standing, words: Words) -> str:
    """What decided, where the state alone does not say it."""
    match found.why:
        case Why.STALE if found.newest is not None:
            return words.say("goals", "không có số mới từ {day}", day=show_date(found.newest.day))
        case Why.NO_BASE if goal.kind is GoalKind.RATIO_TO_BASE:
            return words.say("goals", "chưa có số năm {year} để so", year=goal.base_year or "")
        case Why.NO_BASE:
            return words.say("goals", "chưa có số trước đó để so")
        case Why.ONE_STEP:
            return words.say("goals", "chưa hoàn thành, hạn hết năm {year}", year=goal.by_year)
        case Why.ESTIMATED:
            return words.say("goals", "theo số ước thì đạt, chờ số chính thức")
        case Why.OVER:
            return words.say("goals", "đã hết năm {year}", year=goal.by_year)
        case Why.INTERIM if found.wanted is not None:
            wanted = wanted_words(goal, found.wanted, words)
            year = found.interim_year or ""
            if found.state is GoalState.AT_RISK:
                return words.say("goals", "chưa đạt mốc năm {year}: {wanted}", year=year, wanted=wanted)
            return words.say("goals", "đạt mốc năm {year}: {wanted}", year=year, wanted=wanted)
        case Why.LINE if found.wanted is not None and goal.kind not in {GoalKind.DONE, GoalKind.YEARLY_RATE}:
            return words.say("goals", "để kịp tiến độ cần {wanted}", wanted=wanted_words(goal, found.wanted, words))
        case _:
            return ""
