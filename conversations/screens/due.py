"""A deadline in words, as `read_deadline` reads them: "trước ngày 10/6 hằng năm"; and why a typed one was not taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.programme.calendar import DueOperator
from conversations.programme.cycle import LAST_DAY, Cycle
from conversations.programme.problem import Problem
from conversations.reading import limits
from conversations.reading.deadlines import Doubt, Due
from conversations.reading.show import show_date
from conversations.screens.weekdays import weekday

if TYPE_CHECKING:
    from datetime import date

    from conversations.engine.words import Words
    from conversations.programme.calendar import ReportingRule
    from conversations.reading.deadlines import NoDeadline


def due_in_words(due: Due, words: Words) -> str:
    """By when and how often: what a person may type to mean the same."""
    before = due.operator is DueOperator.BEFORE
    match due.cycle:
        case Cycle.ONCE:
            deadline = due.once()
            day = show_date(deadline.day) if deadline is not None else f"{due.day}/{due.month}/{due.year}"
            return _by(due.operator, day, words)
        case Cycle.YEAR:
            day = _of_year(due, words)
            return (
                words.say("due", "trước {day} hằng năm", day=day)
                if before
                else words.say("due", "đến hết {day} hằng năm", day=day)
            )
        case Cycle.HALF_YEAR:
            day = _of_stretch(due, words)
            return (
                words.say("due", "trước {day}, 6 tháng một lần", day=day)
                if before
                else words.say("due", "đến hết {day}, 6 tháng một lần", day=day)
            )
        case Cycle.QUARTER:
            day = _of_stretch(due, words)
            return (
                words.say("due", "trước {day}, hằng quý", day=day)
                if before
                else words.say("due", "đến hết {day}, hằng quý", day=day)
            )
        case Cycle.MONTH:
            day = _of_month(due, words)
            return (
                words.say("due", "trước {day}, hằng tháng", day=day)
                if before
                else words.say("due", "đến hết {day}, hằng tháng", day=day)
            )
        case Cycle.WEEK:
            day = _of_week(due, words)
            return (
                words.say("due", "trước {day}, hằng tuần", day=day)
                if before
                else words.say("due", "đến hết {day}, hằng tuần", day=day)
            )
        case _:
            assert_never(due.cycle)


def day_in_words(operator: DueOperator, day: date, words: Words) -> str:
    """By one day, once."""
    return _by(operator, show_date(day), words)


def _by(operator: DueOperator, day: str, words: Words) -> str:
    if operator is DueOperator.BEFORE:
        return words.say("due", "trước ngày {day}", day=day)
    return words.say("due", "đến hết ngày {day}", day=day)


def rule_due_in_words(rule: ReportingRule, words: Words) -> str:
    """The same of a rule."""
    return due_in_words(due_of(rule), words)


def due_of(rule: ReportingRule) -> Due:
    """What the rule says about by when and how often."""
    return Due(
        cycle=rule.cycle,
        operator=rule.operator,
        day=rule.due_day,
        month=rule.due_month,
        year=rule.due_year,
        shift=rule.due_shift,
    )


def _of_year(due: Due, words: Words) -> str:
    day = (
        words.say("due", "ngày cuối tháng {month}", month=due.month)
        if due.day == LAST_DAY
        else words.say("due", "ngày {day}/{month}", day=due.day, month=due.month)
    )
    return words.say("due", "{day} năm sau,", day=day) if due.shift else day


def _of_month(due: Due, words: Words) -> str:
    if due.day == LAST_DAY:
        return words.say("due", "ngày cuối tháng sau") if due.shift else words.say("due", "ngày cuối tháng")
    if due.shift:
        return words.say("due", "ngày {day} tháng sau", day=due.day)
    return words.say("due", "ngày {day}", day=due.day)


def _of_stretch(due: Due, words: Words) -> str:
    day = words.say("due", "ngày cuối") if due.day == LAST_DAY else words.say("due", "ngày {day}", day=due.day)
    length = due.cycle.months
    later = due.shift > 0
    number = due.shift if later else due.shift + length
    if due.cycle is Cycle.QUARTER:
        return (
            words.say("due", "{day} tháng thứ {number} của quý sau", day=day, number=number)
            if later
            else words.say("due", "{day} tháng thứ {number} của quý", day=day, number=number)
        )
    return (
        words.say("due", "{day} tháng thứ {number} của kỳ sau", day=day, number=number)
        if later
        else words.say("due", "{day} tháng thứ {number} của kỳ", day=day, number=number)
    )


def _of_week(due: Due, words: Words) -> str:
    day = weekday(due.day, words)
    return words.say("due", "{day} tuần sau", day=day) if due.shift else day


def due_problem(typed: str, reading: Doubt | NoDeadline, words: Words) -> Problem:
    """Why a typed deadline was not taken, and how to write it."""
    where = f"“{typed.strip()[: limits.DEADLINE]}”"
    if isinstance(reading, Doubt):
        return Problem(
            code="deadline_doubtful",
            where=where,
            message=words.say("due", "Hạn này hiểu được nhiều cách."),
            remedy=words.say(
                "due",
                "Xin ghi rõ một cách: {ways}.",
                ways="; ".join(f"“{due_in_words(due, words)}”" for due in reading.readings),
            ),
        )
    message, remedy = _refusal(reading, words)
    return Problem(code=f"deadline_{reading.reason}", where=where, message=message, remedy=remedy)


def _refusal(reading: NoDeadline, words: Words) -> tuple[str, str]:
    instead = reading.instead[0] if reading.instead else ""
    match reading.reason:
        case "impossible":
            message = words.say("due", "Trong lịch không có {which}.", which=reading.which)
            if instead:
                return message, words.say("due", "Có lẽ là {instead}? Xin ghi lại.", instead=instead)
            return message, words.say("due", "Xin ghi lại ngày có trong lịch, ví dụ “trước ngày 10/6 hằng năm”.")
        case "not_every_month":
            message = words.say("due", "Không phải kỳ nào cũng có {which}.", which=reading.which)
            if instead:
                return message, words.say("due", "Xin ghi “{instead}”, hoặc một ngày từ 1 đến 28.", instead=instead)
            return message, words.say("due", "Xin ghi một ngày từ 1 đến 28.")
        case "far":
            return (
                words.say("due", "Năm {year} nằm ngoài những năm mà lịch này nhận.", year=reading.which),
                words.say("due", "Xin ghi năm từ 2000 đến 2099."),
            )
        case "lunar":
            return (
                words.say("due", "Hạn báo cáo tính theo dương lịch."),
                words.say("due", "Xin ghi ngày dương lịch, ví dụ “trước ngày 10/6/2026”."),
            )
        case "daily":
            return (
                words.say("due", "Báo cáo nhiều nhất là mỗi tuần một lần."),
                words.say("due", "Xin ghi ví dụ “thứ Sáu hằng tuần”."),
            )
        case "after":
            return (
                words.say("due", "Đây là lúc bắt đầu, chưa phải hạn."),
                words.say("due", "Xin ghi ngày cuối cùng, ví dụ “trước ngày 10/6” hoặc “đến hết ngày 10/6”."),
            )
        case "day_missing":
            return (
                words.say("due", "Đã rõ bao lâu một lần, chưa rõ ngày nào."),
                words.say("due", "Xin ghi thêm ngày, ví dụ “trước ngày 25 hằng tháng”."),
            )
        case "month_missing":
            return (
                words.say("due", "Chưa rõ ngày này của tháng nào."),
                words.say("due", "Xin ghi ví dụ “ngày 20 tháng cuối quý, hằng quý” hoặc “trước ngày 10/6 hằng năm”."),
            )
        case "contradiction":
            return (
                words.say("due", "Ngày này và bao lâu một lần không khớp nhau."),
                words.say("due", "Việc một lần thì ghi đủ ngày, tháng, năm; việc lặp lại thì không ghi năm."),
            )
        case "several":
            return (
                words.say("due", "Có nhiều hạn trong một câu."),
                words.say("due", "Xin ghi mỗi lần một hạn, ví dụ “trước ngày 10/6 hằng năm”."),
            )
        case "too_long":
            return (
                words.say("due", "Câu ghi hạn dài quá {limit} ký tự.", limit=limits.DEADLINE),
                words.say("due", "Xin chỉ ghi ngày, ví dụ “trước ngày 10/6 hằng năm”."),
            )
        case "vague":
            return (
                words.say("due", "Hạn này chưa nêu rõ ngày nào."),
                words.say("due", "Xin ghi một ngày, ví dụ “trước ngày 10/6/2026” hoặc “cuối tháng, hằng tháng”."),
            )
        case "unreadable":
            return (
                words.say("due", "Chưa đọc được hạn này."),
                words.say("due", "Xin ghi ví dụ “trước ngày 10/6 hằng năm”, “trước ngày 25 hằng tháng”."),
            )
        case _:
            assert_never(reading.reason)
