"""Figures of a unit's goals as its manager says them: which goal, what, as of when, and the whole before it is kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.goal import GRADES, GoalKind
from conversations.programme.goal_value import implausible
from conversations.reading.show import show_date, show_number
from conversations.screens.goal_words import target_words, value_words
from conversations.screens.paging import clip, fitted, page_of, titled, turning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.facts import Facts
    from conversations.engine.words import Words
    from conversations.programme.goal import GoalValue
    from conversations.programme.goal_set import FollowedGoal

SHOWN = 7
NAME = 120


def listed(found: Sequence[FollowedGoal], words: Words, *, page: int) -> Screen:
    """Those of which no office is named, with what is known of each."""
    lines = [_line(one, words) for one in found]
    shown = page_of(lines, page, most=SHOWN)
    title = words.say("fill_goals", "Chỉ tiêu do anh/chị ghi số liệu (không có cơ quan nào báo)")
    return Screen(
        name="fill_goals",
        text=fitted([titled(title, shown, words), *lines[shown.start : shown.stop]]),
        rows=(
            *rows_of(
                *(
                    Option(f"goal:{one.coded.code}", clip(f"{one.coded.code}. {one.coded.name}"))
                    for one in found[shown.start : shown.stop]
                )
            ),
            *turning(shown, words),
            *rows_of(
                Option("goals", words.say("fill_goals", "◀ Chỉ tiêu")),
                Option("home", words.say("fill_goals", "Về menu")),
            ),
        ),
    )


def _line(one: FollowedGoal, words: Words) -> str:
    newest = one.standing.newest
    known = words.say("fill_goals", "chưa có số liệu") if newest is None else _said(one, newest, words)
    return f"{one.coded.code}. {clip(one.coded.name, NAME)}: {known}"


def _said(one: FollowedGoal, value: GoalValue, words: Words) -> str:
    """Such as "52/182 (31/3/2023)"."""
    return words.say(
        "fill_goals", "{value} ({day})", value=value_words(one.coded.goal, value, words), day=show_date(value.day)
    )


def figure(one: FollowedGoal, words: Words) -> Screen:
    """What is known, what is to be reached, and how it is typed."""
    newest = one.standing.newest
    lines = [
        f"{one.coded.code}. {one.coded.name}",
        words.say("fill_goals", "Mục tiêu: {target}.", target=target_words(one.coded.goal, words)),
        "" if newest is None else words.say("fill_goals", "Số gần nhất: {value}.", value=_said(one, newest, words)),
        _how(one, words),
    ]
    return Screen(
        name="fill_goals.figure",
        text=fitted(lines),
        rows=rows_of(
            *(Option(f"say:{number}", text) for number, text in enumerate(choices(one))),
            Option("list", words.say("fill_goals", "◀ Danh sách")),
        ),
        takes=frozenset({Takes.TEXT}),
    )


def choices(one: FollowedGoal) -> Sequence[str]:
    """What can be pressed instead of typed."""
    match one.coded.goal.kind:
        case GoalKind.GRADE:
            return GRADES
        case GoalKind.DONE:
            return ("Đạt", "Chưa đạt")
        case _:
            return ()


def _how(one: FollowedGoal, words: Words) -> str:
    goal = one.coded.goal
    match goal.kind:
        case GoalKind.GRADE | GoalKind.DONE:
            return words.say("fill_goals", "Chọn một mục.")
        case GoalKind.SHARE:
            return words.say("fill_goals", "Gõ số phần trăm, ví dụ 91,5%, hoặc số có trên tổng số, ví dụ 173/182.")
        case _:
            unit = goal.measure or words.say("fill_goals", "số")
            return words.say("fill_goals", "Gõ một con số ({unit}), ví dụ 42,5.", unit=unit)


def days(today: date) -> tuple[tuple[date, bool], ...]:
    """The days that are offered, each with whether the figure is an estimate then: the last month's end, today, and
    today as an estimate.
    """
    return (today.replace(day=1) - timedelta(days=1), False), (today, False), (today, True)


def which_day(one: FollowedGoal, text: str, facts: Facts) -> Screen:
    """As of when the figure stands."""
    words = facts.words
    (before, _), (today, _), _ = days(facts.today)
    return Screen(
        name="fill_goals.day",
        text=words.say(
            "fill_goals",
            "{name}: {figure}. Số này tính đến ngày nào? Chọn, hoặc gõ ngày (ví dụ 31/5).",
            name=clip(one.coded.name, NAME),
            figure=clip(text, 40),
        ),
        rows=rows_of(
            Option("day:0", words.say("fill_goals", "Đến {day}, số chính thức", day=show_date(before))),
            Option("day:1", words.say("fill_goals", "Đến {day}, số chính thức", day=show_date(today))),
            Option("day:2", words.say("fill_goals", "Đến {day}, số ước", day=show_date(today))),
            Option("again", words.say("fill_goals", "Nhập lại số")),
        ),
        takes=frozenset({Takes.TEXT}),
    )


def no_day(words: Words) -> str:
    """It was no day that has come."""
    return words.say("fill_goals", "Chưa rõ ngày; ngày không được sau hôm nay.")


def sure(one: FollowedGoal, value: GoalValue, words: Words) -> Screen:
    """The figure as it was understood, beside the last one."""
    before = next((said for said in reversed(one.values) if said.day <= value.day), None)
    far = implausible(one.coded.goal, value, before)
    lines = [
        words.say("fill_goals", "Ghi số liệu này?"),
        f"{one.coded.code}. {clip(one.coded.name, NAME)}: {_said(one, value, words)}, {_nature(value, words)}",
        "" if before is None else words.say("fill_goals", "Số trước: {value}.", value=_said(one, before, words)),
        ""
        if far is None
        else words.say("fill_goals", "⚠ Khác xa số trước ({last}). Có đúng không ạ?", last=show_number(far, places=2)),
    ]
    return Screen(
        name="fill_goals.sure",
        text=fitted(lines),
        rows=rows_of(
            Option("keep", words.say("fill_goals", "Ghi")),
            Option("again", words.say("fill_goals", "Nhập lại số")),
            Option("list", words.say("fill_goals", "Thôi, không ghi")),
        ),
    )


def _nature(value: GoalValue, words: Words) -> str:
    return words.say("fill_goals", "số ước") if value.estimate else words.say("fill_goals", "số chính thức")


def kept(one: FollowedGoal, value: GoalValue, words: Words) -> str:
    """Above the list."""
    return words.say(
        "fill_goals", "✔ Đã ghi: {name} = {value}.", name=clip(one.coded.name, NAME), value=_said(one, value, words)
    )
