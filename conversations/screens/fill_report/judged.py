"""What an office says of an item, for the commune: the item cannot be changed without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, rows_of
from conversations.screens.fill_report.heading import reporting_for
from conversations.screens.paging import fitted
from conversations.screens.review_words import standing_line
from conversations.screens.states import answer_words

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.programme.criteria import Indicator
    from conversations.programme.report import Report


def judged(report: Report, indicator: Indicator, facts: Facts) -> Screen:
    """The answer and the office's word on it."""
    words = facts.words
    answer = report.answers.get(indicator.code)
    review = report.reviews.get(indicator.code)
    said = "" if answer is None else answer_words(words, indicator, answer)
    lines = [
        reporting_for(report, facts),
        words.say("question", "{code} · {title}", code=indicator.code, title=indicator.title),
        words.say("question", "Đã trả lời: {answer}", answer=said) if said else "",
        "" if review is None else standing_line(review, words),
    ]
    return Screen(
        name="fill_report.judged",
        text=fitted(lines),
        rows=rows_of(
            None if review is None else Option("office", words.say("review", "Có ý kiến, xin sửa…")),
            Option("list", words.say("question", "Danh sách")),
            Option("home", words.say("report", "Về menu")),
        ),
    )
