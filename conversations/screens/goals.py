"""The goals of a unit as screens: whole sections on pages, with the ways to the assessments and back to the digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.asks_of_standing import GoalsToFill
from conversations.engine.screen import Option
from conversations.programme.goal_assessment import finished_periods
from conversations.screens.goals_text import assessment_text, goals_text
from conversations.screens.text_pages import paged, text_page

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.frames import Goals as Frame
    from conversations.engine.screen import Screen
    from conversations.programme.goal_assessment import Assessment
    from conversations.programme.goal_set import UnitGoals


PAGE = 1650
"""Characters of a page: its ways on must fit below it in plain text."""


def goals_page(frame: Frame, found: UnitGoals, facts: Facts) -> Screen:
    """A page of the goals as they stand today."""
    return _page("goals", goals_text(found, facts.words), frame, facts)


def over_page(frame: Frame, found: Assessment, facts: Facts) -> Screen:
    """A page of the goals over a period."""
    return _page("goals.over", assessment_text(found, facts.words), frame, facts)


def _page(name: str, text: str, frame: Frame, facts: Facts) -> Screen:
    words = facts.words
    return text_page(
        name,
        paged(text, PAGE),
        frame.page,
        words,
        Option("today", words.say("goals", "Hôm nay")) if frame.period else None,
        *(
            Option(f"over:{one.key}", words.say("goals", "Đánh giá {period}", period=one.title))
            for one in finished_periods(facts.today)
            if one.key != frame.period
        ),
        None
        if frame.period or not facts.answer(GoalsToFill(frame.unit))
        else Option("fill", words.say("goals", "Ghi số liệu")),
        Option("digest", words.say("goals", "◀ Tổng hợp")),
        Option("home", words.say("goals", "Về menu")),
    )
