"""States, natures and figures in words: one wording for every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.programme.answer import Assessor, Nature, State
from conversations.programme.criteria import WITHOUT_FIGURE, Direction, Measure
from conversations.reading.show import show_date, show_number, show_percent
from conversations.screens.paging import clip

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from conversations.engine.words import Words
    from conversations.programme.answer import Answer, Figure, LastKnown
    from conversations.programme.criteria import CriteriaSet, Indicator


QUOTED = 150
"""Characters of an answer in one's own words where it stands among others."""


def state_words(words: Words, state: State) -> str:
    """A state in small letters, to stand within a sentence."""
    match state:
        case State.MET:
            return words.say("state", "đạt")
        case State.UNSTABLE:
            return words.say("state", "đạt, chưa bền vững")
        case State.NOT_MET:
            return words.say("state", "chưa đạt")
        case State.NOT_APPLICABLE:
            return words.say("state", "không phải xét")
        case State.NOT_REPORTED:
            return words.say("state", "chưa có số")
        case _:
            assert_never(state)


def value_words(indicator: Indicator, value: Decimal) -> str:
    """A value with its unit: "95,5%", "45 triệu đồng/người/năm", "12 nhà"."""
    if indicator.measure is Measure.PERCENT:
        return show_percent(value)
    return f"{show_number(value)} {indicator.unit}".rstrip()


def figure_words(indicator: Indicator, figure: Figure) -> str:
    """A figure as it was understood: "87,5% (350/400)"."""
    shown = value_words(indicator, figure.value)
    if figure.numerator is None or figure.denominator is None:
        return shown
    return f"{shown} ({show_number(figure.numerator)}/{show_number(figure.denominator)})"


def nature_words(words: Words, nature: Nature, as_of: date) -> str:
    """Which day a figure stands for and what kind it is."""
    match nature:
        case Nature.OFFICIAL:
            return words.say("state", "tính đến {day}, số chính thức", day=show_date(as_of))
        case Nature.ESTIMATE:
            return words.say("state", "số ước đến {day}", day=show_date(as_of))
        case _:
            assert_never(nature)


def choice_words(indicator: Indicator, choice: str, *, most: int = QUOTED) -> str:
    """An option, or a text in quotation marks and in one line, cut with a sign of it where it is longer than `most`."""
    if indicator.measure is not Measure.TEXT or not choice:
        return choice
    return f"“{clip(' '.join(choice.split()), most)}”"


def answer_words(words: Words, indicator: Indicator, answer: Answer, *, most: int = QUOTED) -> str:
    """An answer in a few words: "95,5% · đạt", "chưa đạt", "máy bơm". most: characters of a text."""
    parts = []
    if answer.figure is not None:
        parts.append(figure_words(indicator, answer.figure))
    if answer.choice:
        parts.append(choice_words(indicator, answer.choice, most=most))
    if answer.state is not State.NOT_REPORTED or not parts:
        parts.append(state_words(words, answer.state))
    return " · ".join(parts)


def known_words(words: Words, indicator: Indicator, known: LastKnown) -> str:
    """What was last known of an indicator before this report, since when, and whose word it was."""
    if known.figure is not None:
        value = figure_words(indicator, known.figure)
    else:
        value = choice_words(indicator, known.choice) or state_words(words, known.state)
    if known.carried_on is not None:
        return words.say(
            "question", "Gộp từ các đơn vị cũ ngày {day}: {value}", value=value, day=show_date(known.carried_on)
        )
    day = show_date(known.reported_on) if known.reported_on else ""
    if known.assessor is Assessor.OFFICE:
        office = known.judged_by or words.say("question", "đơn vị quản lý")
        return words.say(
            "question", "Kỳ trước: {value} ({day}, {office} đánh giá: {state})",
            value=value, day=day, office=office, state=state_words(words, known.state),
        )  # fmt: skip
    if not indicator.judged or known.figure is None:
        return words.say("question", "Kỳ trước: {value} (báo {day})", value=value, day=day)
    return words.say(
        "question", "Kỳ trước: {value} (báo {day}, tự đánh giá: {state})",
        value=value, day=day, state=state_words(words, known.state),
    )  # fmt: skip


def threshold_words(words: Words, indicator: Indicator, *, form: CriteriaSet, region: str | None, year: int) -> str:
    """What is required, where and when; an unknown requirement is said to be unknown. Empty for what has no measure."""
    if indicator.measure in WITHOUT_FIGURE or not indicator.judged:
        return ""
    threshold = indicator.threshold(region=region, year=year)
    place = form.region_name(region)
    if threshold is None:
        if place:
            return words.say("state", "Mức yêu cầu ({region}): chưa có trong hệ thống", region=place)
        return words.say("state", "Mức yêu cầu: chưa có trong hệ thống")
    value = value_words(indicator, threshold)
    if indicator.direction is Direction.AT_LEAST:
        return words.say("state", "Mức yêu cầu: từ {value} trở lên", value=value)
    return words.say("state", "Mức yêu cầu: không quá {value}", value=value)


def time_words(words: Words, at: datetime) -> str:
    """The hour and minute it has, in its own zone: 21 giờ 42."""
    return words.say("state", "{hour} giờ {minute}", hour=at.hour, minute=f"{at.minute:02d}")
