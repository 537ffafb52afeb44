"""A period that takes nothing any more: until when it did, who reopens it, whom to ring. One wording for all."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.engine.asks import WhomToRing
from conversations.programme.person import Role
from conversations.reading.show import show_date
from conversations.screens.contact import colleague_words

if TYPE_CHECKING:
    from datetime import date

    from conversations.engine.facts import Facts, ReportSummary
    from conversations.engine.words import Words
    from conversations.programme.calendar import Period

NAMED = 3
"""So many people to ring; /lienhe has the others."""


def last_day_taken(period: Period) -> date:
    """The last day on which a report of the period can still be sent, late as it may be."""
    return period.locks_on - timedelta(days=1)


def only_a_manager(words: Words) -> str:
    """Who reopens it, where no names are at hand."""
    return words.say("locks", "Chỉ người quản lý chương trình mở lại được; gõ /lienhe để biết gọi ai.")


def whom_to_ring(facts: Facts) -> list[str]:
    """Who reopens it, by name; where no manager is known, the people who can pass it on."""
    words = facts.words
    people = facts.answer(WhomToRing())
    if not people:
        return [only_a_manager(words)]
    managers = [one for one in people if one.role is Role.MANAGER]
    if managers:
        head = words.say("locks", "Chỉ người quản lý chương trình mở lại được. Xin anh/chị gọi:")
    else:
        head = words.say("locks", "Chỉ người quản lý chương trình mở lại được. Xin anh/chị nhờ:")
    return [head, *(f"• {colleague_words(words, one)}" for one in (managers or people)[:NAMED])]


def never_sent(summary: ReportSummary, head: str, words: Words) -> str:
    """A report in a list that was locked before it left. head: how the list names it."""
    if summary.replaced_by:
        return words.say(
            "locks", "{head}: có {given}/{of}, chưa gửi, vẫn giữ; từ ngày {day} báo cáo cho {unit}",
            head=head, given=summary.given, of=summary.of, day=show_date(summary.period.locks_on),
            unit=summary.replaced_by,
        )  # fmt: skip
    return words.say(
        "locks",
        "{head}: có {given}/{of}, chưa gửi, đã khóa từ ngày {day}",
        head=head,
        given=summary.given,
        of=summary.of,
        day=show_date(summary.period.locks_on),
    )
