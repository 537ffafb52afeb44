"""What offices have said of a commune's items, and the ways to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.review import ItemAct
from conversations.screens.casing import capital, small
from conversations.screens.paging import clip, fitted, page_of, titled, turning
from conversations.screens.review_words import standing_line
from conversations.screens.states import answer_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.facts import Facts
    from conversations.engine.words import Words
    from conversations.programme.report import Report
    from conversations.programme.review import ItemReview, QueuedItem

ON_A_PAGE = 8


def choose(said: Sequence[QueuedItem], number: int, facts: Facts) -> Screen:
    """What can be answered, what is asked for first."""
    words = facts.words
    lines = [_line(one, words) for one in said]
    page = page_of(lines, number, most=ON_A_PAGE)
    if said:
        title = titled(words.say("answer_office", "Các phòng có ý kiến về:"), page, words)
    else:
        title = words.say("answer_office", "Hiện các phòng không đề nghị gì thêm.")
    return Screen(
        name="answer_office.choose",
        text=fitted([title, *lines[page.start : page.stop]]),
        rows=(
            *rows_of(
                *(
                    Option(f"i:{one.key}:{one.indicator.code}", clip(f"{one.indicator.code} · {one.unit.title}"))
                    for one in said[page.start : page.stop]
                ),
                across=2,
            ),
            *turning(page, words),
            *rows_of(Option("back", words.say("answer_office", "◀ Quay lại"))),
        ),
    )


def _line(one: QueuedItem, words: Words) -> str:
    return words.say(
        "answer_office",
        "• {code} · {unit}: {standing}",
        code=one.indicator.code,
        unit=one.unit.title,
        standing=standing_line(one.review, words),
    )


def item(report: Report, review: ItemReview, facts: Facts) -> Screen:
    """One item: what was answered, what the office says, what can be done."""
    words = facts.words
    return Screen(
        name="answer_office.item",
        text=fitted(_lines(report, review, words)),
        rows=rows_of(
            Option("fix", words.say("answer_office", "Sửa {code}", code=review.indicator))
            if report.takes(review.indicator, facts.today)
            else None,
            _act(ItemAct.REPLY, words.say("answer_office", "Trả lời phòng bằng lời…"), report, review),
            _act(ItemAct.DISPUTE, words.say("answer_office", "Không thống nhất, nêu lý do…"), report, review),
            _act(ItemAct.WISH, words.say("answer_office", "Xin sửa lại số…"), report, review),
            Option("evidence", words.say("answer_office", "Xem minh chứng"))
            if report.evidence.get(review.indicator)
            else None,
            Option("list", words.say("answer_office", "Các chỉ tiêu khác")),
            Option("home", words.say("answer_office", "Về menu")),
        ),
    )


def _lines(report: Report, review: ItemReview, words: Words) -> list[str]:
    indicator = report.form.indicator(review.indicator)
    answer = report.answers.get(review.indicator)
    title = "" if indicator is None else indicator.title
    said = "" if indicator is None or answer is None else answer_words(words, indicator, answer)
    return [
        words.say("answer_office", "{code} · {title}", code=review.indicator, title=title),
        words.say(
            "answer_office", "{unit} · {period}", unit=capital(report.unit.title), period=small(report.period.title)
        ),
        words.say("answer_office", "Đã báo: {said}", said=said) if said else "",
        standing_line(review, words),
    ]


def _act(act: ItemAct, label: str, report: Report, review: ItemReview) -> Option | None:
    """It carries the version of the answer that it was offered for."""
    answer = report.answers.get(review.indicator)
    version = 0 if answer is None else answer.version
    return Option(f"act:{act}:{version}", label) if review.allows(act) else None


def write(report: Report, review: ItemReview, act: ItemAct, facts: Facts) -> Screen:
    """The words that go to the office (of a dispute also to the manager)."""
    words = facts.words
    if act is ItemAct.DISPUTE:
        ask = words.say("answer_office", "Xin ghi lý do không thống nhất. Phòng và đơn vị quản lý đều nhận được.")
    elif act is ItemAct.WISH:
        ask = words.say("answer_office", "Xin ghi cần sửa gì và vì sao. Phòng đồng ý thì chỉ tiêu mở lại.")
    else:
        ask = words.say("answer_office", "Xin ghi câu trả lời hoặc câu hỏi cho phòng.")
    return Screen(
        name="answer_office.write",
        text=fitted([*_lines(report, review, words), ask]),
        rows=rows_of(Option("item", words.say("answer_office", "◀ Quay lại"))),
        takes=frozenset({Takes.TEXT}),
    )


def say_something(words: Words) -> str:
    """To whoever typed nothing that can be read."""
    return words.say("answer_office", "Xin ghi một câu để phòng biết.")


def sent(words: Words) -> str:
    """Above the item."""
    return words.say("answer_office", "✔ Đã gửi. Có trả lời, anh/chị được báo ngay tại đây.")
